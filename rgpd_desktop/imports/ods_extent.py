"""How far the filled cells of an .ods reach, and which are merged over several lines: read in its tags before the parser.

workbook calls ods_merges. Repeated blanks at the end of rows and sheets are how LibreOffice writes; repeated cells that
hold something are how a small file becomes millions of cells.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from rgpd_desktop.imports.book import damaged, refused
from rgpd_desktop.imports.extent import column_letters, too_far
from rgpd_desktop.imports.guard import check_entities, entities, inflated

LARGEST_ODS_AREA = 15_000_000  # cells of one sheet; the parser keeps them twice

_MOST_SPACES = 5_000_000  # that a document may ask for with <text:s/>: the parser writes them all
_SPACES = re.compile(rb"""\btext:c\s*=\s*["']\s*\+?(\d+)""")
_TAG = re.compile(rb"<(/?)table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>")
_NUMBER = re.compile(rb"number-(columns|rows)-(repeated|spanned)=[\"'](\d{1,9})[\"']")


@dataclass(slots=True)
class _Table:
    """One table of an .ods while its tags go by: where the next cell falls, and how far filled cells reach.

    `merged` are the cells spanning several rows: (first row, last row, column), from 0.
    """

    rows: int = 0
    columns: int = 0
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    row: int = 0
    column: int = 0
    repeat: int = 1
    is_filled: bool = False


def ods_merges(raw: bytes, parts: zipfile.ZipFile) -> list[list[tuple[int, int, int]]]:
    """For each table of an .ods, its cells merged over several rows; checks the document on the way.

    Raises Refusal when parts lie about their size, declare entities, or when filled cells are absurdly far apart:
    repeated blanks at the end of rows and sheets are how LibreOffice writes, and cost nothing.
    """
    tables: list[_Table] = []
    for part in parts.infolist():
        if part.filename == "content.xml":
            before = b""
            spaces = 0
            for chunk in _well_formed(inflated(raw, part)):
                window = before + chunk
                cut = max(window.rfind(b"<"), 0)
                _follow(tables, window[:cut])
                spaces += _spaces(window[:cut])
                if spaces > _MOST_SPACES:
                    raise refused(
                        "Ce classeur contient des millions d’espaces répétées : il ne tiendrait pas en mémoire.",
                        "Copiez les colonnes de votre liste dans un nouveau classeur, enregistrez-le et importez-le.",
                    )
                before = window[cut:]
            _follow(tables, before)
        elif part.filename.endswith(".xml") and "/" not in part.filename:
            check_entities(next(iter(inflated(raw, part)), b"")[: 1 << 16])
    return [table.merged for table in tables]


def _well_formed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks, once expat accepted them: the parser of .ods waits for ever for the end of a row that never closes."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_entities
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            yield chunk
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError):
        raise damaged() from None


def _refuse_entities(*_: object) -> None:
    raise entities()


def _spaces(window: bytes) -> int:
    """How many spaces the repetitions in these tags stand for; a number of more than nine figures is too many whatever it is."""
    if b"text:c" not in window:
        return 0
    return sum(int(count[:10]) for count in _SPACES.findall(window))


def _follow(tables: list[_Table], window: bytes) -> None:
    for match in _TAG.finditer(window):
        closing, name, attributes = match[1], match[2], match[3]
        if name == b"table":
            if not closing:
                tables.append(_Table())
        elif tables:
            table = tables[-1]
            if name == b"table-row":
                _turn_row(table, bool(closing), attributes)
            elif not closing:
                _pass_cell(table, attributes)


def _turn_row(table: _Table, is_closing: bool, attributes: bytes) -> None:
    is_empty_tag = attributes.endswith(b"/")
    if not is_closing:
        table.column, table.is_filled = 0, False
        table.repeat = _numbers(attributes).get(b"rows-repeated", 1)
    if is_closing or is_empty_tag:
        table.row += table.repeat
        if table.is_filled:
            table.rows = table.row
        if table.rows * table.columns > LARGEST_ODS_AREA:
            raise too_far(f"{column_letters(table.columns).decode()}{table.rows}")


def _pass_cell(table: _Table, attributes: bytes) -> None:
    numbers = _numbers(attributes) if b"number-" in attributes else {}
    width = numbers.get(b"columns-repeated", 1)
    is_filled = not attributes.endswith(b"/") or b"value" in attributes
    if is_filled:
        table.is_filled = True
        table.columns = max(table.columns, table.column + width)
        height = numbers.get(b"rows-spanned", 1)
        if height > 1 and len(table.merged) < 1_000_000:
            table.merged.append((table.row, table.row + height - 1, table.column))
    table.column += width


def _numbers(attributes: bytes) -> dict[bytes, int]:
    return {match[1] + b"-" + match[2]: int(match[3]) for match in _NUMBER.finditer(attributes)}
