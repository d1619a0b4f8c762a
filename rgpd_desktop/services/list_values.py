"""Every address and number of somebody's list, line by line: an unsubscribed file to come in, or a sending list to be checked.

Runs in the process that is allowed to die (services.value_process); opens no database. Every column that holds e-mails or telephones
is read, as an import would.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.content import people
from rgpd_desktop.imports.book import Book
from rgpd_desktop.imports.spreadsheet import open_book
from rgpd_desktop.rules import emails, identity, mapping, sheet_shape
from rgpd_desktop.rules.columns import Cell, ColumnChoice, Line, ListOrigin
from rgpd_desktop.rules.draft import Draft
from rgpd_desktop.rules.rows import RowReader
from rgpd_desktop.services.preview_list import shape_of

_SAMPLE: Final = 200
_REACH: Final = frozenset({"email", "phone", "mobile"})
PART: Final = 1_000  # lines told at once


@dataclass(frozen=True, slots=True)
class SheetHead:
    """One list of the file: its name ("" for a text), the columns read for addresses and numbers, and those that say who refuses."""

    name: str
    columns: tuple[str, ...]
    refusal_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One line: what would be recorded of it and what is looked for, whether its own column says no; its cells when they were asked for.

    A line that is not of the list (a title, a total) has only its cells, and `is_listed` is false.
    """

    row: int
    recorded: tuple[str, ...]
    looked_for: tuple[str, ...]
    says_no: bool
    cells: tuple[Cell, ...] = ()
    is_listed: bool = True

    def __repr__(self) -> str:
        return f"<ValueLine of row {self.row}>"  # never an address: this may end in a log


def read(path: Path, *, with_cells: bool) -> Iterator[SheetHead | list[ValueLine]]:
    """Each list of the file: its head, then its lines by parts. Raises Refusal when there is none, or no address in any.

    `with_cells`: every line of the only list, whole, to write a copy of the file; Refusal when the file holds several.
    """
    book = open_book(path)
    names = [sheet.name for sheet in book.sheets if sheet.is_visible] if book.sheets else [""]
    found = [(name, choices) for name in names if (choices := _choices(book, name or None)) is not None]
    if not found:
        raise Refusal(
            "Aucune colonne d’adresses e-mail ou de téléphones n’a été trouvée dans ce fichier.",
            "Rien n’a été enregistré. Vérifiez que la liste a une ligne de titres, comme « E-mail » ou « Téléphone ».",
        )
    if with_cells and len(found) > 1:
        raise Refusal(
            f"Ce classeur contient {len(found)} listes.",
            "Rien n’a été écrit. Enregistrez celle à vérifier dans un fichier à part, puis recommencez.",
        )
    for name, choices in found:
        yield SheetHead(name, _headers(choices, _REACH), _headers(choices, frozenset({"opt_out"})))
        yield from _lines(book, name or None, choices, with_cells)


def _choices(book: Book, sheet: str | None) -> tuple[ColumnChoice, ...] | None:
    """What each column is taken for; None when the sheet is no list, or one without any address or number."""
    shape = shape_of(book, sheet)
    if shape is None:
        return None
    if book.fixed_columns:
        choices = tuple(ColumnChoice(index, header, field) for index, (header, field) in enumerate(book.fixed_columns))
    else:
        lines = sheet_shape.body(book.lines(sheet), shape)
        samples = [cells for _, (_, cells) in zip(range(_SAMPLE), lines, strict=False)]
        choices = mapping.choices(mapping.guess(shape.headers, samples, people.kind_words(people.load_kinds())))
    return choices if any(choice.field in _REACH for choice in choices) else None


def _headers(choices: Sequence[ColumnChoice], fields: frozenset[str]) -> tuple[str, ...]:
    return tuple(choice.header for choice in choices if choice.field in fields)


def _lines(
    book: Book, sheet: str | None, choices: Sequence[ColumnChoice], with_cells: bool
) -> Iterator[list[ValueLine]]:
    shape = shape_of(book, sheet)
    assert shape is not None  # _choices found it
    reader = RowReader(choices, ListOrigin(), people.kind_words(people.load_kinds()), book.is_1904)
    part: list[ValueLine] = []
    whole: dict[int, tuple[Cell, ...]] = {}

    def noted(lines: Iterator[Line]) -> Iterator[Line]:
        for number, cells in lines:
            whole[number] = tuple(cells)
            yield number, cells

    lines = noted(book.lines(sheet)) if with_cells else book.lines(sheet)
    for row, picked in sheet_shape.body(lines, shape):
        if with_cells:
            part += _told_apart(whole, row)
        part.append(_line(reader.read(row, picked), whole.pop(row, ())))
        if len(part) >= PART:
            yield part
            part = []
    if with_cells:
        part += _told_apart(whole, None)
    if part:
        yield part


def _told_apart(whole: dict[int, tuple[Cell, ...]], before: int | None) -> list[ValueLine]:
    """The lines that are not of the list, up to the one being read: kept as they are, unless an address stands in them."""
    rows = [row for row in whole if before is None or row < before]
    return [
        ValueLine(row, (), _addresses(cells), False, cells, is_listed=False)
        for row in rows
        for cells in (whole.pop(row),)
    ]


def _addresses(cells: Sequence[Cell]) -> tuple[str, ...]:
    texts = [cell for cell in cells if isinstance(cell, str) and "@" in cell]
    return tuple(f"email:{address}" for text in texts for address in emails.read_emails(text)[0])


def _line(draft: Draft, cells: tuple[Cell, ...]) -> ValueLine:
    names = (draft.last_name, draft.first_name)
    split = [raw for _, reason, raw in draft.problems if reason == emails.SPLIT]
    doubtful = tuple(f"email:{address}" for text in split for address in emails.possible(text))
    return ValueLine(
        draft.row,
        identity.opposition_values(draft.emails, draft.phones, *names),
        identity.looked_for_values(draft.emails, draft.phones, *names) + doubtful,
        draft.is_opposed,
        cells,
    )
