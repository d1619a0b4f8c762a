"""What a page says when it has nothing: what it is for, and the one button that fills it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rgpd_desktop.ui.widgets.text import label


class EmptyState(QWidget):
    """A title, a sentence and buttons, in the middle of the room it gets."""

    def __init__(self, title: str, sentence: str, *buttons: QPushButton) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._title = label(title, "heading")
        self._sentence = label(sentence, "muted", wraps=True)
        for text in (self._title, self._sentence):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setMinimumWidth(480)
        middle = QHBoxLayout()
        middle.addStretch()
        middle.addWidget(self._sentence)
        middle.addStretch()
        row = QHBoxLayout()
        row.addStretch()
        for made in buttons:
            row.addWidget(made)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch()
        column.addWidget(self._title)
        column.addLayout(middle)
        column.addSpacing(8)
        column.addLayout(row)
        column.addStretch()

    def set_texts(self, title: str, sentence: str) -> None:
        """Say something else, for instance that a search found nobody."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.setAccessibleName(title)
