"""One backup: a whole database in one file, with the files kept beside the data in it, verified before it has its name.

Made by VACUUM INTO (it holds nothing that was erased before) under a `.partial` name, so that a kill at any moment leaves no half backup.
Called by backups and restoring; knows nothing of folders, days or rotation.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from rgpd_desktop.basics import private_files
from rgpd_desktop.basics.problems import Cancelled, Damaged, Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules import identity
from rgpd_desktop.store import contracts, driver, keys
from rgpd_desktop.store.database import APPLICATION_ID, BUSY_SECONDS, Database

ENDING: Final = ".rgpd"
PARTIAL: Final = ".partial"
BEFORE_MIGRATION: Final = "avant-migration-v"  # then the schema version, for a backup made before one
_PLAIN: Final = b"SQLite format 3\0"
_SALT, _ROUNDS = 16, 256_000  # SQLCipher 4's own form
_ROW: Final = "backup"  # in the preferences of the copy, nowhere else
_OPERATIONS: Final = 100_000  # of SQLite between two looks at the ticket
_SHARES: Final = 3  # copied, then verified: two thirds of the time and one


class Why(StrEnum):
    """What a backup was made for."""

    DAILY = "daily"
    ASKED = "asked"
    MIGRATION = "migration"
    RESTORE = "restore"  # the state a restore replaced


@dataclass(frozen=True, slots=True)
class Facts:
    """What a backup says of itself. `told` is the last line of store.replays it knows, `house` the installation it comes from, `changes`
    the change count it was made at."""

    made_at: datetime
    why: Why
    told: int
    schema: int
    contacts: int
    sheets: int
    changes: int
    house: str
    is_encrypted: bool


def write(database: Database, target: Path, why: Why, ticket: Ticket) -> Facts:
    """Copies the database into `target`, verified, readable by this account only; one of that name is replaced.

    Raises Cancelled, or Refusal (no room, no right, a copy that is not sound), with nothing left and the former file in its place.
    """
    partial = partial_of(target)
    with clean_end(partial, ticket):
        vacuum_into(database.connection, partial, ticket, size_of(database.connection))
        with opened(partial) as connection:
            facts = _note(connection, why)
            _take_files(connection, database.path.parent)
        verify(partial, ticket)
        put_in_place(partial, target)
    return facts


def partial_of(target: Path, what: str = "") -> Path:
    """Where `target` is made before it has its name. It says which process makes it: see `is_being_made`."""
    return target.with_name(f"{target.name}{what}.{os.getpid()}{PARTIAL}")


def is_being_made(partial: Path) -> bool:
    """Whether another process that still runs is making this file. On Windows a file that is open cannot be removed anyway."""
    number = partial.name.removesuffix(PARTIAL).rpartition(".")[2]
    if os.name == "nt" or not number.isdigit() or int(number) in (0, os.getpid()):
        return False
    try:
        os.kill(int(number), 0)
    except (OSError, OverflowError):
        return False
    return True


@contextlib.contextmanager
def clean_end(partial: Path, ticket: Ticket) -> Iterator[None]:
    """Whatever happens, nothing half made is left; the world's faults become one Refusal, an interruption asked for becomes Cancelled."""
    try:
        private_files.make_folder(partial.parent)
        partial.unlink(missing_ok=True)
        private_files.make_file(partial)
        yield
    except (OSError, driver.Error, Damaged) as error:
        if ticket.is_cancelled:
            raise Cancelled from None
        raise Refusal(
            f"La sauvegarde n’a pas pu être écrite dans {partial.parent}.",
            "Vos données et vos autres sauvegardes sont comme avant. Libérez de la place ou choisissez un autre dossier, puis recommencez.",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
            partial.with_name(partial.name + "-journal").unlink(missing_ok=True)


def put_in_place(partial: Path, target: Path) -> None:
    """On the disk first, then under its name, then the name on the disk. Raises OSError."""
    with partial.open("r+b") as file:
        os.fsync(file.fileno())
    partial.replace(target)
    private_files.sync_folder(target.parent)


def size_of(connection: driver.Connection) -> int:
    """About how many bytes a copy takes."""
    pages, free, size = (
        connection.execute(f"PRAGMA {each}").fetchone()[0] for each in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


def vacuum_into(connection: driver.Connection, target: Path, ticket: Ticket, size: int) -> None:
    """VACUUM INTO, telling how far the file has grown and stopping when asked. Raises the driver's errors."""

    def step(done: float) -> None:
        ticket.step(round(done * 200), 100 * _SHARES)

    with _watched(connection, lambda: step(min(1.0, target.stat().st_size / max(1, size)))):
        connection.execute("VACUUM INTO ?", (str(target),))


@contextlib.contextmanager
def _watched(connection: driver.Connection, look: Callable[[], None]) -> Iterator[None]:
    def ask() -> int:
        try:
            look()
        except (Cancelled, OSError):
            return 1  # SQLite stops; whoever called sees the ticket cancelled
        return 0

    connection.set_progress_handler(ask, _OPERATIONS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


def verify(path: Path, ticket: Ticket, key: bytes | None = None) -> None:
    """Reads the whole file again: its pages, its search index, the seal of each page when encrypted. Raises Damaged, or an error."""
    ticket.step(200, 100 * _SHARES)
    with opened(path, key=key) as connection, _watched(connection, lambda: ticket.step(250, 100 * _SHARES)):
        seals = connection.execute("PRAGMA cipher_integrity_check").fetchall() if is_encrypted(path) else []
        if seals or connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise Damaged("Cette sauvegarde n’est pas en bon état.", "Rien n’a été modifié. Choisissez-en une autre.")
        connection.execute("INSERT INTO contacts_fts (contacts_fts) VALUES ('integrity-check')")
    ticket.step(100 * _SHARES, 100 * _SHARES)


def check(path: Path, ticket: Ticket, key: bytes | None = None) -> None:
    """Whether a backup is whole, reading only. Raises Damaged when it is not, Cancelled."""
    try:
        with opened(path, "mode=ro&immutable=1", key) as connection, _watched(connection, lambda: ticket.step(0)):
            seals = connection.execute("PRAGMA cipher_integrity_check").fetchall() if is_encrypted(path) else []
            if not seals and connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok":
                return
    except (OSError, driver.Error):
        if ticket.is_cancelled:
            raise Cancelled from None
    raise Damaged("Cette sauvegarde n’est pas en bon état.", "Rien n’a été modifié. Choisissez-en une autre.")


def is_encrypted(path: Path) -> bool:
    """Whether the file shows nothing of what it is. Raises OSError."""
    with path.open("rb") as file:
        return file.read(len(_PLAIN)) != _PLAIN


def key_of(path: Path, passphrase: str) -> bytes:
    """The raw key that this passphrase makes of an encrypted backup: 0.1 s on purpose. Raises OSError."""
    with path.open("rb") as file:
        salt = file.read(_SALT)
    text = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return hashlib.pbkdf2_hmac("sha512", text, salt, _ROUNDS, 32) + salt


@contextlib.contextmanager
def opened(path: Path, mode: str = "mode=rw", key: bytes | None = None) -> Iterator[driver.Connection]:
    """A connection to a copy: with the `key` given, else the one held, unless the file is plain. Raises OSError or the driver's errors.

    Without a journal: a copy is only written under its partial name, and thrown away when it fails.
    """
    connection = connect(path, mode, key)
    try:
        yield connection
    finally:
        connection.close()


def connect(path: Path, mode: str = "mode=rw", key: bytes | None = None) -> driver.Connection:
    """The same, to be closed by whoever asked."""
    raw = key or keys.held()
    address = f"{path.absolute().as_uri()}?{mode}"
    connection = driver.connect(address, timeout=BUSY_SECONDS, uri=True, isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        if raw is not None and is_encrypted(path):
            connection.execute(f"PRAGMA key = \"x'{raw.hex()}'\"")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA cache_size = -64000")
        if mode == "mode=rw":
            connection.execute("PRAGMA journal_mode = MEMORY").fetchall()
            connection.execute("PRAGMA synchronous = OFF")  # put_in_place sees to it, once
    except BaseException:
        connection.close()
        raise
    return connection


# What it says of itself


def read(path: Path, key: bytes | None = None) -> Facts | None:
    """What the backup says of itself; None when it cannot be opened with the key held, or is none of this program."""
    try:
        with opened(path, "mode=ro&immutable=1", key) as connection:
            return _facts(connection, path)
    except (OSError, driver.Error, ValueError, KeyError, TypeError):
        return None


def house(key: bytes) -> str:
    """What stands for an installation: from the key of its fingerprints, which it never tells."""
    return identity.fingerprint(key, "installation").hex()[:16]


def made_at(connection: driver.Connection) -> datetime | None:
    """When a copy says it was made; None for one made before migrations by a former version."""
    text = _value(connection, "SELECT value FROM preferences WHERE name = ?", _ROW)
    return datetime.fromisoformat(json.loads(text)["made_at"]) if text else None


def forget_facts(connection: driver.Connection) -> None:
    """Takes out what makes a database a backup: before it serves again."""
    connection.execute("DELETE FROM preferences WHERE name = ?", (_ROW,))


def note_facts(connection: driver.Connection, facts: Facts) -> None:
    """Writes them again in a copy that was rewritten."""
    kept = {"made_at": facts.made_at.isoformat(), "why": facts.why.value, "told": facts.told, "changes": facts.changes}
    connection.execute("INSERT OR REPLACE INTO preferences (name, value) VALUES (?, ?)", (_ROW, json.dumps(kept)))


def _note(connection: driver.Connection, why: Why) -> Facts:
    kept = {"made_at": datetime.now().astimezone().isoformat(timespec="seconds"), "why": why.value}
    connection.execute(
        "INSERT OR REPLACE INTO preferences (name, value) VALUES (?, ?)", (_ROW, json.dumps(kept | _counts(connection)))
    )
    return _facts(connection, None)


def _counts(connection: driver.Connection) -> dict[str, int]:
    tables = _tables(connection)
    told = _value(connection, "SELECT seq FROM sqlite_sequence WHERE name = 'replays'") if "replays" in tables else 0
    return {"told": int(told or 0), "changes": int(_value(connection, "SELECT count FROM changes"))}


def _facts(connection: driver.Connection, path: Path | None) -> Facts:
    if _value(connection, "PRAGMA application_id") != APPLICATION_ID:
        raise ValueError("not ours")
    tables = _tables(connection)
    text = _value(connection, "SELECT value FROM preferences WHERE name = ?", _ROW)
    kept: dict[str, Any] = json.loads(text) if text else _counts(connection)
    made_at = kept.get("made_at") or datetime.fromtimestamp(path.stat().st_mtime if path else 0).isoformat()
    secret = _value(connection, "SELECT value FROM preferences WHERE name = 'opposition_key'")
    return Facts(
        made_at=datetime.fromisoformat(made_at).astimezone(),
        why=Why(kept.get("why", Why.MIGRATION)),
        told=int(kept["told"]),
        schema=int(_value(connection, "PRAGMA user_version")),
        contacts=int(_value(connection, "SELECT count(*) FROM contacts")),
        sheets=int(_value(connection, "SELECT count(*) FROM activities")) if "activities" in tables else 0,
        changes=int(kept["changes"]),
        house=house(bytes.fromhex(secret)),
        is_encrypted=path is not None and is_encrypted(path),
    )


def _tables(connection: driver.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()}


def _value(connection: driver.Connection, sql: str, *values: object) -> Any:
    found = connection.execute(sql, values).fetchone()
    return None if found is None else found[0]


# The files kept beside the data


def _take_files(connection: driver.Connection, data: Path) -> None:
    """Puts them in the copy. One that goes meanwhile is left out: the data no longer speak of it."""
    connection.execute("DROP TABLE IF EXISTS kept_files")
    connection.execute(
        "CREATE TABLE kept_files (name TEXT PRIMARY KEY, content BLOB NOT NULL, digest TEXT NOT NULL) STRICT"
    )
    for name in contracts.kept_names(data):
        with contextlib.suppress(FileNotFoundError):
            content = contracts.read_kept(data, name)
            row = (name, content, hashlib.sha256(content).hexdigest())
            connection.execute("INSERT INTO kept_files (name, content, digest) VALUES (?, ?, ?)", row)
