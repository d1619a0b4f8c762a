"""Which step answers which field, so that what is missing leads to the right place."""

from __future__ import annotations

from dataclasses import fields

import pytest

from rgpd_desktop.rules import activity_gaps
from rgpd_desktop.rules.activity import Activity, DataCategory, Keeping, Purpose
from rgpd_desktop.rules.retention import Period
from rgpd_desktop.rules.sheet_steps import STEP_IDS, answered, gaps_by_step, step_of

EMPTY = Activity(id="a", name="")
_NO_STEP = {"id", "progress", "reference", "model", "created_on", "updated_on", "reviewed_on", "content_version"}


@pytest.mark.parametrize("field", [each.name for each in fields(Activity) if each.name not in _NO_STEP])
def test_every_field_asked_has_its_step(field: str) -> None:
    first = ("name", "role", "client", "software", "joint_controllers", "kinds")
    assert (step_of(field) == "activity") == (field in first)


@pytest.mark.parametrize(
    ("asked", "step"), [("keeping", "durations"), ("review", "review"), ("data", "people"), ("nothing", "activity")]
)
def test_a_step_by_its_id_or_by_a_word(asked: str, step: str) -> None:
    assert step_of(asked) == step


def test_data_without_duration_lack_it_and_not_themselves() -> None:
    empty = gaps_by_step(activity_gaps.gaps(EMPTY), EMPTY)
    assert "durations" not in empty
    assert [gap.field for gap in empty["people"]] == ["people", "data", "source"]
    with_data = Activity(id="a", name="", data=(DataCategory("identity"),))
    found = gaps_by_step(activity_gaps.gaps(with_data), with_data)
    assert [gap.field for gap in found["durations"]] == ["data"]
    assert [gap.field for gap in found["people"]] == ["people", "source"]


def test_what_was_answered() -> None:
    assert answered(EMPTY) == frozenset()
    assert answered(Activity(id="a", name="Paie", purposes=(Purpose("Payer"),))) == {"activity", "purposes"}
    said = Activity(id="a", name="", data=(DataCategory("identity", "", Keeping(period=Period(years=1))),))
    assert answered(said) == {"people", "durations"}
    assert answered(said) <= set(STEP_IDS)
