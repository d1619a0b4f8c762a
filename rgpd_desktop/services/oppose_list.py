"""Somebody's file of unsubscribed people onto the opposition list: read and counted first, then written in one transaction.

Called by the Oppositions page and `rgpd oppose --file`. Only fingerprints are kept; the contacts who are in the file become opposed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.services import keep_oppositions, value_process
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.list_values import ValueLine
from rgpd_desktop.store import contacts, journal, opposition


@dataclass(frozen=True, slots=True)
class Counts:
    """What recording some lines would do: lines read and lines without a readable address or number, then distinct values: new by channel,
    known already; and how many contacts have one of them and are not opposed yet."""

    lines: int
    unreadable: int
    emails: int
    phones: int
    known: int
    people: int


@dataclass(frozen=True, slots=True)
class OpposePlan:
    """A file about to come in. `columns` are the headers read; `refusal_columns` those that say who refuses, with `refusing` the counts of
    the lines that do (None when no column says it, or when every line does)."""

    file_name: str
    columns: tuple[str, ...]
    refusal_columns: tuple[str, ...]
    everybody: Counts
    refusing: Counts | None
    lines: tuple[ValueLine, ...] = field(repr=False)

    def counts(self, only_refusing: bool) -> Counts:
        """Those that apply to this choice."""
        return self.refusing if only_refusing and self.refusing is not None else self.everybody


@dataclass(frozen=True, slots=True)
class OpposeReport:
    """What was written: new fingerprints by channel, those known already, contacts who became opposed."""

    emails: int
    phones: int
    known: int
    people: int


def read(desk: Desk, path: Path, ticket: Ticket) -> OpposePlan:
    """What the file holds and what recording it would do; writes nothing. Raises Refusal, Cancelled."""
    found = value_process.read(path, ticket)
    lines = tuple(found.lines)
    refusing = [line for line in lines if line.says_no]
    is_choice = 0 < len(refusing) < len(lines)
    return OpposePlan(
        path.name,
        tuple(dict.fromkeys(header for head in found.heads for header in head.columns)),
        tuple(dict.fromkeys(header for head in found.heads for header in head.refusal_columns)),
        _counts(desk, lines, ticket),
        _counts(desk, refusing, ticket) if is_choice else None,
        lines,
    )


def enter(
    desk: Desk, plan: OpposePlan, on: date, origin: str, ticket: Ticket, *, only_refusing: bool = False
) -> OpposeReport:
    """Records what the plan showed, whole or not at all. Raises Cancelled, Refusal without an origin or for a day to come."""
    if not origin.strip():
        raise Refusal("Donnez un nom à cette liste.", "Rien n’a été enregistré. Il dira d’où viennent ces oppositions.")
    origin = keep_oppositions.checked_origin(origin)
    if on > desk.today:
        raise Refusal("Cette opposition est datée dans l’avenir.", "Rien n’a été enregistré. Corrigez la date.")
    lines = _chosen(plan, only_refusing)
    values = _values(lines)
    with desk.database.writing("contacts", "oppositions"):
        known = opposition.find(desk.database, values)
        ticket.step(0, None)
        opposition.record(desk.database, values, on, origin=origin)
        people = keep_oppositions.oppose_people(desk, values, on, origin, ticket)
        emails, phones = _by_channel(value for value in values if value not in known)
        report = OpposeReport(emails, phones, len(known), people)
        counts = {"emails": emails, "phones": phones, "known": len(known), "people": people}
        journal.record(desk.database, "opposition_file", {"lines": len(lines), **counts})
    return report


def _chosen(plan: OpposePlan, only_refusing: bool) -> list[ValueLine]:
    only = only_refusing and plan.refusing is not None
    return [line for line in plan.lines if line.says_no or not only]


def _values(lines: Iterable[ValueLine]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for line in lines for value in line.recorded))


def _counts(desk: Desk, lines: Iterable[ValueLine], ticket: Ticket) -> Counts:
    lines = list(lines)
    values = _values(lines)
    known = opposition.find(desk.database, values)
    ticket.step(0, None)
    emails, phones = _by_channel(value for value in values if value not in known)
    unreadable = sum(not line.recorded for line in lines)
    return Counts(len(lines), unreadable, emails, phones, len(known), _people(desk, values, ticket))


def _people(desk: Desk, values: tuple[str, ...], ticket: Ticket) -> int:
    points = [keep_oppositions.point(value) for value in values]
    held = contacts.holders(desk.database, points)
    listed, many = frozenset(values), 0
    numbers = sorted({number for numbers in held.values() for number in numbers})
    for person in contacts.fetch(desk.database, numbers):
        many += person.opposed_on is None and not listed.isdisjoint(opposition.looked_for(person))
    ticket.step(0, None)
    return many


def _by_channel(values: Iterable[str]) -> tuple[int, int]:
    counts = {"email": 0, "phone": 0}
    for value in values:
        counts[opposition.channel_of(value)] += 1
    return counts["email"], counts["phone"]
