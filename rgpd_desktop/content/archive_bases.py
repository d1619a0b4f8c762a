"""The bases of the intermediate archive, from resources/legal/archive.toml. Read by services."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from rgpd_desktop.content import toml_file
from rgpd_desktop.content.catalogue import legal_folder
from rgpd_desktop.content.people import read_period
from rgpd_desktop.rules.archive import ArchiveBasis, Runs
from rgpd_desktop.rules.retention import Bound, Confidence


@cache
def load_bases() -> tuple[ArchiveBasis, ...]:
    """The bases shipped with the program, the one proposed first, read once. Raises ValueError when the file is malformed."""
    return read_bases(legal_folder() / "archive.toml")


def read_bases(path: Path) -> tuple[ArchiveBasis, ...]:
    """The bases written in the file `path`. Raises ValueError when it is malformed or names a basis twice."""
    table = toml_file.read(path)
    bases = tuple(_basis(row) for row in table.tables("bases"))
    table.close()
    if len({each.id for each in bases}) != len(bases):
        raise ValueError(f"{path.name}: a basis is there twice")
    return bases


def _basis(row: toml_file.Table) -> ArchiveBasis:
    since = row.plain("since")
    if since:
        date.fromisoformat(since)
    basis = ArchiveBasis(
        id=row.plain("id"),
        label=row.text("label"),
        brief=row.text("brief"),
        kinds=row.texts("kinds"),
        runs=row.choice("runs", Runs),
        keep=read_period(row.table("keep")),
        bound=row.choice("bound", Bound),
        source=row.plain("source"),
        source_label=row.text("source_label"),
        confidence=row.choice("confidence", Confidence),
        since=since,
        note=row.text("note"),
    )
    row.close()
    return basis
