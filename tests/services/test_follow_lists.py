"""Art. 14: a list not collected directly waits one month for its people to be told, and only as long as they are there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.services import follow_lists
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import contacts, erasure, journal

TODAY = date(2026, 11, 23)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path, TODAY) as opened:
        yield opened


def bring(desk: Desk, imported_on: str, people: int, *, is_direct: bool = False, undone_on: str = "") -> int:
    with desk.database.writing("batches", "contacts"):
        cursor = desk.database.connection.execute(
            "INSERT INTO batches (file_name, digest, imported_on, kind, source, collected_on, is_direct, purpose, counts, undone_on)"
            " VALUES ('salon.xlsx', '', ?, 'prospect', 'Salon de Lyon', '', ?, '', '{}', ?)",
            (imported_on, int(is_direct), undone_on),
        )
        batch = int(cursor.lastrowid)
        for row in range(people):
            contacts.add(desk.database, Contact(last_name=f"Durand{row}", batch=batch, row=row + 2), desk.starts)
    return batch


def test_the_deadline_is_one_month_and_a_working_day(desk: Desk) -> None:
    bring(desk, "2026-11-03", 3)
    bring(desk, "2026-10-31", 1)  # no 31 November: the 30th
    bring(desk, "2026-10-11", 2)  # 11 November is a holiday: the 12th, and it has passed
    waiting = follow_lists.lists_to_inform(desk)
    assert [(each.list_.people, each.until, each.is_late) for each in waiting] == [
        (2, date(2026, 11, 12), True),
        (1, date(2026, 11, 30), False),
        (3, date(2026, 12, 3), False),
    ]
    assert waiting[0].list_.source == "Salon de Lyon"


def test_the_last_day_is_not_late(desk: Desk) -> None:
    bring(desk, "2026-10-23", 1)
    assert [(each.until, each.is_late) for each in follow_lists.lists_to_inform(desk)] == [(TODAY, False)]


def test_who_waits_for_nothing(desk: Desk) -> None:
    bring(desk, "2026-11-03", 3, is_direct=True)
    bring(desk, "2026-11-03", 0, undone_on="2026-11-04")
    bring(desk, "2026-11-03", 0)
    gone = bring(desk, "2026-11-03", 1)
    contact = contacts.fetch(desk.database, [desk.database.value("SELECT id FROM contacts WHERE batch = ?", (gone,))])[
        0
    ]
    erasure.erase(desk.database, [contact.id], Ticket())
    assert follow_lists.lists_to_inform(desk) == []


def test_who_stays_when_a_list_is_undone_is_still_to_be_told(desk: Desk) -> None:
    batch = bring(desk, "2026-11-03", 2, undone_on="2026-11-04")
    assert [(each.list_.batch, each.list_.people) for each in follow_lists.lists_to_inform(desk)] == [(batch, 2)]
    follow_lists.mark_informed(desk, batch, date(2026, 11, 20))
    assert follow_lists.lists_to_inform(desk) == []


def test_marking_is_a_day_and_a_line(desk: Desk) -> None:
    batch = bring(desk, "2026-11-03", 3)
    follow_lists.mark_informed(desk, batch, date(2026, 11, 20))
    assert follow_lists.lists_to_inform(desk) == []
    assert follow_lists.recent_lists(desk)[0].informed_on == date(2026, 11, 20)
    line = journal.lines(desk.database)[-1]
    assert (line.event, json.loads(line.detail)) == ("inform", {"batch": batch, "on": "2026-11-20"})


def test_marking_twice_or_tomorrow_is_refused(desk: Desk) -> None:
    batch = bring(desk, "2026-11-03", 3)
    with pytest.raises(Refusal, match="à venir"):
        follow_lists.mark_informed(desk, batch, date(2026, 11, 24))
    follow_lists.mark_informed(desk, batch, TODAY)
    for number in (batch, 999):
        with pytest.raises(Refusal, match="n’attend plus"):
            follow_lists.mark_informed(desk, number, TODAY)
    assert len(journal.lines(desk.database)) == 1


def test_the_last_lists_come_first(desk: Desk) -> None:
    numbers = [bring(desk, f"2026-0{month}-01", month) for month in range(1, 8)]
    found = follow_lists.recent_lists(desk)
    assert [each.batch for each in found] == numbers[:1:-1]
    assert [each.people for each in found] == [7, 6, 5, 4, 3]
