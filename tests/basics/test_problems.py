"""Refusals and cancellations cross a process border whole."""

from __future__ import annotations

import pickle

import pytest

from rgpd_desktop.basics.problems import Cancelled, Problem, Refusal, RowProblem


def test_a_refusal_keeps_its_sentence_and_remedy_through_a_pickle() -> None:
    refusal = Refusal(
        "Ce fichier est protégé par un mot de passe.", "Ouvrez-le, retirez le mot de passe, puis recommencez."
    )
    back = pickle.loads(pickle.dumps(refusal))
    assert type(back) is Refusal
    assert back.sentence == "Ce fichier est protégé par un mot de passe."
    assert back.remedy == "Ouvrez-le, retirez le mot de passe, puis recommencez."
    assert str(back) == "Ce fichier est protégé par un mot de passe."


def test_a_refusal_without_a_remedy() -> None:
    back = pickle.loads(pickle.dumps(Refusal("Le disque est plein.")))
    assert (back.sentence, back.remedy) == ("Le disque est plein.", "")


def test_a_cancellation_is_no_refusal() -> None:
    back = pickle.loads(pickle.dumps(Cancelled()))
    assert type(back) is Cancelled
    assert not isinstance(back, Refusal)


@pytest.mark.parametrize("value", [Problem("email", "Adresse incomplète."), RowProblem(4, "Tél", "numéro illisible")])
def test_problems_are_values(value: object) -> None:
    assert pickle.loads(pickle.dumps(value)) == value
