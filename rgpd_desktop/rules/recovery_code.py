"""The key of the data as a person copies it from a sheet of paper: thirteen groups of four signs, each with its own check sign.

Crockford's 32 signs (no I, L, O, U): what is read as O, I or L is taken for 0, 1, 1. A wrong sign, or two exchanged, is told by the number
of its group. Called by services.protect_data; holds no key itself.
"""

from __future__ import annotations

from typing import Final

LENGTH: Final = 32  # bytes of the key
GROUPS: Final = 13
GROUP: Final = 5  # signs, the last of which checks the others
_SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ: Final = {sign: value for value, sign in enumerate(_SIGNS)} | {"O": 0, "I": 1, "L": 1}
_BITS: Final = 5
_DATA: Final = GROUPS * (GROUP - 1)  # signs of the key, 260 bits for 256: the last four are zero
_SPARE: Final = _DATA * _BITS - LENGTH * 8
_DASHES: Final = "-‐‑‒–—−_.,/"


class BadCode(ValueError):  # noqa: N818 - the word of the sentence it becomes
    """The text is no recovery code: `group` is the first group (from 1) that is not well copied, 0 when the length is wrong."""

    def __init__(self, group: int) -> None:
        super().__init__("not a recovery code")  # never what was typed
        self.group = group


def groups_of(key: bytes) -> tuple[str, ...]:
    """The groups to print. `key` has 32 bytes."""
    number = int.from_bytes(key, "big") << _SPARE
    values = [(number >> (_BITS * at)) & 31 for at in reversed(range(_DATA))]
    made = []
    for group in range(GROUPS):
        part = values[group * (GROUP - 1) : (group + 1) * (GROUP - 1)]
        made.append("".join(_SIGNS[value] for value in (*part, _check(group, part))))
    return tuple(made)


def key_of(text: str) -> bytes:
    """The key of a code as it was typed, in groups or not, in capitals or not. Raises BadCode."""
    signs = [sign for sign in text.upper() if not sign.isspace() and sign not in _DASHES]
    number = 0
    for group in range(GROUPS):
        part = [_READ.get(sign, -1) for sign in signs[group * GROUP : (group + 1) * GROUP]]
        if len(part) < GROUP:
            raise BadCode(0)
        if -1 in part or _check(group, part[:-1]) != part[-1]:
            raise BadCode(group + 1)
        for value in part[:-1]:
            number = number << _BITS | value
    if len(signs) != GROUPS * GROUP:
        raise BadCode(0)
    if number & ((1 << _SPARE) - 1):
        raise BadCode(GROUPS)
    return (number >> _SPARE).to_bytes(LENGTH, "big")


def _check(group: int, values: list[int]) -> int:
    """Each sign weighs differently, in the field of 32 elements, and so does the place of the group."""
    total = _times(6, group)
    for weight, value in enumerate(values, start=2):
        total ^= _times(weight, value)
    return total


def _times(a: int, b: int) -> int:
    """The product in the field of 32 elements (x^5 + x^2 + 1)."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        b >>= 1
        a <<= 1
        if a & 32:
            a ^= 0b100101
    return product
