"""The database's file as bytes, beside SQLite: opened once and closed with its last Database. Called by database and blanking only.

On POSIX, closing any descriptor of a file drops every lock this process holds on it (fcntl): SQLite would then believe itself alone while
another connection of ours reads, and remove a log that is in use. Hence one descriptor, kept as long as a Database of this process is open.
"""

from __future__ import annotations

import os
from collections import Counter
from io import FileIO
from pathlib import Path
from threading import Lock

_guard = Lock()
_users: Counter[Path] = Counter()
_files: dict[Path, list[FileIO]] = {}


def enter(path: Path) -> None:
    """A Database opens this file."""
    with _guard:
        _users[path] += 1


def leave(path: Path) -> None:
    """A Database closes it; with the last one goes the descriptor."""
    with _guard:
        _users[path] -= 1
        if _users[path] <= 0:
            del _users[path]
            for file in _files.pop(path, []):
                file.close()


def opened(path: Path) -> FileIO:
    """The file, to read and write. Raises OSError. Not to be closed."""
    with _guard:
        there = path.stat()
        for file in _files.get(path, []):
            if os.path.samestat(os.fstat(file.fileno()), there):  # another one, when a backup took its place
                return file
        made = FileIO(path, "r+b")
        _files.setdefault(path, []).append(made)
        return made
