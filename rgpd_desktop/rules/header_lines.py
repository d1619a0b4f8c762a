"""The line of a sheet that names its columns, if there is one. Called by sheet_shape.

Each of the first lines is weighed: headers one knows, short and different texts, nothing that looks like a value. A second
line of headers (merged cells above, names below) is put together with the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from rgpd_desktop.rules import sensitive
from rgpd_desktop.rules.columns import Cell, Line
from rgpd_desktop.rules.header_phrases import read
from rgpd_desktop.rules.header_words import words
from rgpd_desktop.rules.value_signs import Signs, signs, text_of

_LOOKED_AT: Final = 60  # filled lines among which the header is looked for
_LONGEST: Final = 80
_WIDEST: Final = 500  # columns weighed in a line
_MOST_VALUES: Final = 0.2  # a header line may hold a few cells that look like values (a year, a sum)
_VALUES: Final = ("email", "phone", "date", "url", "digits", "number", "money", "json", "siren", "time", "postal_city")


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """The 1-based line that names the columns, and the name of each (by 0-based column; unnamed ones are absent)."""

    number: int
    texts: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class _Weighed:
    position: int
    filled: int
    known: int
    values: int

    @property
    def score(self) -> float:
        return 2.0 * self.known + 0.4 * (self.filled - self.known) - 3.0 * self.values

    @property
    def is_header(self) -> bool:
        if self.values > _MOST_VALUES * self.filled or not self.known:
            return False
        return self.known >= 2 or self.known >= 0.5 * self.filled


def find_header(lines: Sequence[Line]) -> HeaderLine | None:
    """The header among the first filled `lines` of a sheet, or None when the list begins without one."""
    weighed = [_weigh(position, cells) for position, (_, cells) in enumerate(lines[:_LOOKED_AT])]
    likely = [one for one in weighed if one.is_header and _may_head(one, lines)]
    if likely:
        best = max(likely, key=lambda one: (one.score, -one.position))
        return _with_neighbours(best, weighed, lines)
    position = _unknown_header(weighed, lines)
    return None if position is None else HeaderLine(lines[position][0], _texts(lines[position][1]))


def _weigh(position: int, cells: Sequence[Cell]) -> _Weighed:
    filled = [cell for cell in cells[:_WIDEST] if text_of(cell)]
    values = sum(map(_is_value, filled))
    known = 0
    if values <= _MOST_VALUES * len(filled):
        known = len({text.casefold() for cell in filled if _is_known(text := text_of(cell))})
    return _Weighed(position, len(filled), known, values)


def _is_value(cell: Cell) -> bool:
    """Whether a cell looks like somebody's value rather than a column's name. A year may name a column."""
    if isinstance(cell, (bool, date, time, timedelta)):
        return True
    if isinstance(cell, (int, float)):
        return not (isinstance(cell, (int, float)) and 1900 <= cell <= 2100)
    text = text_of(cell)
    if len(text) > _LONGEST and "\n" not in text:
        return True
    return signs([text]).of(*_VALUES) > 0


def _is_known(text: str) -> bool:
    if len(text) > _LONGEST or "@" in text:
        return False
    return read(text).is_known or bool(sensitive.by_header(words(text)))


def _may_head(one: _Weighed, lines: Sequence[Line]) -> bool:
    """A single cell heads a list of one column only: elsewhere it is a title ("CLIENTS")."""
    if one.filled > 1:
        return True
    after = [sum(1 for cell in cells if text_of(cell)) for _, cells in lines[one.position + 1 : one.position + 6]]
    return not after or max(after) <= 1


def _with_neighbours(best: _Weighed, weighed: Sequence[_Weighed], lines: Sequence[Line]) -> HeaderLine:
    """The header completed by the line above it, or by the line below when that one names what is still unnamed."""
    number, cells = lines[best.position]
    texts = _texts(cells)
    if best.position + 1 < len(weighed):
        below = weighed[best.position + 1]
        below_number, below_cells = lines[below.position]
        lower = _texts(below_cells)
        adds = [index for index in lower if index not in texts]
        is_lower_line = below.values == 0 and below.known >= 2 and below.known >= 0.6 * below.filled
        if is_lower_line and below_number == number + 1 and adds and set(lower.values()) != set(texts.values()):
            return HeaderLine(below_number, {**texts, **lower})
    if best.position > 0:
        above = weighed[best.position - 1]
        above_number, above_cells = lines[above.position]
        if above_number == number - 1 and above.filled > 1 and above.values == 0 and above.known:
            upper = _texts(above_cells)
            texts = {**{index: text for index, text in upper.items() if index not in texts}, **texts}
    return HeaderLine(number, texts)


def _unknown_header(weighed: Sequence[_Weighed], lines: Sequence[Line]) -> int | None:
    """A line of short, different texts over columns whose values have a shape of their own, none of its words being known."""
    for one in weighed[:10]:
        cells = lines[one.position][1]
        texts = _texts(cells)
        if len(texts) < 2 or one.values or len(set(texts.values())) < len(texts):
            continue
        under = lines[one.position + 1 : one.position + 31]
        columns: dict[int, Signs] = {
            index: signs(line[index] for _, line in under if index < len(line)) for index in texts
        }
        shaped = [index for index, found in columns.items() if found.count and found.of(*_VALUES) >= 0.6]
        if shaped and len(texts) >= 0.5 * max((len(_texts(line)) for _, line in under), default=1):
            return one.position
        return None
    return None


def _texts(cells: Sequence[Cell]) -> dict[int, str]:
    """The names a line gives, as the file writes them."""
    return {
        index: cell if isinstance(cell, str) else text_of(cell) for index, cell in enumerate(cells) if text_of(cell)
    }
