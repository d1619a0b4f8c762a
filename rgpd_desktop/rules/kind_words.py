"""Kinds of people in a list's own words: "Prospect froid", "P", a sheet called "Clients 2024". Called by mapping.

The words come from content (`kinds`: folded word -> kind id); only the usual abbreviations are known here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from rgpd_desktop.rules.folding import fold
from rgpd_desktop.rules.value_words import INDIVIDUALS, PROFESSIONALS

_CODES: Final = {
    "p": "prospect", "pr": "prospect", "prosp": "prospect", "s": "suspect", "l": "lead", "c": "client", "cl": "client",
    "cli": "client", "clt": "client", "f": "fournisseur", "fo": "fournisseur", "four": "fournisseur", "frs": "fournisseur",
    "fourn": "fournisseur", "a": "ancien client", "ac": "ancien client", "anc": "ancien client", "pa": "partenaire",
    "ptn": "partenaire", "mql": "prospect", "sql": "prospect", "opportunity": "prospect", "lead": "prospect", "suspect": "prospect",
    "marketingqualifiedlead": "prospect", "salesqualifiedlead": "prospect",
    "customer": "client", "subscriber": "abonne", "evangelist": "client",
}  # fmt: skip
_YEARS: Final = re.compile(r"\b(?:19|20)?\d{2,4}\b")
_NEGATIONS: Final = frozenset({"non", "pas", "hors", "sauf", "not", "sans"})


def kind_of(value: str, kinds: Mapping[str, str]) -> str:
    """The kind a value names by a word or a phrase of `kinds` ("Client actif" is a client), "" when it names none or several."""
    folded = fold(value)
    if folded in kinds:
        return kinds[folded]
    words = folded.split()
    if len(words) > 8 or not _NEGATIONS.isdisjoint(words):
        return ""
    for length in range(min(4, len(words)), 0, -1):
        found = {
            kinds[phrase]
            for start in range(len(words) - length + 1)
            if (phrase := " ".join(words[start : start + length])) in kinds
        }
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


def kind_of_code(value: str, kinds: Mapping[str, str]) -> str:
    """The kind an abbreviation stands for ("P", "CLI"), "" when it is not one."""
    meant = _CODES.get(fold(value), "")
    return kinds.get(meant, "")


def kind_in_name(name: str, kinds: Mapping[str, str]) -> str:
    """The kind a sheet or a file is about by its name ("Clients 2024", "mes_prospects.xlsx"), "" when it does not say one."""
    words = _YEARS.sub(" ", fold(name)).split()
    return kind_of(" ".join(words[:8]), kinds)


def codes(values: Mapping[str, int], kinds: Mapping[str, str]) -> dict[str, str]:
    """Value -> kind id for each value of a column of kinds ("" unknown); empty when every value is a plain word of `kinds`."""
    if all(fold(value) in kinds for value in values):
        return {}
    return {value: kind_of(value, kinds) or kind_of_code(value, kinds) for value in values}


def share(values: Mapping[str, int], kinds: Mapping[str, str]) -> float:
    """How many of the filled cells name a kind, from 0 to 1. Codes count only when most values are codes."""
    total = sum(values.values())
    if not total or len(values) > 30:
        return 0.0
    by_word = sum(times for value, times in values.items() if kind_of(value, kinds))
    by_code = sum(times for value, times in values.items() if kind_of_code(value, kinds))
    is_coded = by_code >= 0.6 * total and (len(values) > 1 or max(map(len, values)) > 2)
    return max(by_word, by_word + by_code if is_coded else 0) / total if by_word + by_code <= total else by_word / total


def audience_codes(values: Mapping[str, int]) -> dict[str, str]:
    """Value -> "b2b", "b2c" or "" for a column that tells professionals from individuals."""
    found = {}
    for value in values:
        words = set(fold(value).split())
        is_professional, is_individual = not words.isdisjoint(PROFESSIONALS), not words.isdisjoint(INDIVIDUALS)
        found[value] = (
            "b2b" if is_professional and not is_individual else "b2c" if is_individual and not is_professional else ""
        )
    return found
