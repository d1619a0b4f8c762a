"""What decides of somebody's leaving, without their name: read for many people at once by the plan of a purge."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rgpd_desktop.rules.contact_query import Calendar
from rgpd_desktop.store import contact_sql
from rgpd_desktop.store.database import Database

_PAGE = 20_000


@dataclass(frozen=True, slots=True)
class Leaver:
    """Days are ISO texts, "" when there is none; `status` and `clock_on` as contact_sql has them."""

    id: int
    kind: str
    status: int
    clock_on: str
    ended_on: str
    hold_until: str
    entered_on: str
    is_opposed: bool
    archived_until: str


def read(database: Database, ids: Sequence[int] | array[int]) -> Iterator[Leaver]:
    """These people, those no longer there left out."""
    for start in range(0, len(ids), _PAGE):
        part = tuple(ids[start : start + _PAGE])
        sql = (
            "SELECT id, kind, status, clock_on, relation_ended_on, hold_until, entered_on, opposed_on != '', archived_until "
            f"FROM contacts WHERE id IN ({', '.join('?' * len(part))})"
        )
        for row in database.rows(sql, part):
            yield Leaver(*row)


def count_held(database: Database, calendar: Calendar, kind: str = "") -> int:
    """How many people (of `kind`, or of any) are past their retention and kept with a reason that still holds."""
    kinds = {kind: calendar.cutoffs[kind]} if kind else calendar.cutoffs
    sql = "SELECT count(*) FROM contacts WHERE kind = ? AND status = ? AND clock_on <= ? AND hold_until >= ?"
    return sum(
        int(database.value(sql, (each, contact_sql.KEPT, cutoff.due.isoformat(), calendar.today.isoformat())))
        for each, cutoff in kinds.items()
    )
