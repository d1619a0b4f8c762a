"""What the list, its chips and a person's card say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact, Direction, Exchange, State
from rgpd_desktop.rules.contact_query import ContactQuery
from rgpd_desktop.services import browse_contacts
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import contacts, exchanges, proposals
from rgpd_desktop.store.proposals import Proposal

TODAY = date(2026, 11, 23)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path, TODAY) as opened:
        yield opened


def add(desk: Desk, **fields: object) -> Contact:
    return contacts.add(desk.database, Contact(entered_on=TODAY, **fields), desk.starts)  # type: ignore[arg-type]


def test_the_list_its_pages_and_its_chips(desk: Desk) -> None:
    add(desk, last_name="Aubry", first_name="Hélène", last_contact_on=date(2022, 3, 12))
    add(desk, last_name="Bensaïd", first_name="Karim", kind="client")
    add(desk, last_name="Ibarra", first_name="Léo")
    assert list(browse_contacts.ids(desk, ContactQuery(), Ticket())) == [1, 2, 3]
    lines = browse_contacts.lines(desk, [1, 2, 3, 4])
    assert [(line.kind, line.state, line.pill) for line in lines] == [
        ("Prospect", State.OVERDUE, "dépassée depuis 20\u00a0mois"),
        ("Client", State.UP_TO_DATE, "relation en cours"),
        ("Prospect", State.UNDATED, "à dater"),
    ]
    counts = browse_contacts.counts(desk, ContactQuery(state=State.OVERDUE, descending=True))
    assert (counts.total, counts.everybody, counts.by_state[State.OVERDUE]) == (3, 3, 1)


def test_chips_follow_what_is_typed(desk: Desk) -> None:
    add(desk, last_name="Aubry", last_contact_on=date(2022, 3, 12))
    add(desk, last_name="Aubert")
    add(desk, last_name="Petit")
    counts = browse_contacts.counts(desk, ContactQuery("aub", state=State.UNDATED))
    assert counts.by_state[State.OVERDUE] == 1
    assert counts.by_state[State.UNDATED] == 1
    assert (counts.total, counts.everybody) == (2, 3)
    assert browse_contacts.count(desk, ContactQuery("aub")) == 2
    assert browse_contacts.count(desk, (1, 3)) == 2


def test_the_chip_of_the_opposed_counts_those_past_retention_too(desk: Desk) -> None:
    add(desk, last_name="Aubry", last_contact_on=date(2022, 3, 12), opposed_on=TODAY)
    add(desk, last_name="Aubert", last_contact_on=date(2026, 3, 12), opposed_on=TODAY)
    add(desk, last_name="Petit", last_contact_on=date(2026, 3, 12))
    counts = browse_contacts.counts(desk, ContactQuery())
    assert (counts.by_state[State.OVERDUE], counts.by_state[State.OPPOSED], counts.opposed) == (1, 1, 2)
    assert sum(counts.by_state.values()) == counts.total == 3
    assert browse_contacts.counts(desk, ContactQuery("aubry")).opposed == 1
    assert list(browse_contacts.ids(desk, ContactQuery(state=State.OPPOSED), Ticket())) == [2, 1]


def test_a_card_tells_all(desk: Desk) -> None:
    with desk.database.writing("batches"):
        desk.database.connection.execute(
            "INSERT INTO batches (file_name, digest, imported_on, kind, source, collected_on, is_direct, purpose, counts) "
            "VALUES ('prospects.xlsx', '', '2022-03-20', '', '', '', 1, '', '{}')"
        )
    one = add(desk, last_name="Aubry", last_contact_on=date(2022, 3, 12), batch=1, row=12)
    other = add(desk, last_name="Aubri")
    exchanges.add(desk.database, one.id, Exchange(date(2022, 3, 12), Direction.FROM_PERSON, "e-mail"))
    exchanges.add(desk.database, one.id, Exchange(date(2023, 9, 15), Direction.FROM_US, "e-mail", "relance"))
    with desk.database.writing("contacts"):
        desk.database.connection.execute(
            "INSERT INTO cell_problems (contact_id, batch, row, header, reason, raw) "
            "VALUES (1, 1, 12, 'Tél.', 'numéro incomplet', '06 12')"
        )
    proposals.add(desk.database, [Proposal(other.id, one.id, "noms voisins")])
    card = browse_contacts.card(desk, one.id)
    assert card.explanation.title == "Durée dépassée depuis le 12/03/2025"
    assert [each.on.year for each in card.exchanges] == [2023, 2022]
    assert card.list_ is not None
    assert (card.list_.file_name, card.list_.imported_on, card.list_.informed_on) == (
        "prospects.xlsx",
        date(2022, 3, 20),
        None,
    )
    assert [(each.row, each.header, each.reason) for each in card.problems] == [(12, "Tél.", "numéro incomplet")]
    assert card.duplicates == (Proposal(1, 2, "noms voisins"),)
    pair = browse_contacts.pairs(desk)[0]
    assert (pair.first.contact.last_name, pair.second.contact.last_name, pair.reason) == (
        "Aubry",
        "Aubri",
        "noms voisins",
    )
    assert browse_contacts.counts(desk, ContactQuery()).duplicates == 1


def test_a_person_who_left_is_one_sentence(desk: Desk) -> None:
    with pytest.raises(Refusal, match="n’est plus dans vos contacts"):
        browse_contacts.card(desk, 9)
