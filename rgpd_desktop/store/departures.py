"""What is left of anonymised people: how many of a kind entered one year and left another. No line is about fewer than SMALLEST people:
smaller ones are put with others, without the year of entry, then without the kind; the last of all says only how many left that year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from rgpd_desktop.store.database import Database

SMALLEST: Final = 5


def merged(counts: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """Counts by (kind, year of entry) with the small ones put together: ("prospect", "") then ("", "")."""
    kept: Counter[tuple[str, str]] = Counter(counts)
    for coarser in (lambda kind, _year: (kind, ""), lambda _kind, _year: ("", "")):
        for line, many in list(kept.items()):
            if many < SMALLEST:
                del kept[line]
                kept[coarser(*line)] += many
    return dict(kept)


def add(database: Database, counts: Mapping[tuple[str, str], int], left_year: int) -> None:
    """Adds people who leave that year to the figures, once `merged`. Call it inside the writing() of the purge."""
    with database.writing("departures"):
        database.connection.executemany(
            "INSERT INTO departures (kind, entered_year, left_year, many) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (kind, entered_year, left_year) DO UPDATE SET many = many + excluded.many",
            [(kind, year, f"{left_year:04d}", many) for (kind, year), many in sorted(merged(counts).items())],
        )


def lines(database: Database) -> list[tuple[str, str, str, int]]:
    """The figures: (kind, year of entry, year of departure, how many); "" where it is not kept."""
    return [
        (kind, entered, left, many)
        for kind, entered, left, many in database.rows("SELECT kind, entered_year, left_year, many FROM departures")
    ]
