"""Dating many people: blanks are filled and nothing else, the clock follows, and a wrong day changes nobody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.basics.problems import Cancelled, Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact, State
from rgpd_desktop.rules.contact_query import ContactQuery
from rgpd_desktop.services import date_contacts, keep_safe, watch_retention
from rgpd_desktop.services.date_contacts import DatedFact
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import contacts, journal

TODAY = date(2026, 11, 23)
UNDATED = ContactQuery(state=State.UNDATED)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path, TODAY) as opened:
        for kind, ended in (("prospect", None), ("prospect", None), ("former_client", None), ("client", None)):
            person = Contact(last_name="Durand", kind=kind, relation_ended_on=ended, entered_on=date(2026, 11, 1))
            contacts.add(opened.database, person, opened.starts)
        yield opened


def count(desk: Desk, state: State) -> int:
    return watch_retention.survey(desk).count(state)


def test_everybody_undated_gets_their_collection(desk: Desk) -> None:
    assert count(desk, State.UNDATED) == 3
    assert date_contacts.fill_in(desk, UNDATED, DatedFact.COLLECTION, date(2020, 6, 1), Ticket()) == 3
    assert (count(desk, State.UNDATED), count(desk, State.OVERDUE)) == (0, 3)
    first = contacts.fetch(desk.database, [1])[0]
    assert (first.collected_on, first.last_contact_on, first.edited_on) == (date(2020, 6, 1), None, TODAY)
    assert keep_safe.check(desk, Ticket()) == []
    line = journal.lines(desk.database)[-1]
    assert line.event == "date"
    assert json.loads(line.detail) == {"count": 3, "fact": "collected_on", "on": "2020-06-01"}


def test_a_day_already_known_is_left(desk: Desk) -> None:
    date_contacts.fill_in(desk, (1,), DatedFact.LAST_CONTACT, date(2026, 2, 2), Ticket())
    assert date_contacts.fill_in(desk, (1, 2), DatedFact.LAST_CONTACT, date(2019, 1, 1), Ticket()) == 1
    assert [person.last_contact_on for person in contacts.fetch(desk.database, [1, 2])] == [
        date(2026, 2, 2),
        date(2019, 1, 1),
    ]


def test_the_end_of_a_relation_starts_its_clock(desk: Desk) -> None:
    assert date_contacts.fill_in(desk, (4,), DatedFact.RELATION_END, date(2022, 1, 31), Ticket()) == 1
    assert list(watch_retention.due(desk)) == [4]


@pytest.mark.parametrize("on", [None, date(2026, 11, 24), date(1969, 12, 31)])
def test_a_day_that_cannot_be(desk: Desk, on: date | None) -> None:
    assert date_contacts.problem_in(on, TODAY) is not None
    if on is not None:
        with pytest.raises(Refusal):
            date_contacts.fill_in(desk, UNDATED, DatedFact.COLLECTION, on, Ticket())
    assert count(desk, State.UNDATED) == 3


def test_today_is_a_day(desk: Desk) -> None:
    assert date_contacts.problem_in(TODAY, TODAY) is None


def test_stopping_changes_nobody(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(date_contacts, "_STEP", 1)
    ticket = Ticket(lambda done, _total: ticket.cancel() if done == 2 else None)
    with pytest.raises(Cancelled):
        date_contacts.fill_in(desk, (1, 2, 3), DatedFact.COLLECTION, date(2020, 6, 1), ticket)
    assert count(desk, State.UNDATED) == 3
    assert journal.lines(desk.database) == []
