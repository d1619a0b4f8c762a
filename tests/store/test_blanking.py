"""The unused room of pages is blanked in the file itself, and nothing else: SQLite finds every row and its locks where they were."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.store import blanking, contacts, driver, erasure, raw_file
from rgpd_desktop.store.database import Database, open_database
from tests.store.test_erasure import PLAIN, STARTS, fill, numbers, person, scraps

LOCKS = Path("/proc/locks")


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path / "rgpd.sqlite")
    yield database
    database.close()


def everything(base: Database) -> list[object]:
    names = [row[0] for row in base.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
    hidden = {"changes", "preferences", "contacts_fts"}  # what scrub itself writes
    return [
        base.rows(f"SELECT * FROM {name} ORDER BY 1, 2") for name in names if name not in hidden and "_fts" not in name
    ]


@pytest.mark.parametrize("seed", range(4))
def test_what_is_kept_is_as_it_was_and_sound(base: Database, seed: int) -> None:
    marked, _ = fill(base, 20 + seed, 1_200)
    dice = random.Random(seed)
    gone = dice.sample(numbers(marked), len(marked) // 2)
    step = dice.choice((1, 7, 60))
    for start in range(0, len(gone), step):
        erasure.erase(base, gone[start : start + step], Ticket())
    before = everything(base)
    assert erasure.scrub(base)
    assert everything(base) == before
    assert base.value("PRAGMA integrity_check") == "ok"
    base.connection.execute("INSERT INTO contacts_fts (contacts_fts, rank) VALUES ('integrity-check', 1)")
    erasure.erase(base, numbers(marked), Ticket())
    assert erasure.scrub(base)
    assert scraps(base) == []


def test_a_page_kept_in_memory_does_not_bring_the_bytes_back(base: Database, tmp_path: Path) -> None:
    marked, plain = fill(base, 30, 900)
    other = open_database(tmp_path / "rgpd.sqlite")
    other.rows("SELECT * FROM contacts")  # every page, as it is before
    erasure.erase(base, numbers(marked), Ticket())
    assert erasure.scrub(base)
    dice = random.Random(4)
    for database in (base, other):
        for each in plain[::7]:
            contacts.correct(database, replace(person(dice, PLAIN), id=each.id), STARTS)
    assert scraps(base) == []
    other.close()


def test_an_encrypted_or_foreign_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "chiffre.sqlite"
    connection = driver.connect(str(path))
    connection.execute("PRAGMA key = \"x'" + "ab" * 48 + "'\"")
    connection.execute("CREATE TABLE t (a)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    raw_file.enter(path)
    try:
        assert not blanking.blank(path)
    finally:
        raw_file.leave(path)
    assert path.read_bytes() == before


@pytest.mark.skipif(not LOCKS.exists(), reason="the system does not list its locks")
def test_the_locks_of_our_connections_hold(base: Database) -> None:
    """Without them another program could believe itself alone, and remove the log that we write in."""
    marked, _ = fill(base, 31, 200)
    inode = f":{base.path.stat().st_ino} "

    def held() -> list[str]:
        return [line for line in LOCKS.read_text().splitlines() if inode in line]

    assert held()
    erasure.erase(base, numbers(marked), Ticket())
    assert erasure.scrub(base)
    assert held()


def test_the_file_is_let_go_with_its_last_user(tmp_path: Path) -> None:
    path = tmp_path / "rgpd.sqlite"
    first, second = open_database(path), open_database(path)
    file = raw_file.opened(path)
    first.close()
    assert not file.closed
    assert raw_file.opened(path) is file
    second.close()
    second.close()  # twice is once
    assert file.closed


def test_a_file_put_in_its_place_is_another_one(tmp_path: Path) -> None:
    path = tmp_path / "rgpd.sqlite"
    base = open_database(path)
    former = raw_file.opened(path)
    (tmp_path / "copie").write_bytes(path.read_bytes())
    (tmp_path / "copie").replace(path)
    assert raw_file.opened(path) is not former
    base.close()
    assert former.closed
