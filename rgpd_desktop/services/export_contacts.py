"""A selection of people out of the program, as .xlsx or .csv, with the reason written to the journal (never a name, never a path).

Called by the export dialog. A cancelled or failed export leaves no file and no line.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.documents import sheets
from rgpd_desktop.rules import explanation, identity, phones, retention
from rgpd_desktop.rules.columns import Cell
from rgpd_desktop.rules.contact import FIELD_LABELS, Audience, Contact
from rgpd_desktop.rules.contact_query import Order, Selection
from rgpd_desktop.rules.journal import Detail
from rgpd_desktop.services import browse_contacts
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.store import contacts, journal, opposition

FORMATS: Final = (".xlsx", ".csv")
CLIPBOARD_PEOPLE: Final = 20_000
_PAGE: Final = 2_000
_LEFT_OUT: Final = frozenset(("full_name", "ignore", "opt_out"))
_HEADERS: Final = FIELD_LABELS | {"phone": "Téléphone"}  # the label on the mapping page says more than a header should
_AUDIENCES: Final = {Audience.PROFESSIONAL: "Professionnel", Audience.INDIVIDUAL: "Particulier", Audience.UNKNOWN: ""}
HEADERS: Final = (
    *(_HEADERS[field] for field in FIELD_LABELS if field not in _LEFT_OUT),
    "Opposé le", "Conservation", "Échéance",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Prospecting:
    """An export that serves to solicit: how many people are in the file, and who was left out of it because they are opposed."""

    written: int
    opposed: tuple[int, ...]


def export(desk: Desk, selection: Selection, path: Path, reason: str, ticket: Ticket) -> int:
    """Writes these people to `path` (.xlsx or .csv by its ending) and returns how many; the journal keeps count, format and reason.

    For anything but soliciting them: the opposed are in it, with the day of their no. Raises Cancelled, or Refusal without a reason,
    for another ending, or when the file cannot be written.
    """
    numbers = _numbers(desk, selection, path, reason)
    return _write(desk, numbers, path, {"reason": reason.strip(), "for_prospecting": "no"}, ticket)


def export_for_prospecting(desk: Desk, selection: Selection, path: Path, reason: str, ticket: Ticket) -> Prospecting:
    """The same to solicit them: the opposed stay out of the file, also those only the opposition list knows. Raises as `export`."""
    numbers = _numbers(desk, selection, path, reason)
    opposed = opposed_among(desk, numbers, ticket)
    out = frozenset(opposed)
    detail: Detail = {"reason": reason.strip(), "for_prospecting": "yes", "set_aside": len(opposed)}
    return Prospecting(_write(desk, [each for each in numbers if each not in out], path, detail, ticket), opposed)


def opposed_among(desk: Desk, numbers: Sequence[int], ticket: Ticket) -> tuple[int, ...]:
    """Those of these people who may not be solicited: opposed on their card, or by an address or a number of the opposition list."""
    listed, secret, found = opposition.fingerprints(desk.database), opposition.key(desk.database), []
    for start in range(0, len(numbers), _PAGE):
        ticket.step(start, len(numbers))
        for person in contacts.fetch(desk.database, numbers[start : start + _PAGE]):
            if person.opposed_on is not None or any(
                identity.fingerprint(secret, value) in listed for value in opposition.looked_for(person)
            ):
                found.append(person.id)
    return tuple(found)


def _numbers(desk: Desk, selection: Selection, path: Path, reason: str) -> Sequence[int]:
    if not reason.strip():
        raise Refusal("Indiquez pourquoi vous exportez ces contacts.", "Rien n’a été écrit. Le journal garde ce motif.")
    if path.suffix.lower() not in FORMATS:
        raise Refusal("Ce format d’export n’existe pas.", "Rien n’a été écrit. Choisissez un nom en .xlsx ou en .csv.")
    return contacts.ids_of(desk.database, selection, desk.calendar, desk.rules)


def _write(desk: Desk, numbers: Sequence[int], path: Path, detail: Detail, ticket: Ticket) -> int:
    ending = path.suffix.lower()
    written = [0]
    counted = _counting(_rows(desk, numbers, ticket), written)
    if ending == ".xlsx":
        sheets.write_xlsx(path, HEADERS, counted, title="Contacts")
    else:
        sheets.write_csv(path, HEADERS, counted)
    try:
        journal.record(desk.database, "export", {"count": written[0], "format": ending[1:], **detail})
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()  # no export without its line
        raise
    return written[0]


def clipboard_text(desk: Desk, selection: Selection, columns: Sequence[Order], ticket: Ticket) -> str:
    """These people as lines of tab-separated `columns`, to paste in a spreadsheet; no cell becomes a formula.

    Raises Cancelled, or Refusal beyond 20 000 people: an export is then the better way.
    """
    numbers = contacts.ids_of(desk.database, selection, desk.calendar, desk.rules, ticket)
    if len(numbers) > CLIPBOARD_PEOPLE:
        raise Refusal(
            f"Le presse-papiers ne prend que {french.counted(CLIPBOARD_PEOPLE, 'personne')} à la fois.",
            "Rien n’a été copié. Exportez plutôt ces contacts vers un fichier.",
        )
    lines = []
    for each in browse_contacts.lines(desk, numbers):
        lines.append(clipboard_line(browse_contacts.cell(each, column) for column in columns))
        ticket.step(len(lines), len(numbers))
    return "\n".join(lines)


def clipboard_line(cells: Iterable[str]) -> str:
    """These cells on one line, held by tabs, none of them a formula where they are pasted."""
    return "\t".join(sheets.plain_text(" ".join(cell.split())) for cell in cells)


def _counting(rows: Iterator[Sequence[Cell]], written: list[int]) -> Iterator[Sequence[Cell]]:
    for row in rows:
        written[0] += 1
        yield row


def _rows(desk: Desk, numbers: Sequence[int], ticket: Ticket) -> Iterator[Sequence[Cell]]:
    for start in range(0, len(numbers), _PAGE):
        ticket.step(start, len(numbers))
        for contact in contacts.fetch(desk.database, numbers[start : start + _PAGE]):
            yield _row(desk, contact)
    ticket.step(len(numbers), len(numbers))


def _row(desk: Desk, contact: Contact) -> Sequence[Cell]:
    rule = desk.rules[contact.kind]
    values: dict[str, Cell] = {
        "email": ", ".join(contact.emails),
        "phone": _national(contact, is_mobile=False),
        "mobile": _national(contact, is_mobile=True),
        "kind": desk.kind(contact.kind).label,
        "audience": _AUDIENCES[contact.audience],
        "newsletter": {True: "oui", False: "non", None: ""}[contact.newsletter],
    }
    fields = [
        values[field] if field in values else getattr(contact, field)
        for field in FIELD_LABELS
        if field not in _LEFT_OUT
    ]
    pill = explanation.pill(contact, rule, desk.today)
    return (*fields, contact.opposed_on, pill, retention.due_on(contact, rule))


def _national(contact: Contact, *, is_mobile: bool) -> str:
    numbers = (number for number in contact.phones if phones.is_mobile(number) is is_mobile)
    return ", ".join(phones.national(number) for number in numbers)
