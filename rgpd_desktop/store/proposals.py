"""Two people who are probably the same: proposed to the user, merged or told apart by them, never by the program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rgpd_desktop.store.database import Database

_WAITING = "is_dismissed = 0"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two contact numbers (the smaller first) and the French reason for thinking them one person."""

    first_id: int
    second_id: int
    reason: str


def add(database: Database, found: Iterable[Proposal], batch: int = 0) -> int:
    """Keeps these proposals, except those already known or already dismissed; returns how many are new."""
    rows = [
        (min(each.first_id, each.second_id), max(each.first_id, each.second_id), each.reason, batch)
        for each in found
        if each.first_id != each.second_id
    ]
    with database.writing("proposals"):
        before = database.connection.total_changes
        database.connection.executemany(
            "INSERT OR IGNORE INTO proposals (first_id, second_id, reason, batch) VALUES (?, ?, ?, ?)", rows
        )
        return int(database.connection.total_changes - before)


def waiting(database: Database, limit: int = 500) -> list[Proposal]:
    """The proposals nobody answered, in the order of the people; at most `limit`."""
    sql = f"SELECT first_id, second_id, reason FROM proposals WHERE {_WAITING} ORDER BY first_id, second_id LIMIT ?"
    return [Proposal(*row) for row in database.rows(sql, (limit,))]


def of(database: Database, contact_id: int) -> list[Proposal]:
    """The proposals nobody answered that name this person."""
    sql = f"SELECT first_id, second_id, reason FROM proposals WHERE {_WAITING} AND (first_id = ? OR second_id = ?)"
    return [Proposal(*row) for row in database.rows(sql, (contact_id, contact_id))]


def count(database: Database) -> int:
    """How many proposals wait for an answer."""
    return int(database.value(f"SELECT count(*) FROM proposals WHERE {_WAITING}"))


def dismiss(database: Database, first_id: int, second_id: int) -> None:
    """These are two people: never proposed again, even when a list brings them once more."""
    with database.writing("proposals"):
        database.connection.execute(
            "INSERT INTO proposals (first_id, second_id, reason, batch, is_dismissed) VALUES (?, ?, '', 0, 1) "
            "ON CONFLICT (first_id, second_id) DO UPDATE SET is_dismissed = 1",
            (min(first_id, second_id), max(first_id, second_id)),
        )


def move(database: Database, from_id: int, to_id: int) -> None:
    """Gives the proposals (answered or not) of one person to another, when the two are the same."""
    with database.writing("proposals"):
        database.connection.execute(
            "INSERT OR IGNORE INTO proposals (first_id, second_id, reason, batch, is_dismissed) "
            "SELECT min(other, :to), max(other, :to), reason, batch, is_dismissed FROM ("
            "  SELECT CASE first_id WHEN :from THEN second_id ELSE first_id END AS other, reason, batch, is_dismissed"
            "  FROM proposals WHERE first_id = :from OR second_id = :from"
            ") WHERE other != :to",
            {"from": from_id, "to": to_id},
        )
        database.connection.execute("DELETE FROM proposals WHERE first_id = ? OR second_id = ?", (from_id, from_id))
