"""Days as people write them in a list, read day first to ISO text ("2024-03-12"). Called by the cell readers and the answers.

Pure: no clock. A day that is not given takes the earlier reading, because a retention period that is a ceiling must not be lengthened.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from rgpd_desktop.rules.columns import Cell
from rgpd_desktop.rules.folding import unaccented

UNREADABLE: Final = "date illisible"
IMPOSSIBLE: Final = "ce jour n’existe pas"
OUT_OF_RANGE: Final = "année hors de 1900-2100"
NO_YEAR: Final = "année absente"
MONTH_FIRST: Final = "date lue mois d’abord"
YEAR_ALONE: Final = "année seule : le 1er janvier est retenu"

FIRST_YEAR, LAST_YEAR = 1900, 2100
_PIVOT: Final = 40  # 39 is 2039 (the end of a relation may be ahead), 40 is 1940
_SERIALS: Final = range(20_000, 80_001)  # 3 October 1954 to 10 January 2119, as Excel counts days
_EXCEL_ORIGIN: Final = date(1899, 12, 30)
_DAYS_1904: Final = 1462  # the other origin a workbook may count from
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january", "fevrier fevr fev feb february", "mars mar march", "avril avr apr april",
            "mai may", "juin jun june", "juillet juil jul july", "aout aou aug august",
            "septembre sept sep september", "octobre oct october", "novembre nov november", "decembre dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_DIGITS_FIRST: Final = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", re.ASCII)
_WEEKDAY = (
    r"(?:(?:lundi|lun|mardi|mercredi|mer|jeudi|jeu|vendredi|ven|samedi|sam|dimanche|dim"
    r"|monday|mon|tuesday|tue|wednesday|wed|thursday|thu|friday|fri|saturday|sat|sunday|sun)\.?,? +)?(?:le +)?"
)
_CLOCK = (
    r"(?:(?:,| a| at| -|t)? *[0-9]{1,2} *[:h] *(?:[0-9]{2})?(?: *[:m] *[0-9]{2} *s?)?(?:[.,][0-9]+)? *(?:[ap]m)?"
    r" *(?:z|utc|gmt)? *(?:[+-][0-9]{2}:?[0-9]{2})?)?"
)
_YEAR = r"(?P<year>[0-9]{4}|'?[0-9]{2})"
_WORD = r"(?P<word>[a-z]{3,9})"
_FORMS: Final = tuple(
    re.compile(_WEEKDAY + form + _CLOCK)
    for form in (
        rf"(?P<day>[0-9]{{1,2}}) ?[/.\- ] ?(?P<month>[0-9]{{1,2}}) ?[/.\- ] ?{_YEAR}",
        r"(?P<year>[0-9]{4}) ?[/.\- ] ?(?P<month>[0-9]{1,2}) ?[/.\- ] ?(?P<day>[0-9]{1,2})",
        rf"(?P<day>[0-9]{{1,2}})(?:er|st|nd|rd|th)?(?: +of)?[ .\-/]*{_WORD}[ .,\-/]*{_YEAR}",
        rf"{_WORD}[ .]*(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? +(?P<year>[0-9]{{4}})",
        rf"{_WORD}[ .\-/]*{_YEAR}",
        r"(?P<month>[0-9]{1,2}) ?[/.\-] ?(?P<year>[0-9]{4})",
        r"(?P<year>[0-9]{4}) ?[/.\-] ?(?P<month>[0-9]{1,2})",
    )
)
_WITHOUT_YEAR: Final = re.compile(_WEEKDAY + r"(?:[0-9]{1,2}(?:er)?[ ./\-]*(?:[a-z]{3,9}\.?|[0-9]{1,2}))")
_NUMBER: Final = re.compile(r"[0-9]{4,8}|[0-9]{5}[.,][0-9]+", re.ASCII)
_LONGEST: Final = 80


def read_day(cell: Cell, is_1904: bool = False) -> tuple[str, str]:
    """The ISO day of a cell ("" when there is none) and a French reason when it was unreadable or had to be guessed.

    `is_1904` says that the numbers of this workbook count days from 1904.
    """
    if isinstance(cell, str):
        match = _DIGITS_FIRST.fullmatch(cell)
        if match:
            return _day(match[3], match[2], match[1])
        return _from_text(cell, is_1904)
    if isinstance(cell, date):
        if FIRST_YEAR <= cell.year <= LAST_YEAR:
            return cell.isoformat()[:10], ""
        return "", OUT_OF_RANGE
    if cell is None:
        return "", ""
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return "", UNREADABLE
    return _from_number(cell, is_1904)


def _from_number(number: float, is_1904: bool) -> tuple[str, str]:
    """A day counted by a workbook, a bare year, or a day written without separators (20220312, 12032022)."""
    if not 0 < number < 1e8:
        return "", UNREADABLE
    whole = int(number)
    if whole in _SERIALS:
        found = _EXCEL_ORIGIN + timedelta(days=whole + (_DAYS_1904 if is_1904 else 0))
        return (found.isoformat(), "") if found.year <= LAST_YEAR else ("", OUT_OF_RANGE)
    if whole != number:
        return "", UNREADABLE
    if 1990 <= whole <= LAST_YEAR:
        return f"{whole}-01-01", YEAR_ALONE
    digits = str(whole).zfill(8)
    if len(str(whole)) < 7:
        return "", UNREADABLE
    if FIRST_YEAR <= int(digits[:4]) <= LAST_YEAR and int(digits[4:6]) <= 12:
        return _day(digits[:4], digits[4:6], digits[6:])
    return _day(digits[4:], digits[2:4], digits[:2])


def _from_text(text: str, is_1904: bool) -> tuple[str, str]:
    """Every other writing: with words, a time, another order, or a number kept as text."""
    plain = " ".join(unaccented(text).split())
    if not any(map(str.isalnum, plain)):
        return "", ""
    if len(plain) > _LONGEST:
        return "", UNREADABLE
    if _NUMBER.fullmatch(plain):
        return _from_number(float(plain.replace(",", ".")), is_1904)
    for form in _FORMS:
        match = form.fullmatch(plain)
        if match:
            return _from_match(match.groupdict())
    return "", NO_YEAR if _WITHOUT_YEAR.fullmatch(plain) else UNREADABLE


def _from_match(parts: dict[str, str | None]) -> tuple[str, str]:
    word = parts.get("word")
    month = parts.get("month") or ""
    if word:
        number = _MONTHS.get(word)
        if number is None:
            return "", UNREADABLE
        month = str(number)
    return _day(parts["year"] or "", month, parts.get("day") or "1")


def _day(year: str, month: str, day: str) -> tuple[str, str]:
    """The ISO day when it exists. Month-first order is taken only when the day-first reading is impossible."""
    y, m, d = int(year.lstrip("'")), int(month), int(day)
    if len(year) <= 3:
        y += 2000 if y < _PIVOT else 1900
    reason = ""
    if m > 12 >= d:
        m, d, reason = d, m, MONTH_FIRST
    if not FIRST_YEAR <= y <= LAST_YEAR:
        return "", OUT_OF_RANGE
    if not 1 <= m <= 12 or d < 1 or (d > 28 and d > monthrange(y, m)[1]):
        return "", IMPOSSIBLE
    return f"{y}-{m:02d}-{d:02d}", reason
