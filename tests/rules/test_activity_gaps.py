"""What a sheet lacks, told in the order of the sheet; what changed, told in French."""

from __future__ import annotations

from dataclasses import fields, replace

from rgpd_desktop.rules.activity import (
    Activity,
    DataCategory,
    Keeping,
    MeasureLine,
    PeopleCategory,
    Purpose,
    Recipient,
    Role,
    Transfer,
)
from rgpd_desktop.rules.activity_gaps import FIELD_WORDS, changed, gaps
from rgpd_desktop.rules.business import Party
from rgpd_desktop.rules.retention import Period

COMPLETE = Activity(
    id="a", name="Prospection", purposes=(Purpose("Trouver", "legitimate_interest"),), people=(PeopleCategory("prospects"),),
    data=(DataCategory("identity", keeping=Keeping(Period(years=3))),), recipients=(Recipient("internal"),), is_direct=True,
    measures=(MeasureLine("access"),),
)  # fmt: skip


def lacking(**fields_changed):
    return [problem.field for problem in gaps(replace(COMPLETE, **fields_changed))]


def test_a_complete_sheet_lacks_nothing():
    assert gaps(COMPLETE) == ()


def test_an_empty_sheet_is_told_all_that_article_30_asks():
    found = [problem.field for problem in gaps(Activity("a", ""))]
    assert found == ["name", "purposes", "people", "data", "recipients", "source", "measures"]


def test_each_lack_is_told_under_its_field():
    assert lacking(purposes=(Purpose("Trouver"),)) == ["purposes"]
    assert lacking(data=(DataCategory("identity"),)) == ["data"]
    assert lacking(sensitive=(DataCategory("health", keeping=Keeping(starts="dossier clos")),)) == [
        "sensitive_condition"
    ]
    assert lacking(recipients=()) == ["recipients"]
    assert lacking(recipients=(), processors=("p1",)) == []
    assert lacking(is_direct=None) == ["source"]
    assert lacking(transfers=(Transfer("Outil", "Inde"),)) == ["transfers"]
    assert lacking(dpia_criteria=("scale",)) == []
    assert lacking(dpia_criteria=("scale", "vulnerable")) == ["dpia"]
    assert lacking(dpia_criteria=("scale", "vulnerable"), dpia="faite le 01/02/2026") == []


def test_a_duration_may_be_a_period_words_or_a_rule():
    for keeping in (Keeping(Period(months=6)), Keeping(starts="jusqu’au désabonnement"), Keeping(kind="prospect")):
        assert lacking(data=(DataCategory("identity", keeping=keeping),)) == []


def test_work_for_a_client_asks_who_the_client_is_and_no_legal_basis():
    sheet = Activity("a", "Maintenance", Role.PROCESSOR, measures=(MeasureLine("access"),))
    assert [problem.field for problem in gaps(sheet)] == ["client"]
    assert gaps(replace(sheet, client=Party(company="Client SARL"))) == ()


def test_what_changed_is_told_once_in_the_order_of_the_sheet():
    other = replace(COMPLETE, source="salon", is_direct=False, name="Autre", content_version="2027-01-01")
    assert changed(COMPLETE, other) == ("nom", "origine des données")
    assert changed(COMPLETE, COMPLETE) == ()


def test_every_field_has_its_words_but_dates_and_numbers():
    unnamed = {field.name for field in fields(Activity)} - set(FIELD_WORDS)
    assert unnamed == {"id", "model", "created_on", "updated_on", "reviewed_on", "content_version"}
