"""A duration typed in a sheet of CNIL's layout, read back into a Keeping. Called by rules.cnil_lines; pure.

What it does not understand to the end stays in the words that were typed: a duration is never guessed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from rgpd_desktop.rules.activity import Keeping
from rgpd_desktop.rules.folding import unaccented
from rgpd_desktop.rules.retention import Period

_LENGTH: Final = (
    r"(?:(?P<years>\d{1,3}) ?ans?)?(?: et )?(?:(?P<months>\d{1,4}) ?mois)?(?: et )?(?:(?P<days>\d{1,5}) ?jours?)?"
)
_WHOLE: Final = re.compile(rf"{_LENGTH}(?=$|[ ,(.])", re.ASCII)
_ARCHIVE: Final = re.compile(rf"(?P<length>{_LENGTH}) en archive(?: \((?P<reason>.*)\))?", re.ASCII)
_START: Final = re.compile(r"\(départ : (.*)\)")
_ENDINGS: Final = {"suppression": "delete", "anonymisation": "anonymise", "restitution": "return"}


def read_keeping(words: str) -> Keeping:
    """`5 ans à compter du versement, puis suppression` as a period, its start and its end.

    A duration alone is a time limit for erasure (RGPD, art. 30-1 f): it ends with a deletion when nothing else is said.
    """
    words = " ".join(words.split())
    first, *ends = words.split(", puis ")
    found = _period(first)
    if found is None:
        return Keeping(starts=words)
    period, starts = found
    keeping = Keeping(period, starts)
    for end in ends:
        after = _with_end(keeping, end)
        if after is None:
            return Keeping(period, words[len(first) - len(starts) :] if starts else f"puis {', puis '.join(ends)}")
        keeping = after
    return keeping


def _period(text: str) -> tuple[Period, str] | None:
    """The length the text begins with, and what follows it; None when it begins with no length."""
    plain = unaccented(text)
    found = _WHOLE.match(plain if len(plain) == len(text) else text)
    if found is None or not found[0].strip():
        return None
    period = _of(found)
    if period == Period():
        return None
    rest = text[found.end() :].strip(" ,")
    if rest.startswith(("ou ", "/", "-")):  # "5 ans ou 10 ans": which one is not ours to say
        return None
    start = _START.fullmatch(rest)
    return period, start[1] if start else rest


def _of(found: re.Match[str]) -> Period:
    return Period(*(int(found[unit] or 0) for unit in ("years", "months", "days")))


def _with_end(keeping: Keeping, end: str) -> Keeping | None:
    """The keeping with one more ending; None when it is in other words than the program's."""
    archive = _ARCHIVE.fullmatch(end)
    if archive is not None and _of(archive) != Period():
        return replace(keeping, archive=_of(archive), archive_reason=archive["reason"] or "", then="archive")
    if end in _ENDINGS:
        return replace(keeping, then=_ENDINGS[end])
    reason = re.fullmatch(r"archivage(?: \((.*)\))?", end)
    return replace(keeping, then="archive", archive_reason=reason[1] or "") if reason else None
