"""The opposition list: keyed fingerprints only, found again under any spelling, surviving the erasure of the person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.retention import Starts
from rgpd_desktop.store import contacts, erasure, opposition
from rgpd_desktop.store.database import Database, open_database

STARTS = {"prospect": Starts.LAST_CONTACT}
ON = date(2026, 11, 23)
ZOE = Contact(last_name="Zybult", first_name="Zoé", emails=("zoe.zybult@example.org",), phones=("+33639980012",))


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path / "rgpd.sqlite")
    yield database
    database.close()


def test_whoever_said_no_is_known_by_any_of_their_addresses(base: Database) -> None:
    assert opposition.record(base, opposition.values_of(ZOE), ON) == 2
    assert opposition.count(base) == 2
    assert opposition.listed_on(base, ZOE) is not None
    assert opposition.listed_on(base, Contact(last_name="Autre", emails=("zoe.zybult@example.org",))) is not None
    assert opposition.listed_on(base, Contact(phones=("+33639980012",))) is not None
    assert opposition.listed_on(base, Contact(last_name="Zybult", first_name="Zoé", emails=("z@example.org",))) is None


def test_a_person_without_address_is_known_by_name_and_place(base: Database) -> None:
    opposition.record(
        base, opposition.values_of(Contact(last_name="ZYBULT", first_name="Zoe", postal_code="69003")), ON
    )
    assert opposition.listed_on(base, Contact(last_name="Zybult", first_name="Zoé", postal_code="69003")) is not None
    assert opposition.listed_on(base, Contact(last_name="Zybult", first_name="Zoé", postal_code="75011")) is None


def test_nobody_is_recognised_by_nothing(base: Database) -> None:
    assert opposition.record(base, opposition.values_of(Contact(company="Zybult SARL")), ON) == 0
    assert opposition.listed_on(base, Contact(company="Zybult SARL")) is None


def test_the_first_day_somebody_said_no_is_kept(base: Database) -> None:
    values = opposition.values_of(ZOE)
    opposition.record(base, values, date(2024, 2, 1))
    assert opposition.record(base, values, ON) == 0
    assert base.rows("SELECT DISTINCT recorded_on FROM oppositions") == [("2024-02-01",)]


def test_the_list_holds_no_address_no_name_no_plain_hash(base: Database, tmp_path: Path) -> None:
    opposition.record(base, opposition.values_of(ZOE), ON)
    columns = [row[1] for row in base.rows("PRAGMA table_info(oppositions)")]
    assert columns == ["fingerprint", "recorded_on", "batch", "channel", "origin", "reviewed_on"]
    assert base.rows("SELECT DISTINCT origin FROM oppositions") == [("",)]
    assert {len(mark) for mark in opposition.fingerprints(base)} == {32}
    base.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert b"zybult" not in (tmp_path / "rgpd.sqlite").read_bytes().lower()


def test_another_database_has_other_fingerprints(base: Database, tmp_path: Path) -> None:
    other = open_database(tmp_path / "autre" / "rgpd.sqlite")
    for database in (base, other):
        opposition.record(database, opposition.values_of(ZOE), ON)
    assert opposition.fingerprints(base).isdisjoint(opposition.fingerprints(other))
    other.close()


def test_a_no_survives_the_erasure_of_the_person(base: Database, tmp_path: Path) -> None:
    number = contacts.add(base, ZOE, STARTS).id
    opposition.record(base, opposition.values_of(ZOE), ON)
    assert erasure.erase(base, [number], Ticket()) == 1
    assert erasure.scrub(base)
    assert contacts.total(base) == 0
    assert opposition.listed_on(base, ZOE) is not None
    assert base.value("SELECT count(*) FROM points") == 0
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file()).lower()
    assert b"zybult" not in written
    assert b"639980012" not in written


def test_a_change_of_mind_takes_them_off(base: Database) -> None:
    opposition.record(base, opposition.values_of(ZOE), ON)
    opposition.withdraw(base, opposition.values_of(ZOE))
    assert opposition.count(base) == 0
    assert opposition.listed_on(base, ZOE) is None
