"""The catalogue of activities, from resources/legal/activities: one TOML file a sheet. Read by services.

A new sheet is a new file and no code. A duration tied to a kind of people is not written here: it is that kind's retention rule.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path

from rgpd_desktop.basics import french
from rgpd_desktop.content import toml_file
from rgpd_desktop.content.catalogue import legal_folder
from rgpd_desktop.content.people import load_kinds
from rgpd_desktop.content.register_lists import load_lists
from rgpd_desktop.content.toml_file import Table
from rgpd_desktop.rules.activity import Activity, DataCategory, Keeping, PeopleCategory, Purpose, Recipient, Role
from rgpd_desktop.rules.activity_model import ActivityModel, DurationOrigin
from rgpd_desktop.rules.retention import Confidence, Period


class Origin(StrEnum):
    """Where the data come from, as the files write it."""

    DIRECT = "direct"
    INDIRECT = "indirect"


@cache
def load_models() -> tuple[ActivityModel, ...]:
    """The sheets shipped with the program, in the order of the catalogue, read once. Raises ValueError when a file is malformed."""
    return read_models(legal_folder() / "activities")


def read_models(folder: Path) -> tuple[ActivityModel, ...]:
    """The sheets of the TOML files of `folder`, by number then id. Raises ValueError when one is malformed."""
    models = (_model(path) for path in folder.glob("*.toml"))
    return tuple(sorted(models, key=lambda model: (model.number, model.id)))


def _model(path: Path) -> ActivityModel:
    table = toml_file.read(path)
    identity = table.plain("id")
    if identity != path.stem:
        raise ValueError(f"{path.name}: the id is {identity!r}")
    durations: list[DurationOrigin] = []
    activity = _activity(table, identity, durations)
    model = ActivityModel(
        id=identity,
        number=table.whole("number"),
        activity=activity,
        summary=table.text("summary"),
        notes=_spaced(table, "notes"),
        tools=_plain(table, "tools"),
        confidence=table.choice("confidence", Confidence),
        source=table.plain("source"),
        durations=tuple(durations),
    )
    table.close()
    return model


def _activity(table: Table, model: str, durations: list[DurationOrigin]) -> Activity:
    """The template; the origin of its durations is added to `durations`."""
    data = tuple(_data(row, durations) for row in table.tables("data"))
    sensitive = tuple(_data(row, durations) for row in table.tables("sensitive")) if table.has("sensitive") else ()
    return Activity(
        id="",
        name=table.text("name"),
        role=table.choice("role", Role) if table.has("role") else Role.CONTROLLER,
        model=model,
        purposes=tuple(_purpose(row) for row in table.tables("purposes")),
        people=tuple(_people(row) for row in table.tables("people")),
        data=data,
        sensitive=sensitive,
        sensitive_condition=table.plain("sensitive_condition") if sensitive else "",
        uses_nir=_data(table.table("nir"), durations) if table.has("nir") else None,
        is_direct=table.choice("origin", Origin) is Origin.DIRECT,
        source=table.text("collected_from"),
        recipients=tuple(_recipient(row) for row in table.tables("recipients")),
        rights=table.text("rights"),
        automated_decision="",
        dpia_criteria=_plain(table, "dpia_criteria"),
        dpia=table.text("dpia") if table.has("dpia") else "",
        kinds=_plain(table, "kinds"),
    )


def _purpose(row: Table) -> Purpose:
    purpose = Purpose(row.text("text"), row.plain("basis") if row.has("basis") else "", row.text("detail"))
    row.close()
    return purpose


def _people(row: Table) -> PeopleCategory:
    people = PeopleCategory(row.plain("category"), _text(row, "details"))
    row.close()
    return people


def _recipient(row: Table) -> Recipient:
    recipient = Recipient(row.plain("group"), row.text("details"))
    row.close()
    return recipient


def _data(row: Table, durations: list[DurationOrigin]) -> DataCategory:
    category = row.plain("category")
    keeping = row.table("keeping")
    if keeping.has("kind"):
        data = DataCategory(category, row.text("details"), Keeping(kind=keeping.plain("kind")))
        durations.append(_of_kind(category, data.keeping.kind, keeping.place))
    else:
        data = DataCategory(category, row.text("details"), _keeping(keeping))
        durations.append(DurationOrigin(category, keeping.plain("source"), keeping.choice("confidence", Confidence)))
    keeping.close()
    row.close()
    return data


def _keeping(table: Table) -> Keeping:
    """A duration of the sheet's own; `starts` is an id of the list of starts."""
    start = table.plain("starts")
    text = next((each.text for each in load_lists().starts if each.id == start), "")
    if not text:
        raise ValueError(f"{table.place}: starts is {start!r}, not one of the list")
    return Keeping(
        period=_period(table, "period"),
        starts=text,
        then=table.plain("then"),
        archive=_period(table, "archive"),
        archive_reason=_text(table, "archive_reason"),
    )


def _of_kind(category: str, kind: str, place: str) -> DurationOrigin:
    """The origin of the rule of a kind. Raises ValueError when there is no such kind."""
    for each in load_kinds():
        if each.id == kind:
            return DurationOrigin(category, each.rule.source, each.rule.confidence)
    raise ValueError(f"{place}: kind is {kind!r}, not one of the kinds of people")


def _period(table: Table, key: str) -> Period | None:
    """The length under `key`, None without one. Raises ValueError when it is not made of whole years, months or days."""
    if not table.has(key):
        return None
    length = table.table(key)
    units = {unit: length.whole(unit) for unit in ("years", "months", "days") if length.has(unit)}
    length.close()
    if not units or min(units.values()) < 1:
        raise ValueError(f"{length.place}: a period has whole years, months or days, one at least")
    return Period(**units)


def _text(table: Table, key: str) -> str:
    return table.text(key) if table.has(key) else ""


def _plain(table: Table, key: str) -> tuple[str, ...]:
    return table.texts(key) if table.has(key) else ()


def _spaced(table: Table, key: str) -> tuple[str, ...]:
    return tuple(french.spaced(text) for text in table.texts(key)) if table.has(key) else ()
