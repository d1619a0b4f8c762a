"""What was done, kept without names, as a hash chain (rules/journal)."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from rgpd_desktop.rules.journal import Detail, JournalLine, digest
from rgpd_desktop.store.database import Database


def record(database: Database, event: str, detail: Detail) -> None:
    """Adds a line. Call it inside the writing() of what it tells, so that both stand or fall together."""
    with database.writing("journal"):
        previous = database.value("SELECT digest FROM journal ORDER BY id DESC LIMIT 1") or ""
        at = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
        text = json.dumps(dict(detail), ensure_ascii=False, sort_keys=True)
        database.connection.execute(
            "INSERT INTO journal (at, event, detail, digest) VALUES (?, ?, ?, ?)",
            (at, event, text, digest(previous, at, event, text)),
        )


def lines(database: Database) -> list[JournalLine]:
    """The whole journal, oldest first."""
    return [JournalLine(*row) for row in database.rows("SELECT id, at, event, detail, digest FROM journal ORDER BY id")]


def count(database: Database, event: str) -> int:
    """How many lines tell of that event."""
    return int(database.value("SELECT count(*) FROM journal WHERE event = ?", (event,)))
