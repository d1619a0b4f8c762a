"""Copies of the database: made whole and verified, named after the schema version they hold, removed when people are erased."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from rgpd_desktop.basics import french, places
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.store import driver
from rgpd_desktop.store.database import Database, connect


def copy_before_migration(database: Database, version: int) -> Path:
    """Copies the database beside it, in the backups folder, as `avant-migration-v<version>.sqlite`; verified, then renamed.

    Raises Refusal, leaving no half copy, when it cannot be written.
    """
    folder = places.backups_folder(database.path.parent)
    target = folder / f"avant-migration-v{version}.sqlite"
    partial = target.with_suffix(".partial")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        # VACUUM INTO also drops free pages: the copy holds nothing that was erased.
        database.connection.execute("VACUUM INTO ?", (str(partial),))
        _verify(partial)
        partial.replace(target)
    except (OSError, driver.Error) as error:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        raise Refusal(
            "La copie de sécurité qui précède la mise à jour de vos données n’a pas pu être faite.",
            "Rien n’a été modifié. Libérez de la place sur le disque, puis ouvrez de nouveau le programme.",
        ) from error
    return target


@dataclass(frozen=True, slots=True)
class Reach:
    """What became of the copies of the database when people were erased: how many were rewritten without them, how many removed.

    `absent` folders could not be reached: what they hold is rewritten or removed when they are back.
    """

    rewritten: int = 0
    removed: int = 0
    absent: int = 0


@dataclass(frozen=True, slots=True)
class CopiesAhead:
    """What an erasure will find: how many copies there are, and whether they are rewritten without these people or removed."""

    many: int
    is_rewriting: bool


def ahead(database: Database) -> CopiesAhead:
    """What `forget_erased` will have to see to."""
    folder = places.backups_folder(database.path.parent)
    return CopiesAhead(len(list(folder.glob("avant-migration-v*.sqlite"))), False)


def forget_erased(database: Database) -> Reach:
    """Leaves nobody who was erased in any copy of the database. Raises Refusal when one of them cannot be removed."""
    return Reach(removed=remove_all(database))


def remove_all(database: Database) -> int:
    """Removes the copies made before migrations and returns how many: a person erased may not survive in one of them.

    Raises Refusal when one of them cannot be removed.
    """
    folder = places.backups_folder(database.path.parent)
    copies = [*folder.glob("avant-migration-v*.sqlite"), *folder.glob("*.partial")]
    try:
        for copy in copies:
            copy.unlink(missing_ok=True)
    except OSError:
        raise Refusal(
            "Une ancienne copie de vos données n’a pas pu être supprimée. Elle contient peut-être encore des personnes effacées.",
            f"Fermez ce qui l’utilise, puis supprimez-la du dossier {french.quoted(folder.name)}.",
        ) from None
    return len(copies)


def _verify(path: Path) -> None:
    connection = connect(f"{path.absolute().as_uri()}?mode=ro")
    try:
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise driver.DatabaseError("copy not sound")
    finally:
        connection.close()
