"""One road for every error; nothing personal on it."""

from __future__ import annotations

import logging
import re
import sys
import threading

import pytest
import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QWidget

from rgpd_desktop.basics.problems import Cancelled, Refusal
from rgpd_desktop.ui import messages, reports
from rgpd_desktop.ui.box import Box

MARKER = "zqx-marie.dupont@example.org"


def failing(value):
    inside = value  # noqa: F841 - a local that must not be told
    try:
        int(value)
    except ValueError as error:
        raise KeyError(value) from error


def caught(value=MARKER):
    try:
        failing(value)
    except KeyError as error:
        return error


def box():
    boxes = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, Box) and widget.isVisible()]
    assert len(boxes) == 1
    return boxes[0]


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.text()]


def button(widget, text):
    return next(each for each in widget.findChildren(QPushButton) if each.text() == text)


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_refusal_is_a_calm_box(window, qtbot):
    messages.show(window, Refusal("Le fichier est ouvert dans Excel.", "Fermez-le, puis recommencez."))
    assert texts(box()) == [
        "Ce n’est pas possible",
        "Le fichier est ouvert dans Excel.",
        "Fermez-le, puis recommencez.",
    ]
    assert box().parent() is window
    button(box(), "Fermer").click()


def test_a_refusal_without_a_window_stays_until_it_is_closed(qapp, qtbot):
    messages.show(None, Refusal("Le dossier est protégé."))
    shown = box()
    assert texts(shown) == ["Ce n’est pas possible", "Le dossier est protégé."]
    button(shown, "Fermer").click()
    qtbot.waitUntil(lambda: not shiboken6.isValid(shown))


def test_an_unforeseen_error_is_told_without_its_words(window, caplog):
    with caplog.at_level(logging.INFO, "rgpd_desktop"):
        messages.show(window, caught())
    shown = box()
    report = shown.findChild(QPlainTextEdit).toPlainText()
    assert texts(shown)[0] == "Une erreur imprévue"
    button(shown, "Copier le rapport").click()
    assert QGuiApplication.clipboard().text() == report
    button(shown, "Continuer").click()
    for told in (report, caplog.text):
        assert "builtins.KeyError" in told
        assert "builtins.ValueError" in told
        assert "test_messages.py:" in told
        assert "failing" in told
        assert "zqx" not in told


def test_the_same_fault_repeated_opens_one_box(window):
    for _ in range(3):
        messages.show(window, caught())
    box().accept()


def test_a_report_names_files_from_the_package_on(tmp_path):
    home = tmp_path / "marie" / "script.py"
    home.parent.mkdir()
    home.write_text("def run():\n    raise RuntimeError\n")
    space = {}
    exec(compile(home.read_text(), str(home), "exec"), space)
    try:
        space["run"]()
    except RuntimeError as error:
        lines = reports.report_of(error).splitlines()
    assert re.fullmatch(r"  test_messages\.py:\d+ test_a_report_names_files_from_the_package_on", lines[-2])
    assert lines[-1] == "  script.py:2 run"
    assert "marie" not in "\n".join(lines)


def test_the_log_never_holds_what_an_error_says():
    record = logging.LogRecord("rgpd_desktop.x", logging.ERROR, "x.py", 1, "failed", (), None)
    error = caught()
    record.exc_info = (type(error), error, error.__traceback__)
    line = reports.ReportFormatter().format(record)
    assert "builtins.KeyError" in line
    assert "zqx" not in line


def test_cancelled_is_one_line(qtbot):
    class Place(QWidget):
        def toast(self, text):
            heard.append(text)

    heard = []
    place = Place()
    qtbot.addWidget(place)
    messages.show(None, Cancelled())
    assert heard == ["Opération annulée."]


@pytest.mark.parametrize(("pressed", "answer"), [("Supprimer 3 contacts", True), ("Annuler", False)])
def test_confirm_gives_the_choice(window, pressed, answer):
    QTimer.singleShot(0, lambda: button(box(), pressed).click())
    assert messages.confirm(window, "Supprimer ?", "C’est définitif.", "Supprimer 3 contacts", danger=True) is answer


def test_a_dangerous_act_is_never_the_default(window):
    seen = []

    def look():
        seen.append([each.text() for each in box().findChildren(QPushButton) if each.isDefault()])
        box().reject()

    QTimer.singleShot(0, look)
    messages.confirm(window, "Supprimer ?", "", "Supprimer", danger=True)
    QTimer.singleShot(0, look)
    messages.confirm(window, "Importer ?", "", "Importer")
    assert seen == [["Annuler"], ["Importer"]]


def test_what_nobody_caught_comes_to_the_main_thread(qapp, qtbot, monkeypatch):
    heard = []
    monkeypatch.setattr(messages, "show", lambda parent, error: heard.append((error, threading.current_thread())))
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    hooks = messages.Hooks(qapp)
    hooks.install()
    error = ValueError(MARKER)

    def fail():
        raise error

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    sys.excepthook(KeyError, KeyError("x"), None)
    assert heard == []  # a box never opens in the middle of whatever was going on
    qtbot.waitUntil(lambda: len(heard) == 2)
    hooks.remove()
    hooks.deleteLater()
    assert heard[0] == (error, threading.main_thread())
    assert isinstance(heard[1][0], KeyError)
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
