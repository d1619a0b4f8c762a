"""Réglages, Protection, by gestures: set, changed, printed again, remembered, removed; and what a wrong passphrase says."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.services import protect_data
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.services.protect_data import Form
from rgpd_desktop.store import keychain
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.settings.protection_card import ProtectionCard
from tests.services.test_protect_data import FakeKeychain, copies_of

PHRASE, OTHER = "girafe cuivre lanterne brume", "volcan tulipe marteau silence"


@pytest.fixture
def locked():
    return []


@pytest.fixture
def make(services, theme, tmp_path, qtbot, locked):
    jobs = JobRunner(lambda: open_desk(tmp_path))
    jobs.in_line = True

    def card():
        given = Services(
            jobs,
            theme,
            services.today,
            services.go,
            services.start_import,
            services.window,
            tmp_path,
            lambda: locked.append(1),
        )
        made = ProtectionCard(given)
        qtbot.addWidget(made)
        made.resize(800, 300)
        made.show()
        made.refresh()
        return made

    open_desk(tmp_path).close()
    yield card
    assert jobs.close()


@pytest.fixture
def protected(make, tmp_path):
    protect_data.protect(tmp_path, PHRASE, Ticket())
    return make()


def press(widget, text):
    made = next(each for each in widget.findChildren(QPushButton) if each.text() == text and each.isVisible())
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)


def answer_next_box(text):
    """The question that comes is answered by that button."""

    def look():
        box = QApplication.activeModalWidget()
        if box is None or not any(each.text() == text for each in box.findChildren(QPushButton)):
            QTimer.singleShot(10, look)
        else:
            press(box, text)

    QTimer.singleShot(0, look)


def test_a_passphrase_is_set_with_the_copies(make, tmp_path):
    copies_of(tmp_path)
    card = make()
    assert card.state.text() == "Non protégées"
    assert not card.remove_button.isVisible()
    press(card, "Choisir une phrase de passe…")
    dialog = card.dialog
    press(dialog, "Protéger mes données")
    assert "Choisissez" in dialog.fields.fields[0].problem
    for line in (dialog.fields.first, dialog.fields.second):
        QTest.keyClicks(line, PHRASE)
    answer_next_box("Plus tard")
    press(dialog, "Protéger mes données")
    assert not shiboken6.isValid(dialog)
    assert card.state.text() == "Protégées"
    assert protect_data.form(tmp_path) is Form.ENCRYPTED


def test_it_is_changed_only_by_who_knows_it(protected, tmp_path):
    press(protected, "Changer la phrase de passe…")
    dialog = protected.dialog
    press(dialog, "Changer")
    assert "actuelle" in dialog.current_field.problem
    QTest.keyClicks(dialog.current, "autre chose")
    for line in (dialog.fields.first, dialog.fields.second):
        QTest.keyClicks(line, OTHER)
    press(dialog, "Changer")
    assert "Ce n’est pas la bonne phrase de passe" in dialog.current_field.problem
    assert dialog.isVisible()
    QTest.keyClicks(dialog.current, PHRASE)
    answer_next_box("Plus tard")
    press(dialog, "Changer")
    protect_data.lock()
    protect_data.unlock(tmp_path, OTHER)


def test_it_is_removed_and_escape_removes_nothing(protected, tmp_path):
    press(protected, "Retirer la protection…")
    QTest.keyClick(protected.dialog, Qt.Key.Key_Escape)
    assert protect_data.form(tmp_path) is Form.ENCRYPTED
    press(protected, "Retirer la protection…")
    QTest.keyClicks(protected.dialog.current, PHRASE)
    press(protected.dialog, "Retirer la protection")
    assert protect_data.form(tmp_path) is Form.PLAIN
    assert protected.state.text() == "Non protégées"
    assert protected.set_button.isVisible()


def test_the_sheet_is_shown_again_to_who_knows_the_passphrase(protected, tmp_path):
    press(protected, "Imprimer la fiche de secours…")
    QTest.keyClicks(protected.dialog.current, "faux")
    press(protected.dialog, "Voir la fiche")
    assert protected.dialog.current_field.problem
    QTest.keyClicks(protected.dialog.current, PHRASE)
    press(protected.dialog, "Voir la fiche")
    text = "".join(protected.dialog.paper.text(0))
    assert all(group in text for group in protect_data.recovery_groups())
    protected.dialog.reject()
    assert not list(tmp_path.rglob("*.pdf"))


def test_the_delay_is_kept_and_the_lock_is_one_click(protected, tmp_path, locked):
    assert protected.delays.currentText() == "après 15\u00a0minutes"
    protected.delays.choose("5")
    protected.delays.activated.emit(protected.delays.currentIndex())
    with open_desk(tmp_path) as desk:
        assert protect_data.lock_minutes(desk) == 5
    press(protected, "Verrouiller maintenant")
    assert locked == [1]


def test_without_a_keychain_the_choice_says_so(protected):
    assert not protected.remember.isEnabled()
    assert "pas de trousseau" in protected.remembering.text()


def test_with_one_it_is_remembered_then_forgotten(make, tmp_path, monkeypatch):
    chain = FakeKeychain()
    monkeypatch.setattr(keychain, "_backend", lambda: chain)
    protect_data.protect(tmp_path, PHRASE, Ticket())
    card = make()
    card.remember.click()
    assert len(chain.kept) == 1
    assert card.remember.isChecked()
    card.remember.click()
    assert chain.kept == {}
