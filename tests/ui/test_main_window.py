"""The window by gestures: pages made late, told what changed; the keyboard, files dropped, the wizard, closing."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.main_window import MainWindow
from rgpd_desktop.ui.page import BOTTOM, CONTACTS_GROUP, Badge, PageSpec
from rgpd_desktop.ui.sidebar import FOOTER, SidebarEntry


class Page(QWidget):
    tables = frozenset({"contacts"})

    def __init__(self, services):
        super().__init__()
        self.heard = []
        self.search = QLineEdit()
        QVBoxLayout(self).addWidget(self.search)

    def arrive(self, **arguments):
        self.heard.append(("arrive", arguments))

    def refresh(self):
        self.heard.append("refresh")

    def focus_search(self):
        self.search.setFocus()


class Plain(QWidget):
    """A page that asks for nothing."""

    def __init__(self, services):
        super().__init__()


class Wizard(QWidget):
    finished = Signal(bool)

    def __init__(self, services, path):
        super().__init__()
        self.services = services
        self.path = path


def badge(desk, ticket):
    return Badge(214, "danger", "personnes au-delà de leur durée")


PAGES = (
    PageSpec("home", "Tableau de bord", CONTACTS_GROUP, Page),
    PageSpec("contacts", "Contacts", CONTACTS_GROUP, Page),
    PageSpec("retention", "Conservation", CONTACTS_GROUP, Plain, badge, frozenset({"contacts"})),
    PageSpec("settings", "Réglages", BOTTOM, Plain),
)


@pytest.fixture
def window(jobs, theme, qtbot):
    made = MainWindow(jobs, theme, PAGES, Wizard)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.open_first()
    return made


def entry(window, title):
    return next(each for each in window.findChildren(SidebarEntry) if each.text() == title)


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.ControlModifier):
    qtbot.keyClick(window, key, modifier)


def touch(window, *tables):
    def work(desk, ticket):
        desk.touched = frozenset(tables)

    window.jobs.write("Écriture", work)


def test_only_the_first_page_is_made_at_start(window):
    assert window.current == "home"
    assert window.windowTitle() == "Tableau de bord"
    assert window.page("home").heard == [("arrive", {}), "refresh"]
    assert window.page("contacts") is None


def test_before_the_data_are_open_nothing_can_be_asked(jobs, theme, qtbot):
    made = MainWindow(jobs, theme, PAGES, Wizard)
    qtbot.addWidget(made)
    made.show()
    made.start_import(Path("liste.xlsx"))
    press(qtbot, made, Qt.Key.Key_2)
    assert not entry(made, "Contacts").isEnabled()
    assert (made.current, made.is_taken_over) == ("", False)


def test_the_sidebar_shows_groups_pages_and_where_the_data_are(window):
    texts = [label.text() for label in window.findChildren(QLabel)]
    assert "Vos contacts" in texts
    assert "Vos obligations" not in texts
    assert FOOTER in texts
    assert [each.text() for each in window.findChildren(SidebarEntry)] == [
        "Tableau de bord", "Contacts", "Conservation", "Réglages",
    ]  # fmt: skip


def test_a_click_in_the_sidebar_shows_the_page(window, qtbot):
    qtbot.mouseClick(entry(window, "Contacts"), Qt.MouseButton.LeftButton)
    assert window.current == "contacts"
    assert window.page("contacts").isVisible()
    assert not window.page("home").isVisible()


def test_arrows_walk_along_the_sidebar(window, qtbot):
    entry(window, "Tableau de bord").setFocus()
    qtbot.keyClick(entry(window, "Tableau de bord"), Qt.Key.Key_Down)
    assert window.current == "contacts"
    qtbot.keyClick(entry(window, "Contacts"), Qt.Key.Key_Down)
    assert window.current == "retention"
    qtbot.keyClick(entry(window, "Conservation"), Qt.Key.Key_Up)
    assert window.current == "contacts"


def test_the_keyboard_goes_to_pages_searches_and_refreshes(window, qtbot):
    press(qtbot, window, Qt.Key.Key_2)
    assert window.current == "contacts"
    press(qtbot, window, Qt.Key.Key_F)
    assert window.focusWidget() is window.page("contacts").search
    press(qtbot, window, Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier)
    assert window.page("contacts").heard == [("arrive", {}), "refresh", "refresh"]
    press(qtbot, window, Qt.Key.Key_Comma)
    assert window.current == "settings"
    press(qtbot, window, Qt.Key.Key_F)  # a page without a search is not troubled


def test_the_shortcuts_are_listed(window, qtbot):
    press(qtbot, window, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)
    shown = window.findChild(Box)
    texts = [label.text() for label in shown.findChildren(QLabel)]
    assert "Ctrl+2\u00a0: Contacts" in texts
    assert "Ctrl+O\u00a0: Importer une liste…" in texts
    shown.accept()


def test_a_page_that_cannot_be_made_leaves_the_former_one(jobs, theme, qtbot):
    def fail(services):
        raise KeyError("page")

    broken = PageSpec("contacts", "Contacts", CONTACTS_GROUP, fail)
    made = MainWindow(jobs, theme, (PAGES[0], broken), Wizard)
    qtbot.addWidget(made)
    made.show()
    made.open_first()
    with pytest.raises(KeyError):
        made.go("contacts")
    assert made.current == "home"
    assert made.page("home").isVisible()
    assert entry(made, "Tableau de bord").isChecked()


def test_going_to_a_page_hands_it_the_arguments(window):
    window.go("contacts", {"state": "overdue"})
    assert window.page("contacts").heard == [("arrive", {"state": "overdue"}), "refresh"]
    window.go("contacts", {"search": "Aubry"})
    assert window.page("contacts").heard[-1] == ("arrive", {"search": "Aubry"})


def test_a_write_refreshes_the_page_shown_and_leaves_the_others_for_later(window):
    window.go("contacts")
    home, contacts = window.page("home"), window.page("contacts")
    home.heard.clear()
    contacts.heard.clear()
    touch(window, "contacts", "batches")
    assert (home.heard, contacts.heard) == ([], ["refresh"])
    touch(window, "preferences")
    assert contacts.heard == ["refresh"]
    window.go("home")
    assert home.heard == [("arrive", {}), "refresh"]
    window.go("contacts")
    assert contacts.heard == ["refresh", ("arrive", {})]


def test_a_badge_is_read_at_start_and_after_a_write(window, monkeypatch):
    assert entry(window, "Conservation").accessibleName() == "Conservation, 214 personnes au-delà de leur durée"
    window.set_badge("retention", None)
    assert entry(window, "Conservation").accessibleName() == "Conservation"
    touch(window, "preferences")
    assert entry(window, "Conservation").accessibleName() == "Conservation"
    touch(window, "contacts")
    assert entry(window, "Conservation").accessibleName() == "Conservation, 214 personnes au-delà de leur durée"


def test_the_import_takes_the_whole_window_and_gives_it_back(window, qtbot):
    press(qtbot, window, Qt.Key.Key_O)
    wizard = window.findChild(Wizard)
    assert wizard.isVisible()
    assert wizard.path is None
    assert not window.page("home").isVisible()
    press(qtbot, window, Qt.Key.Key_2)
    assert window.current == "home"
    window.start_import(Path("autre.xlsx"))
    assert window.job_strip.text == "Terminez d’abord l’import en cours."
    window.page("home").heard.clear()
    touch(window, "contacts")
    assert window.page("home").heard == []
    wizard.finished.emit(True)
    assert window.page("home").isVisible()
    assert window.page("home").heard == ["refresh"]
    press(qtbot, window, Qt.Key.Key_2)
    assert window.current == "contacts"


def test_the_wizard_can_leave_for_a_page(window):
    window.start_import(Path("liste.xlsx"))
    wizard = window.findChild(Wizard)
    wizard.services.go("contacts", {"batch": 3})
    assert not window.is_taken_over
    assert window.page("contacts").heard[0] == ("arrive", {"batch": 3})
    wizard.finished.emit(True)
    assert window.current == "contacts"


def test_a_failure_nobody_catches_is_shown_over_the_window(window):
    def work(desk, ticket):
        raise Refusal("Le disque est plein.")

    window.jobs.write("Import", work)
    shown = window.findChild(Box)
    assert "Le disque est plein." in [label.text() for label in shown.findChildren(QLabel)]
    shown.accept()


@pytest.mark.parametrize(("pressed", "is_open"), [("Annuler", True), ("Arrêter et quitter", False)])
def test_closing_during_a_write_asks_first(window, jobs, qtbot, pressed, is_open):
    jobs.in_line = False
    goes_on = Event()
    jobs.write("Import", lambda desk, ticket: goes_on.wait(5))

    def answer():
        shown = next(each for each in window.findChildren(Box) if each.isVisible())
        next(each for each in shown.findChildren(QPushButton) if each.text() == pressed).click()

    QTimer.singleShot(0, answer)
    window.close()
    assert window.isVisible() is is_open
    goes_on.set()
    qtbot.waitUntil(lambda: not jobs.is_writing)  # or closing it for good would ask again


def test_the_window_is_never_smaller_than_the_smallest_screen(window):
    window.resize(300, 200)
    assert (window.width(), window.height()) == (1024, 640)


def test_a_page_larger_than_the_window_scrolls_rather_than_being_squeezed(window):
    window.go("contacts")
    page = window.page("contacts")
    page.setMinimumHeight(2000)
    QApplication.sendPostedEvents()
    assert page.height() >= 2000


def test_a_toast_is_one_line_at_the_bottom(window):
    window.toast("Import annulé : rien n’a été enregistré.")
    assert window.job_strip.isVisible()
    assert window.job_strip.text == "Import annulé : rien n’a été enregistré."
