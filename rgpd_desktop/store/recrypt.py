"""A file of data from plain to encrypted, back, or to another key: made whole beside, checked, then put in its place in one rename.

Killed at any moment, the program finds the former file or the new one, both whole. Nobody else may have the file open meanwhile: it is
held, and a Refusal says so. The former bytes are overwritten before they go. services.protect_data calls it for the data and their copies.
"""

from __future__ import annotations

import contextlib
import os
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Final

from rgpd_desktop.basics import private_files
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.store import cipher, driver, keys
from rgpd_desktop.store.database import APPLICATION_ID, BUSY_SECONDS, Database, side_files, translated

NEXT: Final = ".suivant"  # the file being made
FORMER: Final = ".ancien"  # the one it replaces, until it is overwritten
_TICK: Final = 0.05
_LOG: Final = "PRAGMA cipher_log_level = NONE"

Note = Callable[[Database], None]


def recrypt(path: Path, former: bytes | None, new: bytes | None, note: Note | None = None) -> None:
    """Rewrites the file, which `former` opens (None: plain), for the key `new` (None: plain). `note` writes a line in the new file.

    Raises Refusal, with the file left as it was: in use, damaged, disk full, a key that is not its own.
    """
    sweep(path)
    made, kept = _beside(path, NEXT), _beside(path, FORMER)
    try:
        private_files.make_file(made)
    except OSError:
        raise _cannot_write() from None
    try:
        with translated():
            connection = _open(path, former)
            try:
                _hold_alone(connection)
                counts = _export(connection, made, new)
                _check(made, new, counts, note)
                _put_in_place(connection, path, made, kept)
            finally:
                connection.close()
    except OSError:
        raise _cannot_write() from None
    finally:
        _discard(made)
    sweep(path)


def sweep(path: Path) -> None:
    """Overwrites and removes what a conversion that was cut short left beside the file. Does nothing while the file itself is missing.

    Another program may be converting it at this very moment: then it fails, with a Refusal, and nothing is lost.
    """
    if not path.exists():
        return
    _discard(_beside(path, NEXT))
    for each in (*side_files(_beside(path, NEXT)), *path.parent.glob(f"{path.name}{NEXT}-*")):
        with contextlib.suppress(OSError):
            private_files.wipe(each)
    former = _beside(path, FORMER)
    with contextlib.suppress(OSError):
        if former.exists() and former.samefile(
            path
        ):  # cut between the second name and the rename: it is still the data
            former.unlink()
        else:
            private_files.wipe(former)


def _discard(made: Path) -> None:
    """Taken away by a rename first: it can then no longer take the place of the data while zeros are written over it."""
    taken = made.with_name(f"{made.name}-{uuid.uuid4().hex}")
    with contextlib.suppress(OSError):
        made.replace(taken)
        private_files.wipe(taken)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _open(path: Path, raw: bytes | None) -> driver.Connection:
    connection = driver.connect(
        f"{path.absolute().as_uri()}?mode=rw", timeout=BUSY_SECONDS, uri=True, isolation_level=None
    )
    try:
        connection.execute(_LOG)
        if raw is not None:
            connection.execute(keys.statement_for(raw))
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA mmap_size = 0")
    except BaseException:
        connection.close()
        raise
    return connection


def _hold_alone(connection: driver.Connection) -> None:
    """Empties the journal into the file, which only succeeds when nobody else has it open, and keeps everybody out."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
            if connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0] == "delete":
                connection.execute("BEGIN EXCLUSIVE")
                connection.execute("COMMIT")  # the locking mode keeps the lock
                return
        except driver.Error as error:
            if not driver.is_busy(error) or time.monotonic() > deadline:
                raise
        if time.monotonic() > deadline:
            raise Refusal(
                "Vos données sont ouvertes dans un autre programme.",
                "Rien n’a été modifié. Fermez-le, puis recommencez.",
            )
        time.sleep(_TICK)


def _export(connection: driver.Connection, made: Path, new: bytes | None) -> dict[str, int]:
    """Everything into the new file; gives how many rows each table has."""
    execute = connection.execute
    version = execute("PRAGMA user_version").fetchone()[0]
    application = execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID:
        raise Refusal("Ce fichier n’a pas été créé par RGPD Desktop.", "Il n’a pas été touché.")
    execute("ATTACH DATABASE ? AS beside KEY ?", (str(made.absolute()), "" if new is None else keys.spelled(new)))
    execute("PRAGMA beside.journal_mode = DELETE").fetchall()
    execute("SELECT sqlcipher_export('beside')").fetchall()
    execute(f"PRAGMA beside.user_version = {version}")
    execute(f"PRAGMA beside.application_id = {application}")
    counts = _counts(connection)
    execute("DETACH DATABASE beside")
    return counts


def _counts(connection: driver.Connection) -> dict[str, int]:
    names = connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table' AND rootpage > 0").fetchall()
    return {name: connection.execute(f'SELECT count(*) FROM main."{name}"').fetchone()[0] for (name,) in names}


def _check(made: Path, new: bytes | None, counts: dict[str, int], note: Note | None) -> None:
    """The new file opens with the new key, is sound, and has every row; then the line of what was done, and all of it on the disk."""
    connection = _open(made, new)
    database = Database(made, connection)
    try:
        is_sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok" and _counts(connection) == counts
        if not is_sound:
            raise Refusal(
                "La nouvelle copie de vos données n’est pas conforme à l’ancienne.",
                "Rien n’a été modifié. Vérifiez votre disque, puis recommencez.",
            )
        if note is not None:
            note(database)
    finally:
        database.close()
    if (cipher.form(made) is cipher.Form.PLAIN) is not (new is None):
        raise Refusal("Vos données n’ont pas pris la forme demandée.", "Rien n’a été modifié.")
    with made.open("r+b") as file:
        os.fsync(file.fileno())


def _put_in_place(connection: driver.Connection, path: Path, made: Path, kept: Path) -> None:
    """The rename. The former file keeps another name only to be overwritten; where a file cannot have two names, it goes as it is."""
    if os.name == "nt":  # an open file cannot be replaced there: closed an instant before
        connection.close()
    with contextlib.suppress(OSError):
        os.link(path, kept)
    made.replace(path)
    private_files.sync_folder(path.parent)
    connection.close()  # only now: until the rename nobody could write in the file that goes
    for each in side_files(path):
        each.unlink(missing_ok=True)


def _cannot_write() -> Refusal:
    return Refusal(
        "Le dossier de vos données n’a pas pu être écrit.",
        "Vos données sont comme avant. Vérifiez le disque et vos droits sur ce dossier, puis recommencez.",
    )
