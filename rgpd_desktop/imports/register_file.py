"""An existing register in: CNIL's .ods or .xlsx with one sheet an activity, or the JSON that this program writes. Called by services.

The first bytes tell which; nothing is interpreted here. Sheets that are no activity (the tutorial, the lists, the model left empty) are
left out.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.imports.spreadsheet import open_book
from rgpd_desktop.rules import cnil_head, cnil_sheet, register_document
from rgpd_desktop.rules.cnil_head import CnilHead
from rgpd_desktop.rules.cnil_sheet import CnilSheet
from rgpd_desktop.rules.register_document import NewerDocument, RegisterDocument

LARGEST: Final = 20_000_000  # bytes of a JSON register
_NOTHING: Final = "Rien n’a été importé."


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """What the file holds: a whole `document` of ours, or CNIL's `sheets`, each with the name of its tab, and their `head`.

    In a workbook that this program wrote, `document` is beside them: the business, processors and measures, without the sheets."""

    document: RegisterDocument | None = None
    head: CnilHead = CnilHead()  # noqa: RUF009 - frozen
    sheets: tuple[tuple[str, CnilSheet], ...] = ()


def read(path: Path) -> RegisterFile:
    """The register in that file. Raises Refusal: not readable, not a register, written by a later version."""
    try:
        with path.open("rb") as file:
            start = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    except OSError:
        raise Refusal(
            "Ce fichier n’est pas lisible.", f"{_NOTHING} Vérifiez qu’il existe encore, puis recommencez."
        ) from None
    return RegisterFile(_document(path)) if start.startswith(b"{") else _workbook(path)


def _document(path: Path) -> RegisterDocument:
    if path.stat().st_size > LARGEST:
        raise _no_register()
    try:
        return _parsed(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise Refusal(
            "Ce fichier n’est pas lisible.", f"{_NOTHING} Vérifiez qu’il existe encore, puis recommencez."
        ) from None
    except NewerDocument:
        raise Refusal(
            "Ce registre vient d’une version plus récente de RGPD Desktop.",
            f"{_NOTHING} Mettez d’abord le programme à jour.",
        ) from None
    except (ValueError, RecursionError):
        raise _no_register() from None


def _parsed(text: str) -> RegisterDocument:
    """Raises ValueError, RecursionError or NewerDocument. Half a character (a lone surrogate) could not be kept: it is no text."""
    plain = json.loads(text)
    if "\\u" in text:
        json.dumps(plain, ensure_ascii=False).encode()  # UnicodeEncodeError is a ValueError
    return register_document.from_json(plain)


def _workbook(path: Path) -> RegisterFile:
    book = open_book(path)
    sheets, head, ours = [], CnilHead(), ""
    for sheet in book.sheets:
        lines = list(book.lines(sheet.name))
        found = cnil_sheet.read(lines)
        if found is None:
            head = head if head.is_known else cnil_head.read_head(lines)
            ours = ours or cnil_sheet.read_ours(lines)
        elif not found.is_blank:
            sheets.append((sheet.name, found))
    document = None
    with contextlib.suppress(ValueError, RecursionError, NewerDocument):  # the rows that people see remain
        document = _parsed(ours) if ours else None
    if not sheets and document is None:
        raise _no_register()
    return RegisterFile(document, head, tuple(sheets))


def _no_register() -> Refusal:
    return Refusal(
        "Ce fichier n’est pas un registre que le programme sait lire.",
        f"{_NOTHING} Choisissez le modèle de registre de la CNIL (.ods ou .xlsx) rempli, ou un registre exporté par RGPD Desktop (.json).",
    )
