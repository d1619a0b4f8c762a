"""Which backups are still needed: seven days, four weeks, and what was copied before something risky. Pure; today is not even asked.

Everything is judged from the newest backup: a clock set back, or a program not opened for a year, makes none of them too old.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

DAYS: Final = 7
WEEKS: Final = 4


@dataclass(frozen=True, slots=True)
class Made:
    """A backup as the rotation sees it. `is_precaution`: made before a migration or a restore, to be able to come back from it."""

    name: str
    at: datetime
    is_precaution: bool = False


def superseded(backups: Sequence[Made]) -> tuple[str, ...]:
    """The names that may go: all but the newest of each of the last seven days and four weeks that have one.

    Those of the newest day all stay, and the precautions as long as the oldest week.
    """
    if not backups:
        return ()
    newest = max(each.at for each in backups)
    ordinary = sorted((each for each in backups if not each.is_precaution), key=lambda each: each.at, reverse=True)
    days: dict[object, str] = {}
    weeks: dict[object, str] = {}
    for each in ordinary:
        days.setdefault(each.at.date(), each.name)
        weeks.setdefault(tuple(each.at.isocalendar())[:2], each.name)
    kept = {*list(days.values())[:DAYS], *list(weeks.values())[:WEEKS]}
    kept |= {each.name for each in backups if each.at.date() == newest.date()}
    kept |= {each.name for each in backups if each.is_precaution and newest - each.at <= timedelta(weeks=WEEKS)}
    return tuple(each.name for each in backups if each.name not in kept)
