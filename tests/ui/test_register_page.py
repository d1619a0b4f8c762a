"""The register page by gestures: what each sheet says, what does not agree and its remedy, what can be done, what the data then hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from rgpd_desktop.rules.activity import MeasureLine, Progress
from rgpd_desktop.rules.business import Business
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.services import keep_register, start_register
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import contacts
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.register import register_files
from rgpd_desktop.ui.register.register_page import RegisterPage
from rgpd_desktop.ui.register.sheet_list import FINDINGS

TODAY = date(2026, 11, 26)


class Window(QWidget):
    """Gives the whole place to a wizard, and takes it back."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[QWidget] = []

    def take_over(self, widget: QWidget) -> None:
        self.held.append(widget)

    def release(self, widget: QWidget) -> None:
        self.held.remove(widget)
        widget.deleteLater()


@dataclass
class Bench:
    page: RegisterPage
    window: Window
    data: Path
    said: list[str] = field(default_factory=list)

    def desk(self) -> Desk:
        return open_desk(self.data, TODAY)

    def rows(self) -> list[str]:
        sheets = self.page.sheets
        return [plain(str(sheets.item(row).data(Qt.ItemDataRole.AccessibleTextRole))) for row in range(sheets.count())]

    def words(self) -> str:
        QApplication.processEvents()  # rows just made are shown at the next turn
        shown = (each for each in self.page.findChildren(QLabel) if each.isVisible() and each.text())
        return plain(" | ".join(each.text() for each in shown))

    def press(self, text: str) -> None:
        buttons = [each for each in self.page.findChildren(QPushButton) if each.isVisible() and each.text() == text]
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)

    def choose_act(self, text: str) -> None:
        menu = self.page.sheet.menu
        menu.aboutToShow.emit()
        next(each for each in menu.actions() if each.text().startswith(text)).trigger()


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u200b", "")


@pytest.fixture
def jobs(qapp: QApplication, tmp_path: Path) -> Iterator[JobRunner]:
    runner = JobRunner(lambda: open_desk(tmp_path / "donnees", TODAY))
    runner.in_line = True
    yield runner
    assert runner.close()


@pytest.fixture
def bench(services: Services, jobs: JobRunner, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    window = Window()
    qtbot.addWidget(window)
    page = RegisterPage(replace(services, window=window))
    qtbot.addWidget(page)
    page.resize(1000, 720)
    jobs.touched.connect(lambda tables: page.refresh() if tables & page.tables else None)
    page.show()
    made = Bench(page, window, tmp_path / "donnees")
    monkeypatch.setattr(messages, "toast", made.said.append)
    return made


def fill(bench: Bench, *models: str, kept: bool = True) -> list[str]:
    """Sheets of these models, in the register when `kept`; their ids."""
    with bench.desk() as desk:
        made = start_register.start(desk, models)
        for sheet in made if kept else ():
            keep_register.save(desk, replace(sheet, measures=(MeasureLine("access", "mot de passe"),)))
            keep_register.inscribe(desk, sheet.id)
    bench.page.refresh()
    return [sheet.id for sheet in made]


def test_an_empty_register_says_what_it_is_for_and_how_to_begin(bench):
    bench.page.refresh()
    assert "Votre registre est encore vide" in bench.words()
    assert not bench.page.print_button.isEnabled()
    bench.press("Partir de votre métier…")
    assert bench.page.acts.dialog.isVisible()
    bench.page.acts.dialog.reject()


def test_each_sheet_says_its_state_and_its_answers(bench):
    with bench.desk() as desk:
        keep_register.keep_business(
            desk,
            Business("Claire Morel", True, siret="73282932000074", street="1 rue", city="Lyon", email="c@m.example"),
        )
        with desk.database.writing("contacts"):
            for number in range(3):
                contacts.add(desk.database, Contact(last_name=f"N{number}"), desk.starts)
    fill(bench, "prospecting")
    fill(bench, "payroll", kept=False)
    assert bench.rows() == [
        "Points à vérifier, 1 point, cohérence avec vos contacts et vos outils",
        "Prospection commerciale, complète, 3 contacts · 3 ans",
        "Paie et gestion du salarié, brouillon, 5 ans en archive",
    ]
    words = bench.words()
    assert "Claire Morel EI · SIRET 732 829 320 00074 · version 1 du 26/11/2026" in words
    assert "3 ans après le dernier contact venant de la personne" in words
    assert "fiche créée" in words
    QTest.keyClick(bench.page.sheets, Qt.Key.Key_Down)
    assert "Paie et gestion du salarié" in bench.words()


def test_the_findings_come_first_and_each_goes_to_its_remedy(bench, asked):
    with bench.desk() as desk, desk.database.writing("contacts"):
        contacts.add(desk.database, Contact(last_name="N", kind="supplier"), desk.starts)
    (sheet,) = fill(bench, "prospecting", kept=False)
    bench.page.arrive(findings=True)
    assert bench.page.sheets.current_id == FINDINGS
    assert "1 contact de type « Fournisseurs » n’apparaît dans aucune fiche" in bench.words()
    bench.press("Reprendre…")
    assert len(bench.window.held) == 1  # the wizard of the draft
    bench.window.release(bench.window.held[0])
    bench.press("Créer la fiche…")
    with bench.desk() as desk:
        assert [each.model for each in keep_register.sheets(desk)] == ["prospecting", "suppliers"]
    assert len(bench.window.held) == 1  # and the new sheet opens
    bench.window.release(bench.window.held[0])
    assert sheet in bench.page.sheets.ids


def test_a_sheet_is_duplicated_archived_and_put_back(bench, monkeypatch):
    (id,) = fill(bench, "prospecting")
    bench.choose_act("Dupliquer")
    assert bench.page.sheet.line.activity.name == "Prospection commerciale (copie)"
    bench.page.sheets.choose(id)
    monkeypatch.setattr(messages, "confirm", lambda *_: True)
    bench.choose_act("Archiver…")
    assert id not in bench.page.sheets.ids
    QTest.mouseClick(bench.page.archived, Qt.MouseButton.LeftButton)
    assert bench.page.sheets.ids == [id]
    bench.choose_act("Remettre au registre")
    with bench.desk() as desk:
        assert keep_register.sheet(desk, id).progress is Progress.KEPT
    assert bench.said[-1] == "Prospection commerciale est dans votre registre."


def test_a_draft_is_removed_only_when_the_person_agrees(bench, monkeypatch):
    (id,) = fill(bench, "prospecting", kept=False)
    bench.page.sheets.choose(id)
    monkeypatch.setattr(messages, "confirm", lambda *_, **__: False)
    bench.choose_act("Supprimer le brouillon…")
    assert bench.page.sheets.ids == [id]
    monkeypatch.setattr(messages, "confirm", lambda *_, **__: True)
    bench.choose_act("Supprimer le brouillon…")
    with bench.desk() as desk:
        assert keep_register.sheets(desk) == ()
    assert "Votre registre est encore vide" in bench.words()


def test_sheets_are_put_in_order_by_the_keyboard_and_by_the_menu(bench):
    first, second, third = fill(bench, "prospecting", "clients", "accounting")
    bench.page.sheets.choose(third)
    QTest.keyClick(bench.page.sheets, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert bench.page.sheets.ids == [first, third, second]
    bench.choose_act("Monter")
    with bench.desk() as desk:
        assert [each.id for each in keep_register.sheets(desk)] == [third, first, second]
    assert bench.page.sheets.current_id == third
    QTest.keyClick(bench.page.sheets, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)  # it is already first
    assert bench.page.sheets.ids == [third, first, second]


def test_a_draft_that_lacks_nothing_is_inscribed_from_here(bench):
    (id,) = fill(bench, "prospecting", kept=False)
    bench.page.sheets.choose(id)
    assert bench.page.sheet.inscribe.isHidden()  # no measure yet
    assert "1 réponse manque à cette fiche" in bench.words()
    with bench.desk() as desk:
        sheet = keep_register.sheet(desk, id)
        keep_register.save(desk, replace(sheet, measures=(MeasureLine("access", "mot de passe"),)))
    bench.page.refresh()
    QTest.mouseClick(bench.page.sheet.inscribe, Qt.MouseButton.LeftButton)
    with bench.desk() as desk:
        assert keep_register.sheet(desk, id).progress is Progress.KEPT


def test_names_that_look_like_mark_up_are_shown_as_typed(bench):
    (id,) = fill(bench, "prospecting")
    name = "<img src=x> & <b>gras</b> =1+1"
    with bench.desk() as desk:
        keep_register.save(desk, replace(keep_register.sheet(desk, id), name=name))
    bench.page.refresh()
    bench.page.sheets.choose(id)
    assert name in bench.words()
    assert all(
        each.textFormat() is Qt.TextFormat.PlainText for each in bench.page.findChildren(QLabel) if name in each.text()
    )


@pytest.mark.parametrize("ending", [".xlsx", ".ods", ".csv", ".json", ".pdf"])
def test_the_register_is_exported(bench, tmp_path, ending):
    fill(bench, "prospecting")
    path = tmp_path / f"registre{ending}"
    register_files.write(bench.page._services, path)
    assert path.stat().st_size > 500
    assert bench.said == [f"Registre enregistré dans registre{ending}."]


def test_an_existing_register_is_shown_before_it_comes_in(bench, tmp_path):
    fill(bench, "prospecting", "clients")
    path = tmp_path / "registre.json"
    register_files.write(bench.page._services, path)
    with bench.desk() as desk:
        first, _second = keep_register.sheets(desk)
        keep_register.save(desk, replace(first, software="Excel"))
    bench.page.refresh()
    register_files.show_plan(bench.page._services, path, bench.page.refresh)
    dialog = next(
        each for each in QApplication.topLevelWidgets() if each.isVisible() and type(each).__name__ == "BringDialog"
    )
    words = plain(" ".join(each.text() for each in dialog.findChildren(QLabel)))
    assert "Rien n’est encore enregistré" in words
    assert "Change dans « Prospection commerciale » : logiciels" in words
    assert [box.isChecked() for box in dialog.boxes] == [True, False]
    with bench.desk() as desk:
        assert keep_register.sheets(desk)[0].software == "Excel"
    QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    with bench.desk() as desk:
        assert keep_register.sheets(desk)[0].software == ""
    assert bench.said[-1].startswith("0")
