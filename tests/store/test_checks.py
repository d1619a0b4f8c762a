"""Each check finds its own damage, and nothing on a sound database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.basics.problems import Cancelled, Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact, Hold
from rgpd_desktop.rules.retention import Starts
from rgpd_desktop.store import checks, contacts, database, erasure
from rgpd_desktop.store.database import Database, open_database

STARTS = {"prospect": Starts.LAST_CONTACT, "client": Starts.RELATION_END}
ANNE = Contact(
    last_name="Durand", first_name="Anne", emails=("anne@example.org", "a.durand@example.org"), phones=("+33639980012",),
    last_contact_on=date(2025, 2, 3), entered_on=date(2026, 1, 1),
)  # fmt: skip


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "rgpd.sqlite")
    for person in (
        ANNE,
        Contact(company="Atelier du Port", kind="client", entered_on=date(2026, 1, 1)),
        replace(ANNE, emails=(), hold=Hold("Litige", date(2030, 1, 1))),
        replace(ANNE, emails=(), phones=(), last_contact_on=None, opposed_on=date(2026, 2, 2)),
    ):
        contacts.add(opened, person, STARTS)
    yield opened
    opened.close()


def spoil(base: Database, statement: str) -> None:
    with base.writing("contacts"):
        base.connection.execute(statement)


def test_all_is_well(base: Database) -> None:
    contacts.correct(base, replace(ANNE, id=2, phones=("+33639980099",), job_title="Gérante"), STARTS)
    erasure.erase(base, [3], Ticket())
    assert checks.is_file_sound(base)
    assert checks.is_index_sound(base)
    assert checks.are_points_sound(base)
    assert checks.count_wrong_clocks(base, STARTS, Ticket()) == 0


def test_a_word_missing_from_the_index_is_found(base: Database) -> None:
    spoil(base, "INSERT INTO contacts_fts (contacts_fts, rowid, last_name) VALUES ('delete', 1, 'Durand')")
    assert not checks.is_index_sound(base)
    assert checks.are_points_sound(base)


def test_a_row_changed_behind_the_index_is_found(base: Database) -> None:
    spoil(base, "DROP TRIGGER contacts_fts_update")
    spoil(base, "UPDATE contacts SET last_name = 'Martin' WHERE id = 1")
    assert not checks.is_index_sound(base)


def test_a_database_busy_elsewhere_is_not_called_unsound(base: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    other = open_database(base.path)
    with base.writing("contacts"), pytest.raises(Refusal, match="en cours d’utilisation"):
        checks.is_index_sound(other)
    assert checks.is_index_sound(other)
    other.close()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM points WHERE value = 'anne@example.org'",
        "INSERT INTO points VALUES ('intrus@example.org', 1)",
        "UPDATE points SET contact_id = 77 WHERE value = 'anne@example.org'",
    ],
)
def test_an_address_that_lost_its_person_is_found(base: Database, statement: str) -> None:
    spoil(base, statement)
    assert not checks.are_points_sound(base)
    assert checks.is_file_sound(base)


def test_a_reference_to_nobody_is_found(base: Database) -> None:
    base.connection.execute("PRAGMA foreign_keys = OFF")
    spoil(base, "INSERT INTO proposals (first_id, second_id, reason, batch) VALUES (1, 77, 'x', 0)")
    assert not checks.is_file_sound(base)


@pytest.mark.parametrize(
    "change",
    [
        "clock_on = '2026-12-31'",
        "status = 1",
        "sort_key = 'zzz'",
        "company_key = 'zzz'",
        "last_contact_on = '2026-10-10'",
    ],
)
def test_a_computed_column_that_does_not_follow_the_facts_is_counted(base: Database, change: str) -> None:
    spoil(base, f"UPDATE contacts SET {change} WHERE id = 1")
    assert checks.count_wrong_clocks(base, STARTS, Ticket()) == 1


def test_checking_clocks_can_be_stopped(base: Database) -> None:
    ticket = Ticket()
    ticket.cancel()
    with pytest.raises(Cancelled):
        checks.count_wrong_clocks(base, STARTS, ticket)
