"""The process that holds a list, for as long as the wizard looks at it: closed in every way out.

One per file; jobs call `use` from their own threads. Knows nothing of what is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol, TypeVar

from rgpd_desktop.basics.problems import Cancelled
from rgpd_desktop.services.import_plan import (
    Category,
    ImportOrder,
    ImportPlan,
    ImportPreview,
    ImportReport,
    PlannedPerson,
)

if TYPE_CHECKING:
    from rgpd_desktop.basics.ticket import Ticket
    from rgpd_desktop.services.desk import Desk

T = TypeVar("T")


class ListProcess(Protocol):
    """What the wizard asks of services.import_process.ImportProcess."""

    def preview(self, ticket: Ticket) -> ImportPreview:
        """What the file holds."""

    def rehearse(self, order: ImportOrder, ticket: Ticket) -> ImportPlan:
        """What the import would do."""

    def people(self, category: Category, offset: int, limit: int) -> list[PlannedPerson]:
        """Some people of a line of the plan."""

    def run(self, ticket: Ticket) -> ImportReport:
        """Do what was rehearsed."""

    def write_refused(self, path: Path, ticket: Ticket) -> None:
        """Save the refused lines."""

    def close(self) -> None:
        """End the process."""


# Data folder, file, today, encoding, delimiter.
MakeProcess = Callable[[Path, Path, date, str | None, str | None], ListProcess]


def start_process(data: Path, path: Path, today: date, encoding: str | None, delimiter: str | None) -> ListProcess:
    """The real one."""
    from rgpd_desktop.services.import_process import ImportProcess  # noqa: PLC0415 - multiprocessing, at the first list

    return ImportProcess(data, path, today, encoding, delimiter)


class ListSession:
    """A file and the process that reads it, started at the first use."""

    def __init__(
        self, make: MakeProcess, path: Path, encoding: str | None = None, delimiter: str | None = None
    ) -> None:
        self.path = path
        self._make = make
        self._encoding, self._delimiter = encoding, delimiter
        self._process: ListProcess | None = None
        self._is_closed = False
        self._lock = Lock()

    def use(self, desk: Desk, act: Callable[[ListProcess], T]) -> T:
        """Call `act` with the process, in a job. Raises what `act` raises, and Cancelled once the session is closed."""
        with self._lock:
            if self._is_closed:
                raise Cancelled
            if self._process is None:
                self._process = self._make(desk.data, self.path, desk.today, self._encoding, self._delimiter)
            process = self._process
        return act(process)

    def close(self) -> None:
        """End the process, even while a job uses it."""
        with self._lock:
            self._is_closed = True
            process, self._process = self._process, None
        if process is not None:
            process.close()
