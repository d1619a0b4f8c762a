"""The nouns of the register as plain values (dict, list, str) and back: what the store keeps and the JSON file carries.

Called by the store and by documents; knows neither SQL nor files. A field that this version does not know is left out, one that is missing
takes its default, so that a file of another version comes back with all that both know.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, cast

from cattrs import Converter
from cattrs.errors import BaseValidationError

Noun = TypeVar("Noun")


def to_plain(noun: object) -> dict[str, Any]:
    """The dataclass `noun` as a dict that JSON can write; days are ISO texts, fields left as they are by default are left out."""
    return cast("dict[str, Any]", _converter().unstructure(noun))


def from_plain(kind: type[Noun], plain: object) -> Noun:
    """The dataclass of type `kind` written by `to_plain`. Raises ValueError when it is something else; never repeats what it held."""
    try:
        return _converter().structure(plain, kind)
    except (BaseValidationError, ValueError, TypeError, KeyError, AttributeError):
        raise ValueError(f"not a {kind.__name__}") from None


@cache
def _converter() -> Converter:
    converter = Converter(omit_if_default=True)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    converter.register_structure_hook(str, _text)
    converter.register_structure_hook(bool, _truth)
    converter.register_structure_hook(
        StrEnum, lambda value, kind: kind(value)
    )  # texts too, that would be taken as they come
    return converter


def _text(value: object, _: type[str]) -> str:
    """A text, never a number or a list turned into one."""
    if not isinstance(value, str):
        raise TypeError
    return value


def _truth(value: object, _: type[bool]) -> bool:
    """True or False, never a word that Python takes for one."""
    if not isinstance(value, bool):
        raise TypeError
    return value
