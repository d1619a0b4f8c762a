"""Undoes a whole import, whatever its size: what it brought goes, what it changed comes back, what somebody touched since stays.

For the window and the command line. One transaction, then nothing readable is left of the people removed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.store import batches as store_batches
from rgpd_desktop.store import contacts, erasure, journal, opposition
from rgpd_desktop.store.batches import Batch, Change


@dataclass(frozen=True, slots=True)
class UndoReport:
    """People removed; people given back what they were; people left as they are (or in part) because they changed since.

    `oppositions` counts the entries of the opposition list that came from this list only, and went with it. `is_scrubbed` is
    false when traces remain until the next start: another program was reading the data.
    """

    removed: int
    restored: int
    kept: int
    oppositions: int
    is_scrubbed: bool


def batches(desk: Desk) -> list[Batch]:
    """Every import, latest first."""
    return store_batches.all_of_them(desk.database)


def undo(desk: Desk, batch: int, ticket: Ticket) -> UndoReport:
    """Undoes the import of that number. Raises Refusal when there is none or it is already undone, Cancelled (nothing is then changed)."""
    database = desk.database
    with database.writing("contacts", "batches"):
        found = store_batches.find(database, batch)
        if found is None:
            raise Refusal("Cet import n’existe pas.", "Rien n’a été modifié. Choisissez un import de la liste.")
        if found.undone_on is not None:
            raise Refusal("Cet import a déjà été annulé.", "Rien n’a été modifié.")
        withdrawn = opposition.withdraw_batch(database, batch)
        restored, kept = _restore(desk, batch, ticket)
        untouched = store_batches.untouched(database, batch)
        kept += store_batches.remaining(database, batch) - len(untouched)
        removed = erasure.erase(database, untouched, ticket)
        withdrawn -= _keep_oppositions(desk, batch)
        store_batches.forget_additions(database, batch)
        store_batches.forget_changes(database, batch)
        store_batches.hand_over(database, batch)
        store_batches.mark_undone(database, batch, desk.today)
        counts = {"removed": removed, "restored": restored, "kept": kept, "oppositions": withdrawn}
        journal.record(database, "undo_import", {"batch": batch, **counts})
    return UndoReport(removed, restored, kept, withdrawn, erasure.scrub(database))


def _restore(desk: Desk, batch: int, ticket: Ticket) -> tuple[int, int]:
    """Gives their fields back to the people the import changed: how many were wholly restored, how many not or in part."""
    restored = kept = 0
    for changes in store_batches.changes(desk.database, batch):
        people = {person.id: person for person in contacts.fetch(desk.database, [change.contact for change in changes])}
        for change in changes:
            before = _given_back(desk, people[change.contact], change)
            if before is not people[change.contact]:
                contacts.correct(desk.database, before, desk.starts)
            if _is_as_before(desk, before, change.before):
                restored += 1
            else:
                kept += 1
        ticket.step(restored + kept, None)
    return restored, kept


def _given_back(desk: Desk, person: Contact, change: Change) -> Contact:
    """The person with each field the import wrote, and nobody since, as it was.

    Not their refusal, when they are still on the opposition list without this import: another list or a hand says it too.
    """
    row = dict(zip(contacts.COLUMNS, contacts.row_from(person, desk.starts), strict=True))
    given = {name: change.before[name] for name, value in change.after.items() if row[name] == value}
    if "opposed_on" in given and opposition.listed_on(desk.database, person) is not None:
        del given["opposed_on"]
    return contacts.contact_from((person.id, *(row | given).values())) if given else person


def _is_as_before(desk: Desk, person: Contact, before: Mapping[str, object]) -> bool:
    row = dict(zip(contacts.COLUMNS, contacts.row_from(person, desk.starts), strict=True))
    return all(row[name] == value for name, value in before.items())


def _keep_oppositions(desk: Desk, batch: int) -> int:
    """Puts people who stay and are opposed back on the list, if the import alone had put them there; returns how many entries."""
    kept = 0
    for person in contacts.fetch(desk.database, store_batches.still_opposed(desk.database, batch)):
        if person.opposed_on is not None:
            values = opposition.values_of(person)
            kept += opposition.record(desk.database, values, person.opposed_on, origin=opposition.FROM_CARD)
    return kept
