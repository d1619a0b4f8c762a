"""A recovery code comes back from paper whole, and says which group was badly copied."""

from __future__ import annotations

import random

import pytest

from rgpd_desktop.rules import recovery_code
from rgpd_desktop.rules.recovery_code import BadCode

KEY = bytes(range(7, 39))
CODE = "-".join(recovery_code.groups_of(KEY))


def test_thirteen_groups_of_five_signs_without_those_that_look_alike():
    groups = recovery_code.groups_of(KEY)
    assert [len(group) for group in groups] == [5] * 13
    assert not set("".join(groups)) & set("ILOU")


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        CODE.replace("-", " "),
        CODE.replace("-", ""),
        CODE.replace("-", " – "),
        CODE.replace("0", "o"),
    ],
)
def test_it_comes_back_however_it_is_typed(typed):
    assert recovery_code.key_of(typed) == KEY


def test_any_key_comes_back():
    chance = random.Random(4)
    for _ in range(200):
        key = chance.randbytes(32)
        assert recovery_code.key_of("".join(recovery_code.groups_of(key))) == key


def test_one_wrong_sign_is_told_by_the_number_of_its_group():
    signs = CODE.replace("-", "")
    for at, sign in enumerate(signs):
        for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ":
            if other != sign:
                with pytest.raises(BadCode) as caught:
                    recovery_code.key_of(signs[:at] + other + signs[at + 1 :])
                assert caught.value.group == at // 5 + 1


def test_two_signs_or_two_groups_exchanged_are_told():
    signs = CODE.replace("-", "")
    for at in range(len(signs) - 1):
        if signs[at] != signs[at + 1]:
            with pytest.raises(BadCode):
                recovery_code.key_of(signs[:at] + signs[at + 1] + signs[at] + signs[at + 2 :])
    groups = CODE.split("-")
    for at in range(12):
        groups[at], groups[at + 1] = groups[at + 1], groups[at]
        with pytest.raises(BadCode) as caught:
            recovery_code.key_of("".join(groups))
        assert caught.value.group == at + 1
        groups[at], groups[at + 1] = groups[at + 1], groups[at]


@pytest.mark.parametrize("typed", ["", CODE[:-1], CODE + "A", CODE + "-ABCDE", "bonjour"])
def test_a_code_that_is_not_whole_is_refused_without_being_quoted(typed):
    with pytest.raises(BadCode) as caught:
        recovery_code.key_of(typed)
    assert str(caught.value) == "not a recovery code"
