"""The intermediate archive (archivage intermédiaire): on which basis somebody leaves the lists without being erased, until when, with what.

Pure. The bases come from content (resources/legal/archive.toml), as do their periods. Only what the duty needs is kept: who it is and where
they lived, not how one wrote to them, nor what was noted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from rgpd_desktop.rules import retention
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.retention import Bound, Confidence, Period

RECORD: Final = (
    "last_name", "first_name", "civility", "company", "siren", "street", "postal_code", "city", "country", "email",
)  # fmt: skip


class Runs(StrEnum):
    """The day an archive's period runs from."""

    RELATION_END = "relation_end"  # the last contract, delivery or end of warranty
    YEAR_END = "year_end"  # the close of the financial year in which it fell


@dataclass(frozen=True, slots=True)
class YearEnd:
    """The day the financial year of the business closes. 29 February stands for the last day of that month."""

    month: int = 12
    day: int = 31

    def following(self, on: date) -> date:
        """The close of the financial year in which `on` falls."""
        close = self._in(on.year)
        return close if close >= on else self._in(on.year + 1)

    def _in(self, year: int) -> date:
        following = date(year + self.month // 12, self.month % 12 + 1, 1)
        return min(date(year, self.month, min(self.day, 28)) + timedelta(max(0, self.day - 28)), following - _ONE_DAY)


_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ArchiveBasis:
    """Why one may, or must, keep somebody in the archive. `brief` is the word of a list ("factures"), `kinds` those it is offered for."""

    id: str
    label: str
    brief: str
    kinds: tuple[str, ...]
    runs: Runs
    keep: Period
    bound: Bound
    source: str
    source_label: str
    confidence: Confidence
    since: str
    note: str

    def until(self, ended_on: date, year_end: YearEnd) -> date:
        """The last day of the archive of somebody whose relation ended that day."""
        start = ended_on if self.runs is Runs.RELATION_END else year_end.following(ended_on)
        return retention.add(start, self.keep, self.bound)


@dataclass(frozen=True, slots=True)
class ArchivedPerson:
    """Somebody in the archive: what `kept_of` kept of them. `basis` is the id of an ArchiveBasis; `email` only for lack of an address."""

    id: int
    kind: str
    basis: str
    archived_on: date
    until: date
    last_name: str = ""
    first_name: str = ""
    civility: str = ""
    company: str = ""
    siren: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = ""
    email: str = ""

    @property
    def name(self) -> str:
        """What a screen calls this person."""
        names = ", ".join(part for part in (self.last_name, self.first_name) if part)
        return names or self.company or self.email or self.siren or self.street

    @property
    def address(self) -> str:
        """`3 rue des Lilas, 75011 Paris, Belgique`: one line."""
        place = " ".join(part for part in (self.postal_code, self.city) if part)
        return ", ".join(part for part in (self.street, place, self.country) if part)


def kept_of(contact: Contact) -> Mapping[str, str]:
    """What the archive keeps of a contact, by the names of RECORD; empty texts are left out."""
    email = "" if contact.street and contact.city else next(iter(contact.emails), "")
    values = {name: email if name == "email" else str(getattr(contact, name)) for name in RECORD}
    return {name: value for name, value in values.items() if value}
