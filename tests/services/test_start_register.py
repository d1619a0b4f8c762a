"""Beginning a register: nothing but what was chosen, drafts prefilled with what the desk already knows, all or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.content.measures import load_checklist
from rgpd_desktop.rules.activity import MeasureLine, Progress, Role
from rgpd_desktop.rules.business import Business, Party
from rgpd_desktop.rules.measures import Answer, MeasureAnswer
from rgpd_desktop.rules.processor import Processor
from rgpd_desktop.rules.retention import Period
from rgpd_desktop.rules.trades import THERE_REASON
from rgpd_desktop.services import keep_measures, keep_register, keep_rules, start_register
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import processors

TODAY = date(2026, 11, 26)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path, TODAY) as opened:
        yield opened


def checked(proposals):
    return [each.model for each in proposals if each.is_checked]


def test_a_consultant_with_a_site_and_a_letter_is_proposed_their_sheets(desk):
    proposals = start_register.proposals(desk, {"consultant"}, {"site", "contact_form", "newsletter"})
    assert checked(proposals) == [
        "prospecting", "clients", "accounting", "contact_form", "newsletter", "video_calls", "hosting_security", "rights_requests",
        "client_missions",
    ]  # fmt: skip
    assert keep_register.sheets(desk) == ()  # proposing adds nothing


def test_what_is_there_is_not_proposed_again(desk):
    start_register.start(desk, ["clients"])
    found = {each.model: each for each in start_register.proposals(desk, {"consultant"}, ())}
    assert (found["clients"].is_checked, found["clients"].reasons) == (False, (THERE_REASON,))
    assert found["prospecting"].is_checked


def test_a_sheet_that_was_archived_may_come_back(desk):
    (sheet,) = start_register.start(desk, ["clients"])
    keep_register.archive(desk, sheet.id)
    assert "clients" in checked(start_register.proposals(desk, {"consultant"}, ()))


def test_the_sheets_chosen_are_drafts_in_the_order_of_the_catalogue(desk):
    made = start_register.start(desk, ["client_missions", "newsletter", "prospecting"])
    assert [sheet.model for sheet in made] == ["prospecting", "newsletter", "client_missions"]
    assert [sheet.reference for sheet in made] == ["RT-001", "RT-002", "ST-001"]
    assert {sheet.progress for sheet in made} == {Progress.DRAFT}
    assert {sheet.created_on for sheet in made} == {TODAY}
    assert keep_register.sheets(desk) == made
    assert keep_register.version(desk) is None


def test_the_durations_are_the_rules_in_force(desk):
    keep_rules.change(desk, desk.rules["prospect"].id, Period(years=2), "")
    (sheet,) = start_register.start(desk, ["prospecting"])
    assert sheet.data[0].keeping.period == Period(years=2)


def test_the_measures_are_what_was_claimed(desk):
    question = load_checklist().questions[0]
    keep_measures.answer(desk, MeasureAnswer(question.id, Answer.YES))
    (sheet,) = start_register.start(desk, ["clients"])
    assert sheet.measures == (MeasureLine(question.group, question.statement),)


def test_the_processors_are_those_kept_that_go_with_the_sheet(desk):
    processors.keep_processor(desk.database, Processor("p1", "Brevo", tool="brevo"))
    processors.keep_processor(desk.database, Processor("p2", "Zoom", tool="zoom"))
    processors.keep_processor(desk.database, Processor("p3", "Ma nièce"))
    letter, calls = start_register.start(desk, ["newsletter", "video_calls"])
    assert (letter.processors, calls.processors) == (("p1",), ("p2",))


@pytest.mark.parametrize("model", start_register.models(), ids=lambda model: model.id)
def test_every_sheet_enters_the_register_once_what_only_the_person_knows_is_said(desk, model):
    keep_measures.answer(desk, MeasureAnswer(load_checklist().questions[0].id, Answer.YES))
    (sheet,) = start_register.start(desk, [model.id])
    if sheet.role is Role.PROCESSOR:
        with pytest.raises(Refusal):
            keep_register.inscribe(desk, sheet.id)
        keep_register.save(desk, replace(sheet, client=Party(company="Studio Azur")))
    if len(sheet.dpia_criteria) >= 2:  # the conclusion is the person's
        with pytest.raises(Refusal, match="analyse d’impact"):
            keep_register.inscribe(desk, sheet.id)
        keep_register.save(desk, replace(sheet, dpia="Exercice individuel"))
    assert keep_register.inscribe(desk, sheet.id).progress is Progress.KEPT
    assert all(rule == kind.rule for rule, kind in zip(desk.rules.values(), desk.kinds, strict=True))


def test_a_model_that_does_not_exist_adds_nothing_at_all(desk):
    before = desk.database.change_count
    with pytest.raises(Refusal):
        start_register.start(desk, ["clients", "gardening"])
    assert keep_register.sheets(desk) == ()
    assert desk.database.change_count == before


def test_a_failure_half_way_adds_nothing_at_all(desk, monkeypatch):
    begin = keep_register.begin

    def failing(desk, template):
        if template.model == "newsletter":
            raise Refusal("plein", "rien")
        return begin(desk, template)

    monkeypatch.setattr(keep_register, "begin", failing)
    with pytest.raises(Refusal):
        start_register.start(desk, ["clients", "newsletter"])
    assert keep_register.sheets(desk) == ()


def test_the_trades_are_kept_with_the_business(desk):
    keep_register.keep_business(desk, Business(name="Claire Morel"))
    start_register.keep_trades(desk, {"trainer", "consultant", "astronaut"})
    assert keep_register.business(desk) == Business(name="Claire Morel", trades=("consultant", "trainer"))
    before = desk.database.change_count
    start_register.keep_trades(desk, ["consultant", "trainer"])
    assert desk.database.change_count == before
