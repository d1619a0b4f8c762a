"""Enter presses what has the focus, Tab follows the screen, and the focus is always on something of the page shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.store import contacts
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.contacts.contact_form import ContactForm
from rgpd_desktop.ui.contacts.contacts_page import ContactsPage
from rgpd_desktop.ui.importing.import_wizard import CHECK, COLUMNS, ORIGIN, RUN, ImportWizard
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.main_window import MainWindow
from rgpd_desktop.ui.page import BOTTOM, CONTACTS_GROUP, PageSpec
from rgpd_desktop.ui.settings.settings_page import SettingsPage
from rgpd_desktop.ui.sidebar import SidebarEntry
from rgpd_desktop.ui.theme import Appearance
from rgpd_desktop.ui.widgets.chip import ChipRow
from rgpd_desktop.ui.widgets.day_edit import DayEdit
from rgpd_desktop.ui.widgets.text import button
from tests.ui.import_fakes import PREVIEW, SHEET, TODAY, answer_origin, go_to_check, wizard_over

ENTER = [Qt.Key.Key_Return, Qt.Key.Key_Enter]


def active(widget, qtbot):
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


def focused():
    return QApplication.focusWidget()


@pytest.fixture
def real_jobs(qapp, tmp_path):
    with open_desk(tmp_path, TODAY) as desk:
        for name in ("Aubry", "Zola"):
            contacts.add(desk.database, Contact(last_name=name, entered_on=TODAY), desk.starts)
    runner = JobRunner(lambda: open_desk(tmp_path, TODAY))
    runner.in_line = True
    yield runner
    assert runner.close()


@pytest.fixture
def make(services, real_jobs, process, qtbot):
    return lambda path=Path("liste.xlsx"): active(wizard_over(process, services, real_jobs, qtbot, path), qtbot)


# Enter in dialogs


@pytest.fixture
def box(qtbot):
    heard = []
    made = Box(None, "Question", "Que faire ?")
    made.line, made.day = QLineEdit(), None
    made.body.addWidget(made.line)
    made.no = made.add_button("Annuler", lambda: heard.append("no"))
    made.yes = made.add_button("Enregistrer", lambda: heard.append("yes"), "primary")
    made.yes.setDefault(True)
    made.heard = heard
    qtbot.addWidget(made)
    return active(made, qtbot)


@pytest.mark.parametrize("key", ENTER)
def test_enter_presses_the_button_that_has_the_focus(box, qtbot, key):
    box.no.setFocus()
    qtbot.keyClick(focused(), key)
    assert box.heard == ["no"]
    box.line.setFocus()
    qtbot.keyClick(focused(), key)
    assert box.heard == ["no", "yes"]


def test_enter_on_the_calendar_button_of_a_dialog_opens_the_calendar(box, qtbot, theme):
    edit = DayEdit(theme)
    box.body.addWidget(edit)
    edit._button.setFocus()
    qtbot.keyClick(edit._button, Qt.Key.Key_Return)
    assert box.heard == []
    assert edit._calendar.isVisible()
    edit._calendar.hide()


def test_a_deletion_is_confirmed_from_its_own_button(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def answer():
        shown = window.findChild(Box)
        shown.activateWindow()
        qtbot.waitUntil(shown.isActiveWindow)
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
        qtbot.keyClick(focused(), Qt.Key.Key_Return)

    QTimer.singleShot(0, answer)
    assert messages.confirm(window, "Supprimer ?", "", "Supprimer 1 contact", danger=True)


def test_a_form_left_by_its_cancel_button_stores_nothing(services, real_jobs, qtbot):
    form = ContactForm(replace(services, jobs=real_jobs), [])
    qtbot.addWidget(form)
    saved = []
    form.saved.connect(saved.append)
    active(form, qtbot)
    cancel = next(each for each in form.findChildren(QPushButton) if each.text() == "Annuler")
    cancel.setFocus()
    qtbot.keyClick(cancel, Qt.Key.Key_Return)
    assert (saved, form.isVisible()) == ([], False)


@pytest.mark.parametrize("key", ENTER)
def test_enter_presses_a_button_of_a_page_too_and_chooses_a_chip(qtbot, key):
    page, heard = QWidget(), []
    column = QVBoxLayout(page)
    made = button("Voir", lambda: heard.append("see"))
    chips = ChipRow("Filtrer")
    chips.add("all", "Tous")
    overdue = chips.add("overdue", "Dépassés")
    chips.chosen.connect(heard.append)
    column.addWidget(made)
    column.addWidget(chips)
    qtbot.addWidget(page)
    active(page, qtbot)
    made.setFocus()
    qtbot.keyClick(made, key)
    qtbot.keyClick(overdue, key)
    assert heard == ["see", "overdue"]


# The import wizard


def test_the_next_sheet_takes_the_focus_to_its_first_column(make, process, qtbot):
    other = replace(SHEET, name="Clients", headers=("Société", "Courriel"), kind="")
    process.preview_ = replace(PREVIEW, sheets=(SHEET, other))
    wizard = make()
    wizard.bar.next.click()
    assert wizard.bar.next.text() == "Feuille suivante"
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert focused() is wizard.columns.rows[0].combo
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert wizard.current == ORIGIN


def test_a_double_click_goes_one_step(make, qtbot):
    wizard = make()
    qtbot.mouseClick(wizard.bar.next, Qt.MouseButton.LeftButton)
    qtbot.mouseDClick(wizard.bar.next, Qt.MouseButton.LeftButton)  # what the second press of a double click is
    qtbot.mouseRelease(wizard.bar.next, Qt.MouseButton.LeftButton)
    assert wizard.current == COLUMNS
    qtbot.mouseClick(wizard.bar.next, Qt.MouseButton.LeftButton)
    assert wizard.current == ORIGIN


def test_nothing_is_imported_by_an_enter_that_is_on_no_button(make, qtbot):
    wizard = go_to_check(make())
    wizard.setFocus()
    wizard.check.setFocus()
    qtbot.keyClick(wizard.check, Qt.Key.Key_Return)
    assert wizard.current == CHECK
    wizard.bar.next.setFocus()
    qtbot.keyClick(wizard.bar.next, Qt.Key.Key_Return)
    assert wizard.current == RUN


# The window


class Page(QWidget):
    def __init__(self, services):
        super().__init__()
        self.see = button("Voir", lambda: services.go("contacts", {}))
        QVBoxLayout(self).addWidget(self.see)


PAGES = (
    PageSpec("home", "Tableau de bord", CONTACTS_GROUP, Page),
    PageSpec("contacts", "Contacts", CONTACTS_GROUP, Page),
    PageSpec("settings", "Réglages", BOTTOM, Page),
)


@pytest.fixture
def window(real_jobs, theme, process, qtbot):
    made = MainWindow(
        real_jobs, theme, PAGES, lambda services, path: ImportWizard(services, path, process), lambda: TODAY
    )
    qtbot.addWidget(made, before_close_func=MainWindow.release)  # else it would ask
    active(made, qtbot)
    made.open_first()
    return made


def entry(window, title):
    return next(each for each in window.findChildren(SidebarEntry) if each.text() == title)


def test_the_focus_follows_the_page_shown(window, qtbot):
    assert focused() is entry(window, "Tableau de bord")
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert focused() is entry(window, "Contacts")
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    window.page("home").see.setFocus()
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert window.current == "contacts"
    assert focused() is entry(window, "Contacts")
    window.page("contacts").see.setFocus()
    window.go("contacts")
    assert focused() is window.page("contacts").see  # what is on screen keeps it
    entry(window, "Contacts").setFocus()
    qtbot.keyClick(focused(), Qt.Key.Key_Backtab)
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is entry(window, "Contacts")  # the one entry that Tab reaches is that of the page


def test_the_wizard_starts_on_its_main_control(window, qtbot, monkeypatch):
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    wizard = window.findChild(ImportWizard)
    assert focused() is wizard.file.area.choose
    window.release()
    window.start_import(Path("liste.xlsx"))
    wizard = next(each for each in window.findChildren(ImportWizard) if each.isVisible())
    assert focused() is wizard.bar.next
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert wizard.current == COLUMNS


def finished_import(window):
    window.start_import(Path("liste.xlsx"))
    wizard = next(each for each in window.findChildren(ImportWizard) if each.isVisible())
    wizard.bar.next.click()
    wizard.bar.next.click()
    answer_origin(wizard)
    wizard.bar.next.click()
    return wizard


def test_a_page_is_one_key_away_once_the_import_is_done_and_not_before(window, qtbot):
    wizard = finished_import(window)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.is_taken_over
    assert window.job_strip.text == "Terminez d’abord l’import en cours."
    wizard.run.show_report = lambda report: setattr(wizard.run, "report", report)  # what it shows is told elsewhere
    wizard.bar.next.click()
    assert wizard.current == RUN
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    wizard.run.progress.hide()
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert (window.is_taken_over, window.current) == (False, "contacts")
    assert focused() is entry(window, "Contacts")


def test_quitting_in_the_middle_of_an_import_asks(window, qtbot, monkeypatch):
    asked, answers = [], [False, True]
    monkeypatch.setattr(messages, "confirm", lambda *words, **_: (asked.append(words[3]), answers.pop(0))[1])
    window.start_import(Path("liste.xlsx"))
    wizard = window.findChild(ImportWizard)
    wizard.bar.next.click()
    qtbot.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert window.isVisible()
    assert asked == ["Abandonner et quitter"]
    qtbot.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not window.isVisible()


def test_quitting_before_any_choice_asks_nothing(window, qtbot, monkeypatch):
    monkeypatch.setattr(messages, "confirm", lambda *_, **__: pytest.fail("nothing would be lost"))
    window.start_import(Path("liste.xlsx"))
    qtbot.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not window.isVisible()


def test_the_keys_of_lists_are_told_and_no_line_is_brighter(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F1)
    shown = window.findChild(Box)
    lines = [each for each in shown.findChildren(QLabel) if each.property("role") == "body"]
    words = "\n".join(each.text() for each in lines)
    for key in ("Ctrl+2", "F1", "Entrée", "Suppr", "Ctrl+A", "Ctrl+C"):
        assert f"{key}\u00a0:" in words
    assert {each.property("role") for each in shown.findChildren(QLabel)} == {"heading", "body"}
    shown.accept()


# Pages


def test_tab_in_contacts_follows_the_screen(services, real_jobs, qtbot):
    page = ContactsPage(replace(services, jobs=real_jobs))
    qtbot.addWidget(page)
    page.resize(1100, 700)
    active(page, qtbot)
    page.refresh()
    qtbot.waitUntil(lambda: page.panel.card is not None)
    page.search.box.setFocus()
    seen = []
    for _ in range(4):
        seen.append(focused())
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    assert seen[:3] == [page.search.box, page.search.chips._chips["all"], page.table]
    assert page.panel.isAncestorOf(seen[3])


def test_shift_f10_opens_the_menu_of_the_list(services, real_jobs, qtbot):
    page = ContactsPage(replace(services, jobs=real_jobs))
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: page.panel.card is not None)
    qtbot.keyClick(page.table, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = next(each for each in page.findChildren(QMenu) if each.isVisible())
    assert "Copier" in [action.text() for action in menu.actions()]
    menu.close()


def test_tab_in_the_form_only_stops_at_fields_and_buttons(services, real_jobs, qtbot):
    form = ContactForm(replace(services, jobs=real_jobs), [])
    qtbot.addWidget(form)
    assert form._area.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_tab_in_the_settings_reaches_the_look_in_force(services, real_jobs, qtbot, theme):
    theme.set_appearance(Appearance.DARK)
    page = SettingsPage(replace(services, jobs=real_jobs))
    qtbot.addWidget(page)
    page.refresh()
    active(page, qtbot)
    page.setFocus()
    stops = []
    for _ in range(8):
        qtbot.keyClick(focused() or page, Qt.Key.Key_Tab)
        stops.append(focused())
    looks = [stop for stop in stops if stop in page._choices.values()]
    assert looks == [page._choices[Appearance.DARK]]
