"""The steps of a sheet as the wizard asks them, and which step answers which field. Words filled by content, read by services; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rgpd_desktop.basics.problems import Problem
from rgpd_desktop.rules.activity import Activity

ACTIVITY, PURPOSES, PEOPLE, DURATIONS, RECIPIENTS, TRANSFERS, SECURITY, REVIEW = STEP_IDS = (
    "activity", "purposes", "people", "durations", "recipients", "transfers", "security", "review",
)  # fmt: skip
KEEPING: Final = "keeping"  # how the durations are called where a field of Activity would name the whole data
_FIELDS: Final = {
    ACTIVITY: ("name", "role", "client", "software", "joint_controllers", "kinds"),
    PURPOSES: ("purposes",),
    PEOPLE: (
        "people", "data", "sensitive", "sensitive_condition", "uses_nir", "uses_offences", "is_direct", "source",
    ),
    DURATIONS: (KEEPING,),
    RECIPIENTS: ("recipients", "processors"),
    TRANSFERS: ("transfers",),
    SECURITY: ("measures",),
    REVIEW: ("rights", "automated_decision", "dpia_criteria", "dpia"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StepText:
    """What a step says: `title` in the rail, `question` over the answers, `help` under it; `why` it is asked (paragraphs), by virtue of
    which `article`, whose text is the `source` of the catalogue. `why_processor` is said instead in an art. 30-2 sheet."""

    id: str
    title: str
    question: str
    help: str
    why: tuple[str, ...]
    article: str
    source: str
    why_processor: tuple[str, ...] = ()
    article_processor: str = ""


def step_of(field: str) -> str:
    """The step that answers a field of Activity; a step's own id is itself, and what is unknown is the first step."""
    if field in STEP_IDS:
        return field
    return next((step for step, fields in _FIELDS.items() if field in fields), ACTIVITY)


def step_of_gap(gap: Problem, activity: Activity) -> str:
    """The step where this gap (see rules.activity_gaps) is filled: data that are said only lack their durations."""
    return DURATIONS if gap.field == "data" and activity.all_data else step_of(gap.field)


def answered(activity: Activity) -> frozenset[str]:
    """The steps of which something is said, so that a draft found again shows where it stands."""
    blank = Activity(id=activity.id, name="")
    said = {
        step
        for step, fields in _FIELDS.items()
        if any(getattr(activity, name) != getattr(blank, name) for name in fields if name != KEEPING)
    }
    if any(each.keeping.period or each.keeping.starts or each.keeping.kind for each in activity.all_data):
        said.add(DURATIONS)
    return frozenset(said)


def gaps_by_step(gaps: Iterable[Problem], activity: Activity) -> dict[str, tuple[Problem, ...]]:
    """The gaps of each step that has some."""
    found: dict[str, list[Problem]] = {}
    for gap in gaps:
        found.setdefault(step_of_gap(gap, activity), []).append(gap)
    return {step: tuple(problems) for step, problems in found.items()}
