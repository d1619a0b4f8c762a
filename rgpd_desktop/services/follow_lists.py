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
from rgpd_desktop.store import imported_lists, journal
from rgpd_desktop.store.imported_lists import ImportedList

__all__ = ["ImportedList", "ListToInform"]  # the nouns a screen receives

MONTHS_TO_INFORM: Final = 1  # RGPD, art. 14(3)(a): one month at most; with the first message if it comes earlier (b)
RECENT: Final = 5


@dataclass(frozen=True, slots=True)
class ListToInform:
    """A list whose people were not told yet: `until` is the last day to do it, `is_late` whether it has passed."""

    list_: ImportedList
    until: date
    is_late: bool


def lists_to_inform(desk: Desk) -> list[ListToInform]:
    """The lists not collected directly whose people were not told, the most urgent first; none when nobody of them is left."""
    waiting = []
    for found in imported_lists.to_inform(desk.database):
        until = deadline(found.imported_on, MONTHS_TO_INFORM)
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
        if not imported_lists.mark_informed(desk.database, batch, on):
            raise Refusal(
                french.spaced("Cette liste n’attend plus d’information : elle a été annulée, ou c’est déjà noté."),
                "Rien n’a été modifié.",
            )
        journal.record(desk.database, "inform", {"batch": batch, "on": on.isoformat()})


def recent_lists(desk: Desk, limit: int = RECENT) -> list[ImportedList]:
    """The last lists imported, latest first."""
    return imported_lists.recent(desk.database, limit)
