"""Taking people out of the rows and out of the search index, here or in a copy. Called by erasure and by copy_replay; decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rgpd_desktop.store.database import Database

CHUNK = 500
_REBUILD_SHARE = 100  # from one person in a hundred on


def remove(database: Database, part: Sequence[int]) -> int:
    """Deletes these people (at most CHUNK) and all that hangs on them; returns how many were there. Call it inside writing()."""
    marks = ", ".join("?" * len(part))
    points = database.rows(f"SELECT emails || ' ' || phones, id FROM contacts WHERE id IN ({marks})", tuple(part))
    database.connection.executemany(
        "DELETE FROM points WHERE value = ? AND contact_id = ?",
        [(value, row[1]) for row in points for value in row[0].split()],
    )
    return int(database.connection.execute(f"DELETE FROM contacts WHERE id IN ({marks})", tuple(part)).rowcount)


@contextmanager
def index_spared(database: Database, many: int) -> Iterator[None]:
    """Leaves the search index out of a large deletion and builds it again after.

    Taking a person out of it costs up to 2 ms where many share their words, building it 5 us for each one who stays.
    """
    name = "contacts_fts_delete"
    if many * _REBUILD_SHARE < int(database.value("SELECT count(*) FROM contacts")):
        yield
        return
    trigger = database.value("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", (name,))
    database.connection.execute(f"DROP TRIGGER {name}")
    yield
    database.connection.execute(trigger)
    database.connection.execute("INSERT INTO contacts_fts (contacts_fts) VALUES ('rebuild')")
