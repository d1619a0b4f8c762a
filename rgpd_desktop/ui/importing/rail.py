"""The left rail of a wizard: its steps, those done, those that lack something, the one under way. Narrow windows see the numbers alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout

from rgpd_desktop.basics import french
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.text import label

_WIDTH, _COMPACT = 230, 64
_HEIGHT, _TALL = 38, 56
_CIRCLE = 22
_SIDE, _GAP = 10, 10


class RailStep(QAbstractButton):
    """A step: its number in a circle, or a tick once done. A step done can be gone back to."""

    def __init__(self, theme: Theme, number: int, title: str, total: int, *, wraps: bool = False) -> None:
        super().__init__()
        self._theme, self._wraps = theme, wraps
        self._number, self._total = number, total
        self.is_compact = False
        self.is_current = self.is_done = self.is_lacking = False
        self.setText(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, *, is_current: bool, is_done: bool, is_open: bool, is_lacking: bool = False) -> None:
        """Where this step stands; `is_open` says whether one may go to it, `is_lacking` whether it was left with an answer missing."""
        self.is_current, self.is_done, self.is_lacking = is_current, is_done, is_lacking
        state = "en cours" if is_current else "à compléter" if is_lacking else "fait" if is_done else "à venir"
        self.setAccessibleName(f"Étape {self._number} sur {self._total}{french.HARD}: {self.text()}, {state}")
        self.setToolTip(self.text() if self.is_compact else "")
        self.setEnabled(is_open)
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_open else Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_open else Qt.FocusPolicy.NoFocus)
        self.update()

    def sizeHint(self) -> QSize:
        """The height of a line of the rail, or of two for a title that is wider than it; as wide as the rail."""
        is_long = not self.is_compact and self.full_width() > self.maximumWidth()
        return QSize(self._theme.px(_COMPACT), self._theme.px(_TALL if is_long else _HEIGHT))

    def full_width(self) -> int:
        """The width its title needs, at its boldest."""
        text = QFontMetrics(self._theme.font(14, QFont.Weight.DemiBold)).horizontalAdvance(self.text())
        return self._theme.px(_SIDE + _CIRCLE + _GAP) + text + self._theme.px(_SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tint of the current step, the circle and the title."""
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.is_current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_tint))
            painter.drawRoundedRect(self.rect(), px(6), px(6))
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), px(6), px(6))
        self._paint_circle(painter)
        if not self.is_compact:
            painter.setFont(self._theme.font(14, QFont.Weight.DemiBold if self.is_current else QFont.Weight.Normal))
            painter.setPen(QColor(tokens.ink if self.is_current or self.underMouse() else tokens.muted))
            left = px(_SIDE + _CIRCLE + _GAP)
            place = QRect(left, 0, self.width() - left - px(_SIDE if self._wraps else 0), self.height())
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            if self._wraps:
                flags |= Qt.TextFlag.TextWordWrap
            painter.drawText(place, flags, self.text())
        painter.end()

    def _paint_circle(self, painter: QPainter) -> None:
        tokens, side = self._theme.tokens, self._theme.px(_CIRCLE)
        left = (self.width() - side) // 2 if self.is_compact else self._theme.px(_SIDE)
        circle = QRect(left, (self.height() - side) // 2, side, side)
        if self.is_current:
            border, ground, ink = tokens.accent, tokens.accent, tokens.on_accent
        elif self.is_lacking:
            border, ground, ink = tokens.soon, tokens.soon_tint, tokens.soon
        elif self.is_done:
            border, ground, ink = tokens.ok, tokens.ok_tint, tokens.ok
        else:
            border, ground, ink = tokens.line, tokens.card, tokens.muted
        painter.setPen(QPen(QColor(border), 1))
        painter.setBrush(QColor(ground))
        painter.drawEllipse(circle)
        painter.setFont(self._theme.font(12, QFont.Weight.DemiBold if self.is_current else QFont.Weight.Normal))
        painter.setPen(QColor(ink))
        sign = "!" if self.is_lacking else "✓" if self.is_done else ""
        text = str(self._number) if self.is_current or not sign else sign
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, text)


class Rail(QFrame):
    """Shows where one is; emits the step one wants to go back to."""

    asked = Signal(int)  # index of the step wanted

    def __init__(
        self, theme: Theme, title: str, steps: Sequence[str], name: str = "Étapes de l’import", *, wraps: bool = False
    ) -> None:
        super().__init__()
        self._theme, self._wraps = theme, wraps
        self.setAccessibleName(name)
        self._title = label(title, "section", wraps=wraps)
        self._title.setContentsMargins(theme.px(10), 0, 0, 0)
        total = len(steps)
        self.steps = [RailStep(theme, number, each, total, wraps=wraps) for number, each in enumerate(steps, start=1)]
        column = QVBoxLayout(self)
        column.setContentsMargins(14, theme.px(20), 15, 16)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addSpacing(theme.px(12))
        for index, step in enumerate(self.steps):
            column.addWidget(step)
            step.clicked.connect(lambda _checked=False, index=index: self.asked.emit(index))
        column.addStretch()
        theme.changed.connect(self.update)
        self.set_compact(False)
        self.show_current(0, can_go_back=True)

    def show_current(self, current: int, *, can_go_back: bool) -> None:
        """Mark the step under way; those before are done, and open when `can_go_back`."""
        for index, step in enumerate(self.steps):
            is_done = index < current
            step.show_state(is_current=index == current, is_done=is_done, is_open=is_done and can_go_back)

    def show_open(self, current: int, done: Collection[int], lacking: Collection[int]) -> None:
        """Mark the step under way; every other one is open."""
        for index, step in enumerate(self.steps):
            step.show_state(
                is_current=index == current,
                is_done=index in done,
                is_open=index != current,
                is_lacking=index in lacking,
            )

    def set_title(self, title: str) -> None:
        """Change what the rail is about."""
        self._title.setText(french.spaced(title))

    def show_all_done(self) -> None:
        """Every step is done, none can be gone back to."""
        for step in self.steps:
            step.show_state(is_current=False, is_done=True, is_open=False)

    def set_compact(self, is_compact: bool) -> None:
        """Numbers alone, for a narrow window or a large text."""
        side = 6 if is_compact else 14
        widest = max(step.full_width() for step in self.steps) + 2 * side + 1
        width = self._theme.px(_WIDTH) if self._wraps else max(self._theme.px(_WIDTH), widest)
        self.setFixedWidth(self._theme.px(_COMPACT) if is_compact else width)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(side, self._theme.px(20), side + 1, 16)
        self._title.setVisible(not is_compact)
        for step in self.steps:
            step.is_compact = is_compact
            step.setMaximumWidth(self.width() - 2 * side - 1)
            step.updateGeometry()
            step.setToolTip(step.text() if is_compact else "")
            step.update()
