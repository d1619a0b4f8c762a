"""A sheet of CNIL's simplified register (template of 25/07/2019), as it stands in a workbook: read line by line, written the same way.

Called by imports.register_file and documents.register_sheets; knows no file and no id of the content, only the labels that the template
prints. The labels are matched folded and by their beginning, since people copy the model and retype its titles.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
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
    "mesures de securite": "measures", "transferts hors ue": "transfers", "rgpd desktop": "ours",
}  # fmt: skip
_HEADS: Final = {
    "coordonnees du responsable": "controller", "coordonnees du representant": "representative", "coordonnees du delegue": "officer",
}  # fmt: skip
_HEAD_FIELDS: Final = {
    "nom": "name", "prenom": "first", "adresse": "street", "adresse mel": "email", "code postal": "postal_code", "ville": "city",
    "telephone": "phone", "societe si dpo externe": "company",
}  # fmt: skip
_UNCHOSEN: Final = "selectionnez un element"
_FEWEST_BLOCKS: Final = 4  # of a sheet that is one of CNIL's, whatever else the workbook holds
_NOTHING: Final = frozenset({"", "n a", "na", "neant", "sans objet"})
OURS: Final = "RGPD Desktop (ne pas modifier)"
_WIDTH: Final = 8


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
    `measures` (title, type, precision). `ours` is the record this program adds under it, "" in a sheet that it did not write."""

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
    ours: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether it is the model itself, which nobody filled in."""
        return replace(self, reference="") == CnilSheet()


@dataclass(frozen=True, slots=True)
class CnilHead:
    """Who answers, as the sheet that lists the activities says at its top."""

    controller: Party = NOBODY
    representative: Party = NOBODY
    officer: Party = NOBODY

    @property
    def is_known(self) -> bool:
        """Whether it says anything."""
        return any(party.is_known for party in (self.controller, self.representative, self.officer))


@dataclass(slots=True)
class _Reading:
    """A sheet being read: the block one is in, and what each holds so far."""

    block: str = ""
    seen: set[str] = field(default_factory=set)
    lines: dict[str, list[tuple[str, Sequence[Cell]]]] = field(default_factory=dict)


def read(lines: Iterable[Line]) -> CnilSheet | None:
    """The sheet these lines of a workbook are; None when they are not one of CNIL's. A line left as in the model says nothing."""
    reading = _Reading()
    for _, cells in lines:
        title = _text(cells, 0)
        block = _block(title)
        if block:
            reading.block = block
            reading.seen.add(block)
            if block == "ours":  # its record is on the line itself
                reading.lines.setdefault(block, []).append((title, cells))
        elif reading.block and title:
            reading.lines.setdefault(reading.block, []).append((title, cells))
    if len(reading.seen - {"ours"}) < _FEWEST_BLOCKS:
        return None
    return _sheet(reading.lines)


def _sheet(lines: dict[str, list[tuple[str, Sequence[Cell]]]]) -> CnilSheet:
    described = {fold(title): cells for title, cells in lines.get("description", ())}
    parties = {fold(title): _party(cells) for title, cells in lines.get("parties", ())}
    purposes = [_text(cells, 1) for title, cells in lines.get("purposes", ()) if not fold(title).startswith("finalite")]
    mains = [_text(cells, 1) for title, cells in lines.get("purposes", ()) if fold(title).startswith("finalite")]
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
            CnilTransfer(_text(cells, 1), _text(cells, 2), _text(cells, 3), _text(cells, 5))
            for _, cells in lines.get("transfers", ())
            if _text(cells, 1) or _text(cells, 2)
        ),
        ours="".join(cells[1] for _, cells in lines.get("ours", ()) if len(cells) > 1 and isinstance(cells[1], str)),
    )


def read_head(lines: Iterable[Line]) -> CnilHead:
    """Who answers, in the sheet that lists the activities: labels that end with a colon, each followed by its value."""
    found: dict[str, dict[str, str]] = {}
    owner = ""
    for _, cells in lines:
        title = fold(_text(cells, 0))
        if title:
            owner = next((each for start, each in _HEADS.items() if title.startswith(start)), "")
        if not owner:
            continue
        for at in range(1, len(cells) - 1):
            field_name = _HEAD_FIELDS.get(fold(str(cells[at] or "")))
            value = _text(cells, at + 1)
            if field_name and value and fold(value) not in _HEAD_FIELDS:
                found.setdefault(owner, {})[field_name] = value
    parties = {who: _party_of_head(values) for who, values in found.items()}
    return CnilHead(**parties)


def _party_of_head(values: dict[str, str]) -> Party:
    name = " ".join(values.pop(part, "") for part in ("first", "name")).strip()
    return Party(name=name, **values)


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


def _lines(found: Iterable[tuple[str, Sequence[Cell]]]) -> tuple[CnilLine, ...]:
    lines = (CnilLine(title, _text(cells, 1), _text(cells, 4)) for title, cells in found)
    return tuple(line for line in lines if line.text or line.more)


def _party(cells: Sequence[Cell]) -> Party:
    name, street, code, city, country, phone, email = (_text(cells, at) for at in range(1, 8))
    code = code.removesuffix(".0")  # a number in the workbook; its lost zero is not ours to guess here
    return Party(name, "", street, code, city, country, phone, email)


def _cells(party: Party) -> tuple[str, ...]:
    return (party.name, party.street, party.postal_code, party.city, party.country, party.phone, party.email)


def _is_joint(title: str) -> bool:
    return fold(title).startswith(fold(JOINT))


def _of(described: dict[str, Sequence[Cell]], title: str) -> str:
    return _text(described.get(title, ()), 1)


def _text(cells: Sequence[Cell], at: int) -> str:
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
