"""Writes a list that was rehearsed: the batch, the people, the refusals it brings, and the line of the journal. One transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rgpd_desktop.basics import french
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules import identity
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.import_plan import ImportOrder, ImportPlan
from rgpd_desktop.services.preview_list import remember
from rgpd_desktop.store import arrivals, batches, journal, opposition

_COUNTED = ("rows", "new", "merged", "probable", "expired", "opposed", "refused", "undated", "problems")


def enter_list(desk: Desk, order: ImportOrder, file_name: str, plan: ImportPlan, ticket: Ticket) -> int:
    """Does what the marks in memory say and returns the number of the import. Call it inside writing(); raises Cancelled."""
    database = desk.database
    batch = batches.add(database, file_name, plan.digest, order.origin, desk.today)
    arrival = arrivals.Arrival(batch, desk.today, arrivals.last_number(database))
    arrivals.enter(database, arrival, ticket)
    origin = f"liste importée le {french.day(desk.today)}"  # never the file's name: it may be somebody's
    opposition.record(database, _values(arrivals.opposed(database, arrival)), desk.today, batch, origin)
    opposition.extend(database, _values(arrivals.extended(database)), desk.today, batch, origin)
    for sheet in order.sheets:
        remember(desk, sheet.choices)
    counts = {name: int(getattr(plan, name)) for name in _COUNTED}
    batches.note_counts(database, batch, counts)
    journal.record(database, "import", {"batch": batch, **counts})
    return batch


def _values(people: Iterable[tuple[str, str, str, str, str]]) -> Iterator[str]:
    """What is fingerprinted of these people."""
    for emails, phones, last, first, place in people:
        yield from identity.opposition_values(emails.split(), phones.split(), last, first, place)
