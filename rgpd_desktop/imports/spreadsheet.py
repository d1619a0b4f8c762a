"""The door of lists: open_book looks at the bytes of a file, never at its extension, and chooses its reader.

services call it, in the process that is allowed to die. Everything that cannot be read ends in a Refusal.
"""

from __future__ import annotations

import re
from pathlib import Path

from rgpd_desktop.imports.book import Book, SheetInfo, refused
from rgpd_desktop.imports.cards import CardsBook
from rgpd_desktop.imports.delimited import DelimitedBook
from rgpd_desktop.imports.encodings import ENCODING_LABELS, survey
from rgpd_desktop.imports.guard import OLE, ZIP, check_foreign, check_path, entities, unreadable
from rgpd_desktop.imports.markup import open_html, open_spreadsheetml
from rgpd_desktop.imports.workbook import open_workbook

__all__ = ["ENCODING_LABELS", "Book", "SheetInfo", "open_book"]

_HEAD = 1 << 16
_BYTE_ORDER_MARKS = b"\xef\xbb\xbf\xff\xfe"
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|table|meta)\b")
_JSON = re.compile(rb"[\[{]\s*[{\[\"]")
_MAIL = re.compile(rb"(mime-version|received|return-path|from|subject):.*?content-type:", re.DOTALL)


def open_book(path: Path, *, encoding: str | None = None, delimiter: str | None = None) -> Book:
    """The list in `path`. `encoding` (a key of ENCODING_LABELS) and `delimiter` are the user's choice, None for a guess.

    Raises Refusal, with a French sentence and what to do, for everything that is not a list this program can read.
    """
    if encoding is not None and encoding not in ENCODING_LABELS:
        raise refused("Ce jeu de caractères n’est pas proposé.", f"Choisissez parmi : {', '.join(ENCODING_LABELS)}.")
    check_path(path)
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            check_foreign(head)
            if head.startswith((OLE, *ZIP)):
                return open_workbook(head + stream.read())
        return _open_text(path, head, encoding, delimiter)
    except OSError:
        raise unreadable() from None
    except MemoryError:
        raise refused(
            "Ce fichier demande plus de mémoire que ce programme ne peut en prendre.",
            "Séparez la liste en plusieurs fichiers et importez-les l’un après l’autre.",
        ) from None


def _open_text(path: Path, head: bytes, encoding: str | None, delimiter: str | None) -> Book:
    plain = head.replace(b"\0", b"").lstrip(_BYTE_ORDER_MARKS + b" \t\r\n").lower()
    if plain.startswith(b"begin:vcard"):
        return CardsBook(path, survey(path, encoding))
    if plain.startswith(b"<"):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in plain and b"workbook" in plain:
            return open_spreadsheetml(path)
        if _HTML.search(plain):
            return open_html(path, encoding)
        if plain.startswith(b"<?xml"):
            raise _no_list(plain)
    if _JSON.match(plain):
        raise refused(
            "Ce fichier est au format JSON, pas une liste en colonnes.", "Exportez la liste au format .csv ou .xlsx."
        )
    if _MAIL.match(plain):
        raise refused(
            "Ce fichier est un message ou une page web archivée, pas une liste.",
            "Ouvrez-le dans Excel ou dans votre messagerie et enregistrez le tableau au format .xlsx.",
        )
    return DelimitedBook(path, survey(path, encoding), delimiter)


def _no_list(plain: bytes) -> Exception:
    if b"<!doctype" in plain or b"<!entity" in plain:
        return entities()
    return refused(
        "Ce fichier est un document XML, pas une liste en colonnes.", "Exportez la liste au format .csv ou .xlsx."
    )
