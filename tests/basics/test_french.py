"""Plurals, numbers, dates and spaces, as they are printed."""

from __future__ import annotations

from datetime import date

import pytest

from rgpd_desktop.basics import french


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (999, "999"),
        (1072, "1\u202f072"),
        (1_000_000, "1\u202f000\u202f000"),
        (-36_010, "-36\u202f010"),
    ],
)
def test_thousands_have_a_narrow_space(value: int, words: str) -> None:
    assert french.number(value) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0\u00a0personne"), (1, "1\u00a0personne"), (2, "2\u00a0personnes"), (1072, "1\u202f072\u00a0personnes")],
)
def test_french_is_singular_below_two(count: int, words: str) -> None:
    assert french.counted(count, "personne") == words


def test_a_plural_of_its_own() -> None:
    assert french.plural(3, "cheval", "chevaux") == "chevaux"
    assert french.plural(1, "cheval", "chevaux") == "cheval"
    assert french.counted(2, "mois", "mois") == "2\u00a0mois"


def test_days() -> None:
    assert french.day(date(2026, 3, 1)) == "01/03/2026"
    assert french.day(date(987, 12, 31)) == "31/12/0987"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 11, 24), date(2026, 11, 24), "0\u00a0jour"),
        (date(2026, 11, 23), date(2026, 11, 24), "1\u00a0jour"),
        (date(2026, 10, 25), date(2026, 11, 24), "30\u00a0jours"),
        (date(2026, 10, 24), date(2026, 11, 24), "1\u00a0mois"),
        (date(2026, 1, 31), date(2026, 2, 28), "28\u00a0jours"),
        (date(2025, 3, 12), date(2026, 11, 24), "20\u00a0mois"),
        (date(2024, 11, 25), date(2026, 11, 24), "23\u00a0mois"),
        (date(2024, 11, 24), date(2026, 11, 24), "2\u00a0ans"),
        (date(2023, 11, 25), date(2026, 11, 24), "2\u00a0ans"),
        (date(2016, 1, 1), date(2026, 11, 24), "10\u00a0ans"),
    ],
)
def test_how_long(start: date, end: date, words: str) -> None:
    assert french.lasting(start, end) == words


def test_a_capital_leaves_the_rest_alone() -> None:
    assert french.capitalised("écrit à la CNIL") == "Écrit à la CNIL"
    assert french.capitalised("") == ""


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Pourquoi ?", "Pourquoi\u202f?"),
        ("Oui ; non !", "Oui\u202f; non\u202f!"),
        ("Règle : « Prospects »", "Règle\u00a0: «\u00a0Prospects\u00a0»"),
        ("https://example.org/a?b;c", "https://example.org/a?b;c"),
        ("déjà\u00a0: fait\u202f;", "déjà\u00a0: fait\u202f;"),
    ],
)
def test_no_break_spaces(written: str, printed: str) -> None:
    assert french.spaced(written) == printed
    assert french.spaced(printed) == printed


def test_quotes() -> None:
    assert french.quoted("Prospects") == "«\u00a0Prospects\u00a0»"


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([], ""),
        (["un"], "un"),
        (["un", "deux"], "un et deux"),
        (("un", "deux", "trois"), "un, deux et trois"),
    ],
)
def test_lists_in_a_sentence(parts: list[str], words: str) -> None:
    assert french.joined(parts) == words
