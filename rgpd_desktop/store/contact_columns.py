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
    held = " | ".join(f"(({column} <> '') << {place})" for place, column in enumerate(columns))
    found: dict[str, int] = {}
    # NOT INDEXED: by the index on kinds, a million people take four times as long.
    for kind, mask in database.rows(f"SELECT DISTINCT kind, {held} FROM contacts NOT INDEXED"):
        found[kind] = found.get(kind, 0) | mask
    return {
        kind: frozenset(column for place, column in enumerate(columns) if mask >> place & 1)
        for kind, mask in found.items()
    }
