"""Where data may go without more, and what frames the rest (RGPD, art. 44 to 49): countries, safeguards, what to know. Filled by content.

Pure. A country is recognised as people write it; one that is not known is said to be unknown, never taken for safe.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from rgpd_desktop.rules.folding import fold, words
from rgpd_desktop.rules.retention import Confidence

_IN_BRACKETS: Final = re.compile(r"\(([^()]*)\)")
_BETWEEN_PLACES: Final = re.compile(r"[,;/+&]|\s(?:ou|et|puis|or|and)\s")
_ARTICLES: Final = words("le la les l en au aux vers dans the")


class Standing(StrEnum):
    """What a country is for a transfer."""

    EEA = "eea"
    ADEQUATE = "adequate"
    THIRD = "third"
    UNKNOWN = "unknown"


_WORST_LAST: Final = (Standing.EEA, Standing.ADEQUATE, Standing.UNKNOWN, Standing.THIRD)


@dataclass(frozen=True, slots=True)
class Country:
    """A country named by the content; `since` and `until` bound its adequacy, `note` limits it."""

    code: str
    name: str
    words: tuple[str, ...] = ()
    note: str = ""
    since: date | None = None
    until: date | None = None

    def is_named(self, place: str) -> bool:
        """Whether this text, as typed, is one of its names: `Suisse`, `la suisse`, `CH`."""
        return _key(place) in {_key(word) for word in (self.name, self.code, *self.words)}

    def holds_on(self, day: date) -> bool:
        """Whether its adequacy is in force that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Safeguard:
    """What frames a transfer; `article` of the RGPD."""

    id: str
    label: str
    article: str
    help: str


@dataclass(frozen=True, slots=True)
class TransferNote:
    """Something to know before trusting a transfer."""

    id: str
    title: str
    text: str
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class TransferLists:
    """All of it, as checked on `checked_on`."""

    eea: tuple[Country, ...]
    adequate: tuple[Country, ...]
    third: tuple[Country, ...]
    safeguards: tuple[Safeguard, ...]
    notes: tuple[TransferNote, ...]
    checked_on: date

    def standing(self, country: str, today: date) -> Standing:
        """What this country, as typed, is for a transfer on that day; a country of no list is UNKNOWN.

        Of several places (`Irlande ou États-Unis`) it is the standing of the one that asks for most; what stands between brackets counts
        only when it is a country (`Irlande (Dublin)` is Ireland).
        """
        found = [self._standing(place, today) for place in _places(_IN_BRACKETS.sub(" ", country))]
        inside = [self._standing(place, today) for place in _places(",".join(_IN_BRACKETS.findall(country)))]
        found += [each for each in inside if each is not Standing.UNKNOWN]
        return max(found, key=_WORST_LAST.index, default=Standing.UNKNOWN)

    def adequacy(self, country: str) -> Country | None:
        """The first adequate country that is named, its adequacy in force or not."""
        places = _places(_IN_BRACKETS.sub(r",\1,", country))
        return next((each for each in self.adequate if any(map(each.is_named, places))), None)

    def note(self, id: str) -> TransferNote:
        """The note of that id; KeyError when there is none."""
        for note in self.notes:
            if note.id == id:
                return note
        raise KeyError(id)

    def _standing(self, place: str, today: date) -> Standing:
        if any(each.is_named(place) for each in self.eea):
            return Standing.EEA
        for each in self.adequate:
            if each.is_named(place):
                return Standing.ADEQUATE if each.holds_on(today) else Standing.THIRD
        return Standing.THIRD if any(each.is_named(place) for each in self.third) else Standing.UNKNOWN

    @property
    def country_names(self) -> tuple[str, ...]:
        """The names to choose from: the European Economic Area, the adequate countries, the others."""
        return tuple(each.name for each in (*self.eea, *self.adequate, *self.third))


def _places(text: str) -> tuple[str, ...]:
    """`Irlande ou États-Unis` gives two places."""
    return tuple(part for part in _BETWEEN_PLACES.split(text) if fold(part))


def _key(name: str) -> str:
    """The folded name without its article."""
    first, _, rest = fold(name).partition(" ")
    return rest if rest and first in _ARTICLES else f"{first} {rest}".strip()
