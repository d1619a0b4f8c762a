"""Beginning a register from one's trade: which sheets are proposed, and the drafts made of those chosen.

Called by the register pages and the inspector. Nothing is added that was not chosen; every sheet is a draft until its owner has read it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.content import activities
from rgpd_desktop.content import trades as trade_file
from rgpd_desktop.rules import trades as trade_rules
from rgpd_desktop.rules.activity import Activity, MeasureLine, Progress
from rgpd_desktop.rules.activity_model import ActivityModel
from rgpd_desktop.rules.trades import Proposal, TradeBook
from rgpd_desktop.services import keep_measures, keep_register
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.store import processors, register


def models() -> tuple[ActivityModel, ...]:
    """The catalogue, in its order."""
    return activities.load_models()


def book() -> TradeBook:
    """The trades and the questions."""
    return trade_file.load_trades()


def proposals(desk: Desk, trades: Collection[str], yes: Collection[str]) -> tuple[Proposal, ...]:
    """What these trades and these answers propose; a model already in the register (archived sheets apart) comes unticked."""
    there = {sheet.model for sheet in register.activities(desk.database) if sheet.progress is not Progress.ARCHIVED}
    return trade_rules.propose(book(), trades, yes, there)


def start(desk: Desk, model_ids: Sequence[str]) -> tuple[Activity, ...]:
    """Drafts made of these models, in the order of the catalogue and in one transaction: all or none.

    Each begins with the security measures already claimed, and with the processors already kept that it usually goes with. Raises Refusal,
    having written nothing, when the catalogue has no such model.
    """
    chosen = [model for model in models() if model.id in model_ids]
    if len(chosen) != len(set(model_ids)):
        raise Refusal("Cette fiche n’est pas dans le catalogue.", "Rien n’a été ajouté. Choisissez-en une autre.")
    measures = tuple(MeasureLine(group, words) for group, words in keep_measures.claims(desk))
    with desk.database.writing("activities"):
        return tuple(
            keep_register.begin(
                desk, replace(model.activity, measures=measures, processors=_usual_processors(desk, model.tools))
            )
            for model in chosen
        )


def keep_trades(desk: Desk, trades: Iterable[str]) -> None:
    """Keeps what the business does, in the order of the book; one that the book does not know is left out."""
    chosen = set(trades)
    kept = tuple(trade.id for trade in book().trades if trade.id in chosen)
    who = keep_register.business(desk)
    if kept != who.trades:
        keep_register.keep_business(desk, replace(who, trades=kept))


def _usual_processors(desk: Desk, tools: Collection[str]) -> tuple[str, ...]:
    """The processors really kept whose tool is one of these."""
    return tuple(each.id for each in processors.processors(desk.database) if each.tool and each.tool in tools)
