"""One job, seen from both sides of the thread border: Job for the main thread, Run for the lane, Step and End between them.

Only ui.jobs makes them; the job strip reads a Job. No Qt here.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

from rgpd_desktop.basics.problems import Cancelled
from rgpd_desktop.basics.ticket import Ticket

if TYPE_CHECKING:
    from rgpd_desktop.services.desk import Desk

STEP_SECONDS = 0.1  # progress is told at most ten times a second

_numbers = itertools.count(1)


class Outcome(StrEnum):
    """How a job ended; it has exactly one."""

    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Step:
    """Progress of the job `number`."""

    number: int
    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class End:
    """The end of the job `number`: a value, or an error."""

    number: int
    value: object = None
    error: Exception | None = None
    touched: frozenset[str] = frozenset()


Tell = Callable[[Step | End], None]


class Job:
    """A piece of work under way, as the main thread sees it; safe to keep and to cancel at any time.

    `step` is (done, total or None), `outcome` None until it ended, `touched` the tables a write changed.
    """

    def __init__(self, label: str, is_write: bool, tell: Tell) -> None:
        self.number = next(_numbers)
        self.label = label
        self.is_write = is_write
        self.tell = tell
        self.ticket = Ticket(_thinned(self.number, tell))
        self.step: tuple[int, int | None] = (0, None)
        self.outcome: Outcome | None = None
        self.touched: frozenset[str] = frozenset()
        self.is_dropped = False

    def cancel(self) -> None:
        """Ask the work to stop: `failed` then receives Cancelled, unless a write had already ended."""
        self.ticket.cancel()

    def drop(self) -> None:
        """Ask the work to stop, and call nobody back: the answer is no longer wanted."""
        self.is_dropped = True
        self.ticket.cancel()

    def end(self, error: Exception | None, touched: frozenset[str]) -> None:
        """Note how it ended. The runner calls this once."""
        self.touched = touched
        if error is None:
            self.outcome = Outcome.SUCCEEDED
        else:
            self.outcome = Outcome.CANCELLED if isinstance(error, Cancelled) else Outcome.FAILED


@dataclass(frozen=True, slots=True)
class Run:
    """What crosses the border: the work, the ticket, how to open a Desk, and the one way to tell. Never raises of itself."""

    number: int
    work: Callable[[Desk, Ticket], Any]
    ticket: Ticket
    open_desk: Callable[[], Desk]
    tell: Tell

    def __call__(self) -> None:
        """Open a Desk, work, close it, tell the end."""
        self.tell(self._end())

    def _end(self) -> End:
        touched: frozenset[str] = frozenset()
        try:
            if self.ticket.is_cancelled:  # while it waited in its lane
                raise Cancelled
            desk = self.open_desk()
            try:
                value = self.work(desk, self.ticket)
            finally:
                touched = desk.touched
                desk.close()
        except BaseException as error:  # a Rust panic in a reader is a BaseException, and it too is an outcome
            return End(self.number, error=cast("Exception", error), touched=touched)
        return End(self.number, value, touched=touched)


def _thinned(number: int, tell: Tell) -> Callable[[int, int | None], None]:
    last = -STEP_SECONDS

    def step(done: int, total: int | None) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= STEP_SECONDS:
            last = now
            tell(Step(number, done, total))

    return step
