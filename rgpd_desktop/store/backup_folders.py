"""Where the backups go: the folder of the user's choice, the one beside the data, and those chosen before, some of which may be away."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Final

from rgpd_desktop.basics import places
from rgpd_desktop.store import preferences, side_file
from rgpd_desktop.store.database import Database

NAME: Final = "backup_folders"  # of the preference that keeps them


def default_folder(database: Database) -> Path:
    """The folder beside the data."""
    return places.backups_folder(database.path.parent)


def chosen_folder(database: Database) -> Path:
    """Where backups go, whether it is there or not."""
    known = _known_folders(database)
    return known[0] if known else default_folder(database)


def choose_folder(database: Database, folder: Path) -> None:
    """Backups go there from now on. Those made elsewhere stay where they are, and are still seen to."""
    known = [each for each in _known_folders(database) if each != folder]
    kept = json.dumps([str(each) for each in (folder, *known)])
    with database.writing("preferences", "backups"):
        preferences.write(database, NAME, kept)
    house, path = side_file.house_of(database), default_folder(database) / side_file.NAME
    with contextlib.suppress(OSError):  # told again at each backup
        side_file.append(path, [side_file.Line(house, side_file.FOLDERS, detail={"paths": kept})])


def folders(database: Database) -> list[Path]:
    """Every folder that holds or held backups: the chosen one, the one beside the data, the former ones; some may be gone."""
    return list(dict.fromkeys((chosen_folder(database), default_folder(database), *_known_folders(database))))


def folders_without_base(data: Path) -> list[Path]:
    """The same when the base is lost: what the side file remembers."""
    beside = places.backups_folder(data)
    found = [beside]
    with contextlib.suppress(OSError, ValueError):
        for line in reversed(side_file.read(beside / side_file.NAME)):
            if line.what == side_file.FOLDERS:
                found = [*map(Path, json.loads(str(line.detail["paths"]))), beside]
                break
    return list(dict.fromkeys(found))


def absent_folders(database: Database) -> int:
    """How many of the folders that hold or held backups are not there: a stick, a disk, a share."""
    return sum(not folder.is_dir() for folder in folders(database) if folder != default_folder(database))


def _known_folders(database: Database) -> list[Path]:
    kept = preferences.read(database, NAME)
    return [Path(each) for each in json.loads(kept)] if kept else []
