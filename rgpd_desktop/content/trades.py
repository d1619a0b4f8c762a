"""The trades and the first questions, from resources/legal/trades.toml. Read by services.start_register.

Names sheets of the catalogue by their ids; says nothing of what they hold.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rgpd_desktop.content import toml_file
from rgpd_desktop.content.activities import load_models
from rgpd_desktop.content.catalogue import legal_folder
from rgpd_desktop.content.toml_file import Table
from rgpd_desktop.rules.trades import StartQuestion, Trade, TradeBook


@cache
def load_trades() -> TradeBook:
    """The book shipped with the program, in the order of its catalogue, read once. Raises ValueError when it is malformed."""
    return read_trades(legal_folder() / "trades.toml", tuple(model.id for model in load_models()))


def read_trades(path: Path, order: tuple[str, ...]) -> TradeBook:
    """The book of the file `path`; `order` are the models of the catalogue.

    Raises ValueError when it is malformed, gives an id twice, or names a model that `order` has not.
    """
    table = toml_file.read(path)
    book = TradeBook(
        trades=tuple(_trade(row) for row in table.tables("trades")),
        questions=tuple(_question(row) for row in table.tables("questions")),
        always=table.texts("always"),
        order=order,
    )
    table.close()
    rows: list[Trade | StartQuestion] = [*book.trades, *book.questions]
    ids = [each.id for each in rows]
    if len(set(ids)) != len(ids):
        raise ValueError(f"{path.name}: an id is there twice")
    named = {*book.always, *(model for each in rows for model in each.models)}
    if unknown := sorted(named - set(order)):
        raise ValueError(f"{path.name}: no model {', '.join(unknown)}")
    return book


def _trade(row: Table) -> Trade:
    words = row.texts("words") if row.has("words") else ()
    trade = Trade(row.plain("id"), row.text("label"), row.texts("models"), words)
    row.close()
    return trade


def _question(row: Table) -> StartQuestion:
    question = StartQuestion(
        row.plain("id"), row.text("text"), row.text("why"), row.texts("models"), row.text("reason")
    )
    row.close()
    return question
