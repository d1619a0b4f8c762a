"""What a file is, and whether it may be read at all: looked up from its first bytes and its container, before any parser.

open_book calls these in turn. They only refuse or let through: no cell is read here.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.imports.book import damaged, refused

LARGEST_FILE = 500_000_000  # bytes
LARGEST_CONTENT = 1_200_000_000  # bytes, all the parts of a zip once inflated
SMALL_CONTENT = 50_000_000  # below that, whatever the ratio, a zip is no bomb
HIGHEST_RATIO = 100  # a real 86 MB sheet has 6, a bomb 178 and more
MOST_PARTS = 20_000
CHUNK = 1 << 20

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

AS_WORKBOOK = "Ouvrez-le, copiez le tableau dans Excel ou LibreOffice, puis enregistrez-le au format .xlsx."
_CHOOSE_LIST = "Choisissez le fichier de votre liste : Excel (.xlsx, .xls), LibreOffice (.ods), texte (.csv) ou carte de visite (.vcf)."

_FOREIGN: tuple[tuple[bytes, int, str, str], ...] = (
    (b"%PDF-", 0, "un document PDF", AS_WORKBOOK),
    (b"\x89PNG", 0, "une image", _CHOOSE_LIST),
    (b"\xff\xd8\xff", 0, "une image", _CHOOSE_LIST),
    (b"GIF89a", 0, "une image", _CHOOSE_LIST),
    (b"II*\0", 0, "une image", _CHOOSE_LIST),
    (b"MM\0*", 0, "une image", _CHOOSE_LIST),
    (b"WEBP", 8, "une image", _CHOOSE_LIST),
    (b"ftyp", 4, "une image ou une vidéo", _CHOOSE_LIST),
    (b"{\\rtf", 0, "un document de traitement de texte", AS_WORKBOOK),
    (b"\x1f\x8b", 0, "une archive compressée", "Décompressez-la, puis importez le fichier qu’elle contient."),
    (b"7z\xbc\xaf\x27\x1c", 0, "une archive compressée", "Décompressez-la, puis importez le fichier qu’elle contient."),
    (b"Rar!\x1a\x07", 0, "une archive compressée", "Décompressez-la, puis importez le fichier qu’elle contient."),
    (b"1AY&SY", 4, "une archive compressée", "Décompressez-la, puis importez le fichier qu’elle contient."),
    (b"\xfd7zXZ\0", 0, "une archive compressée", "Décompressez-la, puis importez le fichier qu’elle contient."),
    (b"SQLite format 3\0", 0, "une base de données", "Exportez-en la liste au format CSV, puis importez ce fichier."),
    (
        b"\0\1\0\0Standard ",
        0,
        "une base de données Access",
        "Exportez-en la liste au format Excel, puis importez ce fichier.",
    ),
    (
        b"!BDN",
        0,
        "un fichier de données Outlook",
        "Exportez vos contacts au format CSV depuis Outlook, puis importez ce fichier.",
    ),
    (b"MZ\x90\0", 0, "un programme", _CHOOSE_LIST),
    (b"\x7fELF", 0, "un programme", _CHOOSE_LIST),
    (b"PAR1\x15", 0, "un fichier de données Parquet", "Exportez-le au format CSV, puis importez ce fichier."),
)


def check_path(path: Path) -> int:
    """The size in bytes of a file that may be opened. Raises Refusal: missing, a folder, a lock file, empty, too large."""
    if path.name.startswith("~$") or (path.name.startswith(".~lock.") and path.name.endswith("#")):
        raise refused(
            "Ce fichier n’est qu’un témoin d’ouverture, laissé à côté de votre liste pendant qu’elle est ouverte.",
            "Choisissez la liste elle-même : le fichier de même nom, sans « ~ » au début.",
        )
    try:
        if path.is_dir():
            raise refused("C’est un dossier, pas un fichier.", "Ouvrez-le et choisissez votre liste à l’intérieur.")
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise refused("Ce n’est pas un fichier ordinaire.", _CHOOSE_LIST)
        size = status.st_size
        path.open("rb").close()
    except FileNotFoundError:
        raise refused(
            "Ce fichier n’existe plus à cet endroit.", "Vérifiez qu’il n’a pas été déplacé ou renommé."
        ) from None
    except OSError:
        raise unreadable() from None
    if size == 0:
        raise refused(
            "Ce fichier est vide.", "Vérifiez qu’il a été enregistré jusqu’au bout, ou demandez-en une nouvelle copie."
        )
    if size > LARGEST_FILE:
        raise refused(
            f"Ce fichier est trop gros : {size // 1_000_000} Mo, pour {LARGEST_FILE // 1_000_000} Mo au plus.",
            "Séparez la liste en plusieurs fichiers et importez-les l’un après l’autre.",
        )
    return size


def unreadable() -> Refusal:
    """The refusal of a file that the system does not let us read."""
    return refused(
        "Ce fichier ne peut pas être lu.",
        "Fermez-le s’il est ouvert dans un autre programme, vérifiez que vous avez le droit de l’ouvrir, puis recommencez.",
    )


def check_foreign(head: bytes) -> None:
    """Raises Refusal when the first bytes are those of a format that is no list (PDF, image, archive, program…)."""
    for mark, offset, name, remedy in _FOREIGN:
        if head.startswith(mark, offset):
            raise refused(f"Ce fichier est {name}, pas une liste de contacts.", remedy)


def check_zip(raw: bytes) -> tuple[str, zipfile.ZipFile]:
    """The family of workbook in a zip ("xlsx", "xlsb" or "ods") and the opened zip. Raises Refusal for anything else.

    Also refuses what would not fit in memory (the sizes declared; see `inflated` for the real ones) and parts under a password.
    """
    try:
        parts = zipfile.ZipFile(io.BytesIO(raw))
        family = _family(parts)
        is_encrypted = family == "ods" and _is_encrypted_ods(parts)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError, OSError):
        raise damaged() from None
    listed = parts.infolist()
    total = sum(part.file_size for part in listed)
    if (
        total > LARGEST_CONTENT
        or len(listed) > MOST_PARTS
        or (total > SMALL_CONTENT and total > HIGHEST_RATIO * len(raw))
    ):
        raise refused(
            "Ce fichier se déplierait en un volume anormal : il pourrait bloquer votre ordinateur.",
            "Si c’est bien votre liste, copiez ses cellules remplies dans un nouveau classeur, enregistrez-le et importez-le.",
        )
    if is_encrypted or any(part.flag_bits & 1 for part in listed):
        raise protected()
    return family, parts


def _family(parts: zipfile.ZipFile) -> str:
    names = set(parts.namelist())
    lowered = {name.lower() for name in names}
    if "xl/workbook.bin" in lowered:
        return "xlsb"
    if "xl/workbook.xml" in lowered:
        return "xlsx"
    kind = parts.read("mimetype")[:100].decode("ascii", "replace") if "mimetype" in names else ""
    if "opendocument.spreadsheet" in kind:
        return "ods"
    if "[content_types].xml" in lowered and _holds_workbook(parts):
        return "xlsx"
    raise _not_a_workbook(lowered, kind)


def _holds_workbook(parts: zipfile.ZipFile) -> bool:
    """Whether the content types name a workbook that some program put elsewhere than in xl/."""
    name = next(name for name in parts.namelist() if name.lower() == "[content_types].xml")
    with parts.open(name) as stream:
        return b"spreadsheetml.sheet.main+xml" in stream.read(CHUNK)


def _not_a_workbook(names: set[str], kind: str) -> Refusal:
    if any(name.startswith("word/") for name in names) or "opendocument.text" in kind:
        return refused("Ce fichier est un document de traitement de texte, pas une liste de contacts.", AS_WORKBOOK)
    if any(name.startswith("ppt/") for name in names) or "opendocument.presentation" in kind:
        return refused("Ce fichier est une présentation, pas une liste de contacts.", AS_WORKBOOK)
    if any(name.endswith(".iwa") for name in names):
        return refused(
            "Ce fichier est un classeur Numbers, que ce programme ne sait pas lire.",
            "Dans Numbers, choisissez Fichier, Exporter vers, Excel, puis importez le fichier obtenu.",
        )
    return refused(
        "Ce fichier est une archive ZIP, pas un classeur.", "Décompressez-la, puis importez la liste qu’elle contient."
    )


def _is_encrypted_ods(parts: zipfile.ZipFile) -> bool:
    if "META-INF/manifest.xml" not in parts.namelist():
        return False
    with parts.open("META-INF/manifest.xml") as stream:
        return b"encryption-data" in stream.read(CHUNK)


def protected() -> Refusal:
    """The refusal of a workbook locked by a password."""
    return refused(
        "Ce classeur est protégé par un mot de passe : il ne peut pas être lu.",
        "Ouvrez-le dans Excel avec son mot de passe, choisissez Fichier, Informations, Protéger le classeur, Chiffrer avec mot de passe, "
        "effacez le mot de passe, puis enregistrez une copie et importez-la.",
    )


def inflated(raw: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of a part, in chunks of at most 1 MB, never more than the size it declares.

    Raises Refusal when the part holds more than it says, is cut short, or is packed in another way than Excel does.
    Checks no checksum (a third of the time): the parser that follows does.
    """
    start = part.header_offset
    if raw[start : start + 4] != ZIP[0]:
        raise damaged()
    start += (
        30
        + int.from_bytes(raw[start + 26 : start + 28], "little")
        + int.from_bytes(raw[start + 28 : start + 30], "little")
    )
    packed = memoryview(raw)[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        for offset in range(0, len(packed), CHUNK):
            yield bytes(packed[offset : offset + CHUNK])
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise damaged()
    yield from _inflated_stream(packed, part.file_size)


def _inflated_stream(packed: memoryview, declared: int) -> Iterator[bytes]:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    left = declared
    position = 0
    try:
        while not stream.eof:
            pending: bytes | memoryview = stream.unconsumed_tail
            if not pending:
                pending = packed[position : position + CHUNK // 4]
                position += len(pending)
            chunk = stream.decompress(pending, CHUNK)
            left -= len(chunk)
            if left < 0 or (not chunk and not pending):
                raise damaged()
            if chunk:
                yield chunk
    except zlib.error:
        raise damaged() from None


def check_entities(head: bytes) -> None:
    """Raises Refusal when the start of an XML part declares a document type: entities are how a small file becomes huge."""
    plain = head.replace(b"\0", b"")  # UTF-16 parts too
    root = re.search(rb"<[A-Za-z_]", plain)
    if re.search(rb"<!(DOCTYPE|ENTITY)", plain[: root.start()] if root else plain, re.IGNORECASE):
        raise entities()


def entities() -> Refusal:
    """The refusal of an XML that declares a document type or entities."""
    return refused(
        "Ce fichier contient des déclarations qu’aucun tableur n’écrit et qui peuvent bloquer un ordinateur.",
        "Ouvrez-le dans Excel ou LibreOffice, enregistrez-le au format .xlsx et importez la copie.",
    )
