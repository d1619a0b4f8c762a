"""The register out of the program as a file: a workbook in CNIL's layout, a list, the JSON that comes back in whole, or the paper in PDF.

Called by the register page and the command line. A cancelled or failed export leaves nothing, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.content import catalogue, register_lists
from rgpd_desktop.documents import register_book, register_json
from rgpd_desktop.rules import cnil_record
from rgpd_desktop.rules.cnil_activity import to_cnil
from rgpd_desktop.rules.cnil_sheet import CnilSheet
from rgpd_desktop.rules.register import Register
from rgpd_desktop.rules.register_document import RegisterDocument
from rgpd_desktop.services import keep_register
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.store import measures, processors

FORMATS: Final = (".pdf", ".ods", ".xlsx", ".csv", ".json")
_Writer = Callable[[Desk, Path, Ticket, Register], None]


def document(desk: Desk) -> RegisterDocument:
    """Everything that is kept of the register, drafts and archived sheets too."""
    return RegisterDocument(
        business=keep_register.business(desk),
        activities=keep_register.sheets(desk),
        processors=processors.processors(desk.database),
        measures=tuple(measures.answers(desk.database).values()),
        content_version=catalogue.load_catalogue().version,
    )


def write(desk: Desk, path: Path, ticket: Ticket, register: Register) -> None:
    """Writes `register` (gather_register.gather) at `path`, in the format its ending says: one of FORMATS.

    Raises Cancelled, or Refusal for another ending or when the file cannot be written; the file is then as it was before.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise Refusal(
            "Ce format de registre n’existe pas.",
            "Rien n’a été écrit. Choisissez un nom en .pdf, .ods, .xlsx, .csv ou .json.",
        )
    ticket.step(0, None)
    writer(desk, path, ticket, register)


def _write_pdf(_: Desk, path: Path, ticket: Ticket, register: Register) -> None:
    from rgpd_desktop.documents import paper_pdf, register_paper  # noqa: PLC0415 - only the paper needs them

    paper_pdf.write(register_paper.compose(register), path, ticket)


def _write_ods(desk: Desk, path: Path, ticket: Ticket, register: Register) -> None:
    register_book.write_ods(register, _sheets(register), path, ticket, cnil_record.written_book(document(desk)))


def _write_xlsx(desk: Desk, path: Path, ticket: Ticket, register: Register) -> None:
    register_book.write_xlsx(register, _sheets(register), path, ticket, cnil_record.written_book(document(desk)))


def _write_csv(_: Desk, path: Path, ticket: Ticket, register: Register) -> None:
    register_book.write_csv(register, _sheets(register), path, ticket)


def _write_json(desk: Desk, path: Path, ticket: Ticket, register: Register) -> None:
    whole, chosen = document(desk), {each.id for each in register.activities}
    kept = replace(whole, activities=tuple(each for each in whole.activities if each.id in chosen))
    ticket.step(0, 1)
    register_json.write(kept, path)


def _sheets(register: Register) -> list[CnilSheet]:
    lists = register_lists.load_lists()
    return [
        to_cnil(each, register.business, register.processors, register.rules, lists) for each in register.activities
    ]


_WRITERS: Final[dict[str, _Writer]] = {
    ".pdf": _write_pdf, ".ods": _write_ods, ".xlsx": _write_xlsx, ".csv": _write_csv, ".json": _write_json,
}  # fmt: skip
