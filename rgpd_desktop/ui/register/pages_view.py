"""The pages of a paper, one under the other, at the zoom wanted. Only those in view and their neighbours are kept, drawn by somebody else.

The preview owns it: it answers `picture_wanted` with `show_picture`. Nothing here reads a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea

from rgpd_desktop.services.show_paper import Found
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.tokens import LIGHT

FIT_WIDTH, FIT_PAGE = "width", "page"
STEPS: Final = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
KEYS: Final = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)
_GAP: Final = 16
_ELSEWHERE: Final = LIGHT.blend("#FFFFFF", LIGHT.soon, 0.25)  # over words found: pages are white in the dark theme too
_CURRENT: Final = LIGHT.blend("#FFFFFF", LIGHT.soon, 0.6)
_POINT: Final = 96 / 72  # pixels, at 100 %


class PagesView(QAbstractScrollArea):
    """Empty until `show_pages`. `zoom` is FIT_WIDTH, FIT_PAGE or a factor written as text ("1.5")."""

    page_changed = Signal(int)  # from 0
    zoom_changed = Signal(str)
    picture_wanted = Signal(int, float)  # page, pixels a point

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName("Pages du document")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._theme = theme
        self.zoom = FIT_WIDTH
        self.page = 0
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._rects: list[QRect] = []  # of each page, in the whole
        self._scale = _POINT
        self._images: dict[int, tuple[float, QImage]] = {}
        self._asked: tuple[int, float] | None = None
        self._found: tuple[Found, ...] = ()
        self._current = -1
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        theme.changed.connect(self.viewport().update)

    # What the preview says

    def show_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """The pages of that paper, their sizes in points."""
        self._sizes = tuple(sizes)
        self._arrange()
        self._ask()

    def show_picture(self, page: int, scale: float, image: QImage) -> None:
        """The picture wanted has come."""
        self._asked = None
        if page in self._kept():
            self._images[page] = (scale, image)
            self.viewport().update()
        self._ask()

    def clear(self) -> None:
        """Forget every page."""
        self._sizes, self._found = (), ()
        self._rects.clear()
        self._images.clear()
        self.viewport().update()

    def show_found(self, found: Sequence[Found], current: int) -> None:
        """Cover the words found, the current one more strongly and brought into view; -1 for none."""
        self._found, self._current = tuple(found), current
        if 0 <= current < len(self._found):
            self._bring_into_view(self._found[current])
        self.viewport().update()

    def set_zoom(self, zoom: str) -> None:
        """Change it; what was at the top stays there, or the whole page comes."""
        page, self.zoom = self.page, zoom
        self._arrange()
        if zoom == FIT_PAGE:
            self.go_to(page)
        self._ask()
        self.zoom_changed.emit(zoom)

    def zoom_by(self, step: int) -> None:
        """The next step up (1) or down (-1)."""
        now = self._scale / _POINT
        wanted = [each for each in STEPS if (each > now + 0.01 if step > 0 else each < now - 0.01)]
        if wanted:
            self.set_zoom(str(wanted[0] if step > 0 else wanted[-1]))

    def go_to(self, page: int) -> None:
        """The top of that page."""
        if 0 <= page < len(self._rects):
            self.verticalScrollBar().setValue(self._rects[page].top() - _GAP)
            if page != self.page:  # the last ones may be too short to reach the top
                self._tell(page)

    def drawn_pages(self) -> tuple[int, ...]:
        """Those whose picture is kept."""
        return tuple(sorted(self._images))

    # Gestures

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and last page; the rest is the scroll area's."""
        if event.key() == Qt.Key.Key_Home:
            self.go_to(0)
        elif event.key() == Qt.Key.Key_End:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
            self._tell(len(self._rects) - 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # not the main button of the preview
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl, the wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The pages fit again."""
        super().resizeEvent(event)
        self._arrange()
        self._ask()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows that it has the keyboard."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And that it has not."""
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """A window moved to a finer screen draws its pages finer."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._ask()
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pages in view, white whatever the theme, as the paper is."""
        tokens = self._theme.tokens
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(tokens.blend(tokens.background, tokens.ink, 0.06)))
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        for page in self._in_view():
            rect = self._rects[page].translated(-left, -top)
            painter.fillRect(rect, Qt.GlobalColor.white)
            self._paint_picture(painter, page, rect)
            self._paint_found(painter, page, rect)
            painter.setPen(QColor(tokens.line))
            painter.drawRect(rect.adjusted(-1, -1, 0, 0))
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    # Inside

    def _paint_picture(self, painter: QPainter, page: int, rect: QRect) -> None:
        if (kept := self._images.get(page)) is None:
            return
        scale, image = kept
        if abs(scale - self._fine_scale()) < 1e-6:  # pixel for pixel
            ratio = self.devicePixelRatioF()
            painter.drawImage(QRectF(rect.left(), rect.top(), image.width() / ratio, image.height() / ratio), image)
        else:
            painter.drawImage(rect, image)

    def _paint_found(self, painter: QPainter, page: int, rect: QRect) -> None:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)  # the ink stays as dark
        for index, found in enumerate(self._found):
            if found.page == page:
                colour = _CURRENT if index == self._current else _ELSEWHERE
                for place in found.places:
                    x, y, width, height = (value * self._scale for value in place)
                    painter.fillRect(
                        QRectF(rect.left() + x - 1, rect.top() + y - 1, width + 2, height + 2), QColor(colour)
                    )
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def _arrange(self) -> None:
        """Where each page is, at this zoom and this width."""
        if not self._sizes:
            return
        anchor = self._anchor()
        self._scale = self._wanted_scale()
        room = self.viewport().size()
        widest = max(round(width * self._scale) for width, _ in self._sizes)
        across = max(room.width(), widest + 2 * _GAP)
        self._rects, top = [], _GAP
        for width, height in self._sizes:
            rect = QRect(0, top, round(width * self._scale), round(height * self._scale))
            rect.moveLeft((across - rect.width()) // 2)
            self._rects.append(rect)
            top += rect.height() + _GAP
        down, aside = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, top - room.height()))
        down.setPageStep(room.height())
        down.setSingleStep(48)
        aside.setRange(0, across - room.width())
        aside.setPageStep(room.width())
        page, share = anchor
        down.setValue(round(self._rects[page].top() - _GAP + share * self._rects[page].height()))
        self.viewport().update()

    def _anchor(self) -> tuple[int, float]:
        """The page at the top and how much of it has gone."""
        if not self._rects:
            return 0, 0.0
        top = self.verticalScrollBar().value() + _GAP
        page = next((at for at, rect in enumerate(self._rects) if rect.bottom() >= top), len(self._rects) - 1)
        return page, (top - self._rects[page].top()) / max(1, self._rects[page].height())

    def _wanted_scale(self) -> float:
        width, height = (max(size[axis] for size in self._sizes) for axis in (0, 1))
        room = self.viewport().size()
        across = max(0.1, (room.width() - 2 * _GAP) / width)
        if self.zoom == FIT_WIDTH:
            return across
        if self.zoom == FIT_PAGE:
            return max(0.1, min(across, (room.height() - 2 * _GAP) / height))
        return float(self.zoom) * _POINT

    def _fine_scale(self) -> float:
        return self._scale * self.devicePixelRatioF()

    def _in_view(self) -> list[int]:
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        return [page for page, rect in enumerate(self._rects) if rect.bottom() >= top and rect.top() <= bottom]

    def _kept(self) -> list[int]:
        """Those in view first, then the one after, then the one before."""
        seen = self._in_view()
        around = [seen[-1] + 1, seen[0] - 1] if seen else []
        return seen + [page for page in around if 0 <= page < len(self._rects)]

    def _ask(self) -> None:
        """One picture at a time, the nearest first; what is far is forgotten."""
        kept = self._kept()
        self._images = {page: image for page, image in self._images.items() if page in kept}
        scale = self._fine_scale()
        if self._asked is not None or not self.isVisible():
            return
        for page in kept:
            if page not in self._images or self._images[page][0] != scale:
                self._asked = (page, scale)
                self.picture_wanted.emit(page, scale)
                return

    def _on_scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        at = next((page for page, rect in enumerate(self._rects) if rect.bottom() >= middle), len(self._rects) - 1)
        self._tell(at)
        self._ask()

    def _tell(self, page: int) -> None:
        if page >= 0 and page != self.page:
            self.page = page
            self.page_changed.emit(page)

    def _bring_into_view(self, found: Found) -> None:
        rect, (left, top, width, height) = self._rects[found.page], found.places[0]
        y = rect.top() + round(top * self._scale)
        down, aside = self.verticalScrollBar(), self.horizontalScrollBar()
        if not down.value() + _GAP <= y <= down.value() + self.viewport().height() - _GAP - height * self._scale:
            down.setValue(y - self.viewport().height() // 3)
        x = rect.left() + round(left * self._scale)
        if not aside.value() <= x <= aside.value() + self.viewport().width() - width * self._scale:
            aside.setValue(x - _GAP)
