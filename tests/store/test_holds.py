"""Reasoned prolongations: set and lifted on many people, lapsed ones ended, the clock left exactly as the facts say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.rules.contact import Contact, Hold, State
from rgpd_desktop.rules.contact_query import Calendar, ContactQuery
from rgpd_desktop.rules.retention import Cutoff, Starts
from rgpd_desktop.store import contacts, holds
from rgpd_desktop.store.database import Database, open_database

STARTS = {"prospect": Starts.LAST_CONTACT, "client": Starts.RELATION_END}
TODAY = date(2026, 11, 23)
CALENDAR = Calendar(
    TODAY,
    {kind: Cutoff(kind, date(2023, 11, 23), date(2024, 1, 22)) for kind in STARTS},
)
HOLD = Hold("Devis en discussion", date(2027, 3, 1))
OLD = Contact(last_name="Durand", last_contact_on=date(2020, 5, 4), entered_on=date(2026, 1, 1))


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path / "rgpd.sqlite")
    yield database
    database.close()


def state_counts(base: Database) -> dict[State, int]:
    return {state: many for state, many in contacts.count_by_state(base, CALENDAR).items() if many}


def test_a_hold_takes_people_out_of_what_is_overdue_and_lifting_it_puts_them_back(base: Database) -> None:
    ids = [contacts.add(base, OLD, STARTS).id for _ in range(3)]
    assert holds.set_hold(base, ids[:2], HOLD) == 2
    assert state_counts(base) == {State.OVERDUE: 1, State.KEPT: 2}
    assert contacts.fetch(base, [ids[0]])[0].hold == HOLD
    assert holds.lift(base, ids, STARTS) == 2
    assert state_counts(base) == {State.OVERDUE: 3}
    assert contacts.fetch(base, [ids[0]])[0] == replace(OLD, id=ids[0])


def test_lifting_gives_back_each_their_own_status(base: Database) -> None:
    people = [
        replace(OLD, last_contact_on=None, hold=HOLD),  # undated
        replace(OLD, last_contact_on=date(2026, 5, 4), opposed_on=date(2026, 5, 4), hold=HOLD),
        replace(OLD, kind="client", hold=HOLD),  # a relation that lasts
    ]
    ids = [contacts.add(base, person, STARTS).id for person in people]
    holds.lift(base, ids, STARTS)
    assert state_counts(base) == {State.UNDATED: 1, State.OPPOSED: 1, State.UP_TO_DATE: 1}


def test_the_archived_are_left_alone(base: Database) -> None:
    archived = contacts.add(base, replace(OLD, archived_until=date(2030, 1, 1)), STARTS).id
    assert holds.set_hold(base, [archived], HOLD) == 0
    assert contacts.fetch(base, [archived])[0].hold is None


def test_more_people_than_one_statement_takes(base: Database) -> None:
    with base.writing("contacts"):
        ids = [contacts.add(base, OLD, STARTS).id for _ in range(1_203)]
    assert holds.set_hold(base, [*ids, 999_999], HOLD) == 1_203
    assert holds.lift(base, ids, STARTS) == 1_203
    assert holds.lift(base, ids, STARTS) == 0


def test_only_the_holds_that_ended_before_today_are_lifted(base: Database) -> None:
    days = (date(2026, 11, 22), TODAY, date(2026, 11, 24))
    ids = [contacts.add(base, replace(OLD, hold=Hold("Litige", day)), STARTS).id for day in days]
    assert holds.lift_lapsed(base, TODAY, STARTS) == 1
    assert [person.hold is None for person in contacts.fetch(base, ids)] == [True, False, False]
    assert state_counts(base) == {State.OVERDUE: 1, State.KEPT: 2}


def test_looking_for_lapsed_holds_reads_no_other_person(base: Database) -> None:
    sql = "EXPLAIN QUERY PLAN SELECT id FROM contacts WHERE status = 3 AND hold_until < '2026-11-23'"
    assert "contacts_by_hold" in base.rows(sql)[0][3]


def test_nothing_lapsed_writes_nothing(base: Database) -> None:
    contacts.add(base, replace(OLD, hold=HOLD), STARTS)
    before = base.change_count
    assert holds.lift_lapsed(base, TODAY, STARTS) == 0
    assert base.change_count == before


def test_a_lapsed_hold_not_lifted_yet_already_counts_as_overdue(base: Database) -> None:
    number = contacts.add(base, replace(OLD, hold=Hold("Litige", date(2026, 11, 22))), STARTS).id
    assert state_counts(base) == {State.OVERDUE: 1}
    assert list(contacts.find_ids(base, ContactQuery(state=State.OVERDUE), CALENDAR, {})) == [number]


def test_a_hold_changes_nothing_that_is_searched(base: Database) -> None:
    number = contacts.add(base, OLD, STARTS).id
    holds.set_hold(base, [number], HOLD)
    holds.lift(base, [number], STARTS)
    assert list(contacts.find_ids(base, ContactQuery(text="dur"), CALENDAR, {})) == [number]
    with base.writing():
        base.connection.execute("INSERT INTO contacts_fts (contacts_fts, rank) VALUES ('integrity-check', 1)")
