"""One address or number as somebody types it, for the opposition list; how old an entry is before the list is to be read again.

The list keeps fingerprints only (reference, P7), so what is asked of it must first be written the one way it is fingerprinted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from rgpd_desktop.basics.problems import Problem
from rgpd_desktop.rules import identity, phones, retention
from rgpd_desktop.rules.emails import read_emails
from rgpd_desktop.rules.retention import Bound, Period

FIELD: Final = "value"
KEPT_AT_LEAST: Final = Period(years=3)  # P7: a floor; never an end
READ_AGAIN: Final = Period(years=1)  # how long a review holds: ours, the reference only says "review"

_ONE: Final = "Indiquez une seule adresse ou un seul numéro."
_NEITHER: Final = "Ce n’est ni une adresse e-mail ni un numéro de téléphone."
_WORD: Final = re.compile(r"[^\W\d_][^\W\d_'’.-]*")


@dataclass(frozen=True, slots=True)
class TypedValue:
    """`recorded` is what goes on the list, `looked_for` what answers for it; `shown` is for the screen, `point` for the contacts.

    `is_shared`: a landline without a name, which may be a switchboard; entries made with a name are not found by it.
    """

    recorded: str
    looked_for: tuple[str, ...]
    shown: str
    point: str
    is_email: bool
    is_shared: bool = False


def read(text: str) -> TypedValue | Problem:
    """The address or number typed; after a landline, the name of the person may follow (`01 99 00 12 34 Marie Dupont`)."""
    if "@" in text or "＠" in text:
        found, reason, _ = read_emails(text.strip())
        if len(found) > 1:
            return Problem(FIELD, _ONE)
        if not found:
            return Problem(FIELD, f"Cette adresse n’est pas lisible : {reason or 'elle est incomplète'}.")
        value = f"email:{found[0]}"
        return TypedValue(value, (value,), found[0], found[0], is_email=True)
    numbers, _ = phones.read_phones(text.strip())
    if len(numbers) > 1:
        return Problem(FIELD, _ONE)
    if not numbers:
        return Problem(FIELD, _NEITHER)
    return _number(numbers[0], " ".join(_WORD.findall(text)))


def _number(number: str, name: str) -> TypedValue:
    shown = phones.national(number)
    is_landline = not phones.is_mobile(number)
    if is_landline and name:
        (recorded,) = identity.opposition_values((), (number,), name, "")
        looked_for = identity.looked_for_values((), (number,), name, "")
        return TypedValue(recorded, looked_for, f"{shown} ({name})", number, is_email=False)
    alone = f"phone:{number}"
    return TypedValue(alone, (alone,), shown, number, is_email=False, is_shared=is_landline)


def review_days(today: date) -> tuple[date, date]:
    """(recorded by, reviewed by): an entry recorded on the first day or before is to be read again, unless it was after the second."""
    return (
        retention.latest_start(today, KEPT_AT_LEAST, Bound.FLOOR),
        retention.latest_start(today, READ_AGAIN, Bound.FLOOR),
    )
