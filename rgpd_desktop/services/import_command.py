"""The whole import in one call, for the command line: options in, plain values out. The list is read in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Refusal, RowProblem
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.content import people
from rgpd_desktop.rules import mapping
from rgpd_desktop.rules.columns import ColumnChoice, ListOrigin
from rgpd_desktop.rules.contact import FIELDS, Audience
from rgpd_desktop.rules.folding import fold
from rgpd_desktop.services.import_plan import (
    ImportOrder,
    ImportPlan,
    ImportPreview,
    ImportReport,
    SheetOrder,
    SheetPreview,
)
from rgpd_desktop.services.import_process import ImportProcess

Answer = dict[str, Any]


class WrongUse(Refusal):
    """An option that cannot be: a field, a kind or a form that does not exist."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """The options of `rgpd import`: empty where the user said nothing. `mapping` are texts HEADER=FIELD.

    Not said to come from the persons themselves, a list is one whose people are to be told (RGPD, art. 14): the safe side.
    """

    sheets: Sequence[str] = ()
    mapping: Sequence[str] = ()
    kind: str = ""
    audience: str | None = None
    source: str = ""
    collected_on: date | None = None
    is_direct: bool = False
    keep_expired: bool = False
    dry_run: bool = False


def preview(data: Path, file: Path, sheet: str | None, today: date) -> Answer:
    """What `rgpd preview --json` prints (docs/cli.md). Raises Refusal."""
    with ImportProcess(data, file, today) as process:
        found = process.preview(Ticket())
    shown = _sheet_named(found, sheet) if sheet else _first_list(found)
    return {
        "sheet": shown.name or None,
        "sheets": [each.name for each in found.sheets if each.name],
        "hidden_sheets": [each.name for each in found.sheets if not each.is_visible],
        "header_row": shown.header_row,
        "encoding": found.encoding,
        "delimiter": found.delimiter,
        "rows": shown.rows,
        "columns": [
            {
                "index": guess.index,
                "header": guess.header,
                "field": guess.field,
                "confidence": round(guess.confidence, 2),
                "sensitive": guess.sensitive,
                "is_question": guess.is_question,
            }
            for guess in shown.guesses
        ],
    }


def preview_summary(name: str, answer: Mapping[str, Any]) -> list[str]:
    """What `preview` found, as French lines."""
    sheet, others = answer["sheet"], [each for each in answer["sheets"] if each != answer["sheet"]]
    lines = [
        name + (f", feuille {french.quoted(sheet)}" if sheet else "") + f" : {french.counted(answer['rows'], 'ligne')}",
        f"Titres à la ligne {answer['header_row']}" if answer["header_row"] else "Pas de ligne de titres",
    ]
    if others:
        hidden = answer["hidden_sheets"]
        told = [french.quoted(each) + (" (masquée)" if each in hidden else "") for each in others]
        lines.append(f"{french.plural(len(others), 'Autre feuille', 'Autres feuilles')} : {french.joined(told)}")
    for column in answer["columns"]:
        reason = f"  à ne pas importer : {column['sensitive']}" if column["sensitive"] else ""
        doubt = "  à préciser" if column["is_question"] else ""
        lines.append(f"  {column['header']!s:30} {column['field']:20} {column['confidence']:.2f}{reason}{doubt}")
    return [french.spaced(line) for line in lines]


def run(data: Path, file: Path, wishes: Wishes, today: date, ticket: Ticket) -> Answer:
    """What `rgpd import --json` prints (docs/cli.md). Raises Refusal, with nothing written."""
    with ImportProcess(data, file, today) as process:
        order = order_for(process.preview(ticket), wishes)
        plan = process.rehearse(order, ticket)
        if wishes.dry_run:
            return _answer(None, plan, process.refused(), process.problems())
        report = process.run(ticket)
    return _answer(report.batch, report, report.refused, report.problems)


def order_for(found: ImportPreview, wishes: Wishes) -> ImportOrder:
    """The order that these options make of what the file holds. Raises Refusal for a sheet or column it does not have,
    WrongUse for a field or kind that does not exist.
    """
    words = people.kind_words(people.load_kinds())
    kind = _kind(wishes.kind, words)
    sheets = [_sheet_named(found, name) for name in wishes.sheets] or [
        sheet for sheet in found.sheets if sheet.is_visible and sheet.is_list
    ]
    if not sheets:
        raise _no_list()
    asked = dict(_asked(text) for text in wishes.mapping)
    orders = []
    for sheet in sheets:
        said = mapping.kind_in_name(sheet.name, words)
        # A sheet named for its people says more than an option given for the whole file, unless that very sheet was asked for.
        chosen = (kind or said) if wishes.sheets else (said or kind)
        orders.append(SheetOrder(sheet.name, _choices(sheet, asked), chosen or sheet.kind))
    _refuse_unknown_headers(asked, sheets)
    origin = ListOrigin(
        kind=kind,
        audience=Audience(wishes.audience or ""),
        source=wishes.source,
        collected_on=wishes.collected_on,
        is_direct=wishes.is_direct,
    )
    return ImportOrder(tuple(orders), origin, wishes.keep_expired)


def summary(answer: Mapping[str, Any]) -> list[str]:
    """The same in French sentences."""
    lines = [
        f"{french.counted(answer['rows'], 'ligne lue', 'lignes lues')} :",
        f"  {french.counted(answer['new'], 'nouveau contact', 'nouveaux contacts')}",
        f"  {french.counted(answer['merged'], 'ligne fusionnée', 'lignes fusionnées')} avec un contact connu",
        f"  {french.counted(answer['probable'], 'ligne ressemble', 'lignes ressemblent')} à une autre personne, à examiner",
        f"  {french.counted(answer['expired'], 'personne', 'personnes')} au-delà de leur durée de conservation, non importées",
        f"  {french.counted(answer['opposed'], 'opposition', 'oppositions')} à la prospection",
        f"  {french.counted(answer['undated'], 'contact sans date', 'contacts sans date')}",
        f"  {french.counted(len(answer['refused']), 'ligne rejetée', 'lignes rejetées')}",
    ]
    lines += [f"    {_place(each)} : {each['reason']}" for each in answer["refused"]]
    lines.append(f"  {french.counted(len(answer['problems']), 'cellule à vérifier', 'cellules à vérifier')}")
    lines += [f"    {_place(each)}, {each['column']} : {each['reason']}" for each in answer["problems"]]
    if answer["batch"] is not None:
        lines.append(f"Import numéro {answer['batch']}. Pour l’annuler : rgpd undo {answer['batch']}")
    return [french.spaced(line) for line in lines]


def _answer(
    batch: int | None, counts: ImportPlan | ImportReport, refused: Sequence[RowProblem], problems: Sequence[RowProblem]
) -> Answer:
    return {
        "batch": batch,
        "rows": counts.rows,
        "new": counts.new,
        "merged": counts.merged,
        "probable": counts.probable,
        "expired": counts.expired,
        "opposed": counts.opposed,
        "undated": counts.undated,
        "refused": [{**_sheet(each), "row": each.row, "reason": each.reason} for each in refused],
        "problems": [
            {**_sheet(each), "row": each.row, "column": each.column, "reason": each.reason} for each in problems
        ],
    }


def _sheet(problem: RowProblem) -> Answer:
    """The sheet, when several came in: a line number alone would not say where."""
    return {"sheet": problem.sheet} if problem.sheet else {}


def _place(told: Mapping[str, Any]) -> str:
    return f"feuille {french.quoted(told['sheet'])}, ligne {told['row']}" if "sheet" in told else f"ligne {told['row']}"


def _first_list(found: ImportPreview) -> SheetPreview:
    for is_visible in (True, False):
        for sheet in found.sheets:
            if sheet.is_list and sheet.is_visible is is_visible:
                return sheet
    raise _no_list()


def _no_list() -> Refusal:
    return Refusal(
        "Ce fichier ne contient pas de liste de personnes.", "Rien n’a été importé. Choisissez un autre fichier."
    )


def _sheet_named(found: ImportPreview, name: str) -> SheetPreview:
    for sheet in found.sheets:
        if sheet.name == name and name:
            if not sheet.is_list:
                raise Refusal(f"La feuille « {name} » ne contient pas de liste.", "Rien n’a été importé.")
            return sheet
    known = french.joined([f"« {sheet.name} »" for sheet in found.sheets if sheet.name])
    remedy = f"Ses feuilles : {known}." if known else "Ce fichier n’a pas de feuilles."
    raise Refusal(f"Ce fichier n’a pas de feuille « {name} ».", remedy)


def _kind(text: str, words: Mapping[str, str]) -> str:
    if not text:
        return ""
    identifiers = {kind.id: kind.id for kind in people.load_kinds()}
    kind = identifiers.get(text) or words.get(fold(text))
    if kind is None:
        raise WrongUse(f"« {text} » n’est pas un type de contact.", "Types : " + ", ".join(identifiers) + ".")
    return kind


def _asked(text: str) -> tuple[str, str]:
    header, sign, field = text.rpartition("=")
    if not sign:
        raise WrongUse(f"« {text} » ne s’écrit pas TITRE=CHAMP.", "Champs : " + ", ".join(FIELDS) + ".")
    if field not in FIELDS:
        raise WrongUse(f"« {field} » n’est pas un champ.", "Champs : " + ", ".join(FIELDS) + ".")
    return header, field


def _choices(sheet: SheetPreview, asked: Mapping[str, str]) -> tuple[ColumnChoice, ...]:
    choices = []
    for choice in sheet.choices:
        field = _field_asked(choice.header, asked)
        if field is None:
            choices.append(choice)
        elif field == choice.field:  # said by the person: their own contact, and what its values mean as guessed
            choices.append(replace(choice, is_from_person=True))
        else:
            choices.append(replace(choice, field=field, codes={}, yes_means_no_contact=True, is_from_person=True))
    return tuple(choices)


def _field_asked(header: str, asked: Mapping[str, str]) -> str | None:
    if header in asked:
        return asked[header]
    return next((field for name, field in asked.items() if fold(name) == fold(header)), None)


def _refuse_unknown_headers(asked: Mapping[str, str], sheets: Sequence[SheetPreview]) -> None:
    known = {fold(header) for sheet in sheets for header in sheet.headers}
    for header in asked:
        if fold(header) not in known:
            raise Refusal(f"Ce fichier n’a pas de colonne « {header} ».", "Rien n’a été importé.")
