"""How far the cells of a workbook reach, read in its packed parts before the parser makes room for all of them.

calamine lays a sheet out as one block, from its first cell to its last: one cell in A1 and one in XFD1048576 would ask
for hundreds of gigabytes and abort the program. workbook calls these first; guard.inflated bounds what is read.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.imports.ahead import ahead
from rgpd_desktop.imports.book import damaged, refused
from rgpd_desktop.imports.guard import check_entities, inflated

LARGEST_AREA = 40_000_000  # cells of one sheet, from its first to its last
LARGEST_WALK = 4_000_000  # bytes of a binary sheet; beyond, its size alone is in proportion to its cells

_STRETCH = 1 << 16  # bytes read cell by cell at once
_OVERLAP = 512  # bytes kept of the chunk before, longer than the opening tag of a cell
_FILLED_CELL = re.compile(
    rb""" r=["']([A-Z]{1,9})(\d{1,12})["'][^>]*(?<!/)>"""
)  # a styled but empty cell closes itself
_SHEET = re.compile(rb"<(\w+:)?worksheet\b")
_UNIQUE = re.compile(rb"""<(?:\w+:)?sst\b[^>]*\buniqueCount=["'](\d+)""")
_FROM_1904 = re.compile(rb"""<(?:\w+:)?workbookPr\b[^>]*\bdate1904=["'](?:1|true)["']""")
_IGNORED = re.compile(r"/(media|embeddings|drawings|charts|printersettings|ctrlprops)/", re.IGNORECASE)


def check_workbook(raw: bytes, parts: zipfile.ZipFile) -> bool:
    """Refuses an .xlsx or .xlsb whose parts lie about their size, declare entities, or hold cells absurdly far apart.

    Returns whether it counts its days from 1904.
    """
    is_1904 = False
    for part in parts.infolist():
        name = part.filename.lower()
        if _IGNORED.search(f"/{name}"):
            continue
        head = next(iter(inflated(raw, part)), b"")[: 1 << 16]
        if name.endswith((".xml", ".rels")):
            check_entities(head)
        if (count := _UNIQUE.search(head)) and int(count[1]) > part.file_size:
            raise damaged()  # the parser would make room for as many strings
        is_1904 = is_1904 or _FROM_1904.search(head) is not None
        is_binary = name.endswith(".bin") and "worksheets/" in name
        if is_binary or _SHEET.search(head):
            extent = _binary_extent(inflated(raw, part)) if is_binary else _xml_extent(ahead(inflated(raw, part)))
            if extent.rows * extent.columns > LARGEST_AREA:
                raise too_far(f"{extent.furthest.decode()}{extent.rows}")
        else:
            for _ in inflated(raw, part):  # its real size is what it declares, or this refuses
                pass
    return is_1904


@dataclass(slots=True)
class Extent:
    """The block of a sheet, from A1 to its last filled row and column; `furthest` is the name of that column."""

    rows: int = 0
    columns: int = 0
    furthest: bytes = b"A"


def too_far(cell: str) -> Refusal:
    """The refusal of a sheet that reaches absurdly far, to the cell named `cell`."""
    return refused(
        f"Une feuille de ce classeur s’étend jusqu’à la cellule {cell}, presque toute vide : elle ne tiendrait pas en mémoire.",
        "Copiez les colonnes de votre liste dans un nouveau classeur, enregistrez-le et importez-le.",
    )


def _xml_extent(chunks: Iterable[bytes]) -> Extent:
    """Of a sheet.xml. Rows come in order, so the end of each chunk is enough; any chunk may hold the widest one."""
    extent = Extent()
    wider = _beyond(b"")
    before = b""
    for chunk in chunks:
        window = before + chunk
        position = 0
        while found := wider.search(window, position):
            position = max(found.end(), found.start() + _STRETCH)  # columns come in rows: the widest is close
            for match in _FILLED_CELL.finditer(window, found.start(), position + _OVERLAP):
                _widen(extent, match[1])
            wider = _beyond(extent.furthest)
        extent.rows = max(extent.rows, _last_row(window))
        before = window[-_OVERLAP:]
    return extent


def _widen(extent: Extent, letters: bytes) -> None:
    number = column_number(letters)
    if number > extent.columns:
        extent.columns, extent.furthest = number, letters


def _last_row(window: bytes) -> int:
    for start in (max(0, len(window) - _STRETCH), 0):  # all of it only when its end holds nothing but empty cells
        row = 0
        for match in _FILLED_CELL.finditer(window, start):
            row = int(match[2])
        if row:
            return row
    return 0


def _beyond(letters: bytes) -> re.Pattern[bytes]:
    """What finds a filled cell in a column further right than `letters`."""
    ways = [rb"[A-Z]{%d,9}" % (len(letters) + 1)]  # past XFD too, which a damaged file may name
    for index, letter in enumerate(letters):
        if letter < ord("Z"):
            rest = len(letters) - index - 1
            ways.append(letters[:index] + b"[%c-Z]" % (letter + 1) + (rb"[A-Z]{%d}" % rest if rest else b""))
    return re.compile(rb""" r=["'](%s)\d{1,12}["'][^>]*(?<!/)>""" % (b"|".join(ways)))


def column_number(letters: bytes) -> int:
    """1 for A, 26 for Z, 27 for AA, 16 384 for XFD."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def column_letters(number: int) -> bytes:
    """A for 1, XFD for 16 384."""
    letters = b""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = b"%c" % (65 + rest) + letters
    return letters


def _binary_extent(chunks: Iterable[bytes]) -> Extent:
    """Of a sheet.bin: BIFF12 records, where 0 opens a row and 2 to 11 are cells that hold something."""
    extent = Extent()
    content = bytearray()
    for chunk in chunks:  # all chunks, even unused: their real size is checked on the way
        if len(content) <= LARGEST_WALK:
            content += chunk
    position, row, end = 0, 0, len(content)
    if end > LARGEST_WALK:
        return extent
    while position < end - 2:
        kind = content[position]
        position += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (content[position] & 0x7F) << 7
            position += 1
        length = shift = 0
        while position < end:
            byte = content[position]
            position += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift > 21:
                break
        if kind == 0:
            row = int.from_bytes(content[position : position + 4], "little") + 1
        elif 2 <= kind <= 11:
            extent.rows = max(extent.rows, row)
            _widen(extent, column_letters(int.from_bytes(content[position : position + 4], "little") + 1))
        position += length
    return extent
