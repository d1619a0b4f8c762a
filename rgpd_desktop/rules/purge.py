"""A purge: what is asked, what it would do (plan), what it did (attestation), how far it went (reach).

The types of what is shown and kept have no field for a name or an address: counts, days, and the ids of kinds, rules and sources.
What a plan said is compared with a second count before anything is erased.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from rgpd_desktop.rules.archive import YearEnd
from rgpd_desktop.rules.contact_query import Selection

_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,60}")
_NUMBER: Final = re.compile(r"\d{4}-\d{4,}")
_FIGURES: Final = re.compile(r"(\d{9}|\d{14})?")


class How(StrEnum):
    """What becomes of those who go: nothing at all, or one more in a line of figures."""

    DELETE = "delete"
    ANONYMISE = "anonymise"


@dataclass(frozen=True, slots=True)
class PurgeRequest:
    """Who is to go, and how. `selection` None is everybody past their retention, `with_archives` adds the archives that have ended.

    `basis` is the id of the ArchiveBasis under which those it is offered for are archived instead; "" archives nobody. `on` is the day
    everything is judged on, today when None.
    """

    selection: Selection | None = None
    with_archives: bool = False
    how: How = How.DELETE
    basis: str = ""
    year_end: YearEnd = field(default_factory=YearEnd)
    on: date | None = None


@dataclass(frozen=True, slots=True)
class PurgeLine:
    """The people of one kind under one rule, which keeps them `months` and `days`. `before` is the latest day their period started for them
    to be due; None: they are not.

    For the archives that have ended, `rule` is the id of the basis and `before` the day they have all ended by.
    """

    kind: str
    rule: str
    source: str
    months: int
    days: int
    before: date | None
    is_archive: bool = False
    deleted: int = 0
    archived: int = 0
    anonymised: int = 0

    def __post_init__(self) -> None:
        if not all(map(_ID.fullmatch, (self.kind, self.rule, self.source))):
            raise ValueError("a line of a purge holds ids only")

    @property
    def total(self) -> int:
        """How many people."""
        return self.deleted + self.archived + self.anonymised


@dataclass(frozen=True, slots=True)
class PurgePlan:
    """What a purge would do, or did. `held` people are kept with a reason and left out; `floors` are those a legal minimum keeps here.

    `opposed` of those who go said no, and stay on the opposition list by their fingerprint. `archivable` could be archived on some basis.
    """

    on: date
    lines: tuple[PurgeLine, ...] = ()
    held: int = 0
    floors: int = 0
    opposed: int = 0
    archivable: int = 0

    @property
    def total(self) -> int:
        """How many people leave."""
        return sum(line.total for line in self.lines)

    @property
    def deleted(self) -> int:
        """How many are deleted."""
        return sum(line.deleted for line in self.lines)

    @property
    def archived(self) -> int:
        """How many go to the archive."""
        return sum(line.archived for line in self.lines)

    @property
    def anonymised(self) -> int:
        """How many become figures."""
        return sum(line.anonymised for line in self.lines)

    @property
    def is_due(self) -> bool:
        """Whether everybody who leaves is past their retention."""
        return all(line.before is not None for line in self.lines)


@dataclass(frozen=True, slots=True)
class PurgeAttestation:
    """The proof of a purge (attestation de purge). `number` is `2026-0009`, `operator` the SIREN or SIRET of the business (or "").

    `fingerprints` is how many the opposition list held, `exports` how many exports the journal knows of before it.
    """

    number: str
    at: datetime
    operator: str
    content: date
    plan: PurgePlan
    fingerprints: int = 0
    exports: int = 0

    def __post_init__(self) -> None:
        if not _NUMBER.fullmatch(self.number) or not _FIGURES.fullmatch(self.operator):
            raise ValueError("an attestation holds numbers only")
        if self.at.tzinfo is None:
            raise ValueError("the instant of an attestation has its offset")


@dataclass(frozen=True, slots=True)
class PurgeReach:
    """How far the erasure went, known once the file was cleaned: `at` that instant. Copies were rewritten without these people, or removed;
    `absent` folders of copies could not be reached yet.
    """

    at: datetime
    rewritten: int = 0
    removed: int = 0
    absent: int = 0
