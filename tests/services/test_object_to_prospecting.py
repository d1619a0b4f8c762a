"""A no is kept on the card and on the list; taking it back needs a reason and spares whoever shares the address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.rules.contact import Contact, State
from rgpd_desktop.services import browse_contacts, object_to_prospecting
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import contacts, journal, opposition

TODAY = date(2026, 11, 23)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path, TODAY) as opened:
        yield opened


def add(desk: Desk, name: str, *emails: str) -> int:
    person = Contact(last_name=name, emails=emails, newsletter=True, last_contact_on=TODAY, entered_on=TODAY)
    return contacts.add(desk.database, person, desk.starts).id


def test_a_no(desk: Desk) -> None:
    number = add(desk, "Aubry", "a@example.org")
    opposed = object_to_prospecting.object_(desk, number, date(2026, 10, 1))
    assert (opposed.opposed_on, opposed.newsletter, opposed.last_contact_on) == (date(2026, 10, 1), False, TODAY)
    assert browse_contacts.card(desk, number).line.state is State.OPPOSED
    assert opposition.listed_on(desk.database, Contact(emails=("a@example.org",))) == date(2026, 10, 1)
    assert [line.event for line in journal.lines(desk.database)] == ["opposition"]


def test_the_first_day_is_kept(desk: Desk) -> None:
    number = add(desk, "Aubry", "a@example.org")
    object_to_prospecting.object_(desk, number, date(2025, 1, 1))
    assert object_to_prospecting.object_(desk, number, TODAY).opposed_on == date(2025, 1, 1)


def test_not_in_the_future_nor_for_nobody(desk: Desk) -> None:
    number = add(desk, "Aubry")
    with pytest.raises(Refusal, match="dans l’avenir"):
        object_to_prospecting.object_(desk, number, date(2026, 11, 24))
    with pytest.raises(Refusal, match="n’est plus dans vos contacts"):
        object_to_prospecting.object_(desk, 99, TODAY)
    assert opposition.count(desk.database) == 0


def test_taking_it_back(desk: Desk) -> None:
    number = add(desk, "Aubry", "a@example.org")
    object_to_prospecting.object_(desk, number, TODAY)
    with pytest.raises(Refusal, match="Indiquez pourquoi"):
        object_to_prospecting.withdraw(desk, number, "  ")
    assert object_to_prospecting.withdraw(desk, number, "erreur de saisie").opposed_on is None
    assert opposition.count(desk.database) == 0
    assert journal.lines(desk.database)[1].detail == '{"count": 1, "reason": "erreur de saisie"}'


def test_what_another_opposed_person_shares_stays_on_the_list(desk: Desk) -> None:
    one, two = add(desk, "Aubry", "foyer@example.org", "a@example.org"), add(desk, "Petit", "foyer@example.org")
    for number in (one, two):
        object_to_prospecting.object_(desk, number, TODAY)
    object_to_prospecting.withdraw(desk, one, "elle l’a demandé")
    assert opposition.listed_on(desk.database, Contact(emails=("foyer@example.org",))) is not None
    assert opposition.listed_on(desk.database, Contact(emails=("a@example.org",))) is None
