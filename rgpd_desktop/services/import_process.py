"""An import in a process of its own: a file that takes everything down takes down that process, and the window never stalls.

Made by the window's jobs and by the command line; safe from any thread, one call at a time. The child (services.import_child) opens
its own desk, and for a long list has a second one to help (services.second_reader); what crosses the border is pickled plans, reports and
refusals, never a person in an error.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Final, cast

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Cancelled, Refusal, RowProblem
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.services import child_process, import_child, second_reader
from rgpd_desktop.services.import_child import Answer, Request
from rgpd_desktop.services.import_plan import (
    Category,
    ImportOrder,
    ImportPlan,
    ImportPreview,
    ImportReport,
    PlannedPerson,
)

SILENCE_SECONDS: Final = 120.0  # without a sign of life while a file is being read, the process is ended
PATIENCE_SECONDS: Final = 5.0  # for a cancelled reading to stop by itself
WRITING_PATIENCE_SECONDS: Final = 60.0  # for a cancelled writing: it may be committing, and its answer must be heard
LONG_LIST: Final = 2_000_000  # bytes; a shorter one is read before a second process has started
HUGE_LIST: Final = 60_000_000  # bytes; beyond, the memory of a second process is better left to the first
_TICK: Final = 0.05
_PAGE: Final = 2_000


class ImportProcess:
    """The same words as services.import_contacts.ImportSession, done elsewhere.

    Close it, which ends the processes at once, or use it in a `with`, which lets the child close the data itself.
    Every method raises Refusal for what the list or the world declines, Cancelled, and RuntimeError for a fault of ours.
    """

    def __init__(
        self, data: Path, path: Path, today: date, encoding: str | None = None, delimiter: str | None = None
    ) -> None:
        self._arguments = (data, path, today, encoding, delimiter)
        self._lock = Lock()
        self._processes: list[BaseProcess] = []
        self._pipe: Connection | None = None
        self._listening: Connection | None = None  # the end of the second process, until it is started
        self._is_closed = False

    def preview(self, ticket: Ticket) -> ImportPreview:
        """What the file holds, and what each column is taken for."""
        found = cast("ImportPreview", self._ask(Request("preview"), ticket))
        self._start_second()  # only now: starting takes a processor, and the first reading wants it
        return found

    def rehearse(self, order: ImportOrder, ticket: Ticket) -> ImportPlan:
        """What importing this would do; nothing is written."""
        return cast("ImportPlan", self._ask(Request("rehearse", (order,)), ticket))

    def people(self, category: Category, offset: int = 0, limit: int = 100) -> list[PlannedPerson]:
        """Some lines of a category of the last rehearsal."""
        return cast("list[PlannedPerson]", self._ask(Request("people", (category, offset, limit)), Ticket()))

    def run(self, ticket: Ticket) -> ImportReport:
        """Does what the last rehearsal showed, whole or not at all."""
        report = cast("ImportReport", self._ask(Request("enter"), ticket))
        return replace(report, refused=self.refused(), problems=self.problems())

    def refused(self) -> tuple[RowProblem, ...]:
        """The lines of the last rehearsal that name nobody."""
        return self._pages("refused")

    def problems(self) -> tuple[RowProblem, ...]:
        """The cells of the last rehearsal that could not be read, or only with doubt."""
        return self._pages("problems")

    def _pages(self, name: str) -> tuple[RowProblem, ...]:
        """A long list, asked for by pages: unpickled in one piece it would hold every thread for as long."""
        found: list[RowProblem] = []
        while page := cast("list[RowProblem]", self._ask(Request(name, (len(found), _PAGE)), Ticket())):
            found += page
        return tuple(found)

    def write_refused(self, path: Path, ticket: Ticket) -> None:
        """Writes the lines that name nobody to an .xlsx."""
        self._ask(Request("write_refused", (path,)), ticket)

    def close(self) -> None:
        """Ends the process at once; an import under way is rolled back. May be called from another thread, and again."""
        self._is_closed = True
        with self._lock:  # whoever waits for an answer sees it within a tick
            self._end()

    def __enter__(self) -> ImportProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._finish()
        self.close()

    def _finish(self) -> None:
        """Lets the child close the data itself: the last one to do so empties the journal into the file."""
        with self._lock:
            if self._pipe is not None:
                self._pipe.close()
            for process in self._processes:
                process.join(PATIENCE_SECONDS)

    def _ask(self, request: Request, ticket: Ticket) -> object:
        with self._lock:
            if ticket.is_cancelled or self._is_closed:
                raise Cancelled
            pipe = self._pipe or self._start()
            try:
                pipe.send(request)
                answer = _Waiting(pipe, request, ticket, lambda: self._is_closed).answer()
            except (EOFError, OSError):
                answer = None
            except BaseException:  # whoever listens to progress failed: the child may be in the middle of something
                self._end()
                raise
            if answer is None:
                self._end()
                if ticket.is_cancelled or self._is_closed:
                    raise Cancelled
                raise _has_died()
        return _opened(answer)

    def _start(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        second, self._listening = context.Pipe() if self._is_worth_two() else (None, None)
        child = context.Process(target=import_child.serve, args=(theirs, second, *self._arguments), daemon=True)
        child.start()
        self._processes.append(child)
        self._pipe = ours
        theirs.close()  # so that the end of the child is the end of the pipe
        if second is not None:
            second.close()
        with suppress(OSError):  # it is already gone: the request to come meets that
            child_process.give_key(ours)
        return ours

    def _start_second(self) -> None:
        """The process that reads a share of the lines, when that is worth it and it is not there yet."""
        with self._lock:
            listening, self._listening = self._listening, None
            if listening is None or self._is_closed:
                return
            second = multiprocessing.get_context("spawn").Process(
                target=second_reader.serve, args=(listening,), daemon=True
            )
            second.start()
            self._processes.append(second)
            listening.close()

    def _is_worth_two(self) -> bool:
        path = self._arguments[1]
        with suppress(OSError):
            return LONG_LIST <= path.stat().st_size < HUGE_LIST and (os.cpu_count() or 1) > 1
        return False

    def _end(self) -> None:
        processes, pipes = self._processes, (self._pipe, self._listening)
        self._processes, self._pipe, self._listening = [], None, None
        for process in processes:
            process.kill()
        for process in processes:
            process.join()
            process.close()
        for pipe in pipes:
            if pipe is not None:
                pipe.close()


class _Waiting:
    """One request under way: progress goes to the ticket, its cancellation to the child, and silence ends in None."""

    def __init__(self, pipe: Connection, request: Request, ticket: Ticket, is_closed: Callable[[], bool]) -> None:
        self._pipe, self._ticket, self._is_closed = pipe, ticket, is_closed
        self._is_writing = request.name == "enter"
        self._heard = time.monotonic()
        self._cancelled_at: float | None = None

    def answer(self) -> Answer | None:
        """The child's answer, or None when it must be ended. Raises EOFError or OSError when it died."""
        while not self._is_lost():
            if not self._pipe.poll(_TICK):  # lets every other thread run
                self._watch_ticket()
                continue
            message: Any = self._pipe.recv()
            self._heard = time.monotonic()
            if isinstance(message, Answer):
                return message
            try:
                self._ticket.step(*message)
            except Cancelled:
                self._watch_ticket()
        return None

    def _watch_ticket(self) -> None:
        if self._ticket.is_cancelled and self._cancelled_at is None:
            self._cancelled_at = time.monotonic()
            self._pipe.send(import_child.CANCEL)

    def _is_lost(self) -> bool:
        if self._is_closed():
            return True
        now = time.monotonic()
        if self._cancelled_at is not None:
            return now - self._cancelled_at > (WRITING_PATIENCE_SECONDS if self._is_writing else PATIENCE_SECONDS)
        return not self._is_writing and now - self._heard > SILENCE_SECONDS


def _opened(answer: Answer) -> object:
    """The value of an answer, or what it raises here."""
    if answer.is_cancelled:
        raise Cancelled
    if answer.refusal is not None:
        raise answer.refusal
    if answer.fault:
        raise RuntimeError(f"import process: {answer.fault}")
    return answer.value


def _has_died() -> Refusal:
    return Refusal(
        french.spaced("Ce fichier demande trop de mémoire ou il est abîmé : sa lecture a été arrêtée."),
        "Rien n’a été importé. Ouvrez-le dans Excel ou LibreOffice, enregistrez-le sous un autre nom au format .xlsx, puis recommencez.",
    )
