"""What a copy must be told: a line for each erasure and each no, in order, without a name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.retention import Starts
from rgpd_desktop.store import contacts, erasure, opposition, replays
from rgpd_desktop.store.database import Database, open_database
from rgpd_desktop.store.replays import Told

ZOE = Contact(last_name="Zybult", emails=("zybult@example.org",), phones=("+33639980001",), entered_on=date(2026, 1, 5))
ON = date(2026, 11, 26)
STARTS = {"prospect": Starts.LAST_CONTACT}


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path / "rgpd.sqlite")
    yield database
    database.close()


def test_each_erasure_and_each_no_is_told_in_order(base):
    number = contacts.add(base, ZOE, STARTS).id
    values = opposition.values_of(ZOE)
    opposition.record(base, values, ON, origin="fichier de désinscrits")
    opposition.record(base, values, ON)  # known: nothing new to tell
    opposition.withdraw(base, values[:1])
    erasure.erase(base, [number], Ticket())
    told = replays.lines(base)
    assert [line.what for line in told] == [Told.OPPOSED, Told.OPPOSED, Told.WILLING, Told.ERASED]
    assert told[0].detail == {"on": "2026-11-26", "channel": "email", "origin": "fichier de désinscrits"}
    assert told[0].mark == told[2].mark
    key = opposition.key(base)
    assert told[3].mark == replays.contact_mark(key, number, "2026-01-05")
    assert replays.lines(base, after=3) == told[3:]
    assert replays.last(base) == 4
    assert "zybult" not in str(base.rows("SELECT * FROM replays")).lower()


def test_a_card_merged_into_another_is_no_erasure(base):
    number = contacts.add(base, ZOE, STARTS).id
    erasure.erase(base, [number], Ticket(), is_merge=True)
    assert replays.lines(base) == []


def test_an_erasure_that_fails_tells_nothing(base):
    number = contacts.add(base, ZOE, STARTS).id
    with pytest.raises(ZeroDivisionError), base.writing("contacts"):
        erasure.erase(base, [number], Ticket())
        raise ZeroDivisionError
    assert replays.lines(base) == []
