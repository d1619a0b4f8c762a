"""Whether a list is about professionals or individuals, from what its lines hold. Called by mapping; confirmed by the user."""

from __future__ import annotations

from collections.abc import Sequence

from rgpd_desktop.rules.columns import Cell, ColumnGuess
from rgpd_desktop.rules.contact import Audience
from rgpd_desktop.rules.value_signs import text_of
from rgpd_desktop.rules.value_words import FREE_MAIL

_CLEARLY_PROFESSIONAL = 0.6
_CLEARLY_INDIVIDUAL = 0.25


def guess_audience(guesses: Sequence[ColumnGuess], samples: Sequence[Sequence[Cell]]) -> Audience:
    """Professionals, individuals, or UNKNOWN when the lines do not say or are mixed.

    A line is professional by its company, SIREN, job title or an e-mail domain of its own; individual by a mailbox of the
    general public and none of these. Lines with neither do not count. `samples` are cut like the guesses' positions.
    """
    places: dict[str, list[int]] = {}
    for one in guesses:
        places.setdefault(one.field, []).append(one.index)
    codes = {value: code for one in guesses if one.field == "audience" for value, code in one.codes.items()}
    professional = individual = 0
    for row in samples:
        verdict = _verdict(row, places, codes)
        professional += verdict is Audience.PROFESSIONAL
        individual += verdict is Audience.INDIVIDUAL
    if not professional + individual:
        return Audience.UNKNOWN
    share = professional / (professional + individual)
    if share >= _CLEARLY_PROFESSIONAL:
        return Audience.PROFESSIONAL
    return Audience.INDIVIDUAL if share <= _CLEARLY_INDIVIDUAL else Audience.UNKNOWN


def _verdict(row: Sequence[Cell], places: dict[str, list[int]], codes: dict[str, str]) -> Audience:
    def texts(field: str) -> list[str]:
        return [text for place in places.get(field, ()) if place < len(row) and (text := text_of(row[place]))]

    for text in texts("audience"):
        if codes.get(text):
            return Audience(codes[text])
    if texts("company") or texts("siren") or texts("job_title"):
        return Audience.PROFESSIONAL
    domains = {text.rsplit("@", 1)[1].strip(" >.").lower() for text in texts("email") if "@" in text}
    if domains - FREE_MAIL:
        return Audience.PROFESSIONAL
    if domains or "company" in places or texts("civility"):
        return Audience.INDIVIDUAL
    return Audience.UNKNOWN
