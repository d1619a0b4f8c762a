"""The dashboard of a program that has nothing yet: what it does, in three steps, and the two ways to begin."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.text import button, label

_STEPS: Final = (
    (
        "1",
        "Déposez votre liste",
        "Un fichier Excel, CSV ou vCard, tel qu’il est. Rien n’est enregistré avant votre dernier clic.",
    ),
    ("2", "Voyez qui vous ne pouvez plus garder", "Chaque échéance est expliquée : le fait, la règle et sa source."),
    ("3", "Décidez", "Supprimer, dater, ou prolonger avec un motif. Tout reste sur cet ordinateur."),
)
_WIDTH: Final = 640


class Welcome(QWidget):
    """Two signals: a list of one's own, or the example."""

    import_asked = Signal()
    example_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        card = Card(padding=28)
        card.setMaximumWidth(_WIDTH)
        card.body.setSpacing(16)
        card.body.addWidget(label("Qui pouvez-vous garder dans vos fichiers\u202f?", "heading", wraps=True))
        for number, title, sentence in _STEPS:
            card.body.addLayout(_step(number, title, french.spaced(sentence)))
        self.start = button("Importer une liste…", self.import_asked.emit, "primary")
        self.example = button("Essayer avec la liste d’exemple", self.example_asked.emit)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(self.start)
        acts.addWidget(self.example)
        acts.addStretch()
        card.body.addSpacing(4)
        card.body.addLayout(acts)
        hint = "Vous pouvez aussi déposer un fichier n’importe où sur cette fenêtre. La liste d’exemple est inventée ; un clic l’annule."
        card.body.addWidget(label(french.spaced(hint), "hint", wraps=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(card, 1)
        row.addStretch()


def _step(number: str, title: str, sentence: str) -> QHBoxLayout:
    mark = label(number, "number")
    mark.setProperty("tone", "accent")
    mark.setFixedWidth(24)
    texts = QVBoxLayout()
    texts.setSpacing(2)
    texts.addWidget(label(title, "strong", wraps=True))
    texts.addWidget(label(sentence, "muted", wraps=True))
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(texts, 1)
    return row
