"""Small choices kept by name: the look, the columns of a list seen before."""

from __future__ import annotations

from rgpd_desktop.store.database import Database

SCRUB_PENDING = "scrub_pending"  # "1" while something erased is not cleaned away yet: see store/erasure.py


def read(database: Database, name: str, default: str = "") -> str:
    """The value kept under `name`, or `default`."""
    found = database.value("SELECT value FROM preferences WHERE name = ?", (name,))
    return default if found is None else str(found)


def write(database: Database, name: str, value: str) -> None:
    """Keeps `value` under `name`."""
    with database.writing("preferences"):
        database.connection.execute(
            "INSERT INTO preferences (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )


def column_choices(database: Database, headers: str) -> str:
    """The choices (JSON) made for a list with these headers, or ""."""
    found = database.value("SELECT choices FROM column_choices WHERE headers = ?", (headers,))
    return "" if found is None else str(found)


def remember_column_choices(database: Database, headers: str, choices: str) -> None:
    """Keeps the choices (JSON) made for a list with these headers."""
    with database.writing("column_choices"):
        database.connection.execute(
            "INSERT INTO column_choices (headers, choices) VALUES (?, ?) "
            "ON CONFLICT (headers) DO UPDATE SET choices = excluded.choices",
            (headers, choices),
        )
