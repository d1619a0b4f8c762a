"""Keeping people beyond their rule, for a reason and until a day (conservation motivée), and giving them back to their rule.

Called by the Conservation and Contacts pages. Whoever is archived is left alone; each act is one transaction and one journal line.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Problem, Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules import retention
from rgpd_desktop.rules.contact import Hold
from rgpd_desktop.rules.contact_query import Selection
from rgpd_desktop.rules.journal import Detail
from rgpd_desktop.rules.retention import Bound, Period
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.store import contacts, holds, journal

# The usual limitation period (C. civ. 2224), which evidence is kept for: beyond it, the question is asked again.
LONGEST: Final = Period(years=5)
REASON_LENGTH: Final = 500
_STEP: Final = 5_000


def latest_day(today: date) -> date:
    """The last day a prolongation decided on `today` may have."""
    return retention.add(today, LONGEST, Bound.CEILING)


def problem_in(reason: str, until: date | None, today: date) -> Problem | None:
    """What keeps a prolongation from being noted, for the form; None when nothing does."""
    if not reason.strip():
        return Problem("reason", "Écrivez pourquoi vous gardez ces personnes plus longtemps.")
    if len(reason) > REASON_LENGTH:
        return Problem("reason", f"Résumez le motif en {REASON_LENGTH} caractères au plus.")
    if until is None or until <= today:
        return Problem("until", "Choisissez une date à venir.")
    if until > latest_day(today):
        last, most = french.day(latest_day(today)), LONGEST.words
        return Problem(
            "until", french.spaced(f"Choisissez le {last} au plus tard : après {most}, la question se repose.")
        )
    return None


def prolong(desk: Desk, selection: Selection, reason: str, until: date, ticket: Ticket) -> int:
    """Keeps these people until `until` for that reason, replacing an earlier prolongation; returns how many.

    Raises Refusal when `problem_in` finds a problem, Cancelled through `ticket`: nobody is then prolonged.
    """
    if (problem := problem_in(reason, until, desk.today)) is not None:
        raise Refusal(problem.sentence, "Rien n’a été modifié.")
    hold = Hold(" ".join(reason.split()), until)
    many = 0
    with desk.database.writing("contacts"):
        ids = contacts.ids_of(desk.database, selection, desk.calendar, desk.rules, ticket)
        for start in range(0, len(ids), _STEP):
            many += holds.set_hold(desk.database, ids[start : start + _STEP], hold)
            ticket.step(min(start + _STEP, len(ids)), len(ids))
        if many:
            detail: Detail = {"count": many, "reason": hold.reason, "until": until.isoformat()}
            journal.record(desk.database, "prolong", detail)
    return many


def lift(desk: Desk, selection: Selection, ticket: Ticket) -> int:
    """Ends the prolongation of these people: their rule applies again; returns how many had one. Raises Cancelled."""
    many = 0
    with desk.database.writing("contacts"):
        ids = contacts.ids_of(desk.database, selection, desk.calendar, desk.rules, ticket)
        for start in range(0, len(ids), _STEP):
            many += holds.lift(desk.database, ids[start : start + _STEP], desk.starts)
            ticket.step(min(start + _STEP, len(ids)), len(ids))
        if many:
            journal.record(desk.database, "lift", {"count": many})
    return many
