"""The tables of an HTML page, as Excel and many web programs export lists under the name .xls. markup calls this."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from rgpd_desktop.imports.book import cleaned, damaged
from rgpd_desktop.imports.table import Table

_DEEPEST = 40  # tables inside tables, as old page layouts had
_LINE_FEED = "\x0b"  # stands for <br> while white space is folded
_SPACES = re.compile("[ \t\r\n\f]+")
_BLOCKS = frozenset(("br", "p", "div", "li"))
_CELLS = frozenset(("td", "th"))
_HIDDEN = frozenset(("style", "script"))
Attributes = list[tuple[str, str | None]]


class HtmlTables(HTMLParser):
    """Feed it the page; `tables` are then those that hold something, in the order of the page, outer before inner."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._tables: list[Table] = []
        self._open: list[Table] = []
        self._texts: list[list[str] | None] = []  # the cell being read in each open table
        self._spans: list[tuple[int, int]] = []
        self._caption: list[str] | None = None
        self._hidden = ""

    @property
    def tables(self) -> list[Table]:
        """The tables read so far that hold at least one filled cell."""
        return [table for table in self._tables if table.lines]

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Called by HTMLParser."""
        if tag in _HIDDEN:
            self._hidden = tag
        elif tag == "table":
            self._open_table()
        elif not self._open:
            return
        elif tag == "tr":
            self._end_cell()
            self._open[-1].open_row()
        elif tag in _CELLS:
            self._end_cell()
            if not self._open[-1].is_row_open:  # the page lost its <tr>
                self._open[-1].open_row()
            self._texts[-1] = []
            self._spans[-1] = (_span(attrs, "colspan"), _span(attrs, "rowspan"))
        elif tag == "caption":
            self._caption = []
        elif tag in _BLOCKS and self._texts[-1]:
            self._texts[-1].append(_LINE_FEED)

    def handle_endtag(self, tag: str) -> None:
        """Called by HTMLParser."""
        if tag == self._hidden:
            self._hidden = ""
        elif not self._open:
            return
        elif tag in _CELLS:
            self._end_cell()
        elif tag == "tr":
            self._end_cell()
            self._open[-1].close_row()
        elif tag == "caption" and self._caption is not None:
            self._open[-1].name = (_folded(self._caption) or "")[:60]
            self._caption = None
        elif tag == "table":
            self._end_table()

    def handle_data(self, data: str) -> None:
        """Called by HTMLParser."""
        if self._hidden or not self._open:
            return
        if self._caption is not None:
            self._caption.append(data)
        elif (text := self._texts[-1]) is not None:
            text.append(data)

    def close(self) -> None:
        """Ends the tables that the page left open."""
        super().close()
        while self._open:
            self._end_table()

    def _open_table(self) -> None:
        if len(self._open) >= _DEEPEST:
            raise damaged()
        table = Table()
        self._tables.append(table)
        self._open.append(table)
        self._texts.append(None)
        self._spans.append((1, 1))
        self._caption = None

    def _end_table(self) -> None:
        self._end_cell()
        self._open.pop().close_row()
        self._texts.pop()
        self._spans.pop()

    def _end_cell(self) -> None:
        text = self._texts[-1]
        if text is not None:
            self._texts[-1] = None
            self._open[-1].add(_folded(text), *self._spans[-1])


def _folded(parts: list[str]) -> str | None:
    """The text as a browser would show it; a cell of no-break spaces alone is empty."""
    lines = (_SPACES.sub(" ", line).strip(" ") for line in "".join(parts).split(_LINE_FEED))
    text = "\n".join(lines).strip("\n")
    return cleaned(text) if text.strip() else None


def _span(attributes: Attributes, name: str) -> int:
    value = next((value for key, value in attributes if key == name), None) or ""
    return max(1, min(int(value), 65_535)) if value.strip().isdecimal() and len(value) < 10 else 1
