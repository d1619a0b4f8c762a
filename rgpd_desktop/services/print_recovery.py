"""The recovery sheet: the key of the data on a paper to keep away from the computer. Called by the window and `rgpd encrypt`."""

from __future__ import annotations

from pathlib import Path

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.services import keep_register, protect_data
from rgpd_desktop.services.desk import Desk


def write(desk: Desk, path: Path, ticket: Ticket) -> None:
    """Writes the sheet of the key held at `path`, in PDF. Raises Locked, or Refusal when it cannot be written."""
    from rgpd_desktop.documents import paper_pdf, recovery_paper  # noqa: PLC0415 - only the paper needs them

    business = keep_register.business(desk)
    paper = recovery_paper.compose(protect_data.recovery_groups(), business.heading, desk.today)
    paper_pdf.write(paper, path, ticket)
