"""Headings that never stay alone at the foot of a page, and the numbers of the pages they fall on. Used by pdf_flow only."""

from __future__ import annotations

from typing import Any, Final

from reportlab.platypus import Flowable  # type: ignore[import-untyped]
from reportlab.platypus import Paragraph as Text

from rgpd_desktop.documents.block import Heading
from rgpd_desktop.documents.pdf_text import AROUND, CELL, HEADINGS, LINE, mark_up, one_line

PART: Final = "part-"  # before the name of a heading: the part that it opens
_BEFORE: Final = {1: 18, 2: 0, 3: 10}
_RULED: Final = 3  # a section: a line under it
_LONGEST: Final = 600  # characters: half a page of the largest heading
_DEEPEST_BOOKMARK: Final = 2  # the same nine sections in each sheet would hide the sheets


class Head(Flowable):  # type: ignore[misc]
    """A heading: its lines, its rule, its bookmark. `name` is its own in the paper."""

    def __init__(self, heading: Heading, name: str) -> None:
        super().__init__()
        self._heading, self._name = heading, name
        lines = ((heading.above, AROUND), (heading.text, HEADINGS[heading.level]), (heading.under, AROUND))
        self._texts = [Text(mark_up(_shortened(text)), style) for text, style in lines if text]
        self._after = 3 if heading.level == 2 else 5

    def getSpaceBefore(self) -> float:
        """Points above it."""
        return _BEFORE[self._heading.level]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Its width and height."""
        self.width = width
        self._heights = [text.wrapOn(self.canv, width, height)[1] for text in self._texts]
        self.height = sum(self._heights) + self._after
        return width, self.height

    def draw(self) -> None:
        """Draws it, its foot at the origin."""
        top = self.height
        for text, height in zip(self._texts, self._heights, strict=True):
            top -= height
            text.drawOn(self.canv, 0, top)
        if self._heading.level == _RULED:
            self.canv.setStrokeColor(LINE)
            self.canv.setLineWidth(0.6)
            self.canv.line(0, 1.5, self.width, 1.5)
        self._mark()

    def _mark(self) -> None:
        """The bookmarks, and the places that lead here."""
        canvas, heading = self.canv, self._heading
        number = canvas.getPageNumber()
        for anchor in (self._name, PART + self._name) if heading.part else (self._name,):
            canvas.bookmarkHorizontal(anchor, 0, self.height + 8)
            canvas.places.pages[anchor] = number
        if heading.part:
            canvas.mark(heading.part, PART + self._name, 1)
        if heading.level <= _DEEPEST_BOOKMARK:
            canvas.mark(one_line(heading.text), self._name, heading.level)


def _shortened(text: str) -> str:
    """A heading stays on one page, whatever was pasted in a name."""
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


class Headed(Flowable):  # type: ignore[misc]
    """A heading and what follows it: they part only after the first lines of what follows."""

    def __init__(self, head: Head, body: Any) -> None:
        super().__init__()
        self._head, self._body = head, body

    def getSpaceBefore(self) -> float:
        """Points above it."""
        return self._head.getSpaceBefore()

    def getSpaceAfter(self) -> float:
        """Points under it."""
        return float(self._body.getSpaceAfter())

    @property
    def _gap(self) -> float:
        return float(self._body.getSpaceBefore())

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Its width and height."""
        used = self._head.wrapOn(self.canv, width, height)[1] + self._gap
        self._body_height = self._body.wrapOn(self.canv, width, height - used)[1]
        self.width, self.height = width, used + self._body_height
        return width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        """What fits under the heading, then the rest; nothing when not even a line does: all goes to the next page."""
        left = height - self._head.wrapOn(self.canv, width, height)[1] - self._gap
        parts = self._body.splitOn(self.canv, width, left) if left > 0 else []
        return [Headed(self._head, parts[0]), *parts[1:]] if parts else []

    def draw(self) -> None:
        """Draws it, its foot at the origin."""
        self._head.drawOn(self.canv, 0, self._body_height + self._gap)
        self._body.drawOn(self.canv, 0, 0)


class PageNumber(Flowable):  # type: ignore[misc]
    """In a cell, the page of an anchor, known when all is laid out; it leads there. `name` is its own in the paper."""

    def __init__(self, anchor: str, name: str) -> None:
        super().__init__()
        self._anchor, self._name = anchor, name

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Its width and height."""
        self.width, self.height = width, CELL.leading
        return self.width, self.height

    def draw(self) -> None:
        """Draws it, its foot at the origin."""
        canvas = self.canv
        canvas.places.wanted[self._name] = self._anchor
        canvas.linkRect("", self._anchor, (0, 0, self.width, self.height), relative=1, thickness=0)
        canvas.saveState()
        canvas.translate(self.width, self.height - CELL.fontSize)
        canvas.doForm(self._name)
        canvas.restoreState()
