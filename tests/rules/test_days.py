"""Days in every French form, day first."""

from datetime import date, datetime, time

import pytest

from rgpd_desktop.rules import days
from rgpd_desktop.rules.days import read_day


@pytest.mark.parametrize(
    "cell",
    [
        "12/03/2022", "12-3-22", "12.03.2022", "12/3/22", "12 03 2022", "12 / 03 / 2022", "2022-03-12", "2022/03/12",
        "2022-03-12T10:00:00Z",
        "2022-03-12T10:00:00.000+01:00", "2022-03-12 10:00:00", "12 mars 2022", "12 Mars 2022", "12 MARS 22", "12-mars-22",
        "le 12 mars 2022",
        "samedi 12 mars 2022 à 14h30", "sam. 12 mars 2022", "12/03/2022 14:30", "12/03/2022 à 14h", "12/3/2022 0:00", "12 Mar 2022",
        "Mar 12, 2022", "March 12, 2022", "Sat, 12 Mar 2022 10:00:00 +0100", "20220312", 20220312, 20220312.0, "12032022", 12032022.0,
        44632, 44632.0, 44632.75, "44632", "44632.5", date(2022, 3, 12), datetime(2022, 3, 12, 14, 30), " 12/03/2022 ",
        "12\u00a0mars\u00a02022",
    ],
)  # fmt: skip
def test_twelve_march_2022(cell):
    assert read_day(cell) == ("2022-03-12", "")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1er mars 2022", "2022-03-01"), ("12 févr. 2024", "2024-02-12"), ("12 août 2021", "2021-08-12"), ("15 déc. 2020", "2020-12-15"),
        ("mars 2023", "2023-03-01"), ("mars-23", "2023-03-01"), ("03/2022", "2022-03-01"), ("2022-03", "2022-03-01"), ("29/02/2024",
        "2024-02-29"),
        ("03/04/2022", "2022-04-03"), ("12/03/39", "2039-03-12"), ("12/03/40", "1940-03-12"), ("01/02/1998", "1998-02-01"),
        ("31/12/2100", "2100-12-31"),
    ],
)  # fmt: skip
def test_other_days(cell, expected):
    assert read_day(cell) == (expected, "")


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("", ""), (None, ""), ("-", ""), ("31/02/2022", days.IMPOSSIBLE), ("29/02/2023", days.IMPOSSIBLE), ("45/45/2022", days.IMPOSSIBLE),
        ("00/01/2022", days.IMPOSSIBLE), ("12/03/1850", days.OUT_OF_RANGE), ("12/03/2101", days.OUT_OF_RANGE),
        (date(1850, 1, 1), days.OUT_OF_RANGE), ("12/03", days.NO_YEAR), ("12 mars", days.NO_YEAR), ("bientôt", days.UNREADABLE),
        ("12/03/2022 et 15/04/2023", days.UNREADABLE), ("12 brumaire 2022", days.UNREADABLE), (41.0, days.UNREADABLE), (-5,
        days.UNREADABLE),
        (True, days.UNREADABLE), (time(10, 30), days.UNREADABLE), (1e300, days.UNREADABLE), (float("nan"), days.UNREADABLE),
        ("12/03/2022" + " x" * 5000, days.UNREADABLE), ("123456", days.UNREADABLE),
    ],
)  # fmt: skip
def test_what_is_not_a_day_says_why(cell, reason):
    assert read_day(cell) == ("", reason)


def test_a_guessed_day_is_given_and_told():
    assert read_day("03/25/2022") == ("2022-03-25", days.MONTH_FIRST)
    assert read_day("2022") == ("2022-01-01", days.YEAR_ALONE)
    assert read_day(2022.0) == ("2022-01-01", days.YEAR_ALONE)


def test_numbers_of_a_workbook_that_counts_from_1904():
    assert read_day(43170, is_1904=True) == ("2022-03-12", "")
    assert read_day(date(2022, 3, 12), is_1904=True) == ("2022-03-12", "")
    assert read_day(80_000, is_1904=False) == ("", days.OUT_OF_RANGE)
