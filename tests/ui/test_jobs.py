"""Jobs: one outcome each, on the main thread, whatever happens in the lanes."""

from __future__ import annotations

from threading import Event, Lock, current_thread, main_thread

import pytest
import shiboken6
from PySide6.QtCore import QObject

from rgpd_desktop.basics.problems import Cancelled, Refusal
from rgpd_desktop.ui.job import Outcome
from rgpd_desktop.ui.jobs import JobRunner


class Desk:
    def __init__(self) -> None:
        self.touched = frozenset()
        self.opened_in = current_thread()
        self.closed_in = None

    def close(self) -> None:
        self.closed_in = current_thread()


@pytest.fixture
def runner(qapp):
    made = JobRunner(Desk)
    made.shown = []
    made.show_failure = made.shown.append
    yield made
    assert made.close()


def raising(error):
    def work(desk, ticket):
        raise error

    return work


def test_a_read_works_in_another_thread_and_answers_on_the_main_one(runner, qtbot):
    answers = []
    job = runner.read("key", lambda desk, _: desk, lambda desk: answers.append((desk, current_thread())))
    qtbot.waitUntil(lambda: bool(answers))
    desk, thread = answers[0]
    assert thread is main_thread()
    assert desk.opened_in is desk.closed_in
    assert desk.opened_in is not main_thread()
    assert job.outcome is Outcome.SUCCEEDED


def test_a_read_of_the_same_key_replaces_the_one_before(runner, qtbot):
    answers, ended, goes_on = [], [], Event()
    runner.ended.connect(ended.append)

    def first(desk, ticket):
        goes_on.wait(5)
        return "first"

    former = runner.read("search", first, answers.append, answers.append)
    latter = runner.read("search", lambda desk, _: "second", answers.append)
    assert former.ticket.is_cancelled
    qtbot.waitUntil(lambda: answers == ["second"])
    goes_on.set()
    qtbot.waitUntil(lambda: len(ended) == 2)
    assert answers == ["second"]
    assert (former.outcome, latter.outcome) == (Outcome.CANCELLED, Outcome.SUCCEEDED)


def test_a_replaced_read_that_still_waited_opens_no_desk(runner, qtbot):
    opened, goes_on, answers = [], Event(), []
    for key in ("a", "b"):  # both threads of the read lane are taken
        runner.read(key, lambda desk, _: goes_on.wait(5), lambda _: None)
    runner.read("search", lambda desk, _: opened.append(1), answers.append)
    runner.read("search", lambda desk, _: opened.append(2), answers.append)
    goes_on.set()
    qtbot.waitUntil(lambda: len(answers) == 1)
    assert opened == [2]


def test_writes_run_one_at_a_time_in_order(runner, qtbot):
    order, lock, done = [], Lock(), []

    def work(number):
        def run(desk, ticket):
            assert lock.acquire(blocking=False)
            order.append(number)
            lock.release()

        return run

    for number in range(20):
        runner.write("Écriture", work(number), lambda _: done.append(1))
    assert runner.is_writing
    qtbot.waitUntil(lambda: len(done) == 20)
    assert order == list(range(20))
    assert not runner.is_writing


def test_a_write_says_what_it_touched_before_it_answers(runner, qtbot):
    heard = []
    runner.touched.connect(lambda tables: heard.append(tables))

    def work(desk, ticket):
        desk.touched = frozenset({"contacts", "batches"})
        return 3

    runner.write("Import", work, heard.append)
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == [frozenset({"contacts", "batches"}), 3]


def test_a_failure_goes_to_its_callback_or_is_shown(runner, qtbot):
    told, refusal, fault = [], Refusal("Le disque est plein."), ValueError("x")
    job = runner.write("Import", raising(refusal), failed=told.append)
    runner.read("key", raising(fault), told.append)
    qtbot.waitUntil(lambda: bool(told and runner.shown))
    assert told == [refusal]
    assert runner.shown == [fault]
    assert job.outcome is Outcome.FAILED


def test_what_is_no_exception_is_an_outcome_too(runner, qtbot):
    class RustPanic(BaseException):
        pass

    runner.read("key", raising(RustPanic()), lambda _: None)
    qtbot.waitUntil(lambda: bool(runner.shown))
    assert isinstance(runner.shown[0], RustPanic)


def test_a_desk_that_does_not_open_is_a_failure(qapp, qtbot):
    refusal = Refusal("Cette base vient d’une version plus récente.")

    def opens():
        raise refusal

    runner, told = JobRunner(opens), []
    runner.write("Ouverture", lambda desk, _: None, told.append, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [refusal]
    assert runner.close()


def test_cancelling_a_write_stops_it_at_its_next_step(runner, qtbot):
    begun, goes_on, told = Event(), Event(), []

    def work(desk, ticket):
        begun.set()
        goes_on.wait(5)
        ticket.step(1, 2)

    job = runner.write("Import", work, told.append, told.append)
    assert begun.wait(5)
    job.cancel()
    goes_on.set()
    qtbot.waitUntil(lambda: bool(told))
    assert [type(each) for each in told] == [Cancelled]
    assert job.outcome is Outcome.CANCELLED
    assert runner.shown == []


def test_a_write_that_ended_before_it_saw_the_wish_is_told_as_written(runner, qtbot):
    begun, goes_on, told = Event(), Event(), []

    def work(desk, ticket):
        begun.set()
        goes_on.wait(5)
        return "written"

    job = runner.write("Import", work, told.append, told.append)
    assert begun.wait(5)
    job.cancel()
    goes_on.set()
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["written"]
    assert job.outcome is Outcome.SUCCEEDED


def test_cancelling_a_read_tells_who_asked_and_never_gives_the_answer(runner, qtbot):
    begun, goes_on, told = Event(), Event(), []

    def work(desk, ticket):
        begun.set()
        goes_on.wait(5)
        return "answer"

    job = runner.read("key", work, told.append, told.append, label="Analyse")
    assert begun.wait(5)
    job.cancel()
    goes_on.set()
    qtbot.waitUntil(lambda: bool(told))
    assert [type(each) for each in told] == [Cancelled]


def test_progress_is_thinned(runner, qtbot):
    steps, done = [], []
    runner.progressed.connect(lambda job: steps.append(job.step))

    def work(desk, ticket):
        for number in range(10_000):
            ticket.step(number, 10_000)

    runner.write("Import", work, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert steps[0] == (0, 10_000)
    assert len(steps) <= 5


def test_a_receiver_that_is_gone_is_not_called(runner, qtbot):
    class Page(QObject):
        def on_answer(self, value):
            heard.append(value)

    heard, ended, goes_on = [], [], Event()
    runner.ended.connect(ended.append)
    page, owner = Page(), QObject()
    runner.read("method", lambda desk, _: goes_on.wait(5), page.on_answer)
    runner.read("owned", lambda desk, _: goes_on.wait(5), heard.append, owner=owner)
    shiboken6.delete(page)
    shiboken6.delete(owner)
    goes_on.set()
    qtbot.waitUntil(lambda: len(ended) == 2)
    assert heard == []


def test_the_failure_of_a_write_is_shown_even_if_its_page_is_gone(runner, qtbot):
    goes_on, owner, refusal = Event(), QObject(), Refusal("Le disque est plein.")

    def work(desk, ticket):
        goes_on.wait(5)
        raise refusal

    runner.write("Import", work, failed=lambda _: pytest.fail("gone"), owner=owner)
    shiboken6.delete(owner)
    goes_on.set()
    qtbot.waitUntil(lambda: bool(runner.shown))
    assert runner.shown == [refusal]


def test_closing_cancels_waits_and_calls_nobody_back(qapp, qtbot):
    runner, told, begun = JobRunner(Desk), [], Event()

    def work(desk, ticket):
        begun.set()
        while True:
            ticket.step(0)

    runner.write("Import", work, told.append, told.append)
    assert begun.wait(5)
    assert runner.close()
    late = runner.read("key", lambda desk, _: 1, told.append, told.append)
    assert late.outcome is Outcome.CANCELLED
    qtbot.wait(20)
    assert told == []


def test_closing_gives_up_on_work_that_will_not_stop(qapp):
    runner, begun, goes_on = JobRunner(Desk), Event(), Event()

    def work(desk, ticket):
        begun.set()
        goes_on.wait(5)

    runner.write("Import", work)
    assert begun.wait(5)
    assert runner.close(seconds=0.01) is False
    goes_on.set()


def test_in_line_everything_happens_at_once(runner):
    runner.in_line = True
    told, desks = [], []

    def work(desk, ticket):
        desks.append(desk)
        ticket.step(1, 1)
        return current_thread()

    job = runner.write("Import", work, told.append)
    assert told == [main_thread()]
    assert desks[0].closed_in is main_thread()
    assert job.outcome is Outcome.SUCCEEDED


def test_in_line_an_error_of_the_callback_reaches_the_test(runner):
    runner.in_line = True

    def on_answer(value):
        raise RuntimeError("of the page")

    with pytest.raises(RuntimeError, match="of the page"):
        runner.read("key", lambda desk, _: 1, on_answer)


def test_what_must_be_alone_waits_for_what_is_under_way_and_what_comes_after_waits_for_it(runner, qtbot):
    order, goes_on = [], Event()

    def first(desk, _ticket):
        goes_on.wait(5)
        order.append("first")

    runner.read("a", first, lambda _: None)
    runner.alone("alone", lambda ticket: order.append("alone"), lambda _: order.append("done"))
    runner.alone("again", lambda ticket: order.append("again"), lambda _: None)
    runner.read("b", lambda desk, _: order.append("later"), lambda _: order.append("answered"))
    assert runner.is_paused and runner.is_writing
    goes_on.set()
    qtbot.waitUntil(lambda: "answered" in order)
    assert order == ["first", "alone", "done", "again", "later", "answered"]
    assert not runner.is_paused


def test_alone_opens_no_desk_tells_its_failure_and_lets_the_rest_go_on(runner, qtbot):
    told, answers = [], []
    runner._open_desk = lambda: told.append("opened") or Desk()

    def fail(_ticket):
        raise Refusal("Non.")

    runner.alone("alone", fail, answers.append, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert [type(each) for each in told] == [Refusal]
    runner.alone("alone", fail, answers.append)
    qtbot.waitUntil(lambda: bool(runner.shown))
    runner.read("b", lambda desk, _: 1, answers.append)
    qtbot.waitUntil(lambda: answers == [1])


def test_whoever_asked_to_be_alone_may_be_gone_the_rest_goes_on(runner, qtbot):
    owner, goes_on, answers = QObject(), Event(), []
    runner.alone("alone", lambda _ticket: goes_on.wait(5), answers.append, owner=owner)
    runner.read("b", lambda desk, _: 2, answers.append)
    shiboken6.delete(owner)
    goes_on.set()
    qtbot.waitUntil(lambda: answers == [2])


def test_paused_it_tells_when_nothing_is_under_way_and_can_still_be_alone(runner, qtbot):
    told, answers, goes_on = [], [], Event()
    runner.read("a", lambda desk, _: goes_on.wait(5), lambda _: None)
    runner.pause(lambda: told.append("idle"))
    job = runner.read("b", lambda desk, _: 3, answers.append)
    assert told == []
    goes_on.set()
    qtbot.waitUntil(lambda: told == ["idle"])
    runner.alone("alone", lambda _ticket: 4, answers.append)
    qtbot.waitUntil(lambda: answers == [4])
    runner.drop_waiting()
    assert job.outcome is Outcome.CANCELLED
    runner.read("c", lambda desk, _: 5, answers.append)
    assert runner.is_paused
    runner.resume()
    qtbot.waitUntil(lambda: answers == [4, 5])
