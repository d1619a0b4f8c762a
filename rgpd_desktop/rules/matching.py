"""Is it the same person? Two people compared: certain, probable or neither, with the French reason. Called by grouping.

Certain is acted upon (merged), so it wants a proof and no contradiction; probable is only proposed. What many people share
(a switchboard, a generic mailbox) proves nothing: grouping finds it and passes it as `shared`. Keeps nothing, reads no clock.
"""

from __future__ import annotations

from collections.abc import Set
from enum import Enum, IntEnum
from typing import Final, NamedTuple

from rgpd_desktop.rules.folding import fold

IDENTICAL: Final = "ligne identique"
SAME_EMAIL: Final = "même adresse e-mail"
SAME_NAME_PHONE: Final = "même nom et même téléphone"
SAME_NAME_ADDRESS: Final = "même nom et même adresse"
SAME_NAME_COMPANY: Final = "même nom et même société"
EMAIL_OF_TWO: Final = "même adresse e-mail sous deux noms"
PHONE_OF_TWO: Final = "même téléphone sous deux noms"
SAME_PHONE: Final = "même téléphone"
OTHER_REACH: Final = "même nom et même société, mais autres coordonnées"
ONLY_NAME: Final = "même nom, sans autre preuve"
OTHER_ORDER: Final = "mêmes noms dans un autre ordre"
SAME_COMPANY: Final = "même société, sans nom"

_NOBODY: Final[frozenset[str]] = frozenset()


class Level(IntEnum):
    """How sure it is that two writings are one person."""

    NONE = 0
    PROBABLE = 1
    CERTAIN = 2


class Likeness(Enum):
    """How two names stand to each other; without names, two companies."""

    EQUAL = "equal"
    ALIKE = "alike"  # nothing contradicts: one is not given, or is an initial of the other
    REORDERED = "reordered"  # the same words, first and last names the other way round
    DIFFERENT = "different"


class Identity(NamedTuple):
    """What tells a person apart, in normal forms; one is made per line of a list, hence a tuple.

    `name` is rules.identity.sort_key of the names ("dupont\\tjean"), "" for a line without a name; `company` its company_key.
    `emails` and `phones` are held by spaces. The numbers are 0 when not known, and otherwise equal only for the same thing:
    `address` street and place, `place` postal code or city, `content` every field that says who it is, `cells` every cell of the line
    (0 for a person already kept). `row` is the line of the list.
    """

    name: str
    company: str
    emails: str
    phones: str
    address: int = 0
    place: int = 0
    content: int = 0
    cells: int = 0
    row: int = 0


class Verdict(NamedTuple):
    """The level, and the French reason ("" when there is none)."""

    level: Level
    reason: str


_NEITHER: Final = Verdict(Level.NONE, "")


def address_key(street: str, postal_code: str, city: str) -> int:
    """A number for a full address, 0 when it is not full. Like the next two, it only holds for the time of the program."""
    if not street or not (postal_code or city):
        return 0
    return hash((fold(street), postal_code or fold(city))) or 1


def place_key(postal_code: str, city: str) -> int:
    """A number for a postal code (odd) or, without one, a city (even); 0 for neither. `are_apart` compares two of them."""
    if postal_code:
        return hash(postal_code) | 1
    return (hash(fold(city)) & ~1) or 2 if city else 0


def are_apart(one: int, other: int) -> bool:
    """Whether two places differ; a postal code and a city are not compared."""
    return one != other and one != 0 and other != 0 and one % 2 == other % 2


def content_key(values: tuple[str, ...]) -> int:
    """A number for all the fields that say who somebody is, in one fixed order."""
    return hash(values) or 1


def likeness(one: Identity, other: Identity) -> Likeness:
    """How the names stand to each other; without a name, companies are compared, then towns: two town halls may share an address."""
    if one.name and other.name:
        return Likeness.EQUAL if one.name == other.name else _of_names(one.name, other.name)
    if one.company and other.company and one.company != other.company:
        return Likeness.DIFFERENT
    if one.name or other.name:
        return Likeness.ALIKE
    if are_apart(one.place, other.place):
        return Likeness.DIFFERENT
    return Likeness.EQUAL if one.company == other.company else Likeness.ALIKE


def _of_names(one: str, other: str) -> Likeness:
    last, _, first = one.partition("\t")
    other_last, _, other_first = other.partition("\t")
    if not first or not other_first:
        whole, parts = (one, (other_last, other_first)) if not first else (other, (last, first))
        if (first or other_first) and whole in parts:
            return Likeness.ALIKE
    elif (last == other_last and _is_initial(first, other_first)) or (
        first == other_first and _is_initial(last, other_last)
    ):
        return Likeness.ALIKE
    return Likeness.REORDERED if sorted(one.split()) == sorted(other.split()) else Likeness.DIFFERENT


def _is_initial(one: str, other: str) -> bool:
    """Whether `j p` and `jean paul` may be the same: word by word, one begins the other and is a single letter."""
    words, others = one.split(), other.split()
    if len(words) != len(others):
        return (len(one) == 1 and other.startswith(one)) or (len(other) == 1 and one.startswith(other))
    return all(
        word == with_ or (len(word) == 1 and with_.startswith(word)) or (len(with_) == 1 and word.startswith(with_))
        for word, with_ in zip(words, others, strict=True)
    )


def judge(one: Identity, other: Identity, shared: Set[str] = _NOBODY) -> Verdict:
    """Whether these are the same person. `shared` are the addresses and numbers that prove nothing."""
    how = likeness(one, other)
    if how is Likeness.EQUAL and _says_the_same(one, other):
        return Verdict(Level.CERTAIN, IDENTICAL)
    if one.emails and _meet(one.emails, other.emails, shared):
        if how is Likeness.DIFFERENT:
            return Verdict(Level.PROBABLE, EMAIL_OF_TWO)
        return Verdict(Level.CERTAIN, SAME_EMAIL)
    is_named = how is Likeness.EQUAL and bool(one.name or one.company)
    if one.phones and _meet(one.phones, other.phones, shared):
        if is_named:
            return Verdict(Level.CERTAIN, SAME_NAME_PHONE)
        return Verdict(Level.PROBABLE, PHONE_OF_TWO if how is Likeness.DIFFERENT else SAME_PHONE)
    if is_named:
        return _by_name(one, other)
    if how is Likeness.REORDERED and not _contradict(one, other):
        return Verdict(Level.PROBABLE, OTHER_ORDER)
    return _NEITHER


def are_strangers(one: Identity, other: Identity) -> bool:
    """Two people who at a glance have nothing in common but a name: most of those who share one, so told without `judge`."""
    return (
        one.company != other.company
        and one.phones != other.phones
        and one.emails != other.emails
        and bool(one.emails and other.emails)
        and " " not in one.emails + other.emails + one.phones + other.phones
    )


def _says_the_same(one: Identity, other: Identity) -> bool:
    """Two lines of a list with the same cells, or a line and a person kept with the same fields.

    Two lines are not the same for having the same fields: a column left out may tell two towns of one name apart.
    """
    if one.cells and other.cells:
        return one.cells == other.cells
    return bool(one.content) and one.content == other.content


def _by_name(one: Identity, other: Identity) -> Verdict:
    """The same name (or, without one, the same company) and no address or number in common."""
    if one.address and one.address == other.address:
        return Verdict(Level.CERTAIN, SAME_NAME_ADDRESS)
    if one.name and one.company and one.company == other.company:
        if _differ(one.emails, other.emails) or _differ(one.phones, other.phones):
            return Verdict(Level.PROBABLE, OTHER_REACH)
        return Verdict(Level.CERTAIN, SAME_NAME_COMPANY)
    if _contradict(one, other):
        return _NEITHER
    return Verdict(Level.PROBABLE, ONLY_NAME if one.name else SAME_COMPANY)


def _contradict(one: Identity, other: Identity) -> bool:
    """Whether something known of both differs: addresses, numbers, companies, towns."""
    return bool(
        _differ(one.emails, other.emails)
        or _differ(one.phones, other.phones)
        or (one.company and other.company and one.company != other.company)
        or are_apart(one.place, other.place)
    )


def _differ(one: str, other: str) -> bool:
    """Whether both are given and have nothing in common, not even what proves nothing."""
    return bool(one and other) and not _meet(one, other, _NOBODY)


def _meet(one: str, other: str, shared: Set[str]) -> bool:
    """Whether two texts of values have one in common that proves something."""
    if not one or not other:
        return False
    if " " not in one and " " not in other:  # nearly always: one value each
        return one == other and one not in shared
    others = other.split()
    return any(value in others and value not in shared for value in one.split())
