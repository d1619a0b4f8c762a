"""Is it the same person? Two people compared: certain, probable or neither, with the French reason. Called by grouping.

Certain is acted upon (merged), so it wants a proof and no contradiction; probable is only proposed. What many people share
(a switchboard, a generic mailbox) proves nothing: grouping finds it and passes it as `shared`. Keeps nothing, reads no clock.

Never certain: M. and Mme; one half of a name at a landline or an address (a couple); one whole name at one address with other e-mails and
other numbers (father and son); one name in one company in two towns.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from enum import Enum, IntEnum
from typing import Final, NamedTuple

from rgpd_desktop.rules.folding import fold
from rgpd_desktop.rules.phones import is_mobile

IDENTICAL: Final = "ligne identique"
SAME_EMAIL: Final = "même adresse e-mail"
SAME_NAME_PHONE: Final = "même nom et même téléphone"
SAME_NAME_ADDRESS: Final = "même nom et même adresse"
SAME_NAME_COMPANY: Final = "même nom et même société"
SAME_FAMILY_PHONE: Final = "même nom de famille et même téléphone fixe"
SAME_FAMILY_ADDRESS: Final = "même nom de famille et même adresse"
OTHER_AT_ADDRESS: Final = "même nom et même adresse, mais autres coordonnées"
EMAIL_OF_COUPLE: Final = "même adresse e-mail, mais civilités différentes"
PHONE_OF_COUPLE: Final = "même téléphone, mais civilités différentes"
NAME_OF_COUPLE: Final = "même nom, mais civilités différentes"
EMAIL_OF_TWO: Final = "même adresse e-mail sous deux noms"
PHONE_OF_TWO: Final = "même téléphone sous deux noms"
SAME_PHONE: Final = "même téléphone"
OTHER_REACH: Final = "même nom et même société, mais autres coordonnées"
ONLY_NAME: Final = "même nom, sans autre preuve"
OTHER_ORDER: Final = "mêmes noms dans un autre ordre"
SAME_COMPANY: Final = "même société, sans nom"

_NOBODY: Final[frozenset[str]] = frozenset()
_TITLES: Final = {"M.": 1, "Mme": 2}  # a Dr, a Me or a household contradicts nobody


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
    (0 for a person already kept), `title` 1 for M. and 2 for Mme. `row` is the line of the list.
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
    title: int = 0


class Verdict(NamedTuple):
    """The level, and the French reason ("" when there is none)."""

    level: Level
    reason: str


_NEITHER: Final = Verdict(Level.NONE, "")


def title_key(civility: str) -> int:
    """1 for M., 2 for Mme, 0 for what contradicts neither."""
    return _TITLES.get(civility, 0)


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


def are_scattered(places: Iterable[int]) -> bool:
    """Whether two of these places are apart."""
    known = {place for place in places if place}
    codes = sum(place % 2 for place in known)
    return codes > 1 or len(known) - codes > 1


def content_key(values: tuple[str, ...]) -> int:
    """A number for all the fields that say who somebody is, in one fixed order."""
    return hash(values) or 1


def are_couple(one: Identity, other: Identity) -> bool:
    """Whether one is M. and the other Mme."""
    return one.title != other.title and one.title != 0 != other.title


def likeness(one: Identity, other: Identity) -> Likeness:
    """How the names stand to each other; without a name, companies are compared, then towns: two town halls may share an address.

    M. and Mme differ whatever their names.
    """
    return Likeness.DIFFERENT if are_couple(one, other) else _of_who(one, other)


def _of_who(one: Identity, other: Identity) -> Likeness:
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
    how = _of_who(one, other)
    if are_couple(one, other):
        return _of_couple(one, other, shared, how)
    if how is Likeness.EQUAL and _says_the_same(one, other):
        return Verdict(Level.CERTAIN, IDENTICAL)
    if one.emails and _meet(one.emails, other.emails, shared):
        if how is Likeness.DIFFERENT:
            return Verdict(Level.PROBABLE, EMAIL_OF_TWO)
        return Verdict(Level.CERTAIN, SAME_EMAIL)
    is_named = how is Likeness.EQUAL and bool(one.name or one.company)
    if one.phones and _meet(one.phones, other.phones, shared):
        if is_named and is_half(one.name) and not _share_mobile(one, other, shared):
            return Verdict(Level.PROBABLE, SAME_FAMILY_PHONE)
        if is_named:
            return Verdict(Level.CERTAIN, SAME_NAME_PHONE)
        return Verdict(Level.PROBABLE, PHONE_OF_TWO if how is Likeness.DIFFERENT else SAME_PHONE)
    if is_named:
        return _by_name(one, other)
    if how is Likeness.REORDERED and not contradict(one, other):
        return Verdict(Level.PROBABLE, OTHER_ORDER)
    return _NEITHER


def _of_couple(one: Identity, other: Identity, shared: Set[str], how: Likeness) -> Verdict:
    """M. and Mme: proposed at most, for a civility may be a slip."""
    if one.emails and _meet(one.emails, other.emails, shared):
        is_one_name = how is not Likeness.DIFFERENT
        return Verdict(Level.PROBABLE, EMAIL_OF_COUPLE if is_one_name else EMAIL_OF_TWO)
    if one.phones and _meet(one.phones, other.phones, shared):
        return Verdict(Level.PROBABLE, PHONE_OF_TWO if how is Likeness.DIFFERENT else PHONE_OF_COUPLE)
    if how is Likeness.EQUAL and one.name and _by_name(one, other).level is Level.CERTAIN:
        return Verdict(Level.PROBABLE, NAME_OF_COUPLE)
    return _NEITHER


def is_half(name: str) -> bool:
    """Whether the name is a last name alone (or a first name): a whole household has it."""
    return name != "" and "\t" not in name


def _share_mobile(one: Identity, other: Identity, shared: Set[str]) -> bool:
    numbers = other.phones.split()
    return any(number in numbers and number not in shared and is_mobile(number) for number in one.phones.split())


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
        if are_reached_apart(one, other):
            return Verdict(Level.PROBABLE, OTHER_AT_ADDRESS)
        is_half_name = is_half(one.name)
        return Verdict(
            Level.PROBABLE if is_half_name else Level.CERTAIN,
            SAME_FAMILY_ADDRESS if is_half_name else SAME_NAME_ADDRESS,
        )
    if one.name and one.company and one.company == other.company:
        if _differ(one.emails, other.emails) or _differ(one.phones, other.phones) or are_apart(one.place, other.place):
            return Verdict(Level.PROBABLE, OTHER_REACH)
        return Verdict(Level.CERTAIN, SAME_NAME_COMPANY)
    if contradict(one, other):
        return _NEITHER
    return Verdict(Level.PROBABLE, ONLY_NAME if one.name else SAME_COMPANY)


def are_reached_apart(one: Identity, other: Identity) -> bool:
    """Whether both their addresses and their numbers differ."""
    return _differ(one.emails, other.emails) and _differ(one.phones, other.phones)


def contradict(one: Identity, other: Identity) -> bool:
    """Whether something known of both differs: addresses, numbers, companies, towns, M. and Mme."""
    return bool(
        are_couple(one, other)
        or _differ(one.emails, other.emails)
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
