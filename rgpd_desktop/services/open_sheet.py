"""A sheet opened to be filled: its answers and all its questions choose from, in one reading. Called by the wizard; writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rgpd_desktop.content import transfers
from rgpd_desktop.rules.activity import Activity
from rgpd_desktop.rules.person_kind import PersonKind
from rgpd_desktop.rules.processor import Processor, Tool
from rgpd_desktop.rules.register import SheetChange
from rgpd_desktop.rules.register_lists import RegisterLists
from rgpd_desktop.rules.retention import RetentionRule
from rgpd_desktop.services import (
    contact_evidence,
    keep_measures,
    keep_processors,
    keep_register,
    register_doubts,
    register_words,
)
from rgpd_desktop.services.contact_evidence import Evidence
from rgpd_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """`rules` are by kind of contact; `claims` (group, sentence) what the security list lets say, `statements` all it could; `tools` the
    catalogue of usual tools; `countries` names for a list; `history` when the sheet changed, latest first; `notes` what to check on it and
    `transfer_notes` what to know of transfers, in French."""

    activity: Activity
    lists: RegisterLists
    kinds: tuple[PersonKind, ...] = ()
    rules: Mapping[str, RetentionRule] = field(default_factory=dict)
    evidence: Evidence = field(default_factory=Evidence)
    processors: tuple[Processor, ...] = ()
    tools: tuple[Tool, ...] = ()
    claims: tuple[tuple[str, str], ...] = ()
    statements: tuple[tuple[str, str], ...] = ()
    countries: tuple[str, ...] = ()
    history: tuple[SheetChange, ...] = ()
    notes: tuple[str, ...] = ()
    transfer_notes: tuple[str, ...] = ()


def open_sheet(desk: Desk, id: str) -> OpenSheet:
    """The sheet of that id as it stands. Raises Refusal when it is not there any more."""
    activity = keep_register.sheet(desk, id)
    return OpenSheet(
        activity=activity,
        lists=register_words.lists(),
        kinds=desk.kinds,
        rules=dict(desk.rules),
        evidence=contact_evidence.evidence(desk),
        processors=processors(desk),
        tools=keep_processors.catalogue(),
        claims=keep_measures.claims(desk),
        statements=tuple((each.group, each.statement) for each in keep_measures.checklist().questions),
        countries=transfers.load_transfers().country_names,
        history=tuple(keep_register.history(desk, id)),
        notes=register_doubts.notes(activity, desk.rules),
        transfer_notes=register_doubts.transfer_notes(),
    )


def processors(desk: Desk) -> tuple[Processor, ...]:
    """Those of the processors page, in its order."""
    return tuple(each.processor for each in keep_processors.sheets(desk))
