"""The register gathered for a paper or a file: sheets, processors, measures, history, and the words of the content. Called before export.

Reads only. What is printed of the security list is what was answered yes, or partly with its precision.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.content import catalogue, register_lists
from rgpd_desktop.rules.activity import Activity, Progress, Role
from rgpd_desktop.rules.register import HistoryLine, Register, RegisterVersion, SheetChange
from rgpd_desktop.services import keep_measures, keep_register, register_doubts
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.store import processors, register

_OTHER_CHANGES: Final = "Coordonnées, sous-traitants ou mesures de sécurité mis à jour"
_GONE: Final = "une fiche retirée"


def gather(desk: Desk) -> Register:
    """The register as it stands today. Before its first version it has the number 0 and today's day."""
    sheets = keep_register.sheets(desk)
    version = register.version(desk.database) or RegisterVersion(0, desk.today)
    known = {each.id: each for each in processors.processors(desk.database)}
    return Register(
        business=register.business(desk.database),
        version=version.number,
        on=version.made_on,
        content_version=catalogue.load_catalogue().version,
        activities=sheets,
        processors=known,
        measures=keep_measures.claims(desk),
        history=_history(sheets, register.versions(desk.database), register.changes(desk.database)),
        rules=dict(desk.rules),
        words=register_lists.load_lists().words,
        doubts={each.id: found for each in sheets if (found := register_doubts.durations(each, desk.rules))},
        unsure=register_doubts.providers(known),
    )


def to_print(desk: Desk, ids: Sequence[str] = ()) -> Register:
    """The register for a paper, or only the sheets of these ids, drafts included when they are asked for.

    Raises Refusal when nothing is to print.
    """
    whole = gather(desk)
    if ids:
        chosen = [each for each in whole.activities if each.id in ids]
        whole = replace(whole, activities=tuple(map(_as_printed, chosen)), history=(), is_extract=True)
    if not any(whole.kept(role) for role in Role):
        raise Refusal(
            "Aucune fiche n’est encore inscrite à votre registre.",
            "Complétez une fiche et inscrivez-la, puis recommencez.",
        )
    return whole


def _as_printed(activity: Activity) -> Activity:
    """A sheet printed alone; one that is not in the register says so in its name."""
    words = {Progress.DRAFT: "brouillon, hors du registre", Progress.ARCHIVED: "fiche archivée"}.get(
        activity.progress, ""
    )
    name = f"{activity.name or 'Sans nom'} ({words})" if words else activity.name
    return replace(activity, name=name, progress=Progress.KEPT)


def _history(
    sheets: Iterable[Activity], versions: Sequence[RegisterVersion], changes: Iterable[SheetChange]
) -> tuple[HistoryLine, ...]:
    """What each version brought, latest first: the changes of the days since the one before. A sheet comes in when it is inscribed;
    what was changed in the draft before is not told."""
    sheets = tuple(sheets)
    drafts = {sheet.id for sheet in sheets if sheet.progress is Progress.DRAFT}
    names = {sheet.id: sheet.name for sheet in sheets}
    told = [(date.fromisoformat(each.at[:10]), each) for each in _since_entry(changes) if each.activity not in drafts]
    lines, after = [], date.min
    for version in versions:
        brought = [change for on, change in told if after < on <= version.made_on]
        lines.append(HistoryLine(version.made_on, str(version.number), _told(names, brought) or _OTHER_CHANGES))
        after = version.made_on
    return tuple(reversed(lines))


def _since_entry(changes: Iterable[SheetChange]) -> list[SheetChange]:
    """The changes, earliest first, without those of the draft that each sheet was before its first inscription."""
    whole = list(reversed(tuple(changes)))
    waiting = {each.activity for each in whole if keep_register.is_inscription(each)}
    found = []
    for each in whole:
        if keep_register.is_inscription(each):
            waiting.discard(each.activity)
        if each.activity not in waiting:
            found.append(each)
    return found


def _told(names: dict[str, str], brought: Sequence[SheetChange]) -> str:
    """`« Prospection » et « Site » : fiche créée ; « Paie » : finalités`: sheets that changed alike are told together."""
    by_sheet: dict[str, dict[str, None]] = {}
    for change in brought:
        by_sheet.setdefault(change.activity, {}).update(dict.fromkeys(change.what))
    alike: dict[tuple[str, ...], list[str]] = {}
    for id, what in by_sheet.items():
        alike.setdefault(tuple(what), []).append(french.quoted(names[id]) if id in names else _GONE)
    told = (f"{french.joined(sheets)} : {', '.join(what)}" for what, sheets in alike.items())
    return french.spaced(" ; ".join(told))
