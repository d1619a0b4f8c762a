"""A text field as tall as its text, for answers of a line or a few: Tab leaves it, Enter is its owner's."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

_FRAME: Final = 20  # padding and border, above and below
_BLANK: Final = re.compile("[ \t\r\n\u2028\u2029]+")  # not the unbreakable spaces that were typed or proposed
_MOST: Final = 8  # lines; then it scrolls


class GrowingText(QPlainTextEdit):
    """`edited` comes when the person types, not when `show_text` does. Enter ends the answer rather than cutting it into lines."""

    edited = Signal()
    entered = Signal()

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self._is_shown_text = False
        self._shown = self._as_shown = ""
        self.textChanged.connect(self._on_changed)

    @property
    def text(self) -> str:
        """What is typed, in one line; what was shown, as it was, while nothing is typed."""
        typed = self.document().toRawText()  # toPlainText would give the unbreakable spaces as plain ones
        return self._shown if typed == self._as_shown else _BLANK.sub(" ", typed).strip(" ")

    def show_text(self, text: str) -> None:
        """Show a text without saying it was edited."""
        self._is_shown_text = True
        self._shown = text
        self.setPlainText(text)
        self._as_shown = self.document().toRawText()
        self._is_shown_text = False

    def sizeHint(self) -> QSize:
        """One line, or as many as the text takes."""
        lines = min(_MOST, max(1, round(self.document().size().height())))
        return QSize(super().sizeHint().width(), lines * self.fontMetrics().lineSpacing() + _FRAME)

    def minimumSizeHint(self) -> QSize:
        """As tall, as narrow as needed."""
        return QSize(120, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is said, not typed."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower line makes more of them."""
        super().resizeEvent(event)
        self.updateGeometry()

    def _on_changed(self) -> None:
        self.updateGeometry()
        is_long = self.document().size().height() > _MOST
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if is_long else policy.ScrollBarAlwaysOff)
        if not self._is_shown_text:
            self.edited.emit()
