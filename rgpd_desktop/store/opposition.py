"""The opposition list (liste d'opposition): keyed fingerprints of addresses and numbers, nothing else; it survives erasure.

RGPD art. 21(2)-(3); minimal content as CNIL asks of a "liste repoussoir" (reference, P7). A fingerprint is still personal
data (it can be recomputed by whoever has the key): it is listed as such in the register.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rgpd_desktop.rules import identity
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.store import replays
from rgpd_desktop.store.database import Database
from rgpd_desktop.store.replays import Told

FROM_CARD = "fiche d’une personne opposée"  # the origin of what an opposed person's card adds


def key(database: Database) -> bytes:
    """The secret key of this database's fingerprints."""
    return bytes.fromhex(str(database.value("SELECT value FROM preferences WHERE name = 'opposition_key'")))


def values_of(contact: Contact) -> tuple[str, ...]:
    """What is fingerprinted for a person: see rules.identity.opposition_values."""
    place = contact.postal_code or contact.city
    return identity.opposition_values(contact.emails, contact.phones, contact.last_name, contact.first_name, place)


def looked_for(contact: Contact) -> tuple[str, ...]:
    """What is looked for on the list for a person: see rules.identity.looked_for_values."""
    place = contact.postal_code or contact.city
    return identity.looked_for_values(contact.emails, contact.phones, contact.last_name, contact.first_name, place)


def channel_of(value: str) -> str:
    """What a value closes: "email", "phone" (calls and SMS), or "" for a person known by name and place only."""
    return value.partition(":")[0] if value.startswith(("email:", "phone:")) else ""


def record(database: Database, values: Iterable[str], on: date, batch: int = 0, origin: str = "") -> int:
    """Adds the fingerprints of `values`; returns how many were new. The first day somebody said no is the one kept.

    One that another import (or a hand, 0) recorded before belongs to neither any more: undoing one of them must not lose it.
    `origin` says where the no came from, without naming anybody.
    """
    values = tuple(values)
    with database.writing("oppositions"):
        added = _add(database, values, on, batch, origin)
        secret = key(database)
        database.connection.executemany(
            "UPDATE oppositions SET batch = 0 WHERE fingerprint = ? AND batch != ?",
            [(identity.fingerprint(secret, value), batch) for value in values],
        )
        return added


def extend(database: Database, values: Iterable[str], on: date, batch: int, origin: str = "") -> None:
    """Adds what is new of somebody already on the list; what was there keeps where it came from."""
    with database.writing("oppositions"):
        _add(database, values, on, batch, origin)


def _add(database: Database, values: Iterable[str], on: date, batch: int, origin: str) -> int:
    secret, day = key(database), on.isoformat()
    rows = [(identity.fingerprint(secret, value), channel_of(value)) for value in values]
    new = []
    for mark, channel in rows:
        sql = "INSERT OR IGNORE INTO oppositions (fingerprint, recorded_on, batch, channel, origin) VALUES (?, ?, ?, ?, ?)"
        if database.connection.execute(sql, (mark, day, batch, channel, origin)).rowcount:
            new.append((mark.hex(), {"on": day, "channel": channel, "origin": origin}))
    replays.tell(database, Told.OPPOSED, new)
    return len(new)


def withdraw_batch(database: Database, batch: int) -> int:
    """Takes off the list what that import alone recorded; returns how many."""
    marks = [row[0] for row in database.rows("SELECT fingerprint FROM oppositions WHERE batch = ?", (batch,))]
    return _remove(database, marks)


def withdraw(database: Database, values: Iterable[str]) -> int:
    """Takes values off the list: the person changed their mind, or the no was a mistake; returns how many were on it."""
    secret = key(database)
    return _remove(database, [identity.fingerprint(secret, value) for value in values])


def _remove(database: Database, marks: Sequence[bytes]) -> int:
    with database.writing("oppositions"):
        removed = 0
        for mark in marks:
            removed += database.connection.execute("DELETE FROM oppositions WHERE fingerprint = ?", (mark,)).rowcount
        replays.tell(database, Told.WILLING, [(mark.hex(), {}) for mark in marks])
    return removed


def fingerprints(database: Database) -> frozenset[bytes]:
    """The whole list, 32 bytes each, to test many people at once."""
    return frozenset(row[0] for row in database.rows("SELECT fingerprint FROM oppositions"))


def count(database: Database) -> int:
    """How many fingerprints the list holds."""
    return int(database.value("SELECT count(*) FROM oppositions"))


def listed_on(database: Database, contact: Contact) -> date | None:
    """The first day this person, or an address or number of theirs, was put on the list; None when they are not on it."""
    return min((entry.recorded_on for entry in find(database, looked_for(contact)).values()), default=None)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a fingerprint: since when, from where ("" when it was not noted), and when the list was last read again with it."""

    recorded_on: date
    origin: str
    reviewed_on: date | None


def find(database: Database, values: Iterable[str]) -> dict[str, Entry]:
    """Those of these values that are on the list."""
    secret, found = key(database), {}
    sql = "SELECT recorded_on, origin, reviewed_on FROM oppositions WHERE fingerprint = ?"
    for value in values:
        for on, origin, reviewed in database.rows(sql, (identity.fingerprint(secret, value),)):
            found[value] = Entry(date.fromisoformat(on), origin, date.fromisoformat(reviewed) if reviewed else None)
    return found


@dataclass(frozen=True, slots=True)
class Source:
    """How many fingerprints of one channel ("email", "phone", "": not noted) came from one place, and their first and last day."""

    channel: str
    origin: str
    count: int
    first: date
    last: date


def sources(database: Database) -> list[Source]:
    """The whole list by where it came from, the latest first."""
    rows = database.rows(
        "SELECT channel, origin, count(*), min(recorded_on), max(recorded_on) FROM oppositions "
        "GROUP BY channel, origin ORDER BY max(recorded_on) DESC, origin, channel"
    )
    return [
        Source(channel, origin, count, date.fromisoformat(first), date.fromisoformat(last))
        for channel, origin, count, first, last in rows
    ]


_TO_REVIEW = "recorded_on <= ? AND reviewed_on <= ?"  # never reviewed is "", before every day


def count_to_review(database: Database, recorded_by: date, reviewed_by: date) -> int:
    """How many were recorded on `recorded_by` or before, and never reviewed since `reviewed_by` (excluded)."""
    days = (recorded_by.isoformat(), reviewed_by.isoformat())
    return int(database.value(f"SELECT count(*) FROM oppositions WHERE {_TO_REVIEW}", days))


def note_review(database: Database, recorded_by: date, reviewed_by: date, on: date) -> int:
    """Notes that these were read again that day; returns how many. Nothing leaves the list."""
    days = (on.isoformat(), recorded_by.isoformat(), reviewed_by.isoformat())
    with database.writing("oppositions"):
        changed = database.connection.execute(f"UPDATE oppositions SET reviewed_on = ? WHERE {_TO_REVIEW}", days)
    return int(changed.rowcount)
