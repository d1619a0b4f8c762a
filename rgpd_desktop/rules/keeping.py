"""How long one category of data is kept, as a sentence of the register and of the papers. Called by documents and services; pure.

Adds nothing to what the sheet or the retention rule says: a duration nobody gave stays unsaid.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.rules.activity import Keeping
from rgpd_desktop.rules.folding import fold, words
from rgpd_desktop.rules.retention import RetentionRule, Starts

CLOCK_WORDS: Final = {
    Starts.LAST_CONTACT: "après le dernier contact venant de la personne",
    Starts.RELATION_END: "après la fin de la relation, ou après le dernier contact venant de la personne s’il est plus récent",
    Starts.CONTRACT_END: "après la fin de la relation",
    Starts.ENDED_RELATION: "après la fin de la relation, ou après le dernier contact venant de la personne s’il est plus récent",
    Starts.FIXED_END: "après le jour où le poste est pourvu",
}
_ENDINGS: Final = {
    "delete": "suppression",
    "anonymise": "anonymisation",
    "return": "restitution",
    "archive": "archivage",
}
# How a start begins when it already reads on after "3 ans": a preposition, folded (no accent, no apostrophe).
_PREPOSITIONS: Final = words(
    "apres a au aux des depuis suivant sans sauf pendant tant jusqu jusque en pour puis maximum minimum de d"
)
_ARTICLES: Final = words("le la les l un une ce cet cette ces chaque votre vos son sa ses leur leurs tout toute")


def keeping_words(keeping: Keeping, rules: Mapping[str, RetentionRule]) -> str:
    """`3 ans après le dernier contact venant de la personne, puis suppression`; "" while nothing is said.

    `rules` are the retention rules in force by kind of people: a keeping that names a kind takes the period of its rule, and the clock
    of the rule when the sheet words none. The archive comes with its reason (`puis 5 ans en archive (preuve)`).
    """
    rule = rules.get(keeping.kind)
    period = rule.keep if rule is not None else keeping.period
    starts = " ".join(keeping.starts.split()).rstrip(".;,")
    if not starts and rule is not None:
        starts = CLOCK_WORDS[rule.starts]
    if period is None and not starts:
        return ""
    first = starts if period is None else _lasting(period.words, starts)
    return french.spaced("".join([first, *(f", puis {ending}" for ending in _endings(keeping))]))


def _lasting(period: str, starts: str) -> str:
    """The period and its start in one phrase, whichever way the start was typed."""
    if not starts:
        return period
    first = fold(starts).split()[:1]
    if first and first[0] in _ARTICLES:
        return f"{period} après {starts[0].lower()}{starts[1:]}"
    if first and first[0] in _PREPOSITIONS:
        return f"{period} {starts[0].lower()}{starts[1:]}"
    return f"{period} (départ : {starts})"


def _endings(keeping: Keeping) -> list[str]:
    """What follows: the archive, then the end, unless an archive of known length already says it."""
    reason = f" ({keeping.archive_reason.strip()})" if keeping.archive_reason.strip() else ""
    if keeping.archive is not None:
        archived = [f"{keeping.archive.words} en archive{reason}"]
        return archived if keeping.then == "archive" else [*archived, _ENDINGS.get(keeping.then, "")]
    if keeping.then == "archive":
        return [f"archivage{reason}"]
    return [_ENDINGS[keeping.then]] if keeping.then in _ENDINGS else []
