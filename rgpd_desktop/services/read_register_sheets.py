"""The sheets of a register file made into activities of ours: our record, the rows edited since, the processors they name. Writes nothing.

Called by bring_register only.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rgpd_desktop.basics import french
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.content import register_lists
from rgpd_desktop.imports.register_file import RegisterFile
from rgpd_desktop.rules import brought, cnil_extra, cnil_record, cnil_sheet
from rgpd_desktop.rules.activity import Activity, Progress, Recipient
from rgpd_desktop.rules.business import Business
from rgpd_desktop.rules.cnil_activity import from_cnil, merged, recorded
from rgpd_desktop.rules.cnil_head import CnilHead
from rgpd_desktop.rules.cnil_lines import PROCESSOR, processor_words
from rgpd_desktop.rules.cnil_record import SheetRecord
from rgpd_desktop.rules.cnil_sheet import CnilSheet
from rgpd_desktop.rules.folding import fold
from rgpd_desktop.rules.processor import Processor
from rgpd_desktop.services import keep_register
from rgpd_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Incoming:
    """A sheet of the file as an activity of ours, what it matches here, and what the person should know. `is_edited` when its rows say
    otherwise than our record, or without one."""

    name: str
    activity: Activity
    match: Activity | None
    remarks: tuple[str, ...] = ()
    is_edited: bool = False


class Providers:
    """The processors known while a file is read: those here, those of its record, those that its sheets name."""

    def __init__(self, there: Iterable[Processor], told: Iterable[Processor]) -> None:
        self._there = {each.id: each for each in there}
        self._all = dict(self._there)
        self._instead: dict[str, str] = {}  # the id here of one that the file knows under another
        for each in told:
            if each.id in self._all:
                continue
            same = self._same(each)
            if same is not None:
                self._instead[each.id] = same.id
            elif brought.is_id(each.id):
                self._all[each.id] = each

    @property
    def added(self) -> tuple[Processor, ...]:
        """Those that are not here yet."""
        return tuple(each for each in self._all.values() if each.id not in self._there)

    @property
    def all(self) -> dict[str, Processor]:
        """Every one, by id."""
        return dict(self._all)

    def of_id(self, id: str, words: str) -> str:
        """The id here of the one a record names; one that nobody describes is known by the `words` of its row."""
        id = self._instead.get(id, id)
        if id in self._all or not words:
            return id
        return self.of_name(words)

    def of_name(self, words: str) -> str:
        """The id of the one of that name, added when there is none."""
        wanted = fold(words)
        for each in self._all.values():
            if wanted in (fold(each.name), fold(processor_words(each))):
                return each.id
        made = Processor(uuid.uuid4().hex, words)
        self._all[made.id] = made
        return made.id

    def _same(self, each: Processor) -> Processor | None:
        def is_same(other: Processor) -> bool:
            return (bool(each.tool) and each.tool == other.tool) or fold(processor_words(each)) == fold(
                processor_words(other)
            )

        return next((other for other in self._there.values() if is_same(other)), None)


def incoming(desk: Desk, file: RegisterFile, providers: Providers, ticket: Ticket) -> list[Incoming]:
    """The sheets of the file, in its order. Raises Cancelled."""
    there = keep_register.sheets(desk)
    if not file.sheets:
        told = file.document.activities if file.document else ()
        found = brought.matches([(each.id, each.reference, each.name) for each in told], there)
        ids = _ids([each.id for each in told], found)
        return [
            Incoming(each.name, _with_providers(replace(each, id=id), {}, providers), match)
            for each, id, match in zip(told, ids, found, strict=True)
        ]
    records = _records(file.sheets)
    said = [
        (record.activity.id if record else "", sheet.reference, sheet.name)
        for (_, sheet), record in zip(file.sheets, records, strict=True)
    ]
    found = brought.matches(said, there)
    made = []
    for done, ((tab, sheet), record, match) in enumerate(zip(file.sheets, records, found, strict=True)):
        ticket.step(done, len(file.sheets))
        activity = _activity(desk, sheet, record, match, providers)
        is_edited = record is None or merged(record, sheet, register_lists.load_lists()) != record.activity
        made.append(Incoming(tab, activity, match, _remarks(sheet, record, file.document is not None), is_edited))
    ids = _ids([each[0] for each in said], found)
    return [replace(each, activity=replace(each.activity, id=id)) for each, id in zip(made, ids, strict=True)]


def business_of(file: RegisterFile, here: Business) -> Business:
    """Who answers, as the file says: our record and what its head was made to say since, else CNIL's rows over what is known here."""
    told = file.document.business if file.document else Business()
    base = here if told == Business() else told
    head = file.head
    if not head.is_known and file.sheets and file.document is None:  # CNIL's example fills its sheet only
        sheet = file.sheets[0][1]
        head = CnilHead(sheet.controller, sheet.representative, sheet.officer)
    if file.document is None and brought.is_another(head, base):
        base = Business(trades=here.trades)  # the numbers of one are not those of the other
    return brought.business_of(head, base)


def _records(sheets: Sequence[tuple[str, CnilSheet]]) -> list[SheetRecord | None]:
    """Our record of each sheet. People copy a sheet to begin another: the copy whose name was kept is the sheet, the others are new."""
    records = [cnil_record.read(sheet.ours) for _, sheet in sheets]
    owners: dict[str, int] = {}
    for at, record in enumerate(records):
        if record is None:
            continue
        if record.activity.id not in owners or (
            _keeps_name(at, sheets, records) and not _keeps_name(owners[record.activity.id], sheets, records)
        ):
            owners[record.activity.id] = at
    return [
        record if record is None or owners[record.activity.id] == at else _as_new(record)
        for at, record in enumerate(records)
    ]


def _keeps_name(at: int, sheets: Sequence[tuple[str, CnilSheet]], records: Sequence[SheetRecord | None]) -> bool:
    record = records[at]
    return record is not None and sheets[at][1].name == cnil_sheet.as_read(record.shown.name)


def _as_new(record: SheetRecord) -> SheetRecord:
    return replace(record, activity=replace(record.activity, id="", progress=Progress.DRAFT, reviewed_on=None))


def _ids(said: Sequence[str], found: Sequence[Activity | None]) -> list[str]:
    """The id that each sheet will have: that of its match, else its own when nothing else has it, else "" (a new one is given)."""
    taken = {match.id for match in found if match}
    made = []
    for id, match in zip(said, found, strict=True):
        own = id if brought.is_id(id) and id not in taken else ""
        made.append(match.id if match else own)
        taken.add(own)
    return made


def _activity(
    desk: Desk, sheet: CnilSheet, record: SheetRecord | None, match: Activity | None, providers: Providers
) -> Activity:
    lists = register_lists.load_lists()
    if record is not None:
        rows = record.shown.recipients[len(record.activity.recipients) :]
        words = dict(zip(record.recipients, (line.more for line in rows), strict=False))
        return _with_providers(merged(record, sheet, lists), words, providers)
    if match is not None:
        base = recorded(match, keep_register.business(desk), providers.all, desk.rules, lists)
        return _with_providers(merged(base, sheet, lists, keeps_missing=True), {}, providers)
    return _with_providers(from_cnil(sheet, lists), {}, providers)


def _with_providers(activity: Activity, words: Mapping[str, str], providers: Providers) -> Activity:
    """The activity with its processors by their ids here, those that only its rows name included."""
    ids = [providers.of_id(id, words.get(id, "")) for id in activity.processors]
    recipients = []
    for each in activity.recipients:
        if each.group != PROCESSOR:
            recipients.append(each)
        elif each.details.strip():
            ids.append(providers.of_name(each.details))
        else:
            recipients.append(Recipient("other", "Sous-traitants"))
    return replace(activity, recipients=tuple(recipients), processors=tuple(dict.fromkeys(ids)))


def _remarks(sheet: CnilSheet, record: SheetRecord | None, is_ours: bool) -> tuple[str, ...]:
    made = [
        f"La ligne {french.quoted(title)} n’a pas de place dans une fiche." for title in cnil_extra.unknown(sheet.extra)
    ]
    if sheet.unread:
        many = len(sheet.unread)
        words = french.counted(many, "texte de cette fiche n’a", "textes de cette fiche n’ont")
        shown = french.joined([french.quoted(each[:60]) for each in sheet.unread[:5]])
        made.append(f"{words} pas trouvé de place : {shown}{'…' if many > 5 else ''}. À recopier dans la fiche.")
    if sheet.ours and record is None:
        made.append("Ce que le programme avait noté sous la fiche est abîmé : seules ses lignes visibles ont été lues.")
    if record is None and not is_ours and sheet.controller.is_known:
        made.append(f"Responsable indiqué dans cette fiche : {sheet.controller.label}.")
    return tuple(made)
