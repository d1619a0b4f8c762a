"""What the wizard of a sheet asks of the desk, off the window's thread: open, save, inscribe, what a rule would do, a processor more."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from rgpd_desktop.rules.activity import Activity
from rgpd_desktop.rules.processor import Processor
from rgpd_desktop.rules.retention import RetentionRule
from rgpd_desktop.services import keep_processors, keep_register, open_sheet
from rgpd_desktop.services.keep_register import RuleChange
from rgpd_desktop.services.open_sheet import OpenSheet

if TYPE_CHECKING:
    from rgpd_desktop.basics.ticket import Ticket
    from rgpd_desktop.services.desk import Desk
    from rgpd_desktop.ui.jobs import JobRunner

Failed = Callable[[Exception], None]
Added = tuple[tuple[Processor, ...], str]  # the list, and the id of the one wanted
_SAVING = "Enregistrement de la fiche"


class SheetActs:
    """Every answer comes back on the window's thread, unless `owner` is gone."""

    def __init__(self, jobs: JobRunner, owner: QObject) -> None:
        self._jobs, self._owner = jobs, owner

    def open(self, id: str, done: Callable[[OpenSheet], None], failed: Failed) -> None:
        """Read the sheet and what it chooses from."""
        self._jobs.read(
            f"sheet:{id}", lambda desk, _ticket: open_sheet.open_sheet(desk, id), done, failed, owner=self._owner
        )

    def save(self, wanted: Activity, done: Callable[[Activity], None], failed: Failed) -> None:
        """Keep the answers."""
        self._jobs.write(_SAVING, lambda desk, _ticket: keep_register.save(desk, wanted), done, failed, self._owner)

    def save_with_rule(
        self,
        wanted: Activity,
        reason: str,
        done: Callable[[tuple[Activity, dict[str, RetentionRule]]], None],
        failed: Failed,
    ) -> None:
        """Keep the answers and the retention rule they change; gives the sheet and the rules now in force."""

        def work(desk: Desk, _ticket: Ticket) -> tuple[Activity, dict[str, RetentionRule]]:
            kept = keep_register.save(desk, wanted, reason)
            return kept, dict(desk.rules)

        self._jobs.write(_SAVING, work, done, failed, self._owner)

    def inscribe(self, wanted: Activity, done: Callable[[Activity], None], failed: Failed) -> None:
        """Keep the answers, then put the sheet in the register."""

        def work(desk: Desk, _ticket: Ticket) -> Activity:
            keep_register.save(desk, wanted)
            return keep_register.inscribe(desk, wanted.id)

        self._jobs.write("Inscription au registre", work, done, failed, self._owner)

    def rule_changes(self, edited: Activity, done: Callable[[tuple[RuleChange, ...]], None]) -> None:
        """What keeping these answers would do to the rules."""
        self._jobs.read(
            f"sheet-rules:{edited.id}",
            lambda desk, _ticket: keep_register.rule_changes(desk, edited),
            done,
            owner=self._owner,
        )

    def add_tool(self, tool: str, done: Callable[[Added], None]) -> None:
        """A tool of the catalogue becomes one of the processors."""
        self._add(lambda desk: keep_processors.add_tool(desk, tool), done)

    def add_own(self, name: str, done: Callable[[Added], None]) -> None:
        """A provider that the catalogue does not know."""
        self._add(lambda desk: keep_processors.add_own(desk, Processor(id="", name=name)), done)

    def _add(self, make: Callable[[Desk], Processor], done: Callable[[Added], None]) -> None:
        def work(desk: Desk, _ticket: Ticket) -> Added:
            made = make(desk)
            return open_sheet.processors(desk), made.id

        self._jobs.write("Ajout d’un sous-traitant", work, done, owner=self._owner)
