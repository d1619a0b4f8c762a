"""The frame of a wizard: the rail at the left, the step shown, the bar under it; Enter goes on, Escape leaves, steps behind reopen.

A wizard derives from it, gives it its rail, bar, and what stands at the right of the steps, and says what going on, going back and
leaving mean. Knows nothing of lists nor of sheets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rgpd_desktop.ui.importing.action_bar import ActionBar
from rgpd_desktop.ui.importing.rail import Rail
from rgpd_desktop.ui.importing.step import Step
from rgpd_desktop.ui.theme import Theme

_COMPACT_UNDER: Final = 860  # px of the design


class WizardFrame(QWidget):
    """Steps shown one at a time; each scrolls by itself."""

    def __init__(
        self, theme: Theme, rail: Rail, bar: ActionBar, steps: Sequence[Step], aside: QWidget | None = None
    ) -> None:
        super().__init__()
        self._theme = theme
        self.steps = tuple(steps)
        self.rail, self.bar = rail, bar
        self._stack = QStackedWidget()
        self.areas = [_scrolled(step) for step in self.steps]
        for area in self.areas:
            self._stack.addWidget(area)
        shown = QHBoxLayout()
        shown.setSpacing(0)
        shown.addWidget(self._stack, 1)
        if aside is not None:
            shown.addWidget(aside)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(shown, 1)
        right.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.bar.cancel_asked.connect(self.cancel)
        self.bar.back_asked.connect(lambda: self.go_back(self.current - 1))
        self.bar.next_asked.connect(self._on_next)
        self.rail.asked.connect(self.go_back)
        for step in self.steps:
            step.changed.connect(self.show_bar)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.cancel)

    @property
    def current(self) -> int:
        """The index of the step shown."""
        return self._stack.currentIndex()

    @property
    def is_locked(self) -> bool:
        """Whether there is no way back and nothing left to cancel."""
        return False

    @property
    def is_over(self) -> bool:
        """Whether everything was done."""
        return False

    @property
    def enter_goes_on(self) -> bool:
        """Whether Enter in a field of the step shown means its main button."""
        return True

    def go_on(self) -> None:
        """The main button was pressed, and the step agrees."""
        raise NotImplementedError

    def go_back(self, index: int) -> None:
        """The person wants an earlier step again."""
        raise NotImplementedError

    def cancel(self) -> None:
        """The person wants to leave."""
        raise NotImplementedError

    def show_step(self, index: int) -> None:
        """Show a step from its top, the keyboard on its first field."""
        self._stack.setCurrentIndex(index)
        step = self.steps[index]
        step.enter()
        self.areas[index].verticalScrollBar().setValue(0)
        self.show_bar()
        self.focus_step()

    def focus_step(self) -> None:
        """Put the keyboard on the first field of the step, else on the main button."""
        (self.steps[self.current].first_field() or self.bar.next).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_bar(self) -> None:
        """Read again what the step says: its hint, its verb, whether one can go on."""
        index, step = self.current, self.steps[self.current]
        self.bar.hint.setText(step.hint)
        self.bar.show_next(step.next_words, step.is_ready)
        self.bar.back.setVisible(index > 0 and not self.is_locked)
        self.bar.cancel.setVisible(not self.is_locked)
        if self.is_over:
            self.rail.show_all_done()
        else:
            self.rail.show_current(index, can_go_back=not self.is_locked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, else the main one where the step allows it."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton) and not focused.isCheckable():
            focused.click()
        elif self.enter_goes_on and not event.isAutoRepeat():
            self._on_next()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The window hands over the keyboard: to the step shown."""
        super().focusInEvent(event)
        self.focus_step()

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab follows what is on screen; rows and fields are made as one goes, and Qt would leave them for last."""
        chain = [*self._open_steps(), *in_reading_order(self.steps[self.current]), *in_reading_order(self.bar)]
        focused = QApplication.focusWidget()
        if not chain or focused is None:
            return super().focusNextPrevChild(is_next)
        place = chain.index(focused) + (1 if is_next else -1) if focused in chain else 0
        reason = Qt.FocusReason.TabFocusReason if is_next else Qt.FocusReason.BacktabFocusReason
        wanted = chain[place % len(chain)]
        wanted.setFocus(reason)
        if self.steps[self.current].isAncestorOf(wanted):
            self.areas[self.current].ensureWidgetVisible(wanted)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rail gives its place in a narrow window."""
        super().resizeEvent(event)
        self.rail.set_compact(self.width() < self._theme.px(_COMPACT_UNDER))

    def _open_steps(self) -> list[QWidget]:
        return [step for step in self.rail.steps if step.isEnabled()]

    def _on_next(self) -> None:
        if self.bar.next.isHidden() or not self.bar.next.isEnabled():
            return
        if self.steps[self.current].leave():
            self.go_on()
        elif (focused := QApplication.focusWidget()) is not None and self.isAncestorOf(focused):
            self.areas[self.current].ensureWidgetVisible(focused, 0, self._theme.px(80))  # what is missing, in sight


def in_reading_order(widget: QWidget) -> Iterator[QWidget]:
    """What Tab reaches inside a widget, in the order of its layouts."""
    layout = widget.layout()
    if layout is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        if (inner := item.layout()) is not None:
            yield from _in_layout(inner)
        elif (widget := item.widget()) is not None and widget.isVisible() and widget.isEnabled():
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
                yield widget
            yield from in_reading_order(widget)


def _scrolled(step: Step) -> QScrollArea:
    """A step that scrolls rather than being squeezed, when the window is small or the text large."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(step)
    return area
