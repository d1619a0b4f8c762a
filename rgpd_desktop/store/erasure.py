"""Erased means erased: the rows, the search index, the journal files, the free pages and the old copies.

Deletion overwrites (secure_delete, FTS5 'secure-delete'), then the file is rewritten and the write-ahead log emptied; as long as
another reader holds a snapshot the log keeps the bytes, which is waited for, then told, never hidden. Tested on the bytes of the files.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.store import backups, opposition, preferences, removal, replays
from rgpd_desktop.store.database import Database, translated

_CHUNK = removal.CHUNK
_PENDING = "scrub_pending"


def erase(database: Database, ids: Sequence[int] | array[int], ticket: Ticket, *, is_merge: bool = False) -> int:
    """Deletes these people and all that hangs on them; returns how many were there. Call `scrub` once it is committed.

    A copy that comes back is told of them, unless `is_merge`: that card was a second one of somebody who stays.
    """
    erased = 0
    key = opposition.key(database)
    with database.writing("contacts", "exchanges", "proposals"), removal.index_spared(database, len(ids)):
        for start in range(0, len(ids), _CHUNK):
            part = tuple(ids[start : start + _CHUNK])
            if not is_merge:
                marks = ", ".join("?" * len(part))
                people = database.rows(f"SELECT id, entered_on FROM contacts WHERE id IN ({marks})", part)
                replays.tell_erased(database, key, people)
            erased += removal.remove(database, part)
            ticket.step(min(start + _CHUNK, len(ids)), len(ids))
        preferences.write(database, _PENDING, "1")
    return erased


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
        removal.clean_index(database)
        # secure_delete overwrites a deleted cell where it stands, not the copies that page splits left between cells.
        database.connection.execute("VACUUM")


def _empty_log(database: Database) -> bool:
    """Copies the log into the file and empties it; waits for other readers as long as the connection does (BUSY_SECONDS)."""
    with translated():
        busy, _, _ = database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
