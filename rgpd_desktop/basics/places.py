"""Where things live on this machine: the user's data, the logs, the resources shipped with the program. Creates nothing."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

APPLICATION = "rgpd-desktop"
DATABASE_NAME = "rgpd.sqlite"


def data_folder() -> Path:
    """The platform's user-data folder of the program; RGPD_DESKTOP_DATA overrides it (tests, a USB key)."""
    chosen = os.environ.get("RGPD_DESKTOP_DATA")
    return Path(chosen) if chosen else Path(platformdirs.user_data_dir(APPLICATION, appauthor=False, roaming=True))


def backups_folder(data: Path) -> Path:
    """Where the copies of the database go, inside the data folder `data`."""
    return data / "sauvegardes"


def logs_folder(data: Path) -> Path:
    """Where the technical journal goes, inside the data folder `data`."""
    return data / "journaux"


def temporary_folder(data: Path) -> Path:
    """Where what is only looked at is written, inside the data folder `data`: never where other programs would find it; swept at start."""
    return data / "temporaire"


def resources() -> Path:
    """The folder of legal texts, looks and demo list: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"
