"""A Paper as a PDF: fonts embedded, bookmarks, « Page x / y », text that can be selected. Called by services.

The layout is in pdf_flow, the pages in pdf_pages: both need reportlab, and are imported only when something is printed.
"""

from __future__ import annotations

from pathlib import Path

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.documents.beside import beside
from rgpd_desktop.documents.block import Paper


def write(paper: Paper, path: Path, ticket: Ticket) -> None:
    """Writes `paper` at `path`, which is whole or as it was before. Steps of `ticket` count blocks.

    Raises Refusal for the world's faults (full or protected disk) and Cancelled; nothing is left then.
    """
    ticket.step(0, None)
    from rgpd_desktop.documents import pdf_flow, pdf_pages  # noqa: PLC0415 - 0.2 s of reportlab, needed only to print

    with beside(path) as partial:
        pdf_pages.build(paper, partial, pdf_flow.flow(paper, ticket), ticket)
