"""The imports made, and who was touched since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.rules.columns import ListOrigin
from rgpd_desktop.rules.contact import Contact, Direction, Exchange, Hold
from rgpd_desktop.rules.retention import Starts
from rgpd_desktop.store import batches, contacts, exchanges, holds
from rgpd_desktop.store.batches import Batch, Change
from rgpd_desktop.store.database import Database, open_database

TODAY = date(2026, 1, 15)
STARTS = {"prospect": Starts.LAST_CONTACT}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "rgpd.sqlite")
    yield opened
    opened.close()


def test_a_batch_is_kept_with_its_origin_and_counts(database: Database) -> None:
    origin = ListOrigin(kind="client", source="Salon", collected_on=date(2025, 3, 8), is_direct=False, purpose="Devis")
    number = batches.add(database, "liste.xlsx", "ab" * 32, origin, TODAY)
    batches.note_counts(database, number, {"rows": 3, "new": 2})
    expected = Batch(
        1, "liste.xlsx", "ab" * 32, TODAY, "client", "Salon", date(2025, 3, 8), False, "Devis", {"rows": 3, "new": 2}
    )
    assert batches.find(database, number) == expected
    assert batches.find(database, 2) is None
    batches.mark_undone(database, number, date(2026, 1, 16))
    assert batches.all_of_them(database) == [replace(expected, undone_on=date(2026, 1, 16))]


def test_whoever_was_touched_since_is_not_untouched(database: Database) -> None:
    for _ in range(2):
        batches.add(database, "liste.csv", "", ListOrigin(), TODAY)
    people = [contacts.add(database, Contact(last_name=f"Nom{n}", batch=1, entered_on=TODAY), STARTS) for n in range(8)]
    ids = [person.id for person in people]
    contacts.correct(database, replace(people[1], edited_on=TODAY), STARTS)
    exchanges.add(database, ids[2], Exchange(TODAY, Direction.FROM_US, "appel"))
    exchanges.add(database, ids[3], Exchange(TODAY, Direction.FROM_US, ""), batch=1)
    holds.set_hold(database, [ids[4]], Hold("litige", date(2027, 1, 1)))
    contacts.correct(database, replace(people[5], archived_until=date(2027, 1, 1)), STARTS)
    with database.writing():
        database.connection.execute("INSERT INTO batch_changes VALUES (2, ?, '{}', '{}')", (ids[6],))
    assert list(batches.untouched(database, 1)) == [ids[0], ids[3], ids[7]]
    assert batches.remaining(database, 1) == 8


def test_changes_come_in_parts(database: Database) -> None:
    batches.add(database, "liste.csv", "", ListOrigin(), TODAY)
    ids = [contacts.add(database, Contact(last_name=f"N{n}", entered_on=TODAY), STARTS).id for n in range(1_100)]
    with database.writing():
        database.connection.executemany(
            'INSERT INTO batch_changes VALUES (1, ?, \'{"city": ""}\', \'{"city": "Lyon"}\')', [(each,) for each in ids]
        )
    parts = list(batches.changes(database, 1))
    assert [change for part in parts for change in part] == [
        Change(each, {"city": ""}, {"city": "Lyon"}) for each in ids
    ]
    assert len(parts) == 3
