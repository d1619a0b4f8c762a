"""The rules in force: content's, with the periods and reasons the user chose, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.content import people
from rgpd_desktop.rules.retention import Period
from rgpd_desktop.store import rule_changes
from rgpd_desktop.store.database import Database, open_database

RULES = tuple(kind.rule for kind in people.load_kinds())
ON = date(2026, 11, 23)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path / "rgpd.sqlite")
    yield database
    database.close()


def test_without_a_change_the_recommended_period_is_in_force(base: Database) -> None:
    in_force = rule_changes.apply(base, RULES)
    assert {kind: rule.keep for kind, rule in in_force.items()} == {rule.kind: rule.recommended for rule in RULES}
    assert not any(rule.is_changed or rule.reason for rule in in_force.values())


def test_a_change_touches_one_rule_and_keeps_what_was_recommended(base: Database) -> None:
    rule_changes.change(base, "P1", Period(1, 6, 10), "Cycle de vente court", ON)
    in_force = rule_changes.apply(base, RULES)
    prospect = in_force["prospect"]
    assert (prospect.keep, prospect.recommended, prospect.reason) == (
        Period(1, 6, 10), Period(years=3), "Cycle de vente court",
    )  # fmt: skip
    assert [kind for kind, rule in in_force.items() if rule.is_changed] == ["prospect"]


def test_the_last_change_is_the_one_in_force(base: Database) -> None:
    rule_changes.change(base, "P1", Period(years=1), "", ON)
    rule_changes.change(base, "P1", Period(years=5), "Marchés publics pluriannuels", ON)
    prospect = rule_changes.apply(base, RULES)["prospect"]
    assert (prospect.keep, prospect.reason) == (Period(years=5), "Marchés publics pluriannuels")
    assert base.value("SELECT count(*) FROM rule_changes") == 1


def test_restoring_forgets_the_change_and_its_reason(base: Database) -> None:
    rule_changes.change(base, "P1", Period(years=5), "Marchés publics", ON)
    rule_changes.restore(base, "P1")
    rule_changes.restore(base, "P3")  # never changed
    assert rule_changes.apply(base, RULES) == {rule.kind: rule for rule in RULES}


def test_a_rule_that_content_no_longer_has_is_left_aside(base: Database) -> None:
    rule_changes.change(base, "ancienne", Period(years=9), "x", ON)
    assert rule_changes.apply(base, RULES) == {rule.kind: rule for rule in RULES}


def test_changes_survive_closing(tmp_path: Path) -> None:
    path = tmp_path / "rgpd.sqlite"
    base = open_database(path)
    rule_changes.change(base, "P1", Period(months=30), "", ON)
    base.close()
    base = open_database(path)
    assert rule_changes.apply(base, RULES)["prospect"].keep == Period(years=2, months=6)
    base.close()
