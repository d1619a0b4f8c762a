"""Pages as an .xlsx workbook: every cell a text, wrapped, laid out for A4 across. Called by register_book only.

No text becomes a formula, an error or another text: see documents.sheets for what spreadsheets do to them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.documents.book_page import BookPage, BookRow, Look
from rgpd_desktop.documents.sheet_files import kept_beside
from rgpd_desktop.documents.sheets import is_formula, kept_text

_ESCAPE: Final = re.compile(
    r"_(?=x[0-9A-Fa-f]{4}_)"
)  # "_x0041_" is an escaped "A" in .xlsx: its underscore is escaped in turn
_INK, _SOFT, _PALE = "FF1F2937", "FFE5E7EB", "FF9CA3AF"
_LINE_HEIGHT, _RECORD_HEIGHT = 15, 10


def write(pages: Sequence[BookPage], partial: Path, ticket: Ticket) -> None:
    """Writes the workbook at `partial`. Raises Cancelled, or OSError for the world's faults."""
    from openpyxl import Workbook  # noqa: PLC0415 - 0.1 to 0.2 s of imports, needed only when something is exported

    book = Workbook()
    book.remove(book.active)
    styles = _styles()
    for done, page in enumerate(pages):
        ticket.step(done, len(pages))
        _fill(book.create_sheet(page.name), page, styles)
    ticket.step(len(pages), len(pages))
    with kept_beside(partial):
        book.save(partial)
    book.close()


def _fill(sheet: Any, page: BookPage, styles: dict[tuple[Look, bool], dict[str, Any]]) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    last = get_column_letter(len(page.widths))
    for index, width in enumerate(page.widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    for number, row in enumerate(page.rows, 1):
        _fill_row(sheet, number, row, page.widths, styles)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_area = f"A1:{last}{page.printed_rows}"
    sheet.oddFooter.right.text = "&P / &N"
    if page.repeats:
        sheet.print_title_rows = f"{page.repeats}:{page.repeats}"


def _fill_row(
    sheet: Any, number: int, row: BookRow, widths: Sequence[int], styles: dict[tuple[Look, bool], dict[str, Any]]
) -> None:
    for column, text in enumerate(row.cells, 1):
        shown = kept_text(_ESCAPE.sub("_x005F_", text))
        if not shown and row.look in (Look.TITLE, Look.RECORD):
            continue
        cell = sheet.cell(number, column)
        if shown:
            cell.value = shown
            cell.data_type = "s"  # openpyxl takes "=…" for a formula and "#N/A" for an error
        for name, value in styles[row.look, column == 1].items():
            setattr(cell, name, value)
        if is_formula(shown):
            cell.quotePrefix = True  # stays a text when it is edited in Excel
    if row.look is Look.RECORD:
        sheet.row_dimensions[number].height = _RECORD_HEIGHT
    elif row.look is not Look.TITLE and any(row.cells):
        # LibreOffice and Excel fit a height that is not given; others, and a preview, do not
        lines = max(_lines(text, width) for text, width in zip(row.cells, widths, strict=False))
        sheet.row_dimensions[number].height = min(lines, 27) * _LINE_HEIGHT  # Excel takes 409 points


def _lines(text: str, width: int) -> int:
    return sum(1 + len(line) // max(width - 1, 1) for line in text.split("\n"))


def _styles() -> dict[tuple[Look, bool], dict[str, Any]]:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415

    wrapped = Alignment(wrap_text=True, vertical="top", horizontal="left")
    flat = Alignment(wrap_text=False, vertical="top", horizontal="left")
    side = Side(style="thin", color=_PALE)
    border = Border(left=side, right=side, top=side, bottom=side)
    fill = PatternFill("solid", fgColor=_SOFT)
    bold, plain = Font(bold=True, color=_INK), Font(color=_INK)
    styles: dict[tuple[Look, bool], dict[str, Any]] = {}
    for is_first in (True, False):
        styles[Look.TITLE, is_first] = {"font": Font(bold=True, size=14, color=_INK), "alignment": flat}
        styles[Look.HEAD, is_first] = {"font": bold, "fill": fill, "border": border, "alignment": wrapped}
        styles[Look.PLAIN, is_first] = {"font": bold if is_first else plain, "border": border, "alignment": wrapped}
        styles[Look.TABLE, is_first] = {"font": plain, "border": border, "alignment": wrapped}
        styles[Look.RECORD, is_first] = {"font": Font(size=6, color=_PALE), "alignment": flat}
    return styles
