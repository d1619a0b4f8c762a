"""The first start and the starts that follow, by gestures, in the whole program: asked, protected or put off, asked again when locked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from rgpd_desktop import app
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.services import protect_data
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.services.protect_data import Form
from rgpd_desktop.store import keychain, keys
from rgpd_desktop.ui.lock.first_question import FirstQuestion, SheetQuestion
from rgpd_desktop.ui.main_window import MainWindow
from rgpd_desktop.ui.register.preview_dialog import PreviewDialog
from rgpd_desktop.ui.settings.protection_dialogs import SetDialog
from tests.services.test_protect_data import FakeKeychain

PHRASE, OTHER = "girafe cuivre lanterne brume", "volcan tulipe marteau silence"


@pytest.fixture
def data(tmp_path, monkeypatch, qapp):
    folder = tmp_path / "données"
    monkeypatch.setenv("RGPD_DESKTOP_DATA", str(folder))
    locale = QLocale()
    yield folder
    QLocale.setDefault(locale)


def shown(kind):
    found = [each for each in QApplication.allWidgets() if isinstance(each, kind) and each.isVisible()]
    return found[0] if found else None


def home():
    window = shown(MainWindow)
    return window if window is not None and window.current == "home" and not window.is_covered else None


def run(*steps):
    """Runs the program, each step being (condition, act): once the condition finds something, the act is done with it; then closes."""
    left = list(steps)
    timer = QTimer(QApplication.instance(), interval=10)
    late = QTimer(QApplication.instance(), interval=40_000, singleShot=True)

    def look():
        if not left:
            if (window := shown(MainWindow)) is not None and not window.jobs._asked:
                timer.stop()
                window.close()
            return
        condition, act = left[0]
        if found := condition():
            left.pop(0)
            act(found)

    timer.timeout.connect(look)
    late.timeout.connect(lambda: QApplication.exit(99))
    timer.start()
    late.start()
    code = app.main([])
    for each in (timer, late):
        each.stop()
        each.deleteLater()
    assert left == [], "stopped before its last step"
    return code


def press(text):
    def act(widget):
        made = next(each for each in widget.findChildren(QPushButton) if each.text() == text)
        QTest.mouseClick(made, Qt.MouseButton.LeftButton)

    return act


def choose(question):
    QTest.keyClicks(question.fields.first, PHRASE)
    QTest.keyClicks(question.fields.second, PHRASE)
    press("Protéger mes données")(question)


def lock_screen():
    window = shown(MainWindow)
    screen = window.keeper.screen if window is not None else None
    return screen if screen is not None and screen.phrase.isVisible() else None


def give(text):
    def act(screen):
        QTest.keyClicks(screen.phrase, text)
        QTest.keyClick(screen.phrase, Qt.Key.Key_Return)

    return act


def nothing(_found):
    """Being there is what is looked at."""


def test_put_off_the_data_are_plain_and_nothing_is_asked_again(data):
    assert run((lambda: shown(FirstQuestion), press("Plus tard")), (home, nothing)) == 0
    assert protect_data.form(data) is Form.PLAIN
    assert run((home, nothing)) == 0


def test_protected_from_the_first_start_the_sheet_is_offered_then_it_is_asked_each_time(data):
    code = run(
        (lambda: shown(FirstQuestion), choose),
        (lambda: shown(SheetQuestion), press("Imprimer la fiche de secours…")),
        (lambda: (found := shown(PreviewDialog)) and found.paper and found, lambda dialog: dialog.reject()),
        (lambda: shown(SheetQuestion), press("Continuer")),
        (home, nothing),
    )
    assert code == 0
    assert protect_data.form(data) is Form.ENCRYPTED
    assert not list(data.rglob("*.pdf"))
    protect_data.lock()
    assert run((lock_screen, give(PHRASE)), (home, nothing)) == 0


def test_closed_without_an_answer_nothing_is_created(data):
    assert run((lambda: shown(FirstQuestion), nothing)) == 0
    assert protect_data.form(data) is Form.NEW


def test_weak_or_mistyped_it_is_said_under_the_field(data):
    def mistype(question):
        fields = question.fields
        press("Protéger mes données")(question)
        assert "Choisissez" in fields.fields[0].problem
        QTest.keyClicks(fields.first, "court")
        assert fields.word.text() == "Trop courte"
        press("Protéger mes données")(question)
        assert "12 signes" in fields.fields[0].problem
        fields.first.clear()
        QTest.keyClicks(fields.first, PHRASE)
        assert fields.word.text() == "Très bonne"
        QTest.keyClicks(fields.second, PHRASE[:-1])
        press("Protéger mes données")(question)
        assert fields.fields[0].problem == ""
        assert "pas les mêmes" in fields.fields[1].problem
        assert fields.first.echoMode() is fields.first.EchoMode.Password
        QTest.mouseClick(
            fields.shown,
            Qt.MouseButton.LeftButton,
            pos=fields.shown.rect().center() * 0 + fields.shown.rect().topLeft(),
        )
        fields.shown.setChecked(True)
        assert fields.first.echoMode() is fields.first.EchoMode.Normal

    def without_keychain(_found):
        question = shown(FirstQuestion)
        return question if question and "n’a pas de trousseau" in question.fields.told.text() else None

    def look(question):
        assert not question.fields.remember.isEnabled()

    assert run((lambda: shown(FirstQuestion), mistype), (lambda: without_keychain(None), look)) == 0
    assert protect_data.form(data) is Form.NEW


def test_remembered_the_next_start_asks_nothing(data, monkeypatch):
    chain = FakeKeychain()
    monkeypatch.setattr(keychain, "_backend", lambda: chain)

    def with_keychain():
        question = shown(FirstQuestion)
        return question if question and question.fields.remember.isEnabled() else None

    def choose_remembering(question):
        question.fields.remember.setChecked(True)
        choose(question)

    steps = (
        (with_keychain, choose_remembering),
        (lambda: shown(SheetQuestion), press("Continuer sans l’imprimer")),
        (home, nothing),
    )
    assert run(*steps) == 0
    assert len(chain.kept) == 1
    protect_data.lock()
    assert run((home, nothing)) == 0
    assert keys.held() is not None


def test_opened_by_the_sheet_another_passphrase_is_asked(data):
    open_desk(data).close()
    protect_data.protect(data, PHRASE, Ticket())
    groups = protect_data.recovery_groups()
    protect_data.lock()

    def copy(screen):
        press("J’ai une fiche de secours")(screen)
        QTest.keyClicks(screen.code, " ".join(groups))
        QTest.keyClick(screen.code, Qt.Key.Key_Return)

    def change(dialog):
        assert not dialog.current_field.isVisible()
        QTest.keyClicks(dialog.fields.first, OTHER)
        QTest.keyClicks(dialog.fields.second, OTHER)
        QTimer.singleShot(0, lambda: press("Changer")(dialog))

    def sheet_question():
        return next(
            (
                each
                for each in QApplication.topLevelWidgets()
                if each.isVisible() and "sont protégées" in each.windowTitle()
            ),
            None,
        )

    assert run((lock_screen, copy), (lambda: shown(SetDialog), change), (sheet_question, press("Plus tard"))) == 0
    protect_data.lock()
    protect_data.unlock(data, OTHER)
