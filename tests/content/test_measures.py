"""The security check-list as shipped: 44 questions, the groups of the register; and what a malformed one raises."""

from __future__ import annotations

from pathlib import Path

import pytest

from rgpd_desktop.content.catalogue import load_catalogue
from rgpd_desktop.content.measures import load_checklist, read_checklist
from rgpd_desktop.content.register_lists import load_lists
from rgpd_desktop.rules.retention import Confidence

QUESTION = """
[[questions]]
id = "one"
number = 1
theme = "Accès"
text = "Est-ce fermé ?"
advice = "Fermez."
statement = "Fermé"
group = "access"
guide = [4, 5]
"""
HEAD = 'source = "rgpd"\nconfidence = "second_hand"\n'


def test_the_forty_four_questions() -> None:
    questions = load_checklist().questions
    assert [question.number for question in questions] == list(range(1, 45))
    assert len({question.id for question in questions}) == 44
    assert len({question.statement for question in questions}) == 44
    assert all(question.text.endswith("?") and "\u202f?" in question.text for question in questions)
    assert all(1 <= fiche <= 25 for question in questions for fiche in question.guide)


def test_the_ten_themes_each_in_one_piece() -> None:
    checklist = load_checklist()
    themes = [question.theme for question in checklist.questions]
    assert len(checklist.themes) == 10
    assert themes == sorted(themes, key=checklist.themes.index)


def test_the_groups_are_the_seven_types_of_the_register() -> None:
    groups = {choice.id for choice in load_lists().measures}
    assert len(groups) == 7
    assert {question.group for question in load_checklist().questions} == groups


def test_the_source_exists_and_the_list_is_not_surer_than_it() -> None:
    checklist, rank = load_checklist(), list(Confidence)
    source = load_catalogue().sources[checklist.source]
    assert rank.index(checklist.confidence) >= rank.index(source.confidence)
    assert [question.id for question in checklist.questions if question.confidence is Confidence.UNCONFIRMED] == [
        "shredder"
    ]


def test_a_question_as_it_is_written(tmp_path: Path) -> None:
    file = tmp_path / "measures.toml"
    file.write_text(HEAD + QUESTION, encoding="utf-8")
    (question,) = read_checklist(file).questions
    assert (question.id, question.text, question.guide) == ("one", "Est-ce fermé\u202f?", (4, 5))
    assert question.confidence is Confidence.SECOND_HAND


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (QUESTION, "source is missing"),
        (HEAD + QUESTION + QUESTION.replace("number = 1", "number = 2"), "an id is there twice"),
        (HEAD + QUESTION + QUESTION.replace('"one"', '"two"'), "do not follow one another"),
        (HEAD + QUESTION.replace("number = 1", "number = 2"), "do not follow one another"),
        (HEAD + QUESTION.replace("[4, 5]", '["4"]'), "guide is not a list of integers"),
        (HEAD + QUESTION.replace("[4, 5]", "[]"), "guide is not a list of integers"),
        (HEAD + QUESTION.replace("[4, 5]", "[true]"), "guide is not a list of integers"),
        (f"{HEAD}{QUESTION}\nsurprise = 1", "unknown surprise"),
    ],
)
def test_a_malformed_list_names_the_place(tmp_path: Path, text: str, complaint: str) -> None:
    file = tmp_path / "measures.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=complaint):
        read_checklist(file)
