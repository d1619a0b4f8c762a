"""The opposition list (liste d’opposition) kept by hand: what it holds, whether an address is on it, one added, one taken off, read again.

Called by the Oppositions page, the dashboard and `rgpd oppose` / `rgpd opposed`. Nothing leaves the list but by `withdraw`, with a reason.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Problem, Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules import opposition as typed
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.opposition import TypedValue
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.object_to_prospecting import ASKED
from rgpd_desktop.store import contacts, journal, opposition
from rgpd_desktop.store.opposition import Source as Source

BY_HAND: Final = "saisie à la main"
ORIGINS: Final = (ASKED, "désinscription d’un message", "demande par téléphone", "demande par courrier", BY_HAND)
NOT_NOTED: Final = "origine non notée"
LONGEST_ORIGIN: Final = 80
_NOTHING: Final = "Rien n’a été enregistré."


@dataclass(frozen=True, slots=True)
class Survey:
    """What the list holds: how many fingerprints by channel and origin, and how many are to be read again."""

    sources: tuple[Source, ...]
    to_review: int

    def count(self, *channels: str) -> int:
        """How many of these channels ("email", "phone", "" for those not noted); all of them without any."""
        return sum(each.count for each in self.sources if not channels or each.channel in channels)

    @property
    def since(self) -> date | None:
        """The first day anybody said no."""
        return min((each.first for each in self.sources), default=None)


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to "is it opposed?": `sentence` is whole; `since` is None for a no; `people` of the contacts have it."""

    shown: str
    since: date | None
    origin: str
    people: int
    sentence: str

    @property
    def is_opposed(self) -> bool:
        """Whether it must not be solicited."""
        return self.since is not None


@dataclass(frozen=True, slots=True)
class Added:
    """What adding one value did: it was new, or known since an earlier day; how many contacts became opposed."""

    shown: str
    is_new: bool
    since: date
    people: int


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What taking one value off did: contacts who are no longer opposed, and those who still are by another address of theirs."""

    shown: str
    freed: int
    still_opposed: int


def survey(desk: Desk) -> Survey:
    """What the list holds today."""
    return Survey(tuple(opposition.sources(desk.database)), to_review(desk))


def to_review(desk: Desk) -> int:
    """How many entries are older than three years and were not read again for a year."""
    return opposition.count_to_review(desk.database, *typed.review_days(desk.today))


def note_review(desk: Desk) -> int:
    """Notes that the old entries were read again today; returns how many. The list itself does not change."""
    with desk.database.writing("oppositions"):
        many = opposition.note_review(desk.database, *typed.review_days(desk.today), desk.today)
        if many:
            journal.record(desk.database, "opposition_review", {"count": many})
    return many


def problem_in(text: str) -> Problem | None:
    """What keeps this text from being looked up or added, for the form."""
    found = typed.read(text) if text.strip() else Problem(typed.FIELD, "Indiquez une adresse e-mail ou un téléphone.")
    return found if isinstance(found, Problem) else None


def ask(desk: Desk, text: str) -> Found:
    """Whether this address or number is opposed; records nothing. Raises Refusal for what is neither."""
    value = _read(text)
    entries = opposition.find(desk.database, value.looked_for)
    holders = [person for person in _holders(desk, [value.point]) if _is_reached(person, value)]
    opposed = [person for person in holders if person.opposed_on is not None]
    entry = min(entries.values(), key=lambda each: each.recorded_on, default=None)
    days = [person.opposed_on for person in opposed if person.opposed_on is not None]
    since = min([entry.recorded_on, *days] if entry is not None else days, default=None)
    origin = (entry.origin or NOT_NOTED) if entry is not None else ""
    return Found(value.shown, since, origin, len(holders), _sentence(value, since, origin, len(opposed)))


def add(desk: Desk, text: str, on: date, origin: str = "") -> Added:
    """Puts one address or number on the list; the contacts who have it become opposed. Its first day is the one kept.

    Raises Refusal for what is neither, for a day to come, or for an origin that is too long or holds an address.
    """
    value, origin = _read(text), checked_origin(origin or BY_HAND)
    if on > desk.today:
        raise Refusal("Cette opposition est datée dans l’avenir.", f"{_NOTHING} Corrigez la date.")
    with desk.database.writing("contacts", "oppositions"):
        is_new = opposition.record(desk.database, [value.recorded], on, origin=origin) > 0
        people = oppose_people(desk, [value.recorded], on, origin, Ticket())
        if is_new or people:
            counts = {"count": int(is_new), "people": people}
            journal.record(
                desk.database, "opposition", {**counts, "emails" if value.is_email else "phones": int(is_new)}
            )
        since = opposition.find(desk.database, [value.recorded])[value.recorded].recorded_on
    return Added(value.shown, is_new, since, people)


def withdraw(desk: Desk, text: str, reason: str) -> Withdrawn:
    """Takes one address or number off the list, for a `reason` the journal keeps; the contacts it alone closed may be solicited again.

    Raises Refusal without a reason, or when it is not on the list.
    """
    value = _read(text)
    if not reason.strip():
        raise Refusal("Indiquez pourquoi l’opposition est levée.", "Rien n’a été modifié.")
    with desk.database.writing("contacts", "oppositions"):
        there = opposition.find(desk.database, value.looked_for)
        if not there:
            raise Refusal(
                f"{value.shown} n’est pas sur votre liste d’opposition.", f"Rien n’a été modifié. {_hint(value)}"
            )
        opposition.withdraw(desk.database, there)
        holders = [person for person in _holders(desk, [value.point]) if person.opposed_on is not None]
        freed = [person for person in holders if opposition.listed_on(desk.database, person) is None]
        for person in freed:
            contacts.correct(desk.database, replace(person, opposed_on=None), desk.starts)
        journal.record(desk.database, "opposition_withdrawn", {"count": len(there), "reason": reason.strip()})
    return Withdrawn(value.shown, len(freed), len(holders) - len(freed))


def oppose_people(desk: Desk, values: Collection[str], on: date, origin: str, ticket: Ticket) -> int:
    """Makes opposed the contacts whom one of these values (just put on the list) closes, with all their addresses; returns how many.

    Call it inside writing(). Raises Cancelled.
    """
    listed, changed = frozenset(values), 0
    people = _holders(desk, [point(value) for value in values])
    for done, person in enumerate(people):
        if person.opposed_on is None and not listed.isdisjoint(opposition.looked_for(person)):
            opposed = replace(person, opposed_on=on, newsletter=False)
            contacts.correct(desk.database, opposed, desk.starts)
            opposition.extend(desk.database, opposition.values_of(opposed), on, 0, origin)
            changed += 1
        if done % 200 == 0:
            ticket.step(done, len(people))
    return changed


def checked_origin(origin: str) -> str:
    """The origin as it is kept. Raises Refusal when it is too long, or holds an address or a number: it outlives the person."""
    tidy = " ".join(origin.split())
    if len(tidy) > LONGEST_ORIGIN:
        raise Refusal(f"L’origine tient en {LONGEST_ORIGIN} caractères.", f"{_NOTHING} Raccourcissez-la.")
    if "@" in tidy or not isinstance(typed.read(tidy), Problem):
        raise Refusal(
            "L’origine ne doit contenir ni adresse ni numéro.", f"{_NOTHING} Dites seulement d’où vient le refus."
        )
    return tidy


def _read(text: str) -> TypedValue:
    value = typed.read(text)
    if isinstance(value, Problem):
        raise Refusal(value.sentence, "Écrivez-la en entier, par exemple : contact@exemple.fr ou 06 39 98 12 34.")
    return value


def point(value: str) -> str:
    """The address or number of a value, as the contacts have it."""
    return value.partition(":")[2].partition("|")[0]


def _holders(desk: Desk, points: Collection[str]) -> list[Contact]:
    held = contacts.holders(desk.database, points)
    return contacts.fetch(desk.database, sorted({number for numbers in held.values() for number in numbers}))


def _is_reached(person: Contact, value: TypedValue) -> bool:
    """Whether asking for this value is asking for that person: anybody who has the number, or who has it and that name."""
    return (
        value.is_email or value.is_shared or not frozenset(value.looked_for).isdisjoint(opposition.looked_for(person))
    )


def _sentence(value: TypedValue, since: date | None, origin: str, opposed: int) -> str:
    if since is None:
        return french.spaced(f"Non : {value.shown} n’est pas sur votre liste d’opposition. {_hint(value)}".strip())
    told = f"Oui : {value.shown} est sur votre liste d’opposition depuis le {french.day(since)}"
    if origin:
        return french.spaced(f"{told} ({origin}).")
    who = french.counted(opposed, "de vos contacts qui a ce numéro", "de vos contacts qui ont ce numéro")
    return french.spaced(f"{told}, pour {who}.")


def _hint(value: TypedValue) -> str:
    if not value.is_shared:
        return ""
    return "Un numéro fixe peut être noté avec un nom : ajoutez alors ce nom après le numéro."
