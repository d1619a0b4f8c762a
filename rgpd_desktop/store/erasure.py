"""Erased means erased: the rows, the search index, the journal files, the free pages and the old copies.

Deletion overwrites (secure_delete, FTS5 'secure-delete'), then the file is rewritten and the write-ahead log emptied; as long as
another reader holds a snapshot the log keeps the bytes, which is waited for, then told, never hidden. Tested on the bytes of the files.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.store import backups, opposition, preferences, replays
from rgpd_desktop.store.database import Database, translated
from rgpd_desktop.store.searched import SEARCHED

_CHUNK = 500
_REBUILD_SHARE = 100  # from one person in a hundred on
_PENDING = "scrub_pending"


def erase(database: Database, ids: Sequence[int] | array[int], ticket: Ticket, *, is_merge: bool = False) -> int:
    """Deletes these people and all that hangs on them; returns how many were there. Call `scrub` once it is committed.

    A copy that comes back is told of them, unless `is_merge`: that card was a second one of somebody who stays.
    """
    erased = 0
    key = opposition.key(database)
    with database.writing("contacts", "exchanges", "proposals"), _index_spared(database, len(ids)):
        for start in range(0, len(ids), _CHUNK):
            part = tuple(ids[start : start + _CHUNK])
            marks = ", ".join("?" * len(part))
            points = database.rows(
                f"SELECT emails || ' ' || phones, id, entered_on FROM contacts WHERE id IN ({marks})", part
            )
            if not is_merge:
                replays.tell_erased(database, key, [(row[1], row[2]) for row in points])
            database.connection.executemany(
                "DELETE FROM points WHERE value = ? AND contact_id = ?",
                [(value, row[1]) for row in points for value in row[0].split()],
            )
            erased += database.connection.execute(f"DELETE FROM contacts WHERE id IN ({marks})", part).rowcount
            ticket.step(min(start + _CHUNK, len(ids)), len(ids))
        preferences.write(database, _PENDING, "1")
    return erased


@contextmanager
def _index_spared(database: Database, many: int) -> Iterator[None]:
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


def count_by_kind(database: Database, ids: Sequence[int]) -> dict[str, int]:
    """How many of these people are of each kind: what the journal tells of a deletion."""
    counts: dict[str, int] = {}
    for start in range(0, len(ids), _CHUNK):
        part = tuple(ids[start : start + _CHUNK])
        marks = ", ".join("?" * len(part))
        for kind, many in database.rows(
            f"SELECT kind, count(*) FROM contacts WHERE id IN ({marks}) GROUP BY kind", part
        ):
            counts[kind] = counts.get(kind, 0) + many
    return counts


def is_scrub_pending(database: Database) -> bool:
    """Whether something was erased that `scrub` could not yet clean away."""
    return preferences.read(database, _PENDING) == "1"


def scrub(database: Database) -> bool:
    """Leaves no readable byte of what was erased or overwritten: in the database, its journal files, the copies made before migrations.

    Call it outside any writing(). False while something is still there: another reader holds a snapshot, or the disk is full;
    calling it again later finishes the work. Takes the time of rewriting the database (some seconds for a million people).
    Raises Refusal when one of the copies cannot be removed.
    """
    try:
        _rewrite(database)
        is_clean = _empty_log(database)
    except Refusal:
        is_clean = False
    backups.forget_erased(database)
    if is_clean:
        preferences.write(database, _PENDING, "")
    return is_clean


def _rewrite(database: Database) -> None:
    """Builds the search index again if it must be, and the whole file always."""
    with translated():
        if _index_remembers(database):
            _merge_index(database)
        if _index_remembers(database):
            with database.writing():
                database.connection.execute("INSERT INTO contacts_fts (contacts_fts) VALUES ('rebuild')")
        # secure_delete overwrites a deleted cell where it stands, not the copies that page splits left between cells.
        database.connection.execute("VACUUM")


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


def _empty_log(database: Database) -> bool:
    """Copies the log into the file and empties it; waits for other readers as long as the connection does (BUSY_SECONDS)."""
    with translated():
        busy, _, _ = database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
