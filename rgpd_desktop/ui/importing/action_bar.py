"""The bottom bar of a wizard: a hint at the left; Annuler (or Fermer), Précédent and the step's own verb at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout

from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.text import PushButton, button, label

_HEIGHT = 64  # also when it has no button
_STACKED_UNDER = 620  # px of the design


class _StepButton(PushButton):
    """A double click moves one step: its second half would press the button of the step that has just come."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Not a press."""
        event.accept()


class ActionBar(QFrame):
    """Shows what the step says; knows no step."""

    cancel_asked = Signal()
    back_asked = Signal()
    next_asked = Signal()

    def __init__(self, theme: Theme, name: str = "Navigation de l’import", leave_words: str = "Annuler") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.hint = label("", "hint", wraps=True)
        self.cancel = button(leave_words, self.cancel_asked.emit, "link", _StepButton)
        self.back = button("Précédent", self.back_asked.emit, make=_StepButton)
        self.next = button("Suivant", self.next_asked.emit, "primary", _StepButton)
        self._theme = theme
        self.setMinimumHeight(theme.px(_HEIGHT))
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addStretch()
        for each in (self.cancel, self.back, self.next):
            buttons.addWidget(each)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._both.setContentsMargins(24, 14, 24, 14)
        self._both.setSpacing(8)
        self._both.addWidget(self.hint, 1)
        self._both.addLayout(buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The hint goes above the buttons when there is no room beside them."""
        super().resizeEvent(event)
        is_narrow = self.width() < self._theme.px(_STACKED_UNDER)
        ways = QBoxLayout.Direction
        self._both.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)

    def show_next(self, words: str, is_enabled: bool) -> None:
        """The verb of the main button, "" to hide it."""
        self.next.setVisible(bool(words))
        self.next.setText(words)
        self.next.setEnabled(is_enabled)
