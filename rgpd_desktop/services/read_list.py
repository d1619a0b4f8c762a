"""Reads the sheets of an order line by line into the tables in memory: the first half of a rehearsal. Touches no file but the list.

The hot loop of an import: a line is read, judged and forgotten; only the tables keep it.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from sys import intern
from typing import Any

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.content import people
from rgpd_desktop.imports.book import Book
from rgpd_desktop.rules import matching, sheet_shape
from rgpd_desktop.rules.columns import ColumnChoice, Line
from rgpd_desktop.rules.folding import fold
from rgpd_desktop.rules.matching import Identity
from rgpd_desktop.rules.sheet_shape import Shape
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.import_plan import ImportOrder, SheetOrder
from rgpd_desktop.services.line_reader import LineRead, LinesRead, Setting
from rgpd_desktop.services.second_reader import SecondReader, SharedReading
from rgpd_desktop.store import candidates, staging

_PART = 1_000  # lines
_LONG = 150_000  # lines


def read_list(
    desk: Desk,
    book: Book,
    shapes: Mapping[str, Shape],
    order: ImportOrder,
    ticket: Ticket,
    second: SecondReader | None = None,
) -> list[Identity] | None:
    """Fills the tables in memory with every line of the order. Raises Refusal, Cancelled, leaving them as they were.

    `second` reads a share of the lines. Returns the identities of the lines, the first being number 1; None for a long list, whose
    identities are read again from the tables once the file is closed: the two together would take too much memory.
    """
    total = sum(book.line_count(sheet.name or None) for sheet in order.sheets) if len(order.sheets) == 1 else None
    reading = _Reading(desk, ticket, total, second)
    staging.begin(desk.database)
    with staging.staging(desk.database):
        for number, sheet in enumerate(order.sheets):
            reading.read(book, number, sheet, shapes[sheet.name], order)
    return reading.identities


class _Reading:
    """One list being read, and how far it is."""

    def __init__(self, desk: Desk, ticket: Ticket, total: int | None, second: SecondReader | None) -> None:
        self._kinds = people.kind_words(desk.kinds)
        self._known_kinds = {kind.id for kind in desk.kinds}
        self._writer = staging.Writer(desk.database, desk.starts, desk.today)
        self._is_first = candidates.count(desk.database) == 0  # nobody to be told from by what they say
        self._today = desk.today.isoformat()
        self._ticket, self._total, self._second = ticket, total, second
        self._last = self._done = 0
        self._companies: dict[str, str] = {}  # they repeat, and come from another process as so many copies
        self.identities: list[Identity] | None = [] if total is None or total <= _LONG else None

    def read(self, book: Book, number: int, sheet: SheetOrder, shape: Shape, order: ImportOrder) -> None:
        """Reads one sheet."""
        kind = sheet.kind or order.origin.kind
        self._refuse_unknown_kinds(kind, *(code for choice in sheet.choices for code in _kinds_of(choice)))
        origin = replace(order.origin, kind=self._kinds.get(fold(kind), kind))
        reading = SharedReading(
            Setting(tuple(sheet.choices), origin, self._kinds, self._today, book.is_1904), self._second
        )
        lines = sheet_shape.body(self._told(book.lines(sheet.name or None)), shape)
        while part := list(islice(lines, _PART)):
            reading.add(part)
            for given, read in reading.done():
                self._write(number, given, read)
        for given, read in reading.done(is_over=True):
            self._write(number, given, read)

    def _refuse_unknown_kinds(self, *kinds: str) -> None:
        for kind in kinds:
            if kind and kind not in self._known_kinds and fold(kind) not in self._kinds:
                raise Refusal("Ce type de contact n’existe pas.", "Rien n’a été importé. Choisissez-en un autre.")

    def _told(self, lines: Iterator[Line]) -> Iterator[Line]:
        for line in lines:
            self._done += 1
            if self._done % 1_000 == 0:
                self._ticket.step(self._done, self._total)
            yield line

    def _write(self, sheet: int, part: Sequence[Line], read: LinesRead) -> None:
        before = self._last
        if read.refused:
            cells_of = dict(part)
            self._writer.add_refusals(
                [(sheet, row, reason, pickle.dumps(tuple(cells_of.pop(row)))) for row, reason in read.refused]
            )
            copies = [hash(tuple(cells)) or 1 for cells in cells_of.values()]
        else:
            copies = [hash(tuple(cells)) or 1 for _, cells in part]
        self._writer.add([self._staged(sheet, line, copy) for line, copy in zip(read.lines, copies, strict=True)])
        self._writer.add_problems(
            [
                (before + rank if rank else 0, sheet, row, intern(header), why, raw)
                for rank, row, header, why, raw in read.problems
            ]
        )
        if self.identities is not None and self._last > _LONG:
            self.identities = None

    def _staged(self, sheet: int, line: LineRead, copy: int) -> tuple[Any, ...]:
        """The line in the order of staging.STAGED, with its number and what tells it apart; its identity is noted on the way."""
        self._last += 1
        (
            row, last, first, civility, company, job_title, emails, phones, street, postal_code, city, country, website, siren,
            _, _, last_contact_on, _, _, _, notes, _, _, _, sort_key, company_key,
        ) = line  # fmt: skip
        address = matching.address_key(street, postal_code, city) if street else 0
        place = matching.place_key(postal_code, city)
        content = 0 if self._is_first else matching.content_key((
            last, first, civility, company, job_title, emails, phones, street, postal_code, city, country, website, siren, notes,
            last_contact_on,
        ))  # fmt: skip
        if self.identities is not None:
            company_key = self._companies.setdefault(company_key, company_key)
            name = sort_key if last or first else ""
            title = matching.title_key(civility) if civility else 0
            self.identities.append(
                Identity(name, company_key, emails, phones, address, place, content, copy, row, title)
            )
        return (self._last, sheet, *line, address, place, content, copy)


def _kinds_of(choice: ColumnChoice) -> Iterable[str]:
    return choice.codes.values() if choice.field == "kind" else ()
