"""An existing register into the program: read, matched with what is there and shown first, then brought in one go.

Called by the register page and the command line. `read` writes nothing; `bring` is one transaction, and only what was chosen changes.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from rgpd_desktop.basics import french
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.imports import register_file
from rgpd_desktop.rules import activity_gaps, brought
from rgpd_desktop.rules.activity import Activity, Progress, Role
from rgpd_desktop.rules.business import Business
from rgpd_desktop.rules.measures import MeasureAnswer
from rgpd_desktop.rules.processor import Processor
from rgpd_desktop.rules.register import SheetChange
from rgpd_desktop.rules.register_document import RegisterDocument
from rgpd_desktop.services import keep_register, read_register_sheets
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.read_register_sheets import Incoming, Providers
from rgpd_desktop.store import journal, measures, processors, register

_BROUGHT = "fiche reprise d’un fichier"
_PREFIX = {Role.CONTROLLER: "RT", Role.PROCESSOR: "ST"}


@dataclass(frozen=True, slots=True)
class BroughtSheet:
    """A sheet of the file: `name` is its tab, or its own name. `match` is the sheet there that it would replace; `how` is "new", "same" or
    "changed", `changes` the French names of what would change, `remarks` what the person should know, in French."""

    name: str
    activity: Activity
    match: Activity | None
    how: str
    changes: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BringPlan:
    """What bringing the file would do. `business` is None when the file says nothing new of it, `has_business` whether one is kept here.

    `processors` and `measures` count what would be added; `other_processors` and `other_measures` what is here and said otherwise there.
    `document` is our own record in the file; `providers` are the processors that its sheets name, by id.
    """

    path: Path
    sheets: tuple[BroughtSheet, ...]
    business: Business | None
    business_changes: tuple[str, ...]
    has_business: bool
    processors: int
    measures: int
    other_processors: int
    other_measures: int
    document: RegisterDocument | None
    providers: tuple[Processor, ...] = ()


@dataclass(frozen=True, slots=True)
class BringReport:
    """How many sheets were added and replaced, how many processors and answers were kept."""

    added: int
    replaced: int
    processors: int
    measures: int


def read(desk: Desk, path: Path, ticket: Ticket) -> BringPlan:
    """What the file holds and what bringing it would do; writes nothing.

    Raises Cancelled, or Refusal for a file that is damaged, is no register, or comes from a later version.
    """
    ticket.step(0, None)
    file = register_file.read(path)
    providers = Providers(processors.processors(desk.database), file.document.processors if file.document else ())
    found = read_register_sheets.incoming(desk, file, providers, ticket)
    replaced = {each.match.id for each in found if each.match}
    taken = {each.reference for each in keep_register.sheets(desk) if each.id not in replaced}
    sheets = tuple(_sheet(desk, each, taken) for each in found)
    business = keep_register.business(desk)
    said = read_register_sheets.business_of(file, business)
    return BringPlan(
        path=path,
        sheets=sheets,
        business=None if said == business else said,
        business_changes=brought.business_changes(business, said),
        has_business=business != Business(),
        processors=len(providers.added),
        measures=len(_new_measures(desk, file.document)),
        other_processors=len(_other_processors(desk, file.document)),
        other_measures=len(_other_measures(desk, file.document)),
        document=file.document,
        providers=providers.added,
    )


def bring(
    desk: Desk, plan: BringPlan, chosen: Sequence[int], *, with_business: bool, with_others: bool = False
) -> BringReport:
    """Keeps the sheets of these indices of plan.sheets, with the processors and answers that are not here yet, and the business when asked.

    All or nothing. `with_others` also replaces the processors and the answers that are here and said otherwise in the file. A new sheet is
    in the register as its record says, one of another program's is a draft; one that is in the register here stays there.
    """
    picked = [plan.sheets[index] for index in dict.fromkeys(chosen) if 0 <= index < len(plan.sheets)]
    picked = [sheet for sheet in picked if sheet.how != "same"]
    used = {id for sheet in picked for id in sheet.activity.processors}
    used |= {each.id for each in plan.document.processors} if plan.document else set()
    there = {each.id for each in processors.processors(desk.database)}
    providers = [each for each in plan.providers if each.id in used and each.id not in there]
    answers = _new_measures(desk, plan.document)
    if with_others:
        providers += _other_processors(desk, plan.document)
        answers += _other_measures(desk, plan.document)
    business = plan.business if with_business else None
    with desk.database.writing(
        "business", "activities", "activity_changes", "processors", "measures", "register_versions"
    ):
        was_made = register.version(desk.database) is not None
        for each in providers:
            processors.keep_processor(desk.database, each)
        measures.keep_answers(desk.database, answers)
        if business is not None:
            register.keep_business(desk.database, business)
        replaced = {sheet.activity.id for sheet in picked}
        taken = {each.reference for each in register.activities(desk.database) if each.id not in replaced}
        for sheet in picked:
            taken.add(_keep(desk, sheet, taken))
        report = BringReport(
            sum(sheet.match is None for sheet in picked),
            sum(sheet.match is not None for sheet in picked),
            len(providers),
            len(answers),
        )
        is_in_register = any(_is_kept(sheet.activity) or (sheet.match and _is_kept(sheet.match)) for sheet in picked)
        if is_in_register or (was_made and (providers or answers or business is not None)):
            register.new_version(desk.database, desk.today)
        if picked or providers or answers or business is not None:
            journal.record(desk.database, "register_brought", {"added": report.added, "replaced": report.replaced})
    return report


def _sheet(desk: Desk, each: Incoming, taken: Collection[str]) -> BroughtSheet:
    match, remarks = each.match, list(each.remarks)
    activity = brought.with_rules(each.activity, desk.rules)
    if activity != each.activity:
        remarks.append(
            "Une durée n’est pas celle de votre règle de conservation : elle est gardée, et ne suit plus la règle."
        )
    if not activity.name.strip():
        activity = replace(activity, name=each.name)
    is_kept_here = match is not None and match.progress is Progress.KEPT
    if match is not None and match.progress is not Progress.DRAFT:
        activity = replace(activity, progress=match.progress)  # a file does not take a sheet out of the register
    if each.is_edited and not is_kept_here and activity.progress is Progress.KEPT and activity_gaps.gaps(activity):
        activity = replace(activity, progress=Progress.DRAFT)
        remarks.append("Cette fiche n’est pas complète : elle arrive en brouillon.")
    if activity.reference and activity.reference in taken:
        remarks.append(
            f"La référence {french.quoted(activity.reference)} est déjà prise : la fiche en recevra une autre."
        )
    changes = activity_gaps.changed(match, activity) if match else ()
    how = "new" if match is None else "changed" if changes else "same"
    return BroughtSheet(each.name, activity, match, how, changes, tuple(map(french.spaced, remarks)))


def _keep(desk: Desk, sheet: BroughtSheet, taken: Collection[str]) -> str:
    """Keeps the sheet, under a reference that no other has; gives that reference."""
    id = sheet.activity.id or uuid.uuid4().hex
    reference = sheet.activity.reference
    if not reference or reference in taken:
        reference = _next_reference(taken, sheet.activity.role)
    activity = replace(
        sheet.activity,
        id=id,
        reference=reference,
        created_on=sheet.activity.created_on or desk.today,
        updated_on=sheet.activity.updated_on or desk.today,
    )
    now_there = next((each for each in register.activities(desk.database) if each.id == id), None)
    if now_there is not None and now_there.progress is not Progress.DRAFT:  # inscribed since the file was read
        activity = replace(activity, progress=now_there.progress)
    register.keep_activity(desk.database, activity)
    now = datetime.now(UTC).astimezone()
    at = datetime.combine(desk.today, now.timetz()).isoformat(timespec="seconds")  # the desk's day, as for versions
    register.add_change(desk.database, SheetChange(id, at, (_BROUGHT, *sheet.changes)))
    return reference


def _next_reference(taken: Iterable[str], role: Role) -> str:
    """`RT-004`: one more than the highest number given."""
    start = f"{_PREFIX[role]}-"
    numbers = [
        int(each.removeprefix(start))
        for each in taken
        if each.startswith(start) and each.removeprefix(start).isdecimal()
    ]
    return f"{start}{max(numbers, default=0) + 1:03d}"


def _is_kept(activity: Activity) -> bool:
    return activity.progress is not Progress.DRAFT


def _other_processors(desk: Desk, document: RegisterDocument | None) -> list[Processor]:
    """Those here that our record in the file says otherwise. The contract kept here and its signature are never forgotten."""
    there = {each.id: each for each in processors.processors(desk.database)}
    found = []
    for each in document.processors if document else ():
        here = there.get(each.id)
        if here is None:
            continue
        told = replace(each, document=here.document, document_digest=here.document_digest)
        if here.is_signed:
            told = replace(told, is_signed=True, signed_on=told.signed_on or here.signed_on)
        if told != here:
            found.append(told)
    return found


def _new_measures(desk: Desk, document: RegisterDocument | None) -> list[MeasureAnswer]:
    there = measures.answers(desk.database)
    return [each for each in document.measures if each.question not in there] if document else []


def _other_measures(desk: Desk, document: RegisterDocument | None) -> list[MeasureAnswer]:
    there = measures.answers(desk.database)
    return [each for each in document.measures if there.get(each.question, each) != each] if document else []
