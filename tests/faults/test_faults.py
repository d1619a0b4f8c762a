"""The plug pulled and the disk full, in short (benchmarks/faults.py is the long run); the file altered, shared, or on a clock set back."""

from __future__ import annotations

import random
import stat
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from rgpd_desktop.basics import places
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact_query import ContactQuery
from rgpd_desktop.services import edit_contacts, keep_safe
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.store import contacts, driver
from tests.faults import kills, victim

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and limits of file size are Unix's")


@UNIX
@pytest.mark.timeout(300)
def test_an_act_killed_is_whole_or_was_not(tmp_path: Path) -> None:
    tally = kills.run(tmp_path, list(kills.SCENES), 3, seed=3)
    assert tally.bad == []
    assert tally.fell.total() == 3 * len(kills.SCENES)


@UNIX
@pytest.mark.timeout(300)
def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    tally = kills.run_full(tmp_path, list(kills.SCENES), 3)
    assert tally.bad == []
    assert sum(many for (_, end), many in tally.fell.items() if end == "refused") >= len(kills.SCENES)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    victim.STAY, before = 200, victim.STAY
    try:
        kills.people_leave(folder)
    finally:
        victim.STAY = before
    return folder


def test_a_bit_turned_anywhere_is_found_or_changes_nothing(base: Path) -> None:
    path = base / places.DATABASE_NAME
    whole = path.read_bytes()
    dice = random.Random(5)
    found = 0
    for _ in range(40):
        altered = bytearray(whole)
        altered[dice.randrange(len(altered))] ^= 1 << dice.randrange(8)
        path.write_bytes(altered)
        try:
            with open_desk(base, victim.TODAY) as desk:
                found += bool(keep_safe.check(desk, Ticket()))
                contacts.find_ids(desk.database, ContactQuery("durand"), desk.calendar, desk.rules)
        except Refusal as refusal:
            assert refusal.remedy
            found += 1
            assert path.read_bytes() == altered  # what cannot be read is not touched
    assert found > 5  # most bits are of texts or free space, that no structure contradicts


def test_a_file_held_by_another_program_is_waited_for_then_refused(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rgpd_desktop.store.database.BUSY_SECONDS", 0.2)
    other = driver.connect(str(base / places.DATABASE_NAME), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_desk(base, victim.TODAY) as desk:
        with pytest.raises(Refusal, match="en cours d’utilisation"):
            edit_contacts.delete(desk, ContactQuery(victim.MARK), Ticket())
        other.execute("ROLLBACK")
        other.close()
        assert edit_contacts.delete(desk, ContactQuery(victim.MARK), Ticket()).count == victim.LEAVE


@UNIX
@pytest.mark.skipif(
    not hasattr(__import__("os"), "geteuid") or __import__("os").geteuid() == 0, reason="root may write anywhere"
)
def test_a_folder_that_may_not_be_written_is_told(base: Path) -> None:
    base.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with pytest.raises(Refusal), open_desk(base, victim.TODAY) as desk:
            edit_contacts.delete(desk, ContactQuery(victim.MARK), Ticket())
    finally:
        base.chmod(stat.S_IRWXU)


def test_a_clock_set_back_loses_nobody_and_breaks_no_chain(base: Path) -> None:
    with open_desk(base, date(2021, 1, 1)) as desk:  # five years before what is in it
        total = contacts.total(desk.database)
        assert total == 200 + victim.LEAVE
        edit_contacts.delete(desk, ContactQuery(victim.MARK), Ticket())
    with open_desk(base, victim.TODAY + timedelta(days=1)) as desk:
        assert contacts.total(desk.database) == 200
        assert keep_safe.check(desk, Ticket()) == []
