"""One reader per column, made from what the user decided: it takes a cell and fills a draft. Called by rows only.

A value found in the wrong column goes where it belongs (see contact_points), and is told as a problem like what cannot be read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.rules import addresses
from rgpd_desktop.rules.answer_readers import audience_reader, kind_reader, refusal_reader, subscription_reader
from rgpd_desktop.rules.answers import is_blank, is_nothing
from rgpd_desktop.rules.cell_text import clean, text_of
from rgpd_desktop.rules.columns import Cell, ColumnChoice
from rgpd_desktop.rules.contact_points import email_reader, misplaced, phone_reader, website_reader
from rgpd_desktop.rules.days import read_day
from rgpd_desktop.rules.draft import REMEMBERED, Draft, ReadCell, told
from rgpd_desktop.rules.folding import fold
from rgpd_desktop.rules.names import (
    are_initials,
    is_company_name,
    read_civility,
    split_civility,
    split_full_name,
    tidy_name,
    without_tail,
)

UNREADABLE: Final = "caractère illisible (le fichier a perdu des lettres)"
NO_NAME: Final = "mot qui peut vouloir dire « rien », non retenu comme nom"
NOT_A_NAME: Final = "texte après la virgule, non repris"
UNKNOWN_CIVILITY: Final = "civilité inconnue"
NOT_YET: Final = "date dans le futur, non retenue"
NO_LIMIT: Final = "9999-12-31"

_LOST: Final = "\ufffd"  # what a program puts in the place of a letter it could not read
_NOTHING_OR_SOMEBODY: Final = frozenset({"vide", "rien", "aucun", "neant"})  # left out, but told
_FAMILY_TOO: Final = frozenset(
    {"na", "nan", "null", "none", "sans", "absent", "ras"}
)  # nothing elsewhere, but people bear them


def reader_for(choice: ColumnChoice, kinds: Mapping[str, str], is_1904: bool, today: str, is_shared: bool) -> ReadCell:
    """What reads the cells of this column into a draft. `is_shared` tells that other columns fill the same field.

    `kinds` gives the id of a kind for each folded word; `is_1904` says from when the workbook counts its days; a contact or a
    collection after `today` (ISO) cannot have happened.
    """
    field = choice.field
    if field == "kind":
        return kind_reader(choice, kinds)
    if field in ("last_contact_on", "collected_on", "relation_ended_on"):
        return _day_reader(choice, is_1904, NO_LIMIT if field == "relation_ended_on" else today)
    if field == "notes":
        return _notes_reader(choice, is_shared)
    if field in ("last_name", "first_name"):
        return _name_reader(choice, field == "last_name")
    if field in _READERS:
        return _READERS[field](choice)
    return _text_reader(choice, addresses.read_country if field == "country" else str)


def _text_reader(choice: ColumnChoice, tidy: Callable[[str], str]) -> ReadCell:
    """A plain text; several columns of the same field are joined with commas, a repeated text once."""
    known: dict[str, str] = {}
    field = choice.field
    remembered = 0 if field == "street" else REMEMBERED

    def read(draft: Draft, cell: Cell) -> None:
        text = known.get(cell) if isinstance(cell, str) else None
        if text is None:
            text = tidy(clean(cell))
            if _LOST in text:
                told(draft, choice, UNREADABLE, cell)
            elif len(known) < remembered and isinstance(cell, str):
                known[cell] = text
        if text:
            before = getattr(draft, field)
            if before:
                text = before if text in before.split(", ") else f"{before}, {text}"
            setattr(draft, field, text)

    return read


def _name_reader(choice: ColumnChoice, is_last: bool) -> ReadCell:
    known: dict[str, tuple[str, str]] = {}
    field = choice.field

    def read(draft: Draft, cell: Cell) -> None:
        pair = known.get(cell) if isinstance(cell, str) else None
        if pair is None:
            text = _name_text(cell)
            if misplaced(draft, choice, text):
                return
            civility, rest = split_civility(text)
            if not is_last and are_initials(rest):  # `M. P.`
                civility, rest = "", text
            pair = civility, tidy_name(rest, is_last)
            if _LOST in text:
                told(draft, choice, UNREADABLE, cell)
            elif not text and fold(text_of(cell)) in _NOTHING_OR_SOMEBODY:
                told(draft, choice, NO_NAME, cell)
            elif isinstance(cell, str) and len(known) < REMEMBERED:
                known[cell] = pair
        civility, name = pair
        if civility and not draft.civility:
            draft.civility = civility
        if name:
            before = getattr(draft, field)
            setattr(draft, field, f"{before} {name}" if before and before != name else name)

    return read


def _name_text(cell: Cell) -> str:
    text = clean(cell)
    return text if text or fold(text_of(cell)) not in _FAMILY_TOO else text_of(cell).strip()


def _full_name_reader(choice: ColumnChoice) -> ReadCell:
    """Fills what the columns of names left empty; comes after every other column."""

    def read(draft: Draft, cell: Cell) -> None:
        text = _name_text(cell)
        if draft.last_name or not text or misplaced(draft, choice, text):
            if not text and fold(text_of(cell)) in _NOTHING_OR_SOMEBODY:
                told(draft, choice, NO_NAME, cell)
            return
        if _LOST in text:
            told(draft, choice, UNREADABLE, cell)
        if is_company_name(text):
            if not draft.company:
                draft.company = text
            elif fold(draft.company) != fold(text):
                draft.last_name = text
            return
        civility, first, draft.last_name = split_full_name(text)
        if "," in text and without_tail(text)[1]:
            told(draft, choice, NOT_A_NAME, cell)
        draft.first_name = draft.first_name or first
        draft.civility = draft.civility or civility

    return read


def _civility_reader(choice: ColumnChoice) -> ReadCell:
    known: dict[Cell, str] = {}

    def read(draft: Draft, cell: Cell) -> None:
        civility = known.get(cell)
        if civility is None:
            text = clean(cell)
            civility = known[cell] = read_civility(text) or split_civility(f"{text} ?")[0]
        if civility:
            draft.civility = civility
        elif not is_nothing(cell):
            told(draft, choice, UNKNOWN_CIVILITY, cell)

    return read


def _city_reader(choice: ColumnChoice) -> ReadCell:
    """A city, or a postal code and a city in the same cell."""
    plain = _text_reader(choice, str)

    def read(draft: Draft, cell: Cell) -> None:
        if isinstance(cell, str) and not any(map(str.isdigit, cell)):
            plain(draft, cell)
            return
        place = addresses.read_place(clean(cell), draft.country)
        if place.city and place.code:
            draft.postal_code = draft.postal_code or place.code
            draft.country = draft.country or place.country
            plain(draft, place.city)
            if place.reason:
                told(draft, choice, place.reason, cell)
        else:
            plain(draft, cell)

    return read


def _postal_code_reader(choice: ColumnChoice) -> ReadCell:
    known: dict[tuple[Cell, str], addresses.Place] = {}

    def read(draft: Draft, cell: Cell) -> None:
        country = draft.country
        answer = known.get((cell, country))
        if answer is None:
            answer = addresses.read_place(cell, country, draft.city)
            is_settled = country or cell == answer.code or (answer.code[:1] != "0" and not answer.country)
            if is_settled and len(known) < REMEMBERED:  # the others depend on the city of the line
                known[cell, country] = answer
        code, city, its_country, reason = answer
        if code:
            draft.postal_code = code
        if city and not draft.city:
            draft.city = city
        if its_country:
            draft.country = its_country
        if reason:
            told(draft, choice, reason, cell)

    return read


def _siren_reader(choice: ColumnChoice) -> ReadCell:
    def read(draft: Draft, cell: Cell) -> None:
        number, reason = addresses.read_siren(cell)
        if len(number) > len(draft.siren):  # a SIRET holds its SIREN
            draft.siren = number
        if reason:
            told(draft, choice, reason, cell)

    return read


def _day_reader(choice: ColumnChoice, is_1904: bool, latest: str) -> ReadCell:
    """A day: the earliest of several for the collection, the latest otherwise; a contact of ours goes to its own field."""
    known: dict[Cell, tuple[str, str]] = {}
    field = choice.field
    if field == "last_contact_on" and not choice.is_from_person:
        field = "our_contact_on"
    keep = min if field == "collected_on" else max

    def read(draft: Draft, cell: Cell) -> None:
        answer = known.get(cell)
        if answer is None:
            answer = read_day(cell, is_1904)
            if answer[1] and is_nothing(cell):
                answer = "", ""
            if answer[0] > latest:  # or it would put the due day off by as much
                answer = "", NOT_YET
            if len(known) < REMEMBERED:
                known[cell] = answer
        day, reason = answer
        if day:
            before = getattr(draft, field)
            setattr(draft, field, keep(before, day) if before else day)
        if reason:
            told(draft, choice, reason, cell)

    return read


def _notes_reader(choice: ColumnChoice, is_shared: bool) -> ReadCell:
    """Notes stay as they are written; when several columns are notes, each begins with its header."""
    prefix = f"{choice.header}{french.HARD}: " if is_shared else ""

    def read(draft: Draft, cell: Cell) -> None:
        text = text_of(cell).replace("\0", "").strip()
        if text and not is_blank(text):
            draft.notes = f"{draft.notes}\n{prefix}{text}" if draft.notes else prefix + text

    return read


_READERS: Final[dict[str, Callable[[ColumnChoice], ReadCell]]] = {
    "full_name": _full_name_reader,
    "civility": _civility_reader,
    "email": email_reader,
    "phone": phone_reader,
    "mobile": phone_reader,
    "website": website_reader,
    "postal_code": _postal_code_reader,
    "city": _city_reader,
    "siren": _siren_reader,
    "audience": audience_reader,
    "opt_out": refusal_reader,
    "newsletter": subscription_reader,
}
