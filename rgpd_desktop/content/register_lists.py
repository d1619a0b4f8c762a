"""The closed lists of the register, from resources/legal/register/lists.toml. Read by services and by the catalogue of activities.

Says nothing of what a sheet holds. The labels of CNIL's template are kept as CNIL wrote them, typing included.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from rgpd_desktop.content import toml_file
from rgpd_desktop.content.catalogue import legal_folder
from rgpd_desktop.content.toml_file import Table
from rgpd_desktop.rules.register_lists import (
    DataKind,
    LegalBasis,
    LegalChoice,
    PeopleGroup,
    PlainChoice,
    Regime,
    RegisterLists,
    StartPhrase,
)

Noun = TypeVar("Noun", LegalBasis, LegalChoice, PlainChoice, DataKind, PeopleGroup, StartPhrase)


@cache
def load_lists() -> RegisterLists:
    """The lists shipped with the program, read once. Raises ValueError when the file is malformed."""
    return read_lists(legal_folder() / "register" / "lists.toml")


def read_lists(path: Path) -> RegisterLists:
    """The lists of the file `path`. Raises ValueError when it is malformed or gives an id twice in a list."""
    table = toml_file.read(path)
    lists = RegisterLists(
        bases=_all(table, "bases", _basis),
        conditions=_all(table, "conditions", _legal),
        data=_all(table, "data", _data),
        people=_all(table, "people", _people),
        recipients=_all(table, "recipients", _plain),
        safeguards=_all(table, "safeguards", _legal),
        measures=_all(table, "measures", _plain),
        criteria=_all(table, "criteria", _legal),
        ends=_all(table, "ends", _plain),
        starts=_all(table, "starts", _start),
    )
    table.close()
    return lists


def _all(table: Table, key: str, read: Callable[[Table], Noun]) -> tuple[Noun, ...]:
    found: dict[str, Noun] = {}
    for row in table.tables(key):
        noun = read(row)
        row.close()
        if noun.id in found:
            raise ValueError(f"{row.place}: {noun.id} is there twice")
        found[noun.id] = noun
    return tuple(found.values())


def _basis(row: Table) -> LegalBasis:
    return LegalBasis(
        id=row.plain("id"),
        label=row.text("label"),
        article=row.text("article"),
        explanation=row.text("explanation"),
        asks=row.text("asks"),
        source=row.plain("source"),
    )


def _legal(row: Table) -> LegalChoice:
    return LegalChoice(
        id=row.plain("id"),
        label=row.text("label"),
        explanation=row.text("explanation"),
        source=row.plain("source"),
        article=row.text("article") if row.has("article") else "",
        cnil_row=_row(row),
    )


def _plain(row: Table) -> PlainChoice:
    return PlainChoice(row.plain("id"), row.text("label"), row.text("explanation"), _row(row))


def _data(row: Table) -> DataKind:
    return DataKind(
        row.plain("id"), row.text("label"), row.text("hint"), row.choice("regime", Regime), row.plain("cnil_row")
    )


def _people(row: Table) -> PeopleGroup:
    kinds = row.texts("kinds") if row.has("kinds") else ()
    return PeopleGroup(row.plain("id"), row.text("label"), row.plain("cnil_row"), kinds)


def _start(row: Table) -> StartPhrase:
    return StartPhrase(row.plain("id"), row.text("text"))


def _row(row: Table) -> str:
    return row.plain("cnil_row") if row.has("cnil_row") else ""
