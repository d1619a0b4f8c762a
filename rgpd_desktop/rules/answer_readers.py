"""Readers of the columns that answer a question: which kind, professional or not, no more contact, newsletter. Called by cell_readers.

What is not understood is told; it changes nothing, except in a column of refusals, where it counts as one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rgpd_desktop.rules.answers import is_blank, read_refusal, read_subscription, says_refusal
from rgpd_desktop.rules.cell_text import clean
from rgpd_desktop.rules.columns import Cell, ColumnChoice
from rgpd_desktop.rules.contact import Audience
from rgpd_desktop.rules.draft import REMEMBERED, Draft, ReadCell, told
from rgpd_desktop.rules.folding import fold

UNKNOWN_KIND: Final = "type de contact inconnu"
UNKNOWN_AUDIENCE: Final = "ni professionnel ni particulier"

_AUDIENCES: Final = {
    word: audience.value
    for audience, words in (
        (
            Audience.PROFESSIONAL,
            "pro,pros,professionnel,professionnels,professionnelle,b2b,b to b,btob,entreprise,entreprises,societe",
        ),
        (
            Audience.PROFESSIONAL,
            "societes,company,business,personne morale,organisation,association,collectivite,professional",
        ),
        (
            Audience.INDIVIDUAL,
            "particulier,particuliers,part,b2c,b to c,btoc,individu,individual,prive,perso,personne physique,consumer",
        ),
    )
    for word in words.split(",")
}


def kind_reader(choice: ColumnChoice, kinds: Mapping[str, str]) -> ReadCell:
    """A kind of person: by the list's own codes first, then by the words of each kind; else the kind of the list stays."""
    codes = {fold(code): kinds.get(fold(kind), kind) for code, kind in choice.codes.items()}
    known: dict[Cell, str] = {}

    def read(draft: Draft, cell: Cell) -> None:
        kind = known.get(cell)
        if kind is None:
            word = fold(clean(cell))
            kind = codes.get(word) or kinds.get(word) or kinds.get(word.removesuffix("s")) or ""
            if len(known) < REMEMBERED:
                known[cell] = kind
        if kind:
            draft.kind = kind
        elif says_refusal(fold(clean(cell))):  # "Prospect", "Client", "Ne plus contacter" in the same column
            draft.is_opposed = True
        elif not is_blank(cell):
            told(draft, choice, UNKNOWN_KIND, cell)

    return read


def audience_reader(choice: ColumnChoice) -> ReadCell:
    """Professional or individual, by the list's own codes first."""
    codes = {fold(code): _AUDIENCES.get(fold(word), word) for code, word in choice.codes.items()}

    def read(draft: Draft, cell: Cell) -> None:
        word = fold(clean(cell))
        audience = codes.get(word) or _AUDIENCES.get(word)
        if audience:
            draft.audience = audience
        elif word:
            told(draft, choice, UNKNOWN_AUDIENCE, cell)

    return read


def refusal_reader(choice: ColumnChoice) -> ReadCell:
    """A column that says no: one refusal among several columns is enough."""

    known: dict[Cell, tuple[bool, str]] = {}

    def read(draft: Draft, cell: Cell) -> None:
        answer = known.get(cell)
        if answer is None:
            answer = read_refusal(cell, choice.yes_means_no_contact)
            if len(known) < REMEMBERED:
                known[cell] = answer
        is_no, reason = answer
        if is_no:
            draft.is_opposed = True
        if reason:
            told(draft, choice, reason, cell)

    return read


def subscription_reader(choice: ColumnChoice) -> ReadCell:
    """A newsletter: "non" is not a subscription, "désabonné" is a refusal as well (reference, 2.1)."""

    known: dict[Cell, tuple[bool | None, bool, str]] = {}

    def read(draft: Draft, cell: Cell) -> None:
        found = known.get(cell)
        if found is None:
            found = read_subscription(cell)
            if len(known) < REMEMBERED:
                known[cell] = found
        answer, is_refusal, reason = found
        if answer is not None:
            draft.newsletter = answer if draft.newsletter is None else answer and draft.newsletter
        if is_refusal:
            draft.is_opposed = True
        if reason:
            told(draft, choice, reason, cell)

    return read
