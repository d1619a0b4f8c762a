"""Asking for a file to open or to write: both start in the Documents folder, and nothing is replaced without a question."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.ui import messages


def documents() -> Path:
    """The user's Documents folder, or their home where there is none."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(folder) if folder and Path(folder).is_dir() else Path.home()


def ask_open(parent: QWidget, title: str, filters: str) -> Path | None:
    """The file to read, None when the person changed their mind."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(documents()), filters)
    return Path(chosen) if chosen else None


def ask_folder(parent: QWidget, title: str, start: Path) -> Path | None:
    """A folder that is there, None when the person changed their mind."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start if start.is_dir() else documents()))
    return Path(chosen) if chosen else None


def ask_save(parent: QWidget, title: str, name: str, filters: str, folder: Path | None = None) -> Path | None:
    """Where to write a file suggested as `name`, with its ending whatever was typed; None when the person changed their mind.

    It starts in `folder` when one is given, else in the Documents folder.
    The dialog of the system asks before a file is replaced, but it has only seen the name as it was typed.
    """
    ending = Path(name).suffix
    suggested = (folder or documents()) / name
    while True:
        chosen, _ = QFileDialog.getSaveFileName(parent, title, str(suggested), filters)
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.lower() == ending:
            return path
        path = path.with_name(path.name + ending)
        if not os.path.exists(path) or _may_replace(parent, path):  # noqa: PTH110 - a name may be too long for Path.exists
            return path
        suggested = path


def _may_replace(parent: QWidget, path: Path) -> bool:
    return messages.confirm(
        parent,
        f"Remplacer {french.quoted(path.name)} ?",
        "Un fichier de ce nom existe déjà dans ce dossier. Son contenu sera perdu.",
        "Remplacer le fichier",
        danger=True,
    )
