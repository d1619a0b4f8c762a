"""Phone numbers as people write them in a cell, read to E.164. Called by rows, identity and the contact form; keeps nothing.

French shapes go through one regex joined from the library's own patterns (14 times its speed, same answers); numbers with a foreign
prefix go to the library, which is imported when first needed (20 ms).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from rgpd_desktop.rules.answers import is_blank, is_nothing
from rgpd_desktop.rules.cell_text import text_of
from rgpd_desktop.rules.columns import Cell
from rgpd_desktop.rules.folding import seen_through

UNKNOWN: Final = "numéro inconnu"
SHORT: Final = "numéro incomplet"
LONG: Final = "trop de chiffres pour un numéro"
DOUBTFUL: Final = "numéro non attribué, gardé tel quel"
FOREIGN: Final = "numéro étranger mal formé"
EXTENSION: Final = "numéro de poste non repris"
SCIENTIFIC: Final = "numéro abîmé par le tableur (notation scientifique)"
EMAIL_INSTEAD: Final = "adresse e-mail à la place d’un numéro"
FAX: Final = "numéro de fax non repris"
NOT_A_PHONE: Final = "ce n’est pas un numéro de téléphone"

_GLUE: Final = {ord(mark): None for mark in " .-/()_,'\t\u00a0\u202f\u2009\u2011\u2013\u200b\u200e\u202a\u202c\ufeff"}
_SPACES: Final = str.maketrans(dict.fromkeys("\t\xa0\u202f\u2009", " ") | {"\u2011": "-", "\u2013": "-"})
_SEP = r"(?:/|[ .\-_()]{0,3})"
_NUMBERS: Final = re.compile(
    rf"(?P<french>(?:(?:\+|\b00) ?33{_SEP}(?:\(?0\)?{_SEP})?|(?<!\d)0{_SEP})[1-9](?:{_SEP}[0-9]){{8}})(?![0-9])"
    r"|(?P<foreign>(?:\+ ?|\b00)[1-9](?:[ .\-()]{0,3}[0-9]){5,14})(?![0-9])"
    r"|(?P<digits>[0-9](?:[ .\-]{0,2}[0-9])*)"
)
_FAX_BEFORE: Final = re.compile(
    r"(?:\bfax|\bt[ée]l[ée]copi\w+)[\s.:°n-]{0,4}(?:\([^)]*\))?[\s.:-]{0,3}$", re.IGNORECASE
)
_FAX_AFTER: Final = re.compile(r"\s*(?:\(\s*fax\s*\)|[-,]?\s*fax\s*$)", re.IGNORECASE)
_VOICE: Final = re.compile(r"t[ée]l(?![ée]cop)|phone|port|mob", re.IGNORECASE)
_EXTENSION: Final = re.compile(r"\b(?:poste|ext(?:ension)?\.?|p\.)\s*(?:n°|:)?\s*[0-9]{1,5}\b", re.IGNORECASE)
_SCIENTIFIC: Final = re.compile(r"[0-9][.,]?[0-9]*e\+?[0-9]+", re.IGNORECASE)
_FLOAT_TEXT: Final = re.compile(r"\s*([0-9]{9,14})[.,]0+\s*")
_FICTION: Final = "63998"  # 06 39 98 xx xx, kept by the regulator for films and tests
_OVERSEAS: Final = {"GP": "590", "GF": "594", "MQ": "596", "RE": "262", "YT": "262", "PM": "508"}
_LIMIT: Final = 1000  # characters looked at: a cell may hold 32 000


@cache
def _french() -> Callable[[str], re.Match[str] | None]:
    """Matches the nine digits of an assigned French number."""
    return re.compile("|".join(_patterns("FR")), re.ASCII).fullmatch


@cache
def _overseas() -> tuple[tuple[str, Callable[[str], re.Match[str] | None]], ...]:
    """The prefix of each overseas department with what matches its nine digits: 0690… dialled from Paris is +590 690…."""
    return tuple(
        (code, re.compile("|".join(_patterns(region)), re.ASCII).fullmatch) for region, code in _OVERSEAS.items()
    )


def _patterns(region: str) -> list[str]:
    from phonenumbers import PhoneMetadata  # noqa: PLC0415 - 20 ms at start, for a window that may read no phone

    metadata = PhoneMetadata.metadata_for_region(region)
    if metadata is None:  # a region the library would no longer know
        return []
    kinds = [metadata.fixed_line, metadata.mobile]
    if region == "FR":
        kinds += [metadata.toll_free, metadata.premium_rate, metadata.shared_cost, metadata.voip, metadata.uan]
    return [f"(?:{kind.national_number_pattern})" for kind in kinds if kind and kind.national_number_pattern]


def read_phones(cell: Cell, country: str = "FR") -> tuple[tuple[str, ...], str]:
    """The numbers of a cell in E.164, in order and unique, and the French reason why something in it was not read ("").

    `country` is the ISO code under which a number without prefix is read. A number may be given together with a reason: it is
    then doubtful, not lost.
    """
    text = cell if isinstance(cell, str) else text_of(cell)
    if country == "FR":
        digits = text.replace(" ", "")
        if not digits.isdecimal():
            digits = text.translate(_GLUE)
        national = digits
        if len(digits) == 10 and digits[0] == "0":
            national = digits[1:]
        elif digits[:3] == "+33":
            national = digits[4:] if digits[3:4] == "0" else digits[3:]
        elif digits[:4] == "0033":
            national = digits[4:]
        elif len(digits) == 11 and digits[:2] == "33":
            national = digits[2:]
        if len(national) == 9:
            if _french()(national):
                return ("+33" + national,), ""
            if national.isdecimal() and national.isascii() and national[0] != "0":
                number, reason = _national(national)
                return (number,), reason
    return _scan(text, country)


def _scan(text: str, country: str) -> tuple[tuple[str, ...], str]:
    """Reads what is not a single French number: labels, several numbers, foreign ones, none at all."""
    if is_blank(text):
        return (), ""
    if is_nothing(text):
        return (), UNKNOWN
    if "@" in text:
        return (), EMAIL_INSTEAD
    text = text[:_LIMIT].translate(_SPACES)
    readable = seen_through(text)
    if readable != text:
        return read_phones(readable, country)
    whole = _FLOAT_TEXT.fullmatch(text)
    if whole:
        return read_phones(whole[1], country)
    if _SCIENTIFIC.fullmatch(text.strip()):
        return (), SCIENTIFIC
    without = _EXTENSION.sub(" ", text)
    found, reason = _numbers(without, country)
    if not found and "\n" in without:  # a number cut in two lines
        found, other = _numbers(without.replace("\n", " "), country)
        reason = other if found else reason
    return tuple(found), reason or ("" if without == text else EXTENSION) or ("" if found else NOT_A_PHONE)


def _numbers(text: str, country: str) -> tuple[list[str], str]:
    """The numbers of a text, faxes left out, and the last thing wrong with one of them."""
    found: list[str] = []
    reason = ""
    has_words = any(map(str.isalpha, text))
    end = 0
    for match in _NUMBERS.finditer(text):
        if has_words and _is_fax(text, end, match):
            reason = FAX
        elif has_words and match["digits"] and _is_address(match.group()):
            reason = reason or NOT_A_PHONE
        else:
            number, fault = _one(match, country)
            if number and number not in found:
                found.append(number)
            reason = fault or reason
        end = match.end()
    return found, reason


def _is_fax(text: str, end: int, match: re.Match[str]) -> bool:
    """Whether the number is labelled as a fax and as nothing else; `end` is where the number before it ends."""
    before = text[end : match.start()]
    if _FAX_BEFORE.search(before):
        return _VOICE.search(before) is None
    return _FAX_AFTER.match(text, match.end()) is not None


def _is_address(digits: str) -> bool:
    """Whether figures among words are a year and a postal code (`1945 75001`): numbers are said by twos and threes."""
    groups = re.findall("[0-9]+", digits)
    return len(groups) > 1 and any(len(group) > 3 for group in groups)


def _one(match: re.Match[str], country: str) -> tuple[str, str]:
    """One candidate: its E.164 form ("" when there is none) and what is wrong with it."""
    raw = match.group()
    digits = re.sub(r"[^0-9]", "", raw)
    if match["foreign"]:
        return _parsed("+" + (digits if raw[0] == "+" else digits[2:]), None)
    if country != "FR" and not raw.startswith(("+", "00")):
        return _parsed(digits, country)
    if match["french"]:
        return _national(digits[-9:])
    if len(digits) == 9 and digits[0] != "0":
        return _national(digits)
    if digits[:2] == "33" and len(digits) in (11, 12):
        return _national(digits[-9:])
    return "", LONG if len(digits) > 10 else SHORT


def _national(nine: str) -> tuple[str, str]:
    if _french()(nine) or nine.startswith(_FICTION):
        return "+33" + nine, ""
    for code, matches in _overseas():
        if matches(nine):
            return f"+{code}{nine}", ""
    return "+33" + nine, DOUBTFUL


def _parsed(text: str, country: str | None) -> tuple[str, str]:
    """The library's answer for a number with a foreign prefix, or without prefix in a foreign country."""
    import phonenumbers  # noqa: PLC0415 - 20 ms at start, for a window that may read no phone

    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return "", FOREIGN
    if not phonenumbers.is_possible_number(number):
        return "", SHORT if country or number.country_code == 33 else FOREIGN
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return written, "" if phonenumbers.is_valid_number(number) else DOUBTFUL


def is_mobile(e164: str) -> bool:
    """Whether the number belongs to one person's pocket; a number whose plan does not tell (North America) does not count."""
    if e164.startswith("+33"):
        return e164[3:4] in ("6", "7")
    if e164[1:4] in _OVERSEAS.values():
        return e164[4:5] in ("6", "7")
    import phonenumbers  # noqa: PLC0415 - 20 ms at start, for a window that may read no phone

    try:
        kind = phonenumbers.number_type(phonenumbers.parse(e164, None))
    except phonenumbers.NumberParseException:
        return False
    return kind == phonenumbers.PhoneNumberType.MOBILE


def national(e164: str) -> str:
    """`06 12 34 56 78` for a French number, the spaced international writing for another; what is not E.164 comes back as it is."""
    if len(e164) == 12 and e164.startswith("+33"):
        nine = e164[3:]
        return f"0{nine[0]} {nine[1:3]} {nine[3:5]} {nine[5:7]} {nine[7:]}"
    import phonenumbers  # noqa: PLC0415 - 20 ms at start, for a window that may read no phone

    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
