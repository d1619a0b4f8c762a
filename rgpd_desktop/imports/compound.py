"""Before an old .xls is parsed: its container (OLE) is opened and the numbers its parser would trust are checked.

workbook calls check_xls. One damaged byte in a sheet's declared dimensions makes calamine ask for terabytes and abort.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from rgpd_desktop.imports.book import damaged, refused
from rgpd_desktop.imports.guard import AS_WORKBOOK, protected

_END = 0xFFFF_FFFA  # sector numbers from here on are marks, not sectors
_FILEPASS, _BOUNDSHEET, _SST, _DIMENSIONS, _EOF = 0x2F, 0x85, 0xFC, 0x200, 0x0A
_ROWS, _COLUMNS = 65_536, 256
_FOREIGN = {
    "WordDocument": "un document Word",
    "PowerPoint Document": "une présentation PowerPoint",
    "__properties_version1.0": "un message Outlook",
    "VisioDocument": "un dessin Visio",
}


def check_xls(raw: bytes) -> None:
    """Lets a sound .xls through. Raises Refusal: locked by a password, another kind of document, damaged."""
    try:
        streams = _directory(raw)
        if "EncryptedPackage" in streams:
            raise protected()
        for name, kind in _FOREIGN.items():
            if name in streams:
                raise refused(f"Ce fichier est {kind}, pas une liste de contacts.", AS_WORKBOOK)
        place = streams.get("Workbook") or streams.get("Book")
        if place is None:
            raise damaged()
        _check_records(_stream(raw, *place))
    except (struct.error, IndexError, ValueError):
        raise damaged() from None


def _sector_size(raw: bytes) -> int:
    shift: int = struct.unpack_from("<H", raw, 30)[0]
    if shift not in (9, 12):
        raise damaged()
    return 1 << shift


def _allocation(raw: bytes) -> list[int]:
    """For each sector, the one that follows it."""
    size = _sector_size(raw)
    sectors = list(struct.unpack_from("<109I", raw, 76))
    following, left = struct.unpack_from("<II", raw, 68)
    while following < _END and left:
        block = struct.unpack_from(f"<{size // 4}I", raw, (following + 1) * size)
        sectors.extend(block[:-1])
        following, left = block[-1], left - 1
    table: list[int] = []
    for sector in sectors:
        if sector < _END:
            table.extend(struct.unpack_from(f"<{size // 4}I", raw, (sector + 1) * size))
    return table


def _chain(table: list[int], sector: int) -> Iterator[int]:
    for _ in range(len(table)):  # a chain that bites its own tail ends too
        if sector >= _END:
            return
        yield sector
        sector = table[sector]


def _content(raw: bytes, first: int) -> bytes:
    size = _sector_size(raw)
    return b"".join(raw[(sector + 1) * size : (sector + 2) * size] for sector in _chain(_allocation(raw), first))


def _directory(raw: bytes) -> dict[str, tuple[int, int]]:
    """The streams: name to (first sector, length in bytes)."""
    content = _content(raw, struct.unpack_from("<I", raw, 48)[0])
    streams: dict[str, tuple[int, int]] = {}
    for offset in range(0, len(content) - 127, 128):
        length, kind = struct.unpack_from("<HB", content, offset + 64)
        if kind in (1, 2, 5) and 2 <= length <= 64:
            name = content[offset : offset + length - 2].decode("utf-16-le", "replace")
            streams[name] = struct.unpack_from("<II", content, offset + 116)
    return streams


def _stream(raw: bytes, first: int, length: int) -> bytes:
    smallest: int = struct.unpack_from("<I", raw, 56)[0]
    if length >= smallest:
        return _content(raw, first)[:length]
    root = _directory(raw)["Root Entry"][0]  # short streams share one, in sectors of 64 bytes
    small = _content(raw, root)
    follow = _content(raw, struct.unpack_from("<I", raw, 60)[0])
    table = list(struct.unpack_from(f"<{len(follow) // 4}I", follow))
    return b"".join(small[sector * 64 : sector * 64 + 64] for sector in _chain(table, first))[:length]


def _check_records(stream: bytes) -> None:
    sheets: list[int] = []
    for kind, at, length in _records(stream, 0):
        if kind == _FILEPASS:
            raise protected()
        if kind == _BOUNDSHEET:
            sheets.append(struct.unpack_from("<I", stream, at)[0])
        elif kind == _SST and struct.unpack_from("<I", stream, at + 4)[0] > len(stream):
            raise damaged()
        elif kind == _DIMENSIONS:
            _check_dimensions(stream, at, length)
    for start in sheets:
        for kind, at, length in _records(stream, start):
            if kind == _DIMENSIONS:
                _check_dimensions(stream, at, length)
                break


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
    _, last_row, _, last_column = struct.unpack_from(shape, stream, at)
    if last_row > _ROWS or last_column > _COLUMNS:
        raise damaged()
