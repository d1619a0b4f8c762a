"""What the register says that no text confirms: durations left as the catalogue proposed them, tools known by hearsay. Reads only.

Called wherever a sheet is shown or printed: what is not confirmed is never shown as certain.
"""

from __future__ import annotations

from collections.abc import Mapping

from rgpd_desktop.basics import french
from rgpd_desktop.content import activities, register_lists, transfers
from rgpd_desktop.rules.activity import Activity
from rgpd_desktop.rules.activity_model import ActivityModel
from rgpd_desktop.rules.processor import Processor
from rgpd_desktop.rules.retention import Confidence, RetentionRule
from rgpd_desktop.services import keep_processors


def notes(activity: Activity, rules: Mapping[str, RetentionRule]) -> tuple[str, ...]:
    """What to check on this sheet, in French: the notes of the model it began as, then its durations that no text confirms."""
    model = _model(activity)
    told = model.notes if model is not None else ()
    labels = durations(activity, rules)
    if not labels:
        return told
    start = french.plural(
        len(labels), "Durée proposée qu’aucun texte ne confirme", "Durées proposées qu’aucun texte ne confirme"
    )
    return (
        *told,
        french.spaced(f"{start} : {french.joined([french.quoted(each) for each in labels])}. À vous de la fixer."),
    )


def durations(activity: Activity, rules: Mapping[str, RetentionRule]) -> tuple[str, ...]:
    """The categories whose duration is still the one proposed, and that no text confirms; or follows a rule that none confirms."""
    model = _model(activity)
    names = {each.id: each.label for each in register_lists.load_lists().data}
    proposed = {each.category: each.keeping for each in model.activity.all_data} if model is not None else {}
    unsure = (
        {each.category for each in model.durations if each.confidence is Confidence.UNCONFIRMED}
        if model is not None
        else set()
    )
    found = []
    for each in activity.all_data:
        rule = rules.get(each.keeping.kind)
        if rule is not None:
            is_unsure = rule.confidence is Confidence.UNCONFIRMED and not rule.is_changed
        else:
            is_unsure = each.category in unsure and each.keeping == proposed.get(each.category)
        if is_unsure:
            found.append(names.get(each.category, each.category))
    return tuple(dict.fromkeys(found))


def transfer_notes() -> tuple[str, ...]:
    """What to know of transfers, title then text; one that nothing confirms says so."""
    said = transfers.load_transfers().notes
    marks = {each.id: " (à confirmer)" if each.confidence is Confidence.UNCONFIRMED else "" for each in said}
    return tuple(f"{each.title}{marks[each.id]}\n{each.text}" for each in said)


def providers(chosen: Mapping[str, Processor]) -> tuple[str, ...]:
    """The names of the processors that are still as the catalogue describes them, from sources that nothing confirms."""
    tools = {tool.id: tool for tool in keep_processors.catalogue()}
    found = []
    for each in chosen.values():
        tool = tools.get(each.tool)
        if tool is None or tool.confidence != Confidence.UNCONFIRMED or each.is_signed:
            continue
        if (each.entity, each.country, each.transfer) == (tool.entity, tool.country, tool.transfer):
            found.append(each.name)
    return tuple(found)


def _model(activity: Activity) -> ActivityModel | None:
    return next((each for each in activities.load_models() if each.id == activity.model), None)
