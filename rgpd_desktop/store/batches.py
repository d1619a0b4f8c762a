"""The imports made: where each list came from, what it brought and changed, and what an undo must know. One row each, without names."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from rgpd_desktop.rules.columns import ListOrigin
from rgpd_desktop.store.database import Database

_READ = """SELECT id, file_name, digest, imported_on, kind, source, collected_on, is_direct, purpose, counts, informed_on, undone_on
    FROM batches"""
_CHUNK = 500
NOTHING = "{}"  # before and after, for somebody a list speaks of and changes nothing in


@dataclass(frozen=True, slots=True)
class Batch:
    """One import. `digest` is the SHA-256 of the file, `counts` how many lines met each fate, `undone_on` the day it was undone."""

    id: int
    file_name: str
    digest: str
    imported_on: date
    kind: str
    source: str
    collected_on: date | None
    is_direct: bool
    purpose: str
    counts: Mapping[str, int] = field(default_factory=dict)
    informed_on: date | None = None
    undone_on: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What an import changed in somebody already kept: columns of contacts with their value before and after."""

    contact: int
    before: Mapping[str, object]
    after: Mapping[str, object]


def add(database: Database, file_name: str, digest: str, origin: ListOrigin, today: date) -> int:
    """Stores a new import and returns its number; `note_counts` completes it."""
    with database.writing("batches"):
        cursor = database.connection.execute(
            "INSERT INTO batches (file_name, digest, imported_on, kind, source, collected_on, is_direct, purpose, counts) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, '{}')",
            (
                file_name, digest, today.isoformat(), origin.kind, origin.source,
                origin.collected_on.isoformat() if origin.collected_on else "", int(origin.is_direct), origin.purpose,
            ),
        )  # fmt: skip
        return int(cursor.lastrowid)


def note_counts(database: Database, batch: int, counts: Mapping[str, int]) -> None:
    """Keeps what the import did, in numbers."""
    with database.writing("batches"):
        database.connection.execute("UPDATE batches SET counts = ? WHERE id = ?", (json.dumps(dict(counts)), batch))


def find(database: Database, number: int) -> Batch | None:
    """The import of that number."""
    rows = database.rows(f"{_READ} WHERE id = ?", (number,))
    return _batch(rows[0]) if rows else None


def all_of_them(database: Database) -> list[Batch]:
    """Every import, latest first."""
    return [_batch(row) for row in database.rows(f"{_READ} ORDER BY id DESC")]


def mark_undone(database: Database, batch: int, on: date) -> None:
    """Says that the import was undone that day."""
    with database.writing("batches"):
        database.connection.execute("UPDATE batches SET undone_on = ? WHERE id = ?", (on.isoformat(), batch))


def mark_informed(database: Database, batch: int, on: date) -> bool:
    """Notes the day its people were told where their data come from (art. 14). False when it no longer waits for that."""
    with database.writing("batches"):
        cursor = database.connection.execute(
            "UPDATE batches SET informed_on = ? WHERE id = ? AND informed_on = ''",
            (on.isoformat(), batch),
        )
        return bool(cursor.rowcount)


# Whoever touched a person since: a correction, a hold or an archive, an exchange noted by hand, a later list that speaks of them.
_UNTOUCHED = """edited_on = '' AND hold_until = '' AND archived_until = ''
    AND NOT EXISTS (SELECT 1 FROM exchanges e WHERE e.contact_id = contacts.id AND e.batch = 0)
    AND NOT EXISTS (SELECT 1 FROM batch_changes c WHERE c.contact_id = contacts.id AND c.batch > :batch)
    AND NOT EXISTS (SELECT 1 FROM exchanges e WHERE e.contact_id = contacts.id AND e.batch > :batch)"""


def untouched(database: Database, batch: int) -> array[int]:
    """The people this import brought whom nothing changed since."""
    return array(
        "q",
        (
            row[0]
            for row in database.rows(f"SELECT id FROM contacts WHERE batch = :batch AND {_UNTOUCHED}", {"batch": batch})
        ),
    )


def hand_over(database: Database, batch: int) -> None:
    """The people this import brought who stay because a later list speaks of them are that list's from now on: undoing it too must be able
    to remove them. Their line was in the file of the import undone."""
    with database.writing("contacts"):
        database.connection.execute(
            """UPDATE contacts SET row = 0, batch = heir.batch
            FROM (SELECT c.contact_id AS id, min(c.batch) AS batch FROM batch_changes c JOIN batches b ON b.id = c.batch
                WHERE c.batch > :batch AND b.undone_on = '' GROUP BY c.contact_id) AS heir
            WHERE contacts.id = heir.id AND contacts.batch = :batch""",
            {"batch": batch},
        )
        database.connection.execute(
            """DELETE FROM batch_changes WHERE (batch, contact_id) IN
            (SELECT c.batch, c.contact_id FROM batch_changes c JOIN contacts p ON p.id = c.contact_id AND p.batch = c.batch)"""
        )


def remaining(database: Database, batch: int) -> int:
    """How many of the people this import brought are still there."""
    return int(database.value("SELECT count(*) FROM contacts WHERE batch = ?", (batch,)))


def changes(database: Database, batch: int) -> Iterator[list[Change]]:
    """What this import changed in people already kept, some hundreds at a time."""
    last = 0
    sql = (
        "SELECT contact_id, before, after FROM batch_changes "
        f"WHERE batch = ? AND contact_id > ? AND after != '{NOTHING}' ORDER BY contact_id LIMIT ?"
    )
    while rows := database.rows(sql, (batch, last, _CHUNK)):
        yield [Change(number, json.loads(before), json.loads(after)) for number, before, after in rows]
        last = rows[-1][0]


def forget_changes(database: Database, batch: int) -> None:
    """Forgets what the import changed, once given back: the former values are kept nowhere else."""
    with database.writing("batches"):
        database.connection.execute("DELETE FROM batch_changes WHERE batch = ?", (batch,))


def forget_additions(database: Database, batch: int) -> None:
    """Removes what the import hung on people who were kept before it: exchanges of ours, cells not read."""
    with database.writing("exchanges"):
        for table in ("exchanges", "cell_problems"):
            database.connection.execute(
                f"DELETE FROM {table} WHERE batch = :batch AND contact_id IN (SELECT id FROM contacts WHERE batch != :batch)",
                {"batch": batch},
            )


def still_opposed(database: Database, batch: int) -> list[int]:
    """The people this import brought or changed who are opposed."""
    sql = """SELECT id FROM contacts WHERE opposed_on != '' AND (batch = :batch
        OR id IN (SELECT contact_id FROM batch_changes WHERE batch = :batch)) ORDER BY id"""
    return [row[0] for row in database.rows(sql, {"batch": batch})]


def _batch(row: tuple[object, ...]) -> Batch:
    number, name, digest, on, kind, source, collected, is_direct, purpose, counts, informed, undone = row
    return Batch(
        id=int(str(number)), file_name=str(name), digest=str(digest), imported_on=date.fromisoformat(str(on)), kind=str(kind),
        source=str(source), collected_on=_day(collected), is_direct=bool(is_direct), purpose=str(purpose),
        counts=json.loads(str(counts)), informed_on=_day(informed), undone_on=_day(undone),
    )  # fmt: skip


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None
