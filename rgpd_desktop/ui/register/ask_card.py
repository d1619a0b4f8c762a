"""A card of the wizard: a question, its answers, and what is missing in it, told to screen readers too."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.text import label


class AskCard(Card):
    """`AskCard("Personnes concernées")` then `card.answers.addWidget(…)`; the hint stays under the answers."""

    def __init__(self, question: str, hint: str = "") -> None:
        super().__init__(question)
        self._problem = label("", "problem", wraps=True)
        self._problem.hide()
        self.body.addWidget(self._problem)
        self.hint = label(hint, "hint", wraps=True)
        self.hint.setVisible(bool(hint))
        self.body.addWidget(self.hint)

    def add(self, answer: QWidget) -> None:
        """Append a widget over the hint and the problem."""
        self.body.insertWidget(self.body.count() - 2, answer)

    @property
    def problem(self) -> str:
        """The problem shown, "" when there is none."""
        return self._problem.text()

    def set_problem(self, sentence: str) -> None:
        """Show what is missing; "" takes it away."""
        shown = french.spaced(sentence)
        if shown != self._problem.text():
            self._problem.setText(shown)
            self._problem.setVisible(bool(shown))
            self.setAccessibleDescription(shown)

    def set_hint(self, sentence: str) -> None:
        """Change the words under the answers."""
        self.hint.setText(french.spaced(sentence))
        self.hint.setVisible(bool(sentence))
