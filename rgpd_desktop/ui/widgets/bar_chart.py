"""A small bar chart painted by hand: a value over each bar, a word under it; clickable, usable by keyboard, told in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.ui.theme import Theme

_GAP = 10
_RADIUS = 3.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: the short word under it ("juin"), its value, and what a tooltip and a screen reader say ("juin 2027")."""

    label: str
    value: int
    name: str = ""


class BarChart(QWidget):
    """Bars of one accent. Left and Right move along, Enter or a click chooses."""

    bar_clicked = Signal(int)  # index of the bar

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._bars: tuple[Bar, ...] = ()
        self._at = -1  # the bar the keyboard is on
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        theme.changed.connect(self.update)

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show these bars."""
        self._bars = tuple(bars)
        self._at = -1
        said = (f"{bar.name or bar.label} : {french.number(bar.value)}" for bar in self._bars)
        self.setAccessibleDescription(", ".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        """Little height of its own: it takes what the page has left."""
        return QSize(600, self.minimumSizeHint().height() + 40)

    def minimumSizeHint(self) -> QSize:
        """Room for the two lines of text and a bar between them."""
        line = self.fontMetrics().lineSpacing()
        return QSize(max(1, len(self._bars)) * 24, 2 * line + 64)

    def bar_rect(self, index: int) -> QRect:
        """Where the bar stands, without its texts."""
        line = self.fontMetrics().lineSpacing()
        top, bottom = line + 8, self.height() - line - 10
        slot = (self.width() + _GAP) / max(1, len(self._bars))
        left = round(index * slot)
        width = max(4, round(slot) - _GAP)
        most = max((bar.value for bar in self._bars), default=0)
        height = round((bottom - top) * self._bars[index].value / most) if most else 0
        return QRect(left, bottom - height, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the base line, the bars and their texts."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(12))
        line = painter.fontMetrics().lineSpacing()
        bottom = self.height() - self.fontMetrics().lineSpacing() - 10
        painter.fillRect(0, bottom, self.width(), 1, QColor(tokens.line))
        widest = max((painter.fontMetrics().horizontalAdvance(bar.label) for bar in self._bars), default=0)
        is_tight = widest > self.width() // max(1, len(self._bars))  # then the initial of each
        for index, bar in enumerate(self._bars):
            place = self.bar_rect(index)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawPath(_rounded(place))
            wide = place.adjusted(-_GAP // 2, 0, _GAP // 2, 0)
            painter.setPen(QColor(tokens.muted))
            over = QRect(wide.left(), place.top() - line - 2, wide.width(), line)
            painter.drawText(over, Qt.AlignmentFlag.AlignCenter, french.number(bar.value))
            under = QRect(wide.left(), bottom + 6, wide.width(), line)
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, bar.label[:1].upper() if is_tight else bar.label)
            if index == self._at and self.hasFocus():
                painter.setPen(QColor(tokens.ink))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(wide.adjusted(1, -line - 4, -2, 0), 4, 4)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left, Right, Home, End move; Enter and Space choose."""
        last = len(self._bars) - 1
        moves = {
            Qt.Key.Key_Right: min(last, self._at + 1),
            Qt.Key.Key_Left: max(0, self._at - 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if not self._bars:
            super().keyPressEvent(event)
        elif key in moves:
            self._at = moves[key]
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._at >= 0:
            self.bar_clicked.emit(self._at)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard starts on the first bar."""
        self._at = max(self._at, 0 if self._bars else -1)
        super().focusInEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere in a bar's column chooses it."""
        index = self._index_at(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index >= 0:
            self._at = index
            self.update()
            self.bar_clicked.emit(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The hand says what can be clicked."""
        is_over = self._index_at(event.position().toPoint()) >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """Tooltips name the bar in full."""
        if isinstance(event, QHelpEvent) and (index := self._index_at(event.pos())) >= 0:
            bar = self._bars[index]
            QToolTip.showText(event.globalPos(), f"{bar.name or bar.label} : {french.number(bar.value)}", self)
            return True
        return super().event(event)

    def _index_at(self, point: QPoint) -> int:
        for index in range(len(self._bars)):
            place = self.bar_rect(index)
            if place.left() <= point.x() <= place.right() and self.rect().contains(point):
                return index
        return -1


def _rounded(place: QRect) -> QPainterPath:
    """The bar with its two upper corners rounded."""
    path = QPainterPath()
    radius = min(_RADIUS, float(place.height()))
    path.addRoundedRect(QRectF(place), radius, radius)
    foot = QPainterPath()
    foot.addRect(QRectF(place.left(), place.top() + radius, place.width(), max(0.0, place.height() - radius)))
    return path.united(foot)
