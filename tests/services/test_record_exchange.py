"""Only what comes from the person moves the clock; taking an exchange back tells the truth again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.rules.contact import Contact, Direction, Exchange
from rgpd_desktop.services import record_exchange
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import contacts, exchanges

TODAY = date(2026, 11, 23)
THEY, WE = Direction.FROM_PERSON, Direction.FROM_US


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path, TODAY) as opened:
        yield opened


def person(desk: Desk, last: date | None = None) -> int:
    return contacts.add(
        desk.database, Contact(last_name="Aubry", last_contact_on=last, entered_on=TODAY), desk.starts
    ).id


def clock(desk: Desk) -> str:
    return str(desk.database.value("SELECT clock_on FROM contacts"))


@pytest.mark.parametrize(
    "channel", ["e-mail", "appel", "SMS", "courrier", "rencontre", "formulaire", "commande", "autre"]
)
def test_what_comes_from_the_person_moves_the_clock(desk: Desk, channel: str) -> None:
    number = person(desk, date(2022, 3, 12))
    contact = record_exchange.note(desk, number, Exchange(date(2024, 5, 6), THEY, channel))
    assert contact.last_contact_on == date(2024, 5, 6)
    assert clock(desk) == "2024-05-06"


@pytest.mark.parametrize(
    ("direction", "channel"),
    [
        (WE, "e-mail"),
        (WE, "appel"),
        (THEY, "désinscription"),
        (THEY, "réponse automatique"),
        (THEY, "ouverture d’un e-mail"),
    ],
)
def test_nothing_else_does(desk: Desk, direction: Direction, channel: str) -> None:
    number = person(desk, date(2022, 3, 12))
    contact = record_exchange.note(desk, number, Exchange(TODAY, direction, channel, " relance "))
    assert contact.last_contact_on == date(2022, 3, 12)
    assert clock(desk) == "2022-03-12"
    assert [each.note for each in exchanges.of(desk.database, number)] == ["relance"]


def test_an_older_exchange_does_not_put_the_clock_back(desk: Desk) -> None:
    number = person(desk, date(2022, 3, 12))
    assert record_exchange.note(desk, number, Exchange(date(2020, 1, 1), THEY, "appel")).last_contact_on == date(
        2022, 3, 12
    )


def test_taking_an_exchange_back_gives_the_cards_date_back(desk: Desk) -> None:
    number = person(desk, date(2022, 3, 12))
    record_exchange.note(desk, number, Exchange(date(2024, 5, 6), THEY, "appel"))
    latest, card = exchanges.of(desk.database, number)
    assert (card.on, card.channel) == (date(2022, 3, 12), record_exchange.CARD)
    assert record_exchange.remove(desk, number, latest.id).last_contact_on == date(2022, 3, 12)
    assert clock(desk) == "2022-03-12"
    assert record_exchange.remove(desk, number, card.id).last_contact_on is None


def test_the_latest_of_those_that_remain(desk: Desk) -> None:
    number = person(desk)
    for day in (date(2023, 1, 1), date(2025, 1, 1), date(2024, 1, 1)):
        record_exchange.note(desk, number, Exchange(day, THEY, "appel"))
    record_exchange.note(desk, number, Exchange(date(2026, 1, 1), WE, "appel"))
    known = {each.on.year: each.id for each in exchanges.of(desk.database, number)}
    assert record_exchange.remove(desk, number, known[2026]).last_contact_on == date(2025, 1, 1)
    assert record_exchange.remove(desk, number, known[2025]).last_contact_on == date(2024, 1, 1)


def test_what_cannot_be_noted(desk: Desk) -> None:
    number = person(desk)
    with pytest.raises(Refusal, match="dans l’avenir"):
        record_exchange.note(desk, number, Exchange(date(2026, 11, 24), THEY, "appel"))
    with pytest.raises(Refusal, match="n’est plus dans vos contacts"):
        record_exchange.note(desk, 99, Exchange(TODAY, THEY, "appel"))
    with pytest.raises(Refusal, match="n’existe plus"):
        record_exchange.remove(desk, number, 99)
    assert exchanges.of(desk.database, number) == []
