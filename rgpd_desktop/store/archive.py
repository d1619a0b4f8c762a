"""The intermediate archive: a table apart from the contacts, that no list, search, campaign or export reads.

Holds what rules.archive.kept_of keeps. Opened by services.archive_contacts, which notes each look; emptied by the purge.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from rgpd_desktop.rules.archive import ArchivedPerson, kept_of
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.folding import fold
from rgpd_desktop.store import opposition, preferences, replays
from rgpd_desktop.store.database import Database
from rgpd_desktop.store.replays import Told

_READ = "SELECT id, kind, reason, archived_on, until, record FROM archived_people"
_CHUNK = 500


def add(database: Database, people: Iterable[tuple[Contact, str, date]], on: date) -> int:
    """Keeps these contacts, each with the id of its basis and its last day, archived `on`; returns how many. They stay contacts too:
    erasing them there is the caller's, in the same writing()."""
    rows = [
        (
            contact.kind, basis, on.isoformat(), until.isoformat(),
            fold(f"{contact.last_name} {contact.first_name} {contact.company}").strip(),
            json.dumps(dict(kept_of(contact)), ensure_ascii=False),
        )
        for contact, basis, until in people
    ]  # fmt: skip
    sql = "INSERT INTO archived_people (kind, reason, archived_on, until, sort_key, record) VALUES (?, ?, ?, ?, ?, ?)"
    with database.writing("archived_people"):
        database.connection.executemany(sql, rows)
    return len(rows)


def find(database: Database, text: str, limit: int) -> list[ArchivedPerson]:
    """The people whose name or company has words that begin with those of `text` (everybody when it has none), by name."""
    words = fold(text).split()
    condition = " AND ".join("' ' || sort_key LIKE ? ESCAPE '\\'" for _ in words) or "1"
    values = [f"% {word.replace('%', '').replace('_', '')}%" for word in words]
    return [
        _person(row)
        for row in database.rows(f"{_READ} WHERE {condition} ORDER BY sort_key, id LIMIT ?", (*values, limit))
    ]


def fetch(database: Database, number: int) -> ArchivedPerson | None:
    """The person of that number, None when they are no longer there."""
    found = database.rows(f"{_READ} WHERE id = ?", (number,))
    return _person(found[0]) if found else None


def counts(database: Database) -> list[tuple[str, str, int, date, date]]:
    """Without a name: (kind, basis, how many, earliest and latest last day) for each that has somebody."""
    sql = "SELECT kind, reason, count(*), min(until), max(until) FROM archived_people GROUP BY kind, reason ORDER BY 4, 1, 2"
    return [
        (kind, basis, many, date.fromisoformat(first), date.fromisoformat(last))
        for kind, basis, many, first, last in database.rows(sql)
    ]


def count_due(database: Database, on: date) -> int:
    """How many archives have ended on that day."""
    return int(database.value("SELECT count(*) FROM archived_people WHERE until <= ?", (on.isoformat(),)))


def due_by_kind(database: Database, on: date) -> list[tuple[str, str, int]]:
    """The same by (kind, basis)."""
    sql = "SELECT kind, reason, count(*) FROM archived_people WHERE until <= ? GROUP BY kind, reason ORDER BY kind, reason"
    return [(row[0], row[1], row[2]) for row in database.rows(sql, (on.isoformat(),))]


def erase_due(database: Database, on: date) -> int:
    """Erases those whose archive has ended on that day; returns how many. A copy that comes back is told of them."""
    return erase(
        database,
        [row[0] for row in database.rows("SELECT id FROM archived_people WHERE until <= ?", (on.isoformat(),))],
    )


def erase(database: Database, ids: Sequence[int]) -> int:
    """Erases these people; returns how many were there. Call erasure.scrub once it is committed."""
    erased, key = 0, opposition.key(database)
    with database.writing("archived_people"):
        for start in range(0, len(ids), _CHUNK):
            part = tuple(ids[start : start + _CHUNK])
            marks = ", ".join("?" * len(part))
            people = database.rows(f"SELECT id, archived_on FROM archived_people WHERE id IN ({marks})", part)
            told: list[tuple[str, dict[str, str]]] = [(replays.archive_mark(key, *person), {}) for person in people]
            replays.tell(database, Told.ARCHIVE_ERASED, told)
            erased += database.connection.execute(f"DELETE FROM archived_people WHERE id IN ({marks})", part).rowcount
        if erased:
            preferences.write(database, preferences.SCRUB_PENDING, "1")
    return erased


def _person(row: Sequence[Any]) -> ArchivedPerson:
    number, kind, basis, on, until, record = row
    return ArchivedPerson(number, kind, basis, date.fromisoformat(on), date.fromisoformat(until), **json.loads(record))
