"""The strength told while a passphrase is typed."""

from __future__ import annotations

import pytest

from rgpd_desktop.rules import passphrase


@pytest.mark.parametrize(
    "text", ["girafe cuivre lanterne brume", "T7#kq9!zPw2x", "élan rouge sur 12 tables", "gkxqvzpwtrnm"]
)
def test_what_is_hard_to_guess_is_taken_without_advice(text):
    found = passphrase.strength(text)
    assert found.is_enough
    assert found.advice == ""


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("aaaaaaaaaaaaaa", "répétitions"),
        ("azertyuiop12", "premiers essayés"),
        ("motdepasse2024", "premiers essayés"),
        ("bonjour bonjour", "premiers essayés"),
        ("abcdefghijklmnop", "suites"),
        ("bonjour marseille", "premiers essayés"),
        ("qwertyuiop[]", "clavier"),
        ("1" * 30, "répétitions"),
    ],
)
def test_what_is_easy_to_guess_is_refused_with_a_reason(text, word):
    found = passphrase.strength(text)
    assert not found.is_enough
    assert word in found.advice


@pytest.mark.parametrize("text", ["", "x", "T7#kq9!zPw2"])
def test_what_is_short_is_refused_whatever_it_is(text):
    assert not passphrase.strength(text).is_enough


def test_french_words_are_counted_as_words_not_as_letters_drawn_at_random():
    assert passphrase.strength("maisonnette toulousaine").score < passphrase.strength("kvzptqsdgrxlmb wqzjhtfcbn").score


def test_a_very_long_text_is_judged_at_once():
    assert passphrase.strength("le renard " * 2000).score >= 0
