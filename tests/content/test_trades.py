"""The trades and the first questions as shipped: every sheet can be reached, and what a malformed file raises."""

from __future__ import annotations

from pathlib import Path

import pytest

from rgpd_desktop.basics import places
from rgpd_desktop.content.activities import load_models
from rgpd_desktop.content.trades import load_trades, read_trades
from rgpd_desktop.rules.folding import fold

FILE = places.resources() / "legal" / "trades.toml"
ORDER = tuple(model.id for model in load_models())
TRADES = (
    "consultant", "developer", "designer", "coach", "trainer", "craftsman", "shop", "e_commerce", "therapist", "health_professional",
    "photographer", "estate_agent", "association", "other",
)  # fmt: skip


def test_the_trades_and_their_order() -> None:
    book = load_trades()
    assert tuple(trade.id for trade in book.trades) == TRADES
    assert book.order == ORDER
    assert load_trades() is book


def test_every_sheet_is_reached_by_a_trade_or_a_question() -> None:
    book = load_trades()
    assert {*book.always, *(model for each in (*book.trades, *book.questions) for model in each.models)} == set(ORDER)


def test_every_sheet_that_is_not_for_everybody_is_reached_by_an_answer_or_by_clients() -> None:
    book = load_trades()
    asked = {model for question in book.questions for model in question.models}
    assert set(ORDER) - asked - set(book.always) == {"clients"}
    assert all(
        "clients" in trade.models for trade in book.trades if trade.id not in ("association", "health_professional")
    )


def test_questions_are_questions_and_say_why() -> None:
    for question in load_trades().questions:
        assert question.text.endswith("\u202f?")
        assert question.why.endswith(".")
        assert question.reason[0].islower()
        assert not question.reason.endswith(".")


def test_nobody_is_proposed_sensitive_data_or_payroll_by_default() -> None:
    book = load_trades()
    assert not {"health_record", "wellbeing_record", "payroll", "cameras"} & set(book.always)
    for trade in book.trades:
        sensitive = {"health_record", "wellbeing_record"} & set(trade.models)
        assert bool(sensitive) == (trade.id in ("therapist", "health_professional"))


def test_words_are_written_once_in_a_trade() -> None:
    for trade in load_trades().trades:
        folded = [fold(word) for word in trade.words]
        assert len(set(folded)) == len(folded), trade.id


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ('id = "coach"', 'id = "trainer"', "an id is there twice"),
        ('models = ["members", "suppliers"]', 'models = ["members", "gardeners"]', "no model gardeners"),
        ('models = ["members", "suppliers"]', "models = []", "models is not a list"),
        ('reason = "vous avez un salarié"\n', "", "reason is missing"),
        ('label = "Photographie"', 'label = "Photographie"\nsurprise = 1', "unknown surprise"),
        ("always = [", "toujours = [", "always is missing"),
    ],
)
def test_a_malformed_book_names_the_place(tmp_path: Path, before: str, after: str, complaint: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert before in text
    (tmp_path / "trades.toml").write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=complaint):
        read_trades(tmp_path / "trades.toml", ORDER)
