"""What was done, as a chain: a line altered, removed or inserted is found, and a line falls with the writing it tells."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from rgpd_desktop.rules.journal import Flaw, Tampering, digest
from rgpd_desktop.store import driver, journal
from rgpd_desktop.store.database import Database, open_database

OLD = Path(__file__).parents[1] / "old_databases"


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
    assert journal.flaw(base) is None


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
    assert journal.flaw(base) == Flaw(Tampering.LINE, broken, 3, len(journal.lines(base)))


def test_a_line_falls_with_what_it_tells(base: Database) -> None:
    with pytest.raises(ZeroDivisionError), base.writing("contacts"):
        journal.record(base, "deleted", {"people": 5})
        raise ZeroDivisionError
    journal.record(base, "deleted", {"people": 6})
    lines = journal.lines(base)
    assert [line.detail for line in lines[3:]] == ['{"people": 6}']
    assert journal.flaw(base) is None


def test_the_chain_goes_on_after_closing(tmp_path: Path) -> None:
    path = tmp_path / "autre.sqlite"
    for number in range(3):
        base = open_database(path)
        journal.record(base, "imported", {"batch": number})
        lines, found = journal.lines(base), journal.flaw(base)
        base.close()
    assert len(lines) == 3
    assert found is None


def _tamper(base: Database, *statements: str) -> None:
    with base.writing("journal"):
        for statement in statements:
            base.connection.execute(statement)


def test_the_last_lines_removed_show_now_and_once_others_are_written(base: Database) -> None:
    _tamper(base, "DELETE FROM journal WHERE id > 1")
    assert journal.flaw(base) == Flaw(Tampering.END, 1, 3, 1)
    for _ in range(2):
        journal.record(base, "deleted", {"people": 2})
    assert journal.flaw(base) == Flaw(Tampering.LINE, 2, 5, 3)


def test_a_journal_emptied_shows(base: Database) -> None:
    _tamper(base, "DELETE FROM journal")
    assert journal.flaw(base) == Flaw(Tampering.END, 0, 3, 0)


def test_a_chain_computed_again_without_the_key_does_not_hold(base: Database) -> None:
    """What anybody can do with the file and no key: change a line, then compute every digest and the seal's numbers again."""
    previous = ""
    for line in journal.lines(base):
        detail = line.detail.replace("12", "13")
        previous = digest(b"", previous, line.at, line.event, detail)
        _tamper(base, f"UPDATE journal SET detail = '{detail}', digest = '{previous}' WHERE id = {line.id}")
    assert journal.flaw(base) == Flaw(Tampering.LINE, 1, 3, 3)


@pytest.mark.parametrize(
    "tampering",
    [
        "DELETE FROM preferences WHERE name = 'journal_seal'",
        "UPDATE preferences SET value = '[' WHERE name = 'journal_seal'",
        "UPDATE preferences SET value = json_set(value, '$[0]', 2) WHERE name = 'journal_seal'",
        "UPDATE preferences SET value = json_set(value, '$[2]', 99) WHERE name = 'journal_seal'",
        "DELETE FROM preferences WHERE name = 'journal_key'",
        "UPDATE preferences SET value = 'pas une clé' WHERE name = 'journal_key'",
    ],
)
def test_a_seal_that_was_touched_shows_for_ever(base: Database, tampering: str) -> None:
    _tamper(base, tampering)
    assert journal.flaw(base) == Flaw(Tampering.SEAL, 0, 3, 3)
    journal.record(base, "deleted", {"people": 2})
    assert journal.flaw(base) is not None
    journal.record(base, "deleted", {"people": 2})
    assert journal.flaw(base) is not None


def test_the_lines_of_a_former_version_stay_and_are_vouched_for(tmp_path: Path) -> None:
    path = tmp_path / "rgpd.sqlite"
    shutil.copy(OLD / "version-2.sqlite", path)
    connection = driver.connect(str(path))
    at, detail = "2026-01-05T10:00:00+01:00", '{"count": 1}'
    first = digest(b"", "", at, "delete", detail)
    second = digest(b"", first, at, "delete", detail)
    connection.execute("DELETE FROM journal")
    rows = [(1, at, "delete", detail, first), (2, at, "delete", detail, second)]
    connection.executemany("INSERT INTO journal VALUES (?, ?, ?, ?, ?)", rows)
    connection.commit()
    connection.close()
    base = open_database(path)
    assert journal.flaw(base) is None
    journal.record(base, "deleted", {"people": 2})
    assert [line.id for line in journal.lines(base)] == [1, 2, 3]
    assert journal.flaw(base) is None
    changed = detail.replace("1", "2")
    forged = digest(b"", "", at, "delete", changed)
    again = digest(b"", forged, at, "delete", detail)
    _tamper(
        base,
        f"UPDATE journal SET detail = '{changed}', digest = '{forged}' WHERE id = 1",
        f"UPDATE journal SET digest = '{again}' WHERE id = 2",
    )
    assert journal.flaw(base) == Flaw(Tampering.LINE, 3, 3, 3)
    base.close()
