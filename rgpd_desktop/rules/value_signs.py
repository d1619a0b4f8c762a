"""What the values of a column look like: shares of e-mails, telephones, days, names, streets… in a sample.

Called by mapping, sheet_shape and sensitive. Light signs for guessing only: reading a value for good is done elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.rules import value_words
from rgpd_desktop.rules.columns import Cell
from rgpd_desktop.rules.folding import fold

# Values looked at closely in a column: enough to tell, few enough for a hundred columns.
_LOOKED_AT: Final = 40
_EXAMPLES: Final = 3
_LONGEST: Final = 400

_MONTH = r"(?:janv?|f[eé]vr?|feb|mars?|avr|apr|mai|may|juin|jun|juil|jul|ao[uû]t|aug|sept?|oct|nov|d[eé]c)[a-zûéè]*\.?"
_EMAIL: Final = re.compile(r"[\w.+%'’-]+@[\w-]+(?:\.[\w-]+)+")
_MAY_HAVE_SHAPE: Final = re.compile(r"[\d{\[]|[.:]\w|[^\W\d_]+ \d")
_SHAPE: Final = re.compile(
    r"(?P<url>https?://\S+|www\.\S+|(?:[a-z0-9-]+\.)+(?:fr|com|net|org|eu|io|be|ch|info|biz|pro|re|paris|example)(?:/\S*)?)"
    r"|(?P<ip>(?:\d{1,3}\.){3}\d{1,3}|(?:[0-9a-f]{1,4}:){3,7}:?[0-9a-f]{1,4})"
    r"|(?P<date>(?:3[01]|[12]\d|0?[1-9])[/.\-](?:3[01]|[12]\d|0?[1-9])[/.\-](?:\d{4}|\d{2})(?:[ T,à]+\d.*)?"
    r"|(?:19|20)\d\d[/.\-](?:1[0-2]|0?[1-9])[/.\-](?:3[01]|[12]\d|0?[1-9])(?:[ T].*)?"
    rf"|(?:[a-zé]{{3,9}}\.?,? )?(?:\d{{1,2}}(?:er|st|nd|rd|th)?[ \-])?{_MONTH}[ \-](?:\d{{1,2}},? )?(?:19|20)?\d\d(?:[ T,à]+\d.*)?"
    r"|(?:1[0-2]|0?[1-9])/(?:19|20)\d\d)"
    r"|(?P<money>(?:-?[$€£] ?)-?[\d   ,.]+|-?[\d   ,.]+ ?[$€£%])"
    r"|(?P<digits>(?:[+(]?[\d(][\d\s.\-/()]{2,}(?: ?(?:x|ext|poste)\.? ?\d+)?)(?:\s*(?:[,;|]|ou|et)\s*\+?\(?[\d][\d\s.\-/()]+)*[.\s]*)"
    r"|(?P<number>-?\d+(?:[.,]\d+)?)"
    r"|(?P<json>[{\[].*[}\]])"
    r"|(?P<postal_city>(?:[A-Z]{1,2}-)?\d{5}[ ,\-]+\D{2,40}|\D{2,40}[ (,]+\d{5}\)?)",
    re.IGNORECASE | re.DOTALL,
)
_SEPARATORS: Final = re.compile(r"[\s.\-/()]+")
_FRENCH_PHONE: Final = re.compile(r"(?:0|\+?33|0033|330|\+330)?[1-9]\d{8}")
_FRENCH_MOBILE: Final = re.compile(r"(?:0|\+?33|0033|330|\+330)?[67]\d{8}")
_POSTAL: Final = re.compile(r"(?:F|FR|B|CH|L)?-?(?:\d{4,5})(?:-\d{4})?")


@dataclass(frozen=True, slots=True)
class Signs:
    """A sample of one column: `count` filled cells of which `distinct` differ; `share` of the filled cells for each sign (0 to 1).

    `values` are the distinct texts with their number; `examples` a few of them; `oldest_years` the years of the days seen.
    """

    count: int = 0
    distinct: int = 0
    share: Mapping[str, float] = field(default_factory=dict)
    values: Mapping[str, int] = field(default_factory=dict)
    examples: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    mean_length: float = 0.0

    def of(self, *names: str) -> float:
        """The summed share of these signs, at most 1."""
        return min(1.0, sum(self.share.get(name, 0.0) for name in names))


def text_of(cell: Cell) -> str:
    """The cell as a person would read it: days as JJ/MM/AAAA, whole numbers without a decimal part, texts stripped."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    if isinstance(cell, date):
        return french.day(cell)
    return str(cell)


def signs(cells: Iterable[Cell]) -> Signs:
    """The signs of one column's sampled cells, empty ones left out."""
    raw = Counter(cell for cell in cells if cell is not None and cell != "")
    filled: dict[str, int] = {}
    kinds: dict[str, Cell] = {}
    for cell, times in raw.items():
        text = text_of(cell)
        if text:
            filled[text] = filled.get(text, 0) + times
            kinds[text] = cell
    if not filled:
        return Signs()
    step = max(1, -(-len(filled) // _LOOKED_AT))
    looked_at = list(filled)[::step]
    tally: dict[str, int] = {}
    years = []
    for text in looked_at:
        for sign in _signs_of(text, kinds[text]):
            tally[sign] = tally.get(sign, 0) + filled[text]
        if "date" in tally and (year := _year(text, kinds[text])):
            years.append(year)
    total = sum(filled[text] for text in looked_at)
    return Signs(
        count=sum(filled.values()),
        distinct=len(filled),
        share={sign: times / total for sign, times in tally.items()},
        values=filled,
        examples=tuple(looked_at[:_EXAMPLES]),
        years=tuple(years),
        mean_length=sum(map(len, looked_at)) / len(looked_at),
    )


def _signs_of(text: str, cell: Cell) -> list[str]:
    """Every sign one value shows; the first is its shape."""
    if isinstance(cell, bool):
        return ["yes" if cell else "no"]
    if isinstance(cell, date):
        return ["date"]
    if isinstance(cell, (time, timedelta)):
        return ["time"]
    if len(text) > _LONGEST:
        return ["text", "long"]
    if "@" in text:
        found = _EMAIL.findall(text)
        return ["email"] if found and sum(map(len, found)) * 2 >= len(text) else ["text", "with_email"]
    match = _SHAPE.fullmatch(text) if _MAY_HAVE_SHAPE.search(text) else None
    shape = (match.lastgroup if match else None) or "text"
    if shape in ("digits", "number"):
        return _signs_of_number(text)
    if shape == "text":
        return _signs_of_text(text)
    return ["ip", "number"] if shape == "ip" else [shape]


def _signs_of_number(text: str) -> list[str]:
    found = ["number"]
    compact = _SEPARATORS.sub("", text)
    first = re.split(r"[,;|x]|ou|et", compact)[0]
    digits = first.lstrip("+")
    if _FRENCH_PHONE.fullmatch(first) or (len(compact) >= 18 and _FRENCH_PHONE.match(first)):
        found = ["phone", "mobile"] if _FRENCH_MOBILE.match(first) else ["phone"]
    elif 8 <= len(digits) <= (15 if text[0] == "+" else 13) and (first != text.strip() or text[0] in "+(0"):
        found = ["phone"]
    if len(digits) in (9, 14) and digits.isdigit() and text[0] not in "+0(" and is_luhn(digits):
        found.append("siren")
    if _POSTAL.fullmatch(text) and (len(digits) != 4 or digits[0] != "0"):
        found.append("postal")
    if digits in ("0", "1"):
        found.append("yes" if digits == "1" else "no")
    if digits.isdigit() and len(digits) == 5 and 20_000 <= int(digits) <= 60_000:
        found.append("serial")
    return found


def _signs_of_text(text: str) -> list[str]:
    folded = fold(text)
    if not folded:
        return ["yes"] if text in value_words.YES else ["no"] if text in value_words.NO else ["mark"]
    if folded in value_words.YES:
        return ["yes", "text"]
    if folded in value_words.NO:
        return ["no", "text"]
    words = folded.split()
    found = ["text"]
    if folded in value_words.CIVILITIES or (
        len(words) <= 3 and all(w in value_words.CIVILITIES | {"et"} for w in words)
    ):
        found.append("civility")
    if (
        words[0] in value_words.FIRST_NAMES
        and len(words) <= 2
        and (len(words) == 1 or words[1] in value_words.FIRST_NAMES)
    ):
        found.append("first_name")
    if 2 <= len(words) <= 5 and _is_like_a_person(text, words):
        found.append("two_names")
    found += [sign for sign, known in _VOCABULARIES if not known.isdisjoint(words)]
    if folded in value_words.COUNTRIES or all(word in value_words.COUNTRIES for word in words):
        found.append("country")
    if any(character.isdigit() for character in text):
        found.append("with_digits")
    if len(words) > 8:
        found.append("long")
    if folded.startswith(value_words.REFUSALS):
        found.append("refusal")
    elif folded.startswith(value_words.AGREEMENTS):
        found.append("agreement")
    return found


_VOCABULARIES: Final = (
    ("company", value_words.LEGAL_FORMS),
    ("job", value_words.JOBS),
    ("street", value_words.STREETS),
    ("professional", value_words.PROFESSIONALS),
    ("individual", value_words.INDIVIDUALS),
)


def _is_like_a_person(text: str, words: list[str]) -> bool:
    """A civility or a known first name among two to five words without a figure, none of them a firm's."""
    if not value_words.LEGAL_FORMS.isdisjoint(words) or any(character.isdigit() for character in text):
        return False
    return any(word in value_words.FIRST_NAMES for word in words) or words[0] in value_words.CIVILITIES


def is_luhn(digits: str) -> bool:
    """Whether the digits pass the Luhn check (SIREN, SIRET, payment cards)."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + position % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORT_YEAR: Final = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-](\d\d)(?!\d)")


def _year(text: str, cell: Cell) -> int | None:
    if isinstance(cell, date):
        return cell.year
    if match := _YEAR.search(text):
        return int(match.group())
    if match := _SHORT_YEAR.match(text):
        short = int(match.group(1))
        return 2000 + short if short < 40 else 1900 + short
    return None
