"""The line of the dashboard and of the verification page: a coloured number, a sentence, its reason, one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules.contact import State
from rgpd_desktop.ui.tokens import Tone, tone_of
from rgpd_desktop.ui.widgets.card import RowsCard
from rgpd_desktop.ui.widgets.text import label, restyle

_NUMBER_WIDTH = 56  # three digits; a card of rows widens all its numbers together


class NumberRow(QFrame):
    """One line. The number is clickable by mouse like the rest of the row; the keyboard uses the button."""

    activated = Signal()

    def __init__(
        self, number: int, tone: Tone | State | str, sentence: str, hint: str = "", *buttons: QPushButton
    ) -> None:
        super().__init__()
        self.number = label("", "number")
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.number.setMinimumWidth(_NUMBER_WIDTH)
        self._sentence = label("", "strong", wraps=True)
        self._hint = label("", "hint", wraps=True)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addStretch()
        texts.addWidget(self._sentence)
        texts.addWidget(self._hint)
        texts.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(self.number)
        row.addLayout(texts, 1)
        for made in buttons:
            row.addWidget(made)
        self.buttons = buttons
        if buttons:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.activated.connect(buttons[0].click)
        self.show_words(number, tone, sentence, hint)

    def show_words(self, number: int, tone: Tone | State | str, sentence: str, hint: str = "") -> None:
        """Change everything the row says."""
        sentence, hint = french.spaced(sentence), french.spaced(hint)
        self.number.setText(french.number(number))
        self.number.setProperty("tone", tone_of(tone).value)
        restyle(self.number)
        self._sentence.setText(sentence)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        said = f"{french.number(number)} {sentence}"
        self.setAccessibleName(said)
        self.setAccessibleDescription(hint)
        for made in self.buttons:
            made.setAccessibleName(f"{made.text()} : {said}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the row does what its first button does."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.activated.emit()
        super().mouseReleaseEvent(event)


class NumberCard(RowsCard):
    """Rows whose numbers are aligned on the right, whatever their length."""

    def add_row(self, row: QWidget) -> None:
        """Append a NumberRow (or any other row)."""
        super().add_row(row)
        rows = [each for each in self.rows if isinstance(each, NumberRow)]
        for each in rows:
            each.number.ensurePolished()
        width = max((each.number.sizeHint().width() for each in rows), default=0)
        for each in rows:
            each.number.setMinimumWidth(max(_NUMBER_WIDTH, width))
