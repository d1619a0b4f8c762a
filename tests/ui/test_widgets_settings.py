"""Réglages by gestures: the look is put on and kept, the data are checked, the folder is opened."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.services import keep_safe, preferences
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.settings.settings_page import SettingsPage
from rgpd_desktop.ui.theme import Appearance
from rgpd_desktop.ui.widgets.banner import Banner


@pytest.fixture
def page(services, theme, tmp_path, qtbot):
    jobs = JobRunner(lambda: open_desk(tmp_path))
    jobs.in_line = True
    made = SettingsPage(
        Services(jobs, theme, services.today, services.go, services.start_import, services.window, tmp_path)
    )
    made.jobs = jobs
    qtbot.addWidget(made)
    made.show()
    made.refresh()
    yield made
    assert jobs.close()


def press(qtbot, page, kind, text):
    found = next(each for each in page.findChildren(kind) if each.text() == text)
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
    return found


def test_the_look_is_put_on_at_once_and_kept(page, theme, tmp_path, qtbot):
    dark = next(each for each in page.findChildren(QRadioButton) if each.text() == "Sombre")
    dark.click()
    assert theme.appearance is Appearance.DARK
    with open_desk(tmp_path) as desk:
        assert preferences.get(desk, "appearance") == "dark"


def test_sound_data_are_told_sound(page, qtbot):
    press(qtbot, page, QPushButton, "Vérifier la base")
    banner = page.findChild(Banner)
    assert banner.isVisible()
    assert banner.accessibleName().startswith("Vos données sont en bon état.")


def test_what_is_wrong_is_listed(page, qtbot, monkeypatch):
    monkeypatch.setattr(
        keep_safe, "check", lambda desk, ticket: ["L’index ne correspond plus.", "Le journal a changé."]
    )
    press(qtbot, page, QPushButton, "Vérifier la base")
    assert (
        page.findChild(Banner).accessibleName()
        == "2\u00a0points à regarder. L’index ne correspond plus.\nLe journal a changé."
    )


def test_a_check_that_fails_can_be_tried_again(page, qtbot, monkeypatch):
    def refuse(desk, ticket):
        raise Refusal("Le fichier est occupé.")

    shown = []
    page.jobs.show_failure = shown.append
    monkeypatch.setattr(keep_safe, "check", refuse)
    check = press(qtbot, page, QPushButton, "Vérifier la base")
    assert [error.sentence for error in shown] == ["Le fichier est occupé."]
    assert check.isEnabled()
    assert not page.findChild(Banner).isVisible()


def test_the_folder_is_named_and_opened(page, qtbot, monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    assert str(tmp_path) in [label.text() for label in page.findChildren(QLabel)]
    press(qtbot, page, QPushButton, "Ouvrir le dossier")
    assert opened == [str(tmp_path)]
