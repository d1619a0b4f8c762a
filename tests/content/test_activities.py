"""The catalogue of activities as shipped: complete sheets, ids and sources that exist, durations no surer than their source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rgpd_desktop.basics import french, places
from rgpd_desktop.content.activities import load_models, read_models
from rgpd_desktop.content.catalogue import load_catalogue
from rgpd_desktop.content.people import load_kinds
from rgpd_desktop.content.processors import load_tools
from rgpd_desktop.content.register_lists import load_lists
from rgpd_desktop.rules.activity import Activity, DataCategory, Keeping, MeasureLine, Role
from rgpd_desktop.rules.activity_gaps import gaps
from rgpd_desktop.rules.activity_model import ActivityModel
from rgpd_desktop.rules.business import Party
from rgpd_desktop.rules.keeping import keeping_words
from rgpd_desktop.rules.register_lists import Regime
from rgpd_desktop.rules.retention import Confidence, Period
from rgpd_desktop.services import register_doubts

FILES = places.resources() / "legal" / "activities"
MODELS = {model.id: model for model in load_models()}
RULES = {kind.id: kind.rule for kind in load_kinds()}
PLAIN_SPACE = re.compile(r" [;:!?»]|« ")
each_model = pytest.mark.parametrize("model", load_models(), ids=lambda model: model.id)

# The categories of each sheet whose duration is the rule of a kind of people: one chain from the rule to the paper.
CHAINED = {
    "prospecting": {"prospect", "former_client"}, "clients": {"client"}, "suppliers": {"supplier"}, "contact_form": {"form_message"},
    "newsletter": {"newsletter"}, "applicants": {"applicant_pool", "applicant_rejected", "partner"},
}  # fmt: skip


def answered(model: ActivityModel) -> Activity:
    """The template with what only the person knows: a measure (their check-list gives it), for a client's data the client, and what they
    concluded of the impact assessment."""
    client = Party(name="Un client") if model.activity.role is Role.PROCESSOR else model.activity.client
    dpia = "Exercice individuel" if len(model.activity.dpia_criteria) >= 2 else ""
    return replace(model.activity, measures=(MeasureLine("access", "mot de passe"),), client=client, dpia=dpia)


def test_every_row_of_the_table_has_its_sheet() -> None:
    assert len(MODELS) == len(list(FILES.glob("*.toml"))) >= 21
    numbers = [model.number for model in load_models()]
    assert numbers == sorted(numbers)
    assert set(numbers) >= set(range(1, 22))
    assert next(iter(MODELS)) == "prospecting"
    assert len({model.activity.name for model in load_models()}) == len(MODELS)


@each_model
def test_a_sheet_lacks_only_what_the_person_alone_knows(model: ActivityModel) -> None:
    assert gaps(answered(model)) == ()
    expected = {"measures", "client"} if model.activity.role is Role.PROCESSOR else {"measures"}
    expected |= {"dpia"} if len(model.activity.dpia_criteria) >= 2 else set()
    assert {problem.field for problem in gaps(model.activity)} == expected


@each_model
def test_every_id_is_one_of_the_lists(model: ActivityModel) -> None:
    lists, sheet = load_lists(), model.activity
    assert (sheet.id, sheet.model) == ("", model.id)
    assert {purpose.basis for purpose in sheet.purposes} - {""} <= {each.id for each in lists.bases}
    assert {each.category for each in sheet.people} <= {each.id for each in lists.people}
    assert {each.category for each in sheet.data} <= {each.id for each in lists.of_regime(Regime.ORDINARY)}
    assert {each.category for each in sheet.sensitive} <= {each.id for each in lists.of_regime(Regime.SENSITIVE)}
    assert {each.group for each in sheet.recipients} <= {each.id for each in lists.recipients} - {"processor"}
    assert set(sheet.dpia_criteria) <= {each.id for each in lists.criteria}
    assert sheet.sensitive_condition in {"", *(each.id for each in lists.conditions)}
    assert {each.keeping.then for each in sheet.all_data} <= {each.id for each in lists.ends}
    assert set(sheet.kinds) <= set(RULES)
    assert set(model.tools) <= {tool.id for tool in load_tools()}


@each_model
def test_a_category_is_there_once_with_words_and_a_duration(model: ActivityModel) -> None:
    categories = [each.category for each in model.activity.all_data]
    assert len(set(categories)) == len(categories)
    for each in model.activity.all_data:
        assert each.details
        assert keeping_words(each.keeping, RULES)
        if not each.keeping.kind:
            assert each.keeping.starts in {start.text for start in load_lists().starts}
            assert bool(each.keeping.archive) == (each.keeping.then == "archive") == bool(each.keeping.archive_reason)


@each_model
def test_sources_exist_and_nothing_is_surer_than_its_source(model: ActivityModel) -> None:
    sources, rank = load_catalogue().sources, list(Confidence)
    assert rank.index(model.confidence) >= rank.index(sources[model.source].confidence)
    assert [origin.category for origin in model.durations] == [each.category for each in model.activity.all_data]
    for origin in model.durations:
        assert rank.index(origin.confidence) >= rank.index(sources[origin.source].confidence), origin


@each_model
def test_what_no_text_confirms_is_said(model: ActivityModel) -> None:
    labels = {each.id: each.label for each in load_lists().data}
    told = [note for note in register_doubts.notes(model.activity, RULES) if "aucun texte ne confirme" in note]
    doubtful = {each.category: each.confidence for each in model.durations if each.confidence is Confidence.UNCONFIRMED}
    assert len(told) == bool(doubtful)
    for category in doubtful:
        assert french.quoted(labels[category]) in told[0]


@each_model
def test_each_purpose_has_its_detail_and_the_rest_is_told(model: ActivityModel) -> None:
    assert all(purpose.text and purpose.detail for purpose in model.activity.purposes)
    assert model.summary
    assert model.notes
    assert "CNIL" in model.activity.rights or model.activity.role is Role.PROCESSOR
    assert not model.activity.automated_decision


def test_the_durations_of_people_are_their_rules() -> None:
    for identity, kinds in CHAINED.items():
        sheet = MODELS[identity].activity
        assert {each.keeping.kind for each in sheet.data} - {""} == kinds
        assert set(sheet.kinds) == kinds
    for model in load_models():
        for each in model.activity.all_data:
            assert not each.keeping.kind or each.keeping.period is None


def test_every_kind_of_contact_has_a_sheet() -> None:
    assert {kind for model in load_models() for kind in model.activity.kinds} == set(RULES)


def test_a_kind_of_contact_belongs_to_the_people_of_its_sheet() -> None:
    groups = {kind: group.id for group in load_lists().people for kind in group.kinds if group.id != "contractors"}
    for model in load_models():
        people = {each.category for each in model.activity.people}
        assert {groups[kind] for kind in model.activity.kinds} <= people, model.id


def test_care_rests_on_art_9_2_h_and_wellbeing_on_explicit_consent() -> None:
    care, wellbeing = MODELS["health_record"].activity, MODELS["wellbeing_record"].activity
    assert (care.sensitive_condition, wellbeing.sensitive_condition) == ("health_care", "explicit_consent")
    assert [each.category for each in (*care.sensitive, *wellbeing.sensitive)] == ["health", "health"]
    assert care.sensitive[0].keeping.period == Period(years=5)
    assert care.sensitive[0].keeping.archive == Period(years=15)
    assert care.dpia == ""  # a dispensation is for the person to see, and to note
    assert "2019-118" in " ".join(MODELS["health_record"].notes)
    assert MODELS["health_record"].number == MODELS["wellbeing_record"].number == 16


def test_the_social_security_number_is_only_in_payroll() -> None:
    assert [model.id for model in load_models() if model.activity.uses_nir] == ["payroll"]
    nir = MODELS["payroll"].activity.uses_nir
    assert nir is not None
    assert (nir.category, nir.keeping.period) == ("nir", Period(years=5))


def test_work_for_a_client_is_the_other_register_and_gives_everything_back() -> None:
    assert [model.id for model in load_models() if model.activity.role is Role.PROCESSOR] == ["client_missions"]
    missions = MODELS["client_missions"].activity
    assert {each.keeping.then for each in missions.data} == {"return"}
    assert all(purpose.basis == "" for purpose in missions.purposes)


@pytest.mark.parametrize(
    ("model", "category", "said"),
    [
        ("prospecting", "identity", "3 ans après le dernier contact venant de la personne, puis suppression"),
        ("accounting", "finance", "jusqu’à la clôture de l’exercice, puis 10 ans en archive"),
        ("audience", "internet", "13 mois à compter du dépôt, sans prolongation à chaque visite, puis suppression"),
        ("audience", "connection", "25 mois à compter de la collecte, puis suppression"),
        ("cameras", "images", "1 mois à compter de l’enregistrement, puis suppression"),
        ("contact_form", "relation", "1 an après le dernier contact venant de la personne, puis suppression"),
        ("video_calls", "images", "3 mois à compter de l’enregistrement, puis suppression"),
    ],
)
def test_durations_read_as_sentences(model: str, category: str, said: str) -> None:
    found = next(each for each in MODELS[model].activity.data if each.category == category)
    words = keeping_words(found.keeping, RULES).replace("\u00a0", " ")
    assert words.startswith(said)


def texts(model: ActivityModel) -> Iterator[str]:
    sheet = model.activity
    yield from (sheet.name, model.summary, sheet.source, sheet.rights, sheet.dpia, *model.notes)
    for purpose in sheet.purposes:
        yield from (purpose.text, purpose.detail)
    yield from (each.details for each in (*sheet.people, *sheet.all_data, *sheet.recipients))
    yield from (each.keeping.archive_reason for each in sheet.all_data)


@each_model
def test_what_is_loaded_has_its_no_break_spaces(model: ActivityModel) -> None:
    assert [text for text in texts(model) if PLAIN_SPACE.search(text)] == []


def test_they_are_read_once() -> None:
    assert load_models() is load_models()


def a_file() -> str:
    return (FILES / "cameras.toml").read_text(encoding="utf-8")


def test_a_sheet_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "cameras.toml").write_text(a_file(), encoding="utf-8")
    (model,) = read_models(tmp_path)
    assert model.activity.data == (
        DataCategory(
            "images",
            "images des caméras, sans le son",
            Keeping(Period(months=1), "à compter de l’enregistrement"),
        ),
    )
    assert model.activity.is_direct is True
    assert model.durations[0].confidence is Confidence.SECOND_HAND


def test_a_duration_changed_by_the_person_is_theirs_and_no_longer_doubted() -> None:
    sheet = MODELS["training"].activity
    assert register_doubts.durations(sheet, RULES)
    changed = replace(
        sheet, data=tuple(replace(each, keeping=Keeping(Period(years=4), "à la fin")) for each in sheet.data)
    )
    assert register_doubts.durations(changed, RULES) == ()


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ('id = "cameras"', 'id = "other"', "the id is 'other'"),
        ("number = 17", 'number = "17"', "number is not of type int"),
        ('origin = "direct"', 'origin = "perhaps"', "'perhaps', not one of direct"),
        ('starts = "recording"', 'starts = "someday"', "starts is 'someday'"),
        ("{ months = 1 }", "{ months = 0 }", "a period has"),
        ("{ months = 1 }", "{ weeks = 4 }", "unknown weeks"),
        ('starts = "recording"', 'kind = "nobody"', "kind is 'nobody'"),
        ('starts = "recording"', 'kind = "client"', "unknown period"),
        ('confidence = "second_hand"', 'confidence = "sure"', "'sure', not one of confirmed"),
        ('name = "Vidéosurveillance du local"\n', "", "name is missing"),
        ("[[people]]", "surprise = 1\n[[people]]", "unknown surprise|purposes"),
        ('details = "images des caméras, sans le son"', 'details = ""', "details is empty"),
    ],
)
def test_a_malformed_sheet_names_the_place(tmp_path: Path, before: str, after: str, complaint: str) -> None:
    assert before in a_file()
    (tmp_path / "cameras.toml").write_text(a_file().replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=complaint):
        read_models(tmp_path)
