"""Imports a list: looked at, rehearsed, then written in one transaction, or not at all. For the window and the command line.

One session is one file. Call it in a process that may die (services.import_process): a damaged workbook can take everything down.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from sys import intern

from rgpd_desktop.basics.problems import Refusal, RowProblem
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.documents import sheets
from rgpd_desktop.imports.book import Book
from rgpd_desktop.rules.columns import Cell
from rgpd_desktop.rules.matching import Identity
from rgpd_desktop.rules.sheet_shape import Shape
from rgpd_desktop.services import planned_people
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.enter_list import enter_list
from rgpd_desktop.services.import_plan import (
    Category,
    ImportOrder,
    ImportPlan,
    ImportPreview,
    ImportReport,
    PlannedPerson,
    SheetPreview,
)
from rgpd_desktop.services.list_file import ListFile
from rgpd_desktop.services.preview_list import preview_sheet, shape_of
from rgpd_desktop.services.read_list import read_list
from rgpd_desktop.services.second_reader import SecondReader
from rgpd_desktop.services.sort_arrivals import sort_arrivals
from rgpd_desktop.store import fates, staging

_PAGE = 1_000
_ADDED = ("Feuille", "Ligne", "Motif")


class ImportSession:
    """A file on its way in. `rehearse` may be called again with other choices; `run` does what the last rehearsal showed."""

    def __init__(self, desk: Desk, file: ListFile, second: SecondReader | None = None) -> None:
        self._desk, self._file, self._second = desk, file, second
        self._shapes: dict[str, Shape | None] = {}
        self._order: ImportOrder | None = None
        self._plan: ImportPlan | None = None

    def preview(self, ticket: Ticket) -> ImportPreview:
        """What the file holds, and what each column is taken for. Raises Refusal, Cancelled."""
        book = self._file.open()
        found: list[SheetPreview] = []
        for name, is_visible in [(sheet.name, sheet.is_visible) for sheet in book.sheets] or [("", True)]:
            ticket.step(len(found), len(book.sheets))
            found.append(preview_sheet(self._desk, book, name, is_visible, self._file.path.stem, ticket))
        return ImportPreview(self._file.path.name, book.format, book.encoding, book.delimiter, tuple(found))

    def rehearse(self, order: ImportOrder, ticket: Ticket) -> ImportPlan:
        """What importing this would do; nothing is written. Raises Refusal, Cancelled."""
        collected = order.origin.collected_on
        if collected is not None and collected > self._desk.today:
            raise Refusal(
                "La date de collecte est à venir.",
                "Rien n’a été importé. Donnez le jour où ces données ont été recueillies.",
            )
        self._order = self._plan = None
        change_count = self._desk.database.change_count
        try:
            other_kind = sort_arrivals(self._desk, order, ticket, self._read(order, ticket))
        except BaseException:
            staging.clear(self._desk.database)
            raise
        self._order, self._plan = order, self._counted(order, change_count, other_kind)
        return self._plan

    def _read(self, order: ImportOrder, ticket: Ticket) -> list[Identity] | None:
        book = self._file.open()
        identities = read_list(self._desk, book, self._shapes_of(book, order), order, ticket, self._second)
        self._file.check()
        self._file.close()
        return identities

    def people(self, category: Category, offset: int = 0, limit: int = 100) -> list[PlannedPerson]:
        """Some lines of a category of the last rehearsal, in the order of the file; the import may be done."""
        if self._order is None:
            raise RuntimeError("nothing was rehearsed")
        return planned_people.page(self._desk, self._order, category, offset, limit)

    def run(self, ticket: Ticket) -> ImportReport:
        """Does what the last rehearsal showed, whole or not at all.

        Raises Refusal when the contacts changed since so that the counts would differ, Cancelled; nothing is then written.
        """
        report = self.enter(ticket)
        return replace(report, refused=tuple(self.refused()), problems=tuple(self.problems()))

    def enter(self, ticket: Ticket) -> ImportReport:
        """The same as `run`, its report without its two lists: they are long, and asked for by pages from another process."""
        order, plan = self._rehearsed()
        desk = self._desk
        with desk.database.writing():
            if desk.database.change_count - 1 != plan.change_count:  # this writing itself counts for one
                sort_arrivals(desk, order, ticket)
                if self._counts(order) != _counts_of(plan):
                    raise Refusal(
                        "Vos contacts ont changé depuis la vérification.",
                        "Rien n’a été importé. Vérifiez de nouveau la liste, puis importez-la.",
                    )
            batch = enter_list(desk, order, self._file.path.name, plan, ticket)
        self._plan = None  # what was shown is done
        return ImportReport(
            batch=batch, rows=plan.rows, new=plan.new, merged=plan.merged, probable=plan.probable, expired=plan.expired,
            opposed=plan.opposed, opposed_in_list=plan.opposed_in_list, undated=plan.undated, refused=(), problems=(),
            opposed_expired=plan.opposed_expired,
        )  # fmt: skip

    def refused(self, offset: int = 0, limit: int = -1) -> list[RowProblem]:
        """The lines that name nobody, of the last rehearsal."""
        found = fates.refusals(self._desk.database, offset, limit)
        return [RowProblem(row, "", reason, self._sheet(sheet)) for sheet, row, reason in found]

    def problems(self, offset: int = 0, limit: int = -1) -> list[RowProblem]:
        """The cells that could not be read, of the last rehearsal."""
        found = fates.problems(self._desk.database, offset, limit)
        return [
            RowProblem(row, intern(header), intern(reason), self._sheet(sheet)) for sheet, row, header, reason in found
        ]

    def _sheet(self, number: int) -> str:
        """The name of a sheet of the order, told when there are several."""
        sheets = self._order.sheets if self._order is not None else ()
        return intern(sheets[number].name) if len(sheets) > 1 else ""

    def write_refused(self, path: Path, ticket: Ticket) -> None:
        """Writes the lines that name nobody to an .xlsx: the columns of the file, then sheet, line and reason. Raises Refusal."""
        order = self._order
        if order is None:
            raise RuntimeError("nothing was rehearsed")
        headers = {number: [choice.header for choice in sheet.choices] for number, sheet in enumerate(order.sheets)}
        columns = list(dict.fromkeys(header for names in headers.values() for header in names))
        sheets.write_xlsx(
            path, [*columns, *_ADDED], self._refused_rows(order, headers, columns, ticket), "Lignes rejetées"
        )

    def close(self) -> None:
        """Forgets the list."""
        self._file.close()
        staging.clear(self._desk.database)

    def _refused_rows(
        self, order: ImportOrder, headers: dict[int, list[str]], columns: Sequence[str], ticket: Ticket
    ) -> Iterator[list[Cell]]:
        offset = 0
        while rows := fates.refused_cells(self._desk.database, offset, _PAGE):
            ticket.step(offset, None)
            for sheet, row, reason, pickled in rows:
                cells = dict(zip(headers[sheet], pickle.loads(pickled), strict=False))
                yield [*(cells.get(name) for name in columns), order.sheets[sheet].name, row, reason]
            offset += len(rows)

    def _rehearsed(self) -> tuple[ImportOrder, ImportPlan]:
        if self._order is None or self._plan is None:
            raise RuntimeError("nothing was rehearsed")
        return self._order, self._plan

    def _shapes_of(self, book: Book, order: ImportOrder) -> dict[str, Shape]:
        shapes: dict[str, Shape] = {}
        for sheet in order.sheets:
            if sheet.name not in self._shapes:
                self._shapes[sheet.name] = shape_of(book, sheet.name or None)
            shape = self._shapes[sheet.name]
            if shape is None or len(shape.headers) != len(sheet.choices):
                raise Refusal(
                    "Cette feuille ne contient pas de liste.", "Rien n’a été importé. Choisissez-en une autre."
                )
            shapes[sheet.name] = shape
        if not shapes:
            raise Refusal("Aucune feuille de ce fichier n’est à importer.", "Choisissez au moins une feuille.")
        return shapes

    def _counts(self, order: ImportOrder) -> fates.Counts:
        return fates.counts(self._desk.database, self._desk.calendar if order.keep_expired else None)

    def _counted(self, order: ImportOrder, change_count: int, other_kind: int) -> ImportPlan:
        reasons, cell_reasons = fates.reasons(self._desk.database)
        return ImportPlan(
            **asdict(self._counts(order)),
            reasons=reasons,
            cell_reasons=cell_reasons,
            change_count=change_count,
            digest=self._file.digest,
            other_kind=other_kind,
        )


def _counts_of(plan: ImportPlan) -> fates.Counts:
    return fates.Counts(**{name: getattr(plan, name) for name in fates.Counts.__slots__})
