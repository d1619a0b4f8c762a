"""Tables written as mark-up and often named .xls: HTML pages and SpreadsheetML 2003, each table or worksheet a sheet.

spreadsheet opens them; html_tables and xml_sheets parse. Such files are small: their cells are kept in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.imports.book import MOST_MARKUP_ROWS, Book, SheetInfo, damaged, refused, too_long, unknown_sheet
from rgpd_desktop.imports.encodings import survey
from rgpd_desktop.imports.guard import CHUNK
from rgpd_desktop.imports.html_tables import HtmlTables
from rgpd_desktop.imports.table import Table
from rgpd_desktop.imports.xml_sheets import xml_sheets
from rgpd_desktop.rules.columns import Line

LARGEST_MARKUP = 80_000_000  # bytes

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_DECLARED = {
    b"windows-1252": "cp1252",
    b"iso-8859-1": "cp1252",
    b"iso-8859-15": "iso-8859-15",
    b"macintosh": "mac_roman",
}


class MarkupBook(Book):
    """Tables already read. Two sheets of one name are told apart by a number."""

    def __init__(self, family: str, tables: list[Table], encoding: str | None) -> None:
        self.format = family
        self.encoding = encoding
        self._tables: dict[str, Table] = {}
        for place, table in enumerate(tables, 1):
            name = table.name or f"Tableau {place}"
            self._tables[name if name not in self._tables else f"{name} ({place})"] = table
        self.sheets = tuple(SheetInfo(name, table.is_visible) for name, table in self._tables.items())

    def lines(self, sheet: str | None = None) -> Iterator[Line]:
        """See Book."""
        yield from self._chosen(sheet).lines

    def line_count(self, sheet: str | None = None) -> int:
        """See Book: the number of the last row that holds something."""
        lines = self._chosen(sheet).lines
        return lines[-1][0] if lines else 0

    def _chosen(self, name: str | None) -> Table:
        if name is None:
            return next((table for table in self._tables.values() if table.is_visible and table.lines), Table())
        if name not in self._tables:
            raise unknown_sheet()
        return self._tables[name]


def open_html(path: Path, encoding: str | None) -> MarkupBook:
    """The tables of a web page. Raises Refusal when there is none, or the page is too large or too broken."""
    check_size(path)
    _check_rows(path)
    text = survey(path, encoding, is_by_line=False)
    codec = text.codec
    with path.open("rb") as raw:
        declared = _CHARSET.search(raw.read(4096))
    if encoding is None and declared and not text.encoding.startswith("utf"):
        codec = _DECLARED.get(declared[1].lower(), codec)
    parser = HtmlTables()
    try:
        with path.open(encoding=codec, errors="replace") as stream:
            while chunk := stream.read(CHUNK):
                parser.feed(chunk)
        parser.close()
    except (Refusal, OSError):
        raise
    except Exception:  # html.parser answers some broken pages with AssertionError
        raise damaged() from None
    if not parser.tables:
        raise refused(
            "Ce fichier est une page web sans tableau.",
            "Exportez la liste au format .xlsx ou .csv, puis importez ce fichier.",
        )
    return MarkupBook("html", parser.tables, text.encoding if codec == text.codec else codec)


def open_spreadsheetml(path: Path) -> MarkupBook:
    """The worksheets of an XML workbook of 2003. Raises Refusal: entities, damaged, too large, too wide."""
    check_size(path)
    with path.open("rb") as stream:
        return MarkupBook("spreadsheetml", xml_sheets(stream), None)


def _check_rows(path: Path) -> None:
    """Raises Refusal for a page of too many rows, before any is read: their tags are counted, as far as a look at the bytes tells."""
    rows, before = 0, b""
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            window = before + chunk.replace(b"\0", b"").lower()
            rows += window.count(b"<tr")
            if rows > MOST_MARKUP_ROWS:
                raise too_long()
            before = window[-2:]


def check_size(path: Path) -> None:
    """Raises Refusal for a page that could not be held in memory once read."""
    if path.stat().st_size > LARGEST_MARKUP:
        raise refused(
            "Ce fichier est trop gros pour un tableau au format web ou XML.",
            "Ouvrez-le dans Excel ou LibreOffice, enregistrez-le au format .xlsx et importez la copie.",
        )
