"""A calm dialog: a title, what happened, what to do, and buttons at the right. `messages` makes them; pages may subclass it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.ui.widgets.text import Kind, button, label

_WIDTH = 460


class Box(QDialog):
    """Texts, then `body` for whatever a dialog adds, then the row of buttons. Escape closes it as refused."""

    def __init__(self, parent: QWidget | None, title: str, *sentences: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(french.spaced(title))
        self.setAccessibleDescription(french.spaced(" ".join(sentences)))
        self.setMinimumWidth(_WIDTH)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(8)
        self._heading = label(title, "heading", wraps=True)
        column.addWidget(self._heading)
        for index, sentence in enumerate(sentences):
            text = label(sentence, "body" if index == 0 else "muted", wraps=True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(text)
        column.addLayout(self.body)
        column.addSpacing(12)
        column.addLayout(self._buttons)

    def showEvent(self, event: QShowEvent) -> None:
        """As tall as its texts are."""
        self.adjust_height()
        super().showEvent(event)

    def adjust_height(self) -> None:
        """As tall as the texts are at its width; Qt guesses too tall for texts that wrap."""
        self.resize(self.width(), self.heightForWidth(self.width()))

    def set_title(self, title: str) -> None:
        """Say something else at the top."""
        self.setWindowTitle(french.spaced(title))
        self._heading.setText(french.spaced(title))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, else the main one: never the main one under the eyes of another."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if event.isAutoRepeat():
                return  # the key that opened this dialog, still down
            if isinstance(focused, QAbstractButton) and not focused.isCheckable():
                focused.click()
                return
        super().keyPressEvent(event)

    def add_button(self, text: str, on_click: Callable[[], object], kind: Kind = "plain") -> QPushButton:
        """Append a button at the right."""
        made = button(text, on_click, kind)
        self._buttons.addWidget(made)
        return made

    def add_left(self, widget: QWidget) -> None:
        """Put something at the left of the buttons (a hint, a link)."""
        self._buttons.insertWidget(0, widget)
