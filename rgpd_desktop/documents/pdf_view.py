"""A PDF looked at: its pages as pictures, its text, where words are. Called by services.show_paper; the only place PDFium is used to read.

PDFium is not thread-safe: one lock for the whole program is held during each of its calls, and never longer than one page.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Final

import pypdfium2

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.rules.folding import unaccented

Place = tuple[float, float, float, float]  # left, top, width, height, in points from the top left corner
Raster = tuple[int, int, int, bytes]  # width, height, bytes a line, RGB
MOST_PIXELS: Final = 40_000_000  # A4 at 600 dpi; what is asked beyond is drawn smaller

_lock: Final = RLock()


class PdfView:
    """The file `path` stays open until `close`. Raises Refusal when it is no PDF, or cannot be read."""

    def __init__(self, path: Path) -> None:
        try:
            with _lock:
                self._document = pypdfium2.PdfDocument(str(path))
                self.count: Final[int] = len(self._document)
                self._sizes = tuple(self._document.get_page_size(page) for page in range(self.count))
            self._is_closed = False
        except (OSError, pypdfium2.PdfiumError):
            raise Refusal(
                "Ce document PDF n’a pas pu être ouvert.", "Il est absent ou abîmé. Fermez l’aperçu, puis recommencez."
            ) from None

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page (from 0), in points."""
        width, height = self._sizes[page]
        return float(width), float(height)

    def render(self, page: int, scale: float) -> Raster:
        """The page as `(width, height, stride, RGB)`, `scale` pixels a point; no larger than MOST_PIXELS."""
        width, height = self.size(page)
        scale = min(scale, math.sqrt(MOST_PIXELS / (width * height)))
        with self._page(page) as opened:
            bitmap = opened.render(scale=scale, rev_byteorder=True, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGR)
            try:
                pixels = ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height)
                return bitmap.width, bitmap.height, bitmap.stride, pixels
            finally:
                bitmap.close()

    def text(self, page: int) -> str:
        """The text of a page, as it would be copied."""
        with self._page(page) as opened:
            words = opened.get_textpage()
            try:
                return str(words.get_text_range())
            finally:
                words.close()

    def find(self, page: int, wanted: str) -> tuple[tuple[Place, ...], ...]:
        """Each place where these words are, as the rectangles that cover them (one a line); case, accents and kinds of space aside."""
        needle = " ".join(unaccented(wanted).split())
        if not needle:
            return ()
        height = self.size(page)[1]
        with self._page(page) as opened:
            words = opened.get_textpage()
            try:
                return tuple(
                    _rectangles(words, start, length, height) for start, length in _occurrences(_marks(words), needle)
                )
            finally:
                words.close()

    def close(self) -> None:
        """Lets the file go. Nothing may be asked after."""
        with _lock:
            self._is_closed = True
            self._document.close()

    @contextmanager
    def _page(self, page: int) -> Iterator[pypdfium2.PdfPage]:
        with _lock:
            if self._is_closed:
                raise Refusal("Ce document est fermé.")
            opened = self._document[page]
            try:
                yield opened
            finally:
                opened.close()


def _marks(words: pypdfium2.PdfTextPage) -> list[str]:
    """One piece of folded text a character of the page: PDFium's own indexes are what its rectangles are asked by."""
    read = pypdfium2.raw.FPDFText_GetUnicode
    return [_folded(chr(read(words.raw, index) or 0x20)) for index in range(words.count_chars())]


def _folded(mark: str) -> str:
    if mark.isspace():
        return " "
    return unaccented(mark) if mark.isprintable() else ""  # a soft hyphen is seen through


def _occurrences(marks: list[str], needle: str) -> Iterator[tuple[int, int]]:
    """(first character, how many) of each place, without overlaps; runs of spaces count for one."""
    text: list[str] = []
    owners: list[int] = []
    for index, mark in enumerate(marks):
        for letter in mark:
            if letter == " " and text and text[-1] == " ":
                continue
            text.append(letter)
            owners.append(index)
    whole, at = "".join(text), -1
    while (at := whole.find(needle, max(at, 0))) >= 0:
        last = at + len(needle)
        yield owners[at], owners[last - 1] - owners[at] + 1
        at = last


def _rectangles(words: pypdfium2.PdfTextPage, start: int, length: int, height: float) -> tuple[Place, ...]:
    found = []
    for index in range(words.count_rects(start, length)):
        left, bottom, right, top = words.get_rect(index)
        found.append((left, height - top, right - left, top - bottom))
    return tuple(found)
