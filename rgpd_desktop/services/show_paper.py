"""A paper shown inside the program before it is printed or kept: made in a private folder, looked at page by page, gone when closed.

Called by the preview. What is shown is a copy: nothing of it stays on the disk unless the person saves it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from rgpd_desktop.basics import places, private_files
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.documents.beside import beside
from rgpd_desktop.documents.pdf_view import PdfView, Place
from rgpd_desktop.services.desk import Desk

Make = Callable[[Desk, Path, Ticket], None]  # writes a PDF there
_PREFIX: Final = "rgpd-apercu-"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page drawn: `stride` bytes a line, three bytes a pixel, RGB."""

    width: int
    height: int
    stride: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """Words found on a page (from 0): the rectangles that cover them, in points from the top left corner."""

    page: int
    places: tuple[Place, ...]


class ShownPaper:
    """A PDF in its private folder. `sizes` are those of its pages, in points. Its methods may be called from any thread."""

    def __init__(self, folder: TemporaryDirectory[str], path: Path) -> None:
        self._folder, self._view = folder, PdfView(path)
        self.path: Final = path
        self.sizes: Final = tuple(self._view.size(page) for page in range(self._view.count))

    @property
    def count(self) -> int:
        """How many pages."""
        return len(self.sizes)

    def picture(self, page: int, scale: float) -> Picture:
        """The page (from 0), `scale` pixels a point."""
        return Picture(*self._view.render(page, scale))

    def text(self, page: int) -> str:
        """Its text."""
        return self._view.text(page)

    def find(self, wanted: str, ticket: Ticket) -> tuple[Found, ...]:
        """Everywhere these words are, in order. Raises Cancelled."""
        found = []
        for page in range(self.count):
            ticket.step(page, self.count)
            found += [Found(page, places) for places in self._view.find(page, wanted)]
        return tuple(found)

    def save_as(self, path: Path) -> None:
        """Copies the file to `path`, whole or not at all. Raises Refusal."""
        with beside(path) as partial:
            shutil.copyfile(self.path, partial)

    def close(self) -> None:
        """Lets the file go and removes its folder; nothing may be asked after, and closing twice does nothing."""
        self._view.close()
        with suppress(OSError):  # what is printed may be a secret
            private_files.wipe(self.path)
        self._folder.cleanup()


def make(desk: Desk, ticket: Ticket, write: Make, name: str) -> ShownPaper:
    """The PDF that `write` writes, in a folder only this account can read; to be closed by whoever asked.

    Raises what `write` raises (Cancelled among others), or Refusal when there is no room for it; nothing is left then.
    """
    try:
        place = places.temporary_folder(desk.data)
        private_files.make_folder(place)
        folder = TemporaryDirectory(prefix=_PREFIX, dir=place, ignore_cleanup_errors=True)
    except OSError:
        raise Refusal(
            "L’aperçu n’a pas pu être préparé : le disque est plein ou protégé.",
            "Libérez de la place, puis recommencez.",
        ) from None
    shown = None
    try:
        path = Path(folder.name) / f"{Path(name).stem}.pdf"
        write(desk, path, ticket)
        shown = ShownPaper(folder, path)
        ticket.step(1, 1)  # somebody who gave up meanwhile gets nothing to close
    except BaseException:
        if shown is not None:
            shown.close()
        folder.cleanup()
        raise
    return shown
