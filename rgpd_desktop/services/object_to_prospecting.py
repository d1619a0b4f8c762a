"""A person no longer wants to be solicited (RGPD, art. 21(2)-(3)): absolute, no reason asked. And the way back when they change their mind.

Called by the side panel and the requests page. The opposition list keeps fingerprints only, and outlives the person's erasure.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.store import contacts, journal, opposition

ASKED: Final = "demande de la personne"


def object_(desk: Desk, contact_id: int, on: date) -> Contact:
    """Records the no of this person, on the card and on the list; the first day said is kept, the newsletter ends.

    Raises Refusal when the day is in the future or the person no longer there.
    """
    if on > desk.today:
        raise Refusal("Cette opposition est datée dans l’avenir.", "Rien n’a été enregistré. Corrigez la date.")
    contact = _present(desk, contact_id)
    first = min(on, contact.opposed_on or on)
    opposed = replace(contact, opposed_on=first, newsletter=False)
    with desk.database.writing("contacts", "oppositions"):
        contacts.correct(desk.database, opposed, desk.starts)
        opposition.record(desk.database, opposition.values_of(opposed), first, origin=ASKED)
        journal.record(desk.database, "opposition", {"count": 1})
    return opposed


def withdraw(desk: Desk, contact_id: int, reason: str) -> Contact:
    """Takes the no back, for a `reason` the journal keeps (they asked for it, it was a mistake); no name in it.

    What another opposed person shares with this one stays on the list. Raises Refusal without a reason, or when the person is gone.
    """
    if not reason.strip():
        raise Refusal("Indiquez pourquoi l’opposition est levée.", "Rien n’a été modifié.")
    contact = _present(desk, contact_id)
    willing = replace(contact, opposed_on=None)
    with desk.database.writing("contacts", "oppositions"):
        contacts.correct(desk.database, willing, desk.starts)
        shared = _values_of_others(desk, contact)
        opposition.withdraw(desk.database, [value for value in opposition.looked_for(contact) if value not in shared])
        journal.record(desk.database, "opposition_withdrawn", {"count": 1, "reason": reason.strip()})
    return willing


def _values_of_others(desk: Desk, contact: Contact) -> frozenset[str]:
    """What the other opposed people who share an address or a number with this one are known by."""
    holders = contacts.holders(desk.database, (*contact.emails, *contact.phones))
    others = {number for numbers in holders.values() for number in numbers if number != contact.id}
    opposed = [other for other in contacts.fetch(desk.database, sorted(others)) if other.opposed_on is not None]
    return frozenset(value for other in opposed for value in opposition.looked_for(other))


def _present(desk: Desk, contact_id: int) -> Contact:
    found = contacts.fetch(desk.database, [contact_id])
    if not found:
        raise Refusal("Cette personne n’est plus dans vos contacts.", "Rien n’a été enregistré. Actualisez la liste.")
    return found[0]
