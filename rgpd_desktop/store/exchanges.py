"""The exchanges with each person, who made them and how. Whether one moves the clock is decided in services."""

from __future__ import annotations

from datetime import date

from rgpd_desktop.rules.contact import Direction, Exchange
from rgpd_desktop.store.database import Database


def add(database: Database, contact_id: int, exchange: Exchange, batch: int = 0) -> int:
    """Stores an exchange of that person and returns its number."""
    with database.writing("exchanges"):
        cursor = database.connection.execute(
            "INSERT INTO exchanges (contact_id, happened_on, direction, channel, note, batch) VALUES (?, ?, ?, ?, ?, ?)",
            (contact_id, exchange.on.isoformat(), str(exchange.direction), exchange.channel, exchange.note, batch),
        )
        return int(cursor.lastrowid)


def of(database: Database, contact_id: int) -> list[Exchange]:
    """The exchanges of that person, latest first."""
    rows = database.rows(
        "SELECT happened_on, direction, channel, note, id FROM exchanges WHERE contact_id = ? ORDER BY happened_on DESC, id DESC",
        (contact_id,),
    )
    return [Exchange(date.fromisoformat(row[0]), Direction(row[1]), row[2], row[3], row[4]) for row in rows]


def remove(database: Database, number: int) -> None:
    """Removes one exchange."""
    with database.writing("exchanges"):
        database.connection.execute("DELETE FROM exchanges WHERE id = ?", (number,))


def move(database: Database, from_id: int, to_id: int) -> None:
    """Gives the exchanges of one person to another, when the two are the same."""
    with database.writing("exchanges"):
        database.connection.execute("UPDATE exchanges SET contact_id = ? WHERE contact_id = ?", (to_id, from_id))
