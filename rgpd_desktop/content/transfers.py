"""Countries, safeguards and notes of transfers, from resources/legal/transfers.toml. Read by services; judges nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rgpd_desktop.content import toml_file
from rgpd_desktop.content.catalogue import legal_folder
from rgpd_desktop.content.toml_file import Table
from rgpd_desktop.rules.retention import Confidence
from rgpd_desktop.rules.transfers import Country, Safeguard, TransferLists, TransferNote


@cache
def load_transfers() -> TransferLists:
    """The lists shipped with the program, read once. Raises ValueError when the file is malformed."""
    return read_transfers(legal_folder() / "transfers.toml")


def read_transfers(path: Path) -> TransferLists:
    """The lists of the file `path`. Raises ValueError when it is malformed, or gives a country or an id twice."""
    table = toml_file.read(path)
    lists = TransferLists(
        eea=tuple(map(_country, table.tables("eea"))),
        adequate=tuple(map(_country, table.tables("adequate"))),
        third=tuple(map(_country, table.tables("third"))),
        safeguards=tuple(map(_safeguard, table.tables("safeguards"))),
        notes=tuple(map(_note, table.tables("notes"))),
        checked_on=table.day("checked_on"),
    )
    table.close()
    _once(path, [each.code for each in (*lists.eea, *lists.adequate, *lists.third)])
    _once(path, [each.id for each in lists.safeguards])
    _once(path, [each.id for each in lists.notes])
    return lists


def _once(path: Path, ids: list[str]) -> None:
    twice = sorted({each for each in ids if ids.count(each) > 1})
    if twice:
        raise ValueError(f"{path.name}: {', '.join(twice)} is there twice")


def _country(row: Table) -> Country:
    made = Country(
        code=row.plain("code"),
        name=row.text("name"),
        words=row.texts("words") if row.has("words") else (),
        note=row.text("note") if row.has("note") else "",
        since=row.day("since") if row.has("since") else None,
        until=row.day("until") if row.has("until") else None,
    )
    row.close()
    return made


def _safeguard(row: Table) -> Safeguard:
    made = Safeguard(row.plain("id"), row.text("label"), row.text("article"), row.text("help"))
    row.close()
    return made


def _note(row: Table) -> TransferNote:
    made = TransferNote(
        row.plain("id"), row.text("title"), row.text("text"), row.plain("source"), row.choice("confidence", Confidence)
    )
    row.close()
    return made
