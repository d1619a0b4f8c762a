"""Lists out, as .xlsx or .csv: written beside the target then renamed, so that a file is whole or absent.

Called by services. No cell ever becomes a formula: in .xlsx such a text stays text (and keeps Excel's own "text" mark, so that editing it
does not wake it up); .csv has no types, so an apostrophe is put before it, as spreadsheets do. Never reads a list; knows no contact.
"""

from __future__ import annotations

import contextlib
import csv
import math
import os
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.documents.beside import NOTHING_WRITTEN, beside
from rgpd_desktop.documents.sheet_files import kept_beside
from rgpd_desktop.rules.columns import Cell

EXCEL_ROWS: Final = 1_048_576  # lines of a sheet, the header included
EXCEL_TEXT: Final = 32_767  # characters of a cell; Excel refuses the file beyond
_MOST_EXACT_DIGITS: Final = 10**15  # a number keeps 15 digits in a spreadsheet: beyond, it goes as text
_EXCEL_STARTS: Final = date(1900, 3, 1)  # before, Excel's calendar is wrong or has no day

# What wakes a formula, blanks aside, in Excel, LibreOffice or Google Sheets (OWASP, "CSV injection"); the wide forms are East Asian.
_FORMULA: Final = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ERRORS: Final = frozenset(("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"))


def write_xlsx(path: Path, headers: Sequence[str], rows: Iterable[Sequence[Cell]], title: str = "Liste") -> None:
    """Writes one sheet named `title`, its headers in bold and frozen; dates as days (JJ/MM/AAAA), numbers as numbers, texts as texts.

    `rows` may be a generator; whatever it raises (Cancelled) leaves no file. Raises Refusal for the world's faults and beyond
    1 048 575 rows. Texts are cut at 32 767 characters.
    """
    with beside(path) as partial, kept_beside(partial):
        _fill_workbook(partial, headers, rows, title)


def write_csv(path: Path, headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Writes the same as text: UTF-8 with BOM, semicolons and a decimal comma, as a French Excel opens them.

    A text that would become a formula gets an apostrophe before it; a number is never touched, even negative. Raises like write_xlsx.
    """
    with beside(path) as partial, partial.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([plain_text(header) for header in headers])
        writer.writerows([plain_text(cell) for cell in row] for row in rows)
        file.flush()
        os.fsync(file.fileno())


def plain_text(cell: Cell) -> str:
    """A cell as a .csv or the clipboard holds it: the text, with an apostrophe before what would become a formula."""
    if isinstance(cell, str):
        text = _NOT_IN_XML.sub("", cell)
        return f"'{text}" if _FORMULA.match(text) else text
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float):
        whole = cell.is_integer() and abs(cell) < _MOST_EXACT_DIGITS
        return str(int(cell)) if whole else repr(cell).replace(".", ",")
    if isinstance(cell, datetime):
        return f"{french.day(cell)} {cell:%H:%M:%S}"
    return french.day(cell) if isinstance(cell, date) else str(cell)


def kept_text(text: str) -> str:
    """The text as a workbook may hold it: without the control characters that XML forbids, cut at what Excel takes."""
    return _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:EXCEL_TEXT]


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take this text, retyped, for a formula."""
    return _FORMULA.match(text) is not None


def _fill_workbook(partial: Path, headers: Sequence[str], rows: Iterable[Sequence[Cell]], title: str) -> None:
    from openpyxl import Workbook  # noqa: PLC0415 - 0.1 to 0.2 s of imports, needed only when something is exported
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for index, header in enumerate(headers, 1):
        sheet.column_dimensions[get_column_letter(index)].width = min(max(14, len(header) + 4), 40)
    try:
        bold = []
        for header in headers:
            bold.append(_cell(sheet, header, WriteOnlyCell, always=True))
            bold[-1].font = Font(bold=True)
        sheet.append(bold)
        for done, row in enumerate(rows, 2):
            if done > EXCEL_ROWS:
                raise _too_many()
            sheet.append([_cell(sheet, cell, WriteOnlyCell) for cell in row])
        book.save(partial)
    except BaseException:
        _remove_sheet_file(sheet)
        raise
    finally:
        book.close()


def _cell(sheet: Any, cell: Cell, write_only_cell: Callable[..., Any], *, always: bool = False) -> Any:
    """What openpyxl is given for a cell: a plain value when it would read it right, else a cell whose type is forced."""
    if isinstance(cell, str):
        return _text_cell(sheet, cell, write_only_cell, always=always)
    if cell is None or isinstance(cell, bool | time | timedelta):
        return cell
    if isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
        if day < _EXCEL_STARTS:
            return plain_text(cell)
        made = write_only_cell(sheet, value=cell.replace(tzinfo=None) if isinstance(cell, datetime) else cell)
        made.number_format = "DD/MM/YYYY HH:MM" if isinstance(cell, datetime) else "DD/MM/YYYY"
        return made
    is_exact = math.isfinite(cell) and abs(cell) < _MOST_EXACT_DIGITS
    return cell if is_exact else _text_cell(sheet, str(cell), write_only_cell)


def _text_cell(sheet: Any, cell: str, write_only_cell: Callable[..., Any], *, always: bool = False) -> Any:
    text = _NOT_IN_XML.sub("", cell)[:EXCEL_TEXT]
    is_formula = _FORMULA.match(text) is not None
    if not is_formula and not always and text not in _ERRORS:
        return text
    made = write_only_cell(sheet, value=text)
    made.data_type = "s"  # openpyxl takes "=…" for a formula and "#N/A" for an error
    if is_formula:
        made.quotePrefix = True
    return made


def _remove_sheet_file(sheet: Any) -> None:
    """openpyxl keeps the sheet in a temporary file until it is saved, and would leave it there until the program ends."""
    writer = sheet._writer
    if writer is None:
        return
    with contextlib.suppress(Exception):  # it may already be broken by the fault being told
        sheet.close()
    with contextlib.suppress(Exception):
        writer.close()
    with contextlib.suppress(OSError, ValueError):
        writer.cleanup()


def _too_many() -> Refusal:
    return Refusal(
        f"Un classeur Excel ne tient que {french.number(EXCEL_ROWS - 1)} lignes.",
        f"{NOTHING_WRITTEN} Choisissez le format CSV, ou exportez moins de personnes à la fois.",
    )
