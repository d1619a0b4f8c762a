"""The intermediate archive: on which basis, until when, and looking at somebody in it, each look being noted in the journal.

Called by the Archives page and the purge. People enter it by a purge (services/purge_contacts) and leave it by another, once their last day
has come. No other service reads that table.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.content import archive_bases
from rgpd_desktop.rules import retention
from rgpd_desktop.rules.archive import ArchiveBasis, ArchivedPerson, YearEnd
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.retention import RetentionRule, Then
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.store import archive, journal, preferences

SHOWN: Final = 200
_YEAR_END: Final = "year_end"


class LookFor(StrEnum):
    """Why somebody is looked up: the only reasons an archive is opened for."""

    ACCOUNTS = "accounts"
    DISPUTE = "dispute"
    REQUEST = "request"


LOOK_WORDS: Final = {
    LookFor.ACCOUNTS: "Contrôle comptable ou fiscal",
    LookFor.DISPUTE: "Litige ou réclamation",
    LookFor.REQUEST: "Demande de la personne",
}


@dataclass(frozen=True, slots=True)
class ArchiveCount:
    """How many people of a kind are in the archive on a basis, and their first and last days; nobody is named."""

    kind: str
    basis: ArchiveBasis
    many: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class ArchiveSurvey:
    """What the archive holds: how many, of whom `due` have reached their last day."""

    counts: tuple[ArchiveCount, ...]
    due: int

    @property
    def total(self) -> int:
        """How many people."""
        return sum(each.many for each in self.counts)


def bases() -> tuple[ArchiveBasis, ...]:
    """The bases, the one proposed first."""
    return archive_bases.load_bases()


def basis(id: str) -> ArchiveBasis:
    """The basis of that id. Raises KeyError when the content does not have it."""
    found = next((each for each in bases() if each.id == id), None)
    if found is None:
        raise KeyError(id)
    return found


def proposed(contact: Contact, rule: RetentionRule, year_end: YearEnd, today: date) -> ArchiveBasis | None:
    """The basis proposed for this person once their rule has ended; None when they are to be deleted, or would leave it at once."""
    start = contact.relation_ended_on or retention.clock(contact, rule.starts).on
    found = next((each for each in bases() if contact.kind in each.kinds), None) if rule.then is Then.ARCHIVE else None
    return found if found is not None and start is not None and found.until(start, year_end) > today else None


def year_end(desk: Desk) -> YearEnd:
    """The day the financial year closes, 31 December until it is said otherwise."""
    month, _, day = preferences.read(desk.database, _YEAR_END, "12-31").partition("-")
    return YearEnd(int(month), int(day))


def keep_year_end(desk: Desk, chosen: YearEnd) -> None:
    """Remembers it for the next time."""
    preferences.write(desk.database, _YEAR_END, f"{chosen.month:02d}-{chosen.day:02d}")


def survey(desk: Desk) -> ArchiveSurvey:
    """What the archive holds, without a name: not a look."""
    counts = tuple(
        ArchiveCount(kind, basis(basis_id), many, first, last)
        for kind, basis_id, many, first, last in archive.counts(desk.database)
    )
    return ArchiveSurvey(counts, archive.count_due(desk.database, desk.today))


def look(desk: Desk, text: str, why: LookFor) -> list[ArchivedPerson]:
    """The people whose name has these words (everybody when there is none), at most SHOWN; the journal notes it, without the words."""
    with desk.database.writing("journal"):
        found = archive.find(desk.database, text, SHOWN)
        journal.record(desk.database, "archive_look", {"count": len(found), "why": why.value})
    return found


def look_at(desk: Desk, number: int, why: LookFor) -> ArchivedPerson:
    """One person; the journal notes their number. Raises Refusal when they are no longer there."""
    with desk.database.writing("journal"):
        found = archive.fetch(desk.database, number)
        if found is None:
            raise Refusal("Cette personne n’est plus dans les archives.", "Cherchez de nouveau.")
        journal.record(desk.database, "archive_look", {"archive": number, "why": why.value})
    return found
