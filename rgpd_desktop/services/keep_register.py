"""The register as its owner keeps it: who answers, the sheets, their progress, order and history.

Called by the register pages and the command line. Each act is one transaction. The duration of a category tied to a kind of people is that
kind's retention rule, wherever it is read or changed.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from rgpd_desktop.basics.problems import Problem, Refusal
from rgpd_desktop.content import catalogue
from rgpd_desktop.rules import activity_gaps
from rgpd_desktop.rules.activity import Activity, DataCategory, Progress, Role
from rgpd_desktop.rules.business import Business
from rgpd_desktop.rules.register import RegisterVersion, SheetChange
from rgpd_desktop.rules.retention import Period
from rgpd_desktop.services import keep_rules
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.keep_rules import RuleEffect
from rgpd_desktop.store import journal, register

_PREFIX = {Role.CONTROLLER: "RT", Role.PROCESSOR: "ST"}
_CREATED, _DUPLICATED, _KEPT, _ARCHIVED, _REVIEWED = (
    "fiche créée", "fiche copiée d’une autre", "fiche inscrite au registre", "fiche archivée", "fiche relue, rien à changer",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A retention rule that keeping a sheet would change: of which kind, from which period to which, and what that does to contacts."""

    kind: str
    before: Period
    after: Period
    effect: RuleEffect


def business(desk: Desk) -> Business:
    """Who answers; Business() before it was asked."""
    return register.business(desk.database)


def keep_business(desk: Desk, who: Business) -> None:
    """Keeps it as typed: what is odd is told by rules.business.problems_in, never refused."""
    with desk.database.writing("business"):
        register.keep_business(desk.database, who)
        if register.version(desk.database) is not None:
            register.new_version(desk.database, desk.today)


def sheets(desk: Desk) -> tuple[Activity, ...]:
    """Every sheet in its order, each duration tied to a kind being its rule's."""
    return tuple(_resolved(desk, sheet) for sheet in register.activities(desk.database))


def sheet(desk: Desk, id: str) -> Activity:
    """One of them. Raises Refusal when it is not there any more."""
    found = register.activity(desk.database, id)
    if found is None:
        raise Refusal("Cette fiche n’existe plus.", "Rien n’a été modifié. Choisissez-en une autre.")
    return _resolved(desk, found)


def history(desk: Desk, id: str | None = None) -> list[SheetChange]:
    """When a sheet, or any, changed, and what; latest first."""
    return register.changes(desk.database, id)


def version(desk: Desk) -> RegisterVersion | None:
    """The number and day of the register as it stands; None while no sheet is in it."""
    return register.version(desk.database)


def begin(desk: Desk, template: Activity) -> Activity:
    """A draft made from a sheet of the catalogue, or from an empty Activity; it is kept at once, so that it is found again."""
    made = replace(
        template, id=uuid.uuid4().hex, progress=Progress.DRAFT, reference=_next_reference(desk, template.role),
        created_on=desk.today, updated_on=desk.today, reviewed_on=None, content_version=_content_version(),
    )  # fmt: skip
    with desk.database.writing("activities"):
        register.keep_activity(desk.database, made)
        _note(desk, made.id, (_CREATED,))
    return _resolved(desk, made)


def duplicate(desk: Desk, id: str) -> Activity:
    """A draft with the same answers under another name."""
    source = sheet(desk, id)
    made = replace(
        source, id=uuid.uuid4().hex, name=f"{source.name} (copie)", progress=Progress.DRAFT,
        reference=_next_reference(desk, source.role), created_on=desk.today, updated_on=desk.today, reviewed_on=None,
    )  # fmt: skip
    with desk.database.writing("activities"):
        register.keep_activity(desk.database, made)
        _note(desk, made.id, (_DUPLICATED,))
    return made


def save(desk: Desk, edited: Activity, reason: str = "") -> Activity:
    """Keeps the answers of a sheet, draft or not; the retention rules it covers change with it, for `reason` when that is required.

    Raises Refusal when a longer period lacks its reason: nothing is then kept.
    """
    before = sheet(desk, edited.id)
    what = activity_gaps.changed(before, edited)
    if not what:
        return before
    changes = rule_changes(desk, edited)
    made = replace(edited, updated_on=desk.today, content_version=_content_version())
    with desk.database.writing("activities"):
        if made.role is not before.role:  # another register, another row of numbers
            made = replace(made, reference=_next_reference(desk, made.role))
        for change in changes:
            keep_rules.change(desk, desk.rules[change.kind].id, change.after, reason)
        register.keep_activity(desk.database, made)
        _note(desk, made.id, what)
        if made.progress is not Progress.DRAFT or before.progress is not Progress.DRAFT:
            register.new_version(desk.database, desk.today)
    return _resolved(desk, made)


def rule_changes(desk: Desk, edited: Activity) -> tuple[RuleChange, ...]:
    """What keeping this sheet would do to the retention rules, and through them to contacts. Changes nothing."""
    found: dict[str, RuleChange] = {}
    for each in edited.all_data:
        kind, period = each.keeping.kind, each.keeping.period
        rule = desk.rules.get(kind)
        if rule is None or period is None or kind in found:
            continue
        if (period.total_months, period.days) != (rule.keep.total_months, rule.keep.days):
            found[kind] = RuleChange(kind, rule.keep, period, keep_rules.effect(desk, rule.id, period))
    return tuple(found.values())


def gaps(edited: Activity) -> tuple[Problem, ...]:
    """What the sheet lacks."""
    return activity_gaps.gaps(edited)


def inscribe(desk: Desk, id: str) -> Activity:
    """Puts a draft, or an archived sheet, in the register. Raises Refusal while something mandatory is missing."""
    found = sheet(desk, id)
    missing = activity_gaps.gaps(found)
    if missing:
        raise Refusal(
            f"Cette fiche n’est pas complète. {missing[0].sentence}",
            "Elle reste un brouillon : complétez-la, puis recommencez.",
        )
    return _move(desk, replace(found, reviewed_on=desk.today), Progress.KEPT, _KEPT)


def archive(desk: Desk, id: str) -> Activity:
    """The processing has ended: the sheet leaves the register and is kept for memory."""
    return _move(desk, sheet(desk, id), Progress.ARCHIVED, _ARCHIVED)


def review(desk: Desk, id: str) -> Activity:
    """The sheet was read again today and is still true."""
    found = replace(sheet(desk, id), reviewed_on=desk.today)
    with desk.database.writing("activities"):
        register.keep_activity(desk.database, found)
        _note(desk, id, (_REVIEWED,))
    return found


def remove_draft(desk: Desk, id: str) -> None:
    """Removes a draft that will not be used. Raises Refusal for a sheet that is or was in the register: it is archived instead."""
    if sheet(desk, id).progress is not Progress.DRAFT:
        raise Refusal(
            "Cette fiche est inscrite au registre.", "Elle n’a pas été supprimée : archivez-la, sa trace est utile."
        )
    if any(map(is_inscription, history(desk, id))):
        raise Refusal(
            "Cette fiche a déjà été dans votre registre.",
            "Elle n’a pas été supprimée : archivez-la, sa trace est utile.",
        )
    register.remove_activity(desk.database, id)


def is_inscription(change: SheetChange) -> bool:
    """Whether that line of the history is a sheet entering the register."""
    return _KEPT in change.what


def reorder(desk: Desk, ids: Sequence[str]) -> None:
    """Puts the sheets in that order."""
    register.reorder(desk.database, ids)


def _move(desk: Desk, found: Activity, progress: Progress, what: str) -> Activity:
    made = replace(found, progress=progress, updated_on=desk.today)
    with desk.database.writing("activities"):
        register.keep_activity(desk.database, made)
        _note(desk, made.id, (what,))
        register.new_version(desk.database, desk.today)
        journal.record(desk.database, f"register_{progress.value}", {"sheet": made.reference})
    return made


def _note(desk: Desk, id: str, what: tuple[str, ...]) -> None:
    now = datetime.now(UTC).astimezone()
    at = datetime.combine(desk.today, now.timetz()).isoformat(timespec="seconds")  # the desk's day, as for versions
    register.add_change(desk.database, SheetChange(id, at, what))


def _resolved(desk: Desk, found: Activity) -> Activity:
    """The sheet with the period of each kind's rule in force, which may have changed elsewhere. An archived one is left as it was."""
    if found.progress is Progress.ARCHIVED:
        return found

    def with_rule(each: DataCategory) -> DataCategory:
        rule = desk.rules.get(each.keeping.kind)
        return each if rule is None else replace(each, keeping=replace(each.keeping, period=rule.keep))

    return replace(
        found,
        data=tuple(map(with_rule, found.data)),
        sensitive=tuple(map(with_rule, found.sensitive)),
        uses_nir=with_rule(found.uses_nir) if found.uses_nir else None,
        uses_offences=with_rule(found.uses_offences) if found.uses_offences else None,
    )


def _next_reference(desk: Desk, role: Role) -> str:
    """`RT-004`: one more than the highest number given."""
    prefix = _PREFIX[role]
    numbers = [
        int(number)
        for each in register.activities(desk.database)
        if each.reference.startswith(f"{prefix}-") and (number := each.reference.partition("-")[2]).isdecimal()
    ]
    return f"{prefix}-{max(numbers, default=0) + 1:03d}"


def _content_version() -> str:
    return catalogue.load_catalogue().version
