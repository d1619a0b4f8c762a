"""What is done to the ticked people: asked in a dialog, written by a job, told in one line. The list refreshes itself afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact_query import Selection
from rgpd_desktop.services import browse_contacts, date_contacts, prolong_contacts, watch_retention
from rgpd_desktop.services.date_contacts import DatedFact
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.contacts.export_dialog import ExportDialog
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.retention import purging
from rgpd_desktop.ui.retention.date_dialog import DateDialog
from rgpd_desktop.ui.retention.prolong_dialog import ProlongDialog

Result = TypeVar("Result")
Work = Callable[[Desk, Ticket], Result]


class DueActs(QObject):
    """Every act takes who is ticked and how many were shown: if the list changed meanwhile, nothing is done and it is said."""

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services

    def prolong(self, selection: Selection, count: int) -> None:
        """Keep them beyond their rule, for a reason."""
        dialog = ProlongDialog(self._services.window, self._services.theme, count, self._services.today())

        def write() -> None:
            reason, until = dialog.reason, dialog.until
            self._services.jobs.write(
                "Prolongation",
                _as_shown(
                    selection,
                    count,
                    lambda desk, ticket: prolong_contacts.prolong(desk, selection, reason, until, ticket),
                ),
                lambda many: messages.toast(f"{french.counted(many, 'personne prolongée', 'personnes prolongées')}."),
                owner=self,
            )

        _ask(dialog, write)

    def lift(self, selection: Selection, count: int) -> None:
        """Give them back to their rule."""
        people = french.counted(count, "personne")
        if not messages.confirm(
            self._services.window,
            french.spaced(f"Mettre fin à la prolongation de {people} ?"),
            "Leur règle s’applique de nouveau, dès maintenant.",
            "Mettre fin à la prolongation",
        ):
            return
        self._services.jobs.write(
            "Fin de prolongation",
            _as_shown(selection, count, lambda desk, ticket: prolong_contacts.lift(desk, selection, ticket)),
            lambda many: messages.toast(f"{french.counted(many, 'prolongation terminée', 'prolongations terminées')}."),
            owner=self,
        )

    def date(self, selection: Selection, count: int, fact: DatedFact) -> None:
        """Note a day for those who have none."""
        dialog = DateDialog(self._services.window, self._services.theme, count, self._services.today(), fact)

        def write() -> None:
            chosen, on = dialog.fact, dialog.on
            self._services.jobs.write(
                "Datation",
                _as_shown(
                    selection, count, lambda desk, ticket: date_contacts.fill_in(desk, selection, chosen, on, ticket)
                ),
                lambda many: messages.toast(f"{french.counted(many, 'personne datée', 'personnes datées')}."),
                owner=self,
            )

        _ask(dialog, write)

    def export(self, selection: Selection, count: int) -> None:
        """Write their list to a file, with the reason in the journal."""
        _ask(ExportDialog(self._services, selection, count))

    def purge(self, selection: Selection) -> None:
        """Have them leave for good, with its proof; with everybody who is due go the archives that have ended."""
        purging.ask(self._services, selection, with_archives=selection == watch_retention.query())


def _as_shown(selection: Selection, count: int, work: Work[Result]) -> Work[Result]:
    """`work`, refused when the selection no longer stands for as many people as were shown."""

    def checked(desk: Desk, ticket: Ticket) -> Result:
        if browse_contacts.count(desk, selection) != count:
            raise Refusal(
                "La liste a changé depuis que vous l’avez vue.",
                "Rien n’a été modifié. Regardez-la de nouveau, puis recommencez.",
            )
        return work(desk, ticket)

    return checked


def _ask(dialog: Box, write: Callable[[], None] | None = None) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if write is not None:
        dialog.accepted.connect(write)
    dialog.open()
