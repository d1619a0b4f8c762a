"""The other side of services.import_process: the process that reads one list, told what to do through a pipe. Imports no Qt.

It says nothing on the console (a reader that dies there would quote the list), may not take all the memory of the machine, and
ends with the one who started it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rgpd_desktop.basics.problems import Cancelled, Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.services import child_process
from rgpd_desktop.services.second_reader import SecondReader

if TYPE_CHECKING:
    from rgpd_desktop.services.import_contacts import ImportSession

CANCEL: Final = "cancel"
_WITHOUT_TICKET: Final = ("people", "refused", "problems")
_PAUSE: Final = 0.05  # between two tellings of progress, in seconds


@dataclass(frozen=True, slots=True)
class Request:
    """A method of ImportSession and its arguments, the ticket left out."""

    name: str
    arguments: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request came to; exactly one of these is filled (`value` may be None). `fault` names no person, only a class and a place."""

    value: object = None
    refusal: Refusal | None = None
    is_cancelled: bool = False
    fault: str = ""


class _RemoteTicket(Ticket):
    """Progress goes through the pipe; a word on the pipe, or its end, cancels."""

    def __init__(self, pipe: Connection) -> None:
        super().__init__()
        self._pipe = pipe
        self._told_at = 0.0

    def step(self, done: int, total: int | None = None) -> None:
        """See Ticket."""
        try:
            if self._pipe.poll():
                self._pipe.recv()  # only a cancellation may come while we work
                self.cancel()
            now = time.monotonic()
            if now - self._told_at >= _PAUSE:
                self._told_at = now
                self._pipe.send((done, total))
        except (EOFError, OSError):
            self.cancel()
        super().step(done, total)


def serve(
    pipe: Connection,
    second: Connection | None,
    data: Path,
    path: Path,
    today: date,
    encoding: str | None,
    delimiter: str | None,
) -> None:
    """The whole life of the process: one desk, one session, requests until the pipe ends. `second` leads to second_reader.serve.

    The first thing on the pipe is the key of the data (None: plain): a process shows its arguments and its variables to others.
    """
    child_process.settle()
    try:
        child_process.take_key(pipe)
    except (EOFError, OSError):  # the one who asked is gone
        return
    from rgpd_desktop.services.list_file import ListFile  # noqa: PLC0415 - after the limits, which must hold for everything

    file = ListFile(path, encoding, delimiter)
    file.open_ahead()
    from rgpd_desktop.services.desk import open_desk  # noqa: PLC0415 - while the file is being parsed
    from rgpd_desktop.services.import_contacts import ImportSession  # noqa: PLC0415

    _warm_up()
    child_process.stop_collecting()
    with suppress(OSError):  # the one who asked is gone
        try:
            desk = open_desk(data, today)
        except Refusal as refusal:
            for _ in _requests(pipe):
                pipe.send(Answer(refusal=refusal))
            return
        with desk:
            session = ImportSession(desk, file, SecondReader(second) if second is not None else None)
            for request in _requests(pipe):
                pipe.send(_answer(session, request, _RemoteTicket(pipe)))


def _warm_up() -> None:
    """Loads what reading and writing need later, while the workbook is parsed without the interpreter."""
    import rgpd_desktop.store.migrations  # noqa: PLC0415, F401 - for sqlite_utils
    from rgpd_desktop.rules.phones import read_phones  # noqa: PLC0415

    read_phones("01 99 00 00 00")


def _requests(pipe: Connection) -> Iterator[Request]:
    while True:
        try:
            message = pipe.recv()
        except EOFError:
            return
        if isinstance(message, Request):  # a cancellation that came too late is nothing
            yield message


def _answer(session: ImportSession, request: Request, ticket: Ticket) -> Answer:
    arguments = request.arguments if request.name in _WITHOUT_TICKET else (*request.arguments, ticket)
    try:
        return Answer(getattr(session, request.name)(*arguments))
    except Cancelled:
        return Answer(is_cancelled=True)
    except Refusal as refusal:
        return Answer(refusal=refusal)
    except MemoryError:
        return Answer(refusal=too_large())
    except BaseException as error:  # a panic of the reader is no Exception, and none of them may quote the list
        return Answer(fault=_place_of(error))


def too_large() -> Refusal:
    """The refusal of a list that does not hold in the memory given to it."""
    return Refusal(
        "Cette liste demande trop de mémoire.",
        "Rien n’a été importé. Séparez-la en plusieurs fichiers et importez-les l’un après l’autre.",
    )


def _place_of(error: BaseException) -> str:
    """The class of an error and the lines of code it went through: never its text, which may hold a cell."""
    trace, places = error.__traceback__, []
    while trace is not None:
        places.append(f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{type(error).__name__} at {' > '.join(places)}"
