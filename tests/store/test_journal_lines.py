"""What was done, as a chain: a line altered, removed or inserted is found, and a line falls with the writing it tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from rgpd_desktop.rules.journal import first_broken
from rgpd_desktop.store import journal
from rgpd_desktop.store.database import Database, open_database


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path / "rgpd.sqlite")
    for people in (12, 1, 300):
        journal.record(database, "deleted", {"people": people, "reason": "durée dépassée"})
    yield database
    database.close()


def test_a_line_says_what_was_done_and_when(base: Database) -> None:
    first, *_ = lines = journal.lines(base)
    assert [line.id for line in lines] == [1, 2, 3]
    assert first.event == "deleted"
    assert first.detail == '{"people": 12, "reason": "durée dépassée"}'
    assert datetime.fromisoformat(first.at).utcoffset() is not None
    assert len({line.digest for line in lines}) == 3
    assert all(len(line.digest) == 64 for line in lines)
    assert first_broken(lines) is None


@pytest.mark.parametrize(
    ("tampering", "broken"),
    [
        ("UPDATE journal SET detail = replace(detail, '12', '13')", 1),
        ("UPDATE journal SET event = 'imported' WHERE id = 2", 2),
        ("UPDATE journal SET at = '2020-01-01T00:00:00+01:00' WHERE id = 3", 3),
        ("DELETE FROM journal WHERE id = 1", 2),
        ("DELETE FROM journal WHERE id = 2", 3),
        ("INSERT INTO journal SELECT 4, at, event, detail, digest FROM journal WHERE id = 3", 4),
    ],
)
def test_tampering_shows(base: Database, tampering: str, broken: int) -> None:
    with base.writing("journal"):
        base.connection.execute(tampering)
    assert first_broken(journal.lines(base)) == broken


def test_a_line_falls_with_what_it_tells(base: Database) -> None:
    with pytest.raises(ZeroDivisionError), base.writing("contacts"):
        journal.record(base, "deleted", {"people": 5})
        raise ZeroDivisionError
    journal.record(base, "deleted", {"people": 6})
    lines = journal.lines(base)
    assert [line.detail for line in lines[3:]] == ['{"people": 6}']
    assert first_broken(lines) is None


def test_the_chain_goes_on_after_closing(tmp_path: Path) -> None:
    path = tmp_path / "autre.sqlite"
    for number in range(3):
        base = open_database(path)
        journal.record(base, "imported", {"batch": number})
        lines = journal.lines(base)
        base.close()
    assert len(lines) == 3
    assert first_broken(lines) is None
