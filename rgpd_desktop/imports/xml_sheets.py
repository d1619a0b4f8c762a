"""The worksheets of a SpreadsheetML 2003 document ("Feuille de calcul XML"). markup calls this.

Declares no entity and accepts no document type: a few lines of those are enough to fill a memory.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import BinaryIO
from xml.parsers import expat

from rgpd_desktop.imports.book import cleaned, damaged
from rgpd_desktop.imports.guard import CHUNK, entities
from rgpd_desktop.imports.table import Table
from rgpd_desktop.rules.columns import Cell

_SS = "urn:schemas-microsoft-com:office:spreadsheet "
_X = "urn:schemas-microsoft-com:office:excel "
_LAST_ROW = 1_048_576


def xml_sheets(stream: BinaryIO) -> list[Table]:
    """The worksheets in the order of the tabs, empty ones included. Raises Refusal: entities, not well formed, too wide."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        while chunk := stream.read(CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError):
        raise damaged() from None
    return reader.tables


def _refuse(*_: object) -> None:
    raise entities()


class _Reader:
    """Follows the elements of one document."""

    def __init__(self) -> None:
        self.tables: list[Table] = []
        self._text: list[str] | None = None
        self._kind = ""
        self._value: Cell = None
        self._span = (1, 1)
        self._is_in_comment = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{_SS}Worksheet":
            self.tables.append(Table(name=attributes.get(f"{_SS}Name", "")))
        elif not self.tables:
            return
        elif name == f"{_SS}Row":
            self.tables[-1].open_row(_number(attributes, "Index", None))
            if self.tables[-1].row > _LAST_ROW:
                raise damaged()
        elif name == f"{_SS}Cell":
            self._value = None
            place = _number(attributes, "Index", None)
            if place is not None:
                self.tables[-1].column = place - 1
            self._span = (
                (_number(attributes, "MergeAcross", 0) or 0) + 1,
                (_number(attributes, "MergeDown", 0) or 0) + 1,
            )
        elif name == f"{_SS}Comment":
            self._is_in_comment = True
        elif name == f"{_SS}Data" and not self._is_in_comment:
            self._kind = attributes.get(f"{_SS}Type", "String")
            self._text = []
        elif name == f"{_X}Visible":
            self._kind, self._text = "Visible", []

    def text(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def end(self, name: str) -> None:
        if not self.tables:
            return
        if name == f"{_SS}Data" and not self._is_in_comment:
            self._value = _typed(self._kind, "".join(self._text or ()))
            self._text = None
        elif name == f"{_SS}Comment":
            self._is_in_comment = False
        elif name == f"{_SS}Cell":
            self.tables[-1].add(self._value, *self._span)
        elif name in (f"{_SS}Row", f"{_SS}Table"):
            self.tables[-1].close_row()
        elif name == f"{_X}Visible":
            self.tables[-1].is_visible = "".join(self._text or ()).strip() not in ("SheetHidden", "SheetVeryHidden")
            self._text = None


def _number(attributes: dict[str, str], name: str, default: int | None) -> int | None:
    """A count or a place; whatever is no plain number of at most seven digits is as if it was not there."""
    value = attributes.get(f"{_SS}{name}", "")
    return int(value) if value.isdecimal() and len(value) < 8 and (value.strip("0") or default == 0) else default


def _typed(kind: str, text: str) -> Cell:
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            moment = datetime.fromisoformat(text.strip())
            return moment.date() if moment.time() == time() else moment
    except ValueError:
        return cleaned(text)
    if kind == "Boolean":
        return text.strip() == "1"
    return None if kind == "Error" else cleaned(text)
