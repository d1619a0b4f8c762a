"""A sheet of the register in a few lines for the screen: label and answer, in the order of the paper. Called by services; pure.

The paper has its own, fuller layout (documents.register_sheet); both say durations with rules.keeping.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.rules.activity import Activity, Role
from rgpd_desktop.rules.keeping import keeping_words
from rgpd_desktop.rules.register import Register

NOT_SAID: Final = "Non renseigné"
_NONE: Final = "Aucun"


def facts(activity: Activity, register: Register) -> tuple[tuple[str, str], ...]:
    """(label, answer) pairs; an answer of several lines is cut by line ends. What is not said is said to be so."""
    words = register.words
    pairs: list[tuple[str, str]] = []
    if activity.role is Role.PROCESSOR:
        pairs.append(("Client", activity.client.label))
    pairs += [
        ("Finalités", _sentence(purpose.text for purpose in activity.purposes)),
        (
            "Base légale",
            _sentence(words.bases.get(each.basis, each.basis) for each in activity.purposes if each.basis),
        ),
        ("Personnes", _sentence(words.people.get(each.category, each.category) or each.details for each in activity.people)),
        ("Données", _sentence(words.data.get(each.category, each.category) for each in activity.data)),
        ("Données sensibles", _sensitive(activity, register)),
        ("Durées", _durations(activity, register)),
        ("Origine", _origin(activity)),
        ("Destinataires", _recipients(activity, register)),
        ("Transferts hors UE", _transfers(activity, register)),
        ("Sécurité", _measures(activity)),
    ]  # fmt: skip
    if activity.role is Role.PROCESSOR:  # art. 30-2 asks neither
        pairs = [pair for pair in pairs if pair[0] not in ("Base légale", "Origine") or pair[1]]
    return tuple((label, french.spaced(answer) or NOT_SAID) for label, answer in pairs)


def main_duration(activity: Activity, register: Register) -> str:
    """The longest said at once in a list: the first category's duration, "" when nothing is said."""
    for each in activity.all_data:
        rule = register.rules.get(each.keeping.kind)
        period = rule.keep if rule is not None else each.keeping.period
        if period is not None:
            return period.words
        if each.keeping.archive is not None:
            return french.spaced(f"{each.keeping.archive.words} en archive")
        if each.keeping.starts.strip():
            return french.spaced(each.keeping.starts.strip())
    return ""


def _sentence(parts: Iterable[str]) -> str:
    """`Rechercher des clients, suivre les échanges`: each once, one after the other in one phrase."""
    kept = list(dict.fromkeys(" ".join(part.split()).rstrip(".;,") for part in parts if part.strip()))
    return ", ".join([*kept[:1], *map(_lowered, kept[1:])])


def _lowered(part: str) -> str:
    """Its first word without its capital, unless that word has others (Wi-Fi, RGPD)."""
    word = part.split(" ", 1)[0]
    return part[:1].lower() + part[1:] if word[1:].islower() else part


def _sensitive(activity: Activity, register: Register) -> str:
    labels = [register.words.data.get(each.category, each.category) for each in activity.sensitive]
    labels += ["numéro de sécurité sociale"] if activity.uses_nir else []
    labels += ["condamnations et infractions"] if activity.uses_offences else []
    if not labels:
        return "Non"
    condition = register.words.conditions.get(activity.sensitive_condition, activity.sensitive_condition)
    return f"{_sentence(labels)} ({condition[:1].lower()}{condition[1:]})" if condition else _sentence(labels)


def _durations(activity: Activity, register: Register) -> str:
    """One phrase when every category is kept as long, else one line a duration."""
    by_words: dict[str, list[str]] = {}
    for each in activity.all_data:
        label = register.words.data.get(each.category, each.category)
        by_words.setdefault(keeping_words(each.keeping, register.rules), []).append(label)
    if len(by_words) == 1:
        return french.capitalised(next(iter(by_words)))
    return "\n".join(f"{_sentence(labels)} : {words or NOT_SAID.lower()}" for words, labels in by_words.items())


def _origin(activity: Activity) -> str:
    where = {True: "Les personnes elles-mêmes", False: "Un tiers, au moins en partie", None: ""}[activity.is_direct]
    return " : ".join(part for part in (where, activity.source.strip()) if part)


def _recipients(activity: Activity, register: Register) -> str:
    names = [each.details.strip() or "Vous" for each in activity.recipients]
    for id in activity.processors:
        if (processor := register.processors.get(id)) is not None:
            names.append(
                " ".join(filter(None, (processor.name, f"({processor.country})" if processor.country else "")))
            )
    return " ; ".join(names)


def _transfers(activity: Activity, register: Register) -> str:
    labels = register.words.safeguards
    told = {
        each.recipient.strip() or each.country: ", ".join(
            filter(None, (each.country, labels.get(each.safeguard, each.safeguard)))
        )
        for each in activity.transfers
    }
    for id in activity.processors:
        processor = register.processors.get(id)
        if processor is not None and (processor.transfer or processor.safeguard):
            said = (processor.transfer, labels.get(processor.safeguard, processor.safeguard))
            told.setdefault(processor.name, ", ".join(filter(None, said)))
    return " ; ".join(f"{name} ({detail})" if detail else name for name, detail in told.items()) or _NONE


def _measures(activity: Activity) -> str:
    said = [each.details.strip() for each in activity.measures if each.details.strip()]
    if not activity.measures:
        return ""
    many = french.counted(len(activity.measures), "mesure")
    return f"{_sentence(said)} ({many})" if said else many
