"""Where data may go without more, and what frames the rest (RGPD, art. 44 to 49): countries, safeguards, what to know. Filled by content.

Pure. A country is recognised as people write it; one that is not known is said to be unknown, never taken for safe.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rgpd_desktop.rules.folding import fold
from rgpd_desktop.rules.retention import Confidence


class Standing(StrEnum):
    """What a country is for a transfer."""

    EEA = "eea"
    ADEQUATE = "adequate"
    THIRD = "third"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Country:
    """A country named by the content; `since` and `until` bound its adequacy, `note` limits it."""

    code: str
    name: str
    words: tuple[str, ...] = ()
    note: str = ""
    since: date | None = None
    until: date | None = None

    def is_named(self, folded: str) -> bool:
        """Whether this folded text is one of its names."""
        return folded in {fold(word) for word in (self.name, self.code, *self.words)}

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
        """What this country, as typed, is for a transfer on that day. a country of no list is UNKNOWN."""
        folded = fold(country)
        if not folded:
            return Standing.UNKNOWN
        if any(each.is_named(folded) for each in self.eea):
            return Standing.EEA
        for each in self.adequate:
            if each.is_named(folded):
                return Standing.ADEQUATE if each.holds_on(today) else Standing.THIRD
        return Standing.THIRD if any(each.is_named(folded) for each in self.third) else Standing.UNKNOWN

    def adequacy(self, country: str) -> Country | None:
        """The adequate country of that name, its adequacy in force or not."""
        folded = fold(country)
        return next((each for each in self.adequate if each.is_named(folded)), None)

    def note(self, id: str) -> TransferNote:
        """The note of that id; KeyError when there is none."""
        for note in self.notes:
            if note.id == id:
                return note
        raise KeyError(id)

    @property
    def country_names(self) -> tuple[str, ...]:
        """The names to choose from: the European Economic Area, the adequate countries, the others."""
        return tuple(each.name for each in (*self.eea, *self.adequate, *self.third))
