"""Moving through the wizard: keys, rail, sizes, and every way out, which all end the process of the list."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from rgpd_desktop.services.import_plan import ImportPreview
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.importing.import_wizard import COLUMNS, FILE, ORIGIN, ImportWizard
from tests.ui.import_fakes import (
    HARD,
    PREVIEW,
    SHEET,
    answer_origin,
)

# Leaving


def test_leaving_at_the_first_step_asks_nothing(make, process, monkeypatch):
    monkeypatch.setattr(messages, "confirm", lambda *_, **__: pytest.fail("nothing would be lost"))
    wizard = make()
    finished = []
    wizard.finished.connect(lambda: finished.append(True))
    wizard.bar.cancel.click()
    assert finished == [True]
    assert process.closed == 1


def test_escape_asks_once_choices_would_be_lost(make, process, monkeypatch, qtbot):
    answers = [False, True]
    monkeypatch.setattr(messages, "confirm", lambda *_, **__: answers.pop(0))
    wizard = make()
    wizard.bar.next.click()
    wizard.activateWindow()
    qtbot.waitUntil(wizard.isActiveWindow)
    finished = []
    wizard.finished.connect(lambda: finished.append(True))
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert finished == []
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert finished == [True]
    assert process.closed == 1


def test_a_window_that_closes_ends_the_process(services, real_jobs, process, qtbot):
    wizard = ImportWizard(replace(services, jobs=real_jobs), Path("liste.xlsx"), process)
    wizard.deleteLater()
    qtbot.waitUntil(lambda: process.closed == 1)


# Keyboard


def test_enter_goes_on_except_on_a_button_which_it_presses(make, qtbot):
    wizard = make()
    wizard.activateWindow()
    qtbot.waitUntil(wizard.isActiveWindow)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert wizard.current == COLUMNS
    assert QApplication.focusWidget() is wizard.columns.rows[0].combo
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert wizard.current == ORIGIN
    wizard.bar.back.setFocus()
    qtbot.keyClick(wizard.bar.back, Qt.Key.Key_Return)
    assert wizard.current == COLUMNS


def test_tab_follows_what_is_on_screen(make, qtbot):
    wizard = make()
    wizard.bar.next.click()
    wizard.bar.next.click()
    wizard.activateWindow()
    qtbot.waitUntil(wizard.isActiveWindow)
    origin, bar = wizard.origin, wizard.bar
    origin.source.setFocus()
    seen = []
    for _ in range(16):
        seen.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    kind = origin.people.kinds["Liste"]
    wanted = [origin.source, origin.direct, origin.unknown_day, origin.purpose, kind, origin.people.audience]
    wanted += [bar.cancel, bar.back, bar.next, wizard.rail.steps[0], wizard.rail.steps[1], origin.source]
    assert [widget for widget in seen if widget in wanted][: len(wanted)] == wanted
    qtbot.keyClick(origin.source, Qt.Key.Key_Backtab)


def test_the_rail_says_where_one_is_and_goes_back(make):
    wizard = make()
    wizard.bar.next.click()
    wizard.bar.next.click()
    assert [step.accessibleName() for step in wizard.rail.steps] == [
        f"Étape 1 sur 5{HARD}: Fichier, fait",
        f"Étape 2 sur 5{HARD}: Colonnes, fait",
        f"Étape 3 sur 5{HARD}: Origine des données, en cours",
        f"Étape 4 sur 5{HARD}: Vérification, à venir",
        f"Étape 5 sur 5{HARD}: Import, à venir",
    ]
    assert [step.isEnabled() for step in wizard.rail.steps] == [True, True, False, False, False]
    wizard.rail.steps[0].click()
    assert wizard.current == FILE


def test_a_narrow_window_keeps_the_numbers_of_the_rail_only(make, qtbot):
    wizard = make()
    assert not wizard.rail.steps[0].is_compact
    wizard.resize(700, 640)
    assert wizard.rail.steps[0].is_compact
    assert wizard.rail.steps[0].toolTip() == "Fichier"


def test_changing_the_choice_of_sheets_is_seen_by_the_next_steps(make, process):
    other = replace(SHEET, name="Autres", headers=("Société", "Courriel"), kind="")
    process.preview_ = replace(PREVIEW, sheets=(SHEET, other))
    wizard = make()
    wizard.file.sheets.boxes["Liste"].click()
    wizard.bar.next.click()
    assert not wizard.columns.change_sheet.isVisible()
    wizard.bar.next.click()
    assert list(wizard.origin.people.kinds) == ["Autres"]
    answer_origin(wizard)
    wizard.bar.next.click()
    assert [sheet.name for sheet in process.orders[-1].sheets] == ["Autres"]


def test_reading_another_file_forgets_the_answers_but_the_same_file_keeps_them(make, process):
    process.preview_ = ImportPreview("liste.csv", "csv", "cp1252", ";", (replace(SHEET, name=""),))
    wizard = make(Path("liste.csv"))
    wizard.origin.source.setEditText("Annuaire")
    wizard.read(Path("liste.csv"), "utf-8", ";")
    assert wizard.origin.source.currentText() == "Annuaire"
    process.preview_ = PREVIEW
    wizard.read(Path("liste.xlsx"))
    assert wizard.origin.source.currentText() == ""
