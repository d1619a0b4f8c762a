"""What remains to be done about the lists already imported: telling their people where the data come from, within the time of art. 14.

Called by the dashboard. Sends nothing to anybody: it counts, computes the deadline, and notes that it was done.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.rules.deadlines import deadline
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.store import batches, journal
from rgpd_desktop.store.batches import Batch

MONTHS_TO_INFORM: Final = 1  # RGPD, art. 14(3)(a): one month at most; with the first message if it comes earlier (b)
RECENT: Final = 5


@dataclass(frozen=True, slots=True)
class ImportedList:
    """An import, as the dashboard tells it. `people` are those who came with it and are still there.

    `is_direct` says whether they gave their data themselves (RGPD, art. 13) or somebody else did (art. 14).
    """

    batch: int
    file_name: str
    imported_on: date
    source: str
    is_direct: bool
    informed_on: date | None
    undone_on: date | None
    people: int


@dataclass(frozen=True, slots=True)
class ListToInform:
    """A list whose people were not told yet: `until` is the last day to do it, `is_late` whether it has passed."""

    list_: ImportedList
    until: date
    is_late: bool


def lists_to_inform(desk: Desk) -> list[ListToInform]:
    """The lists not collected directly whose people were not told, the most urgent first; none when nobody of them is left."""
    waiting = []
    for batch in batches.all_of_them(desk.database):
        if batch.is_direct or batch.informed_on is not None:
            continue  # undone or not: whoever it brought and who stays is still to be told
        found = _with_people(desk, batch)
        until = deadline(found.imported_on, MONTHS_TO_INFORM)
        if found.people:
            waiting.append(ListToInform(found, until, until < desk.today))
    return sorted(waiting, key=lambda each: (each.until, each.list_.batch))


def mark_informed(desk: Desk, batch: int, on: date) -> None:
    """Notes that the people of that import were told on the day `on`, with a journal line.

    Raises Refusal for a day to come, or when that import no longer waits for it.
    """
    if on > desk.today:
        raise Refusal(
            french.spaced("Cette date est à venir : notez l’information une fois faite."), "Rien n’a été modifié."
        )
    with desk.database.writing("batches"):
        if not batches.mark_informed(desk.database, batch, on):
            raise Refusal(
                french.spaced("Cette liste n’attend plus d’information : c’est déjà noté."),
                "Rien n’a été modifié.",
            )
        journal.record(desk.database, "inform", {"batch": batch, "on": on.isoformat()})


def recent_lists(desk: Desk, limit: int = RECENT) -> list[ImportedList]:
    """The last lists imported, latest first, the undone ones included."""
    return [_with_people(desk, batch) for batch in batches.all_of_them(desk.database)[:limit]]


def _with_people(desk: Desk, batch: Batch) -> ImportedList:
    people = batches.remaining(desk.database, batch.id)
    return ImportedList(
        batch.id, batch.file_name, batch.imported_on, batch.source, batch.is_direct, batch.informed_on, batch.undone_on, people
    )  # fmt: skip
