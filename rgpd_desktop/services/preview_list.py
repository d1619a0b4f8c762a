"""Looks at a list before anything is decided: its sheets, its first lines, and what each column is taken for. Writes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from itertools import islice

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.content import people
from rgpd_desktop.imports.book import Book
from rgpd_desktop.rules import mapping, sheet_shape
from rgpd_desktop.rules.cell_text import text_of
from rgpd_desktop.rules.columns import Cell, ColumnChoice, ColumnGuess, Line
from rgpd_desktop.rules.sheet_shape import Shape
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.import_plan import SheetPreview
from rgpd_desktop.store import preferences

_LOOKED_AT = 260  # lines read to find the list and guess its columns
_SAMPLE = 200
_SHOWN = 12
_SHOWN_LENGTH = 80  # characters of a cell
_COUNTED_EXACTLY = 10_000


def shape_of(book: Book, sheet: str | None) -> Shape | None:
    """Where the list stands in a sheet, None when there is none. Raises Refusal."""
    if book.fixed_columns:
        headers = tuple(header for header, _ in book.fixed_columns)
        return Shape(None, headers, tuple(range(len(headers))), 1)
    return sheet_shape.find_shape(list(islice(book.lines(sheet), _LOOKED_AT)))


def preview_sheet(desk: Desk, book: Book, name: str, is_visible: bool, file_stem: str, ticket: Ticket) -> SheetPreview:
    """One sheet ("" for a file without sheets). Raises Refusal, Cancelled."""
    sheet = name or None
    lines = list(islice(book.lines(sheet), _LOOKED_AT))
    shown = tuple(tuple(text_of(cell)[:_SHOWN_LENGTH] for cell in cells) for _, cells in lines[:_SHOWN])
    shape = shape_of(book, sheet)
    if shape is None:
        return SheetPreview(name, is_visible, is_list=False, lines=shown)
    kinds = people.kind_words(desk.kinds)
    samples = [cells for _, cells in islice(sheet_shape.body(lines, shape), _SAMPLE)]
    guesses = _fixed(book, samples) if book.fixed_columns else mapping.guess(shape.headers, samples, kinds)
    choices = mapping.choices(guesses)
    known = _known(desk, choices)
    if known is not None:
        decided = [_decided(*each) for each in zip(guesses, choices, known, strict=True)]
        guesses, choices = tuple(guess for guess, _ in decided), tuple(choice for _, choice in decided)
    kind = mapping.kind_in_name(name, kinds)
    return SheetPreview(
        name=name,
        is_visible=is_visible,
        is_list=True,
        header_row=shape.header_row,
        headers=shape.headers,
        rows=_count(book, sheet, shape, ticket),
        guesses=guesses,
        choices=choices,
        is_remembered=known is not None,
        kind=kind or mapping.kind_in_name(file_stem, kinds),
        is_kind_of_file=not kind,
        audience=mapping.guess_audience(guesses, samples),
        lines=shown,
    )


def remember(desk: Desk, choices: Sequence[ColumnChoice]) -> None:
    """Keeps these choices for the next file with the same headers. Call it inside the import's writing()."""
    key = mapping.header_key([choice.header for choice in choices])
    # A value without a meaning is no code of the user's, it may be anybody's name: it is not kept.
    known = [replace(choice, codes={value: code for value, code in choice.codes.items() if code}) for choice in choices]
    text = json.dumps([asdict(choice) for choice in known], ensure_ascii=False)
    preferences.remember_column_choices(desk.database, key, text)


def _known(desk: Desk, choices: Sequence[ColumnChoice]) -> list[Mapping[str, object]] | None:
    """What was chosen for a file with the same headers."""
    text = preferences.column_choices(desk.database, mapping.header_key([choice.header for choice in choices]))
    if not text:
        return None
    kept: list[Mapping[str, object]] = json.loads(text)
    return kept if len(kept) == len(choices) else None


def _decided(guess: ColumnGuess, choice: ColumnChoice, known: Mapping[str, object]) -> tuple[ColumnGuess, ColumnChoice]:
    """A column as it was decided for a former file.

    Never a sensitive one, which may have held something else then, nor refusals left out: those are guessed, and asked, again.
    """
    field = str(known["field"])
    if guess.sensitive or (guess.field == "opt_out" and field == "ignore"):
        return guess, choice
    # The values of a column may be others this time: those not met before keep what is guessed.
    codes = {**choice.codes, **_codes(known["codes"])} if field == choice.field else _codes(known["codes"])
    is_no, is_theirs = bool(known["yes_means_no_contact"]), bool(known["is_from_person"])
    return (
        replace(guess, field=field, confidence=1.0, codes=codes, is_question=False, yes_means_no_contact=is_no),
        replace(choice, field=field, codes=codes, yes_means_no_contact=is_no, is_from_person=is_theirs),
    )


def _codes(kept: object) -> dict[str, str]:
    return {str(value): str(code) for value, code in kept.items()} if isinstance(kept, dict) else {}


def _fixed(book: Book, samples: Sequence[Sequence[Cell]]) -> tuple[ColumnGuess, ...]:
    """The columns of a format that names its own (vCard)."""
    return tuple(
        ColumnGuess(
            index, header, field, 1.0, examples=_examples(cells[index] for cells in samples if index < len(cells))
        )
        for index, (header, field) in enumerate(book.fixed_columns)
    )


def _examples(cells: Iterable[Cell]) -> tuple[str, ...]:
    return tuple(islice(dict.fromkeys(text for cell in cells if (text := text_of(cell))), 3))


def _count(book: Book, sheet: str | None, shape: Shape, ticket: Ticket) -> int:
    total = book.line_count(sheet)
    if total > _COUNTED_EXACTLY:
        return total - (shape.first_row - 1)
    return sum(1 for _ in sheet_shape.body(_told(book.lines(sheet), ticket), shape))


def _told(lines: Iterable[Line], ticket: Ticket) -> Iterable[Line]:
    for done, line in enumerate(lines):
        if done % 5_000 == 0:
            ticket.step(done, None)
        yield line
