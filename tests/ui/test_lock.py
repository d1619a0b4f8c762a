"""The lock by gestures: covered at once, forgotten once work has ended, opened by the passphrase or the recovery sheet."""

from __future__ import annotations

import gc
from threading import Event

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.services import preferences, protect_data
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.store import attempts, contacts, keys
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.contacts.contacts_model import ContactsModel
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.lock import keeper as lock_keeper
from rgpd_desktop.ui.main_window import MainWindow
from rgpd_desktop.ui.pages import PAGES, make_wizard

from .conftest import TODAY

PHRASE = "girafe cuivre lanterne brume"


@pytest.fixture
def data(tmp_path, monkeypatch):
    """Encrypted data with one contact, open in this process."""
    monkeypatch.setenv("RGPD_DESKTOP_DATA", str(tmp_path))
    with open_desk(tmp_path) as desk, desk.database.writing("contacts"):
        contacts.add(desk.database, Contact(last_name="Zwartmarkeur", kind="prospect"), desk.starts)
    protect_data.protect(tmp_path, PHRASE, Ticket())
    return tmp_path


@pytest.fixture
def window(data, theme, qtbot):
    """The real window, its jobs in real threads."""
    jobs = JobRunner(lambda: open_desk(data, TODAY))
    made = MainWindow(jobs, theme, PAGES, make_wizard, lambda: TODAY)
    made.keeper.opened.connect(lambda _is_by_sheet: (made.open_first(), made.keeper.begin()))
    made.resize(1100, 700)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.open_first()
    made.keeper.begin()
    quiet(qtbot, made)
    yield made
    assert jobs.close()


def quiet(qtbot, window):
    qtbot.waitUntil(lambda: not window.jobs._asked and not window.jobs._waiting, timeout=10_000)


def press_lock(qtbot, window):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.keeper.is_locked)
    qtbot.waitUntil(lambda: keys.held() is None, timeout=10_000)


def type_in(screen, text):
    QTest.keyClicks(screen.phrase, text)
    QTest.keyClick(screen.phrase, Qt.Key.Key_Return)


def test_locking_forgets_the_key_and_every_page_and_comes_back_where_one_was(window, qtbot, data):
    window.go("contacts", {})
    quiet(qtbot, window)
    model = window.findChild(ContactsModel)
    qtbot.waitUntil(lambda: model.rowCount() == 1 and bool(model._lines))
    press_lock(qtbot, window)
    assert window.page("contacts") is None
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert window.findChildren(ContactsModel) == []
    assert not [label for label in window.findChildren(QLabel) if "Zwart" in label.text()]
    assert window.windowTitle() == ""
    assert not window.actions_by_id["import"].isEnabled()
    type_in(window.keeper.screen, PHRASE)
    qtbot.waitUntil(lambda: not window.keeper.is_locked)
    assert window.current == "contacts"
    quiet(qtbot, window)
    qtbot.waitUntil(lambda: window.findChild(ContactsModel).rowCount() == 1)


def test_a_wrong_passphrase_is_a_calm_sentence_and_waits(window, qtbot, data, monkeypatch):
    press_lock(qtbot, window)
    before = (data / "rgpd.sqlite").read_bytes()
    screen = window.keeper.screen
    for _ in range(2):
        type_in(screen, "autre")
        qtbot.waitUntil(screen.refused.isVisible)
        assert "Ce n’est pas la bonne phrase de passe" in screen.refused.accessibleName()
        assert "n’ont pas été touchées" in screen.refused.accessibleName()
        assert screen.phrase.text() == ""
        if attempts.wait_left(data) == 0:
            qtbot.waitUntil(screen.open_button.isEnabled)
    assert screen.open_button.text().startswith("Ouvrir dans ")
    assert not screen.open_button.isEnabled()
    qtbot.waitUntil(screen.open_button.isEnabled, timeout=5000)
    assert (data / "rgpd.sqlite").read_bytes() == before
    type_in(screen, PHRASE)
    qtbot.waitUntil(lambda: not window.keeper.is_locked)


def test_the_recovery_sheet_opens(window, qtbot, data):
    groups = protect_data.recovery_groups()
    press_lock(qtbot, window)
    screen = window.keeper.screen
    qtbot.mouseClick(screen.other_button, Qt.MouseButton.LeftButton)
    assert screen.code.isVisible() and not screen.phrase.isVisible()
    QTest.keyClicks(screen.code, " ".join([*groups[:4], "00001", *groups[5:]]))
    QTest.keyClick(screen.code, Qt.Key.Key_Return)
    qtbot.waitUntil(screen.refused.isVisible)
    assert "groupe 5" in screen.refused.accessibleName()
    screen.code.clear()
    QTest.keyClicks(screen.code, " ".join(groups).lower())
    with qtbot.waitSignal(window.keeper.opened) as told:
        QTest.keyClick(screen.code, Qt.Key.Key_Return)
    assert told.args == [True]


def test_work_under_way_ends_first_and_what_comes_after_is_not_done(window, qtbot, data):
    goes_on, began, later = Event(), Event(), []

    def work(desk, _ticket):
        began.set()
        goes_on.wait(10)
        preferences.set_(desk, "mark", "written")

    window.jobs.write("Un travail", work)
    assert began.wait(5)
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    screen = window.keeper.screen
    assert screen.isVisible()
    assert "se termine" in screen.sentence.text()
    assert not screen.phrase.isVisible()
    window.jobs.read("later", lambda desk, _: 1, later.append)
    assert keys.held() is not None
    goes_on.set()
    qtbot.waitUntil(lambda: keys.held() is None)
    assert screen.phrase.isVisible()
    type_in(screen, PHRASE)
    qtbot.waitUntil(lambda: not window.keeper.is_locked)
    quiet(qtbot, window)
    with open_desk(data) as desk:
        assert preferences.get(desk, "mark") == "written"
    assert later == []


def test_dialogs_are_closed_when_it_locks(window, qtbot):
    box = Box(window, "Une fiche", "Zwartmarkeur")
    box.open()
    window.keeper.lock()
    qtbot.waitUntil(lambda: keys.held() is None)
    assert not box.isVisible()
    box.deleteLater()


def test_it_locks_after_a_while_without_a_gesture(window, qtbot, monkeypatch):
    quiet(qtbot, window)
    assert window.keeper._minutes == protect_data.DEFAULT_MINUTES
    assert window.keeper._clock.isActive()
    now = [lock_keeper._now()]
    monkeypatch.setattr(lock_keeper, "_now", lambda: now[0])
    window.keeper._look_at_clock()
    assert not window.keeper.is_locked
    now[0] = (now[0][0] + 14 * 60, now[0][1] + 14 * 60)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)  # a gesture
    now[0] = (now[0][0] + 14 * 60, now[0][1] + 14 * 60)
    window.keeper._look_at_clock()
    assert not window.keeper.is_locked
    now[0] = (now[0][0], now[0][1] + 61)  # the computer slept: one of the two clocks stood still
    window.keeper._look_at_clock()
    assert window.keeper.is_locked
    qtbot.waitUntil(lambda: keys.held() is None)


def test_never_is_never(window, qtbot, data):
    window.jobs.write("Réglage", lambda desk, _: protect_data.set_lock_minutes(desk, 0))
    quiet(qtbot, window)
    qtbot.waitUntil(lambda: not window.keeper._clock.isActive())


def test_plain_data_are_not_locked_and_it_is_said(theme, qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("RGPD_DESKTOP_DATA", str(tmp_path))
    open_desk(tmp_path).close()
    jobs = JobRunner(lambda: open_desk(tmp_path, TODAY))
    window = MainWindow(jobs, theme, PAGES, make_wizard, lambda: TODAY)
    qtbot.addWidget(window)
    window.show()
    window.open_first()
    window.keeper.begin()
    quiet(qtbot, window)
    assert not window.keeper._clock.isActive()
    window.keeper.lock()
    assert not window.keeper.is_locked
    assert "Réglages" in window.job_strip.text
    assert jobs.close()


def test_data_encrypted_meanwhile_by_another_program_are_asked_for(window, qtbot, data):
    protect_data.lock()  # as if another program had changed the key
    window.jobs.read("any", lambda desk, _: 1, lambda _: None)
    qtbot.waitUntil(lambda: window.keeper.is_locked)
    qtbot.waitUntil(window.keeper.screen.phrase.isVisible)
    type_in(window.keeper.screen, PHRASE)
    qtbot.waitUntil(lambda: not window.keeper.is_locked)


def test_the_wizard_goes_with_its_process(window, qtbot):
    window.start_import(None)
    assert window.is_taken_over
    press_lock(qtbot, window)
    assert not window.is_taken_over
    type_in(window.keeper.screen, PHRASE)
    qtbot.waitUntil(lambda: not window.keeper.is_locked)
    assert window.current == "home"
