"""A sheet of a workbook before its format: rows of texts with their look, widths, a name that every program takes. No format, no fact.

Made by register_book, written by book_xlsx and book_ods. Every cell is a text: nothing here can become a formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final

LONGEST_NAME: Final = 31  # UTF-16 units, as Excel counts them
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_RESERVED: Final = "history"


class Look(Enum):
    """How a row is shown."""

    TITLE = "title"  # of the whole sheet
    HEAD = "head"  # of a block or of a table
    PLAIN = "plain"  # its first cell is the title of the line
    TABLE = "table"  # every cell is alike
    RECORD = "record"  # for the program: small, on one line, never printed


@dataclass(frozen=True, slots=True)
class BookRow:
    """A line; a blank text is no cell."""

    cells: tuple[str, ...]
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True)
class BookPage:
    """A sheet: `widths` are in characters; `repeats` is the number (from 1) of the line to print again on every page, 0 for none."""

    name: str
    rows: tuple[BookRow, ...]
    widths: tuple[int, ...]
    repeats: int = 0

    @property
    def printed_rows(self) -> int:
        """How many lines are printed: the record under them is not."""
        return max(
            (number for number, row in enumerate(self.rows, 1) if row.look is not Look.RECORD and any(row.cells)),
            default=1,
        )


def page_names(wanted: Iterable[str]) -> list[str]:
    """These names as tabs: allowed by Excel and LibreOffice, at most 31 characters, each once whatever its case."""
    made: list[str] = []
    taken = {_RESERVED}
    for text in wanted:
        clean = " ".join(_FORBIDDEN.sub(" ", text).split()).strip("' ") or "Fiche"
        name, number = _cut(clean, LONGEST_NAME).strip("' "), 2
        while name.casefold() in taken:
            ending = f" ({number})"
            name = _cut(clean, LONGEST_NAME - len(ending)).strip("' ") + ending
            number += 1
        taken.add(name.casefold())
        made.append(name)
    return made


def _cut(text: str, most: int) -> str:
    while len(text.encode("utf-16-le")) // 2 > most:
        text = text[:-1]
    return text
