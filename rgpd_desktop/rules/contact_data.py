"""What the columns of contacts are in the words of the register: which category of data each belongs to. Called by services; pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

# Column of the contacts -> (French word, category of resources/legal/register/lists.toml). Days of keeping and flags are no data asked of
# the person: they are left out.
_COLUMNS: Final = {
    "last_name": ("nom", "identity"),
    "first_name": ("prénom", "identity"),
    "civility": ("civilité", "identity"),
    "emails": ("e-mail", "contact"),
    "phones": ("téléphone", "contact"),
    "street": ("adresse", "contact"),
    "postal_code": ("code postal", "contact"),
    "city": ("ville", "contact"),
    "country": ("pays", "contact"),
    "company": ("société", "professional_life"),
    "job_title": ("fonction", "professional_life"),
    "website": ("site web", "professional_life"),
    "siren": ("SIREN", "professional_life"),
    "last_contact_on": ("dernier contact", "relation"),
    "source": ("origine", "relation"),
    "notes": ("notes libres", "relation"),
}
COLUMNS: Final = tuple(_COLUMNS)
NOTES: Final = "notes"
# The categories a contact's own card can hold: their duration is the retention rule of the person.
HELD_BY_CONTACTS: Final = frozenset(category for _, category in _COLUMNS.values())


def column_words(columns: Iterable[str]) -> tuple[str, ...]:
    """The French words of these columns, in the order of the card."""
    held = frozenset(columns)
    return tuple(word for column, (word, _) in _COLUMNS.items() if column in held)


def categories(columns: Iterable[str]) -> tuple[str, ...]:
    """The ids of the categories of data these columns belong to, each once, in the order of the card."""
    held = frozenset(columns)
    return tuple(dict.fromkeys(category for column, (_, category) in _COLUMNS.items() if column in held))


def columns_of(category: str) -> tuple[str, ...]:
    """The columns of a category."""
    return tuple(column for column, (_, owner) in _COLUMNS.items() if owner == category)
