"""Asks why some people are kept beyond their rule, and until when. Writes nothing: the page does, with the answers."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.services import prolong_contacts
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.day_edit import DayEdit
from rgpd_desktop.ui.widgets.form_field import FormField


class ProlongDialog(Box):
    """Accepted only with a reason and a day that the service takes; read `reason` and `until` then."""

    def __init__(self, parent: QWidget | None, theme: Theme, count: int, today: date) -> None:
        people = french.counted(count, "personne")
        what = "Elle quitte" if count < 2 else "Elles quittent"
        super().__init__(
            parent,
            f"Prolonger {people} avec un motif",
            french.spaced(
                f"{what} la liste des durées dépassées jusqu’à la date choisie, puis la règle s’applique de nouveau."
            ),
        )
        self._today = today
        self._reason = QLineEdit()
        self._reason.setMaxLength(prolong_contacts.REASON_LENGTH)
        self._reason.setPlaceholderText("Litige en cours, devis en discussion…")
        self._until = DayEdit(theme)
        latest = french.day(prolong_contacts.latest_day(today))
        self._fields = {
            "reason": FormField("Motif", self._reason, hint=french.spaced("Gardé au journal : n’y nommez personne.")),
            "until": FormField("Jusqu’au", self._until, hint=f"Le {latest} au plus tard."),
        }
        for field in self._fields.values():
            self.body.addWidget(field)
        self.add_button("Annuler", self.reject)
        self.add_button("Prolonger", self._on_accept, "primary").setDefault(True)
        self._reason.setFocus()

    @property
    def reason(self) -> str:
        """Why."""
        return self._reason.text()

    @property
    def until(self) -> date:
        """The last day, once the dialog was accepted."""
        day = self._until.day()
        assert day is not None
        return day

    def _on_accept(self) -> None:
        day, latest = self._until.day(), prolong_contacts.latest_day(self._today)
        found = {  # each field against a good answer in the other one: both are told at once
            "reason": prolong_contacts.problem_in(self.reason, latest, self._today),
            "until": prolong_contacts.problem_in("x", day, self._today),
        }
        sentences = {name: problem.sentence if problem is not None else "" for name, problem in found.items()}
        sentences["until"] = self._until.problem() or sentences["until"]
        for name, field in self._fields.items():
            field.set_problem(sentences[name])
        wrong = next((name for name, sentence in sentences.items() if sentence), None)
        if wrong is None:
            self.accept()
        else:
            self._fields[wrong].field.setFocus()
