"""Blanks what page splits leave between the cells of a page: copies of cells that live elsewhere, or no longer live at all.

`secure_delete` overwrites a deleted cell where it stands; when SQLite rebuilds a page, what it moved away stays in the room it gains,
outside any cell, until something is written over it. VACUUM rewrites the file without those copies, in seconds for a million people; here
only that room is written, which SQLite never reads (https://www.sqlite.org/fileformat2.html#b_tree_pages, between the cell pointers and
the cells). A write cut short there harms nothing. The bytes of an encrypted file are not ours to read: `blank` says so, VACUUM does it.
"""

from __future__ import annotations

import os
from io import FileIO
from pathlib import Path
from typing import Final

from rgpd_desktop.store import raw_file

_MAGIC: Final = b"SQLite format 3\x00"
_HEADER: Final = 100  # bytes of the first page before its own b-tree
_HEADS: Final = {2: 12, 5: 12, 10: 8, 13: 8}  # the kinds of b-tree pages: interior and leaf, index and table
_MOST_PAGES: Final = 1 << 25  # beyond, an overflow page's first byte could be taken for a kind
_READ: Final = 1 << 20
_ZEROS: Final = bytes(65_536)


def blank(path: Path) -> bool:
    """Overwrites with zeros the unused room of every page, on the disk when it returns; False when the file is not a plain one.

    Nothing may write to the file meanwhile: call it in a transaction, with an empty log. Raises OSError.
    """
    file = raw_file.opened(path)
    file.seek(0)
    head = file.read(_HEADER) or b""
    size = int.from_bytes(head[16:18]) if len(head) == _HEADER and head.startswith(_MAGIC) else 0
    size = 65_536 if size == 1 else size
    has_pointer_maps = any(head[52:56])  # auto_vacuum: those pages look like others
    length = os.fstat(file.fileno()).st_size
    if size < 512 or has_pointer_maps or length // size >= _MOST_PAGES:
        return False
    if _blank_pages(file, size, length):
        os.fsync(file.fileno())
    return True


def _blank_pages(file: FileIO, size: int, length: int) -> int:
    """Goes through the file; returns how many pages were written."""
    written, start = 0, 0
    while start < length:
        file.seek(start)
        read = file.read(_READ) or b""
        if not read:
            break
        read = read[: len(read) - len(read) % size] or read
        for page in range(0, len(read) - size + 1, size):
            first, last = _unused(read, page if start or page else _HEADER, page, size)
            if first < last and not read.startswith(_ZEROS[: last - first], first):
                file.seek(start + first)
                file.write(_ZEROS[: last - first])
                written += 1
        start += len(read)
    return written


def _unused(read: bytes, head: int, page: int, size: int) -> tuple[int, int]:
    """Where the room between the pointers and the cells of that page begins and ends in `read`; nothing for another kind of page."""
    length = _HEADS.get(read[head])
    if length is None:
        return 0, 0
    first = head + length + 2 * (read[head + 3] << 8 | read[head + 4])
    last = page + ((read[head + 5] << 8 | read[head + 6]) or 65_536)
    return (first, last) if first <= last <= page + size else (0, 0)
