"""Whether the register, the contacts and the processors tell the same story. Called by services.inspect_register; pure.

Each finding says what does not agree and what to do about it; none of them names anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.rules import activity_gaps, contact_data
from rgpd_desktop.rules.activity import Activity, Progress
from rgpd_desktop.rules.folding import fold
from rgpd_desktop.rules.processor import Processor, ProcessorRole, Tool
from rgpd_desktop.rules.retention import Period, RetentionRule

_SHORTEST_REVIEW_DAYS: Final = 365


class Subject(StrEnum):
    """What a finding is about; the JSON of `rgpd inspect` carries it."""

    BUSINESS = "business"
    KIND_WITHOUT_SHEET = "kind_without_sheet"
    UNDECLARED_TOOL = "undeclared_tool"
    UNUSED_PROCESSOR = "unused_processor"
    LOST_PROCESSOR = "lost_processor"
    UNDECLARED_DATA = "undeclared_data"
    OTHER_MEASURE = "other_measure"
    OTHER_DURATION = "other_duration"
    NOT_REVIEWED = "not_reviewed"
    INCOMPLETE = "incomplete"
    DRAFT = "draft"
    PROCESSOR_ALERT = "processor_alert"


@dataclass(frozen=True, slots=True)
class Finding:
    """`sentence` says what does not agree, `remedy` what to do, `act` the words of the button that goes there.

    `page` and `arguments` are where the remedy is. `weight` orders them: 0 what the law asks, 1 what contradicts, 2 what is good to do.
    """

    subject: Subject
    sentence: str
    remedy: str
    act: str
    page: str = "register"
    arguments: Mapping[str, str] = field(default_factory=dict)
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Facts:
    """What the findings are drawn from. `people` and `columns` are by kind of contact, `kinds` their French plurals, `data_words` the
    labels of the categories of data. `claims` are what the security list lets say, `statements` all that it could."""

    today: date
    activities: tuple[Activity, ...]
    processors: Mapping[str, Processor]
    tools: tuple[Tool, ...]
    rules: Mapping[str, RetentionRule]
    people: Mapping[str, int]
    columns: Mapping[str, frozenset[str]]
    kinds: Mapping[str, str]
    data_words: Mapping[str, str]
    models_of_kind: Mapping[str, str]
    claims: tuple[tuple[str, str], ...] = ()
    statements: tuple[str, ...] = ()

    @property
    def live(self) -> tuple[Activity, ...]:
        """The sheets of what is still done, drafts included."""
        return tuple(each for each in self.activities if each.progress is not Progress.ARCHIVED)

    def covering(self, kind: str) -> tuple[Activity, ...]:
        """The live sheets that cover this kind of people."""
        return tuple(each for each in self.live if covers(each, kind))


def covers(activity: Activity, kind: str) -> bool:
    """Whether the sheet is about the people of that kind."""
    return kind in activity.kinds or any(each.keeping.kind == kind for each in activity.all_data)


def findings(facts: Facts) -> tuple[Finding, ...]:
    """What does not agree, the heaviest first."""
    found = [
        *_kinds_without_sheet(facts), *_incomplete(facts), *_undeclared_data(facts), *_durations(facts), *_tools(facts),
        *_processors(facts), *_measures(facts), *_reviews(facts),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda finding: finding.weight))


def _finding(subject: Subject, sentence: str, remedy: str, act: str, **more: object) -> Finding:
    return Finding(subject, french.spaced(sentence), french.spaced(remedy), act, **more)  # type: ignore[arg-type]


def _kinds_without_sheet(facts: Facts) -> Iterable[Finding]:
    for kind, count in facts.people.items():
        if count and not facts.covering(kind):
            who = f"{french.counted(count, 'contact')} de type {french.quoted(facts.kinds.get(kind, kind))}"
            verb = french.plural(count, "n’apparaît", "n’apparaissent")
            model = facts.models_of_kind.get(kind, "")
            yield _finding(
                Subject.KIND_WITHOUT_SHEET,
                f"{who} {verb} dans aucune fiche de votre registre.",
                "Créez la fiche de l’activité pour laquelle vous les gardez (art. 30-1).",
                "Créer la fiche…",
                arguments={"model": model},
                weight=0,
            )


def _incomplete(facts: Facts) -> Iterable[Finding]:
    for each in facts.live:
        missing = activity_gaps.gaps(each)
        name = french.quoted(each.name or "Sans nom")
        if each.progress is Progress.DRAFT:
            left = (
                f"il lui manque {french.counted(len(missing), 'réponse')}"
                if missing
                else "elle est complète et peut être inscrite"
            )
            yield _finding(
                Subject.DRAFT, f"La fiche {name} est encore un brouillon : {left}.",
                f"{'Complétez-la et inscrivez-la' if missing else 'Inscrivez-la'} au registre, ou supprimez-la.", "Reprendre…",
                arguments={"activity": each.id}, weight=1,
            )  # fmt: skip
        elif missing:
            yield _finding(
                Subject.INCOMPLETE, f"La fiche {name} n’est plus complète. {missing[0].sentence}",
                "Complétez la réponse qui manque.", "Compléter…",
                arguments={"activity": each.id, "field": missing[0].field}, weight=0,
            )  # fmt: skip


def _undeclared_data(facts: Facts) -> Iterable[Finding]:
    for kind, columns in facts.columns.items():
        sheets = facts.covering(kind)
        if not sheets:
            continue  # the kind itself is told
        said = {each.category for sheet in sheets for each in sheet.all_data}
        lacking = [category for category in contact_data.categories(columns) if category not in said]
        for category in lacking:
            held = french.joined(contact_data.column_words(columns & set(contact_data.columns_of(category))))
            label = french.quoted(facts.data_words.get(category, category))
            yield _finding(
                Subject.UNDECLARED_DATA,
                f"Vos contacts de type {french.quoted(facts.kinds.get(kind, kind))} contiennent : {held}. "
                f"La catégorie {label} n’est pourtant dans aucune de leurs fiches.",
                "Ajoutez cette catégorie à la fiche, ou retirez ces données de vos contacts.",
                "Ouvrir la fiche…", arguments={"activity": sheets[0].id, "field": "data"}, weight=1,
            )  # fmt: skip


def _durations(facts: Facts) -> Iterable[Finding]:
    """One finding a sheet and a duration, whatever the number of its categories; each rule is named with the people it is for."""
    for each in facts.live:
        rules = {kind: facts.rules[kind] for kind in each.kinds if kind in facts.rules}
        lengths = {_length(rule.keep) for rule in rules.values()}
        others: dict[str, list[str]] = {}
        for data in each.data:
            period = data.keeping.period
            if data.keeping.kind or period is None or not rules or data.category not in contact_data.HELD_BY_CONTACTS:
                continue
            if _length(period) not in lengths:
                label = french.quoted(facts.data_words.get(data.category, data.category))
                others.setdefault(period.words, []).append(label)
        told = french.joined([f"{rule.keep.words} ({facts.kinds.get(kind, kind)})" for kind, rule in rules.items()])
        for words, labels in others.items():
            verb = french.plural(len(rules), "la règle de conservation dit", "les règles de conservation disent")
            yield _finding(
                Subject.OTHER_DURATION,
                f"La fiche {french.quoted(each.name)} garde {french.joined(labels)} {words}, mais {verb} {told}.",
                "Reliez cette durée à la règle, ou corrigez l’une des deux.",
                "Ouvrir la fiche…", arguments={"activity": each.id, "field": "keeping"}, weight=1,
            )  # fmt: skip


def _length(period: Period) -> tuple[int, int]:
    return period.total_months, period.days


def tool_names(tool: Tool) -> tuple[str, ...]:
    """What people call it: its name, what stands before a parenthesis in it, its other words. None for a kind of provider that is no
    brand (the accountant is declared as a recipient), nor for a program installed at home: nobody receives anything."""
    if tool.role is ProcessorRole.SOFTWARE or not tool.entity:
        return ()
    return tuple(dict.fromkeys((tool.name, tool.name.partition(" (")[0], *tool.words)))


def _cites(activity: Activity, names: tuple[str, ...]) -> bool:
    """Whether one of these names is in what the sheet says of its tools and recipients, or, written with its capital, in its purposes."""
    parts = [activity.software, *(each.details for each in activity.recipients)]
    said = f" {fold(' '.join([*parts, *(each.recipient for each in activity.transfers)]))} "
    purposes = " ".join(f"{each.text} {each.detail}" for each in activity.purposes)
    return any(f" {fold(name)} " in said or re.search(rf"\b{re.escape(name)}\b", purposes) for name in names)


def _tools(facts: Facts) -> Iterable[Finding]:
    declared = {processor.tool for processor in facts.processors.values() if processor.tool}
    declared_names = {fold(processor.name) for processor in facts.processors.values()}
    citing: dict[str, list[str]] = {}
    for each in facts.live:
        for tool in facts.tools:
            names = tool_names(tool)
            is_declared = tool.id in declared or any(fold(name) in declared_names for name in names)
            if not is_declared and _cites(each, names):
                citing.setdefault(tool.id, []).append(french.quoted(each.name))
    for tool in facts.tools:
        if sheets := citing.get(tool.id):
            verb = french.plural(len(sheets), "La fiche", "Les fiches"), french.plural(len(sheets), "cite", "citent")
            yield _finding(
                Subject.UNDECLARED_TOOL,
                f"{verb[0]} {french.joined(sheets)} {verb[1]} {tool.name}, qui n’est pas dans vos sous-traitants.",
                "Ajoutez cet outil à vos sous-traitants, puis à la fiche.",
                "Ajouter…", page="processors", arguments={"tool": tool.id}, weight=1,
            )  # fmt: skip


def _processors(facts: Facts) -> Iterable[Finding]:
    used = {id for each in facts.live for id in each.processors}
    for each in facts.live:
        if lost := sum(id not in facts.processors for id in each.processors):
            yield _finding(
                Subject.LOST_PROCESSOR,
                f"La fiche {french.quoted(each.name)} cite {french.counted(lost, 'sous-traitant')} qui n’existe plus dans votre liste.",
                "Choisissez de nouveau ses destinataires.",
                "Ouvrir la fiche…", arguments={"activity": each.id, "field": "recipients"}, weight=1,
            )  # fmt: skip
    if not facts.live:
        return
    for id, processor in facts.processors.items():
        if id not in used:
            yield _finding(
                Subject.UNUSED_PROCESSOR,
                f"{french.capitalised(processor.name)} est dans vos sous-traitants, mais dans aucune fiche.",
                "Ajoutez-le à la fiche de l’activité où il vous sert, ou retirez-le de la liste.",
                "Voir…", page="processors", arguments={"processor": id}, weight=1,
            )  # fmt: skip


def _measures(facts: Facts) -> Iterable[Finding]:
    """A sheet that says of the security list what its answers no longer say."""
    said_now = {words for _, words in facts.claims}
    for each in facts.live:
        stale = [
            line.details
            for line in each.measures
            if line.details not in said_now
            and any(_comes_from(line.details, statement) for statement in facts.statements)
        ]
        if stale:
            more = f", et {french.counted(len(stale) - 1, 'autre')}" if len(stale) > 1 else ""
            yield _finding(
                Subject.OTHER_MEASURE,
                f"La fiche {french.quoted(each.name)} annonce {french.quoted(stale[0])}{more} : votre liste de sécurité ne le dit pas, "
                "ou plus de cette façon.",
                "Reprenez la liste de sécurité dans la fiche, ou corrigez vos réponses.",
                "Ouvrir la fiche…", arguments={"activity": each.id, "field": "measures"}, weight=1,
            )  # fmt: skip


def _comes_from(details: str, statement: str) -> bool:
    """Whether these words are a statement of the list, alone or with a precision (rules.measures.printed)."""
    return details == statement or details.startswith((f"{statement} (", f"{statement}, en partie"))


def _reviews(facts: Facts) -> Iterable[Finding]:
    for each in facts.activities:
        if each.progress is not Progress.KEPT:
            continue
        read_on = (
            each.reviewed_on or each.created_on
        )  # a rule changed elsewhere, or one field, is no reading of the whole
        if read_on is None or (facts.today - read_on).days < _SHORTEST_REVIEW_DAYS:
            continue
        yield _finding(
            Subject.NOT_REVIEWED,
            f"La fiche {french.quoted(each.name)} n’a pas été relue depuis le {french.day(read_on)}.",
            "Relisez-la ; si rien n’a changé, dites-le.",
            "Relire…", arguments={"activity": each.id}, weight=2,
        )  # fmt: skip
