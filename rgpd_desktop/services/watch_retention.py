"""What must go, and when: who stands where today, the months to come, and the line that says why for each person.

Called by the dashboard, the Conservation page and `rgpd due`. Reads only: nothing here changes anybody.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules import retention
from rgpd_desktop.rules.archive import ArchiveBasis, YearEnd
from rgpd_desktop.rules.contact import Contact, State
from rgpd_desktop.rules.contact_query import ContactQuery, Order
from rgpd_desktop.rules.explanation import starting_fact
from rgpd_desktop.rules.person_kind import PersonKind
from rgpd_desktop.rules.retention import LASTING, Period, RetentionRule
from rgpd_desktop.services import archive_contacts
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.store import archive, contacts

MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class KindSurvey:
    """One kind of person: the rule in force and how many people stand in each state."""

    kind: PersonKind
    rule: RetentionRule
    counts: Mapping[State, int]

    @property
    def total(self) -> int:
        """How many people of this kind."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Survey:
    """Where everybody stands on `today`. `kinds` has every kind, in the order of the content; `archives_due` counts the archives ended."""

    today: date
    kinds: tuple[KindSurvey, ...]
    archives_due: int = 0

    def count(self, state: State) -> int:
        """How many people stand in that state."""
        return sum(each.counts.get(state, 0) for each in self.kinds)

    @property
    def total(self) -> int:
        """How many people in all."""
        return sum(each.total for each in self.kinds)

    def in_state(self, state: State) -> tuple[KindSurvey, ...]:
        """The kinds that have somebody in that state, the most numerous first."""
        found = [each for each in self.kinds if each.counts.get(state, 0)]
        return tuple(sorted(found, key=lambda each: -each.counts[state]))


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How many people fall due between `first_day` and `last_day`, both included."""

    first_day: date
    last_day: date
    count: int


@dataclass(frozen=True, slots=True)
class DueLine:
    """A person in the list of what is due. `rule_words` is `Prospects · 3 ans`, `fact` what the period runs from, `due_on` its
    last day (None while nothing runs; for somebody kept with a reason, the day that ends), `proposal` what the rule proposes."""

    contact: Contact
    state: State
    rule_words: str
    fact: str
    due_on: date | None
    proposal: str


def survey(desk: Desk) -> Survey:
    """Where everybody stands today, by kind."""
    counts = contacts.count_by_kind_and_state(desk.database, desk.calendar)
    kinds = tuple(KindSurvey(kind, desk.rules[kind.id], counts.get(kind.id, {})) for kind in desk.kinds)
    return Survey(desk.today, kinds, archive.count_due(desk.database, desk.today))


def query(state: State | None = State.OVERDUE, kind: str = "") -> ContactQuery:
    """The question behind a list of due people: the earliest due day first."""
    return ContactQuery(state=state, kind=kind, order=Order.DUE)


def due(
    desk: Desk, on: date | None = None, asked: ContactQuery | None = None, ticket: Ticket | None = None
) -> array[int]:
    """The numbers of the people `asked` (who is overdue, when None) finds on the day `on` (today, when None)."""
    calendar = desk.calendar_on(on or desk.today)
    return contacts.find_ids(desk.database, asked or query(), calendar, desk.rules, ticket)


def months(desk: Desk, first: date, ticket: Ticket | None = None) -> list[MonthCount]:
    """How many people fall due in each of the twelve months that begin with the one of `first`, from `first` on.

    The people kept with a reason and the archived are not counted: their rule is waiting. Two bounds of the index per kind and month.
    """
    found: list[MonthCount] = []
    for done, month in enumerate(month_bounds(first)):
        asked = ContactQuery(due_from=month.first_day, due_to=month.last_day)
        count = sum(
            contacts.count(desk.database, asked, desk.calendar, {kind: rule}) for kind, rule in desk.rules.items()
        )
        found.append(replace(month, count=count))
        if ticket is not None:
            ticket.step(done + 1, MONTHS)
    return found


def month_bounds(first: date) -> list[MonthCount]:
    """The twelve months themselves, with nobody counted yet: the first begins on the day `first`."""
    starts = [
        retention.add(first.replace(day=1), Period(months=number), retention.Bound.CEILING)
        for number in range(MONTHS + 1)
    ]
    return [MonthCount(max(first, day), after - timedelta(days=1), 0) for day, after in pairwise(starts)]


def lines_of(desk: Desk, ids: Sequence[int]) -> list[DueLine]:
    """The lines of these people, in the order asked; those no longer there are left out."""
    year_end = archive_contacts.year_end(desk)
    return [_line_of(desk, contact, year_end) for contact in contacts.fetch(desk.database, ids)]


def line_of(desk: Desk, contact: Contact) -> DueLine:
    """The line of this person under the rule of their kind."""
    return _line_of(desk, contact, archive_contacts.year_end(desk))


def _line_of(desk: Desk, contact: Contact, year_end: YearEnd) -> DueLine:
    rule = desk.rules[contact.kind]
    now = retention.state(contact, rule, desk.today)
    start = retention.clock(contact, rule.starts)
    end = None if start.on is None else retention.add(start.on, rule.keep, rule.bound)
    if now is State.KEPT and contact.hold is not None:
        end = contact.hold.until
    words = f"{desk.kind(contact.kind).plural} · {rule.keep.words}"
    basis = archive_contacts.proposed(contact, rule, year_end, desk.today)
    fact, proposal = starting_fact(contact, rule), _proposal(now, basis)
    if start.on is None and now is State.UP_TO_DATE:
        fact, proposal = _lasting_words(contact, rule, desk.today)
    return DueLine(contact, now, words, fact, end, proposal)


def _lasting_words(contact: Contact, rule: RetentionRule, today: date) -> tuple[str, str]:
    """The fact and the proposal for a relation that lasts: see `sleeping_ids`."""
    known = contact.last_contact_on or contact.collected_on or contact.entered_on
    fact = (
        "relation en cours"
        if contact.last_contact_on is None
        else f"en cours, contact {french.day(contact.last_contact_on)}"
    )
    is_sleeping = known is not None and known <= retention.cutoff(rule, today).due
    return fact, french.spaced("Noter la fin ?") if is_sleeping else "Garder"


def _proposal(now: State, basis: ArchiveBasis | None) -> str:
    ending = "Supprimer" if basis is None else "Archiver"
    match now:
        case State.OVERDUE:
            return ending if basis is None else f"Archiver ({basis.brief}, {basis.keep.words})"
        case State.DUE_SOON:
            return f"{ending} à l’échéance"
        case State.UNDATED:
            return "Dater"
        case State.KEPT:
            return "Garder jusque-là"
        case _:
            return "Garder"


def sleeping_ids(desk: Desk, kind: str = "") -> array[int]:
    """The people (of `kind`, or of any) whose relation has no known end and of whom nothing was heard for longer than their rule
    keeps them after it.

    A question to ask ("is it over?"), never a due date: while the relation lasts, nothing runs.
    """
    found = array("q")
    for each, rule in desk.rules.items():
        if rule.starts in LASTING and kind in ("", each):
            found.extend(contacts.find_unended(desk.database, each, retention.cutoff(rule, desk.today).due))
    return found


def sleeping_relations(desk: Desk) -> int:
    """How many people `sleeping_ids` finds."""
    return len(sleeping_ids(desk))
