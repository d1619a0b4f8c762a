"""The coherence of the register with the contacts, the rules and the processors, as a list with its remedies. Called by the register page
and `rgpd inspect`. Reads only.
"""

from __future__ import annotations

from rgpd_desktop.basics import french
from rgpd_desktop.content import register_lists
from rgpd_desktop.rules import business as business_rules
from rgpd_desktop.rules import coherence
from rgpd_desktop.rules.activity import Activity, Progress
from rgpd_desktop.rules.coherence import Facts, Finding, Subject
from rgpd_desktop.services import contact_evidence, keep_measures, keep_processors, keep_register, start_register
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.keep_processors import ProcessorSheet


def inspect(desk: Desk) -> tuple[Finding, ...]:
    """What does not agree today, the heaviest first; empty when all is well, or when there is neither a sheet nor a contact yet."""
    sheets = keep_register.sheets(desk)
    shown = contact_evidence.evidence(desk)
    used = keep_processors.sheets(desk)
    facts = Facts(
        today=desk.today,
        activities=sheets,
        processors={each.processor.id: each.processor for each in used},
        tools=keep_processors.catalogue(),
        rules=desk.rules,
        people=shown.by_kind,
        columns=shown.columns_by_kind,
        kinds={kind.id: kind.plural for kind in desk.kinds},
        data_words=register_lists.load_lists().words.data,
        models_of_kind=_models_of_kind(),
        claims=keep_measures.claims(desk),
        statements=tuple(question.statement for question in keep_measures.checklist().questions),
    )
    found = [*_of_business(desk, sheets), *coherence.findings(facts), *_alerts(used)]
    return tuple(sorted(found, key=lambda finding: finding.weight))


def _models_of_kind() -> dict[str, str]:
    """The first model of the catalogue that covers each kind of contact."""
    found: dict[str, str] = {}
    for model in start_register.models():
        for kind in model.activity.kinds:
            found.setdefault(kind, model.id)
    return found


def _of_business(desk: Desk, sheets: tuple[Activity, ...]) -> list[Finding]:
    if not any(sheet.progress is Progress.KEPT for sheet in sheets):
        return []
    problems = business_rules.problems_in(keep_register.business(desk))
    return [
        Finding(
            Subject.BUSINESS, french.spaced(problem.sentence), "Complétez vos coordonnées (art. 30-1 a).", "Compléter…",
            arguments={"business": problem.field}, weight=0,
        )
        for problem in problems
    ]  # fmt: skip


def _alerts(used: tuple[ProcessorSheet, ...]) -> list[Finding]:
    """The alerts of the processors that sheets really use; the others are on their own page."""
    return [
        Finding(
            Subject.PROCESSOR_ALERT, alert.sentence, alert.remedy, "Voir…", page="processors",
            arguments={"processor": each.processor.id}, weight=1 if alert.is_gentle else 0,
        )
        for each in used
        if each.used_by
        for alert in each.alerts
    ]  # fmt: skip
