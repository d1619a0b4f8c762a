"""The register as its page shows it: each sheet with its state and answers, the findings, who answers. One reading for the whole page."""

from __future__ import annotations

from dataclasses import dataclass

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Problem
from rgpd_desktop.rules import activity_gaps, sheet_facts
from rgpd_desktop.rules.activity import Activity, Progress, Role
from rgpd_desktop.rules.coherence import Finding, covers
from rgpd_desktop.rules.register import Register, SheetChange
from rgpd_desktop.services import contact_evidence, gather_register, inspect_register, keep_register, register_doubts
from rgpd_desktop.services.contact_evidence import Evidence
from rgpd_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A sheet: what it lacks, a line under its name (`1 018 contacts · 3 ans`), its answers, its history (latest first), what to check."""

    activity: Activity
    brief: str
    missing: tuple[Problem, ...]
    facts: tuple[tuple[str, str], ...]
    history: tuple[SheetChange, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the page shows. `lines` are in the order of the register, archived sheets too."""

    register: Register
    lines: tuple[SheetLine, ...]
    findings: tuple[Finding, ...]


def overview(desk: Desk) -> Overview:
    """The register today."""
    whole = gather_register.gather(desk)
    shown = contact_evidence.evidence(desk)
    by_sheet: dict[str, list[SheetChange]] = {}
    for change in keep_register.history(desk):
        by_sheet.setdefault(change.activity, []).append(change)
    lines = tuple(
        SheetLine(
            activity=each,
            brief=_brief(each, whole, shown),
            missing=activity_gaps.gaps(each),
            facts=sheet_facts.facts(each, whole),
            history=tuple(by_sheet.get(each.id, ())),
            notes=register_doubts.notes(each, desk.rules),
        )
        for each in whole.activities
    )
    return Overview(whole, lines, inspect_register.inspect(desk))


def unfinished(desk: Desk) -> int:
    """How many sheets wait for an answer: drafts, and those of the register that lack something. For the sidebar."""
    sheets = keep_register.sheets(desk)
    return sum(
        each.progress is Progress.DRAFT or (each.progress is Progress.KEPT and bool(activity_gaps.gaps(each)))
        for each in sheets
    )


def _brief(activity: Activity, register: Register, shown: Evidence) -> str:
    parts = []
    if activity.role is Role.PROCESSOR:
        parts.append("registre de sous-traitant")
    people = sum(count for kind, count in shown.by_kind.items() if covers(activity, kind))
    if people:
        parts.append(french.counted(people, "contact"))
    if (duration := sheet_facts.main_duration(activity, register)) and activity.role is Role.CONTROLLER:
        parts.append(duration)
    if not people and activity.processors:
        parts.append(french.counted(len(activity.processors), "sous-traitant"))
    return " · ".join(parts[:2])
