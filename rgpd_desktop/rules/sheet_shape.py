"""Where the list stands inside a sheet: its header line under titles and notes, its columns, its first line; then its lines.

Called by the preview and the import on the lines a reader gives. Knows no file: only numbered lines of cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from rgpd_desktop.rules import line_noise
from rgpd_desktop.rules.columns import Cell, Line
from rgpd_desktop.rules.header_lines import HeaderLine, find_header
from rgpd_desktop.rules.header_phrases import ENGLISH_NAME, NAME, PERSON, PERSON_NAME, read
from rgpd_desktop.rules.made_up_headers import distinct, is_made_up, made_up
from rgpd_desktop.rules.value_signs import Signs, signs, text_of

_PEOPLE: Final = frozenset(
    {
        "email",
        "phone",
        "mobile",
        "last_name",
        "first_name",
        "full_name",
        "company",
        NAME,
        ENGLISH_NAME,
        PERSON,
        PERSON_NAME,
    }
)
_CERTAIN: Final = 0.55
_CROWDED: Final = 4  # a line with this many filled cells is somebody, unless it begins with "Total" or a header
_LOOKED_AT: Final = 60  # body lines looked at to tell whether there are people


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a list stands.

    `header_row` is the 1-based line of the file, None when the list has no header line. `headers` are one per kept column: text
    as the file writes it, inner newlines kept; a missing one is "Colonne C", a repeated one "Phone#2". `columns` are the
    file's column indices (0-based) of the kept columns: blank columns are left out. `first_row` is the 1-based line of the
    first body line.
    """

    header_row: int | None
    headers: tuple[str, ...]
    columns: tuple[int, ...]
    first_row: int


def find_shape(lines: Sequence[Line]) -> Shape | None:
    """The list that the first lines of a sheet (about 200) hold, or None when they hold none: empty, a note, a legend, a form."""
    filled = [(number, cells) for number, cells in lines if any(text_of(cell) for cell in cells)]
    if not filled or line_noise.is_form(filled):
        return None
    header = find_header(filled)
    below: Sequence[Line] = [line for line in filled if header is None or line[0] > header.number]
    if header is None:
        below = line_noise.without_title(below)
    columns = _kept_columns(header, below)
    if not columns:
        return None
    texts = header.texts if header else {}
    headers = distinct([texts.get(index) or made_up(index) for index in columns])
    if not _is_about_people(headers, columns, below, is_headed=header is not None):
        return None
    first = below[0][0] if below else header.number + 1 if header else 1
    return Shape(header.number if header else None, headers, columns, first)


def _kept_columns(header: HeaderLine | None, below: Sequence[Line]) -> tuple[int, ...]:
    """The columns with a header, or with at least one filled cell under it."""
    kept = set(header.texts) if header else set()
    for _, cells in below:
        kept.update(index for index, cell in enumerate(cells) if cell is not None and text_of(cell))
    return tuple(sorted(kept))


def _is_about_people(headers: Sequence[str], columns: Sequence[int], below: Sequence[Line], is_headed: bool) -> bool:
    """Whether a column holds names, firms, e-mails or telephones: what makes a table a list of contacts."""
    for header, index in zip(headers, columns, strict=True):
        found = signs(cells[index] for _, cells in below[:_LOOKED_AT] if index < len(cells))
        if _holds_people(header, found, is_alone=len(columns) == 1, is_headed=is_headed):
            return True
    return False


def _holds_people(header: str, found: Signs, is_alone: bool, is_headed: bool) -> bool:
    reading = read(header) if is_headed and not is_made_up(header) else None
    if reading is not None and reading.is_other:
        return False
    if found.of("email") >= 0.3 or found.of("phone") >= 0.6:
        return True
    if reading is not None:
        if found.of("two_names", "company") >= 0.5 and not is_alone and reading.scores:
            return True
        named = any(field in _PEOPLE and weight >= _CERTAIN for field, weight in reading.scores)
        return named and found.of("date", "money", "long") < 0.5 and not (is_alone and found.mean_length > 60)
    return not is_alone and found.count > 1 and found.of("two_names", "first_name") >= 0.5


def body(lines: Iterable[Line], shape: Shape) -> Iterator[Line]:
    """The lines of the list after its header, cells picked as `shape.columns` (padded or cut): blank lines, totals, headers said
    again, section titles and trailing notes are left out. Line numbers stay those of the file. One pass, nothing kept.
    """
    columns = shape.columns
    width = len(columns)
    needed = columns[-1] + 1
    pick = itemgetter(*columns) if width > 1 else lambda cells: (cells[columns[0]],)
    is_contiguous = columns == tuple(range(width))
    first_row = shape.first_row
    is_total, has_total = line_noise.TOTAL.match, line_noise.begins_with_total
    header = shape.headers[0]
    for number, cells in lines:
        if number < first_row:
            continue
        if len(cells) < needed:
            cells = [*cells, *[None] * (needed - len(cells))]
        picked: Sequence[Cell] = cells if is_contiguous and len(cells) == width else pick(cells)
        first = picked[0]
        if width > 1 and first is not None and first != "" and picked[1] is not None and picked[1] != "":
            is_suspect = first.__class__ is str and (first == header or is_total(first) is not None)
        else:
            is_suspect = width - picked.count(None) - picked.count("") < _CROWDED or has_total(picked)
        if is_suspect and line_noise.is_noise(picked, shape.headers):
            continue
        yield number, picked
