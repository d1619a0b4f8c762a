"""The version of the legal content and the sources its rules name. Read by services; knows no rule and no contact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from rgpd_desktop.basics import places
from rgpd_desktop.content import toml_file
from rgpd_desktop.rules.retention import Confidence


@dataclass(frozen=True, slots=True)
class Source:
    """A text of law or of its authority: `read_on` is the day it was read, `confidence` how sure that reading is."""

    id: str
    title: str
    publisher: str
    address: str
    read_on: date
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`version` is the ISO day of the content, recorded with whatever is composed from it; `sources` are by id."""

    version: str
    sources: Mapping[str, Source]


def legal_folder() -> Path:
    """Where the content lives among the resources."""
    return places.resources() / "legal"


@cache
def load_catalogue() -> Catalogue:
    """The catalogue shipped with the program, read once. Raises ValueError when it is malformed."""
    return read_catalogue(legal_folder() / "catalogue.toml")


def read_catalogue(path: Path) -> Catalogue:
    """The catalogue written in the file `path`. Raises ValueError when it is malformed or names a source twice."""
    table = toml_file.read(path)
    sources: dict[str, Source] = {}
    for row in table.tables("sources"):
        source = _source(row)
        if source.id in sources:
            raise ValueError(f"{row.place}: {source.id} is there twice")
        sources[source.id] = source
    version = date.fromisoformat(table.plain("version")).isoformat()
    table.close()
    return Catalogue(version, MappingProxyType(sources))


def _source(row: toml_file.Table) -> Source:
    source = Source(
        id=row.plain("id"),
        title=row.text("title"),
        publisher=row.text("publisher"),
        address=row.plain("address"),
        read_on=row.day("read_on"),
        confidence=row.choice("confidence", Confidence),
    )
    row.close()
    return source
