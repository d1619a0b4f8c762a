"""A sheet of the register as a sheet of CNIL's layout, and back. Called by services (export_register, bring_register); pure.

Out: every row that CNIL's template has, a block for what it has no row for, and our record. In: row by row, what is written stands for what
wrote it; a row edited by hand, added or removed since wins for what it says, and for that only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from rgpd_desktop.rules import cnil_extra, cnil_record
from rgpd_desktop.rules.activity import Activity, DataCategory, Progress, Purpose, Recipient, Role, Transfer
from rgpd_desktop.rules.business import Business, Party
from rgpd_desktop.rules.cnil_lines import (
    Datum,
    cell_party,
    data_line,
    datum_of,
    measure_line,
    measure_of,
    people_line,
    people_of,
    printable,
    processor_transfer_line,
    processor_words,
    recipient_line,
    recipient_of,
    transfer_line,
    transfer_of,
)
from rgpd_desktop.rules.cnil_record import SheetRecord
from rgpd_desktop.rules.cnil_sheet import CnilLine, CnilSheet, CnilTransfer, as_read
from rgpd_desktop.rules.processor import Processor, ProcessorRole
from rgpd_desktop.rules.register_lists import RegisterLists
from rgpd_desktop.rules.retention import RetentionRule
from rgpd_desktop.rules.row_pairs import paired

Item = TypeVar("Item")


def to_cnil(
    activity: Activity,
    business: Business,
    processors: Mapping[str, Processor],
    rules: Mapping[str, RetentionRule],
    lists: RegisterLists,
) -> CnilSheet:
    """The sheet as CNIL's layout says it, with our record in `ours`. `processors` are by id, `rules` the retention rules by kind.

    In a sheet of the work done for a client (art. 30-2), the controller is that client.
    """
    record = recorded(activity, business, processors, rules, lists)
    return replace(record.shown, ours=cnil_record.written(record))


def recorded(
    activity: Activity,
    business: Business,
    processors: Mapping[str, Processor],
    rules: Mapping[str, RetentionRule],
    lists: RegisterLists,
) -> SheetRecord:
    """Our record of the sheet: what `merged` compares with rows that come in."""
    used = [processors[id] for id in activity.processors if id in processors]
    receiving = [each for each in used if each.role is not ProcessorRole.SOFTWARE]  # at home, nobody receives anything
    abroad = [each for each in receiving if each.transfer or each.safeguard]
    recipients = [(each.group, each.details) for each in activity.recipients]
    recipients += [("processor" if each.needs_contract else "institution", processor_words(each)) for each in receiving]
    transfers = [transfer_line(each, lists) for each in activity.transfers]
    is_ours = activity.role is Role.CONTROLLER
    shown = CnilSheet(
        name=printable(activity.name),
        reference=printable(activity.reference),
        created_on=activity.created_on,
        updated_on=activity.updated_on,
        controller=cell_party(business.party if is_ours else activity.client),
        officer=replace(
            cell_party(business.officer),
            name=printable(business.officer.name),
            company=printable(business.officer.company),
        ),
        representative=cell_party(business.representative),
        joint=tuple(cell_party(each) for each in activity.joint_controllers),
        main_purpose=printable(activity.purposes[0].text) if activity.purposes else "",
        purposes=tuple(printable(each.text) for each in activity.purposes[1:]),
        data=tuple(data_line(each, rules, lists) for each in _data(activity)),
        sensitive=tuple(data_line(each, rules, lists) for each in _sensitive(activity)),
        people=tuple(people_line(number, each, lists) for number, each in enumerate(activity.people, 1)),
        recipients=tuple(recipient_line(number, *each, lists) for number, each in enumerate(recipients, 1)),
        measures=tuple(measure_line(number, each, lists) for number, each in enumerate(activity.measures, 1)),
        transfers=(*transfers, *(processor_transfer_line(each, lists) for each in abroad)),
        extra=cnil_extra.lines(activity, lists),
    )
    return SheetRecord(activity, shown, tuple(each.id for each in receiving), tuple(each.id for each in abroad))


def from_cnil(sheet: CnilSheet, lists: RegisterLists) -> Activity:
    """What the sheet says: our record with what was edited by hand since, else the rows alone, as a draft without an id."""
    record = cnil_record.read(sheet.ours)
    if record is not None:
        return merged(record, sheet, lists)
    return merged(SheetRecord(Activity("", "", progress=Progress.DRAFT), CnilSheet()), sheet, lists)


def merged(record: SheetRecord, sheet: CnilSheet, lists: RegisterLists, *, keeps_missing: bool = False) -> Activity:
    """The activity of the record as the rows of `sheet` have it. With `keeps_missing`, a block left empty in `sheet` changes nothing: the
    rows come from a file that this program did not write."""
    shown, before = record.shown, record.activity

    def counts(rows: object) -> bool:
        return bool(rows) or not keeps_missing

    found = _described(record, sheet, counts)
    if counts(sheet.joint):
        found = replace(found, joint_controllers=_joint(record, sheet))
    if counts(sheet.main_purpose or sheet.purposes):
        found = replace(found, purposes=_purposes(record, sheet))
    if counts(sheet.people):
        people = _of_lines(sheet.people, shown.people, before.people, lambda line: people_of(line, lists))
        found = replace(found, people=people)
    if counts(sheet.measures):
        measures = _of_lines(sheet.measures, shown.measures, before.measures, lambda line: measure_of(line, lists))
        found = replace(found, measures=measures)
    data = _data_of(sheet.data, shown.data, _data(before), lists) if counts(sheet.data) else _data(before)
    apart = _sensitive(before)
    if counts(sheet.sensitive):
        apart = _data_of(sheet.sensitive, shown.sensitive, apart, lists)
    found = _with_data(found, (*data, *apart))
    if counts(sheet.recipients):
        found = _with_recipients(found, record, sheet, lists)
    if counts(sheet.transfers):
        found = replace(found, transfers=_transfers(record, sheet, lists))
    if counts(sheet.extra):
        found = replace(found, **cnil_extra.read(sheet.extra, shown.extra, before, found.purposes, lists))  # type: ignore[arg-type]
    return found


def _described(record: SheetRecord, sheet: CnilSheet, counts: Callable[[object], bool]) -> Activity:
    shown, found = record.shown, record.activity
    for field, was in (
        ("name", as_read(shown.name)), ("reference", as_read(shown.reference)), ("created_on", shown.created_on),
        ("updated_on", shown.updated_on),
    ):  # fmt: skip
        now = getattr(sheet, field)
        if was != now and counts(now):
            found = replace(found, **{field: now})
    is_other = sheet.controller != _party_read(shown.controller) and counts(sheet.controller.is_known)
    return replace(found, client=sheet.controller) if found.role is Role.PROCESSOR and is_other else found


def _joint(record: SheetRecord, sheet: CnilSheet) -> tuple[Party, ...]:
    return paired(
        [_party_row(each) for each in sheet.joint],
        [_party_row(_party_read(each)) for each in record.shown.joint],
        record.activity.joint_controllers,
        lambda at, _: sheet.joint[at],
    )


def _purposes(record: SheetRecord, sheet: CnilSheet) -> tuple[Purpose, ...]:
    before, shown = record.activity.purposes, record.shown
    written = (shown.main_purpose, *shown.purposes) if before else ()
    texts = [text for text in (sheet.main_purpose, *sheet.purposes) if text]

    def remake(at: int, twin: int | None) -> Purpose:
        if twin is None:
            return Purpose(texts[at])
        return replace(before[twin], text=texts[at])  # reworded: its legal basis stays

    found = [(str(at), text) for at, text in enumerate(texts)]
    return paired(found, [(str(at), as_read(text)) for at, text in enumerate(written)], before, remake)


def _of_lines(
    found: Sequence[CnilLine], shown: Sequence[CnilLine], items: Sequence[Item], read: Callable[[CnilLine], Item]
) -> tuple[Item, ...]:
    return paired(
        [_row(line) for line in found], [_row(_line_read(line)) for line in shown], items, lambda at, _: read(found[at])
    )


def _data(activity: Activity) -> tuple[Datum, ...]:
    nir = (Datum("nir", activity.uses_nir),) if activity.uses_nir else ()
    return (*(Datum("data", each) for each in activity.data), *nir)


def _sensitive(activity: Activity) -> tuple[Datum, ...]:
    offences = (Datum("offences", activity.uses_offences),) if activity.uses_offences else ()
    return (*(Datum("sensitive", each) for each in activity.sensitive), *offences)


def _data_of(
    found: Sequence[CnilLine], shown: Sequence[CnilLine], items: Sequence[Datum], lists: RegisterLists
) -> tuple[Datum, ...]:
    written = [_line_read(line) for line in shown]

    def remake(at: int, twin: int | None) -> Datum:
        return datum_of(found[at], lists) if twin is None else datum_of(found[at], lists, items[twin], written[twin])

    rows = [
        [(line.title, line.title if line.text or line.more else "", line.text, line.more) for line in lines]
        for lines in (found, written)
    ]
    return paired(rows[0], rows[1], items, remake)


def _with_data(activity: Activity, found: Sequence[Datum]) -> Activity:
    """The categories in their places. The NIR and offences have room for one each: another row of theirs goes with the ordinary ones."""
    places: dict[str, list[DataCategory]] = {"data": [], "sensitive": [], "nir": [], "offences": []}
    for datum in found:
        places[datum.place].append(datum.category)
    more = (*places["nir"][1:], *places["offences"][1:])
    return replace(
        activity,
        data=(*places["data"], *more),
        sensitive=tuple(places["sensitive"]),
        uses_nir=next(iter(places["nir"]), None),
        uses_offences=next(iter(places["offences"]), None),
    )


def _with_recipients(activity: Activity, record: SheetRecord, sheet: CnilSheet, lists: RegisterLists) -> Activity:
    items: list[Recipient | str] = [*record.activity.recipients, *record.recipients]
    found = _of_lines(sheet.recipients, record.shown.recipients, items, lambda line: recipient_of(line, lists))
    gone = set(record.recipients) - {each for each in found if isinstance(each, str)}
    return replace(
        activity,
        recipients=tuple(each for each in found if isinstance(each, Recipient)),
        processors=tuple(each for each in activity.processors if each not in gone),
    )


def _transfers(record: SheetRecord, sheet: CnilSheet, lists: RegisterLists) -> tuple[Transfer, ...]:
    items: list[Transfer | str] = [*record.activity.transfers, *record.transfers]
    written = [CnilTransfer(*map(as_read, _texts(each))) for each in record.shown.transfers]
    found = paired(
        [(each.recipient, *_texts(each)) for each in sheet.transfers],
        [(each.recipient, *(_texts(each) if each.recipient or each.country else ())) for each in written],
        items,
        lambda at, _: transfer_of(sheet.transfers[at], lists),
    )
    return tuple(each for each in found if isinstance(each, Transfer))


def _texts(line: CnilTransfer) -> tuple[str, ...]:
    return (line.recipient, line.country, line.safeguard, line.document)


def _row(line: CnilLine) -> tuple[str, ...]:
    return (line.title, line.text, line.more)


def _line_read(line: CnilLine) -> CnilLine:
    return CnilLine(" ".join(line.title.split()), as_read(line.text), as_read(line.more))


def _party_row(party: Party) -> tuple[str, ...]:
    if not party.is_known:  # a row without a name or a place is not read
        return ("",)
    return (
        party.name,
        party.name,
        party.street,
        party.postal_code,
        party.city,
        party.country,
        party.phone,
        party.email,
    )


def _party_read(party: Party) -> Party:
    made = Party(*(as_read(getattr(party, name)) for name in Party.__slots__))
    return replace(made, postal_code=made.postal_code.removesuffix(".0"))
