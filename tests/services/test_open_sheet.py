"""A sheet opened with all it chooses from, in one reading that writes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.rules.activity import Activity
from rgpd_desktop.rules.measures import Answer, MeasureAnswer
from rgpd_desktop.rules.processor import Processor
from rgpd_desktop.services import keep_measures, keep_processors, keep_register
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.services.open_sheet import open_sheet

TODAY = date(2026, 11, 23)


def test_everything_a_sheet_is_filled_from(tmp_path: Path) -> None:
    with open_desk(tmp_path, TODAY) as desk:
        made = keep_register.begin(desk, Activity(id="", name="Prospection"))
        keep_processors.add_own(desk, Processor(id="", name="Mon infogérant"))
        question = keep_measures.sheet(desk).questions[0]
        keep_measures.answer(desk, MeasureAnswer(question.id, Answer.YES))
    with open_desk(tmp_path, TODAY) as desk:
        found = open_sheet(desk, made.id)
        assert desk.touched == frozenset()
    assert found.activity == made
    assert [each.name for each in found.processors] == ["Mon infogérant"]
    assert found.claims == ((question.group, question.statement),)
    assert set(found.rules) == {kind.id for kind in found.kinds}
    assert "États-Unis" in found.countries
    assert [change.what for change in found.history] == [("fiche créée",)]


def test_a_sheet_that_is_gone_is_refused(tmp_path: Path) -> None:
    with open_desk(tmp_path, TODAY) as desk, pytest.raises(Refusal, match="n’existe plus"):
        open_sheet(desk, "gone")
