"""The contract of long work: steps go out, a cancellation comes in at the next step."""

from __future__ import annotations

import pickle

import pytest

from rgpd_desktop.basics.problems import Cancelled
from rgpd_desktop.basics.ticket import Ticket


def test_steps_are_told_in_order() -> None:
    steps: list[tuple[int, int | None]] = []
    ticket = Ticket(lambda done, total: steps.append((done, total)))
    ticket.step(1, 3)
    ticket.step(2)
    assert steps == [(1, 3), (2, None)]


def test_a_cancelled_ticket_stops_at_its_next_step_and_tells_nothing_more() -> None:
    steps: list[int] = []
    ticket = Ticket(lambda done, total: steps.append(done))
    ticket.step(1)
    assert not ticket.is_cancelled
    ticket.cancel()
    assert ticket.is_cancelled
    for _ in range(2):
        with pytest.raises(Cancelled):
            ticket.step(2)
    assert steps == [1]


def test_a_ticket_nobody_listens_to_still_stops() -> None:
    ticket = Ticket()
    ticket.step(1, 2)
    ticket.cancel()
    with pytest.raises(Cancelled):
        ticket.step(2, 2)


def test_a_ticket_without_a_listener_crosses_a_process_border() -> None:
    ticket = Ticket()
    ticket.cancel()
    assert pickle.loads(pickle.dumps(ticket)).is_cancelled
