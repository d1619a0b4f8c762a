"""The processors and other recipients really used, in their order. Records are JSON of rules.register_record."""

from __future__ import annotations

import json

from rgpd_desktop.rules.processor import Processor
from rgpd_desktop.rules.register_record import from_plain, to_plain
from rgpd_desktop.store.database import Database


def processors(database: Database) -> tuple[Processor, ...]:
    """All of them."""
    rows = database.rows("SELECT record FROM processors ORDER BY position, id")
    return tuple(from_plain(Processor, json.loads(row[0])) for row in rows)


def keep_processor(database: Database, processor: Processor) -> None:
    """Adds it at the end, or keeps it in place of the one of the same id."""
    with database.writing("processors"):
        database.connection.execute(
            "INSERT INTO processors (id, position, record) VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM processors), ?) "
            "ON CONFLICT (id) DO UPDATE SET record = excluded.record",
            (processor.id, json.dumps(to_plain(processor), ensure_ascii=False)),
        )


def remove_processor(database: Database, id: str) -> None:
    """Removes it."""
    with database.writing("processors"):
        database.connection.execute("DELETE FROM processors WHERE id = ?", (id,))
