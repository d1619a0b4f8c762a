"""What a trade and a few answers propose: in the order of the catalogue, each once with its reasons, nothing that is already there."""

from __future__ import annotations

from rgpd_desktop.rules.trades import (
    ALWAYS_REASON,
    THERE_REASON,
    Proposal,
    StartQuestion,
    Trade,
    TradeBook,
    propose,
)

BOOK = TradeBook(
    trades=(Trade("coach", "Coaching", ("clients", "visits")), Trade("trainer", "Formation", ("clients", "training"))),
    questions=(
        StartQuestion("letter", "Une lettre ?", "", ("newsletter",), "vous envoyez une lettre"),
        StartQuestion("diary", "Des rendez-vous ?", "", ("visits",)),
    ),
    always=("accounting",),
    order=("clients", "accounting", "newsletter", "visits", "training"),
)


def told(proposals: tuple[Proposal, ...]) -> dict[str, tuple[str, ...]]:
    plain = str.maketrans({"\u00a0": " ", "\u202f": " "})
    return {each.model: tuple(reason.translate(plain) for reason in each.reasons) for each in proposals}


def test_nothing_chosen_proposes_what_everybody_needs() -> None:
    assert propose(BOOK, (), (), ()) == (Proposal("accounting", (ALWAYS_REASON,), is_checked=True),)


def test_the_order_is_that_of_the_catalogue_whatever_was_chosen_first() -> None:
    assert list(told(propose(BOOK, {"trainer", "coach"}, {"letter"}, ()))) == list(BOOK.order)


def test_a_sheet_is_proposed_once_with_every_reason() -> None:
    found = told(propose(BOOK, ("coach", "trainer"), ("diary",), ()))
    assert found["clients"] == ("votre métier : Coaching", "votre métier : Formation")
    assert found["visits"] == ("votre métier : Coaching", "vous avez répondu oui à « Des rendez-vous ? »")


def test_a_question_gives_its_reason() -> None:
    assert told(propose(BOOK, (), ("letter",), ()))["newsletter"] == ("vous envoyez une lettre",)


def test_what_the_register_has_comes_unticked_and_says_so() -> None:
    found = {each.model: each for each in propose(BOOK, ("coach",), (), {"clients", "training"})}
    assert found["clients"] == Proposal("clients", (THERE_REASON,), is_checked=False)
    assert found["visits"].is_checked
    assert "training" not in found  # there, and not asked for


def test_ids_it_does_not_know_count_for_nothing() -> None:
    assert propose(BOOK, ("astronaut",), ("moon",), ()) == propose(BOOK, (), (), ())


def test_a_model_outside_the_order_comes_last() -> None:
    book = TradeBook((Trade("coach", "Coaching", ("new", "clients")),), (), ("accounting",), ("clients", "accounting"))
    assert list(told(propose(book, ("coach",), (), ()))) == ["clients", "accounting", "new"]
