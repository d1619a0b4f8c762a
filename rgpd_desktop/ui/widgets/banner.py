"""A tinted box with a bold beginning and a sentence: advice, a warning, or the reason why somebody is overdue."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from rgpd_desktop.basics import french
from rgpd_desktop.rules.contact import State
from rgpd_desktop.ui.tokens import Tone, tone_of
from rgpd_desktop.ui.widgets.text import label, restyle


class Banner(QFrame):
    """`Banner("accent", "Pensez au minimum nécessaire.", "Une colonne…")`; buttons come at the right."""

    def __init__(self, tone: Tone | State | str, title: str, sentence: str = "", *buttons: QPushButton) -> None:
        super().__init__()
        self._title = label(title, "strong", wraps=True)
        self._sentence = label(sentence, wraps=True)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._title)
        texts.addWidget(self._sentence)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(12)
        row.addLayout(texts, 1)
        for made in buttons:
            row.addWidget(made)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.show_words(tone, title, sentence)

    def show_words(self, tone: Tone | State | str, title: str, sentence: str = "") -> None:
        """Change the tone and the words."""
        title, sentence = french.spaced(title), french.spaced(sentence)
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self.setAccessibleName(f"{title} {sentence}".strip())
        self.setProperty("tone", tone_of(tone).value)
        restyle(self)
