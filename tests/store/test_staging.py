"""The tables in memory: seen by nobody else, all or nothing, and the clock in SQL as the rules have it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.rules import retention
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.matching import Identity
from rgpd_desktop.rules.retention import Starts
from rgpd_desktop.store import contact_sql, fates, staging
from rgpd_desktop.store.database import Database, open_database
from rgpd_desktop.store.staging import Fate

TODAY = date(2026, 1, 15)
STARTS = {
    "prospect": Starts.LAST_CONTACT,
    "client": Starts.RELATION_END,
    "former": Starts.ENDED_RELATION,
    "rejected": Starts.FIXED_END,
    "supplier": Starts.CONTRACT_END,
}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "rgpd.sqlite")
    yield opened
    opened.close()


def line(number: int, **given: object) -> list[object]:
    """A line in the order the writer takes."""
    values: dict[str, object] = dict.fromkeys(staging.STAGED, "")
    values |= {
        "kind": "prospect",
        "newsletter": None,
        "is_opposed": False,
        "address": 0,
        "place": 0,
        "content": 3,
        "cells": number,
    }
    values |= given
    return [number, 0, number + 1, *values.values()]


def test_the_clock_in_sql_is_the_one_of_the_rules(database: Database) -> None:
    days = ("", "2020-02-29", "2024-06-01", "2025-06-01")
    cases = list(itertools.product((*STARTS, "unknown"), days, days, days))
    staging.begin(database)
    writer = staging.Writer(database, STARTS, TODAY)
    writer.add([
        line(number, kind=kind, last_contact_on=last, collected_on=collected, relation_ended_on=ended)
        for number, (kind, last, collected, ended) in enumerate(cases, 1)
    ])  # fmt: skip
    found = database.rows("SELECT clock_on, is_undated FROM staged ORDER BY id")
    for (kind, *texts), (clock_on, is_undated) in zip(cases, found, strict=True):
        last, collected, ended = (date.fromisoformat(text) if text else None for text in texts)
        person = Contact(last_contact_on=last, collected_on=collected, relation_ended_on=ended, entered_on=TODAY)
        clock = retention.clock(person, STARTS.get(kind, Starts.LAST_CONTACT))
        assert clock_on == (clock.on.isoformat() if clock.on else contact_sql.NEVER), (kind, texts)
        assert bool(is_undated) is clock.is_undated, (kind, texts)


def on_disk(folder: Path) -> dict[str, bytes]:
    """All the files but the -shm, where readers note that they read."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".sqlite-shm"}


def test_nothing_reaches_the_file(database: Database, tmp_path: Path) -> None:
    before = on_disk(tmp_path)
    count = database.change_count
    staging.begin(database)
    with staging.staging(database):
        staging.Writer(database, STARTS, TODAY).add([line(n, last_name=f"Marqueur{n}") for n in range(1, 5_000)])
        fates.mark(database, [(n, int(Fate.NEW), n, 0, "") for n in range(1, 5_000)])
    assert on_disk(tmp_path) == before
    assert database.change_count == count


def test_a_reading_that_fails_leaves_nothing(database: Database) -> None:
    staging.begin(database)
    with pytest.raises(KeyError), staging.staging(database):
        staging.Writer(database, STARTS, TODAY).add([line(1)])
        raise KeyError
    assert database.value("SELECT count(*) FROM staged") == 0
    staging.clear(database)
    assert database.rows("SELECT name FROM temp.sqlite_master") == []


def test_identities_are_the_lines_not_put_aside(database: Database) -> None:
    staging.begin(database)
    staging.Writer(database, STARTS, TODAY).add([
        line(1, last_name="Dupont", first_name="Jean", sort_key="dupont\tjean", company_key="atelier", emails="a@example.org"),
        line(2, last_name="Martin", sort_key="martin"),
        line(3, company="Alpha", sort_key="alpha", company_key="alpha", address=11, place=12),
    ])  # fmt: skip
    fates.put_aside(database, [2])
    assert list(staging.identities(database)) == [
        (1, Identity("dupont\tjean", "atelier", "a@example.org", "", 0, 0, 3, 1, 2)),
        (3, Identity("", "alpha", "", "", 11, 12, 3, 3, 4)),
    ]


def test_lines_become_contacts(database: Database) -> None:
    staging.begin(database)
    staging.Writer(database, STARTS, TODAY).add([
        line(1, last_name="Dupont", emails="a@example.org b@example.org", kind="client", is_opposed=True, newsletter=True),
    ])  # fmt: skip
    assert staging.people(database, [1], TODAY) == {
        1: Contact(
            last_name="Dupont", emails=("a@example.org", "b@example.org"), kind="client", newsletter=True, opposed_on=TODAY,
            entered_on=TODAY, row=2,
        )
    }  # fmt: skip
