"""Which sheets of the catalogue a trade and a few answers propose. Called by services.start_register; pure.

Proposes only: adds nothing to a register, and never proposes twice, checked, what is already in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from rgpd_desktop.basics import french

ALWAYS_REASON: Final = "utile à toute activité"
THERE_REASON: Final = "déjà dans votre registre"


@dataclass(frozen=True, slots=True)
class Trade:
    """What one does for a living: `models` it needs, `words` by which people look for it."""

    id: str
    label: str
    models: tuple[str, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StartQuestion:
    """A question answered by yes or no: a yes proposes `models`, for `reason` ("vous avez un site")."""

    id: str
    text: str
    why: str
    models: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TradeBook:
    """The trades and the questions, in the order they are shown; `always` is proposed to everybody. `order` is that of the catalogue."""

    trades: tuple[Trade, ...]
    questions: tuple[StartQuestion, ...]
    always: tuple[str, ...]
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A model proposed, why (French, to be read in a list), and whether it is ticked from the start."""

    model: str
    reasons: tuple[str, ...]
    is_checked: bool


def propose(
    book: TradeBook, trades: Collection[str], yes: Collection[str], there: Collection[str]
) -> tuple[Proposal, ...]:
    """What to begin the register with, in the order of the catalogue, each model once with every reason for it.

    `trades` and `yes` are ids of the book (one it does not know counts for nothing), `there` the models the register already has: those
    come unticked, for that only reason.
    """
    reasons: dict[str, list[str]] = {}
    for model, reason in _reasons(book, trades, yes):
        told = reasons.setdefault(model, [])
        if reason not in told:
            told.append(reason)
    place = {model: at for at, model in enumerate(book.order)}
    wanted = sorted(reasons, key=lambda model: place.get(model, len(place)))
    return tuple(
        Proposal(model, (THERE_REASON,), is_checked=False)
        if model in there
        else Proposal(model, tuple(reasons[model]), is_checked=True)
        for model in wanted
    )


def _reasons(book: TradeBook, trades: Collection[str], yes: Collection[str]) -> Iterator[tuple[str, str]]:
    """Every (model, reason): the trade first, then the answers, then what everybody needs."""
    for trade in book.trades:
        if trade.id in trades:
            yield from ((model, french.spaced(f"votre métier : {trade.label}")) for model in trade.models)
    for question in book.questions:
        if question.id in yes:
            reason = question.reason or f"vous avez répondu oui à {french.quoted(question.text)}"
            yield from ((model, reason) for model in question.models)
    yield from ((model, ALWAYS_REASON) for model in book.always)
