"""Which columns of the contacts hold something, kind by kind. Called by services; answers names of columns, never what they hold."""

from __future__ import annotations

from collections.abc import Sequence

from rgpd_desktop.store.contacts import COLUMNS
from rgpd_desktop.store.database import Database


def held_columns(database: Database, columns: Sequence[str]) -> dict[str, frozenset[str]]:
    """For each kind that has somebody, those of `columns` that hold something for one person at least. One pass over the table.

    Raises ValueError for a name that is no column.
    """
    if unknown := set(columns) - set(COLUMNS):
        raise ValueError(f"no column {sorted(unknown)}")
    tests = ", ".join(f"max({column} <> '')" for column in columns)
    rows = database.rows(f"SELECT kind, {tests} FROM contacts GROUP BY kind")
    return {
        kind: frozenset(column for column, is_held in zip(columns, held, strict=True) if is_held)
        for kind, *held in rows
    }
