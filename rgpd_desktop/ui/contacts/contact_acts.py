"""What can be done with the people of the list: each act opens its dialog or asks, then runs a job. The page only says on whom."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from rgpd_desktop.basics import french
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.contact_query import ContactQuery, Order, Selection
from rgpd_desktop.rules.person_kind import PersonKind
from rgpd_desktop.services import browse_contacts, edit_contacts, export_contacts, purge_contacts, record_exchange
from rgpd_desktop.services.browse_contacts import Pair
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.edit_contacts import Erased
from rgpd_desktop.services.purge_contacts import Purged
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.contacts.contact_form import ContactForm
from rgpd_desktop.ui.contacts.duplicates_dialog import DuplicatesDialog
from rgpd_desktop.ui.contacts.exchange_dialog import ExchangeDialog
from rgpd_desktop.ui.contacts.export_dialog import ExportDialog
from rgpd_desktop.ui.contacts.objection_dialog import ObjectionDialog, WithdrawalDialog
from rgpd_desktop.ui.contacts.scrub_words import tell_if_traces_remain
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.retention import purging


class ContactActs(QObject):
    """`saved` says which person was created or corrected, so that the list can show them."""

    saved = Signal(int)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self.kinds: Sequence[PersonKind] = ()  # known once the page has read them

    def create(self) -> None:
        """A new person."""
        self._open_form(None)

    def edit(self, number: int) -> None:
        """Correct a person, as they are now."""

        def work(desk: Desk, _ticket: Ticket) -> Contact:
            return browse_contacts.card(desk, number).line.contact

        self._services.jobs.read("contacts:edit", work, self._open_form, owner=self)

    def note(self, contact: Contact) -> None:
        """Note an exchange with a person."""
        self._open(ExchangeDialog(self._services, contact))

    def object_(self, contact: Contact) -> None:
        """A person says no, or takes it back."""
        dialog = WithdrawalDialog if contact.opposed_on else ObjectionDialog
        self._open(dialog(self._services, contact))

    def remove_exchange(self, contact: Contact, exchange_id: int) -> None:
        """Take an exchange back, once confirmed."""
        sentence = "Si cet échange fixait la durée de conservation, elle sera recalculée avec ceux qui restent."
        if not messages.confirm(self._services.window, "Retirer cet échange ?", sentence, "Retirer", danger=True):
            return
        number = contact.id

        def work(desk: Desk, _ticket: Ticket) -> Contact:
            return record_exchange.remove(desk, number, exchange_id)

        self._services.jobs.write("Échange retiré", work, owner=self)

    def delete(self, selection: Selection, count: int, name: str = "") -> None:
        """Delete somebody for good, once confirmed (`name` is said), with an attestation when they were due; several people are purged."""
        if count > 1:
            purging.ask(self._services, selection)
        if count != 1:
            return
        who = name or french.counted(count, "personne")
        sentence = (
            "Effacement définitif, avec l’historique. Une opposition reste connue par son empreinte. "
            "Le journal garde le nombre et la date, aucun nom."
        )
        title = french.spaced(f"Supprimer {who} ?")
        label = f"Supprimer {french.counted(count, 'contact')}"
        if not messages.confirm(self._services.window, title, sentence, label, danger=True):
            return

        def work(desk: Desk, ticket: Ticket) -> Erased | Purged:
            numbers = browse_contacts.ids(desk, selection, ticket) if isinstance(selection, ContactQuery) else selection
            purged = purge_contacts.remove(desk, numbers[0], ticket) if len(numbers) == 1 else None
            return purged or edit_contacts.delete(desk, selection, ticket)

        def done(gone: Erased | Purged) -> None:
            if isinstance(gone, Purged):
                messages.toast(f"Personne supprimée, attestation n° {gone.number}.")
                tell_if_traces_remain(self._services.window, gone.finished.is_clean)
            else:
                messages.toast(f"{french.counted(gone.count, 'personne supprimée', 'personnes supprimées')}.")
                tell_if_traces_remain(self._services.window, gone.is_scrubbed)

        self._services.jobs.write(f"Suppression de {french.counted(count, 'personne')}", work, done, owner=self)

    def export(self, selection: Selection, count: int) -> None:
        """Export people to a file."""
        if count:
            self._open(ExportDialog(self._services, selection, count))

    def copy(self, selection: Selection, columns: Sequence[Order]) -> None:
        """Put people on the clipboard, as the list shows them."""

        def work(desk: Desk, ticket: Ticket) -> str:
            return export_contacts.clipboard_text(desk, selection, columns, ticket)

        def done(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            copied = french.counted(text.count("\n") + 1, "ligne copiée", "lignes copiées")
            messages.toast(f"{copied}.")

        self._services.jobs.read("contacts:copy", work, done, owner=self)

    def merge(self, selection: Selection) -> None:
        """Make one of the two people selected."""

        def work(desk: Desk, ticket: Ticket) -> list[Pair]:
            numbers = browse_contacts.ids(desk, selection, ticket) if isinstance(selection, ContactQuery) else selection
            lines = browse_contacts.lines(desk, numbers)
            return [Pair(lines[0], lines[1], "")] if len(lines) == 2 else []

        self._services.jobs.read(
            "contacts:pair", work, lambda pairs: self._open_pairs(pairs, is_asked=True), owner=self
        )

    def examine_duplicates(self, number: int = 0) -> None:
        """Go through the pairs proposed; those of one person when `number` is given."""

        def work(desk: Desk, _ticket: Ticket) -> list[Pair]:
            return browse_contacts.pairs(desk, number)

        self._services.jobs.read("contacts:pairs", work, self._open_pairs, owner=self)

    # Inside

    def _open_form(self, contact: Contact | None) -> None:
        form = ContactForm(self._services, self.kinds, contact)
        form.saved.connect(lambda stored: self.saved.emit(stored.id))
        self._open(form)

    def _open_pairs(self, pairs: list[Pair], *, is_asked: bool = False) -> None:
        if pairs:
            self._open(DuplicatesDialog(self._services, pairs, is_asked=is_asked))

    @staticmethod
    def _open(dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
