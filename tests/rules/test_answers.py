"""Yes, no, nothing, and refusals: where doubt goes to the safe side."""

from datetime import date, time

import pytest

from rgpd_desktop.rules import answers
from rgpd_desktop.rules.answers import is_blank, is_nothing, read_refusal, read_subscription, read_yes_no


@pytest.mark.parametrize(
    "cell",
    ["oui", "OUI ", "O", "yes", "1", 1, 1.0, True, "x", "X", "✓", "☑", "vrai", "True", "désabonné", "ok", "12/03/2022", 44632.0,
     date(2022, 3, 12), "Désinscrit le 12/03/2022", "Oui (mail du 3 mai)", "STOP"],
)  # fmt: skip
def test_yes(cell):
    assert read_yes_no(cell) is True


@pytest.mark.parametrize(
    "cell", ["non", "Non", "n", "no", "0", 0, 0.0, False, "FAUX", "false", "☐", "non merci", "pas d’opposition"]
)
def test_no(cell):
    assert read_yes_no(cell) is False


@pytest.mark.parametrize("cell", [None, "", "-", "peut-être", 7, 3.5, "?", time(10, 0)])
def test_neither(cell):
    assert read_yes_no(cell) is None


def test_nothing_is_blank_or_a_word_for_nothing():
    blanks = [None, "", "  ", "-", "--", "/", ".", "N/A", "n/a", "#N/A", "#REF!", "null", "NaN"]
    words = [
        "inconnu",
        "Inconnue",
        "néant",
        "?",
        "??",
        "nc",
        "N.C.",
        "non renseigné",
        "xxx",
        "XX",
        "Aucun",
        "s/o",
        "pas de mail",
    ]
    assert [(is_blank(cell), is_nothing(cell)) for cell in blanks] == [(True, True)] * len(blanks)
    assert [(is_blank(cell), is_nothing(cell)) for cell in words] == [(False, True)] * len(words)


@pytest.mark.parametrize(
    "cell", ["Dupont", "x", "✓", 0, False, "Nom", "Sanson", "Inconnu au bataillon", "12", "é", "n" * 40]
)
def test_something_is_not_nothing(cell):
    assert not is_nothing(cell) and not is_blank(cell)


@pytest.mark.parametrize(
    "cell",
    ["désabonné", "STOP", "ne pas contacter", "RGPD", "opt-out", "Ne souhaite plus recevoir", "refuse", "non abonné"],
)
@pytest.mark.parametrize("yes_means_no_contact", [True, False])
def test_words_of_refusal_refuse_whatever_the_question(cell, yes_means_no_contact):
    assert read_refusal(cell, yes_means_no_contact) == (True, "")


@pytest.mark.parametrize(
    "cell",
    ["abonné", "accepte", "pas d’opposition", "non désabonné", "opt-in", "", None, "-", "inconnu", "non renseigné"],
)
@pytest.mark.parametrize("yes_means_no_contact", [True, False])
def test_agreement_or_silence_never_refuses(cell, yes_means_no_contact):
    assert read_refusal(cell, yes_means_no_contact) == (False, "")


def test_yes_and_no_follow_the_question():
    assert [read_refusal(cell, True)[0] for cell in ("oui", "x", 1, date(2022, 1, 1), "non", 0)] == [
        True,
        True,
        True,
        True,
        False,
        False,
    ]
    assert [read_refusal(cell, False)[0] for cell in ("oui", "x", 1, date(2022, 1, 1), "non", 0)] == [
        False,
        False,
        False,
        False,
        True,
        True,
    ]


@pytest.mark.parametrize("cell", ["bof", "?", 7, "NPAI"])
@pytest.mark.parametrize("yes_means_no_contact", [True, False])
def test_what_is_unclear_is_a_refusal_and_is_told(cell, yes_means_no_contact):
    assert read_refusal(cell, yes_means_no_contact) == (True, answers.UNCLEAR_REFUSAL)


def test_subscriptions():
    assert read_subscription("oui") == (True, False, "")
    assert read_subscription("non") == (False, False, "")
    assert read_subscription("abonné") == (True, False, "")
    assert read_subscription("désabonné") == (False, True, "")
    assert read_subscription("non abonné") == (False, False, "")
    assert read_subscription("pas d’opposition") == (None, False, answers.UNCLEAR_ANSWER)
    assert read_subscription("bof") == (None, False, answers.UNCLEAR_ANSWER)
    assert read_subscription("") == read_subscription("nc") == (None, False, "")
