"""What this program adds under a sheet of CNIL's layout so that nothing is lost: our own record, and the rows as they were written.

Written and read by rules.cnil_activity, cut by documents.register_book. The rows written beside the record tell, when the file comes back,
which ones were edited by hand since. Knows no file.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import Any, Final

from rgpd_desktop.rules.activity import Activity
from rgpd_desktop.rules.cnil_sheet import CnilSheet
from rgpd_desktop.rules.register_document import RegisterDocument, to_json
from rgpd_desktop.rules.register_record import from_plain, to_plain

PART: Final = 30_000  # characters of a cell: Excel takes 32 767
_FORMAT: Final = "rgpd-desktop-sheet"
_VERSION: Final = 1
_LONGEST: Final = 5_000_000  # characters: beyond, it is no sheet


@dataclass(frozen=True, slots=True)
class SheetRecord:
    """Our record of a sheet: the `activity`, the rows `shown` for it, and the ids of the `processors` among its recipients and transfers,
    in the order of their rows."""

    activity: Activity
    shown: CnilSheet
    recipients: tuple[str, ...] = ()
    transfers: tuple[str, ...] = ()


def written(record: SheetRecord) -> str:
    """The record as one line of ASCII that any spreadsheet leaves as it is."""
    plain = {"format": _FORMAT, "version": _VERSION, **to_plain(replace(record, shown=replace(record.shown, ours="")))}
    return _line(plain)


def read(text: str) -> SheetRecord | None:
    """What `written` wrote; None when it is something else, was damaged, or comes from a later version: the rows then say what they say."""
    if not text or len(text) > _LONGEST:
        return None
    try:
        plain = json.loads(text)
        json.dumps(plain, ensure_ascii=False).encode()  # half a character could not be kept
        if not isinstance(plain, dict) or plain.get("format") != _FORMAT or plain.get("version") != _VERSION:
            return None
        return from_plain(SheetRecord, plain)
    except (ValueError, RecursionError):
        return None


def written_book(document: RegisterDocument) -> str:
    """What goes under the list of the activities: the register without its sheets, each of which has its own record."""
    return _line(to_json(replace(document, activities=())))


def cut(text: str) -> tuple[str, ...]:
    """The record in parts that a cell holds; none begins or ends with a space, which some programs drop."""
    parts = []
    while text:
        at = PART
        while at < len(text) and " " in text[at - 1 : at + 1]:
            at -= 1
        parts.append(text[:at])
        text = text[at:]
    return tuple(parts)


def _line(plain: dict[str, Any]) -> str:
    """JSON on one line, without two spaces in a row, which some programs make one, nor "_x", which begins an escaped letter in .xlsx."""
    text = json.dumps(plain, ensure_ascii=True, separators=(",", ":")).replace("_x", "\\u005fx")
    return re.sub("  +", lambda found: "\\u0020" * len(found[0]), text)
