"""A sheet of CNIL's simplified register (template of 25/07/2019), as it stands in a workbook: read line by line, written the same way.

Called by imports.register_file, documents.register_book and rules.cnil_activity; knows no file and no id of the content, only the labels
that the template prints. They are matched folded and by their beginning, since people copy the model and retype its titles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.rules.business import NOBODY, Party
from rgpd_desktop.rules.columns import Cell, Line
from rgpd_desktop.rules.days import read_day
from rgpd_desktop.rules.folding import fold

CONTROLLER, OFFICER, OFFICER_COMPANY, REPRESENTATIVE, JOINT = (
    "Responsable du traitement", "Délégué à la protection des données", "Société du DPO (si celui-ci est externe)", "Représentant",
    "Responsable(s) conjoint(s)",
)  # fmt: skip
_PARTY_HEADERS: Final = ("Nom", "Adresse", "Code Postal", "Ville", "Pays", "Téléphone", "Adresse mél")
_BLOCKS: Final = {
    "description du traitement": "description", "acteurs": "parties", "finalite": "purposes", "categories de donnees": "data",
    "donnees sensibles": "sensitive", "categories de personnes": "people", "destinataires": "recipients",
    "mesures de securite": "measures", "transferts hors ue": "transfers", "autres informations": "extra", "rgpd desktop": "ours",
}  # fmt: skip
_UNCHOSEN: Final = "selectionnez un element"
_FEWEST_BLOCKS: Final = 4  # of a sheet that is one of CNIL's, whatever else the workbook holds
_NOTHING: Final = frozenset({"", "n a", "na", "neant", "sans objet"})
OURS: Final = "RGPD Desktop (ne pas modifier)"
_WIDTH: Final = 8
_LINK: Final = "►"  # the template's links to its own explanations


@dataclass(frozen=True, slots=True)
class CnilLine:
    """A line of a block: its title, its description, what is said further."""

    title: str
    text: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class CnilTransfer:
    """A line of the transfers."""

    recipient: str
    country: str = ""
    safeguard: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class CnilSheet:
    """What such a sheet says. `data` and `sensitive` are (row of the template, description, duration); `people`, `recipients` and
    `measures` (title, type, precision). `extra` is what the template has no row for (legal bases, origin…) and `ours` the record that this
    program adds under it: both empty in a sheet that it did not write. `unread` are the texts that had no place."""

    name: str = ""
    reference: str = ""
    created_on: date | None = None
    updated_on: date | None = None
    controller: Party = NOBODY
    officer: Party = NOBODY
    representative: Party = NOBODY
    joint: tuple[Party, ...] = ()
    main_purpose: str = ""
    purposes: tuple[str, ...] = ()
    data: tuple[CnilLine, ...] = ()
    sensitive: tuple[CnilLine, ...] = ()
    people: tuple[CnilLine, ...] = ()
    recipients: tuple[CnilLine, ...] = ()
    measures: tuple[CnilLine, ...] = ()
    transfers: tuple[CnilTransfer, ...] = ()
    extra: tuple[CnilLine, ...] = ()
    ours: str = ""
    unread: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether it is the model itself, which nobody filled in."""
        return replace(self, reference="", unread=()) == CnilSheet()


@dataclass(slots=True)
class _Reading:
    """A sheet being read: the block one is in, and what each holds so far."""

    block: str = ""
    seen: set[str] = field(default_factory=set)
    lines: dict[str, list[tuple[str, Sequence[Cell]]]] = field(default_factory=dict)
    untitled: list[Sequence[Cell]] = field(default_factory=list)


def read(lines: Iterable[Line]) -> CnilSheet | None:
    """The sheet these lines of a workbook are; None when they are not one of CNIL's. A line left as in the model says nothing."""
    reading = _Reading()
    for _, cells in lines:
        title = cell_text(cells, 0)
        block = _block(title)
        if block:
            reading.block = block
            reading.seen.add(block)
            if block == "ours":  # its record is on the line itself
                reading.lines.setdefault(block, []).append((title, cells))
        elif reading.block and title:
            reading.lines.setdefault(reading.block, []).append((title, cells))
        elif reading.block:
            reading.untitled.append(cells)
    if len(reading.seen - {"ours"}) < _FEWEST_BLOCKS:
        return None
    found = _sheet(reading.lines)
    return replace(found, unread=_unread(reading, found))


def _unread(reading: _Reading, found: CnilSheet) -> tuple[str, ...]:
    """The cells of the blocks, as texts, that no field of the sheet took: a line without a title, a value beside those expected."""
    taken = set(_texts(found))
    lines = [cells for block, rows in reading.lines.items() if block != "ours" for _, cells in rows]
    said = (cell_text(cells, place) for cells in (*lines, *reading.untitled) for place in range(1, len(cells)))
    lost = (text for text in said if text and text not in taken and not text.startswith(_LINK))
    return tuple(dict.fromkeys(text for text in lost if not read_day(text, False)[0]))


def _texts(noun: object) -> Iterator[str]:
    if isinstance(noun, str):
        yield noun
    elif isinstance(noun, tuple):
        for each in noun:
            yield from _texts(each)
    elif is_dataclass(noun):
        for field_ in fields(noun):
            yield from _texts(getattr(noun, field_.name))


def _sheet(lines: dict[str, list[tuple[str, Sequence[Cell]]]]) -> CnilSheet:
    described = {fold(title): cells for title, cells in lines.get("description", ())}
    parties = {fold(title): _party(cells) for title, cells in lines.get("parties", ())}
    purposes = [
        cell_text(cells, 1) for title, cells in lines.get("purposes", ()) if not fold(title).startswith("finalite")
    ]
    mains = [cell_text(cells, 1) for title, cells in lines.get("purposes", ()) if fold(title).startswith("finalite")]
    officer = parties.get(fold(OFFICER), NOBODY)
    company = parties.get(fold(OFFICER_COMPANY), NOBODY).name
    return CnilSheet(
        name=_of(described, "nom du traitement"),
        reference=_of(described, "n ref"),
        created_on=_day(described.get("date de creation du traitement", ())),
        updated_on=_day(described.get("mise a jour du traitement", ())),
        controller=parties.get(fold(CONTROLLER), NOBODY),
        officer=replace(officer, company=company) if company else officer,
        representative=parties.get(fold(REPRESENTATIVE), NOBODY),
        joint=tuple(
            _party(cells) for title, cells in lines.get("parties", ()) if _is_joint(title) and _party(cells).is_known
        ),
        main_purpose=next((text for text in mains if text), ""),
        purposes=tuple(text for text in purposes if text),
        data=_lines(lines.get("data", ())),
        sensitive=_lines(lines.get("sensitive", ())),
        people=_lines(lines.get("people", ())),
        recipients=_lines(lines.get("recipients", ())),
        measures=_lines(lines.get("measures", ())),
        transfers=tuple(
            CnilTransfer(cell_text(cells, 1), cell_text(cells, 2), cell_text(cells, 3), cell_text(cells, 5))
            for _, cells in lines.get("transfers", ())
            if cell_text(cells, 1) or cell_text(cells, 2)
        ),
        extra=_lines(lines.get("extra", ())),
        ours=_record(cells for _, cells in lines.get("ours", ())),
    )


def read_ours(lines: Iterable[Line]) -> str:
    """The record this program wrote under a sheet that is no activity (the list of them); "" when there is none."""
    return _record(cells for _, cells in lines if fold(cell_text(cells, 0)) == fold(OURS))


def as_read(text: str) -> str:
    """What `read` would find in a cell that holds this text: one line, nothing for "N/A"."""
    return cell_text(("", text), 1)


def rows(sheet: CnilSheet, ours_parts: Sequence[str] = ()) -> list[list[str]]:
    """The lines of the template filled with this sheet, eight columns wide; `ours_parts` is our record, cut to what a cell holds."""
    made: list[list[str]] = []

    def add(*cells: str) -> None:
        made.append([*cells, *[""] * (_WIDTH - len(cells))])

    def block(*cells: str) -> None:
        add()
        add(*cells)

    add(f"Fiche de registre {french.quoted(sheet.name)}")
    block("Description du traitement")
    add("Nom du traitement", sheet.name)
    add("N° / RÉF", sheet.reference)
    add("Date de création du traitement", french.day(sheet.created_on) if sheet.created_on else "")
    add("Mise à jour du traitement", french.day(sheet.updated_on) if sheet.updated_on else "")
    block("Acteurs", *_PARTY_HEADERS)
    add(CONTROLLER, *_cells(sheet.controller))
    add(OFFICER, *_cells(sheet.officer))
    add(OFFICER_COMPANY, sheet.officer.company)
    add(REPRESENTATIVE, *_cells(sheet.representative))
    for each in sheet.joint or (NOBODY,):
        add(JOINT, *_cells(each))
    block("Finalité(s) du traitement effectué")
    add("Finalité principale", sheet.main_purpose)
    for number, text in enumerate(sheet.purposes, start=1):
        add(f"Sous-finalité {number}", text)
    for title, headers, lines in (
        ("Catégories de données personnelles concernées", ("Description", "", "", "Durée de conservation"), sheet.data),
        ("Données sensibles", ("Description", "", "", "Durée de conservation"), sheet.sensitive),
        ("Catégories de personnes concernées", ("Description", "", "", "Précisions"), sheet.people),
        ("Destinataires", ("Type de destinataire", "", "", "Précisions"), sheet.recipients),
        ("Mesures de sécurité", ("Type de mesure de sécurité", "", "", "Précisions"), sheet.measures),
    ):
        block(title, *headers)
        for line in lines:
            add(line.title, line.text, "", "", line.more)
    block("Transferts hors UE", "Destinataire", "Pays", "Type de Garanties", "", "Liens vers la documentation")
    for number, transfer in enumerate(sheet.transfers, start=1):
        place = f"Organisme destinataire {number}"
        add(place, transfer.recipient, transfer.country, transfer.safeguard, "", transfer.document)
    if sheet.extra:
        block("Autres informations", "Précisions")
        for line in sheet.extra:
            add(line.title, line.text)
    if ours_parts:
        add()
        for part in ours_parts:
            add(OURS, part)
    return made


def _block(title: str) -> str:
    folded = fold(title)
    if folded.startswith("finalite principale"):
        return ""
    for start, block in _BLOCKS.items():
        if folded.startswith(start) and not folded[-1:].isdigit():
            return block
    return ""


def _record(lines: Iterable[Sequence[Cell]]) -> str:
    return "".join(cells[1] for cells in lines if len(cells) > 1 and isinstance(cells[1], str))


def _lines(found: Iterable[tuple[str, Sequence[Cell]]]) -> tuple[CnilLine, ...]:
    lines = (CnilLine(title, cell_text(cells, 1), cell_text(cells, 4)) for title, cells in found)
    return tuple(line for line in lines if line.text or line.more)


def _party(cells: Sequence[Cell]) -> Party:
    name, street, code, city, country, phone, email = (cell_text(cells, at) for at in range(1, 8))
    code = code.removesuffix(".0")  # a number in the workbook; its lost zero is not ours to guess here
    return Party(name, "", street, code, city, country, phone, email)


def _cells(party: Party) -> tuple[str, ...]:
    return (party.name, party.street, party.postal_code, party.city, party.country, party.phone, party.email)


def _is_joint(title: str) -> bool:
    return fold(title).startswith(fold(JOINT))


def _of(described: dict[str, Sequence[Cell]], title: str) -> str:
    return cell_text(described.get(title, ()), 1)


def cell_text(cells: Sequence[Cell], at: int) -> str:
    """What a cell of a line says, on one line; "" for "N/A", and for the invitation to choose that the model shows."""
    cell = cells[at] if at < len(cells) else None
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, date):
        return french.day(cell.date() if isinstance(cell, datetime) else cell)
    text = " ".join(str(cell).split())
    folded = fold(text)
    return "" if at and (folded.startswith(_UNCHOSEN) or folded in _NOTHING) else text


def _day(cells: Sequence[Cell]) -> date | None:
    cell = cells[1] if len(cells) > 1 else None
    found = "" if cell is None else read_day(cell, False)[0]
    return date.fromisoformat(found) if found else None
