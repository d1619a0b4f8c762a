"""Mutated files read as the program reads them, in processes that may die: what each reading ended in, how long it took, what it took.

A reading ends well ("read"), with a sentence ("refused"), or badly: a traceback, a process that died, too long, a data folder changed.
"""

from __future__ import annotations

import multiprocessing
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.columns import ListOrigin
from rgpd_desktop.services import bring_register
from rgpd_desktop.services.child_process import MEMORY_LIMIT
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.services.import_contacts import ImportSession
from rgpd_desktop.services.list_file import ListFile
from tests.faults import mutated
from tests.services.lists import order_of

TODAY = date(2026, 11, 26)
LONGEST = 60.0  # seconds, for a file of at most 2 MB: the program itself gives up after twice as long
READ, REFUSED, DIED = "read", "refused", "died"


@dataclass
class Outcome:
    """What a run of trials found: how many ended how, and the bad ones as (case number, reader, ending, what happened)."""

    ends: Counter[str] = field(default_factory=Counter)
    bad: list[tuple[int, str, str, str]] = field(default_factory=list)
    slowest: float = 0.0
    peak: int = 0  # bytes


def run(folder: Path, cases: int, seed: int) -> Outcome:
    """Reads `cases` mutated files, each from its own number and `seed`, so that one that fails can be read again alone."""
    outcome = Outcome()
    with open_desk(folder / "seeds", TODAY) as desk:
        files = mutated.seeds(desk, folder)
    waiting = iter(range(cases))
    at = next(waiting, None)
    context = multiprocessing.get_context("spawn")
    while at is not None:
        here, there = context.Pipe()
        child = context.Process(target=_serve, args=(there, folder / "data", folder, files, seed), daemon=True)
        child.start()
        there.close()
        try:
            while at is not None:
                here.send(at)
                if not here.poll(LONGEST):
                    raise TimeoutError
                end, seconds, peak = here.recv()
                outcome.ends[end if end in (READ, REFUSED) else "bad"] += 1
                outcome.slowest, outcome.peak = max(outcome.slowest, seconds), max(outcome.peak, peak)
                if end not in (READ, REFUSED):
                    outcome.bad.append((at, *_which(files, seed, at), end))
                at = next(waiting, None)
        except (EOFError, ConnectionError, TimeoutError) as error:
            reader, ending = _which(files, seed, at)
            is_allowed = reader == mutated.LIST and not isinstance(error, TimeoutError)
            outcome.ends[DIED] += 1
            if not is_allowed:  # lists are read in a process that may die, and the person is told; registers are not
                outcome.bad.append((at, reader, ending, "too long" if isinstance(error, TimeoutError) else DIED))
            at = next(waiting, None)
        finally:
            child.kill()
            child.join()
            here.close()
    return outcome


def case(files: list[tuple[str, str, bytes]], seed: int, number: int) -> tuple[str, str, bytes]:
    """The reader, the ending and the bytes of that case."""
    dice = random.Random(f"{seed}:{number}")
    reader, ending, content = dice.choice(files)
    return reader, ending, mutated.mutated(dice, content, [each[2] for each in files])


def _which(files: list[tuple[str, str, bytes]], seed: int, number: int) -> tuple[str, str]:
    return case(files, seed, number)[:2]


def _serve(pipe: Connection, data: Path, folder: Path, files: list[tuple[str, str, bytes]], seed: int) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, most))
    with open_desk(data, TODAY) as desk:
        for number in _asked(pipe):
            reader, ending, content = case(files, seed, number)
            path = folder / f"cas{ending}"
            path.write_bytes(content)
            start = time.monotonic()
            end = _read(desk, reader, path)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
            pipe.send((end, time.monotonic() - start, peak))


def _asked(pipe: Connection) -> Iterator[int]:
    try:
        while True:
            yield pipe.recv()
    except EOFError:
        return


def _read(desk: Desk, reader: str, path: Path) -> str:
    before = desk.database.change_count
    try:
        if reader == mutated.LIST:
            session = ImportSession(desk, ListFile(path))
            try:
                preview = session.preview(Ticket())
                session.rehearse(order_of(preview, ListOrigin(source="essai")), Ticket())
            finally:
                session.close()
        else:
            bring_register.read(desk, path, Ticket())
    except Refusal as refusal:
        end = REFUSED if refusal.sentence and refusal.remedy else f"no remedy: {refusal.sentence}"
    except MemoryError:
        end = REFUSED if reader == mutated.LIST else "MemoryError"  # import_child says it as too_large
    except Exception as error:  # whatever it is, it is what is looked for
        frame = error.__traceback__
        while frame is not None and frame.tb_next is not None:
            frame = frame.tb_next
        place = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else ""
        end = f"{type(error).__name__} at {place}"
    else:
        end = READ
    return end if desk.database.change_count == before else f"the data changed ({end})"
