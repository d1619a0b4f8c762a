"""A cell as text, whatever type the file gave it. Called by the cell readers and the draft."""

from __future__ import annotations

import unicodedata
from datetime import date

from rgpd_desktop.basics import french
from rgpd_desktop.rules.answers import is_nothing
from rgpd_desktop.rules.columns import Cell


def text_of(cell: Cell) -> str:
    """The cell as a person would write it: 41.0 as `41`, a day as JJ/MM/AAAA, true as `oui`."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return french.day(cell)
    return "" if cell is None else str(cell)


def clean(cell: Cell) -> str:
    """The text of a cell on one line, single spaced, without control characters; "" for a cell that says nothing."""
    text = cell if isinstance(cell, str) else text_of(cell)
    if "  " not in text and text.isprintable() and text[:1] != " " != text[-1:]:  # no-break spaces are not printable
        return "" if is_nothing(text) else text
    text = " ".join(text.split())
    if not text.isprintable():
        text = "".join(mark for mark in text if unicodedata.category(mark)[0] != "C")
    return "" if is_nothing(text) else text
