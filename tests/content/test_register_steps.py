"""The words of the wizard's steps: each has its article and a source of the catalogue; a malformed file is our fault, said at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from rgpd_desktop.content.catalogue import legal_folder, load_catalogue
from rgpd_desktop.content.register_steps import load_steps, read_steps
from rgpd_desktop.rules.sheet_steps import STEP_IDS

FILE = legal_folder() / "register" / "steps.toml"


def test_the_steps_are_those_of_the_program_in_order() -> None:
    assert tuple(step.id for step in load_steps()) == STEP_IDS


@pytest.mark.parametrize("step", load_steps(), ids=lambda step: step.id)
def test_a_step_says_why_and_by_virtue_of_what(step: object) -> None:
    assert step.why and step.question.endswith("\u202f?")  # type: ignore[attr-defined]
    assert step.article.startswith("RGPD, art. ")  # type: ignore[attr-defined]
    assert not step.why_processor or step.article_processor  # type: ignore[attr-defined]
    assert step.source in load_catalogue().sources  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('id = "people"', 'id = "persons"', "the steps are not activity, purposes, people"),
        ('article = "RGPD, art. 30-1 a"\n', "", "article is missing"),
        ('title = "Activité"', 'title = "Activité"\ntitel = "x"', "unknown titel"),
    ],
)
def test_a_malformed_file_is_refused(tmp_path: Path, before: str, after: str, said: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "steps.toml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        read_steps(path)
