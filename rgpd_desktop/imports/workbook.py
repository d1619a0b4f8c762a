"""Workbooks in: xlsx, xlsm, xls, xlsb and ods, through calamine. spreadsheet opens them; guard, compound and extent look first.

Cells come as calamine types them; an empty cell and an error (#N/A) are both None, and what is merged over several
lines is repeated on each of them. Nothing is stripped, nothing is interpreted.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.imports.book import (
    LONGEST_CELL,
    MAXIMUM_COLUMNS,
    Book,
    SheetInfo,
    cleaned,
    damaged,
    too_wide,
    unknown_sheet,
)
from rgpd_desktop.imports.compound import check_xls
from rgpd_desktop.imports.extent import check_workbook
from rgpd_desktop.imports.guard import check_zip, protected
from rgpd_desktop.imports.ods_extent import ods_merges
from rgpd_desktop.rules.columns import Cell, Line

Merges = list[tuple[int, int, int]]  # first row, last row, column, all from 0


def open_workbook(raw: bytes) -> WorkbookBook:
    """The workbook in `raw`, a zip or an OLE container. Raises Refusal: not a workbook, locked, damaged, dangerous."""
    merges: list[Merges] = []
    is_1904 = False
    if raw.startswith(b"PK"):
        family, parts = check_zip(raw)
        if family == "ods":
            merges = ods_merges(raw, parts)
        else:
            is_1904 = check_workbook(raw, parts)
    else:
        family = "xls"
        is_1904 = check_xls(raw)
    with _parser_faults():
        return WorkbookBook(family, CalamineWorkbook.from_filelike(io.BytesIO(raw)), merges, is_1904=is_1904)


@contextmanager
def _parser_faults() -> Iterator[None]:
    """Whatever goes wrong inside the parser, a Rust panic included, becomes a Refusal."""
    try:
        yield
    except Refusal:
        raise
    except PasswordError:
        raise protected() from None
    except Exception:
        raise damaged() from None
    except BaseException as problem:
        if type(problem).__name__ == "PanicException":  # pyo3 derives it from BaseException and does not export it
            raise damaged() from None
        raise


class WorkbookBook(Book):
    """A workbook held by calamine; the sheet read last stays loaded, so that a preview and its count cost one reading."""

    def __init__(self, family: str, workbook: CalamineWorkbook, ods_merges: list[Merges], *, is_1904: bool) -> None:
        self.format, self.is_1904 = family, is_1904
        self._workbook = workbook
        sheets = [
            (index, sheet)
            for index, sheet in enumerate(workbook.sheets_metadata)
            if sheet.typ == SheetTypeEnum.WorkSheet
        ]
        self.sheets = tuple(SheetInfo(sheet.name, sheet.visible == SheetVisibleEnum.Visible) for _, sheet in sheets)
        self._indexes = [index for index, _ in sheets]
        self._ods_merges = ods_merges if len(ods_merges) == len(workbook.sheets_metadata) else []
        self._loaded: tuple[int, CalamineSheet] | None = None

    def lines(self, sheet: str | None = None) -> Iterator[Line]:
        """See Book. Raises Refusal for an unknown sheet, a damaged one, or one wider than a list of people."""
        found = self._chosen(sheet)
        if found is None:
            return
        index, content = found
        start, end = content.start, content.end
        if start is None or end is None:
            return
        if end[1] >= MAXIMUM_COLUMNS:
            raise too_wide(end[1] + 1)
        rows = _cells(content.iter_rows(), start[1])
        merges = _tall(content, self._ods_merges[index] if self._ods_merges else [])
        yield from _filled_down(rows, merges) if merges else rows

    def line_count(self, sheet: str | None = None) -> int:
        """See Book: the last line that holds something."""
        found = self._chosen(sheet)
        end = found[1].end if found else None
        return end[0] + 1 if end else 0

    def _chosen(self, name: str | None) -> tuple[int, CalamineSheet] | None:
        if name is not None:
            position = next((at for at, sheet in enumerate(self.sheets) if sheet.name == name), None)
            if position is None:
                raise unknown_sheet()
            return self._load(self._indexes[position])
        for index, sheet in zip(self._indexes, self.sheets, strict=True):
            if sheet.is_visible and (found := self._load(index))[1].start is not None:
                return found
        return None

    def _load(self, index: int) -> tuple[int, CalamineSheet]:
        if self._loaded is None or self._loaded[0] != index:
            self._loaded = None  # frees the other sheet first
            with _parser_faults():
                self._loaded = (index, self._workbook.get_sheet_by_index(index))
        return self._loaded


def _cells(rows: Iterable[Sequence[Cell]], left: int) -> Iterator[tuple[int, list[Cell]]]:
    """Numbers the rows, leaves the blank ones out and makes their cells ours: the hot path, about 1 us a row of 20.

    `left` is how many blank columns calamine cut off, given back so that a column keeps its letter.
    """
    margin: list[Cell] = [None] * left
    with _parser_faults():
        for number, row in enumerate(rows, 1):
            if not any(row) and row.count("") == len(row):
                continue
            cells = [
                cell
                if cell.__class__ is not str
                else (cell if cell.isprintable() and len(cell) <= LONGEST_CELL else cleaned(cell))
                if cell
                else None
                for cell in row
            ]
            yield number, margin + cells if left else cells


def _tall(content: CalamineSheet, from_document: Merges) -> Merges:
    """The cells merged over several lines; a title merged across columns of one line is not repeated."""
    ranges = content.merged_cell_ranges
    if ranges is None:
        return from_document
    return [(first[0], last[0], first[1]) for first, last in ranges if last[0] > first[0]]


def _filled_down(rows: Iterator[tuple[int, list[Cell]]], merges: Merges) -> Iterator[Line]:
    opening: dict[int, list[tuple[int, int]]] = {}
    for first, last, column in merges:
        opening.setdefault(first + 1, []).append((column, last + 1))
    running: dict[int, tuple[int, Cell]] = {}  # column: the last line it covers, what it says
    for number, cells in rows:
        for column, (last, value) in list(running.items()):
            if number > last:
                del running[column]
            elif cells[column] is None:
                cells[column] = value
        for column, last in opening.get(number, ()):
            if column < len(cells):
                running[column] = (last, cells[column])
        yield number, cells
