"""What the side panel and the merge dialog write about a person, in French: fields, history, cells that were not read. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.rules import phones
from rgpd_desktop.rules.contact import Audience, Contact, Direction, Exchange
from rgpd_desktop.services import record_exchange
from rgpd_desktop.services.browse_contacts import Card

AUDIENCES: Final = {Audience.PROFESSIONAL: "professionnel", Audience.INDIVIDUAL: "particulier"}
Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the history; `exchange_id` is 0 when it is not an exchange."""

    on: date
    words: str
    exchange_id: int = 0


def contact_facts(contact: Contact, kind: str) -> list[Fact]:
    """What is known of this person, (label, value), without what is not. `kind` is its French label."""
    mobiles = [number for number in contact.phones if phones.is_mobile(number)]
    fixed = [number for number in contact.phones if number not in mobiles]
    audience = AUDIENCES.get(contact.audience)
    place = " ".join(filter(None, (contact.postal_code, contact.city)))
    known = [
        *(("E-mail", email) for email in contact.emails),
        *(("Mobile", phones.national(number)) for number in mobiles),
        *(("Téléphone", phones.national(number)) for number in fixed),
        ("Type", f"{kind} ({audience})" if audience else kind),
        ("Adresse", ", ".join(filter(None, (contact.street, place, contact.country)))),
        ("Site web", contact.website),
        ("SIREN", contact.siren),
        ("Source", contact.source),
        ("Lettre", {True: "abonné", False: "non abonné", None: ""}[contact.newsletter]),
        ("Reçu le", _day(contact.last_contact_on)),
        ("Collecté le", _day(contact.collected_on)),
        ("Fin le", _day(contact.relation_ended_on)),
        ("Notes", contact.notes),
    ]
    return [(name, value) for name, value in known if value]


def facts(card: Card) -> list[Fact]:
    """The same for a card, with the day its list was told to them."""
    known = contact_facts(card.line.contact, card.line.kind)
    known = [fact for fact in known if fact[0] not in ("Reçu le", "Collecté le", "Fin le")]  # told by the history
    if card.list_ is not None and card.list_.informed_on is not None:
        known.append(("Informée le", french.day(card.list_.informed_on)))
    return known


def events(card: Card) -> list[Event]:
    """What happened, latest first: exchanges, collection, import, end of the relation, objection."""
    contact = card.line.contact
    told = [Event(each.on, exchange_words(each), each.id) for each in card.exchanges]
    noted = {each.on for each in card.exchanges if record_exchange.moves_clock(each)}
    if contact.last_contact_on is not None and contact.last_contact_on not in noted:
        told.append(_event(contact.last_contact_on, "elle : dernier contact indiqué dans la fiche"))
    if contact.relation_ended_on is not None:
        told.append(_event(contact.relation_ended_on, "fin de la relation"))
    if contact.opposed_on is not None:
        told.append(_event(contact.opposed_on, "elle : s’oppose à la prospection"))
    if contact.collected_on is not None:
        told.append(_event(contact.collected_on, "collecte"))
    if contact.entered_on is not None:
        told.append(_event(contact.entered_on, _entry_words(card)))
    return sorted(told, key=lambda event: event.on, reverse=True)


def exchange_words(exchange: Exchange) -> str:
    """`15/09/2023 · vous : e-mail, relance`."""
    who = "elle" if exchange.direction is Direction.FROM_PERSON else "vous"
    channel = "dernier contact indiqué dans la fiche" if exchange.channel == record_exchange.CARD else exchange.channel
    what = ", ".join(filter(None, (channel, exchange.note)))
    return f"{french.day(exchange.on)} · {who}{french.HARD}: {what}"


def problem_lines(card: Card) -> list[str]:
    """`Tél. (ligne 12) : numéro incomplet, « 06 12 »`."""
    return [
        french.spaced(f"{each.header} (ligne {each.row}) : {each.reason}")
        + (f", {french.quoted(each.raw)}" if each.raw else "")
        for each in card.problems
    ]


def _entry_words(card: Card) -> str:
    if card.list_ is None:
        return "entrée dans vos contacts, saisie à la main"
    return f"entrée dans vos contacts, {french.quoted(card.list_.file_name)}, ligne {card.line.contact.row}"


def _event(on: date, words: str) -> Event:
    return Event(on, french.spaced(f"{french.day(on)} · {words}"))


def _day(day: date | None) -> str:
    return french.day(day) if day else ""
