"""The sentence of a duration, from the sheet and from the retention rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rgpd_desktop.rules.activity import Keeping
from rgpd_desktop.rules.keeping import CLOCK_WORDS, keeping_words
from rgpd_desktop.rules.retention import Bound, Confidence, Period, RetentionRule, Starts, Then

RULE = RetentionRule(
    "P1", "prospect", "Prospects", Starts.LAST_CONTACT, Period(3), Period(3), Bound.CEILING, Then.DELETE, "s", "s",
    Confidence.SECOND_HAND, "2021-09-23",
)  # fmt: skip
RULES = {"prospect": RULE}


def words(keeping: Keeping) -> str:
    return keeping_words(keeping, RULES).replace("\u00a0", " ").replace("\u202f", " ")


def test_a_kind_says_its_rule() -> None:
    assert words(Keeping(kind="prospect")) == "3 ans après le dernier contact venant de la personne, puis suppression"


def test_the_rule_in_force_wins_over_the_period_kept_in_the_sheet() -> None:
    changed = {"prospect": replace(RULE, keep=Period(years=2))}
    assert keeping_words(Keeping(Period(3), kind="prospect"), changed).startswith("2\u00a0ans après le dernier contact")


def test_a_kind_that_has_no_rule_any_more_keeps_what_the_sheet_says() -> None:
    assert words(Keeping(Period(months=6), "la collecte", kind="gone")) == "6 mois après la collecte, puis suppression"


@pytest.mark.parametrize(
    ("starts", "said"),
    [
        ("après la clôture", "5 ans après la clôture"),
        ("la clôture de l’exercice", "5 ans après la clôture de l’exercice"),
        ("L’encaissement.", "5 ans après l’encaissement"),
        ("à compter du départ", "5 ans à compter du départ"),
        ("À compter du départ", "5 ans à compter du départ"),
        ("fin du contrat", "5 ans (départ : fin du contrat)"),
        ("CNIL : contrôle", "5 ans (départ : CNIL : contrôle)"),
        ("", "5 ans"),
    ],
)
def test_a_start_reads_on_however_it_was_typed(starts: str, said: str) -> None:
    assert words(Keeping(Period(5), starts)) == f"{said}, puis suppression"


def test_words_alone_may_say_it_all() -> None:
    assert words(Keeping(None, "jusqu’au désabonnement")) == "jusqu’au désabonnement, puis suppression"
    assert (
        words(Keeping(None, "durée du consentement", "archive", Period(3)))
        == "durée du consentement, puis 3 ans en archive"
    )


@pytest.mark.parametrize(
    ("keeping", "end"),
    [
        (Keeping(Period(1), then="anonymise"), "puis anonymisation"),
        (Keeping(Period(1), then="return"), "puis restitution"),
        (Keeping(Period(1), then="archive"), "puis archivage"),
        (
            Keeping(Period(1), then="archive", archive=Period(5), archive_reason="preuve"),
            "puis 5 ans en archive (preuve)",
        ),
        (Keeping(Period(1), then="delete", archive=Period(5)), "puis 5 ans en archive, puis suppression"),
    ],
)
def test_what_follows_is_said(keeping: Keeping, end: str) -> None:
    assert words(keeping) == f"1 an, {end}"


def test_nothing_said_says_nothing() -> None:
    assert words(Keeping()) == ""
    assert words(Keeping(starts=" . ")) == ""
    assert words(Keeping(kind="unknown")) == ""


def test_every_clock_has_its_words() -> None:
    assert set(CLOCK_WORDS) == set(Starts)
    for starts in Starts:
        assert keeping_words(Keeping(kind="prospect"), {"prospect": replace(RULE, starts=starts)}).startswith(
            "3\u00a0ans après l"
        )
