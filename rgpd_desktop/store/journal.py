"""What was done, kept without names, as a keyed chain of lines and a seal kept apart from them (rules/journal)."""

from __future__ import annotations

import json
import secrets
from datetime import UTC, datetime

from rgpd_desktop.rules import journal as chain
from rgpd_desktop.rules.journal import Detail, Flaw, JournalLine, Seal
from rgpd_desktop.store import driver
from rgpd_desktop.store.database import Database

_KEY, _SEAL = "journal_key", "journal_seal"


def record(database: Database, event: str, detail: Detail) -> None:
    """Adds a line. Call it inside the writing() of what it tells, so that both stand or fall together."""
    with database.writing("journal"):
        key, seal = _key(database), _seal(database)
        at = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
        text = json.dumps(dict(detail), ensure_ascii=False, sort_keys=True)
        last = chain.digest(key, chain.followed(key, seal), at, event, text)
        database.connection.execute(
            "INSERT INTO journal (at, event, detail, digest) VALUES (?, ?, ?, ?)", (at, event, text, last)
        )
        count = seal.count if seal is not None else int(database.value("SELECT count(*) FROM journal")) - 1
        keyed_from = seal.keyed_from if seal is not None else 1
        _keep(database.connection, chain.sealed(key, count + 1, last, keyed_from))


def begin_chain(connection: driver.Connection) -> None:
    """Gives a database its key and its first seal: the lines it has keep their plain digests. Called once, by the migration."""
    key = secrets.token_bytes(32)
    _write(connection, _KEY, key.hex())
    rows = connection.execute("SELECT id, digest FROM journal ORDER BY id").fetchall()
    last_id, last = rows[-1] if rows else (0, "")
    _keep(connection, chain.sealed(key, len(rows), last, last_id + 1))


def take_seal(database: Database, other: Database) -> None:
    """The key and the seal of `other`, whose whole journal `database` now has. Call it inside the writing() that brought the lines."""
    for name in (_KEY, _SEAL):
        if (kept := other.value("SELECT value FROM preferences WHERE name = ?", (name,))) is not None:
            _write(database.connection, name, kept)


def lines(database: Database) -> list[JournalLine]:
    """The whole journal, oldest first."""
    return [JournalLine(*row) for row in database.rows("SELECT id, at, event, detail, digest FROM journal ORDER BY id")]


def flaw(database: Database) -> Flaw | None:
    """The first thing that does not hold in the journal, None when all of it does."""
    return chain.first_flaw(lines(database), _key(database), _seal(database))


def _key(database: Database) -> bytes:
    """Empty when somebody took it away or spoiled it: nothing then holds any more, and it shows."""
    try:
        return bytes.fromhex(database.value("SELECT value FROM preferences WHERE name = ?", (_KEY,)) or "")
    except ValueError:
        return b""


def _seal(database: Database) -> Seal | None:
    text = database.value("SELECT value FROM preferences WHERE name = ?", (_SEAL,))
    try:
        count, last, keyed_from, mark = json.loads(text or "null")
        return Seal(int(count), str(last), int(keyed_from), str(mark))
    except (TypeError, ValueError):
        return None


def _keep(connection: driver.Connection, seal: Seal) -> None:
    _write(connection, _SEAL, json.dumps([seal.count, seal.last, seal.keyed_from, seal.mark]))


def _write(connection: driver.Connection, name: str, value: str) -> None:
    connection.execute(
        "INSERT INTO preferences (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def count(database: Database, event: str) -> int:
    """How many lines tell of that event."""
    return int(database.value("SELECT count(*) FROM journal WHERE event = ?", (event,)))
