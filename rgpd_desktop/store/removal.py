"""Taking people out of the rows and out of the search index, here or in a copy. Called by erasure and by copy_replay; decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rgpd_desktop.store.database import Database
from rgpd_desktop.store.searched import SEARCHED

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


def clean_index(database: Database) -> None:
    """Leaves no beginning of a word in the search index that nobody has any more. Cheap when there is none."""
    if _index_remembers(database):
        _merge_index(database)
    if _index_remembers(database):
        with database.writing():
            database.connection.execute("INSERT INTO contacts_fts (contacts_fts) VALUES ('rebuild')")


def _index_remembers(database: Database) -> bool:
    """Whether the search index still holds the beginning of a word that nobody has any more.

    The first words of its pages are kept apart, cut where they differ from the word before; FTS5's secure-delete leaves them.
    """
    for (cut,) in database.rows("SELECT DISTINCT substr(term, 2) FROM contacts_fts_idx WHERE length(term) > 2"):
        start = bytes(cut).decode(errors="ignore")  # it may be cut within a letter
        if len(start) > 1 and not database.rows(
            "SELECT 1 FROM contacts_fts WHERE contacts_fts MATCH ? LIMIT 1", (f'"{start}"*',)
        ):
            return True
    return False


def _merge_index(database: Database) -> None:
    """Writes the whole search index again from its own words: seven times faster than building it from the contacts.

    FTS5 leaves an index of one piece alone, so a second piece is made first, with a letter that belongs to nobody.
    """
    columns, blanks = ", ".join(SEARCHED[1:]), ", ".join(["''"] * (len(SEARCHED) - 1))
    execute = database.connection.execute
    with database.writing():
        execute(f"INSERT INTO contacts_fts (rowid, {SEARCHED[0]}, {columns}) VALUES (0, 'a', {blanks})")
        execute("INSERT INTO contacts_fts (contacts_fts) VALUES ('optimize')")
        execute(
            f"INSERT INTO contacts_fts (contacts_fts, rowid, {SEARCHED[0]}, {columns}) VALUES ('delete', 0, 'a', {blanks})"
        )
