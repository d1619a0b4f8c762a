"""Prolonging with a reason: bounded, all or nothing, written once in the journal, and given back to the rule."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.basics.problems import Cancelled, Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact, Hold, State
from rgpd_desktop.rules.contact_query import ContactQuery
from rgpd_desktop.services import prolong_contacts, watch_retention
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import contacts, journal

TODAY = date(2026, 11, 23)
UNTIL = date(2027, 6, 30)
OVERDUE = ContactQuery(state=State.OVERDUE)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path, TODAY) as opened:
        with opened.database.writing("contacts"):
            for number in range(12):
                person = Contact(last_name=f"Durand{number}", last_contact_on=date(2015 + number, 3, 1))
                contacts.add(opened.database, person, opened.starts)
        yield opened


def count(desk: Desk, state: State) -> int:
    return watch_retention.survey(desk).count(state)


def test_everybody_a_question_finds_is_kept_until_the_day(desk: Desk) -> None:
    assert count(desk, State.OVERDUE) == 9
    assert prolong_contacts.prolong(desk, OVERDUE, " Litige\nen cours ", UNTIL, Ticket()) == 9
    assert (count(desk, State.OVERDUE), count(desk, State.KEPT)) == (0, 9)
    assert contacts.fetch(desk.database, [1])[0].hold == Hold("Litige en cours", UNTIL)
    assert contacts.fetch(desk.database, [12])[0].hold is None
    lines = journal.lines(desk.database)
    assert [line.event for line in lines] == ["prolong"]
    assert json.loads(lines[0].detail) == {"count": 9, "reason": "Litige en cours", "until": "2027-06-30"}


def test_the_day_passed_they_are_overdue_again(desk: Desk) -> None:
    prolong_contacts.prolong(desk, (1, 2), "Litige", UNTIL, Ticket())
    data = desk.data
    desk.close()
    with open_desk(data, UNTIL) as last_day:
        assert count(last_day, State.KEPT) == 2
    with open_desk(data, date(2027, 7, 1)) as after:
        assert (count(after, State.KEPT), contacts.fetch(after.database, [1])[0].hold) == (0, None)


def test_lifting_gives_them_back_and_says_how_many(desk: Desk) -> None:
    prolong_contacts.prolong(desk, (1, 2, 3), "Litige", UNTIL, Ticket())
    assert prolong_contacts.lift(desk, (2, 3, 4, 999), Ticket()) == 2
    assert (count(desk, State.OVERDUE), count(desk, State.KEPT)) == (8, 1)
    assert json.loads(journal.lines(desk.database)[-1].detail) == {"count": 2}


def test_a_second_prolongation_takes_the_place_of_the_first(desk: Desk) -> None:
    prolong_contacts.prolong(desk, (1,), "Litige", UNTIL, Ticket())
    prolong_contacts.prolong(desk, (1,), "Appel du jugement", date(2028, 1, 1), Ticket())
    assert contacts.fetch(desk.database, [1])[0].hold == Hold("Appel du jugement", date(2028, 1, 1))


@pytest.mark.parametrize(
    ("reason", "until", "field"),
    [
        ("", UNTIL, "reason"),
        (" \n", UNTIL, "reason"),
        ("x" * 501, UNTIL, "reason"),
        ("Litige", None, "until"),
        ("Litige", TODAY, "until"),
        ("Litige", date(2020, 1, 1), "until"),
        ("Litige", date(2031, 11, 24), "until"),
    ],
)
def test_what_may_not_be_noted(desk: Desk, reason: str, until: date | None, field: str) -> None:
    problem = prolong_contacts.problem_in(reason, until, TODAY)
    assert problem is not None
    assert problem.field == field
    with pytest.raises(Refusal) as refusal:
        prolong_contacts.prolong(desk, OVERDUE, reason, until or TODAY, Ticket())
    assert refusal.value.remedy == "Rien n’a été modifié."
    assert count(desk, State.KEPT) == 0
    assert journal.lines(desk.database) == []


def test_from_tomorrow_to_five_years(desk: Desk) -> None:
    for until in (date(2026, 11, 24), date(2031, 11, 23)):
        assert prolong_contacts.problem_in("Litige", until, TODAY) is None


def test_stopping_leaves_nobody_prolonged(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prolong_contacts, "_STEP", 4)
    ticket = Ticket(lambda done, _total: ticket.cancel() if done == 4 else None)
    with pytest.raises(Cancelled):
        prolong_contacts.prolong(desk, tuple(range(1, 10)), "Litige", UNTIL, ticket)
    assert count(desk, State.KEPT) == 0
    assert journal.lines(desk.database) == []


def test_nobody_writes_no_line(desk: Desk) -> None:
    assert prolong_contacts.prolong(desk, (), "Litige", UNTIL, Ticket()) == 0
    assert prolong_contacts.lift(desk, OVERDUE, Ticket()) == 0
    assert journal.lines(desk.database) == []
