"""Which backups are kept, and what becomes of them when people are erased: rewritten without them, or removed.

The folder of the user's choice may be gone for a while (a USB key): nothing fails then, and what is due there is done when it is back.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules import rotation
from rgpd_desktop.store import (
    backup_folders,
    copy_file,
    copy_replay,
    driver,
    index_words,
    journal,
    preferences,
    replays,
    side_file,
)
from rgpd_desktop.store.backup_folders import absent_folders, chosen_folder, default_folder, folders
from rgpd_desktop.store.copy_file import ENDING, PARTIAL, Facts, Why
from rgpd_desktop.store.database import SCHEMA_VERSION, Database
from rgpd_desktop.store.replays import Replay

WHEN_ERASING: Final = "backups_when_erasing"
REWRITE, DROP = "rewrite", "drop"
KEPT_ACROSS: Final = (
    WHEN_ERASING,
    backup_folders.NAME,
    "backups_made",
    "backed_up_at",
)  # of this computer: no backup brings them back
_MADE, _COUNT = KEPT_ACROSS[2:]
_STEM: Final = "sauvegarde-"
_PRECAUTIONS: Final = frozenset({Why.MIGRATION, Why.RESTORE})


@dataclass(frozen=True, slots=True)
class Backup:
    """A file of one of the folders; `facts` is None when it cannot be opened."""

    path: Path
    facts: Facts | None


@dataclass(frozen=True, slots=True)
class Reach:
    """What became of the copies when people were erased. `absent` folders could not be reached: they are seen to when they are back."""

    rewritten: int = 0
    removed: int = 0
    absent: int = 0


# Making


def make(database: Database, why: Why, ticket: Ticket) -> Backup:
    """Makes a backup in the chosen folder, else beside the data when that one is gone; then drops those no longer needed.

    Raises Cancelled, or Refusal when it could not be written: everything is then as before.
    """
    folder = chosen_folder(database)
    if not folder.is_dir():
        folder = default_folder(database)
    sync_side_files(database, thorough=True)
    target = _free_name(folder, datetime.now())
    facts = copy_file.write(database, target, why, ticket)
    _note(database, target, facts)
    with contextlib.suppress(OSError):  # dropped next time
        _rotate(database, target)
    return Backup(target, facts)


def is_due(database: Database, today: str) -> bool:
    """Whether something changed since the last backup, and none was made on that ISO day."""
    if preferences.read(database, _COUNT) == str(database.change_count):
        return False
    made = max((each.facts.made_at for each in find(database) if each.facts), default=None)
    return made is None or made.date().isoformat() != today


def find(database: Database) -> list[Backup]:
    """The backups of this installation, the newest first, and after them the files that cannot be opened."""
    house = side_file.house_of(database)
    found = [Backup(path, copy_file.read(path)) for path in files(folders(database))]
    ours = [each for each in found if each.facts is not None and each.facts.house == house]
    made = _made(database)
    closed = [each for each in found if each.facts is None and _is_ours(database, each.path, made)]
    return sorted(ours, key=lambda each: each.facts.made_at if each.facts else datetime.max, reverse=True) + closed


def sync_side_files(database: Database, *, thorough: bool = False) -> None:
    """Has every reachable side file say all that copies must be told. What cannot be written now is at the next call."""
    for folder in folders(database):
        if folder == default_folder(database) or folder.is_dir():
            with contextlib.suppress(OSError):
                side_file.sync(database, folder, thorough=thorough)


def sweep(database: Database) -> None:
    """Removes what a backup that was cut short left."""
    for folder in folders(database):
        for left in folder.glob(f"*{PARTIAL}*"):  # and the journal that SQLite had begun beside it
            if not copy_file.is_being_made(left.with_name(left.name.partition(PARTIAL)[0] + PARTIAL)):
                with contextlib.suppress(OSError):
                    left.unlink()


def remove(database: Database, path: Path) -> None:
    """Removes that backup. Raises Refusal when it is none, or when the system keeps it."""
    if path not in {each.path for each in find(database)}:
        raise Refusal("Cette sauvegarde n’est plus là.", "Rien n’a été supprimé.")
    _remove(path)
    with database.writing("journal", "backups"):
        journal.record(database, "backup_removed", {"count": 1})


def note_taken_away(database: Database, facts: Facts) -> None:
    """The journal line of a backup made for elsewhere: it does not stand for the one of the day."""
    with database.writing("journal"):
        journal.record(database, "backup", {"count": facts.contacts, "why": "taken_away"})


def _note(database: Database, target: Path, facts: Facts) -> None:
    """The journal line, and the change count the backup stands for: this very writing is not one more reason to make another."""
    made = {
        name: told
        for name, told in _made(database).items()
        if any((each / name).exists() for each in folders(database))
    }
    with database.writing("journal", "preferences", "backups"):
        is_current = database.change_count == facts.changes + 1
        journal.record(database, "backup", {"count": facts.contacts, "why": facts.why.value})
        preferences.write(database, _MADE, json.dumps({**made, target.name: facts.told}))
        preferences.write(database, _COUNT, str(database.change_count + 1 if is_current else facts.changes))


def _made(database: Database) -> dict[str, int]:
    return dict(json.loads(preferences.read(database, _MADE) or "{}"))


def _rotate(database: Database, newest: Path) -> None:
    there = {str(each.path): each for each in find(database) if each.facts is not None}
    seen = [
        rotation.Made(name, each.facts.made_at, each.facts.why in _PRECAUTIONS)
        for name, each in there.items()
        if each.facts
    ]
    for name in rotation.superseded(seen):
        if there[name].path != newest:
            there.pop(name).path.unlink(missing_ok=True)
    before = min((each.facts.told for each in there.values() if each.facts), default=0)
    for folder in folders(database):
        if folder.is_dir():
            side_file.prune(folder / side_file.NAME, side_file.house_of(database), before)


def _free_name(folder: Path, now: datetime) -> Path:
    stem, number = f"{_STEM}{now:%Y-%m-%d-%H%M}", 2
    path = folder / f"{stem}{ENDING}"
    while path.exists():
        path, number = folder / f"{stem}-{number}{ENDING}", number + 1
    return path


def files(where: list[Path]) -> list[Path]:
    """The files of these folders that are, or may be, backups."""
    found = [
        path
        for folder in where
        for pattern in (f"*{ENDING}", f"{copy_file.BEFORE_MIGRATION}*.sqlite", "donnees-abimees-*.sqlite")
        for path in sorted(folder.glob(pattern))
    ]
    return [path for path in dict.fromkeys(found) if path.is_file()]


def own_files(database: Database) -> list[Path]:
    """The backups of this installation that are there, whether or not they can be opened."""
    made = _made(database)
    return [path for path in files(folders(database)) if _is_ours(database, path, made)]


def _is_ours(database: Database, path: Path, made: dict[str, int]) -> bool:
    """Whether a file that cannot be opened is one of ours: a folder of the user's choice may hold those of another installation."""
    return path.parent == default_folder(database) or path.name in made


# When people are erased


@dataclass(frozen=True, slots=True)
class CopiesAhead:
    """What an erasure will find: how many copies there are, and whether they are rewritten without these people or removed."""

    many: int
    is_rewriting: bool


def ahead(database: Database) -> CopiesAhead:
    """What `forget_erased` will have to see to."""
    return CopiesAhead(len(find(database)), preferences.read(database, WHEN_ERASING, REWRITE) == REWRITE)


def forget_erased(database: Database) -> Reach:
    """Leaves nobody who was erased in any backup that can be reached: each is rewritten without them, or removed when the user chose so.

    One that cannot be opened or rewritten is removed. Raises Refusal when it cannot be removed either. Cheap when nothing is due.
    """
    sync_side_files(database)
    sweep(database)
    gone = [line for line in replays.lines(database) if copy_replay.is_gone(line)]
    is_rewriting = preferences.read(database, WHEN_ERASING, REWRITE) == REWRITE
    rewritten = removed = 0
    for backup in reversed(find(database)):  # the oldest first: where the disk is full, it makes room for the others
        if not _lacks(backup, gone):
            continue
        if is_rewriting and backup.facts is not None and _rewrite(backup, gone):
            rewritten += 1
        else:
            _remove(backup.path)
            removed += 1
    return Reach(rewritten, removed, absent_folders(database))


def _lacks(backup: Backup, gone: list[Replay]) -> bool:
    """Whether somebody was erased that the backup was not told of. One of a former version was told of nobody."""
    if backup.facts is None or backup.facts.schema < SCHEMA_VERSION or not gone:
        return bool(gone)
    try:
        connection = copy_file.connect(backup.path, "mode=ro&immutable=1")
    except (OSError, driver.Error):
        return True
    copy = Database(backup.path, connection)
    try:
        return bool(copy_replay.unknown(copy, gone))
    except Refusal:
        return True
    finally:
        copy.close()


def _rewrite(backup: Backup, gone: list[Replay]) -> bool:
    """Makes the backup again without these people, verified, in its place; False when that is not possible: it is as it was."""
    assert backup.facts is not None
    path, ticket = backup.path, Ticket()
    work, made = copy_file.partial_of(path, ".copie"), copy_file.partial_of(path)
    try:
        with copy_file.clean_end(work, ticket), copy_file.clean_end(made, ticket):
            shutil.copyfile(path, work)
            connection = copy_file.connect(work)
            copy = Database(work, connection)
            try:
                if backup.facts.schema < SCHEMA_VERSION:
                    from rgpd_desktop.store import migrations  # noqa: PLC0415 - brings sqlite_utils, seldom needed

                    migrations.upgrade(copy)
                copy_replay.erase(copy, copy_replay.unknown(copy, gone), ticket)
                index_words.clean(copy)
                copy_file.note_facts(connection, backup.facts)
                connection.execute("VACUUM INTO ?", (str(made),))
            finally:
                copy.close()
            copy_file.verify(made, ticket)
            copy_file.put_in_place(made, path)
    except (Refusal, driver.Error, OSError):
        return False
    return True


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        raise Refusal(
            "Une ancienne copie de vos données n’a pas pu être supprimée. Elle contient peut-être encore des personnes effacées.",
            f"Fermez ce qui l’utilise, puis supprimez-la du dossier {french.quoted(path.parent.name)}.",
        ) from None
