"""Deadlines counted in months under règlement (CEE, Euratom) 1182/71, with the public holidays of metropolitan France.

Called for rights requests and the one-month duty of information. Knows no deadline in hours: the 72 hours of a breach run
through week-ends. How sure each point is, as researched: art. 3(2)(c) second hand (C2); the rest from general knowledge (GK).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from rgpd_desktop.rules.retention import Bound, Period, add

# Month and day of the holidays that never move (C. trav. L3133-1, GK). Those of Alsace and Moselle are left out: counting
# a working day as such gives the earlier deadline.
FIXED_HOLIDAYS = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
AFTER_EASTER = (1, 39, 50)  # Easter Monday, Ascension, Whit Monday: days after Easter Sunday

SATURDAY = 5


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian `year` (the anonymous computus, valid for every year after 1582)."""
    century, rest = divmod(year, 100)
    leaps, leap_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * (year % 19) + century - leaps - correction + 15) % 30
    sunday = (32 + 2 * leap_rest + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The eleven public holidays (jours fériés légaux) of metropolitan France in `year`."""
    sunday = easter(year)
    moving = (sunday + timedelta(days=days) for days in AFTER_EASTER)
    return frozenset([*(date(year, month, day) for month, day in FIXED_HOLIDAYS), *moving])


def is_working_day(day: date) -> bool:
    """Whether `day` is neither a Saturday, nor a Sunday, nor a public holiday (art. 2(2) of the règlement, GK)."""
    return day.weekday() < SATURDAY and day not in public_holidays(day.year)


def deadline(received: date, months: int) -> date:
    """The last day to act, `months` (1 or more) after something was received on `received`.

    The day of receipt is not counted (art. 3(1), GK). The period ends on the same-numbered day, or on the last day of the
    month when there is none (art. 3(2)(c), C2). When that day is not a working day, it ends with the next one (art. 3(4), GK).
    """
    day = add(received, Period(months=months), Bound.CEILING)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
