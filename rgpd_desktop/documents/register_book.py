"""The register as a workbook in CNIL's layout (template of 25/07/2019), .xlsx or .ods, and as a .csv list. Called by services.

A sheet lists the activities, one follows for each, then the processors and the security measures. Under them goes our own record, so that
the file comes back whole (rules.cnil_record). Text of the user is never a formula.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.documents import book_ods, book_xlsx, sheets
from rgpd_desktop.documents.beside import beside
from rgpd_desktop.documents.book_page import BookPage, BookRow, Look, page_names
from rgpd_desktop.rules import cnil_head, cnil_sheet
from rgpd_desktop.rules.cnil_lines import processor_words
from rgpd_desktop.rules.cnil_record import cut
from rgpd_desktop.rules.cnil_sheet import OURS, CnilSheet
from rgpd_desktop.rules.processor import ROLE_WORDS
from rgpd_desktop.rules.register import Register

LIST, PROCESSORS, MEASURES = "Liste des traitements", "Sous-traitants", "Mesures de sécurité"
_SHEET_WIDTHS: Final = (30, 36, 20, 17, 30, 15, 16, 26)
_LIST_WIDTHS: Final = (30, 16, 16, 16, 44, 22, 18, 22, 26)
_PROCESSOR_TITLES: Final = (
    "Nom", "Rôle", "Usage", "Pays", "Transfert hors de l’Union européenne", "Garantie", "Contrat (art. 28)", "Remarques",
)  # fmt: skip
_PROCESSOR_WIDTHS: Final = (26, 24, 30, 14, 28, 26, 20, 36)
_MEASURE_WIDTHS: Final = (34, 110)
_CSV_TITLES: Final = (
    *cnil_head.LIST_TITLES, "Personnes concernées", "Catégories de données et durées", "Données sensibles et durées", "Destinataires",
    "Transferts hors UE", "Mesures de sécurité", "Autres informations",
)  # fmt: skip
Write = Callable[[Sequence[BookPage], Path, Ticket], None]


def write_xlsx(register: Register, activities: Sequence[CnilSheet], path: Path, ticket: Ticket, ours: str = "") -> None:
    """Writes the workbook at `path`, which is whole or as it was before. `activities` are those of `register`, in the same order; `ours` is
    rules.cnil_record.written_book. Raises Refusal for the world's faults and Cancelled; nothing is left then."""
    _write(book_xlsx.write, pages(register, activities, ours), path, ticket)


def write_ods(register: Register, activities: Sequence[CnilSheet], path: Path, ticket: Ticket, ours: str = "") -> None:
    """The same as an OpenDocument workbook."""
    _write(book_ods.write, pages(register, activities, ours), path, ticket)


def write_csv(register: Register, activities: Sequence[CnilSheet], path: Path, ticket: Ticket) -> None:
    """Writes one line an activity, for reading and sorting: UTF-8 with BOM, semicolons. It does not come back."""
    rows = []
    for done, (activity, sheet) in enumerate(zip(register.activities, activities, strict=True)):
        ticket.step(done, len(activities))
        rows.append((*cnil_head.list_row(activity), *_summed(sheet)))
    ticket.step(len(rows), len(rows))
    sheets.write_csv(path, _CSV_TITLES, rows)


def pages(register: Register, activities: Sequence[CnilSheet], ours: str = "") -> list[BookPage]:
    """The sheets of the workbook, in their order."""
    wanted = [" ".join(part for part in (each.reference, each.name) if part) for each in activities]
    names = page_names([LIST, PROCESSORS, MEASURES, *wanted])
    made = [_list(names[0], register, ours)]
    made += [_activity(name, sheet) for name, sheet in zip(names[3:], activities, strict=True)]
    return [*made, _processors(names[1], register), _measures(names[2], register)]


def _write(write: Write, made: Sequence[BookPage], path: Path, ticket: Ticket) -> None:
    with beside(path) as partial:
        write(made, partial, ticket)


def _list(name: str, register: Register, ours: str) -> BookPage:
    rows = [BookRow(tuple(cells)) for cells in cnil_head.head_rows(cnil_head.head_of(register.business))]
    rows += [BookRow(()), BookRow(cnil_head.LIST_TITLES, Look.HEAD)]
    repeats = len(rows)
    rows += [BookRow(tuple(cnil_head.list_row(each)), Look.TABLE) for each in register.activities]
    return BookPage(name, (*rows, *_record(ours)), _LIST_WIDTHS, repeats)


def _activity(name: str, sheet: CnilSheet) -> BookPage:
    rows: list[BookRow] = []
    after_blank = True
    for cells in cnil_sheet.rows(sheet):
        look = Look.TITLE if not rows else Look.HEAD if after_blank else Look.PLAIN
        after_blank = not any(cells)
        rows.append(BookRow(() if after_blank else tuple(cells), look))
    return BookPage(name, (*rows, *_record(sheet.ours)), _SHEET_WIDTHS)


def _record(ours: str) -> list[BookRow]:
    parts = cut(ours)
    return [BookRow(()), *(BookRow((OURS, part), Look.RECORD) for part in parts)] if parts else []


def _processors(name: str, register: Register) -> BookPage:
    rows = [BookRow((PROCESSORS,), Look.TITLE), BookRow(()), BookRow(_PROCESSOR_TITLES, Look.HEAD)]
    for each in register.processors.values():
        signed = f"signé le {french.day(each.signed_on)}" if each.signed_on else "signé"
        contract = (signed if each.is_signed else "à signer") if each.needs_contract else ""
        safeguard = register.words.safeguards.get(each.safeguard, each.safeguard)
        cells = (
            processor_words(each),
            ROLE_WORDS[each.role],
            each.use,
            each.country,
            each.transfer,
            safeguard,
            contract,
            each.notes,
        )
        rows.append(BookRow(cells, Look.TABLE))
    return BookPage(name, tuple(rows), _PROCESSOR_WIDTHS, repeats=3)


def _measures(name: str, register: Register) -> BookPage:
    rows = [BookRow((MEASURES,), Look.TITLE), BookRow(()), BookRow(("Type de mesure de sécurité", "Mesure"), Look.HEAD)]
    rows += [
        BookRow((register.words.groups.get(group, group), sentence), Look.TABLE)
        for group, sentence in register.measures
    ]
    return BookPage(name, tuple(rows), _MEASURE_WIDTHS, repeats=3)


def _summed(sheet: CnilSheet) -> tuple[str, ...]:
    """What a sheet says, one cell a block."""

    def block(lines: Sequence[Sequence[str]]) -> str:
        return " ; ".join(" : ".join(part for part in line if part) for line in lines)

    return (
        block([(each.text, each.more) for each in sheet.people]),
        block([(each.text, each.more) for each in sheet.data]),
        block([(each.text, each.more) for each in sheet.sensitive]),
        block([(each.text, each.more) for each in sheet.recipients]),
        block([(each.recipient, each.country, each.safeguard, each.document) for each in sheet.transfers]),
        block([(each.text, each.more) for each in sheet.measures]),
        block([(each.title, each.text) for each in sheet.extra]),
    )
