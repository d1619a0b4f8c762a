"""The Conservation page by gestures, on a real database: who is listed, who is ticked, what is done to them, and what is said."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget

from rgpd_desktop.rules.contact import Contact, Hold, State
from rgpd_desktop.rules.contact_query import ContactQuery
from rgpd_desktop.services import watch_retention
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import contacts
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.contacts.export_dialog import ExportDialog
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.retention.choice import Choice
from rgpd_desktop.ui.retention.date_dialog import DateDialog
from rgpd_desktop.ui.retention.due_model import Column, DueModel
from rgpd_desktop.ui.retention.prolong_dialog import ProlongDialog
from rgpd_desktop.ui.retention.retention_page import RetentionPage

TODAY = date(2026, 11, 23)


@pytest.fixture
def jobs(qapp: QApplication, tmp_path: Path) -> Iterator[JobRunner]:
    runner = JobRunner(lambda: open_desk(tmp_path / "donnees", TODAY))
    runner.in_line = True
    yield runner
    assert runner.close()


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    lines: list[str] = []
    monkeypatch.setattr(messages, "toast", lines.append)
    return lines


@dataclass
class Bench:
    """The page as the window would keep it: refreshed after a write that touched its tables."""

    page: RetentionPage
    data: Path

    def desk(self) -> Desk:
        return open_desk(self.data, TODAY)

    def states(self) -> dict[State, int]:
        with self.desk() as desk:
            survey = watch_retention.survey(desk)
        return {state: survey.count(state) for state in State if survey.count(state)}

    def rows(self) -> list[list[str]]:
        model = self.page.due.model
        return [
            [model.index(row, column).data() for column in range(1, len(Column))] for row in range(model.rowCount())
        ]

    def names(self) -> list[str]:
        return [row[0] for row in self.rows()]


def person(name: str, **fields: Any) -> Contact:
    return replace(Contact(last_name=name, entered_on=date(2026, 11, 2)), **fields)


PEOPLE = (
    person("Aubry", first_name="Hélène", last_contact_on=date(2022, 3, 12)),
    person("Barreau", collected_on=date(2022, 3, 8)),
    person("Chauvin", kind="former_client", relation_ended_on=date(2022, 5, 14)),
    person("Diallo", last_contact_on=date(2023, 12, 20)),  # due in four weeks
    person("Fabre"),  # undated
    person("Guérin", kind="former_client"),  # undated
    person("Haddad", last_contact_on=date(2020, 1, 1), hold=Hold("Litige", date(2027, 3, 1))),
    person("Imbert", kind="client", last_contact_on=date(2017, 6, 1)),  # a relation without news
    person("Joly", last_contact_on=date(2026, 6, 1)),
)


@pytest.fixture
def bench(services: Services, jobs: JobRunner, qtbot: Any, tmp_path: Path, said: list[str]) -> Bench:
    data = tmp_path / "donnees"
    with open_desk(data, TODAY) as desk:
        for each in PEOPLE:
            contacts.add(desk.database, each, desk.starts)
    page = RetentionPage(services)
    qtbot.addWidget(page)
    page.resize(1000, 740)
    jobs.touched.connect(lambda tables: page.refresh() if tables & page.tables else None)
    page.show()
    page.arrive()
    page.refresh()
    return Bench(page, data)


def chips(bench: Bench) -> dict[str, str]:
    row = bench.page.due.chips
    return {chip.word: chip.accessibleName() for chip in row.findChildren(QPushButton) if not chip.isHidden()}  # type: ignore[attr-defined]


def choose(bench: Bench, word: str) -> None:
    next(c for c in bench.page.due.chips.findChildren(QPushButton) if c.word == word).click()  # type: ignore[attr-defined]


def answer(kind: type[Box], fill: Callable[[Any], None], label: str) -> Box:
    """Fill the dialog that is open and press the button that begins with `label`."""
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())
    fill(dialog)
    press(dialog, label)
    return dialog


def press(dialog: QWidget, label: str) -> None:
    next(each for each in dialog.findChildren(QPushButton) if each.text().startswith(label)).click()


def test_what_is_overdue_comes_first_with_its_reason(bench: Bench) -> None:
    assert bench.rows() == [
        ["Barreau", "Prospects · 3\u00a0ans", "collecte du 08/03/2022", "08/03/2025", "Supprimer"],
        ["Aubry, Hélène", "Prospects · 3\u00a0ans", "contact du 12/03/2022", "12/03/2025", "Supprimer"],
        [
            "Chauvin",
            "Anciens clients · 3\u00a0ans",
            "fin de relation 14/05/2022",
            "14/05/2025",
            "Archiver (factures, 10\u00a0ans)",
        ],
    ]
    assert chips(bench) == {
        "Dépassés": "Dépassés 3",
        "Sous 60 jours": "Sous 60 jours 1",
        "À dater": "À dater 2",
        "Conservés avec motif": "Conservés avec motif 1",
        "Sans nouvelles": "Sans nouvelles 1",
    }


@pytest.mark.parametrize(
    ("chip", "names"),
    [
        ("Sous 60 jours", ["Diallo"]),
        ("À dater", ["Fabre", "Guérin"]),
        ("Conservés avec motif", ["Haddad"]),
        ("Sans nouvelles", ["Imbert"]),
    ],
)
def test_each_chip_lists_whom_it_counts(bench: Bench, chip: str, names: list[str]) -> None:
    choose(bench, chip)
    assert bench.names() == names


def test_by_rule(bench: Bench) -> None:
    box = bench.page.due.rule_box
    assert [box.itemText(index) for index in range(box.count())] == [
        "Toutes les règles", "Prospects · 3\u00a0ans (2)", "Anciens clients · 3\u00a0ans (1)",
    ]  # fmt: skip
    box.setCurrentIndex(2)
    box.activated.emit(2)
    assert bench.names() == ["Chauvin"]
    bench.page.refresh()
    assert (bench.names(), box.currentText()) == (["Chauvin"], "Anciens clients · 3\u00a0ans (1)")


def test_a_month_of_the_chart_lists_its_people_and_can_be_left(bench: Bench) -> None:
    bench.page.due.chart.bar_clicked.emit(1)  # December 2026
    assert bench.names() == ["Diallo"]
    assert bench.page.due.leave_month.isVisible()
    assert not bench.page.due.chips.isVisible()
    bench.page.due.leave_month.click()
    assert bench.names() == ["Barreau", "Aubry, Hélène", "Chauvin"]
    assert bench.page.due.chips.isVisible()


def test_arriving_from_another_page(bench: Bench) -> None:
    bench.page.arrive(state="undated")
    assert bench.names() == ["Fabre", "Guérin"]
    bench.page.arrive(kind="former_client")
    assert bench.names() == ["Chauvin"]
    bench.page.arrive(month=date(2026, 12, 1))
    assert bench.names() == ["Diallo"]
    bench.page.arrive(state="sleeping")
    assert bench.names() == ["Imbert"]
    bench.page.arrive()
    assert bench.names() == ["Imbert"]


def test_arriving_on_a_month_before_the_first_reading(services: Services, bench: Bench, qtbot: Any) -> None:
    page = RetentionPage(services)
    qtbot.addWidget(page)
    page.arrive(month=date(2026, 12, 1))
    page.refresh()
    assert [page.due.model.index(0, 1).data(), page.due.model.rowCount()] == ["Diallo", 1]


def test_an_empty_list_teaches(bench: Bench) -> None:
    with bench.desk() as desk:
        contacts.correct(desk.database, replace(PEOPLE[3], id=4, last_contact_on=TODAY), desk.starts)
    choose(bench, "Sous 60 jours")
    assert not bench.page.due.table.isVisible()
    assert any(
        "Aucune échéance dans les 60 jours" in each.accessibleName() for each in bench.page.findChildren(QWidget)
    )


# Ticking


def test_nothing_can_be_done_before_somebody_is_ticked(bench: Bench) -> None:
    bar = bench.page.due.bar
    assert not bar.purge_button.isEnabled()
    QTest.mouseClick(bench.page.due.table.viewport(), Qt.MouseButton.LeftButton, pos=box_of(bench, 0))
    assert bench.page.due.model.selection == (2,)
    assert bar.purge_button.isEnabled()
    assert bench.page.due.model.ticked == 1


def box_of(bench: Bench, row: int) -> QPoint:
    table = bench.page.due.table
    rect = table.visualRect(bench.page.due.model.index(row, 0))
    return QPoint(rect.left() + 20, rect.center().y())


def test_the_box_of_the_header_takes_the_question_itself(bench: Bench) -> None:
    table, model = bench.page.due.table, bench.page.due.model
    box = table._box
    box.click()
    assert (model.ticked, model.selection) == (3, watch_retention.query())
    model.tick_rows([1], False)
    assert box.checkState() is Qt.CheckState.PartiallyChecked
    assert (model.ticked, model.selection) == (2, (2, 3))
    box.click()
    assert model.ticked == 3
    box.click()
    assert (model.ticked, model.selection) == (0, ())


def test_the_keyboard_ticks_and_opens(bench: Bench, asked: Any) -> None:
    table, model = bench.page.due.table, bench.page.due.model
    table.setFocus()
    table.setCurrentIndex(model.index(0, Column.CONTACT))
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert model.selection == (2,)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert model.selection == (1, 2)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert asked.went == [("contacts", {"contact_id": 1})]
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert model.ticked == 3


def test_another_list_starts_with_nobody_ticked(bench: Bench) -> None:
    bench.page.due.model.tick_all(True)
    choose(bench, "À dater")
    assert bench.page.due.model.ticked == 0
    choose(bench, "Dépassés")
    assert bench.page.due.model.ticked == 0


def test_who_is_ticked_survives_a_refresh_but_everybody_does_not_take_in_newcomers(bench: Bench) -> None:
    model = bench.page.due.model
    model.tick_rows([0, 1], True)
    bench.page.refresh()
    assert model.selection == (1, 2)
    model.tick_all(True)
    with bench.desk() as desk:
        contacts.add(desk.database, person("Nouveau", last_contact_on=date(2019, 1, 1)), desk.starts)
    bench.page.refresh()
    assert (model.total, model.ticked) == (4, 0)


def test_a_choice_is_cheap_and_exact() -> None:
    choice, ids = Choice(), array("q", range(1, 400_001))
    choice.put_all(True)
    choice.put([7, 8], False)
    assert (choice.count(len(ids)), choice.has(7), choice.has(9)) == (399_998, False, True)
    assert choice.selection(ids, ContactQuery())[5:7] == (6, 9)  # type: ignore[index]
    choice.put([7, 8], True)
    assert choice.selection(ids, ContactQuery()) == ContactQuery()
    assert len(choice.selection(ids, None)) == 400_000  # type: ignore[arg-type]
    choice.keep_only(ids)
    assert choice.count(len(ids)) == 0


def test_lines_far_below_are_fetched_when_seen(qtbot: Any, bench: Bench) -> None:
    wanted: list[tuple[list[int], Callable[[list[Any]], None]]] = []
    model = DueModel(lambda ids, arrived: wanted.append((list(ids), arrived)))
    model.show_people(array("q", range(1, 1_000_001)), [], None)
    model.show_people(array("q", range(1, 1_000_001)), [], ContactQuery())
    assert model.index(750_049, Column.CONTACT).data() is None
    qtbot.waitUntil(lambda: len(wanted) == 1)
    ids, arrived = wanted[0]
    assert (ids[0], ids[-1], len(ids)) == (750_001, 750_100, 100)
    for row in range(0, 2_000, 100):  # a fast scroll meanwhile
        model.index(row, Column.CONTACT).data()
    with bench.desk() as desk:
        line = watch_retention.line_of(desk, replace(PEOPLE[0], id=750_050))
    arrived([line])
    assert model.index(750_049, Column.CONTACT).data() == "Aubry, Hélène"
    assert model.index(750_048, Column.CONTACT).data() is None  # left meanwhile: blank, not asked again
    assert len(wanted) == 1


# Acts


def test_prolonging_needs_a_reason_and_a_day(bench: Bench, said: list[str]) -> None:
    bench.page.due.model.tick_rows([0, 2], True)
    bench.page.due.bar.prolong_button.click()
    dialog = answer(ProlongDialog, lambda _dialog: None, "Prolonger")
    assert dialog.isVisible()
    assert dialog._fields["reason"].problem == "Écrivez pourquoi vous gardez ces personnes plus longtemps."  # type: ignore[attr-defined]

    def fill(dialog: ProlongDialog) -> None:
        dialog._reason.setText("Litige en cours")
        QTest.keyClicks(dialog._until._line, "23/11/2026")

    answer(ProlongDialog, fill, "Prolonger")
    assert dialog._fields["until"].problem == "Choisissez une date à venir."  # type: ignore[attr-defined]
    assert bench.states()[State.KEPT] == 1
    answer(ProlongDialog, lambda dialog: dialog._until.set_day(date(2027, 6, 30)), "Prolonger")
    assert (bench.states()[State.KEPT], bench.names(), said) == (3, ["Aubry, Hélène"], ["2\u00a0personnes prolongées."])


def test_lifting_a_prolongation_asks(bench: Bench, monkeypatch: pytest.MonkeyPatch, said: list[str]) -> None:
    choose(bench, "Conservés avec motif")
    assert bench.page.due.bar.lift_button.isVisible()
    bench.page.due.model.tick_all(True)
    answers = [False, True]
    monkeypatch.setattr(messages, "confirm", lambda *_arguments, **_named: answers.pop(0))
    bench.page.due.bar.lift_button.click()
    assert bench.states()[State.KEPT] == 1
    bench.page.due.bar.lift_button.click()
    assert State.KEPT not in bench.states()
    assert said == ["1\u00a0prolongation terminée."]


def test_dating_the_undated(bench: Bench, said: list[str]) -> None:
    choose(bench, "À dater")
    bench.page.due.model.tick_all(True)
    bench.page.due.bar.date_button.click()
    answer(DateDialog, lambda dialog: dialog._day.set_day(date(2021, 1, 15)), "Dater")
    assert (bench.states()[State.OVERDUE], bench.page.due.model.total) == (5, 0)
    assert said == ["2\u00a0personnes datées."]


def test_a_relation_without_news_is_given_its_end(bench: Bench) -> None:
    choose(bench, "Sans nouvelles")
    bench.page.due.model.tick_all(True)
    assert bench.page.due.model.selection == (8,)
    bench.page.due.bar.date_button.click()
    answer(DateDialog, lambda dialog: dialog._day.set_day(date(2018, 1, 1)), "Dater")
    with bench.desk() as desk:
        assert contacts.fetch(desk.database, [8])[0].relation_ended_on == date(2018, 1, 1)
        assert 8 in watch_retention.due(desk)


def test_exporting_asks_why_and_where(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:
    target = tmp_path / "liste.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(target), ""))
    bench.page.due.model.tick_rows([0], True)
    bench.page.due.bar.export_button.click()
    assert answer(ExportDialog, lambda _dialog: None, "Choisir").isVisible()
    answer(ExportDialog, lambda dialog: dialog.reason.setCurrentText("Relecture"), "Choisir")
    assert target.stat().st_size > 0
    assert said == ["1\u00a0personne exportée dans liste.xlsx."]


def test_double_click_opens_the_person(bench: Bench, asked: Any) -> None:
    table = bench.page.due.table
    place = table.visualRect(bench.page.due.model.index(1, Column.RULE)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked.went == [("contacts", {"contact_id": 1})]
