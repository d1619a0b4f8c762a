"""Columns settled by their neighbours: a bare "Nom" beside "Prénom" is a last name, beside "Contact" it is a firm.

Called by mapping once every column has its scores. Roles (NAME, ENGLISH_NAME, PERSON, CUSTOMER) become fields here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rgpd_desktop.rules.columns import Cell
from rgpd_desktop.rules.folding import fold
from rgpd_desktop.rules.header_phrases import CUSTOMER, ENGLISH_NAME, NAME, PERSON, PERSON_NAME, Reading
from rgpd_desktop.rules.made_up_headers import is_made_up
from rgpd_desktop.rules.value_signs import Signs, text_of

_ROLES = (NAME, ENGLISH_NAME, PERSON, CUSTOMER)
_NO_LAST_NAME = ("company", "street", "job", "civility", "country", "with_digits", "yes", "no", "two_names", "long")
_CLEAR = 0.5
_LOOKED_AT = 40
_NAMING = ("last_name", "first_name", "full_name", "company")
_ALMOST_ALL = 0.8  # of the values are said once


@dataclass(slots=True)
class Column:
    """One column being settled; `scores` change as its neighbours are considered."""

    index: int
    header: str
    reading: Reading
    signs: Signs
    scores: dict[str, float] = field(default_factory=dict)

    def best(self) -> tuple[str, float]:
        """The likeliest field and its score; ("", 0.0) when there is none."""
        return max(self.scores.items(), key=lambda item: item[1], default=("", 0.0))


def settle(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
    """Turn every role into a field, then put right first and last names whose headers are swapped."""
    around = _Around.of(columns)
    for column in columns:
        if score := column.scores.pop(PERSON_NAME, 0.0):
            has_own_first_name = around.first is not None and around.last is None
            _add(column, "last_name" if has_own_first_name else "full_name", score)
    around = _Around.of(columns)
    for column in columns:
        for role in _ROLES:
            if score := column.scores.pop(role, 0.0):
                _add(column, *_meaning(role, score, column, around, rows))
    _drop_repeated_names(columns, rows)
    _swap_names(columns)
    _last_beside_first(columns)
    _name_by_city(columns)


@dataclass(frozen=True, slots=True)
class _Around:
    """What the rest of the list has, by its clear columns: the positions of first and last names, whether a firm, a person."""

    first: int | None
    last: int | None
    has_company: bool
    person: int | None

    @classmethod
    def of(cls, columns: Sequence[Column]) -> _Around:
        is_filled = any(column.signs.count for column in columns)

        def place(*fields: str) -> int | None:
            found = [
                c
                for c in columns
                if c.best()[0] in fields and c.best()[1] >= _CLEAR and (c.signs.count or not is_filled)
            ]
            return max(found, key=lambda c: c.best()[1]).index if found else None

        return cls(place("first_name"), place("last_name"), place("company") is not None, place(PERSON, "full_name"))


def _meaning(
    role: str, score: float, column: Column, around: _Around, rows: Sequence[Sequence[Cell]]
) -> tuple[str, float]:
    if role == PERSON:
        return _meaning_of_person(score, column, around)
    if role == CUSTOMER and column.signs.of("yes", "no", "number", "digits") > 0.5:
        return "ignore", 0.6
    if around.first is not None and around.last is not None and around.last != column.index:
        if _repeats_names(column, around, rows):
            return "ignore", 0.6
        return ("company", score * 0.85) if not around.has_company else ("ignore", 0.5)
    if around.first is not None:
        if role == ENGLISH_NAME and column.signs.of("two_names") >= 0.6:
            return "full_name", score * 0.9
        return "last_name", score * (1.0 if role == NAME else 0.95)
    return _meaning_without_first_name(role, score, column, around)


def _meaning_without_first_name(role: str, score: float, column: Column, around: _Around) -> tuple[str, float]:
    signs = column.signs
    is_firm = signs.of("company") >= 0.4 and signs.of("company") > signs.of("two_names")
    if is_firm and not around.has_company:
        return "company", score * 0.95
    if around.person not in (None, column.index) and not around.has_company and signs.of("two_names") < 0.5:
        return "company", score * 0.8
    if around.last is not None and around.last != column.index:
        if signs.of("first_name") >= 0.3:
            return "first_name", score * 0.9
        return ("company", score * 0.7) if not around.has_company else ("ignore", 0.5)
    if signs.of("two_names") >= 0.4 or role == ENGLISH_NAME or _is_mostly_several_words(signs):
        return "full_name", score * 0.9
    if role == CUSTOMER:
        return "full_name", score * 0.8
    return "last_name", score * 0.85


def _meaning_of_person(score: float, column: Column, around: _Around) -> tuple[str, float]:
    if column.signs.of("date") > 0.6:
        return "last_contact_on", 0.5
    if around.first is not None and around.last is not None:
        return "ignore", 0.5
    if around.first is not None:
        return "last_name", score * 0.7
    return "full_name", score * 0.95


def _is_mostly_several_words(signs: Signs) -> bool:
    total = sum(signs.values.values())
    several = sum(times for text, times in signs.values.items() if 2 <= len(text.split()) <= 5)
    return bool(total) and several >= 0.6 * total


def _repeats_names(column: Column, around: _Around, rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the column says again, on the same lines, the first and last names given by two others."""
    assert around.first is not None and around.last is not None
    seen = same = 0
    for row in rows[:_LOOKED_AT]:
        if max(column.index, around.first, around.last) >= len(row):
            continue
        whole, first, last = (fold(text_of(row[i])) for i in (column.index, around.first, around.last))
        if whole and last:
            seen += 1
            same += last in whole and first in whole
    return seen > 0 and same >= 0.6 * seen


def _drop_repeated_names(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
    """A full name beside the first and last names that it repeats has nothing to add."""
    around = _Around.of(columns)
    if around.first is None or around.last is None:
        return
    for column in columns:
        if column.best()[0] == "full_name" and _repeats_names(column, around, rows):
            column.scores = {"ignore": 0.6}


def _swap_names(columns: Sequence[Column]) -> None:
    """Headers that say Nom over first names and Prénom over last names are not believed, and the doubt is shown."""
    first = max((c for c in columns if c.best()[0] == "first_name"), key=lambda c: c.best()[1], default=None)
    last = max((c for c in columns if c.best()[0] == "last_name"), key=lambda c: c.best()[1], default=None)
    if first is None or last is None:
        return
    is_swapped = last.signs.of("first_name") >= 0.6 and first.signs.of("first_name") <= 0.3
    if is_swapped and min(first.signs.count, last.signs.count) >= 5:
        first.scores = {"last_name": 0.55}
        last.scores = {"first_name": 0.55}


def _last_beside_first(columns: Sequence[Column]) -> None:
    """Without headers, the plain words beside the first names are the last names: those in capitals, else on the left."""
    if any(column.best()[0] in ("last_name", "full_name") and column.best()[1] >= _CLEAR for column in columns):
        return
    for at, column in enumerate(columns):
        if column.best()[0] != "first_name" or not is_made_up(column.header):
            continue
        beside = [columns[place] for place in (at - 1, at + 1) if 0 <= place < len(columns)]
        likely = [other for other in beside if _may_be_last_names(other)]
        if likely:
            max(likely, key=lambda other: (_is_mostly_capitals(other), -other.index)).scores = {"last_name": 0.5}
        return


def _may_be_last_names(column: Column) -> bool:
    signs = column.signs
    is_plain = signs.of("text") >= 0.8 and signs.of(*_NO_LAST_NAME) < 0.3 and signs.mean_length < 25
    return is_made_up(column.header) and not column.scores and is_plain and signs.distinct >= 0.6 * signs.count


def _is_mostly_capitals(column: Column) -> bool:
    return 2 * sum(map(str.isupper, column.signs.values)) > len(column.signs.values)


def _name_by_city(columns: Sequence[Column]) -> None:
    """In a list of public bodies the only name is a place: a column of towns, hardly ever the same, names whom one writes to."""
    if any(column.best()[0] in _NAMING and column.best()[1] >= _CLEAR for column in columns):
        return
    for column in columns:
        if column.best()[0] == "city" and len(column.signs.values) >= _ALMOST_ALL * column.signs.count >= 1:
            column.scores = {"company": 0.65}
            return


def _add(column: Column, field_name: str, score: float) -> None:
    column.scores[field_name] = max(column.scores.get(field_name, 0.0), score)
