"""Erased means erased: the rows, the search index, the journal files, the free pages and the old copies.

Deletion overwrites (secure_delete, FTS5 'secure-delete'), then the file is rewritten and the write-ahead log emptied; as long as
another reader holds a snapshot the log keeps the bytes, which is told and retried, never hidden. Tested on the bytes of the files.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Sequence

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.store import backups, driver
from rgpd_desktop.store.database import Database

_CHUNK = 500
_SCRUB_PATIENCE = 5.0  # seconds to wait for other readers to end


def erase(database: Database, ids: Sequence[int] | array[int], ticket: Ticket) -> int:
    """Deletes these people and all that hangs on them; returns how many were there. Call `scrub` once it is committed."""
    erased = 0
    with database.writing("contacts", "exchanges", "proposals"):
        for start in range(0, len(ids), _CHUNK):
            part = tuple(ids[start : start + _CHUNK])
            marks = ", ".join("?" * len(part))
            points = database.rows(f"SELECT emails || ' ' || phones, id FROM contacts WHERE id IN ({marks})", part)
            database.connection.executemany(
                "DELETE FROM points WHERE value = ? AND contact_id = ?",
                [(value, row[1]) for row in points for value in row[0].split()],
            )
            erased += database.connection.execute(f"DELETE FROM contacts WHERE id IN ({marks})", part).rowcount
            ticket.step(min(start + _CHUNK, len(ids)), len(ids))
    return erased


def scrub(database: Database) -> bool:
    """Leaves no readable byte of what was erased or overwritten: in the database, its journal files, the copies made before migrations.

    Call it outside any writing(). False while something is still there: another reader holds a snapshot, or the disk is full;
    calling it again later finishes the work. Takes the time of rewriting the database (about 4 s for a million people).
    """
    backups.remove_all(database)
    try:
        # secure_delete overwrites a deleted cell where it stands, not the copies that page splits left between cells.
        database.connection.execute("VACUUM")
        return _empty_log(database)
    except driver.Error as error:
        if driver.refusal_for(error) is None:
            raise
        return False


def _empty_log(database: Database) -> bool:
    deadline = time.monotonic() + _SCRUB_PATIENCE
    while True:
        busy, _, _ = database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if not busy:
            return True
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
