"""The person kept, and the words for what is known of them. The one noun that every floor shares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

# What a column of a list may become (docs/cli.md). The order is the one shown to the user.
FIELD_LABELS: Final[dict[str, str]] = {
    "last_name": "Nom",
    "first_name": "Prénom",
    "full_name": "Nom complet",
    "civility": "Civilité",
    "email": "E-mail",
    "phone": "Téléphone (détecter mobile/fixe)",
    "mobile": "Mobile",
    "company": "Société",
    "job_title": "Fonction",
    "street": "Adresse",
    "postal_code": "Code postal",
    "city": "Ville",
    "country": "Pays",
    "website": "Site web",
    "siren": "SIREN / SIRET",
    "kind": "Type de contact",
    "audience": "Professionnel ou particulier",
    "last_contact_on": "Dernier contact reçu",
    "collected_on": "Date de collecte",
    "relation_ended_on": "Fin de la relation",
    "source": "Origine",
    "notes": "Notes",
    "opt_out": "Ne veut plus être sollicité",
    "newsletter": "Abonné à la lettre",
    "ignore": "Ne pas importer",
}
FIELDS: Final = tuple(FIELD_LABELS)


class Audience(StrEnum):
    """To whom one speaks: the rules of prospecting differ (reference, section 3). Empty when not known."""

    PROFESSIONAL = "b2b"
    INDIVIDUAL = "b2c"
    UNKNOWN = ""


class State(StrEnum):
    """Where a person stands today; exactly one, the first that applies in the order archived, kept, overdue, opposed, undated, due soon."""

    ARCHIVED = "archived"
    KEPT = "kept"
    OVERDUE = "overdue"
    OPPOSED = "opposed"
    UNDATED = "undated"
    DUE_SOON = "due_soon"
    UP_TO_DATE = "up_to_date"


STATE_LABELS: Final[dict[State, str]] = {
    State.OVERDUE: "Dépassés",
    State.DUE_SOON: "Bientôt",
    State.UNDATED: "À dater",
    State.OPPOSED: "Opposés",
    State.KEPT: "Conservés avec motif",
    State.ARCHIVED: "Archivés",
    State.UP_TO_DATE: "À jour",
}


class Direction(StrEnum):
    """Who made the contact. Only what comes from the person moves the clock (reference, section 2.1)."""

    FROM_PERSON = "from_person"
    FROM_US = "from_us"


@dataclass(frozen=True, slots=True)
class Hold:
    """A reasoned prolongation (conservation motivée): why, and until when."""

    reason: str
    until: date


@dataclass(frozen=True, slots=True)
class Exchange:
    """One exchange with the person: the day, who made it, how ("e-mail", "appel"…) and a short note."""

    on: date
    direction: Direction
    channel: str
    note: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Contact:
    """A person (or a body one writes to). Texts are stripped, never None; e-mails are lower case, phones E.164; dates are days.

    `id` is 0 before it is stored. `row` is the 1-based line of the list it came from and `batch` that import (0: typed by hand).
    `entered_on` is the day it entered this database. `edited_on` is the last day somebody corrected it by hand.
    """

    id: int = 0
    last_name: str = ""
    first_name: str = ""
    civility: str = ""
    company: str = ""
    job_title: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    street: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = ""
    website: str = ""
    siren: str = ""
    kind: str = "prospect"
    audience: Audience = Audience.UNKNOWN
    last_contact_on: date | None = None
    collected_on: date | None = None
    relation_ended_on: date | None = None
    source: str = ""
    notes: str = ""
    newsletter: bool | None = None
    opposed_on: date | None = None
    archived_until: date | None = None
    hold: Hold | None = None
    batch: int = 0
    row: int = 0
    entered_on: date | None = None
    edited_on: date | None = None

    @property
    def name(self) -> str:
        """`Prénom Nom`, else the company, the first address or number, else whatever is known: what a screen calls this person."""
        return (
            f"{self.first_name} {self.last_name}".strip()
            or self.company
            or next(iter(self.emails or self.phones), "")
            or self.website
            or self.siren
            or self.street
            or self.notes.partition("\n")[0]
        )

    @property
    def sorted_name(self) -> str:
        """`Nom, Prénom` as a list shows it, else what `name` gives."""
        if self.last_name and self.first_name:
            return f"{self.last_name}, {self.first_name}"
        return self.last_name or self.name
