"""Before an old .xls is parsed: its container (OLE) is opened and the numbers its parser would trust are checked.

workbook calls check_xls. One damaged byte in a sheet's declared dimensions makes calamine ask for terabytes and abort.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from rgpd_desktop.imports.book import damaged, refused
from rgpd_desktop.imports.guard import AS_WORKBOOK, protected

_END = 0xFFFF_FFFA  # sector numbers from here on are marks, not sectors
_DATE_MODE, _FILEPASS, _BOUNDSHEET, _SST, _DIMENSIONS, _EOF = 0x22, 0x2F, 0x85, 0xFC, 0x200, 0x0A
_CELLS = frozenset((0x06, 0xBD, 0xD6, 0xFD, 0x203, 0x204, 0x205, 0x27E))  # records that start with a row and a column
_ROWS, _COLUMNS = 65_536, 256
_FOREIGN = {
    "WordDocument": "un document Word",
    "PowerPoint Document": "une présentation PowerPoint",
    "__properties_version1.0": "un message Outlook",
    "VisioDocument": "un dessin Visio",
}


def check_xls(raw: bytes) -> bool:
    """Lets a sound .xls through, and returns whether it counts its days from 1904.

    Raises Refusal: locked by a password, another kind of document, damaged.
    """
    try:
        container = _Container(raw)
        streams = container.directory()
        if "EncryptedPackage" in streams:
            raise protected()
        for name, kind in _FOREIGN.items():
            if name in streams:
                raise refused(f"Ce fichier est {kind}, pas une liste de contacts.", AS_WORKBOOK)
        contents = {
            name: container.stream(*place) for name, place in streams.items()
        }  # all: the parser would follow a loop for ever
        book = contents.get("Workbook") or contents.get("Book")
        if not book:
            raise damaged()
        return _check_records(book)
    except (struct.error, IndexError, ValueError):
        raise damaged() from None


class _Container:
    """The sectors of a compound file and the tables that chain them."""

    def __init__(self, raw: bytes) -> None:
        shift: int = struct.unpack_from("<H", raw, 30)[0]
        if shift not in (9, 12):
            raise damaged()
        self._raw = raw
        self._size = 1 << shift
        self._numbers = f"<{self._size // 4}I"
        self._table = self._allocation()
        self._smallest: int = struct.unpack_from("<I", raw, 56)[0]
        small_table = self._content(struct.unpack_from("<I", raw, 60)[0])
        self._small_table = list(struct.unpack(f"<{len(small_table) // 4}I", small_table))
        self._small = b""

    def directory(self) -> dict[str, tuple[int, int]]:
        """The streams: name to (first sector, length in bytes). Raises Refusal when a chain bites its own tail."""
        content = self._content(struct.unpack_from("<I", self._raw, 48)[0])
        streams: dict[str, tuple[int, int]] = {}
        for offset in range(0, len(content) - 127, 128):
            length, kind = struct.unpack_from("<HB", content, offset + 64)
            first, size = struct.unpack_from("<II", content, offset + 116)
            if kind == 5:  # the root: its content is the short streams, in sectors of 64 bytes
                self._small = self._content(first)
            elif kind == 2 and 2 <= length <= 64:
                streams[content[offset : offset + length - 2].decode("utf-16-le", "replace")] = (first, size)
        return streams

    def stream(self, first: int, length: int) -> bytes:
        """The bytes of one stream."""
        if length >= self._smallest:
            return self._content(first)[:length]
        sectors = _chain(self._small_table, first) if length else iter(())
        return b"".join(self._small[sector * 64 : sector * 64 + 64] for sector in sectors)[:length]

    def _allocation(self) -> list[int]:
        """For each sector, the one that follows it."""
        sectors = list(struct.unpack_from("<109I", self._raw, 76))
        following, left = struct.unpack_from("<II", self._raw, 68)
        while following < _END and left:
            block = struct.unpack_from(self._numbers, self._raw, (following + 1) * self._size)
            sectors.extend(block[:-1])
            following, left = block[-1], left - 1
        if following < _END:
            raise damaged()
        table: list[int] = []
        for sector in sectors:
            if sector < _END:
                table.extend(struct.unpack_from(self._numbers, self._raw, (sector + 1) * self._size))
        return table

    def _content(self, first: int) -> bytes:
        size = self._size
        return b"".join(self._raw[(sector + 1) * size : (sector + 2) * size] for sector in _chain(self._table, first))


def _chain(table: list[int], sector: int) -> Iterator[int]:
    for _ in range(len(table) + 1):
        if sector >= _END:
            return
        yield sector
        sector = table[sector]
    raise damaged()


def _check_records(stream: bytes) -> bool:
    sheets: list[int] = []
    is_1904 = False
    for kind, at, length in _records(stream, 0):
        if kind == _FILEPASS:
            raise protected()
        if kind == _BOUNDSHEET:
            sheets.append(struct.unpack_from("<I", stream, at)[0])
        elif kind == _DATE_MODE:
            is_1904 = struct.unpack_from("<H", stream, at)[0] == 1
        elif kind == _SST and struct.unpack_from("<I", stream, at + 4)[0] > len(stream):
            raise damaged()
        elif kind == _DIMENSIONS:
            _check_dimensions(stream, at, length)
    for start in sheets:
        for kind, at, length in _records(stream, start):
            if kind == _DIMENSIONS:
                _check_dimensions(stream, at, length)
            elif kind in _CELLS and length >= 4 and struct.unpack_from("<H", stream, at + 2)[0] >= _COLUMNS:
                raise damaged()
    return is_1904


def _records(stream: bytes, position: int) -> Iterator[tuple[int, int, int]]:
    """(kind, where its content starts, length) up to the end of the part that starts at `position`."""
    while position + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, position)
        yield kind, position + 4, length
        if kind == _EOF:
            return
        position += 4 + length


def _check_dimensions(stream: bytes, at: int, length: int) -> None:
    shape = "<IIHH" if length >= 14 else "<HHHH"
    first_row, last_row, first_column, last_column = struct.unpack_from(shape, stream, at)
    if not (first_row <= last_row <= _ROWS and first_column <= last_column <= _COLUMNS):
        raise damaged()
