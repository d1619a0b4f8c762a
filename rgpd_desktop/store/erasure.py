"""Erased means erased: the rows, the search index, the journal files, the free pages and the old copies.

Deletion overwrites (secure_delete, FTS5 'secure-delete'), then the write-ahead log is emptied and what pages kept outside their cells is
blanked; as long as another reader holds a snapshot the log keeps the bytes, which is waited for, then told, never hidden. Tested on the
bytes of the files.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.store import backups, blanking, index_words, opposition, preferences, removal, replays
from rgpd_desktop.store.backups import Reach
from rgpd_desktop.store.database import Database, side_files, translated

_CHUNK = removal.CHUNK
_PENDING = preferences.SCRUB_PENDING
_TRIES = 5


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


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """How far the cleaning went: `is_clean` when nothing is left in the database and its journal files; what became of its copies."""

    is_clean: bool
    copies: Reach


def scrub(database: Database) -> bool:
    """Leaves no readable byte of what was erased or overwritten: see `scrub_whole`. False while something is still there."""
    return scrub_whole(database).is_clean


def scrub_whole(database: Database) -> Scrubbed:
    """Leaves no readable byte of what was erased or overwritten: in the database, its journal files, its free pages, its copies.

    Call it outside any writing(). Not clean while another reader holds a snapshot, or the disk is full; calling it again later finishes
    the work. Raises Refusal when one of the copies cannot be seen to.
    """
    try:
        with translated():
            index_words.clean(database)
            is_clean = _blank(database)
    except (Refusal, OSError):
        is_clean = False
    copies = backups.forget_erased(database)
    if is_clean:
        preferences.write(database, _PENDING, "")
    return Scrubbed(is_clean, copies)


def _blank(database: Database) -> bool:
    """Empties the log, then the room of the file where nothing lives. False when another reader, or a busy writer, did not let it."""
    for _ in range(_TRIES):
        if not _empty_log(database):
            return False
        with database.writing():  # nobody else writes from here on
            if _log_length(database):
                continue  # somebody wrote in between
            if blanking.blank(database.path):
                # The pages kept in memory still have what was blanked. Ours go; those of others do when they see this writing.
                database.connection.execute("PRAGMA shrink_memory")
                return True
        database.connection.execute("VACUUM")
        return _empty_log(database)
    return False


def _log_length(database: Database) -> int:
    log = side_files(database.path)[0]
    return log.stat().st_size if log.exists() else 0


def _empty_log(database: Database) -> bool:
    """Copies the log into the file and empties it; waits for other readers as long as the connection does (BUSY_SECONDS)."""
    with translated():
        busy, _, _ = database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
