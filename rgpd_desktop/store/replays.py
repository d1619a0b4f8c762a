"""What a copy made earlier must be told before it may serve again: who was erased since, who said no since, who took it back.

Written by erasure and opposition inside their own transaction; backups copy the lines to the side file and play them on a copy.
A line holds a keyed fingerprint and a day, never a person. The numbers only grow: a copy knows the last line it has.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from rgpd_desktop.rules import identity
from rgpd_desktop.store.database import Database


class Told(StrEnum):
    """What a line says of its mark."""

    ERASED = "erased"  # a contact: see contact_mark
    ARCHIVE_ERASED = "archive_erased"  # somebody of the intermediate archive: see archive_mark
    OPPOSED = "opposed"  # a fingerprint of the opposition list, with its day, channel and origin
    WILLING = "willing"  # the same, taken off the list


@dataclass(frozen=True, slots=True)
class Replay:
    """One line. `mark` is 64 hexadecimal figures, `detail` what OPPOSED needs, `at` an ISO instant in UTC."""

    number: int
    what: Told
    mark: str
    detail: Mapping[str, str]
    at: str


def contact_mark(key: bytes, contact_id: int, entered_on: str) -> str:
    """What stands for a contact erased: its number, which is never given again, and the day (ISO) it entered."""
    return identity.fingerprint(key, f"contact:{contact_id}:{entered_on}").hex()


def archive_mark(key: bytes, archive_id: int, archived_on: str) -> str:
    """What stands for somebody erased from the intermediate archive."""
    return identity.fingerprint(key, f"archive:{archive_id}:{archived_on}").hex()


def tell(database: Database, what: Told, marks: Iterable[tuple[str, Mapping[str, str]]]) -> None:
    """Adds a line for each (mark, detail). Call it inside the writing() of what it tells."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    rows = [(what.value, mark, spelled(detail), at) for mark, detail in marks]
    if rows:
        with database.writing("replays"):
            database.connection.executemany("INSERT INTO replays (what, mark, detail, at) VALUES (?, ?, ?, ?)", rows)


def spelled(detail: Mapping[str, str]) -> str:
    """The detail as the table keeps it."""
    return json.dumps(dict(detail)) if detail else ""


def tell_erased(database: Database, key: bytes, people: Sequence[tuple[int, str]]) -> None:
    """Adds a line for each contact erased: (its number, the ISO day it entered)."""
    tell(database, Told.ERASED, ((contact_mark(key, id, entered), {}) for id, entered in people))


def lines(database: Database, after: int = 0) -> list[Replay]:
    """The lines whose number is beyond `after`, in order."""
    found = database.rows(
        "SELECT number, what, mark, detail, at FROM replays WHERE number > ? ORDER BY number", (after,)
    )
    return [Replay(row[0], Told(row[1]), row[2], json.loads(row[3]) if row[3] else {}, row[4]) for row in found]


def last(database: Database) -> int:
    """The number of the last line ever written here, 0 when there was none."""
    return int(database.value("SELECT seq FROM sqlite_sequence WHERE name = 'replays'") or 0)
