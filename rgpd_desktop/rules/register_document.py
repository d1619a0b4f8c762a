"""The whole register as one versioned document, what the JSON file carries: the business, the sheets, the processors, the measures.

Called by services; written and read by documents and imports as JSON. The format is told in docs/register-json.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, TypeVar

from rgpd_desktop.rules.activity import Activity
from rgpd_desktop.rules.business import Business
from rgpd_desktop.rules.measures import MeasureAnswer
from rgpd_desktop.rules.processor import Processor
from rgpd_desktop.rules.register_record import from_plain, to_plain

FORMAT: Final = "rgpd-desktop-register"
VERSION: Final = 1
_MOST: Final = 2_000  # sheets, processors or answers: beyond, it is no register of somebody working alone
Noun = TypeVar("Noun")


class NewerDocument(Exception):  # noqa: N818
    """The document was written by a later version of the format."""


@dataclass(frozen=True, slots=True)
class RegisterDocument:
    """Everything that is kept of the register, in the order it is kept."""

    business: Business = Business()  # noqa: RUF009 - frozen
    activities: tuple[Activity, ...] = ()
    processors: tuple[Processor, ...] = ()
    measures: tuple[MeasureAnswer, ...] = ()
    content_version: str = ""


def to_json(document: RegisterDocument) -> dict[str, Any]:
    """The document as plain values."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "content_version": document.content_version,
        "business": to_plain(document.business),
        "activities": [to_plain(each) for each in document.activities],
        "processors": [to_plain(each) for each in document.processors],
        "measures": [to_plain(each) for each in document.measures],
    }


def from_json(plain: object) -> RegisterDocument:
    """What `to_json` wrote. Raises ValueError when it is something else, NewerDocument when it is of a later version."""
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise ValueError("not a register")
    version = plain.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise ValueError("not a register")
    if version > VERSION:
        raise NewerDocument
    content_version = plain.get("content_version", "")
    return RegisterDocument(
        business=from_plain(Business, plain.get("business", {})),
        activities=_each(Activity, plain.get("activities", [])),
        processors=_each(Processor, plain.get("processors", [])),
        measures=_each(MeasureAnswer, plain.get("measures", [])),
        content_version=content_version if isinstance(content_version, str) else "",
    )


def _each(kind: type[Noun], plain: object) -> tuple[Noun, ...]:
    if not isinstance(plain, list) or len(plain) > _MOST:
        raise ValueError("not a register")
    return tuple(from_plain(kind, each) for each in plain)
