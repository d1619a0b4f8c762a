"""Dating many people at once: the day of the collection, of their last contact, or of the end of the relation, where none is known.

Called by the Conservation page. Fills blanks only: a day already known is a fact about that person and is corrected one by one.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Problem, Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.contact_query import Selection
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.store import contacts, journal

EARLIEST: Final = date(1970, 1, 1)
_STEP: Final = 1_000


class DatedFact(StrEnum):
    """Which day is filled in; the value is the contact's field."""

    COLLECTION = "collected_on"
    LAST_CONTACT = "last_contact_on"
    RELATION_END = "relation_ended_on"


def problem_in(on: date | None, today: date) -> Problem | None:
    """What keeps this day from being noted, for the form; None when nothing does."""
    if on is None:
        return Problem("on", "Indiquez une date, comme 12/03/2024.")
    if on > today:
        return Problem("on", french.spaced("Cette date est à venir : notez ce qui a déjà eu lieu."))
    if on < EARLIEST:
        return Problem("on", "Cette date paraît trop ancienne.")
    return None


def fill_in(desk: Desk, selection: Selection, fact: DatedFact, on: date, ticket: Ticket) -> int:
    """Notes that day for those of these people who have none, with a journal line; returns how many changed.

    Raises Refusal when `problem_in` finds a problem, Cancelled through `ticket`: nobody is then changed.
    """
    if (problem := problem_in(on, desk.today)) is not None:
        raise Refusal(problem.sentence, "Rien n’a été modifié.")
    many = 0
    with desk.database.writing("contacts"):
        ids = contacts.ids_of(desk.database, selection, desk.calendar, desk.rules, ticket)
        for start in range(0, len(ids), _STEP):
            found = contacts.fetch(desk.database, ids[start : start + _STEP])
            changed = [_dated(contact, fact, on, desk.today) for contact in found if getattr(contact, fact) is None]
            contacts.correct_facts(desk.database, changed, desk.starts)
            many += len(changed)
            ticket.step(min(start + _STEP, len(ids)), len(ids))
        if many:
            journal.record(desk.database, "date", {"count": many, "fact": str(fact), "on": on.isoformat()})
    return many


def _dated(contact: Contact, fact: DatedFact, on: date, today: date) -> Contact:
    match fact:
        case DatedFact.COLLECTION:
            return replace(contact, collected_on=on, edited_on=today)
        case DatedFact.LAST_CONTACT:
            return replace(contact, last_contact_on=on, edited_on=today)
        case DatedFact.RELATION_END:
            return replace(contact, relation_ended_on=on, edited_on=today)
