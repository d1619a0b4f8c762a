"""The pages of a PDF: their fonts, head and foot, numbers known only at the end, bookmarks. Called by paper_pdf; lays out no text.

What depends on the number of pages is a form drawn by name on its page and defined at the end: one pass is enough.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.lib.units import mm  # type: ignore[import-untyped]
from reportlab.pdfbase.pdfmetrics import stringWidth  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate  # type: ignore[import-untyped]

from rgpd_desktop.basics import french
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.documents.block import Paper
from rgpd_desktop.documents.pdf_text import CELL, LINE, MUTED, REGULAR, SIDE, SMALL, WIDTH, cut, fonts, one_line

_TOP, _BOTTOM = 23 * mm, 22 * mm
_CREATOR: Final = "RGPD Desktop"


@dataclass(slots=True)
class Places:
    """Where things turned out to be: the page of each anchor, the numbers to be drawn there once they are known."""

    pages: dict[str, int] = field(default_factory=dict)
    wanted: dict[str, str] = field(default_factory=dict)  # name of a form -> the anchor whose page it shows


def build(paper: Paper, path: Path, flowables: list[Any], ticket: Ticket) -> None:
    """Lays the flowables out on pages and writes the file. Raises OSError and Cancelled."""
    fonts()
    template = _Template(paper, path, ticket)
    template.expected = len(flowables)
    template.build(flowables, canvasmaker=_Pages)


class _Pages(Canvas):  # type: ignore[misc]
    """A canvas that knows at the end what could not be known before."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.places = Places()
        self.footed: list[int] = []
        self._depth = 0

    def mark(self, text: str, anchor: str, level: int) -> None:
        """Adds a bookmark; one that would skip a level goes one under the last."""
        self._depth = min(level, self._depth + 1)
        self.addOutlineEntry(one_line(text), anchor, self._depth - 1, closed=True)

    def save(self) -> None:
        total = self.footed[-1] if self.footed else 0
        for number in self.footed:
            self._define(f"page-{number}", f"Page {number} / {total}", SMALL)
        for name, anchor in self.places.wanted.items():
            self._define(name, str(self.places.pages.get(anchor, "")), CELL.fontSize)
        super().save()

    def _define(self, name: str, text: str, size: float) -> None:
        """A line of text that ends at the point where the form is drawn."""
        text = text.replace(" ", french.HARD)
        self.beginForm(name, -WIDTH, -size, 1, 2 * size)
        self.setFillColor(MUTED)
        self.setFont(REGULAR, size)
        self.drawRightString(0, 0, text)
        self.endForm()


class _Template(BaseDocTemplate):  # type: ignore[misc]
    """A4 pages with one frame; counts what is laid out for the ticket."""

    def __init__(self, paper: Paper, path: Path, ticket: Ticket) -> None:
        super().__init__(
            os.fspath(path),
            pagesize=A4,
            title=one_line(paper.title),
            author=one_line(paper.author),
            subject=one_line(paper.subject),
            creator=_CREATOR,
            producer=_CREATOR,
            lang=paper.language,
            displayDocTitle=True,
            initialFontName=REGULAR,
        )
        self._paper, self._ticket = paper, ticket
        self.expected, self._laid = 0, 0
        frame = Frame(
            SIDE, _BOTTOM, WIDTH, A4[1] - _TOP - _BOTTOM, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0
        )
        self.addPageTemplates([PageTemplate(id="page", frames=[frame], onPage=self._furnish)])

    def afterFlowable(self, flowable: Any) -> None:
        """Called by reportlab after each thing laid out."""
        self._laid += 1
        self._ticket.step(self.expected + min(self._laid, self.expected), 2 * self.expected)

    def _furnish(self, canvas: _Pages, _: Any) -> None:
        """The head and the foot of the page that begins."""
        number = canvas.getPageNumber()
        paper, right = self._paper, A4[0] - SIDE
        canvas.saveState()
        canvas.setFillColor(MUTED)
        canvas.setFont(REGULAR, SMALL)
        if not (paper.has_cover and number == 1):
            running = cut(one_line(paper.running), REGULAR, SMALL, WIDTH * 0.6)
            room = WIDTH - stringWidth(running, REGULAR, SMALL) - 6 * mm
            canvas.drawString(SIDE, A4[1] - 14.5 * mm, cut(one_line(paper.author), REGULAR, SMALL, room))
            canvas.drawRightString(right, A4[1] - 14.5 * mm, running)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.6)
        canvas.line(SIDE, 16 * mm, right, 16 * mm)
        canvas.drawString(SIDE, 11.5 * mm, cut(one_line(paper.footer), REGULAR, SMALL, WIDTH - 30 * mm))
        canvas.translate(right, 11.5 * mm)
        canvas.doForm(f"page-{number}")
        canvas.restoreState()
        canvas.footed.append(number)
