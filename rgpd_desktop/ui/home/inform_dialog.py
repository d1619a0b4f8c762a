"""Asks which day the people of a list were told where their data come from (art. 14). Writes nothing: the page does."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.services.follow_lists import ImportedList
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.day_edit import DayEdit
from rgpd_desktop.ui.widgets.form_field import FormField


class InformDialog(Box):
    """Accepted with a day between the import and today; read `on` then."""

    def __init__(self, parent: QWidget | None, theme: Theme, list_: ImportedList, today: date) -> None:
        people = french.counted(list_.people, "personne")
        super().__init__(
            parent,
            f"Noter l’information de {people}",
            french.spaced(
                "Vous leur avez dit qui vous êtes, d’où viennent leurs données, pourquoi et combien de temps vous les gardez, "
                "et comment s’y opposer (art. 14)."
            ),
            french.spaced("Ce programme n’envoie aucun message : il note seulement que c’est fait."),
        )
        self._list, self._today = list_, today
        self._day = DayEdit(theme, today)
        self._field = FormField("Fait le", self._day)
        self.body.addWidget(self._field)
        self.add_button("Annuler", self.reject)
        self.add_button("Noter que c’est fait", self._on_accept, "primary").setDefault(True)
        self._day.setFocus()

    @property
    def on(self) -> date:
        """The day, once the dialog was accepted."""
        day = self._day.day()
        assert day is not None
        return day

    def _on_accept(self) -> None:
        sentence = self._day.problem() or self._problem(self._day.day())
        self._field.set_problem(sentence)
        if not sentence:
            self.accept()

    def _problem(self, day: date | None) -> str:
        if day is None:
            return "Indiquez le jour de l’information."
        if day > self._today:
            return french.spaced("Cette date est à venir : notez l’information une fois faite.")
        if day < self._list.imported_on:
            return f"La liste a été importée le {french.day(self._list.imported_on)}, après cette date."
        return ""
