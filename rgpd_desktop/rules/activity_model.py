"""A sheet of the catalogue: an activity already answered, to be read again before it enters a register.

Filled by content, read by services. Pure nouns. A model proposes; the person confirms: what no text confirms says so, duration by duration.
"""

from __future__ import annotations

from dataclasses import dataclass

from rgpd_desktop.rules.activity import Activity
from rgpd_desktop.rules.retention import Confidence


@dataclass(frozen=True, slots=True)
class DurationOrigin:
    """Where the duration proposed for a category of data comes from: `source` is an id of the catalogue of sources."""

    category: str
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class ActivityModel:
    """A sheet of the catalogue. `number` is its row in the table of activities (two models may share one), `activity` the template.

    `notes` say in French what to check, `tools` are ids of the tools it usually goes with, `durations` tell where the periods come from.
    `confidence` is that of the sheet as a whole, `source` the text it answers to.
    """

    id: str
    number: int
    activity: Activity
    summary: str
    notes: tuple[str, ...]
    tools: tuple[str, ...]
    confidence: Confidence
    source: str
    durations: tuple[DurationOrigin, ...] = ()
