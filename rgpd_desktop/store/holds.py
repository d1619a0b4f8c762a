"""Reasoned prolongations (conservation motivée): set on many people at once, lifted when their day has passed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from rgpd_desktop.rules.contact import Hold
from rgpd_desktop.rules.retention import Starts
from rgpd_desktop.store import contact_sql, contacts
from rgpd_desktop.store.database import Database

_CHUNK = 500


def set_hold(database: Database, ids: Sequence[int], hold: Hold) -> int:
    """Keeps these people until `hold.until` for that reason; returns how many. The archived are left alone."""
    many = 0
    with database.writing("contacts"):
        for start in range(0, len(ids), _CHUNK):
            part = ids[start : start + _CHUNK]
            marks = ", ".join("?" * len(part))
            many += database.connection.execute(
                f"UPDATE contacts SET hold_until = ?, hold_reason = ?, status = {contact_sql.KEPT} "
                f"WHERE id IN ({marks}) AND status != {contact_sql.ARCHIVED}",
                (hold.until.isoformat(), hold.reason, *part),
            ).rowcount
    return many


def lift(database: Database, ids: Sequence[int], starts: Mapping[str, Starts]) -> int:
    """Ends the prolongation of these people, and returns how many had one: their rule applies again."""
    many = 0
    with database.writing("contacts"):
        for start in range(0, len(ids), _CHUNK):
            held = [
                person for person in contacts.fetch(database, ids[start : start + _CHUNK]) if person.hold is not None
            ]
            contacts.correct_facts(database, [replace(person, hold=None) for person in held], starts)
            many += len(held)
    return many


def lift_lapsed(database: Database, today: date, starts: Mapping[str, Starts]) -> int:
    """Ends the prolongations whose last day is before `today`; returns how many. Writes nothing when there is none."""
    sql = f"SELECT id FROM contacts WHERE status = {contact_sql.KEPT} AND hold_until < ?"
    lapsed = [row[0] for row in database.rows(sql, (today.isoformat(),))]
    if lapsed:
        lift(database, lapsed, starts)
    return len(lapsed)
