"""The dashboard by gestures, on a real database: what is urgent comes first, every number leads to its people, and calm is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from rgpd_desktop.basics import places
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.columns import ListOrigin
from rgpd_desktop.rules.contact import Contact, Hold
from rgpd_desktop.rules.contact_query import ContactQuery
from rgpd_desktop.services import start_register, undo_import
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.services.undo_import import UndoReport
from rgpd_desktop.store import batches, contacts, proposals
from rgpd_desktop.store.proposals import Proposal
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.home import undo_words
from rgpd_desktop.ui.home.home_page import HomePage
from rgpd_desktop.ui.home.inform_dialog import InformDialog
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.widgets.number_row import NumberRow

TODAY = date(2026, 11, 23)


@pytest.fixture
def jobs(qapp: QApplication, tmp_path: Path) -> Iterator[JobRunner]:
    runner = JobRunner(lambda: open_desk(tmp_path / "donnees", TODAY))
    runner.in_line = True
    yield runner
    assert runner.close()


@dataclass
class Bench:
    page: HomePage
    data: Path

    def desk(self) -> Desk:
        return open_desk(self.data, TODAY)

    def lines(self) -> list[tuple[str, str]]:
        """The number and sentence of each line, with its reason."""
        rows = [row for row in self.page.todos.rows if isinstance(row, NumberRow)]
        return [(row.accessibleName(), row.accessibleDescription()) for row in rows]

    def press(self, line: str, text: str) -> None:
        row = next(each for each in self.page.todos.rows if line in each.accessibleName())
        next(each for each in row.findChildren(QPushButton) if each.text() == text).click()


@pytest.fixture
def bench(services: Services, jobs: JobRunner, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setattr(messages, "toast", lambda _text: None)
    page = HomePage(services)
    qtbot.addWidget(page)
    page.resize(1000, 800)
    jobs.touched.connect(lambda tables: page.refresh() if tables & page.tables else None)
    page.show()
    return Bench(page, tmp_path / "donnees")


def add(desk: Desk, **fields: Any) -> int:
    person = replace(Contact(last_name="Durand", entered_on=date(2026, 11, 2)), **fields)
    return contacts.add(desk.database, person, desk.starts).id


def bring(desk: Desk, imported_on: date, people: int, *, is_direct: bool = False) -> int:
    origin = ListOrigin("prospect", source="Salon de Lyon", is_direct=is_direct)
    batch = batches.add(desk.database, "salon.xlsx", "0" * 64, origin, imported_on)
    for row in range(people):
        add(desk, batch=batch, row=row + 2, last_contact_on=date(2026, 6, 1))
    return batch


def words(widget: QWidget) -> str:
    QApplication.sendPostedEvents()  # a layout shows new rows when the loop comes round
    return " | ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def test_the_first_launch_teaches_and_offers_two_ways(bench: Bench, asked: Any) -> None:
    bench.page.refresh()
    assert bench.page.welcome.isVisible()
    assert not bench.page.import_button.isVisible()
    assert not bench.page.chart.isVisible()
    told = words(bench.page)
    assert (
        told.index("Déposez votre liste") < told.index("Voyez qui vous ne pouvez plus garder") < told.index("Décidez")
    )
    bench.page.welcome.start.click()
    bench.page.welcome.example.click()
    assert asked.imports == [None, places.resources() / "demo" / "liste-prospects.xlsx"]
    assert asked.imports[1].exists()


def test_nothing_is_shown_as_zero_before_it_is_known(bench: Bench) -> None:
    assert words(bench.page) == "Bonjour"


def test_the_most_urgent_comes_first(bench: Bench) -> None:
    with bench.desk() as desk:
        for _ in range(2):
            add(desk, last_contact_on=date(2022, 1, 1))
        add(desk, kind="former_client", relation_ended_on=date(2020, 1, 1))
        add(desk)  # undated
        add(desk, last_contact_on=date(2023, 12, 20))  # due soon
        add(desk, kind="client", last_contact_on=date(2018, 1, 1))
        add(desk, last_contact_on=date(2020, 1, 1), hold=Hold("Litige", date(2027, 1, 1)))
        proposals.add(desk.database, [Proposal(1, 2, "même nom")])
        bring(desk, date(2026, 11, 3), 3)
        bring(desk, date(2026, 10, 1), 1)
        bring(desk, date(2026, 11, 3), 5, is_direct=True)
    bench.page.refresh()
    assert [line for line, _ in bench.lines()] == [
        "2 prospects ont dépassé leur durée de conservation",
        "1 ancien client a dépassé sa durée de conservation",
        "1 contact à informer de la collecte",
        "3 contacts à informer de la collecte",
        "1 personne à dater",
        "1 échéance dans les 60 jours",
        "1 doublon possible",
        "1 relation sans nouvelles",
    ]
    reasons = [reason for _, reason in bench.lines()]
    assert reasons[0].startswith("Aucun contact connu de leur part depuis plus de 3\u00a0ans.")
    assert "à faire depuis le 02/11/2026, en retard" in reasons[2]
    assert "importée le 03/11/2026\u00a0: information à faire le 03/12/2026 au plus tard" in reasons[3]
    assert "8\u00a0actions à mener. Les plus urgentes sont en haut." in words(bench.page)


@pytest.mark.parametrize(
    ("line", "button", "page", "arguments"),
    [
        ("prospect", "Examiner", "retention", {"state": "overdue", "kind": "prospect"}),
        ("à informer", "Voir", "contacts", {"query": ContactQuery(batch=1)}),
        ("à dater", "Dater", "retention", {"state": "undated"}),
        ("60 jours", "Voir", "retention", {"state": "due_soon"}),
        ("sans nouvelles", "Examiner", "retention", {"state": "sleeping"}),
        ("doublon", "Examiner", "contacts", {"duplicates": True}),
    ],
)
def test_every_number_leads_to_its_people(
    bench: Bench, asked: Any, line: str, button: str, page: str, arguments: dict[str, object]
) -> None:
    with bench.desk() as desk:
        bring(desk, date(2026, 11, 3), 1)
        add(desk, last_contact_on=date(2022, 1, 1))
        add(desk)
        add(desk, last_contact_on=date(2023, 12, 20))
        add(desk, kind="client", last_contact_on=date(2018, 1, 1))
        proposals.add(desk.database, [Proposal(1, 2, "même nom")])
    bench.page.refresh()
    bench.press(line, button)
    row = next(each for each in bench.page.todos.rows if line in each.accessibleName())
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.number.geometry().center())  # type: ignore[attr-defined]
    assert asked.went == [(page, arguments)] * 2


def test_one_person_is_spoken_of_in_the_singular(bench: Bench) -> None:
    with bench.desk() as desk:
        add(desk, last_contact_on=date(2022, 1, 1))
        add(desk)
        add(desk, kind="partner", last_contact_on=date(2018, 1, 1))
    bench.page.refresh()
    told = dict(bench.lines())
    assert told["1 prospect a dépassé sa durée de conservation"].startswith("Aucun contact connu de sa part")
    assert told["1 personne à dater"].startswith("Ni contact de sa part")
    assert told["1 relation sans nouvelles"].startswith("Client, fournisseur ou partenaire dont la relation")


def test_the_links_of_a_list_begin_under_its_name(bench: Bench, qtbot: Any) -> None:
    with bench.desk() as desk:
        bring(desk, date(2026, 11, 3), 1)
    bench.page.resize(1000, 760)
    bench.page.refresh()
    lists = bench.page.lists
    see = next(each for each in lists.findChildren(QPushButton) if each.text() == "Voir")
    name = next(each for each in lists.findChildren(QLabel) if each.property("role") == "strong")

    def starts() -> list[int]:
        words = see.fontMetrics().horizontalAdvance(see.text())
        link = see.mapTo(lists, see.rect().topLeft()).x() + (see.width() - words) // 2
        return [link, *(each.mapTo(lists, each.contentsRect().topLeft()).x() for each in (lists.heading, name))]

    bench.page.show()
    qtbot.waitUntil(lambda: 0 < max(starts()) < 20 and max(starts()) - min(starts()) <= 2)


def test_a_card_of_one_line_is_as_tall_as_its_line(bench: Bench, qtbot: Any) -> None:
    with bench.desk() as desk:
        add(desk, last_contact_on=date(2022, 1, 1))
    bench.page.resize(1000, 760)
    bench.page.refresh()
    row = bench.page.todos.rows[0]
    qtbot.waitUntil(lambda: 0 < bench.page.todos.height() < row.sizeHint().height() + 12)


def test_a_month_of_the_chart_leads_to_its_list(bench: Bench, asked: Any) -> None:
    with bench.desk() as desk:
        add(desk, last_contact_on=date(2023, 12, 20))
    bench.page.refresh()
    bench.page.chart.bar_clicked.emit(1)
    assert asked.went == [("retention", {"month": date(2026, 12, 1)})]
    assert "décembre 2026 : 1" in bench.page.chart.accessibleDescription()


def test_nothing_to_do_is_calm_and_says_what_comes_next(bench: Bench) -> None:
    with bench.desk() as desk:
        for _ in range(2):
            add(desk, last_contact_on=date(2024, 6, 10))
    bench.page.refresh()
    assert bench.page.calm.accessibleName() == (
        "Rien à faire aujourd’hui. Prochaine échéance en juin 2027\u00a0: 2\u00a0personnes."
    )
    assert bench.page.calm.isVisible()
    assert not bench.page.todos.isVisible()
    assert "Aucune action à mener." in words(bench.page)


def inform_dialog() -> InformDialog:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, InformDialog) and w.isVisible())


def test_noting_that_people_were_told(bench: Bench) -> None:
    with bench.desk() as desk:
        bring(desk, date(2026, 11, 3), 3)
    bench.page.refresh()
    bench.press("à informer", "C’est fait…")
    dialog = inform_dialog()
    act = next(each for each in dialog.findChildren(QPushButton) if each.text().startswith("Noter"))
    for day, problem in (
        (date(2026, 11, 24), "à venir"),
        (date(2026, 11, 2), "importée le 03/11/2026, après cette date"),
        (None, "Indiquez le jour"),
    ):
        dialog._day.set_day(day)
        act.click()
        assert problem in dialog._field.problem
    dialog._day.set_day(date(2026, 11, 20))
    act.click()
    assert bench.lines() == []
    with bench.desk() as desk:
        found = batches.find(desk.database, 1)
        assert found is not None
        assert found.informed_on == date(2026, 11, 20)


def test_an_import_can_be_taken_back_from_its_card(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    with bench.desk() as desk:
        bring(desk, date(2026, 11, 3), 3, is_direct=True)
        add(desk, last_contact_on=date(2026, 1, 1))
    bench.page.refresh()
    assert "salon.xlsx | importée le 03/11/2026, 3\u00a0personnes" in words(bench.page.lists)
    answers, told = [False, True], []
    monkeypatch.setattr(messages, "confirm", lambda *_arguments, **_named: answers.pop(0))
    monkeypatch.setattr(messages, "tell", lambda _parent, *lines: told.append(lines))
    for _ in range(2):
        next(each for each in bench.page.lists.findChildren(QPushButton) if each.text() == "Annuler l’import…").click()
    assert told == [("Import annulé", "3\u00a0personnes effacées de vos contacts.")]
    assert "import annulé le 23/11/2026" in words(bench.page.lists)
    assert not [each for each in bench.page.lists.findChildren(QPushButton) if each.isVisible()]
    with bench.desk() as desk:
        assert contacts.total(desk.database) == 1


def test_the_people_of_a_list_can_be_seen(bench: Bench, asked: Any) -> None:
    with bench.desk() as desk:
        bring(desk, date(2026, 11, 3), 3)
    bench.page.refresh()
    next(each for each in bench.page.lists.findChildren(QPushButton) if each.text() == "Voir").click()
    assert asked.went == [("contacts", {"query": ContactQuery(batch=1)})]


def test_a_refused_undo_is_told_and_changes_nothing(
    bench: Bench, jobs: JobRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    with bench.desk() as desk:
        bring(desk, date(2026, 11, 3), 3)
    bench.page.refresh()
    with bench.desk() as desk:
        undo_import.undo(desk, 1, Ticket())
    refused: list[str] = []
    jobs.show_failure = lambda error: refused.append(str(error))
    monkeypatch.setattr(messages, "confirm", lambda *_arguments, **_named: True)
    next(each for each in bench.page.lists.findChildren(QPushButton) if each.text() == "Annuler l’import…").click()
    assert refused == ["Cet import a déjà été annulé."]


def test_what_an_undo_did_in_words() -> None:
    assert undo_words.report_lines(UndoReport(1, 1, 1, 1, True)) == [
        "1\u00a0personne effacée de vos contacts.",
        "1\u00a0personne a retrouvé ses valeurs d’avant l’import.",
        "1\u00a0personne a été gardée telle quelle, car modifiée depuis.",
        "Les refus connus par cette liste seulement ont quitté votre liste d’opposition.",
    ]
    assert undo_words.report_lines(UndoReport(0, 0, 2, 0, False)) == [
        "0\u00a0personne effacée de vos contacts.",
        "2\u00a0personnes ont été gardées telles quelles, car modifiées depuis.",
        "Des traces restent encore dans le fichier de données\u00a0: elles seront effacées au prochain démarrage du programme.",
    ]


def test_a_register_that_was_begun_says_what_is_to_be_checked(bench, asked):
    with bench.desk() as desk:
        start_register.start(desk, ("prospecting",))
        with desk.database.writing("contacts"):
            add(desk, kind="supplier", collected_on=TODAY)
    bench.page.refresh()
    assert [line for line, _ in bench.lines()] == ["2 points à vérifier dans votre registre"]
    bench.press("points à vérifier", "Vérifier")
    assert asked.went == [("register", {"findings": True})]
