"""A person says no to solicitation, or takes their no back. The consequences are said before the click."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.services import object_to_prospecting
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.widgets.day_edit import DayEdit
from rgpd_desktop.ui.widgets.form_field import FormField

_NO = "Plus aucun message commercial ne doit lui être envoyé. Son adresse rejoint votre liste d’opposition, même si sa fiche est supprimée."
_ARTICLE = "Une opposition à la prospection ne se discute pas et ne demande aucun motif (RGPD, art. 21)."
_BACK = "Ses adresses quittent votre liste d’opposition. Gardez la preuve de sa demande."


class ObjectionDialog(Box):
    """Records the no."""

    def __init__(self, services: Services, contact: Contact) -> None:
        super().__init__(services.window, f"{contact.name} s’oppose à la prospection", _NO, _ARTICLE)
        self._services, self._number = services, contact.id
        self.day = DayEdit(services.theme, services.today())
        self._row = FormField("Demande reçue le", self.day)
        self.body.addWidget(self._row)
        self.add_button("Annuler", self.reject)
        self._save = self.add_button("Enregistrer l’opposition", self.save, "primary")
        self._save.setDefault(True)

    def save(self) -> None:
        """Store the no."""
        day, number = self.day.day(), self._number
        self._row.set_problem(self.day.problem() or ("" if day else "Indiquez le jour de la demande."))
        if day is None:
            return
        self._save.setEnabled(False)

        def work(desk: Desk, _ticket: Ticket) -> Contact:
            return object_to_prospecting.object_(desk, number, day)

        self._services.jobs.write("Opposition enregistrée", work, lambda _: self.accept(), self._on_failed, owner=self)

    def _on_failed(self, error: Exception) -> None:
        self._save.setEnabled(True)
        messages.show(self, error)


class WithdrawalDialog(Box):
    """Takes the no back, with a reason."""

    def __init__(self, services: Services, contact: Contact) -> None:
        super().__init__(services.window, "Lever l’opposition", contact.name, _BACK)
        self._services, self._number = services, contact.id
        self.reason = QLineEdit()
        self.reason.setMaxLength(200)
        self._row = FormField(
            "Pourquoi", self.reason, hint="Par exemple : elle l’a demandé, erreur de saisie. Sans nom."
        )
        self.body.addWidget(self._row)
        cancel = self.add_button("Annuler", self.reject)
        cancel.setDefault(True)
        self._save = self.add_button("Lever l’opposition", self.save, "danger")

    def save(self) -> None:
        """Store the change of mind."""
        reason, number = self.reason.text().strip(), self._number
        self._row.set_problem("" if reason else "Indiquez pourquoi : le journal garde ce motif.")
        if not reason:
            return
        self._save.setEnabled(False)

        def work(desk: Desk, _ticket: Ticket) -> Contact:
            return object_to_prospecting.withdraw(desk, number, reason)

        self._services.jobs.write("Opposition levée", work, lambda _: self.accept(), self._on_failed, owner=self)

    def _on_failed(self, error: Exception) -> None:
        self._save.setEnabled(True)
        messages.show(self, error)
