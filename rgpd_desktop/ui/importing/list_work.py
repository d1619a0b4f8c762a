"""What the wizard asks of the services, each as one job: read the file, rehearse, show people, write, undo. Draws nothing.

Every job uses the session of the moment; `close` ends it. Callbacks run on the main thread, none once the wizard is gone.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, Signal

from rgpd_desktop.services import undo_import
from rgpd_desktop.services.import_plan import (
    Category,
    ImportOrder,
    ImportPlan,
    ImportPreview,
    ImportReport,
    PlannedPerson,
)
from rgpd_desktop.services.undo_import import UndoReport
from rgpd_desktop.ui.importing.list_session import ListProcess, ListSession, MakeProcess

if TYPE_CHECKING:
    from rgpd_desktop.basics.ticket import Ticket
    from rgpd_desktop.services.desk import Desk
    from rgpd_desktop.ui.job import Job
    from rgpd_desktop.ui.jobs import JobRunner

T = TypeVar("T")
Failed = Callable[[Exception], None]
Kinds = dict[str, str]  # id of a kind of person -> its word
TOUCHED: Final = frozenset(
    {"contacts", "batches", "exchanges", "oppositions", "proposals", "cell_problems", "preferences"}
)
_KEY: Final = "import"
_EVERYBODY: Final = 1_000  # people a request when all of them are wanted


class ListWork(QObject):
    """One main job at a time (reading, rehearsing, writing); looking at people goes beside it."""

    progressed = Signal(int, object)  # done, total or None

    def __init__(self, jobs: JobRunner, make: MakeProcess, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._make = jobs, make
        self._session: ListSession | None = None
        self._job: Job | None = None
        self._is_asking = False
        jobs.started.connect(self._on_started)
        jobs.progressed.connect(self._on_progressed)

    @property
    def has_list(self) -> bool:
        """Whether a list is held: its people can be asked for."""
        return self._session is not None

    def read(
        self,
        path: Path,
        reading: tuple[str | None, str | None],
        done: Callable[[tuple[ImportPreview, Kinds]], None],
        failed: Failed,
    ) -> None:
        """Look at a file. `reading` is the encoding and the delimiter chosen, None for a guess."""
        self.stop()
        self.close()
        session = self._session = ListSession(self._make, path, *reading)

        def work(desk: Desk, ticket: Ticket) -> tuple[ImportPreview, Kinds]:
            kinds = {kind.id: kind.label for kind in desk.kinds}
            return session.use(desk, lambda process: process.preview(ticket)), kinds

        self._ask(lambda: self._jobs.read(_KEY, work, done, failed, owner=self))

    def rehearse(self, order: ImportOrder, done: Callable[[ImportPlan], None], failed: Failed) -> None:
        """See what the import would do."""
        work = self._using(lambda process, ticket: process.rehearse(order, ticket))
        self._ask(lambda: self._jobs.read(_KEY, work, done, failed, owner=self))

    def people(
        self, category: Category, offset: int, limit: int, done: Callable[[list[PlannedPerson]], None], failed: Failed
    ) -> None:
        """Some people of a line of the plan."""
        work = self._using(lambda process, _: process.people(category, offset, limit))
        self._jobs.read("import:people", work, done, failed, owner=self)

    def everybody(self, category: Category, done: Callable[[list[PlannedPerson]], None], failed: Failed) -> None:
        """All the people of a line of the plan."""

        def act(process: ListProcess, ticket: Ticket) -> list[PlannedPerson]:
            found: list[PlannedPerson] = []
            while True:
                ticket.step(len(found), None)
                page = process.people(category, len(found), _EVERYBODY)
                found += page
                if len(page) < _EVERYBODY:
                    return found

        self._ask(lambda: self._jobs.read(_KEY, self._using(act), done, failed, owner=self))

    def write_refused(self, path: Path, done: Callable[[None], None]) -> None:
        """Save the refused lines; a failure is shown by messages."""
        work = self._using(lambda process, ticket: process.write_refused(path, ticket))
        self._jobs.read("import:report", work, done, label="Rapport des lignes rejetées", owner=self)

    def run(self, done: Callable[[ImportReport], None], failed: Failed) -> None:
        """Import what was rehearsed. Its progress is in the page, hence no label for the strip."""

        def told(report: ImportReport) -> None:
            self._jobs.touched.emit(TOUCHED)  # another process wrote: the job's own desk saw nothing
            done(report)

        work = self._using(lambda process, ticket: process.run(ticket))
        self._ask(lambda: self._jobs.write("", work, told, failed, owner=self))

    def undo(self, batch: int, done: Callable[[UndoReport], None], failed: Failed) -> None:
        """Undo the import of that number; the list itself is no longer needed."""
        self.close()
        self._ask(
            lambda: self._jobs.write(
                "", lambda desk, ticket: undo_import.undo(desk, batch, ticket), done, failed, owner=self
            )
        )

    def stop(self) -> None:
        """Ask the main job to stop: its `failed` receives Cancelled."""
        if self._job is not None:
            self._job.cancel()

    def close(self) -> None:
        """End the process of the list."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def drop(self) -> None:
        """Stop and close without calling anybody back: the wizard goes."""
        if self._job is not None:
            self._job.drop()
        self.close()

    def _using(self, act: Callable[[ListProcess, Ticket], T]) -> Callable[[Desk, Ticket], T]:
        session = self._session
        assert session is not None

        def work(desk: Desk, ticket: Ticket) -> T:
            return session.use(desk, lambda process: act(process, ticket))

        return work

    def _ask(self, start: Callable[[], Job]) -> None:
        """Start the main job. It is known from its first word on: jobs in line end before `start` returns."""
        self._is_asking = True
        start()

    def _on_started(self, job: Job) -> None:
        if self._is_asking:
            self._is_asking = False
            self._job = job

    def _on_progressed(self, job: Job) -> None:
        if job is self._job:
            self.progressed.emit(*job.step)
