"""Who of some people leaves, who stays and why: the one reckoning behind the plan of a purge and the purge itself. Reads only.

Called by purge_contacts: once to show, once more under the write lock.
"""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.content import archive_bases
from rgpd_desktop.rules.archive import ArchiveBasis
from rgpd_desktop.rules.contact import State
from rgpd_desktop.rules.contact_query import Calendar, ContactQuery
from rgpd_desktop.rules.purge import How, PurgeLine, PurgePlan, PurgeRequest
from rgpd_desktop.rules.retention import Bound, RetentionRule
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.store import archive, contact_sql, contacts, leaving
from rgpd_desktop.store.leaving import Leaver

EVERYBODY_DUE: Final = ContactQuery(state=State.OVERDUE)
_STEP: Final = 5_000


@dataclass(slots=True)
class Leavers:
    """`plan` is what is shown; the rest is who: `ids` leave the contacts, of whom `archived` (number -> last day) go to the archive.

    `departed` counts by (kind, year of entry) those who become figures.
    """

    plan: PurgePlan
    ids: array[int] = field(default_factory=lambda: array("q"))
    archived: dict[int, date] = field(default_factory=dict)
    departed: Counter[tuple[str, str]] = field(default_factory=Counter)


def sort(desk: Desk, request: PurgeRequest, ticket: Ticket) -> Leavers:
    """Reckons what `request` would do on its day. Raises Cancelled."""
    return _Sorting(desk, request).sort(ticket)


class _Sorting:
    """One reckoning."""

    def __init__(self, desk: Desk, request: PurgeRequest) -> None:
        self._desk, self._request = desk, request
        self._on = request.on or desk.today
        self._calendar: Calendar = desk.calendar_on(self._on)
        self._basis = next((each for each in archive_bases.load_bases() if each.id == request.basis), None)
        self._lines: dict[tuple[str, bool], PurgeLine] = {}
        self._found = Leavers(PurgePlan(self._on))
        self._held = self._floors = self._opposed = self._archivable = 0

    def sort(self, ticket: Ticket) -> Leavers:
        ids = self._ids(ticket)
        for done, leaver in enumerate(leaving.read(self._desk.database, ids)):
            self._take(leaver)
            if done % _STEP == 0:
                ticket.step(done, len(ids))
        if self._request.selection in (None, EVERYBODY_DUE) or self._is_due_list():
            self._held += self._count_held()
        order = {kind: place for place, kind in enumerate(self._desk.rules)}
        lines = [self._lines[name] for name in sorted(self._lines, key=lambda name: (order[name[0]], not name[1]))]
        if self._request.with_archives:
            lines += self._ended_archives()
        self._found.plan = PurgePlan(self._on, tuple(lines), self._held, self._floors, self._opposed, self._archivable)
        return self._found

    def _ids(self, ticket: Ticket) -> array[int]:
        selection = EVERYBODY_DUE if self._request.selection is None else self._request.selection
        if isinstance(selection, tuple):
            selection = tuple(dict.fromkeys(selection))
        return contacts.ids_of(self._desk.database, selection, self._calendar, self._desk.rules, ticket)

    def _is_due_list(self) -> bool:
        asked = self._request.selection
        return isinstance(asked, ContactQuery) and asked.state is State.OVERDUE and not asked.text and not asked.batch

    def _count_held(self) -> int:
        """Those past their retention whom a reason keeps: the list that was asked leaves them out by itself."""
        asked = self._request.selection
        kind = asked.kind if isinstance(asked, ContactQuery) else ""
        return leaving.count_held(self._desk.database, self._calendar, kind)

    def _take(self, leaver: Leaver) -> None:
        rule = self._desk.rules[leaver.kind]
        is_due = leaver.clock_on <= self._calendar.cutoffs[leaver.kind].due.isoformat()
        if leaver.status == contact_sql.KEPT and leaver.hold_until >= self._on.isoformat():
            self._held += 1
        elif (rule.bound is Bound.FLOOR and not is_due) or leaver.archived_until > self._on.isoformat():
            self._floors += 1
        else:
            self._let_go(leaver, rule, is_due)

    def _let_go(self, leaver: Leaver, rule: RetentionRule, is_due: bool) -> None:
        line = self._lines.get((leaver.kind, is_due)) or self._line(rule, is_due)
        until = self._until(leaver, self._basis)
        self._archivable += any(self._until(leaver, each) is not None for each in archive_bases.load_bases())
        self._found.ids.append(leaver.id)
        self._opposed += leaver.is_opposed
        if until is not None:
            self._found.archived[leaver.id] = until
            line = replace(line, archived=line.archived + 1)
        elif self._request.how is How.ANONYMISE:
            self._found.departed[leaver.kind, leaver.entered_on[:4]] += 1
            line = replace(line, anonymised=line.anonymised + 1)
        else:
            line = replace(line, deleted=line.deleted + 1)
        self._lines[leaver.kind, is_due] = line

    def _until(self, leaver: Leaver, basis: ArchiveBasis | None) -> date | None:
        """The last day of this person's archive on that basis; None when it is not for them, or would be over already."""
        ended = leaver.ended_on or leaver.clock_on
        if basis is None or leaver.kind not in basis.kinds or ended == contact_sql.NEVER:
            return None
        until = basis.until(date.fromisoformat(ended), self._request.year_end)
        return until if until > self._on else None

    def _line(self, rule: RetentionRule, is_due: bool) -> PurgeLine:
        before = self._calendar.cutoffs[rule.kind].due if is_due else None
        return PurgeLine(rule.kind, rule.id, rule.source, rule.keep.total_months, rule.keep.days, before)

    def _ended_archives(self) -> list[PurgeLine]:
        known = {each.id: each for each in archive_bases.load_bases()}
        lines = []
        for kind, basis_id, many in archive.due_by_kind(self._desk.database, self._on):
            basis = known[basis_id]
            line = PurgeLine(kind, basis.id, basis.source, basis.keep.total_months, basis.keep.days, self._on, True)
            is_figures = self._request.how is How.ANONYMISE
            lines.append(replace(line, anonymised=many) if is_figures else replace(line, deleted=many))
        return lines
