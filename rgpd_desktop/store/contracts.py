"""The files of contracts, kept beside the data in one folder a processor. Copied whole or not at all; their digest tells a change.

Called by services.keep_processors. The files are personal to the business, not to its contacts: erasure does not reach them. Never follows
an id or a name out of its folder: both may come from a register that somebody else wrote.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import unicodedata
import uuid
from pathlib import Path
from typing import Final

from rgpd_desktop.basics import french, private_files
from rgpd_desktop.basics.problems import Refusal

FOLDER: Final = "contrats"
LARGEST: Final = 100_000_000  # bytes
_PIECE: Final = 1 << 20
_NAME_LENGTH: Final = 120  # bytes
_NUMBER_LENGTH: Final = 8  # kept free for the number of a second contract of the same name
_PLAIN_OWNER: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_FORBIDDEN: Final = '<>:"/\\|?*'
_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
)


def keep(data: Path, owner: str, source: Path) -> tuple[str, str]:
    """Copies `source` in the folder of `owner` (an id); gives the name it was kept under and its SHA-256, in hexadecimal.

    The former contract stays beside it, under another name, until `keep_only`. Raises Refusal when it cannot be read, is no ordinary file,
    is empty or over 100 MB, or when there is no room: nothing is kept then.
    """
    try:
        if not source.is_file():
            raise _unreadable()
        size = source.stat().st_size
        if not size:
            raise Refusal("Ce fichier est vide.", "Rien n’a été joint. Choisissez le fichier du contrat.")
        if size > LARGEST:
            raise Refusal(
                "Ce fichier est trop gros : 100 Mo au plus.", "Rien n’a été joint. Réduisez-le, puis recommencez."
            )
    except OSError:
        raise _unreadable() from None
    folder = _folder(data, owner)
    partial = folder / f".{uuid.uuid4().hex}.partiel"
    try:
        private_files.make_folder(folder)
        digest = _copy(source, partial)
        name = _free_name(folder, safe_name(source.name))
        partial.replace(folder / name)
    except OSError:
        with contextlib.suppress(OSError):
            partial.unlink()
        raise Refusal(
            "Ce fichier n’a pas pu être copié.",
            "Rien n’a été joint. Vérifiez qu’il s’ouvre et qu’il reste de la place.",
        ) from None
    return name, digest


def path_of(data: Path, owner: str, name: str) -> Path | None:
    """Where the file is kept; None when it is not there any more, or when its name is none that `keep` gives."""
    if not name or safe_name(name) != name:
        return None
    path = _folder(data, owner) / name
    return path if path.is_file() and not path.is_symlink() else None


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
    """Removes the folder of `owner` with its files; nothing when there is none. Raises Refusal when the system keeps one."""
    folder = _folder(data, owner)
    if not folder.is_dir():
        return
    try:
        for path in folder.iterdir():
            path.unlink()
    except OSError:
        raise Refusal(
            "La copie du contrat n’a pas pu être supprimée.",
            "Rien n’a été modifié. Fermez ce fichier s’il est ouvert ailleurs, puis recommencez.",
        ) from None
    with contextlib.suppress(OSError):  # an empty folder left behind does no harm
        folder.rmdir()


def keep_only(data: Path, owner: str, name: str) -> None:
    """Removes what the folder of `owner` holds besides `name`: a former contract, a copy that was cut. One that is open elsewhere stays
    until the next time."""
    folder = _folder(data, owner)
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name != name:
            with contextlib.suppress(OSError):
                path.unlink()


def kept_names(data: Path) -> list[str]:
    """Every file kept, as `owner/name`: what a backup takes along."""
    found = sorted(path for path in (data / FOLDER).glob("*/*") if path.is_file() and not path.is_symlink())
    names = [f"{path.parent.name}/{path.name}" for path in found]
    return [name for name in names if _place(data, name) is not None]


def read_kept(data: Path, name: str) -> bytes:
    """The content of the file `owner/name`. Raises OSError."""
    return (data / FOLDER / name).read_bytes()


def put_back(data: Path, name: str, content: bytes) -> bool:
    """Writes the file `owner/name` of a backup in its place, whole or not at all; False when the name is none of ours. Raises OSError."""
    path = _place(data, name)
    if path is None:
        return False
    private_files.make_folder(path.parent)
    partial = path.parent / f".{uuid.uuid4().hex}.partiel"
    private_files.make_file(partial)
    with partial.open("wb") as writing:
        writing.write(content)
        writing.flush()
        os.fsync(writing.fileno())
    partial.replace(path)
    return True


def _place(data: Path, name: str) -> Path | None:
    owner, _, file = name.partition("/")
    if not _PLAIN_OWNER.fullmatch(owner) or not file or safe_name(file) != file:
        return None
    return data / FOLDER / owner / file


def safe_name(name: str) -> str:
    """The name as any system takes it, its ending kept."""
    name = "".join(mark for mark in unicodedata.normalize("NFC", french.one_way(name)) if mark.isprintable())
    stem, ending = os.path.splitext(name)  # noqa: PTH122 - of a name, not of a path
    clean = "".join("_" if mark in _FORBIDDEN or ord(mark) < 32 else mark for mark in stem).strip(" .")
    if not clean or clean.split(".")[0].casefold() in _RESERVED:  # Windows takes `con.tar.gz` for the device too
        clean = f"contrat-{clean}" if clean else "contrat"
    ending = "".join(mark for mark in ending if mark.isalnum() or mark == ".")[:20].rstrip(".")
    if len((clean + ending).encode()) > _NAME_LENGTH:
        while len((clean + ending).encode()) > _NAME_LENGTH - _NUMBER_LENGTH:
            clean = clean[:-1].rstrip(" .")
    return clean + ending


def _folder(data: Path, owner: str) -> Path:
    """The folder of `owner`: an id of ours as it is, any other by its digest."""
    plain = owner if _PLAIN_OWNER.fullmatch(owner) else hashlib.sha256(owner.encode()).hexdigest()
    return data / FOLDER / plain


def _free_name(folder: Path, name: str) -> str:
    """The name, or `contrat-2.pdf` when there is one: until the new one is kept, the former one stays whole."""
    stem, ending = os.path.splitext(name)  # noqa: PTH122 - of a name, not of a path
    made, number = name, 2
    while (folder / made).exists():
        made, number = f"{stem}-{number}{ending}", number + 1
    return made


def _copy(source: Path, partial: Path) -> str:
    digest = hashlib.sha256()
    private_files.make_file(partial)
    with source.open("rb") as reading, partial.open("wb") as writing:
        while piece := reading.read(_PIECE):
            digest.update(piece)
            writing.write(piece)
        writing.flush()
        os.fsync(writing.fileno())
    return digest.hexdigest()


def _unreadable() -> Refusal:
    return Refusal("Ce fichier n’est pas lisible.", "Rien n’a été joint. Choisissez un autre fichier.")
