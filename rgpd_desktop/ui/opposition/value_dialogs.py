"""One address or number noted as opposed, or taken off the list with a reason. The consequences are said before the click."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit

from rgpd_desktop.basics import french
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.services import keep_oppositions
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.keep_oppositions import Added, Withdrawn
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.widgets.day_edit import DayEdit
from rgpd_desktop.ui.widgets.form_field import FormField

VALUE_HINT: Final = "Une adresse e-mail ou un téléphone. Pour un numéro fixe partagé, ajoutez le nom de la personne."
_ADD: Final = "Plus aucun message commercial ne devra lui être envoyé. Seule une empreinte est gardée, même si la fiche est supprimée."
_ARTICLE: Final = "Une opposition à la prospection ne se discute pas et ne demande aucun motif (RGPD, art. 21)."
_BACK: Final = "Elle pourra de nouveau recevoir vos messages. Gardez la preuve de la demande."


class AddDialog(Box):
    """`added` gives what was done."""

    added = Signal(object)  # Added

    def __init__(self, services: Services, value: str = "") -> None:
        super().__init__(services.window, "Noter une opposition", _ADD, _ARTICLE)
        self._services = services
        self.value = QLineEdit(value)
        self.value.setMaxLength(200)
        self.day = DayEdit(services.theme, services.today())
        self.origin = QComboBox()
        self.origin.setEditable(True)
        self.origin.addItems(keep_oppositions.ORIGINS)
        self._value_row = FormField("Adresse ou téléphone", self.value, hint=VALUE_HINT)
        self._day_row = FormField("Demande reçue le", self.day)
        self._origin_row = FormField("Comment", self.origin, hint="Choisissez ou écrivez, sans nom de personne.")
        for row in (self._value_row, self._day_row, self._origin_row):
            self.body.addWidget(row)
        self.body.addStretch()
        self.add_button("Annuler", self.reject)
        self.save_button = self.add_button("Enregistrer l’opposition", self.save, "primary")
        self.save_button.setDefault(True)
        self.value.setFocus()

    def save(self) -> None:
        """Store the no, once it can be read."""
        text, day, origin = self.value.text(), self.day.day(), self.origin.currentText()
        problem = keep_oppositions.problem_in(text)
        self._value_row.set_problem(problem.sentence if problem else "")
        self._day_row.set_problem(self.day.problem() or ("" if day else "Indiquez le jour de la demande."))
        if problem is not None or day is None:
            (self.value if problem is not None else self.day).setFocus()
            return
        self.save_button.setEnabled(False)

        def work(desk: Desk, _ticket: Ticket) -> Added:
            return keep_oppositions.add(desk, text, day, origin)

        self._services.jobs.write("Opposition enregistrée", work, self._on_added, self._on_failed, owner=self)

    def _on_added(self, added: Added) -> None:
        messages.toast(added_words(added))
        self.added.emit(added)
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        messages.show(self, error)


class WithdrawDialog(Box):
    """`withdrawn` gives what was done."""

    withdrawn = Signal(object)  # Withdrawn

    def __init__(self, services: Services, value: str, shown: str) -> None:
        super().__init__(services.window, "Lever l’opposition", french.one_way(shown), _BACK)
        self._services, self._value = services, value
        self.reason = QLineEdit()
        self.reason.setMaxLength(200)
        self._row = FormField(
            "Pourquoi", self.reason, hint="Par exemple : elle l’a demandé, erreur de saisie. Sans nom."
        )
        self.body.addWidget(self._row)
        self.add_button("Annuler", self.reject).setDefault(True)
        self.save_button = self.add_button("Lever l’opposition", self.save, "danger")
        self.reason.setFocus()

    def save(self) -> None:
        """Take it off, once there is a reason."""
        reason, value = self.reason.text().strip(), self._value
        self._row.set_problem("" if reason else "Indiquez pourquoi : le journal garde ce motif.")
        if not reason:
            return
        self.save_button.setEnabled(False)

        def work(desk: Desk, _ticket: Ticket) -> Withdrawn:
            return keep_oppositions.withdraw(desk, value, reason)

        self._services.jobs.write("Opposition levée", work, self._on_withdrawn, self._on_failed, owner=self)

    def _on_withdrawn(self, withdrawn: Withdrawn) -> None:
        messages.toast(withdrawn_words(withdrawn))
        self.withdrawn.emit(withdrawn)
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        messages.show(self, error)


def added_words(added: Added) -> str:
    """What adding did, in a line."""
    if added.people:
        people = french.counted(added.people, "contact devient opposé", "contacts deviennent opposés")
        return f"Opposition notée, {people}."
    if added.is_new:
        return "Opposition notée."
    return f"{added.shown} est déjà sur votre liste, depuis le {french.day(added.since)}."


def withdrawn_words(withdrawn: Withdrawn) -> str:
    """What taking it off did, in a line."""
    still = withdrawn.still_opposed
    if still:
        words = french.plural(still, "reste opposé par une autre adresse", "restent opposés par une autre adresse")
        return f"Opposition levée ; {french.counted(still, 'contact')} {words}."
    return "Opposition levée."
