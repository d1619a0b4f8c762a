"""What is asked of the contacts: a search, a state, an order. And what is acted upon: some people, or all that a question finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from rgpd_desktop.rules.contact import State
from rgpd_desktop.rules.retention import Cutoff

ContactId: TypeAlias = int


class Order(StrEnum):
    """By what a list of people may be sorted; the words are the table's columns."""

    NAME = "name"
    COMPANY = "company"
    KIND = "kind"
    LAST_CONTACT = "last_contact_on"
    DUE = "due_on"
    EMAIL = "email"
    PHONE = "phone"
    CITY = "city"
    ENTERED = "entered"


@dataclass(frozen=True, slots=True)
class ContactQuery:
    """Who is looked for. Empty fields ask for everybody.

    `text` is what was typed: every word must be the beginning of a word of the person, in any field, accents and case aside.
    A `state` finds the people who stand in it, but OPPOSED finds everybody who said no, past retention or not: a refusal holds
    whatever else is true of the person.
    `due_from` and `due_to` (both included) bound the due day, for a month of the chart.
    """

    text: str = ""
    state: State | None = None
    kind: str = ""
    batch: int = 0
    due_from: date | None = None
    due_to: date | None = None
    order: Order = Order.NAME
    descending: bool = False


# "Tout sélectionner" is the question, not the rows.
Selection: TypeAlias = tuple[ContactId, ...] | ContactQuery


@dataclass(frozen=True, slots=True)
class Calendar:
    """Today, and the cutoff of every kind on that day: all that is needed to turn a state into dates."""

    today: date
    cutoffs: Mapping[str, Cutoff]
