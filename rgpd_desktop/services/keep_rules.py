"""The retention rules as the user keeps them: what each says and rests on, what a change would do, the change and the way back.

Called by the rules page. A longer period than the recommended one needs a reason: the référentiels are no law, but a choice is documented.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Problem, Refusal
from rgpd_desktop.content import catalogue
from rgpd_desktop.rules import retention
from rgpd_desktop.rules.activity import Activity, Progress
from rgpd_desktop.rules.contact import State
from rgpd_desktop.rules.contact_query import Calendar, ContactQuery
from rgpd_desktop.rules.journal import Detail
from rgpd_desktop.rules.person_kind import PersonKind
from rgpd_desktop.rules.register import SheetChange
from rgpd_desktop.rules.retention import Confidence, Cutoff, Period, RetentionRule, Starts
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.store import contacts, journal, register, rule_changes

LONGEST: Final = Period(years=50)
REASON_LENGTH: Final = 500

STARTS_WORDS: Final[dict[Starts, str]] = {
    Starts.LAST_CONTACT: "à compter du dernier contact venant de la personne, sinon de la collecte",
    Starts.RELATION_END: "à compter de la fin de la relation, ou d’un contact ultérieur de la personne ; rien ne court tant qu’elle dure",
    Starts.CONTRACT_END: "à compter de la fin de la relation, même si la personne écrit ensuite ; rien ne court tant qu’elle dure",
    Starts.ENDED_RELATION: "à compter de la fin de la relation, ou d’un contact ultérieur venant de la personne",
    Starts.FIXED_END: "à compter du jour où le poste est pourvu ; aucun contact ultérieur ne le repousse",
}
CONFIDENCE_WORDS: Final[dict[Confidence, str]] = {
    Confidence.CONFIRMED: "confirmé",
    Confidence.SECOND_HAND: "cité par des sources secondaires",
    Confidence.UNCONFIRMED: "indicatif, à vérifier",
}


@dataclass(frozen=True, slots=True)
class RuleSheet:
    """A rule with all that is shown of it. `source_address` may be selected and copied; the program never opens it. `register_sheets` are
    the names of the sheets of the register whose duration is this rule."""

    kind: PersonKind
    rule: RetentionRule
    starts_words: str
    confidence_words: str
    source_title: str
    source_address: str
    source_read_on: date
    people: int
    register_sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleEffect:
    """What another period would do today: people who would become overdue, no longer be overdue, become due within 60 days."""

    becoming_overdue: int
    no_longer_overdue: int
    becoming_soon: int


def rules(desk: Desk) -> tuple[RuleSheet, ...]:
    """Every rule in force, in the order of the content."""
    sources = catalogue.load_catalogue().sources
    sheets = []
    in_register = register.activities(desk.database)
    for kind in desk.kinds:
        rule = desk.rules[kind.id]
        source = sources[rule.source]
        people = contacts.count(desk.database, ContactQuery(kind=kind.id), desk.calendar, desk.rules)
        starts, confidence = french.spaced(STARTS_WORDS[rule.starts]), CONFIDENCE_WORDS[rule.confidence]
        named = tuple(each.name for each in in_register if _is_tied(each, kind.id))
        sheets.append(
            RuleSheet(kind, rule, starts, confidence, source.title, source.address, source.read_on, people, named)
        )
    return tuple(sheets)


def problem_in(rule: RetentionRule, keep: Period, reason: str) -> Problem | None:
    """What keeps `keep` from being in force for `rule`, for the form; None when nothing does."""
    if min(keep.years, keep.months, keep.days) < 0 or not (keep.total_months or keep.days):
        return Problem("keep", "Indiquez une durée d’au moins un mois.")
    if keep.is_longer_than(LONGEST):
        return Problem("keep", f"La durée ne peut pas dépasser {LONGEST.words}.")
    if len(reason) > REASON_LENGTH:
        return Problem("reason", f"Résumez le motif en {REASON_LENGTH} caractères au plus.")
    if keep.is_longer_than(rule.recommended) and not reason.strip():
        sentence = (
            f"Au-delà de {rule.recommended.words}, écrivez pourquoi : c’est ce que vous montrerez en cas de contrôle."
        )
        return Problem("reason", french.spaced(sentence))
    return None


def effect(desk: Desk, rule_id: str, keep: Period) -> RuleEffect:
    """What putting `keep` in force would do today. Changes nothing; ValueError for an id that content does not have."""
    rule = _rule(desk, rule_id)
    before = retention.cutoff(rule, desk.today)
    after = retention.cutoff(replace(rule, keep=keep), desk.today)
    overdue = _count(desk, State.OVERDUE, after) - _count(desk, State.OVERDUE, before)
    # Due soon in both is no news: the days the two ranges share.
    shared = Cutoff(rule.kind, max(before.due, after.due), min(before.soon, after.soon))
    already_soon = _count(desk, State.DUE_SOON, shared) if shared.due < shared.soon else 0
    return RuleEffect(max(0, overdue), max(0, -overdue), _count(desk, State.DUE_SOON, after) - already_soon)


def change(desk: Desk, rule_id: str, keep: Period, reason: str) -> None:
    """Puts `keep` in force, with a journal line; the recommended period takes the change away.

    Raises Refusal when `problem_in` finds one. The reason is kept only while the period differs from the recommended one.
    """
    rule = _rule(desk, rule_id)
    if (problem := problem_in(rule, keep, reason)) is not None:
        raise Refusal(problem.sentence, "Rien n’a été modifié.")
    if not replace(rule, keep=keep).is_changed:
        restore(desk, rule_id)
        return
    reason = " ".join(reason.split())
    with desk.database.writing("rule_changes"):
        rule_changes.change(desk.database, rule_id, keep, reason, desk.today)
        detail: Detail = {"rule": rule_id, "months": keep.total_months, "days": keep.days, "reason": reason}
        journal.record(desk.database, "change_rule", detail)
        _tell_register(desk, rule, keep)
    desk.reload_rules()


def restore(desk: Desk, rule_id: str) -> None:
    """Goes back to the recommended period, with a journal line; writes nothing when it is already in force."""
    rule = _rule(desk, rule_id)
    if not rule.is_changed:
        return
    with desk.database.writing("rule_changes"):
        rule_changes.restore(desk.database, rule_id)
        journal.record(desk.database, "restore_rule", {"rule": rule_id})
        _tell_register(desk, rule, rule.recommended)
    desk.reload_rules()


def _tell_register(desk: Desk, rule: RetentionRule, keep: Period) -> None:
    """The sheets whose duration is this rule now say another: it is noted in their history, and in the version of the register.

    Call it inside the writing() of the change. A sheet being saved notes its own change; it is told once more here, by what changed.
    """
    if (rule.keep.total_months, rule.keep.days) == (keep.total_months, keep.days):
        return
    what = french.spaced(f"durée de conservation : {keep.words} au lieu de {rule.keep.words}")
    now = datetime.now(UTC).astimezone()
    at = datetime.combine(desk.today, now.timetz()).isoformat(timespec="seconds")
    is_printed = False
    for sheet in register.activities(desk.database):
        if _is_tied(sheet, rule.kind):
            register.keep_activity(desk.database, replace(sheet, updated_on=desk.today))
            register.add_change(desk.database, SheetChange(sheet.id, at, (what,)))
            is_printed = is_printed or sheet.progress is Progress.KEPT
    if is_printed:
        register.new_version(desk.database, desk.today)


def _is_tied(sheet: Activity, kind: str) -> bool:
    """Whether a duration of this live sheet is the rule of that kind."""
    return sheet.progress is not Progress.ARCHIVED and any(each.keeping.kind == kind for each in sheet.all_data)


def _rule(desk: Desk, rule_id: str) -> RetentionRule:
    for rule in desk.rules.values():
        if rule.id == rule_id:
            return rule
    raise ValueError(f"no rule {rule_id!r}")


def _count(desk: Desk, state: State, cutoff: Cutoff) -> int:
    calendar = Calendar(desk.today, {cutoff.kind: cutoff})
    return contacts.count(desk.database, ContactQuery(state=state), calendar, desk.rules)
