"""French as it is printed: plurals, numbers, dates and the right spaces, for screens and papers alike. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

THIN = "\u202f"  # narrow no-break space: thousands, before ; ! ?
HARD = "\u00a0"  # no-break space: before a colon, inside guillemets
_TURNS = dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
SHORT_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


def number(value: int) -> str:
    """`1072` as `1 072`, with a narrow no-break space between thousands."""
    return f"{value:,}".replace(",", THIN)


def plural(count: int, singular: str, many: str | None = None) -> str:
    """The noun alone, agreed with `count`: French is singular below two. `many` defaults to the singular with an s."""
    return singular if abs(count) < 2 else (many if many is not None else singular + "s")


def counted(count: int, singular: str, many: str | None = None) -> str:
    """`counted(1072, "personne")` is `1 072 personnes`, held together by a no-break space."""
    return f"{number(count)}{HARD}{plural(count, singular, many)}"


def day(value: date) -> str:
    """JJ/MM/AAAA."""
    return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"


def lasting(start: date, end: date) -> str:
    """How long from `start` to a later `end`, in one unit: `12 jours`, `20 mois`, `3 ans`; calendar months, only whole ones."""
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    if months >= 24:
        return counted(months // 12, "an")
    if months >= 1:
        return counted(months, "mois", "mois")
    return counted((end - start).days, "jour")


def capitalised(text: str) -> str:
    """The text with a capital first letter, the rest untouched (str.capitalize would flatten « CNIL »)."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """The text with a small first letter, to go on inside a sentence."""
    return text[:1].lower() + text[1:]


def quoted(text: str) -> str:
    """The text between « » with no-break spaces, without what would turn the sentence round it (see `one_way`)."""
    return f"«{HARD}{one_way(text)}{HARD}»"


def one_way(text: str) -> str:
    """The text without the invisible marks that change the writing direction: a name that holds one would flip the sentence it is in."""
    return text.translate(_TURNS)


def spaced(text: str) -> str:
    """Turns the plain spaces before ; : ! ? » and after « into no-break ones, for a sentence written by hand or in TOML.

    What is put in it may be a name from a file: see `one_way`.
    """
    text = one_way(text)
    for mark in (";", "!", "?"):
        text = text.replace(f" {mark}", f"{THIN}{mark}")
    return text.replace(" :", f"{HARD}:").replace("« ", f"«{HARD}").replace(" »", f"{HARD}»")


def joined(parts: Sequence[str]) -> str:
    """`a, b et c`."""
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + " et " + parts[-1]
