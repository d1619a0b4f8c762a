"""Note an exchange with a person, or take one back. Only what comes from the person moves the clock (reference, section 2.1).

Called by the exchange dialog and the person's history. An unsubscription, an automatic reply or an opened message is no fresh start.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.rules.contact import Contact, Direction, Exchange
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.store import contacts, exchanges

UNSUBSCRIPTION: Final = "désinscription"
CHANNELS: Final = (
    "e-mail", "appel", "SMS", "courrier", "rencontre", "formulaire", "demande de devis", "commande", "clic sur l’offre",
    "réponse automatique", "ouverture d’un e-mail", UNSUBSCRIPTION, "autre",
)  # fmt: skip
_NO_FRESH_START: Final = frozenset((UNSUBSCRIPTION, "réponse automatique", "ouverture d’un e-mail"))
CARD: Final = "fiche"  # the date that stood on the card before its first noted exchange


def moves_clock(exchange: Exchange) -> bool:
    """Whether this exchange starts the period again: made by the person, and a real sign of theirs."""
    return exchange.direction is Direction.FROM_PERSON and exchange.channel not in _NO_FRESH_START


def note(desk: Desk, contact_id: int, exchange: Exchange) -> Contact:
    """Stores the exchange and returns the person; the last contact becomes the latest that came from them.

    A date already on the card that no exchange accounts for is kept as an exchange of its own, so that removing the new one
    gives it back. Raises Refusal when the day is in the future or the person no longer there.
    """
    if exchange.on > desk.today:
        raise Refusal("Cet échange est daté dans l’avenir.", "Rien n’a été enregistré. Corrigez la date.")
    contact = _present(desk, contact_id)
    tidy = replace(exchange, channel=exchange.channel.strip() or "autre", note=exchange.note.strip())
    with desk.database.writing("exchanges"):
        known, last = exchanges.of(desk.database, contact_id), contact.last_contact_on
        if moves_clock(tidy) and last is not None and last not in _moving_days(known):
            exchanges.add(desk.database, contact_id, Exchange(last, Direction.FROM_PERSON, CARD))
        exchanges.add(desk.database, contact_id, tidy)
        if moves_clock(tidy) and (last is None or tidy.on > last):
            contact = replace(contact, last_contact_on=tidy.on)
            contacts.correct(desk.database, contact, desk.starts)
    return contact


def remove(desk: Desk, contact_id: int, exchange_id: int) -> Contact:
    """Takes an exchange back and returns the person.

    When the last contact was that exchange's day, it becomes the latest of those that remain, or unknown: never later than before.
    Raises Refusal when the exchange or the person is no longer there.
    """
    contact = _present(desk, contact_id)
    with desk.database.writing("exchanges"):
        known = exchanges.of(desk.database, contact_id)
        gone = next((each for each in known if each.id == exchange_id), None)
        if gone is None:
            raise Refusal("Cet échange n’existe plus.", "Rien n’a été modifié. Actualisez la fiche.")
        exchanges.remove(desk.database, exchange_id)
        if moves_clock(gone) and contact.last_contact_on == gone.on:
            days = _moving_days(each for each in known if each.id != exchange_id)
            contact = replace(contact, last_contact_on=max(days, default=None))
            contacts.correct(desk.database, contact, desk.starts)
    return contact


def _moving_days(known: Iterable[Exchange]) -> frozenset[date]:
    return frozenset(each.on for each in known if moves_clock(each))


def _present(desk: Desk, contact_id: int) -> Contact:
    found = contacts.fetch(desk.database, [contact_id])
    if not found:
        raise Refusal("Cette personne n’est plus dans vos contacts.", "Rien n’a été enregistré. Actualisez la liste.")
    return found[0]
