"""Why a person may or may not be kept, in French: the fact, the rule, the source. For the side panel, the lists and `rgpd explain`.

Says nothing that the rule does not say: a date that rests on a collection or an entry is called computed, a period that no
text confirms is called indicative.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.rules.contact import Contact, Hold, State
from rgpd_desktop.rules.retention import Clock, Confidence, RetentionRule, Starts, Then, add, clock, state

# The facts of retention.clock, as a list writes them before their day.
FACTS_IN_LISTS: Final[dict[str, str]] = {
    "dernier contact de sa part": "contact du",
    "fin de la relation": "fin de relation",
    "poste pourvu": "poste pourvu le",
    "collecte": "collecte du",
    "entrée dans vos contacts": "entrée du",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """`title` says where the person stands, `sentence` why, `source` is the id of the content's source for it."""

    title: str
    sentence: str
    source: str


def explain(contact: Contact, rule: RetentionRule, today: date) -> Explanation:
    """Where this contact stands on `today` under the `rule` of its kind, and why."""
    return Explanation(_words(contact, rule, today)[1], _sentence(contact, rule, today), rule.source)


def pill(contact: Contact, rule: RetentionRule, today: date) -> str:
    """The few words of the table: `dépassée depuis 20 mois`, `dans 25 jours`, `relation en cours`, `21/08/2029`…"""
    return _words(contact, rule, today)[0]


def starting_fact(contact: Contact, rule: RetentionRule) -> str:
    """The fact the period runs from, for a list: `contact du 12/03/2022`, `fin de relation 14/05/2022`, `relation en cours`."""
    start = clock(contact, rule.starts)
    if start.on is not None:
        return f"{FACTS_IN_LISTS[start.fact]} {french.day(start.on)}"
    return "date inconnue" if start.is_undated else start.fact


def _end(contact: Contact, rule: RetentionRule) -> date | None:
    """The day the period ends, counted from the entry when no fact dates the person; None while nothing runs."""
    start = clock(contact, rule.starts)
    return None if start.on is None else add(start.on, rule.keep, rule.bound)


def _words(contact: Contact, rule: RetentionRule, today: date) -> tuple[str, str]:
    """The pill and the title, side by side so that they never disagree."""
    now = state(contact, rule, today)
    match now:
        case State.ARCHIVED if contact.archived_until is not None:
            return _archive_words(contact.archived_until, today)
        case State.KEPT if contact.hold is not None:
            until = french.day(contact.hold.until)
            return f"conservé jusqu’au {until}", f"Conservé avec un motif jusqu’au {until}"
        case State.OPPOSED:
            return "opposé à la prospection", "Opposé à la prospection"
        case State.UNDATED:
            return "à dater", "À dater"
    end = _end(contact, rule)
    if end is None:
        return "relation en cours", "Relation en cours"
    if now is State.OVERDUE:
        lasting = f"depuis {french.lasting(end, today)}" if end < today else "aujourd’hui"
        return f"dépassée {lasting}", f"Durée dépassée depuis le {french.day(end)}"
    if now is State.DUE_SOON:
        days = f"dans {french.counted((end - today).days, 'jour')}"
        return days, f"{'À archiver' if rule.then is Then.ARCHIVE else 'À supprimer'} {days}"
    return french.day(end), f"À conserver jusqu’au {french.day(end)}"


def _archive_words(until: date, today: date) -> tuple[str, str]:
    day = french.day(until)
    if until <= today:
        return "archive échue", f"Archive échue depuis le {day}"
    return f"archivé jusqu’au {day}", f"Archivé jusqu’au {day}"


def _sentence(contact: Contact, rule: RetentionRule, today: date) -> str:
    start = clock(contact, rule.starts)
    parts = [_reckoning(start, rule), _doubt(contact, start, rule), _rule_words(rule)]
    now = state(contact, rule, today)
    if now is State.ARCHIVED:
        parts.insert(0, "À consulter seulement en cas de besoin, hors de vos listes de travail.")
    if now is State.KEPT and contact.hold is not None:
        parts.insert(0, _hold_words(contact.hold))
    if contact.opposed_on is not None:
        refusal = f"Opposition du {french.day(contact.opposed_on)} : plus aucun message commercial (RGPD, art. 21)."
        parts.insert(0, french.spaced(refusal))
    return " ".join(part for part in parts if part)


def _reckoning(start: Clock, rule: RetentionRule) -> str:
    """`Dernier contact de sa part : 12/03/2022 + 3 ans = 12/03/2025.`"""
    if start.on is None:
        if start.is_undated:
            return "Aucune date connue, ni contact de sa part, ni collecte."
        return f"Aucun délai ne court tant que la relation dure, puis {rule.keep.words} après sa fin."
    end = add(start.on, rule.keep, rule.bound)
    fact = f"{french.capitalised(start.fact)} : {french.day(start.on)} + {rule.keep.words} = {french.day(end)}."
    return french.spaced(fact)


def _doubt(contact: Contact, start: Clock, rule: RetentionRule) -> str:
    """What makes the day less than a fact, or "" for a day that rests on a contact of the person or the end of the relation."""
    if start.on is None:
        return ""
    if start.is_undated:
        return "Date calculée depuis l’entrée dans vos contacts, faute de contact ou de collecte datés."
    if rule.starts is not Starts.LAST_CONTACT and contact.relation_ended_on is None:
        return "Date calculée, car la fin de la relation n’est pas connue."
    if start.fact == "collecte":
        return "Date calculée depuis la collecte, faute de contact connu de sa part."
    return ""


def _rule_words(rule: RetentionRule) -> str:
    name = f"Règle {french.quoted(rule.label)}, "
    if rule.is_changed:
        name += f"durée choisie par vous ; durée proposée : {rule.recommended.words}, "
    doubt = " Durée indicative, à vérifier." if rule.confidence is Confidence.UNCONFIRMED else ""
    return french.spaced(f"{name}{rule.source_label}.{doubt}")


def _hold_words(hold: Hold) -> str:
    return french.spaced(f"Motif : {french.quoted(hold.reason.strip())}.")
