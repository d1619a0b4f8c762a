"""Changing a rule: its effect is told before, it is bounded, explained when it exceeds, written in the journal, and reversible."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.rules.activity import Activity, DataCategory, Keeping, Progress
from rgpd_desktop.rules.contact import Contact, Hold, State
from rgpd_desktop.rules.retention import Period
from rgpd_desktop.services import keep_rules, watch_retention
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.services.keep_rules import RuleEffect
from rgpd_desktop.store import contacts, journal, register

TODAY = date(2026, 11, 23)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path, TODAY) as opened:
        yield opened


def fill(desk: Desk) -> None:
    """One prospect a month over six years, all heard of on the 10th; and people whom no rule on prospects reaches."""
    with desk.database.writing("contacts"):
        for year in range(2021, 2027):
            for month in range(1, 13):
                if (year, month) <= (2026, 11):
                    contacts.add(desk.database, Contact(last_contact_on=date(year, month, 10)), desk.starts)
        waiting = Contact(last_contact_on=date(2020, 1, 1), hold=Hold("Litige", TODAY + timedelta(days=9)))
        for person in (waiting, Contact(kind="partner", last_contact_on=date(2025, 1, 1)), Contact(kind="client")):
            contacts.add(desk.database, person, desk.starts)


def overdue(desk: Desk) -> int:
    return watch_retention.survey(desk).count(State.OVERDUE)


@pytest.mark.parametrize(
    ("keep", "expected"),
    [
        (Period(years=3), RuleEffect(0, 0, 0)),
        (Period(months=36), RuleEffect(0, 0, 0)),
        # Due from 10/11/2023 back to 10/11/2024 back: twelve more; of 10/12/2024 and 10/01/2025, newly within 60 days, both.
        (Period(years=2), RuleEffect(12, 0, 2)),
        (Period(years=5), RuleEffect(0, 24, 2)),
        # One month later: 10/11/2023 is no longer overdue and becomes due soon; 10/12/2023 was already.
        (Period(years=3, months=1), RuleEffect(0, 1, 1)),
        (Period(years=2, months=11), RuleEffect(1, 0, 1)),
        (Period(years=50), RuleEffect(0, 35, 0)),
    ],
)
def test_the_effect_is_what_saving_then_does(desk: Desk, keep: Period, expected: RuleEffect) -> None:
    fill(desk)
    before = desk.database.change_count, overdue(desk)
    effect = keep_rules.effect(desk, "P1", keep)
    assert effect == expected
    assert (desk.database.change_count, overdue(desk)) == before
    keep_rules.change(desk, "P1", keep, "Marchés pluriannuels")
    assert overdue(desk) - before[1] == effect.becoming_overdue - effect.no_longer_overdue


def test_the_effect_of_going_back(desk: Desk) -> None:
    fill(desk)
    keep_rules.change(desk, "P1", Period(years=2), "")
    assert keep_rules.effect(desk, "P1", Period(years=3)) == RuleEffect(0, 12, 2)


def test_a_longer_period_needs_a_reason(desk: Desk) -> None:
    with pytest.raises(Refusal, match="Au-delà de 3\u00a0ans, écrivez pourquoi"):
        keep_rules.change(desk, "P1", Period(years=3, months=1), "  ")
    assert not desk.rules["prospect"].is_changed
    assert journal.lines(desk.database) == []
    keep_rules.change(desk, "P1", Period(years=3, months=1), "  Cycle de\n vente long ")
    assert desk.rules["prospect"].keep == Period(years=3, months=1)
    assert desk.rules["prospect"].reason == "Cycle de vente long"


@pytest.mark.parametrize(
    ("keep", "field"),
    [
        (Period(), "keep"),
        (Period(years=-1), "keep"),
        (Period(years=1, months=-2), "keep"),
        (Period(years=50, months=1), "keep"),
        (Period(years=3, days=1), "reason"),
    ],
)
def test_what_cannot_be_in_force(desk: Desk, keep: Period, field: str) -> None:
    problem = keep_rules.problem_in(desk.rules["prospect"], keep, "")
    assert problem is not None
    assert problem.field == field
    with pytest.raises(Refusal):
        keep_rules.change(desk, "P1", keep, "")
    assert desk.database.value("SELECT count(*) FROM rule_changes") == 0


@pytest.mark.parametrize("keep", [Period(months=1), Period(years=2, months=6), Period(months=36), Period(years=3)])
def test_a_period_within_the_recommendation_needs_none(desk: Desk, keep: Period) -> None:
    assert keep_rules.problem_in(desk.rules["prospect"], keep, "") is None


def test_fifty_years_with_a_reason_is_the_most(desk: Desk) -> None:
    assert keep_rules.problem_in(desk.rules["prospect"], Period(years=50), "Garantie décennale") is None
    problem = keep_rules.problem_in(desk.rules["prospect"], Period(years=5), "x" * 501)
    assert problem is not None
    assert problem.field == "reason"


def test_each_change_is_a_line_of_the_journal(desk: Desk) -> None:
    keep_rules.change(desk, "P1", Period(years=1, months=6), "")
    keep_rules.change(desk, "P1", Period(years=4), "Devis pluriannuels")
    keep_rules.restore(desk, "P1")
    lines = journal.lines(desk.database)
    assert [line.event for line in lines] == ["change_rule", "change_rule", "restore_rule"]
    assert json.loads(lines[1].detail) == {"rule": "P1", "months": 48, "days": 0, "reason": "Devis pluriannuels"}
    assert journal.flaw(desk.database) is None


def test_going_back_to_the_recommended_value_by_hand_is_restoring(desk: Desk) -> None:
    keep_rules.change(desk, "P1", Period(years=4), "Devis pluriannuels")
    keep_rules.change(desk, "P1", Period(months=36), "inutile")
    assert not desk.rules["prospect"].is_changed
    assert desk.rules["prospect"].reason == ""
    assert journal.lines(desk.database)[-1].event == "restore_rule"


def test_restoring_what_was_not_changed_writes_nothing(desk: Desk) -> None:
    keep_rules.restore(desk, "P1")
    keep_rules.change(desk, "P1", Period(years=3), "")
    assert desk.database.change_count == 0
    assert desk.touched == frozenset()


def test_an_unknown_rule_is_our_fault(desk: Desk) -> None:
    with pytest.raises(ValueError, match="no rule 'P9'"):
        keep_rules.effect(desk, "P9", Period(years=1))


def test_the_sheets_say_what_a_rule_rests_on(desk: Desk) -> None:
    fill(desk)
    sheets = {sheet.rule.id: sheet for sheet in keep_rules.rules(desk)}
    assert [sheet.kind.id for sheet in keep_rules.rules(desk)] == [kind.id for kind in desk.kinds]
    prospect = sheets["P1"]
    assert prospect.starts_words == "à compter du dernier contact venant de la personne, sinon de la collecte"
    assert prospect.confidence_words == "cité par des sources secondaires"
    assert prospect.source_address == "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000045538574"
    assert (prospect.people, sheets["P2"].people, sheets["P6"].people) == (72, 1, 0)
    assert sheets["P6"].confidence_words == "indicatif, à vérifier"


def test_the_register_says_what_the_rule_says_and_notes_it(desk):
    tied = DataCategory("identity", "nom", Keeping(kind="prospect"))
    sheets = (
        Activity("a", "Prospection", progress=Progress.KEPT, data=(tied,)),
        Activity("b", "Gestion des clients", progress=Progress.KEPT, data=(DataCategory("identity", "", Keeping(Period(3))),)),
        Activity("c", "Ancienne", progress=Progress.ARCHIVED, data=(tied,)),
    )  # fmt: skip
    with desk.database.writing("activities"):
        for sheet in sheets:
            register.keep_activity(desk.database, sheet)
    named = {sheet.kind.id: sheet.register_sheets for sheet in keep_rules.rules(desk)}
    assert named["prospect"] == ("Prospection",)
    assert named["client"] == ()
    keep_rules.change(desk, "P1", Period(2), "")
    assert [(change.activity, change.what) for change in register.changes(desk.database)] == [
        ("a", ("durée de conservation\u00a0: 2\u00a0ans au lieu de 3\u00a0ans",)),
    ]  # fmt: skip
    assert register.version(desk.database).made_on == TODAY
    assert [sheet.updated_on for sheet in register.activities(desk.database)] == [TODAY, None, None]
    keep_rules.restore(desk, "P1")
    assert register.changes(desk.database)[0].what == ("durée de conservation\u00a0: 3\u00a0ans au lieu de 2\u00a0ans",)
    before = len(register.changes(desk.database))
    keep_rules.change(desk, "P1", Period(months=36), "")  # the same length: nothing to tell
    assert len(register.changes(desk.database)) == before
