"""One row of a sheet in CNIL's layout and what it stands for in our record, both ways. Called by rules.cnil_activity only; pure.

The template's rows are wider than our lists: where several of ours share one, the label goes first (`Coordonnées : e-mail`) and is read
back. What is in no list is kept in the words typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from rgpd_desktop.rules.activity import DataCategory, MeasureLine, PeopleCategory, Recipient, Transfer
from rgpd_desktop.rules.business import Party
from rgpd_desktop.rules.cnil_keeping import read_keeping
from rgpd_desktop.rules.cnil_sheet import CnilLine, CnilTransfer
from rgpd_desktop.rules.folding import fold
from rgpd_desktop.rules.keeping import keeping_words
from rgpd_desktop.rules.processor import Processor
from rgpd_desktop.rules.register_lists import DataKind, LegalChoice, PeopleGroup, PlainChoice, Regime, RegisterLists
from rgpd_desktop.rules.retention import RetentionRule

LONGEST: Final = 30_000  # UTF-16 units shown in a cell, as Excel counts; our record under the sheet holds the whole
OTHERS, PROCESSOR = "other", "processor"
_UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
Choice = TypeVar("Choice", bound=DataKind | PeopleGroup | PlainChoice | LegalChoice)


@dataclass(frozen=True, slots=True)
class Datum:
    """A category of data with the place of the sheet it belongs to: "data", "nir", "sensitive" or "offences"."""

    place: str
    category: DataCategory


def printable(text: str) -> str:
    """What a cell shows of a text: no control character, no more than it can hold."""
    seen = _UNSEEN.sub("", text)[:LONGEST]
    return seen if seen.isascii() else seen.encode("utf-16-le")[: 2 * LONGEST].decode("utf-16-le", "ignore")


def cell_party(party: Party) -> Party:
    """Somebody as the template's cells say it: it has no column for a company."""
    made = replace(party, name=party.label, company="")
    return Party(*(printable(getattr(made, name)) for name in Party.__slots__))


def data_line(datum: Datum, rules: Mapping[str, RetentionRule], lists: RegisterLists) -> CnilLine:
    """The row of a category of data. One of a list that is not ours any more goes to the first row, under its name."""
    each = datum.category
    kind = _data_kind(datum, lists)
    if kind is None:
        return _line(lists.data[0].cnil_row, _labelled(each.category, each.details), keeping_words(each.keeping, rules))
    is_plain = kind is _first(lists.data, kind.cnil_row)
    text = (each.details.strip() and each.details) if is_plain else _labelled(kind.label, each.details)
    return _line(kind.cnil_row, text or kind.label, keeping_words(each.keeping, rules))


def datum_of(line: CnilLine, lists: RegisterLists, before: Datum | None = None, shown: CnilLine | None = None) -> Datum:
    """The category a row says. `before` is what stood in that row, written `shown`: what the row still says of it stays."""
    keeping = before.category.keeping if before and shown and line.more == shown.more else read_keeping(line.more)
    if before and shown and line.text == shown.text:
        return replace(before, category=replace(before.category, keeping=keeping))
    kind, details = _data_said(line, lists)
    if kind is None:
        return Datum("data", DataCategory(OTHERS, _joined(line.title, line.text), keeping))
    if details == kind.label:
        details = ""
    return Datum(_PLACES[kind.regime], DataCategory(kind.id, details, keeping))


_PLACES: Final = {
    Regime.ORDINARY: "data", Regime.SENSITIVE: "sensitive", Regime.NIR: "nir", Regime.OFFENCES: "offences",
}  # fmt: skip


def _data_kind(datum: Datum, lists: RegisterLists) -> DataKind | None:
    regimes = {"nir": Regime.NIR, "offences": Regime.OFFENCES}
    if datum.place in regimes:
        return next(iter(lists.of_regime(regimes[datum.place])), None)
    return next((kind for kind in lists.data if kind.id == datum.category.category), None)


def _data_said(line: CnilLine, lists: RegisterLists) -> tuple[DataKind | None, str]:
    """The category and the details of a row: its label when the text begins with one, else the first that the row stands for."""
    there = [kind for kind in lists.data if _same(kind.cnil_row, line.title)]
    there = there or [kind for kind in lists.data if _same(kind.label, line.title)]  # a row named as ours
    said = _after_label(there, line.text)
    return (said[0], said[1]) if said else (there[0] if there else None, line.text)


def people_line(number: int, each: PeopleCategory, lists: RegisterLists) -> CnilLine:
    """The row of a category of people."""
    title = f"Catégorie de personnes {number}"
    group = next((group for group in lists.people if group.id == each.category), None)
    if group is None:
        return _line(title, _OTHER_PEOPLE, _labelled(each.category, each.details))
    is_plain = group is _default(lists.people, group.cnil_row)
    return _line(title, group.cnil_row, each.details if is_plain else _labelled(group.label, each.details))


_OTHER_PEOPLE: Final = "Autres (préciser)"


def people_of(line: CnilLine, lists: RegisterLists) -> PeopleCategory:
    """The category of people a row says."""
    there = [group for group in lists.people if _same(group.cnil_row, line.text)]
    said = _after_label(there, line.more)
    if said:
        return PeopleCategory(said[0].id, said[1])
    group = _default(lists.people, line.text) or next(
        (each for each in lists.people if _same(each.label, line.text)), None
    )
    return PeopleCategory(group.id, line.more) if group else PeopleCategory("", _joined(line.text, line.more))


def recipient_line(number: int, group: str, details: str, lists: RegisterLists) -> CnilLine:
    """The row of a recipient."""
    row = next((choice.cnil_row for choice in lists.recipients if choice.id == group), "") or "Autre (Préciser)"
    return _line(f"Destinataire {number}", row, details)


def recipient_of(line: CnilLine, lists: RegisterLists) -> Recipient:
    """The recipient a row says; its group is PROCESSOR for a processor, whom the services look up by name."""
    found = _default(lists.recipients, line.text)
    return Recipient(found.id, line.more) if found else Recipient(OTHERS, _joined(line.text, line.more))


def processor_words(processor: Processor) -> str:
    """`Brevo (Sendinblue SAS)`."""
    entity = processor.entity.strip()
    return f"{processor.name} ({entity})" if entity and entity != processor.name.strip() else processor.name


def measure_line(number: int, each: MeasureLine, lists: RegisterLists) -> CnilLine:
    """The row of a security measure."""
    title = f"Mesure de sécurité {number}"
    row = next((choice.cnil_row for choice in lists.measures if choice.id == each.group), "")
    return (
        _line(title, row, each.details) if row else _line(title, _OTHER_MEASURES, _labelled(each.group, each.details))
    )


_OTHER_MEASURES: Final = "Autres mesures (à préciser)"


def measure_of(line: CnilLine, lists: RegisterLists) -> MeasureLine:
    """The measure a row says."""
    found = _default(lists.measures, line.text)
    return MeasureLine(found.id, line.more) if found else MeasureLine(OTHERS, _joined(line.text, line.more))


def transfer_line(each: Transfer, lists: RegisterLists) -> CnilTransfer:
    """The row of a transfer. Where several safeguards share a type of the template (the DPF has none), ours is named."""
    choice = next((choice for choice in lists.safeguards if choice.id == each.safeguard), None)
    words = each.safeguard
    if choice is not None:
        words = choice.cnil_row if choice is _default(lists.safeguards, choice.cnil_row) else choice.label
    return CnilTransfer(*map(printable, (each.recipient, each.country, words or each.safeguard, each.document)))


def processor_transfer_line(processor: Processor, lists: RegisterLists) -> CnilTransfer:
    """The row of the transfer that a processor makes of itself: where the data go, when it is said, else its country."""
    made = transfer_line(Transfer(processor.name, processor.destination, processor.safeguard), lists)
    return made if processor.says_where else replace(made, safeguard=made.safeguard or printable(processor.transfer))


def transfer_of(line: CnilTransfer, lists: RegisterLists) -> Transfer:
    """The transfer a row says; a safeguard that is in no list (the Privacy Shield, which is over) is kept beside the paper."""
    by_label = next((each for each in lists.safeguards if _same(each.label, line.safeguard)), None)
    found = by_label or _default(lists.safeguards, line.safeguard)
    document = line.document if found or not line.safeguard else _joined(line.safeguard, line.document)
    return Transfer(line.recipient, line.country, found.id if found else "", document)


def _line(title: str, text: str, more: str = "") -> CnilLine:
    return CnilLine(title, printable(text), printable(more))


def _labelled(label: str, details: str) -> str:
    return f"{label} : {details}" if details.strip() else label


def _joined(first: str, then: str) -> str:
    return " : ".join(part for part in (first, then) if part)


def _same(one: str, other: str) -> bool:
    return bool(one) and fold(one) == fold(other)


def _first(choices: Sequence[DataKind], row: str) -> DataKind | None:
    return next((each for each in choices if _same(each.cnil_row, row)), None)


def _default(choices: Sequence[Choice], row: str) -> Choice | None:
    """Which of those that share a row it stands for when nothing more is said: the one of that name, else the last (the broadest)."""
    there = [each for each in choices if _same(each.cnil_row, row)]
    return next((each for each in there if _same(each.label, row)), there[-1] if there else None)


def _after_label(choices: Sequence[Choice], text: str) -> tuple[Choice, str] | None:
    """The choice whose label the text begins with, and what follows the colon."""
    label, colon, rest = text.partition(" : ")
    found = next((each for each in choices if _same(each.label, label)), None)
    return (found, rest if colon else "") if found else None
