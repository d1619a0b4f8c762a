"""Files and folders that only this account may read, and files that leave nothing behind when they go. Knows no format.

On Windows the account's own folder already keeps others out, and these modes mean nothing.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Final

FILE_MODE: Final = 0o600
FOLDER_MODE: Final = 0o700
_PIECE: Final = 1024 * 1024


def make_folder(path: Path) -> None:
    """Makes the folder, and those above that are missing, for this account only. One that is there stays as it is. Raises OSError."""
    missing = []
    at = path
    while not at.exists():
        missing.append(at)
        at = at.parent
    for each in reversed(missing):
        each.mkdir(mode=FOLDER_MODE, exist_ok=True)
    if not path.is_dir():
        raise NotADirectoryError(path)


def make_file(path: Path) -> None:
    """Makes an empty file for this account only, so that whoever fills it does not choose; one that is there stays. Raises OSError."""
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, FILE_MODE))


def open_private(path: str, flags: int) -> int:
    """An `opener` for open(): what it creates is for this account only."""
    return os.open(path, flags, FILE_MODE)


def close_to_others(path: Path) -> None:
    """Takes from other accounts the right to read what is already there; nothing when the system does not know of rights."""
    with contextlib.suppress(OSError):
        mode = FOLDER_MODE if path.is_dir() else FILE_MODE
        if path.exists() and path.stat().st_mode & 0o077:
            path.chmod(mode)


def wipe(path: Path) -> None:
    """Writes zeros over the file, then removes it; nothing when it is not there. Raises OSError when it cannot be removed.

    A disk that moves what it writes (SSD, some file systems) may keep the former bytes where no file shows them.
    """
    with contextlib.suppress(OSError), path.open("r+b") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(bytes(min(_PIECE, left)))
        file.flush()
        os.fsync(file.fileno())
    path.unlink(missing_ok=True)


def write_whole(path: Path, text: str) -> None:
    """Writes a small file for this account only, whole or as it was before. Raises OSError."""
    partial = path.with_name(path.name + ".partial")
    with open(partial, "w", encoding="utf-8", opener=open_private) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def sync_folder(path: Path) -> None:
    """Has the names of a folder written on the disk, where the system allows it: a rename then outlives a power cut."""
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
