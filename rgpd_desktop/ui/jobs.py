"""Work off the UI thread: two lanes, one outcome a job, one word after each write (`touched`).

The window and its pages call `read` and `write`; a service only sees a Desk and a Ticket. Each job opens its own Desk in its own
thread and closes it there. Callbacks run on the main thread. Nothing here pumps the event loop.

What must be alone with the data (a lock, another passphrase) pauses the runner: new jobs wait until `resume`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from rgpd_desktop.basics.problems import Cancelled
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.job import End, Job, Outcome, Run, Step
from rgpd_desktop.ui.lanes import Lane

if TYPE_CHECKING:
    from rgpd_desktop.basics.ticket import Ticket
    from rgpd_desktop.services.desk import Desk

T = TypeVar("T")
Failed = Callable[[Exception], None]
_Work = Callable[["Desk | Any", "Ticket"], Any]

READ_THREADS = 2
CLOSE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who asked for a job, and what they want called on the main thread."""

    job: Job
    done: Callable[[Any], None] | None
    failed: Failed | None
    owner: QObject | None

    @property
    def is_gone(self) -> bool:
        """Whether the one who asked was destroyed since."""
        return self.owner is not None and not shiboken6.isValid(self.owner)


class JobRunner(QObject):
    """The only door to other threads. Lives on the main thread; `in_line = True` runs every job at once, for tests."""

    started = Signal(object)  # Job
    progressed = Signal(object)  # Job
    ended = Signal(object)  # Job, before its callbacks
    all_written = Signal()  # the last write under way or waiting has ended
    touched = Signal(object)  # frozenset of table names, after a write
    _arrived = Signal(object)  # Step or End, from a lane

    def __init__(self, open_desk: Callable[[], Desk], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.in_line = False
        self.show_failure: Callable[[Exception], object] = lambda error: messages.show(None, error)
        self._open_desk = open_desk
        self._asked: dict[int, _Asked] = {}
        self._by_key: dict[str, Job] = {}
        self._is_closed = False
        self._is_paused = False
        self._then: Callable[[], None] | None = None  # once nothing is under way
        self._waiting: list[tuple[_Asked, _Work]] = []
        self._alone: list[tuple[_Asked, _Work]] = []  # what waits to be alone
        self._lone: Job | None = None  # what is
        self._reads = Lane("read", READ_THREADS)
        self._writes = Lane("write", 1)
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    @property
    def is_writing(self) -> bool:
        """Whether a write is under way or waiting."""
        waiting = (asked for asked, _ in (*self._waiting, *self._alone))
        return any(asked.job.is_write for asked in (*self._asked.values(), *waiting))

    @property
    def is_paused(self) -> bool:
        """Whether new jobs wait."""
        return self._is_paused or self._lone is not None or bool(self._alone)

    def read(
        self,
        key: str,
        work: Callable[[Desk, Ticket], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        label: str = "",
        owner: QObject | None = None,
    ) -> Job:
        """Ask for something; a later read of the same `key` replaces this one, whose answer is then dropped.

        With a `label` the job strip shows it. When `owner` (or the QObject whose method `done` is) was destroyed, nobody is
        called back. Without `failed`, a failure is shown by `messages`.
        """
        if (former := self._by_key.get(key)) is not None:
            former.drop()
        job = Job(label, False, self._tell)
        self._by_key[key] = job
        return self._start(_Asked(job, done, failed, owner or _receiver(done)), work)

    def write(
        self,
        label: str,
        work: Callable[[Desk, Ticket], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> Job:
        """Change something; writes run one at a time, in order. `label` is what the job strip shows ("Import de la liste")."""
        job = Job(label, True, self._tell)
        return self._start(_Asked(job, done, failed, owner or _receiver(done)), work)

    def pause(self, then: Callable[[], None]) -> None:
        """From now on new jobs wait; `then` is called once those under way have ended."""
        self._is_paused = True
        self._then = then
        self._go_on()

    def resume(self) -> None:
        """Start what waited."""
        self._is_paused = False
        self._go_on()

    def drop_waiting(self) -> None:
        """Whoever asked for what waits will never be answered."""
        waiting = (*self._waiting, *self._alone)
        self._waiting, self._alone = [], []
        for asked, _ in waiting:
            asked.job.drop()
            asked.job.outcome = Outcome.CANCELLED

    def alone(
        self,
        label: str,
        work: Callable[[Ticket], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        is_write: bool = True,
        owner: QObject | None = None,
    ) -> None:
        """Do something to the data themselves, without a Desk, once what is under way has ended; what is asked meanwhile comes after.

        Works also while the runner is paused.
        """
        asked = _Asked(Job(label, is_write, self._tell), done, failed, owner)
        self._alone.append((asked, lambda _none, ticket: work(ticket)))
        self._go_on()

    def close(self, seconds: float = CLOSE_SECONDS) -> bool:
        """Cancel everything and wait at most `seconds` for the threads. True when all ended; nobody is called back."""
        self._is_closed = True
        self.drop_waiting()
        for asked in self._asked.values():
            asked.job.drop()
        return self._writes.close(seconds) and self._reads.close(seconds)

    def _start(self, asked: _Asked, work: _Work) -> Job:
        job = asked.job
        if self._is_closed:
            job.drop()
            job.outcome = Outcome.CANCELLED
            return job
        is_alone = job is self._lone
        if self.is_paused and not is_alone:
            self._waiting.append((asked, work))
            return job
        self._asked[job.number] = asked
        self.started.emit(job)
        run = Run(job.number, work, job.ticket, _no_desk if is_alone else self._open_desk, job.tell)
        if self.in_line:
            run()
        else:
            (self._writes if job.is_write else self._reads).put(run)
        return job

    @property
    def _tell(self) -> Callable[[Step | End], None]:
        return self._on_arrived if self.in_line else self._post

    def _post(self, message: object) -> None:
        with suppress(RuntimeError):  # the runner went with the program: nobody is left to hear
            self._arrived.emit(message)

    def _on_arrived(self, message: Step | End) -> None:
        if isinstance(message, End):
            self._end(message)
        elif (asked := self._asked.get(message.number)) is not None:
            asked.job.step = (message.done, message.total)
            self.progressed.emit(asked.job)

    def _end(self, end: End) -> None:
        asked = self._asked.pop(end.number, None)
        if asked is None or self._is_closed:
            return
        job = asked.job
        if job is self._lone:
            self._lone = None
        self._by_key = {key: other for key, other in self._by_key.items() if other is not job}
        error = end.error
        if error is None and not job.is_write and job.ticket.is_cancelled:
            error = Cancelled()  # a read that ended before it saw the wish; a write that ended is written
        job.end(error, end.touched)
        if end.touched:
            self.touched.emit(end.touched)
        self.ended.emit(job)
        if job.is_write and not self.is_writing:
            self.all_written.emit()
        if not job.is_dropped:
            self._answer(asked, end.value, error)
        self._go_on()

    def _go_on(self) -> None:
        """Nothing is under way: what must be alone comes first, then whoever paused the runner, then what waited."""
        if self._asked or self._is_closed:
            return
        if self._alone:
            asked, work = self._alone.pop(0)
            self._lone = asked.job
            self._start(asked, work)
        elif self._is_paused:
            then, self._then = self._then, None
            if then is not None:
                then()
        else:
            waiting, self._waiting = self._waiting, []
            for asked, work in waiting:
                self._start(asked, work)

    def _answer(self, asked: _Asked, value: object, error: Exception | None) -> None:
        if error is None:
            if asked.done is not None and not asked.is_gone:
                asked.done(value)
        elif asked.failed is not None and not asked.is_gone:
            asked.failed(error)
        elif not isinstance(error, Cancelled) and (asked.job.is_write or not asked.is_gone):
            self.show_failure(error)


class _NoDesk:
    """In place of a Desk, for what must find the data closed."""

    touched: frozenset[str] = frozenset()

    def close(self) -> None:
        """Nothing was opened."""


def _no_desk() -> Any:
    return _NoDesk()


def _receiver(callback: Callable[[Any], None] | None) -> QObject | None:
    """The QObject whose bound method this is, so that a page that is gone is not called."""
    receiver = getattr(callback, "__self__", None)
    return receiver if isinstance(receiver, QObject) else None
