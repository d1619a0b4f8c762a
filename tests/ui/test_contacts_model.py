"""The list as Qt sees it: lines come late, never twice, and nothing blocks."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt

from rgpd_desktop.rules.contact import Contact, State
from rgpd_desktop.rules.contact_query import Order
from rgpd_desktop.services.browse_contacts import Line
from rgpd_desktop.ui.contacts import contacts_model
from rgpd_desktop.ui.contacts.columns import COLUMNS, PILL, fitted, index_of
from rgpd_desktop.ui.contacts.contacts_model import LINE, ContactsModel


class SlowJobs:
    """Read jobs answered when the test says so."""

    def __init__(self) -> None:
        self.asked: list[Callable[[Any], None]] = []
        self.work: list[Callable[..., Any]] = []

    def read(self, _key: str, work: Any, done: Any, *_: object, **__: object) -> None:
        self.work.append(work)
        self.asked.append(done)


def line(number: int) -> Line:
    return Line(Contact(id=number, last_name=f"Nom{number}"), "Prospect", State.UNDATED, "à dater")


def model(many: int = 1_000, parent: QObject | None = None) -> tuple[ContactsModel, SlowJobs]:
    jobs = SlowJobs()
    made = ContactsModel(jobs, parent)  # type: ignore[arg-type]
    made.show_ids(array("q", range(1, many + 1)))
    return made, jobs


def text(made: ContactsModel, row: int, column: int = 0) -> object:
    return made.data(made.index(row, column))


def test_a_line_not_there_yet_is_a_blank_and_is_asked_once(qtbot: Any) -> None:
    made, jobs = model()
    assert [text(made, row) for row in range(250, 270)] == [None] * 20
    qtbot.waitUntil(lambda: len(jobs.asked) == 1)
    with qtbot.waitSignal(made.dataChanged) as changed:
        jobs.asked[0]([line(number) for number in range(201, 301)])
    assert (changed.args[0].row(), changed.args[1].row()) == (200, 299)
    assert text(made, 250) == "Nom251"
    assert text(made, 250, PILL) == "à dater"
    assert text(made, 250, 1) == "—"
    assert made.data(made.index(250, 0), Qt.ItemDataRole.AccessibleTextRole) == "Nom : Nom251"
    assert len(jobs.asked) == 1


def test_a_fast_scroll_only_fetches_where_it_stops(qtbot: Any) -> None:
    made, jobs = model(100_000)
    for row in range(0, 100_000, 100):
        made.line_at(row)
    qtbot.waitUntil(lambda: len(jobs.asked) == 1)
    asked = jobs.work[0].__closure__[0].cell_contents  # the numbers the job fetches
    assert asked == list(range(99_601, 100_001))


def test_sorting_again_keeps_the_lines_known() -> None:
    made, jobs = model(3)
    made.show_ids(array("q", (1, 2, 3)), [line(1), line(2), line(3)])
    made.show_ids(array("q", (3, 2, 1)))
    assert [text(made, row) for row in range(3)] == ["Nom3", "Nom2", "Nom1"]
    assert jobs.asked == []


def test_the_same_people_again_move_nothing(qtbot: Any) -> None:
    made, _ = model(50)
    with qtbot.assertNotEmitted(made.modelReset), qtbot.assertNotEmitted(made.rowsInserted):
        made.show_ids(array("q", range(1, 51)))


def test_the_rest_of_the_people_are_added_below_the_first(qtbot: Any) -> None:
    made, _ = model(100)
    with qtbot.assertNotEmitted(made.modelReset), qtbot.waitSignal(made.rowsInserted) as added:
        made.show_ids(array("q", range(1, 5_001)))
    assert added.args[1:] == [100, 4_999]
    assert made.rowCount() == 5_000


def test_what_may_have_changed_is_shown_until_it_is_fetched_again(qtbot: Any) -> None:
    made, jobs = model(2)
    made.show_ids(array("q", (1, 2)), [line(1), line(2)])
    made.forget()
    assert text(made, 0) == "Nom1"
    qtbot.waitUntil(lambda: len(jobs.asked) == 1)


def test_memory_is_bounded(monkeypatch: Any) -> None:
    monkeypatch.setattr(contacts_model, "KEPT", 10)
    made, _ = model(100)
    for start in range(1, 101, 5):
        made.show_ids(made.ids, [line(number) for number in range(start, start + 5)])
    assert len(made._lines) <= 15
    assert made.data(made.index(99, 0), LINE).contact.id == 100


def test_columns_share_the_room_and_yield_in_their_order() -> None:
    least = [100] * len(COLUMNS)
    chosen = [0, 1, 2, 3, 4]
    assert sum(fitted(chosen, 680, least).values()) == 680
    assert set(fitted(chosen, 450, least)) == {0, 1, 3, 4}
    assert set(fitted(chosen, 310, least)) == {0, 3, 4}
    assert fitted(chosen, 200, least) == {0: 100, 3: 100, 4: 100}  # then the table scrolls sideways
    assert COLUMNS[index_of(Order.DUE)].title == "Conservation"


def test_a_name_has_its_width_before_the_others_grow() -> None:
    least, wanted = [100] * len(COLUMNS), [170] + [0] * (len(COLUMNS) - 1)
    assert COLUMNS[0].wanted == 170
    assert fitted([0, 1, 2, 3, 4], 560, least, wanted) == {0: 160, 1: 100, 2: 100, 3: 100, 4: 100}
    roomy = fitted([0, 1, 2, 3, 4], 900, least, wanted)
    assert (sum(roomy.values()), roomy[0] > 170, roomy[1] > 100) == (900, True, True)
