"""Reads the sheets of an order line by line into the tables in memory: the first half of a rehearsal. Touches no file but the list.

The hot loop of an import: a line is read, judged and forgotten; only the tables keep it.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from sys import intern
from typing import Any

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.content import people
from rgpd_desktop.imports.book import Book
from rgpd_desktop.rules import identity, matching, sheet_shape
from rgpd_desktop.rules.columns import Cell, ColumnChoice, Line
from rgpd_desktop.rules.draft import Draft
from rgpd_desktop.rules.folding import fold
from rgpd_desktop.rules.matching import Identity
from rgpd_desktop.rules.rows import RowReader
from rgpd_desktop.rules.sheet_shape import Shape
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.import_plan import ImportOrder, SheetOrder
from rgpd_desktop.store import candidates, staging

_CHUNK = 2_000
_LONG = 150_000  # lines
_TEXTS = attrgetter(
    "last_name", "first_name", "civility", "company", "job_title", "street", "postal_code", "city", "country", "website", "siren",
    "notes",
)  # fmt: skip

StagedLine = tuple[Any, ...]


def read_list(
    desk: Desk, book: Book, shapes: Mapping[str, Shape], order: ImportOrder, ticket: Ticket
) -> list[Identity] | None:
    """Fills the tables in memory with every line of the order. Raises Refusal, Cancelled, leaving them as they were.

    Returns the identities of the lines, the first being number 1; None for a long list, whose identities are read again from the
    tables once the file is closed: the two together would take too much memory.
    """
    total = sum(book.line_count(sheet.name or None) for sheet in order.sheets) if len(order.sheets) == 1 else None
    reading = _Reading(desk, ticket, total)
    staging.begin(desk.database)
    with staging.staging(desk.database):
        for number, sheet in enumerate(order.sheets):
            reading.read(book, number, sheet, shapes[sheet.name], order)
    return reading.identities


class _Reading:
    """One list being read: the lines waiting to be written to the tables, and how far it is."""

    def __init__(self, desk: Desk, ticket: Ticket, total: int | None) -> None:
        self._kinds = people.kind_words(desk.kinds)
        self._known_kinds = {kind.id for kind in desk.kinds}
        self._writer = staging.Writer(desk.database, desk.starts, desk.today)
        self._is_first = candidates.count(desk.database) == 0  # nobody to be told from by what they say
        self._today = desk.today.isoformat()
        self._ticket, self._total = ticket, total
        self._last = self._done = 0
        self._company_keys: dict[str, str] = {}
        self.identities: list[Identity] | None = []

    def read(self, book: Book, number: int, sheet: SheetOrder, shape: Shape, order: ImportOrder) -> None:
        """Reads one sheet."""
        kind = sheet.kind or order.origin.kind
        self._refuse_unknown_kinds(kind, *(code for choice in sheet.choices for code in _kinds_of(choice)))
        reader = RowReader(
            sheet.choices, replace(order.origin, kind=self._kinds.get(fold(kind), kind)), self._kinds, today=self._today
        )
        lines: list[StagedLine] = []
        refusals: list[tuple[int, int, str, bytes]] = []
        problems: list[tuple[int, int, int, str, str, str]] = []
        for row, cells in sheet_shape.body(self._told(book.lines(sheet.name or None)), shape):
            draft = reader.read(row, cells)
            reason = reader.refusal(draft)
            if reason:
                refusals.append((number, row, reason, pickle.dumps(tuple(cells))))
                line = 0
            else:
                self._last = line = self._last + 1
                lines.append(self._staged(line, number, draft, cells))
            if draft.problems:
                problems += [(line, number, row, intern(header), why, raw) for header, why, raw in draft.problems]
            if len(lines) >= _CHUNK or len(refusals) >= _CHUNK:
                self._write(lines, refusals, problems)
        self._write(lines, refusals, problems)

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

    def _staged(self, line: int, sheet: int, draft: Draft, cells: Sequence[Cell]) -> StagedLine:
        """The line in the order of staging.STAGED; its identity is noted on the way."""
        last, first, civility, company, job_title, street, postal_code, city, country, website, siren, notes = _TEXTS(
            draft
        )
        emails, phones = " ".join(draft.emails), " ".join(draft.phones)
        last_contact_on = draft.last_contact_on
        company_key = self._company_keys.get(company)
        if company_key is None:
            company_key = self._company_keys[company] = identity.company_key(company)
        sort_key = identity.sort_key(last, first, company, draft.emails)
        address = matching.address_key(street, postal_code, city) if street else 0
        place = matching.place_key(postal_code, city)
        content = 0 if self._is_first else matching.content_key((
            last, first, company, job_title, emails, phones, street, postal_code, city, country, website, siren, notes,
            last_contact_on,
        ))  # fmt: skip
        copy = hash(tuple(cells)) or 1
        if self.identities is not None:
            name = sort_key if last or first else ""
            self.identities.append(
                Identity(name, company_key, emails, phones, address, place, content, copy, draft.row)
            )
        return (
            line, sheet, draft.row, last, first, civility, company, job_title, emails, phones, street, postal_code, city, country,
            website, siren, draft.kind, draft.audience, last_contact_on, draft.collected_on, draft.relation_ended_on, draft.source,
            notes, draft.newsletter, int(draft.is_opposed), draft.our_contact_on, sort_key, company_key, address, place, content, copy,
        )  # fmt: skip

    def _write(
        self,
        lines: list[StagedLine],
        refusals: list[tuple[int, int, str, bytes]],
        problems: list[tuple[int, int, int, str, str, str]],
    ) -> None:
        if self.identities is not None and self._last > _LONG:
            self.identities = None
        self._writer.add(lines)
        self._writer.add_refusals(refusals)
        self._writer.add_problems(problems)
        lines.clear()
        refusals.clear()
        problems.clear()


def _kinds_of(choice: ColumnChoice) -> Iterable[str]:
    return choice.codes.values() if choice.field == "kind" else ()
