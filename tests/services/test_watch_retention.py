"""Who is due and when: counts, months and lines follow the rules in force, and each number is the one its list shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.rules.contact import Contact, Hold, State
from rgpd_desktop.rules.contact_query import ContactQuery
from rgpd_desktop.rules.retention import Period
from rgpd_desktop.services import keep_rules, watch_retention
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import contacts

TODAY = date(2026, 11, 23)
ENTERED = date(2026, 11, 2)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path, TODAY) as opened:
        yield opened


def add(desk: Desk, **fields: object) -> int:
    person = replace(Contact(last_name="Durand", entered_on=ENTERED), **fields)  # type: ignore[arg-type]
    return contacts.add(desk.database, person, desk.starts).id


def last(day: str) -> dict[str, date]:
    return {"last_contact_on": date.fromisoformat(day)}


def test_the_survey_shares_everybody_out(desk: Desk) -> None:
    add(desk, **last("2023-11-23"))  # due today
    add(desk, **last("2023-11-24"))  # due tomorrow
    add(desk, **last("2026-01-05"))
    add(desk)  # undated
    add(desk, **last("2020-01-01"), hold=Hold("Litige", date(2027, 1, 1)))
    add(desk, kind="former_client", relation_ended_on=date(2020, 1, 1))
    add(desk, kind="former_client", relation_ended_on=date(2021, 1, 1), opposed_on=date(2021, 1, 1))
    add(desk, kind="client", **last("2015-01-01"))
    survey = watch_retention.survey(desk)
    counts = {state: survey.count(state) for state in State if survey.count(state)}
    assert counts == {
        State.OVERDUE: 3, State.DUE_SOON: 1, State.UP_TO_DATE: 2, State.UNDATED: 1, State.KEPT: 1,
    }  # fmt: skip
    assert survey.total == 8
    assert survey.today == TODAY
    assert [(each.kind.id, each.counts[State.OVERDUE]) for each in survey.in_state(State.OVERDUE)] == [
        ("former_client", 2),
        ("prospect", 1),
    ]
    assert survey.in_state(State.ARCHIVED) == ()


def test_due_lists_the_earliest_first_and_asks_about_another_day(desk: Desk) -> None:
    late = add(desk, **last("2023-10-01"))
    later = add(desk, **last("2023-11-01"))
    tomorrow = add(desk, **last("2023-11-24"))
    applicant = add(desk, kind="applicant_pool", **last("2024-06-01"))  # two years: due on 01/06/2026
    assert list(watch_retention.due(desk)) == [applicant, late, later]
    assert list(watch_retention.due(desk, date(2026, 11, 24))) == [applicant, late, later, tomorrow]
    assert list(watch_retention.due(desk, date(2026, 10, 1))) == [applicant, late]
    assert list(watch_retention.due(desk, asked=watch_retention.query(kind="applicant_pool"))) == [applicant]
    assert list(watch_retention.due(desk, asked=ContactQuery(state=State.DUE_SOON))) == [tomorrow]


def test_months_begin_today_and_end_a_year_later(desk: Desk) -> None:
    for day in ("2023-11-22", "2023-11-23", "2023-11-30", "2023-12-01", "2024-02-29", "2024-10-31", "2024-11-01"):
        add(desk, **last(day))
    months = watch_retention.months(desk, TODAY)
    assert [(each.first_day, each.last_day) for each in (months[0], months[1], months[-1])] == [
        (TODAY, date(2026, 11, 30)),
        (date(2026, 12, 1), date(2026, 12, 31)),
        (date(2027, 10, 1), date(2027, 10, 31)),
    ]
    assert [each.count for each in months] == [2, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1]


def test_a_month_counts_whom_its_list_shows(desk: Desk) -> None:
    add(desk, **last("2023-12-15"))
    add(desk, kind="applicant_pool", **last("2024-12-20"))
    add(desk, **last("2023-12-16"), opposed_on=date(2024, 1, 1))
    add(desk, **last("2023-12-17"), hold=Hold("Litige", date(2028, 1, 1)))  # waiting
    add(desk, kind="client", **last("2023-12-18"))  # a relation that lasts
    december = watch_retention.months(desk, TODAY)[1]
    asked = ContactQuery(due_from=december.first_day, due_to=december.last_day)
    assert december.count == 3
    assert len(watch_retention.due(desk, asked=asked)) == 3


def test_months_follow_the_rule_in_force(desk: Desk) -> None:
    add(desk, **last("2026-01-10"))
    assert sum(each.count for each in watch_retention.months(desk, TODAY)) == 0
    keep_rules.change(desk, "P1", Period(years=1), "")
    assert [each.count for each in watch_retention.months(desk, TODAY)][:3] == [0, 0, 1]


def test_a_line_says_the_rule_the_fact_the_day_and_what_is_proposed(desk: Desk) -> None:
    ids = [
        add(desk, first_name="Hélène", **last("2022-03-12")),
        add(desk, collected_on=date(2023, 12, 1)),
        add(desk),
        add(desk, kind="former_client", relation_ended_on=date(2022, 5, 14), hold=Hold("Litige", date(2027, 2, 1))),
        add(desk, kind="client"),
        999_999,
    ]
    lines = watch_retention.lines_of(desk, ids)
    assert [line.contact.id for line in lines] == ids[:-1]
    assert [line.state for line in lines] == [
        State.OVERDUE, State.DUE_SOON, State.UNDATED, State.KEPT, State.UP_TO_DATE,
    ]  # fmt: skip
    assert [line.rule_words for line in lines] == [
        "Prospects · 3\u00a0ans", "Prospects · 3\u00a0ans", "Prospects · 3\u00a0ans",
        "Anciens clients · 3\u00a0ans", "Clients · 3\u00a0ans",
    ]  # fmt: skip
    assert lines[0].fact == "contact du 12/03/2022"
    assert lines[1].fact == "collecte du 01/12/2023"
    assert [line.due_on for line in lines] == [
        date(2025, 3, 12), date(2026, 12, 1), date(2029, 11, 2), date(2027, 2, 1), None,
    ]  # fmt: skip
    assert [line.proposal for line in lines] == [
        "Supprimer", "Supprimer à l’échéance", "Dater", "Garder jusque-là", "Garder",
    ]  # fmt: skip


def test_relations_without_news_are_a_question_and_never_due(desk: Desk) -> None:
    silent = add(desk, kind="client", **last("2019-05-05"))
    only_collected = add(desk, kind="client", collected_on=date(2018, 1, 1))
    add(desk, kind="client", **last("2023-11-24"))  # heard of within three years
    add(desk, kind="client", **last("2015-01-01"), relation_ended_on=date(2026, 1, 1))  # has an end
    add(desk, kind="supplier", **last("2022-01-01"))  # five years
    add(desk, **last("2015-01-01"))  # a prospect is simply overdue
    add(desk, kind="client", **last("2015-01-01"), hold=Hold("Garantie", date(2027, 1, 1)))
    supplier = add(desk, kind="supplier", **last("2021-11-23"))
    assert list(watch_retention.sleeping_ids(desk)) == [only_collected, silent, supplier]
    assert watch_retention.sleeping_relations(desk) == 3
    assert silent not in watch_retention.due(desk)
    lines = watch_retention.lines_of(desk, [silent, only_collected, 3])
    assert [(line.fact, line.proposal, line.due_on) for line in lines] == [
        ("en cours, contact 05/05/2019", "Noter la fin\u202f?", None),
        ("relation en cours", "Noter la fin\u202f?", None),
        ("en cours, contact 24/11/2023", "Garder", None),
    ]


def test_an_empty_base_has_nothing_to_say(desk: Desk) -> None:
    survey = watch_retention.survey(desk)
    assert survey.total == 0
    assert len(survey.kinds) == len(desk.kinds) == 9
    assert [each.count for each in watch_retention.months(desk, TODAY)] == [0] * 12
    assert len(watch_retention.due(desk)) == 0
    assert watch_retention.sleeping_relations(desk) == 0
