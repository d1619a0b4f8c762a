"""Find, read and count people: the array of numbers a list holds, the pages it shows, the chips above it, one person's card.

Called by the contacts page and `rgpd contacts`. Reads only.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules import explanation, phones, retention
from rgpd_desktop.rules.contact import Contact, Exchange, State
from rgpd_desktop.rules.contact_query import ContactQuery, Order, Selection
from rgpd_desktop.rules.explanation import Explanation
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.store import contacts, exchanges, proposals, provenance
from rgpd_desktop.store.proposals import Proposal
from rgpd_desktop.store.provenance import CellProblem, SourceList

__all__ = ["Card", "CellProblem", "Counts", "Line", "Pair", "Proposal", "SourceList"]  # the nouns a screen receives


@dataclass(frozen=True, slots=True)
class Line:
    """A person as a list shows them: `kind` is the French label, `pill` the few words of their state."""

    contact: Contact
    kind: str
    state: State
    pill: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people stand in each state, and their sum. `everybody` and `overdue` count all the people kept, whatever is asked.

    `opposed` counts all who said no, those past retention included, as the question of that state finds them.
    """

    by_state: dict[State, int]
    total: int
    everybody: int
    overdue: int
    duplicates: int
    opposed: int


@dataclass(frozen=True, slots=True)
class Card:
    """All that is told of one person. `exchanges` come latest first; `list_` is None for a person typed by hand."""

    line: Line
    explanation: Explanation
    exchanges: tuple[Exchange, ...]
    list_: SourceList | None
    problems: tuple[CellProblem, ...]
    duplicates: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people proposed as one, and the French reason."""

    first: Line
    second: Line
    reason: str


def ids(desk: Desk, query: ContactQuery, ticket: Ticket) -> array[int]:
    """The numbers of the people `query` finds, in its order. Raises Cancelled."""
    return contacts.find_ids(desk.database, query, desk.calendar, desk.rules, ticket)


def first_ids(desk: Desk, query: ContactQuery, limit: int = 100) -> array[int]:
    """The first of them only, at once."""
    return contacts.find_ids(desk.database, query, desk.calendar, desk.rules, limit=limit)


def page(desk: Desk, numbers: Sequence[int]) -> list[Contact]:
    """The people of these numbers, in their order; those who left meanwhile are left out."""
    return contacts.fetch(desk.database, numbers)


def lines(desk: Desk, numbers: Sequence[int]) -> list[Line]:
    """The same people as a list shows them."""
    return [line(desk, contact) for contact in page(desk, numbers)]


def line(desk: Desk, contact: Contact) -> Line:
    """One person as a list shows them."""
    rule = desk.rules[contact.kind]
    state = retention.state(contact, rule, desk.today)
    return Line(contact, desk.kind(contact.kind).label, state, explanation.pill(contact, rule, desk.today))


def cell(line: Line, column: Order) -> str:
    """What one column of a list writes for this person; "" when nothing is known."""
    contact = line.contact
    match column:
        case Order.NAME:
            return contact.sorted_name
        case Order.COMPANY:
            return contact.company
        case Order.KIND:
            return line.kind
        case Order.LAST_CONTACT:
            return _day(contact.last_contact_on) or ("non daté" if line.state is State.UNDATED else "")
        case Order.DUE:
            return line.pill
        case Order.EMAIL:
            return ", ".join(contact.emails)
        case Order.PHONE:
            return ", ".join(phones.national(number) for number in contact.phones)
        case Order.CITY:
            return contact.city
        case Order.ENTERED:
            return _day(contact.entered_on)


def _day(day: date | None) -> str:
    return french.day(day) if day else ""


def counts(desk: Desk, query: ContactQuery) -> Counts:
    """The chips: everybody when nothing is typed nor filtered, the people found otherwise; the state asked for does not count."""
    everybody = contacts.count_by_state(desk.database, desk.calendar)
    total, overdue = sum(everybody.values()), everybody[State.OVERDUE]
    duplicates = proposals.count(desk.database)
    said_no = replace(query, state=State.OPPOSED, due_from=None, due_to=None)
    opposed = contacts.count(desk.database, said_no, desk.calendar, desk.rules)
    if not (query.text.strip() or query.kind or query.batch):
        return Counts(everybody, total, total, overdue, duplicates, opposed)
    found = contacts.count_matches_by_state(desk.database, query, desk.calendar)
    return Counts(found, sum(found.values()), total, overdue, duplicates, opposed)


def count(desk: Desk, selection: Selection) -> int:
    """How many people a Selection stands for."""
    if isinstance(selection, ContactQuery):
        return contacts.count(desk.database, selection, desk.calendar, desk.rules)
    return len(selection)


def explain(desk: Desk, contact: Contact) -> Explanation:
    """Where this person stands today, and why: the fact, the rule, the source."""
    return explanation.explain(contact, desk.rules[contact.kind], desk.today)


def card(desk: Desk, number: int) -> Card:
    """All that is told of the person of that number. Raises Refusal when they are no longer there."""
    found = page(desk, [number])
    if not found:
        raise Refusal("Cette personne n’est plus dans vos contacts.", "La liste va être actualisée.")
    contact = found[0]
    return Card(
        line(desk, contact),
        explain(desk, contact),
        tuple(exchanges.of(desk.database, number)),
        provenance.list_of(desk.database, contact.batch) if contact.batch else None,
        tuple(provenance.problems_of(desk.database, number)),
        tuple(proposals.of(desk.database, number)),
    )


def problems(desk: Desk, number: int) -> list[CellProblem]:
    """The cells of that person's line that could not be read."""
    return provenance.problems_of(desk.database, number)


def pairs(desk: Desk, number: int = 0, limit: int = 200) -> list[Pair]:
    """The people proposed as one and not yet told apart, at most `limit` pairs; all those of one person when `number` is given."""
    waiting = proposals.of(desk.database, number) if number else proposals.waiting(desk.database, limit)
    numbers = list({number for each in waiting for number in (each.first_id, each.second_id)})
    known = {each.contact.id: each for each in lines(desk, numbers)}
    return [Pair(known[each.first_id], known[each.second_id], each.reason) for each in waiting]
