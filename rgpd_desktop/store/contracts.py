"""The files of contracts, kept beside the data in one folder a processor. Copied whole or not at all; their digest tells a change.

Called by services.keep_processors. The files are personal to the business, not to its contacts: erasure does not reach them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path
from typing import Final

from rgpd_desktop.basics.problems import Refusal

FOLDER: Final = "contrats"
LARGEST: Final = 100_000_000  # bytes
_PIECE: Final = 1 << 20
_NAME_LENGTH: Final = 120
_FORBIDDEN: Final = '<>:"/\\|?*'
_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
)


def keep(data: Path, owner: str, source: Path) -> tuple[str, str]:
    """Copies `source` in the folder of `owner` (an id); gives the name it was kept under and its SHA-256, in hexadecimal.

    Raises Refusal when it cannot be read, is no ordinary file, is over 100 MB, or when there is no room: nothing is kept then.
    """
    try:
        if not source.is_file():
            raise _unreadable()
        if source.stat().st_size > LARGEST:
            raise Refusal(
                "Ce fichier est trop gros : 100 Mo au plus.", "Rien n’a été joint. Réduisez-le, puis recommencez."
            )
    except OSError:
        raise _unreadable() from None
    folder = data / FOLDER / owner
    name = safe_name(source.name)
    partial = folder / f".{name}.partiel"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        digest = _copy(source, partial)
        partial.replace(folder / name)
    except OSError:
        partial.unlink(missing_ok=True)
        raise Refusal(
            "Ce fichier n’a pas pu être copié.",
            "Rien n’a été joint. Vérifiez qu’il s’ouvre et qu’il reste de la place.",
        ) from None
    return name, digest


def path_of(data: Path, owner: str, name: str) -> Path | None:
    """Where the file is kept, None when it is not there any more."""
    path = data / FOLDER / owner / name
    return path if name and path.is_file() else None


def digest_of(path: Path) -> str:
    """The SHA-256 of the file, in hexadecimal; "" when it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except OSError:
        return ""
    return digest.hexdigest()


def remove(data: Path, owner: str) -> None:
    """Removes the folder of `owner` with what it holds; nothing when there is none."""
    shutil.rmtree(data / FOLDER / owner, ignore_errors=True)


def keep_only(data: Path, owner: str, name: str) -> None:
    """Removes what the folder of `owner` holds besides `name`: a former contract, a copy that was cut."""
    folder = data / FOLDER / owner
    if folder.is_dir():
        for path in folder.iterdir():
            if path.name != name:
                path.unlink(missing_ok=True)


def safe_name(name: str) -> str:
    """The name as any system takes it, its ending kept."""
    stem, ending = os.path.splitext(name)  # noqa: PTH122 - of a name, not of a path
    clean = "".join("_" if mark in _FORBIDDEN or ord(mark) < 32 else mark for mark in stem).strip(" .")
    if not clean or clean.casefold() in _RESERVED:
        clean = f"contrat-{clean}" if clean else "contrat"
    ending = "".join(mark for mark in ending if mark.isalnum() or mark == ".")[:20]
    while len((clean + ending).encode()) > _NAME_LENGTH:
        clean = clean[:-1]
    return clean + ending


def _copy(source: Path, partial: Path) -> str:
    digest = hashlib.sha256()
    with source.open("rb") as reading, partial.open("wb") as writing:
        while piece := reading.read(_PIECE):
            digest.update(piece)
            writing.write(piece)
        writing.flush()
        os.fsync(writing.fileno())
    return digest.hexdigest()


def _unreadable() -> Refusal:
    return Refusal("Ce fichier n’est pas lisible.", "Rien n’a été joint. Choisissez un autre fichier.")
