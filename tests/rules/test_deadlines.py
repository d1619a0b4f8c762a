"""Deadlines of règlement 1182/71, against published calendars."""

from __future__ import annotations

from datetime import date

import pytest

from rgpd_desktop.rules.deadlines import deadline, easter, is_working_day, public_holidays


@pytest.mark.parametrize(
    "sunday",
    [
        date(1818, 3, 22),  # the earliest there can be
        date(1943, 4, 25),  # the latest
        date(2000, 4, 23),
        date(2008, 3, 23),
        date(2011, 4, 24),
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2027, 3, 28),
        date(2038, 4, 25),
    ],
)
def test_easter(sunday: date) -> None:
    assert easter(sunday.year) == sunday


def test_easter_is_a_sunday_between_22_march_and_25_april() -> None:
    for year in range(1900, 2200):
        sunday = easter(year)
        assert sunday.weekday() == 6
        assert date(year, 3, 22) <= sunday <= date(year, 4, 25)


def test_the_eleven_holidays_of_2026() -> None:
    assert public_holidays(2026) == {
        date(2026, 1, 1),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 8),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 7, 14),
        date(2026, 8, 15),
        date(2026, 11, 1),
        date(2026, 11, 11),
        date(2026, 12, 25),
    }


def test_ascension_may_fall_on_a_fixed_holiday() -> None:
    assert date(2008, 5, 1) in public_holidays(2008)  # Ascension and 1 May, the same day
    assert len(public_holidays(2008)) == 10


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        (date(2026, 11, 27), True),  # Friday
        (date(2026, 11, 28), False),  # Saturday
        (date(2026, 11, 29), False),  # Sunday
        (date(2026, 11, 11), False),  # a Wednesday, 11 November
        (date(2026, 4, 3), True),  # Good Friday is worked outside Alsace and Moselle
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 12, 26), False),  # a Saturday
        (date(2025, 12, 26), True),  # a Friday: worked outside Alsace and Moselle
    ],
)
def test_working_days(day: date, is_worked: bool) -> None:
    assert is_working_day(day) is is_worked


@pytest.mark.parametrize(
    ("received", "one_month", "three_months"),
    [
        (date(2026, 1, 31), date(2026, 3, 2), date(2026, 4, 30)),
        (date(2026, 11, 15), date(2026, 12, 15), date(2027, 2, 15)),
        (date(2026, 11, 25), date(2026, 12, 28), date(2027, 2, 25)),
        (date(2026, 11, 30), date(2026, 12, 30), date(2027, 3, 1)),
    ],
)
def test_vectors_of_the_reference(received: date, one_month: date, three_months: date) -> None:
    assert (deadline(received, 1), deadline(received, 3)) == (one_month, three_months)


@pytest.mark.parametrize(
    ("received", "end"),
    [
        (date(2026, 3, 3), date(2026, 4, 3)),  # Good Friday: nothing moves
        (date(2026, 3, 4), date(2026, 4, 7)),  # Saturday, Easter, Easter Monday, then Tuesday
        (date(2026, 4, 14), date(2026, 5, 15)),  # Ascension, then the Friday
        (date(2024, 1, 31), date(2024, 2, 29)),  # leap year
        (date(2026, 12, 1), date(2027, 1, 4)),  # 1 January is a Friday
    ],
)
def test_one_month(received: date, end: date) -> None:
    assert deadline(received, 1) == end
