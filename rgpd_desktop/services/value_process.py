"""services.list_values in a process of its own: a file that takes everything down takes down that process, which opens no database.

Called by services.oppose_list and services.check_sending, from any thread. What crosses the border is lines, never a person in an error.
"""

from __future__ import annotations

import multiprocessing
import time
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.services import child_process
from rgpd_desktop.services.import_child import Answer, too_large

if TYPE_CHECKING:
    from rgpd_desktop.services.list_values import SheetHead, ValueLine

SILENCE_SECONDS: Final = 120.0  # without a word from the reader, it is ended
_TICK: Final = 0.05


@dataclass(slots=True)
class ListRead:
    """The lists of a file and all their lines, in order."""

    heads: list[SheetHead] = field(default_factory=list)
    lines: list[ValueLine] = field(default_factory=list, repr=False)


def read(path: Path, ticket: Ticket, *, with_cells: bool = False) -> ListRead:
    """What list_values finds in the file. Raises Refusal, Cancelled, RuntimeError for a fault of ours; no process is left behind."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    child = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs, path, with_cells), daemon=True)
    child.start()
    theirs.close()  # so that the end of the child is the end of the pipe
    try:
        return _gathered(ours, ticket)
    except (EOFError, OSError):
        raise _has_died() from None
    finally:
        ours.close()
        child.kill()
        child.join()
        child.close()


def serve(pipe: Connection, path: Path, with_cells: bool) -> None:
    """The whole life of the process: one file, then the end."""
    child_process.settle()
    with suppress(OSError):  # the one who asked is gone
        try:
            from rgpd_desktop.services import list_values  # noqa: PLC0415 - after the limits, which must hold for everything

            for found in list_values.read(path, with_cells=with_cells):
                pipe.send(found)
            answer = Answer()
        except Refusal as refusal:
            answer = Answer(refusal=refusal)
        except MemoryError:
            answer = Answer(refusal=too_large())
        except OSError:
            raise
        except BaseException as error:  # a panic of the reader is no Exception, and none of them may quote the list
            answer = Answer(fault=type(error).__name__)
        pipe.send(answer)
        with suppress(EOFError):
            pipe.recv()  # the other side closes when it has heard


def _gathered(pipe: Connection, ticket: Ticket) -> ListRead:
    found, heard = ListRead(), time.monotonic()
    while time.monotonic() - heard < SILENCE_SECONDS:
        ticket.step(len(found.lines), None)
        if not pipe.poll(_TICK):
            continue
        message: Any = pipe.recv()
        heard = time.monotonic()
        if isinstance(message, list):
            found.lines += message
        elif not isinstance(message, Answer):
            found.heads.append(message)
        elif message.refusal is not None:
            raise message.refusal
        elif message.fault:
            raise RuntimeError(f"list reader: {message.fault}")
        else:
            return found
    raise _has_died()


def _has_died() -> Refusal:
    return Refusal(
        "Ce fichier demande trop de mémoire ou il est abîmé : sa lecture a été arrêtée.",
        "Rien n’a été enregistré. Ouvrez-le dans Excel ou LibreOffice, enregistrez-le sous un autre nom au format .xlsx, puis recommencez.",
    )
