"""The people kept: what goes in comes out, states counted in SQL agree with the rules, orders hold."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from rgpd_desktop.basics.problems import Cancelled, Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.content.people import load_kinds
from rgpd_desktop.rules import retention
from rgpd_desktop.rules.contact import Audience, Contact, Hold, State
from rgpd_desktop.rules.contact_query import Calendar, ContactQuery, Order
from rgpd_desktop.store import contact_sql, contacts, erasure, first_matches, holds
from rgpd_desktop.store.database import Database, open_database

TODAY = date(2026, 11, 23)
RULES = {kind.id: kind.rule for kind in load_kinds()}
STARTS = {kind: rule.starts for kind, rule in RULES.items()}
CALENDAR = Calendar(TODAY, {kind: retention.cutoff(rule, TODAY) for kind, rule in RULES.items()})
WHOLE = Contact(
    last_name="Aubry", first_name="Hélène", civility="Mme", company="Atelier Aubry", job_title="Gérante",
    emails=("h.aubry@example.org", "contact@example.org"), phones=("+33639980612",), street="3, rue Neuve",
    postal_code="01000", city="Bourg", country="France", website="www.example.org", siren="732829320", kind="client",
    audience=Audience.PROFESSIONAL, last_contact_on=date(2022, 3, 12), collected_on=date(2022, 3, 8),
    relation_ended_on=date(2021, 1, 1), source="Salon", notes="à\nrappeler", newsletter=False,
    opposed_on=date(2024, 5, 6), archived_until=None, hold=Hold("litige", date(2027, 1, 1)), batch=3, row=12,
    entered_on=date(2023, 1, 2), edited_on=date(2024, 2, 3),
)  # fmt: skip


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path / "rgpd.sqlite")
    yield database
    database.close()


def add(base: Database, **fields: object) -> Contact:
    fields.setdefault("entered_on", TODAY)
    return contacts.add(base, Contact(**fields), STARTS)  # type: ignore[arg-type]


def names(base: Database, query: ContactQuery) -> list[str]:
    ids = contacts.find_ids(base, query, CALENDAR, RULES)
    return [each.last_name for each in contacts.fetch(base, ids)]


def crowd(base: Database, many: int = 400) -> list[Contact]:
    """People of every kind around every limit, some opposed, kept, archived or without a date."""
    dice = random.Random(5)
    people = []
    with base.writing("contacts"):
        for number in range(many):
            kind = dice.choice(list(RULES))
            ago = dice.choice((0, 1, 364, 366, 700, 731, 1035, 1036, 1037, 1094, 1095, 1096, 1097, 1830, 3000))
            day = TODAY - timedelta(days=ago)
            people.append(
                add(
                    base, last_name=f"Nom{number % 40:02d}", first_name=f"P{number}", kind=kind, city=dice.choice(("Lyon", "Pau")),
                    last_contact_on=dice.choice((day, None)), collected_on=dice.choice((day, None)),
                    relation_ended_on=dice.choice((day, None)), opposed_on=dice.choice((None, None, None, day)),
                    archived_until=dice.choice((None,) * 9 + (TODAY,)),
                    hold=dice.choice((None,) * 6 + (Hold("litige", TODAY), Hold("litige", TODAY - timedelta(days=1)))),
                    entered_on=dice.choice((TODAY, day)),
                )
            )  # fmt: skip
    holds.lift_lapsed(base, TODAY, STARTS)  # as each opening of a desk does
    return contacts.fetch(base, [each.id for each in people])


def by_rules(people: list[Contact]) -> dict[State, list[int]]:
    stands: dict[State, list[int]] = {state: [] for state in State}
    for each in people:
        stands[retention.state(each, RULES[each.kind], TODAY)].append(each.id)
    return stands


def test_what_goes_in_comes_out(base: Database) -> None:
    stored = contacts.add(base, WHOLE, STARTS)
    assert stored == replace(WHOLE, id=1)
    assert contacts.fetch(base, [1]) == [stored]
    assert base.touched == {"contacts"}


def test_fetch_keeps_the_order_asked_and_leaves_out_who_is_gone(base: Database) -> None:
    for name in ("Un", "Deux", "Trois"):
        add(base, last_name=name)
    assert [each.last_name for each in contacts.fetch(base, [3, 99, 1])] == ["Trois", "Un"]


def test_correct_follows_through_points_clock_and_search(base: Database) -> None:
    stored = contacts.add(base, replace(WHOLE, hold=None, opposed_on=None, kind="prospect", company=""), STARTS)
    changed = replace(stored, last_name="Bérard", emails=("b@example.org",), last_contact_on=TODAY)
    contacts.correct(base, changed, STARTS)
    assert contacts.fetch(base, [1]) == [changed]
    assert contacts.holders(base, ["h.aubry@example.org", "b@example.org", "+33639980612"]) == {
        "b@example.org": [1], "+33639980612": [1],
    }  # fmt: skip
    assert names(base, ContactQuery("berard")) == ["Bérard"]
    assert names(base, ContactQuery("aubry helene")) == []
    assert names(base, ContactQuery(state=State.UP_TO_DATE)) == ["Bérard"]


def test_correcting_somebody_who_is_gone_is_refused(base: Database) -> None:
    with pytest.raises(Refusal, match="n’est plus dans vos contacts"):
        contacts.correct(base, Contact(id=7, last_name="Nul"), STARTS)


def test_states_found_and_counted_agree_with_the_rules(base: Database) -> None:
    people = crowd(base)
    stands = by_rules(people)
    assert all(len(ids) > 3 for ids in stands.values())
    counts = contacts.count_by_state(base, CALENDAR)
    for state, expected in stands.items():
        if state is not State.OPPOSED:
            found = contacts.find_ids(base, ContactQuery(state=state), CALENDAR, RULES)
            assert sorted(found) == expected, state
        assert counts[state] == len(expected), state
    assert sum(counts.values()) == contacts.total(base) == len(people)


def test_the_question_of_the_opposed_finds_everybody_who_said_no(base: Database) -> None:
    people = crowd(base)
    expected = [each.id for each in people if each.opposed_on is not None]
    elsewhere = set(expected) - set(by_rules(people)[State.OPPOSED])  # overdue, kept, archived
    assert len(elsewhere) > 3
    query = ContactQuery(state=State.OPPOSED)
    assert sorted(contacts.find_ids(base, query, CALENDAR, RULES)) == expected
    assert contacts.count(base, query, CALENDAR, RULES) == len(expected)
    found = contacts.find_ids(base, replace(query, text="nom1 lyon"), CALENDAR, RULES)
    matched = [each for each in people if each.last_name[3] == "1" and each.city == "Lyon" and each.opposed_on]
    assert sorted(found) == [each.id for each in matched]


def test_the_states_of_a_searchs_matches(base: Database) -> None:
    people = crowd(base)
    query = ContactQuery("nom1 lyon", state=State.OVERDUE)
    matched = [each for each in people if each.last_name[3] == "1" and each.city == "Lyon"]
    expected = {state: len(ids) for state, ids in by_rules(matched).items()}
    assert contacts.count_matches_by_state(base, query, CALENDAR) == expected
    assert contacts.count_matches_by_state(base, ContactQuery("absent"), CALENDAR) == dict.fromkeys(State, 0)


def test_orders(base: Database) -> None:
    add(base, last_name="Élan", first_name="Zoé", company="SARL Beta", city="Pau", last_contact_on=date(2025, 1, 1))
    add(base, last_name="Eden", first_name="Ana", company="Alpha", city="Brest", last_contact_on=date(2026, 1, 1))
    add(base, last_name="élan", first_name="Ada", company="Gamma", city="Lyon", emails=("a@example.org",))
    assert names(base, ContactQuery()) == ["Eden", "élan", "Élan"]
    assert names(base, ContactQuery(descending=True)) == ["Élan", "élan", "Eden"]
    assert names(base, ContactQuery(order=Order.COMPANY)) == ["Eden", "Élan", "élan"]
    assert names(base, ContactQuery(order=Order.CITY)) == ["Eden", "élan", "Élan"]
    assert names(base, ContactQuery(order=Order.LAST_CONTACT, descending=True)) == ["Eden", "Élan", "élan"]
    assert names(base, ContactQuery(order=Order.EMAIL, descending=True))[0] == "élan"
    assert names(base, ContactQuery(order=Order.ENTERED)) == ["Élan", "Eden", "élan"]


def test_order_of_due_days_crosses_kinds_and_ends_with_lasting_relations(base: Database) -> None:
    add(base, last_name="Client", kind="client")
    add(base, last_name="Vivier", kind="applicant_pool", last_contact_on=date(2025, 6, 1))  # two years
    add(base, last_name="Prospect", kind="prospect", last_contact_on=date(2025, 1, 1))  # three years
    assert names(base, ContactQuery(order=Order.DUE)) == ["Vivier", "Prospect", "Client"]
    assert names(base, ContactQuery(order=Order.DUE, descending=True)) == ["Client", "Prospect", "Vivier"]
    # Kept with a reason: due when that ends, whatever the rule said.
    add(base, last_name="Litige", last_contact_on=date(2019, 1, 1), hold=Hold("litige", date(2027, 9, 1)))
    assert names(base, ContactQuery(order=Order.DUE)) == ["Vivier", "Litige", "Prospect", "Client"]


def test_a_month_of_the_chart(base: Database) -> None:
    add(base, last_name="Avant", last_contact_on=date(2023, 12, 31))
    add(base, last_name="Premier", last_contact_on=date(2024, 1, 1))
    add(base, last_name="Dernier", last_contact_on=date(2024, 1, 31))
    add(base, last_name="Après", last_contact_on=date(2024, 2, 1))
    january = ContactQuery(due_from=date(2027, 1, 1), due_to=date(2027, 1, 31))
    assert names(base, january) == ["Dernier", "Premier"]
    assert contacts.count(base, january, CALENDAR, RULES) == 2


def test_filters_add_up_and_a_limit_stops(base: Database) -> None:
    for number in range(6):
        add(base, last_name=f"N{number}", kind="prospect" if number % 2 else "client", batch=number // 3)
    assert names(base, ContactQuery(kind="client")) == ["N0", "N2", "N4"]
    assert names(base, ContactQuery(kind="client", batch=1)) == ["N4"]
    assert list(contacts.find_ids(base, ContactQuery(), CALENDAR, RULES, limit=2)) == [1, 2]


def test_many_matches_and_few_give_the_same_order(base: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    crowd(base, 120)
    few = contacts.find_ids(base, ContactQuery("nom"), CALENDAR, RULES)
    monkeypatch.setattr(contacts, "FEW_MATCHES", 10)
    assert contacts.find_ids(base, ContactQuery("nom"), CALENDAR, RULES) == few
    assert len(few) == 120


@pytest.mark.parametrize("descending", [False, True])
def test_the_first_of_very_many_matches_are_those_of_the_whole_search(
    base: Database, monkeypatch: pytest.MonkeyPatch, descending: bool
) -> None:
    crowd(base, 120)
    query = ContactQuery("lyon", descending=descending)
    whole = contacts.find_ids(base, query, CALENDAR, RULES)
    monkeypatch.setattr(first_matches, "VERY_MANY", 20)
    monkeypatch.setattr(first_matches, "NAMES", 40)
    match = contact_sql.match_expression("lyon")
    assert first_matches.by_name(base, match, 10, is_descending=descending) == whole[:10]
    assert first_matches.by_name(base, match, 50, is_descending=descending) is None  # not among the first forty names
    for limit in (10, 50):
        assert contacts.find_ids(base, query, CALENDAR, RULES, limit=limit) == whole[:limit]


def test_a_search_can_be_cancelled(base: Database) -> None:
    add(base, last_name="Un")
    ticket = Ticket()
    ticket.cancel()
    with pytest.raises(Cancelled):
        contacts.find_ids(base, ContactQuery(), CALENDAR, RULES, ticket)
    base.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # the cursor was closed


def test_a_selection_is_numbers_or_a_question(base: Database) -> None:
    add(base, last_name="Un")
    add(base, last_name="Deux")
    assert list(contacts.ids_of(base, (2,), CALENDAR, RULES)) == [2]
    assert list(contacts.ids_of(base, ContactQuery("deux"), CALENDAR, RULES)) == [2]
    assert erasure.count_by_kind(base, [1, 2, 9]) == {"prospect": 2}


def test_a_number_is_never_given_twice(base: Database) -> None:
    add(base, last_name="Un")
    with base.writing("contacts"):
        base.connection.execute("DELETE FROM contacts")
    assert add(base, last_name="Deux").id == 2
