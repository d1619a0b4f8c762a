"""Periods, clocks, due days and states. The dates expected are written out, counted on a calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rgpd_desktop.rules.contact import Contact, Hold, State
from rgpd_desktop.rules.retention import (
    Bound,
    Clock,
    Confidence,
    Cutoff,
    Period,
    RetentionRule,
    Starts,
    Then,
    add,
    clock,
    cutoff,
    due_on,
    latest_start,
    state,
)

TODAY = date(2026, 11, 24)
THREE_YEARS = Period(years=3)
CEILING, FLOOR = Bound.CEILING, Bound.FLOOR


def rule(starts: Starts = Starts.LAST_CONTACT, keep: Period = THREE_YEARS, bound: Bound = CEILING) -> RetentionRule:
    return RetentionRule(
        id="P1",
        kind="prospect",
        label="Prospects",
        starts=starts,
        keep=keep,
        recommended=THREE_YEARS,
        bound=bound,
        then=Then.DELETE,
        source="some-source",
        source_label="recommandation",
        confidence=Confidence.SECOND_HAND,
        since="2021-09-23",
    )


PROSPECTS = rule()


@pytest.mark.parametrize(
    ("start", "period", "ceiling", "floor"),
    [
        (date(2022, 3, 12), Period(years=3), date(2025, 3, 12), date(2025, 3, 12)),
        (date(2026, 1, 31), Period(months=1), date(2026, 2, 28), date(2026, 3, 1)),
        (date(2024, 1, 31), Period(months=1), date(2024, 2, 29), date(2024, 3, 1)),
        (date(2024, 2, 29), Period(years=3), date(2027, 2, 28), date(2027, 3, 1)),
        (date(2024, 2, 29), Period(years=4), date(2028, 2, 29), date(2028, 2, 29)),
        (date(2025, 2, 28), Period(years=3), date(2028, 2, 28), date(2028, 2, 28)),
        (date(2026, 8, 31), Period(months=1), date(2026, 9, 30), date(2026, 10, 1)),
        (date(2026, 11, 30), Period(months=3), date(2027, 2, 28), date(2027, 3, 1)),
        (date(2026, 12, 31), Period(months=2), date(2027, 2, 28), date(2027, 3, 1)),
        (date(2026, 12, 15), Period(months=12), date(2027, 12, 15), date(2027, 12, 15)),
        (date(2026, 12, 31), Period(days=1), date(2027, 1, 1), date(2027, 1, 1)),
        (date(2026, 1, 30), Period(years=1, months=1, days=10), date(2027, 3, 10), date(2027, 3, 11)),
        (date(2022, 3, 12), Period(), date(2022, 3, 12), date(2022, 3, 12)),
    ],
)
def test_a_period_ends_on_the_same_numbered_day_or_beside_it(
    start: date, period: Period, ceiling: date, floor: date
) -> None:
    assert (add(start, period, CEILING), add(start, period, FLOOR)) == (ceiling, floor)


def test_a_month_is_not_thirty_days() -> None:
    assert add(date(2026, 7, 1), Period(months=2), CEILING) == date(2026, 9, 1)
    assert add(date(2026, 7, 1), Period(days=60), CEILING) == date(2026, 8, 30)


@pytest.mark.parametrize("bound", [CEILING, FLOOR])
@pytest.mark.parametrize(
    "period",
    [
        Period(years=3),
        Period(years=5),
        Period(months=1),
        Period(months=25),
        Period(days=90),
        Period(months=1, days=1),
        Period(years=2, months=6, days=45),
        Period(),
    ],
)
def test_latest_start_is_the_inverse_of_add(period: Period, bound: Bound) -> None:
    """Over eight years and two leap days: the period of that day is over, the one of the next day is not."""
    one = timedelta(days=1)
    for offset in range(8 * 365 + 2):
        end = date(2023, 1, 1) + timedelta(days=offset)
        start = latest_start(end, period, bound)
        assert add(start, period, bound) <= end < add(start + one, period, bound)


@pytest.mark.parametrize(
    ("end", "period", "ceiling", "floor"),
    [
        (date(2026, 2, 28), Period(months=1), date(2026, 1, 31), date(2026, 1, 28)),
        (date(2026, 3, 1), Period(months=1), date(2026, 2, 1), date(2026, 2, 1)),
        (date(2027, 2, 28), Period(years=3), date(2024, 2, 29), date(2024, 2, 28)),
        (date(2028, 2, 29), Period(years=3), date(2025, 2, 28), date(2025, 2, 28)),
        (date(2026, 11, 24), Period(years=3), date(2023, 11, 24), date(2023, 11, 24)),
    ],
)
def test_latest_start_around_missing_days(end: date, period: Period, ceiling: date, floor: date) -> None:
    assert (latest_start(end, period, CEILING), latest_start(end, period, FLOOR)) == (ceiling, floor)


def test_the_cutoff_holds_the_days_overdue_and_due_within_sixty_days() -> None:
    assert cutoff(PROSPECTS, TODAY) == Cutoff("prospect", due=date(2023, 11, 24), soon=date(2024, 1, 23))


@pytest.mark.parametrize("bound", [CEILING, FLOOR])
def test_the_cutoff_and_the_state_agree_on_every_day(bound: Bound) -> None:
    """The store compares a day with the cutoff, the panel computes a state: a person cannot be in two places."""
    kept = rule(bound=bound)
    for today in (date(2027, 2, 27), date(2027, 2, 28), date(2027, 3, 1), date(2028, 2, 29), TODAY):
        limit = cutoff(kept, today)
        for offset in range(-100, 100):
            last = limit.due + timedelta(days=offset)
            expected = (
                State.OVERDUE if last <= limit.due else State.DUE_SOON if last <= limit.soon else State.UP_TO_DATE
            )
            assert state(Contact(last_contact_on=last), kept, today) is expected


def test_the_clock_of_a_prospect_is_the_last_contact_from_the_person_then_the_collection() -> None:
    reached = Contact(last_contact_on=date(2024, 5, 2), collected_on=date(2022, 1, 1), entered_on=TODAY)
    assert clock(reached, Starts.LAST_CONTACT) == Clock(date(2024, 5, 2), "dernier contact de sa part")
    silent = replace(reached, last_contact_on=None)
    assert clock(silent, Starts.LAST_CONTACT) == Clock(date(2022, 1, 1), "collecte")


def test_a_contact_older_than_the_collection_takes_the_earlier_day() -> None:
    bought = Contact(last_contact_on=date(2019, 5, 2), collected_on=date(2024, 1, 1))
    assert clock(bought, Starts.LAST_CONTACT).on == date(2019, 5, 2)


def test_only_what_comes_from_the_person_moves_the_clock() -> None:
    contact = Contact(last_contact_on=date(2022, 3, 12), collected_on=date(2022, 3, 8), entered_on=date(2022, 3, 20))
    touched = replace(
        contact,
        edited_on=TODAY,
        entered_on=TODAY,
        collected_on=TODAY,
        newsletter=True,
        notes="relance envoyée le 15/09/2023, e-mail ouvert",
        opposed_on=TODAY,
        batch=12,
        row=4,
    )
    for starts in Starts:
        assert clock(touched, starts) == clock(contact, starts)
    assert due_on(touched, PROSPECTS) == date(2025, 3, 12)
    assert due_on(replace(touched, last_contact_on=date(2024, 1, 5)), PROSPECTS) == date(2027, 1, 5)


def test_nothing_runs_while_a_relation_lasts() -> None:
    clients = rule(Starts.RELATION_END)
    client = Contact(kind="client", last_contact_on=date(2015, 1, 1), collected_on=date(2014, 1, 1))
    assert clock(client, Starts.RELATION_END) == Clock(None, "relation en cours")
    assert due_on(client, clients) is None
    assert state(client, clients, TODAY) is State.UP_TO_DATE


@pytest.mark.parametrize("starts", [Starts.RELATION_END, Starts.ENDED_RELATION])
def test_an_ended_relation_runs_from_its_end_or_a_later_contact(starts: Starts) -> None:
    gone = Contact(relation_ended_on=date(2022, 5, 14), last_contact_on=date(2022, 5, 14))
    assert clock(gone, starts) == Clock(date(2022, 5, 14), "fin de la relation")
    assert clock(replace(gone, last_contact_on=date(2021, 1, 1)), starts).on == date(2022, 5, 14)
    back = replace(gone, last_contact_on=date(2023, 2, 1))
    assert clock(back, starts) == Clock(date(2023, 2, 1), "dernier contact de sa part")


def test_the_end_of_a_relation_does_not_touch_the_clock_of_a_prospect() -> None:
    contact = Contact(relation_ended_on=date(2025, 5, 14), last_contact_on=date(2022, 3, 12))
    assert clock(contact, Starts.LAST_CONTACT).on == date(2022, 3, 12)


def test_a_former_client_without_an_end_runs_from_what_is_known() -> None:
    contact = Contact(last_contact_on=date(2021, 6, 30), collected_on=date(2018, 1, 1), entered_on=TODAY)
    assert clock(contact, Starts.ENDED_RELATION).on == date(2021, 6, 30)
    assert clock(replace(contact, last_contact_on=None), Starts.ENDED_RELATION).on == date(2018, 1, 1)


@pytest.mark.parametrize("starts", [Starts.LAST_CONTACT, Starts.ENDED_RELATION])
def test_without_a_fact_the_clock_is_the_entry_and_says_so(starts: Starts) -> None:
    start = clock(Contact(entered_on=date(2023, 1, 10)), starts)
    assert start == Clock(date(2023, 1, 10), "entrée dans vos contacts", is_undated=True)
    assert clock(Contact(), starts) == Clock(None, "entrée dans vos contacts", is_undated=True)


def test_an_undated_person_has_no_due_day_but_does_not_stay_for_ever() -> None:
    undated = Contact(entered_on=date(2023, 11, 25))
    assert due_on(undated, PROSPECTS) is None
    assert state(undated, PROSPECTS, TODAY) is State.UNDATED
    assert state(undated, PROSPECTS, TODAY + timedelta(days=1)) is State.OVERDUE
    assert state(Contact(), PROSPECTS, TODAY) is State.UNDATED


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (date(2023, 11, 23), State.OVERDUE),
        (date(2023, 11, 24), State.OVERDUE),  # from the due day itself
        (date(2023, 11, 25), State.DUE_SOON),
        (date(2024, 1, 23), State.DUE_SOON),  # 60 days before 23 January 2027
        (date(2024, 1, 24), State.UP_TO_DATE),
    ],
)
def test_the_state_around_its_edges(last: date, expected: State) -> None:
    assert state(Contact(last_contact_on=last), PROSPECTS, TODAY) is expected


def test_the_order_of_precedence() -> None:
    """Each step takes away what decided the one before."""
    contact = Contact(
        last_contact_on=date(2020, 1, 1),
        opposed_on=date(2024, 1, 1),
        archived_until=date(2030, 1, 1),
        hold=Hold("litige", date(2027, 1, 1)),
    )
    assert state(contact, PROSPECTS, TODAY) is State.ARCHIVED
    contact = replace(contact, archived_until=None)
    assert state(contact, PROSPECTS, TODAY) is State.KEPT
    contact = replace(contact, hold=None)
    assert state(contact, PROSPECTS, TODAY) is State.OVERDUE
    contact = replace(contact, last_contact_on=date(2023, 12, 1))
    assert state(contact, PROSPECTS, TODAY) is State.OPPOSED
    assert state(replace(contact, last_contact_on=None, entered_on=TODAY), PROSPECTS, TODAY) is State.OPPOSED
    contact = replace(contact, opposed_on=None)
    assert state(contact, PROSPECTS, TODAY) is State.DUE_SOON


def test_an_opposed_client_is_opposed_although_nothing_runs() -> None:
    contact = Contact(kind="client", opposed_on=date(2024, 1, 1))
    assert state(contact, rule(Starts.RELATION_END), TODAY) is State.OPPOSED


def test_a_hold_counts_until_its_last_day_included() -> None:
    contact = Contact(last_contact_on=date(2020, 1, 1), hold=Hold("contrôle fiscal", TODAY))
    assert state(contact, PROSPECTS, TODAY) is State.KEPT
    assert state(contact, PROSPECTS, TODAY + timedelta(days=1)) is State.OVERDUE


def test_changing_the_period_changes_the_due_day() -> None:
    contact = Contact(last_contact_on=date(2022, 3, 12))
    assert due_on(contact, rule(keep=Period(months=18))) == date(2023, 9, 12)
    assert due_on(contact, rule(keep=Period(years=5))) == date(2027, 3, 12)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period(years=3), "3\u00a0ans"),
        (Period(years=1, months=6), "1\u00a0an et 6\u00a0mois"),
        (Period(days=1), "1\u00a0jour"),
        (Period(years=2, months=1, days=15), "2\u00a0ans, 1\u00a0mois et 15\u00a0jours"),
        (Period(), "0\u00a0jour"),
    ],
)
def test_a_period_in_words(period: Period, words: str) -> None:
    assert period.words == words


def test_which_period_is_longer() -> None:
    assert Period(years=3).is_longer_than(Period(months=35))
    assert not Period(years=3).is_longer_than(Period(months=36))
    assert not Period(years=3).is_longer_than(Period(years=3))
    assert Period(years=3, days=1).is_longer_than(Period(years=3))
    assert Period(days=1100).is_longer_than(Period(years=3))


def test_a_rule_is_changed_by_another_length_not_by_another_spelling() -> None:
    assert not PROSPECTS.is_changed
    assert not rule(keep=Period(months=36)).is_changed
    assert rule(keep=Period(months=35)).is_changed
    assert rule(keep=Period(years=3, days=1)).is_changed


def test_a_contract_is_over_once_and_for_all() -> None:
    supplier = Contact(kind="supplier", relation_ended_on=date(2018, 6, 1), last_contact_on=date(2024, 6, 1))
    contract = rule(Starts.CONTRACT_END, Period(years=5))
    assert clock(supplier, Starts.CONTRACT_END) == Clock(date(2018, 6, 1), "fin de la relation")
    assert due_on(supplier, contract) == date(2023, 6, 1)
    assert clock(replace(supplier, relation_ended_on=None), Starts.CONTRACT_END).on is None


def test_a_period_ends_with_the_calendar() -> None:
    assert add(date(9998, 1, 1), THREE_YEARS, CEILING) == date.max
    assert add(date(9999, 12, 30), Period(days=9), CEILING) == date.max
