"""Asks which day dates some people: their collection, their last contact, or the end of the relation. Writes nothing."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.services import date_contacts
from rgpd_desktop.services.date_contacts import DatedFact
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.day_edit import DayEdit
from rgpd_desktop.ui.widgets.form_field import FormField
from rgpd_desktop.ui.widgets.text import label

_CHOICES: Final = {
    DatedFact.COLLECTION: (
        "Date de collecte",
        "Le jour où vous avez obtenu leurs coordonnées : un salon, l’achat d’une liste, un formulaire.",
    ),
    DatedFact.LAST_CONTACT: (
        "Dernier contact venant d’elles",
        "Une réponse, un appel reçu, une demande. Vos propres envois ne comptent pas.",
    ),
    DatedFact.RELATION_END: (
        "Fin de la relation",
        "Dernier contrat, livraison ou fin de garantie. Compte pour les clients, anciens clients, fournisseurs et candidats non retenus.",
    ),
}


class DateDialog(Box):
    """Accepted only with a day that the service takes; read `fact` and `on` then."""

    def __init__(
        self, parent: QWidget | None, theme: Theme, count: int, today: date, fact: DatedFact = DatedFact.COLLECTION
    ) -> None:
        super().__init__(
            parent,
            f"Dater {french.counted(count, 'personne')}",
            french.spaced("Seules les dates inconnues sont remplies ; une date déjà connue n’est pas remplacée."),
        )
        self._today = today
        self._group = QButtonGroup(self)
        self._choices: dict[DatedFact, QRadioButton] = {}
        for each, (words, hint) in _CHOICES.items():
            self.body.addLayout(self._choice(each, words, french.spaced(hint)))
        self._choices[fact].setChecked(True)
        self._day = DayEdit(theme)
        self._field = FormField("Date", self._day)
        self.body.addWidget(self._field)
        self.add_button("Annuler", self.reject)
        self.add_button("Dater", self._on_accept, "primary").setDefault(True)
        self._day.setFocus()

    @property
    def fact(self) -> DatedFact:
        """Which day it is."""
        return next(fact for fact, each in self._choices.items() if each.isChecked())

    @property
    def on(self) -> date:
        """The day, once the dialog was accepted."""
        day = self._day.day()
        assert day is not None
        return day

    def _choice(self, fact: DatedFact, words: str, hint: str) -> QVBoxLayout:
        choice = QRadioButton(words)
        choice.setAccessibleDescription(hint)
        self._group.addButton(choice)
        self._choices[fact] = choice
        under = label(hint, "hint", wraps=True)
        under.setContentsMargins(26, 0, 0, 0)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(choice)
        column.addWidget(under)
        return column

    def _on_accept(self) -> None:
        problem = date_contacts.problem_in(self._day.day(), self._today)
        sentence = self._day.problem() or (problem.sentence if problem is not None else "")
        self._field.set_problem(sentence)
        if not sentence:
            self.accept()
