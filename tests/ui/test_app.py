"""The program from its first line to its last: opened, refused, started twice, and cheap to import in a child process."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from rgpd_desktop import app
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.ui import opening
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.lock import keeper
from rgpd_desktop.ui.main_window import MainWindow
from rgpd_desktop.ui.one_program import OneProgram
from rgpd_desktop.ui.page import CONTACTS_GROUP, PageSpec


class Page(QWidget):
    def __init__(self, services):
        super().__init__()


class Wizard(QWidget):
    finished = Signal()

    def __init__(self, services, path):
        super().__init__()
        self.path = path


class Desk:
    touched = frozenset()

    def close(self):
        pass


@pytest.fixture
def program(monkeypatch, tmp_path, qapp):
    """The program with a desk, a page and a wizard of straw, on its own folder."""
    monkeypatch.setenv("RGPD_DESKTOP_DATA", str(tmp_path))
    monkeypatch.setattr(app, "_open_desk", lambda data: Desk())
    monkeypatch.setattr(opening, "_read_look", lambda desk, ticket: "")
    monkeypatch.setattr(opening, "_prepare", lambda data: "")
    monkeypatch.setattr(keeper, "_read_minutes", lambda desk, ticket: 0)
    monkeypatch.setattr(app, "PAGES", (PageSpec("home", "Tableau de bord", CONTACTS_GROUP, Page),))
    monkeypatch.setattr(app, "make_wizard", Wizard)
    locale = QLocale()
    yield tmp_path
    QLocale.setDefault(locale)


def window():
    found = [
        widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow) and widget.isVisible()
    ]
    return found[0] if found else None


def when(condition, act):
    """Do `act` with what `condition` finds, as soon as it finds something."""
    timer = QTimer(QApplication.instance(), interval=5)

    def look():
        if found := condition():
            timer.stop()
            timer.deleteLater()
            act(found)

    timer.timeout.connect(look)
    timer.start()


def opened():
    found = window()
    return found if found is not None and found.current == "home" else None


def box():
    found = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, Box) and widget.isVisible()]
    return found[0] if found else None


def test_it_opens_and_closes(program):
    seen = []

    def act(found):
        seen.append((found.windowTitle(), QLocale().name()))
        found.close()

    when(opened, act)
    assert app.main([]) == 0
    assert seen == [("Tableau de bord", "fr_FR")]
    log = (program / "journaux" / "rgpd-desktop.log").read_text("utf-8")
    assert "start 0.1.0" in log
    assert not [each for each in logging.getLogger("rgpd_desktop").handlers if isinstance(each, logging.FileHandler)]


def test_a_file_given_is_imported_once_the_data_are_open(program):
    seen = []

    def act(found):
        seen.append(found.findChild(Wizard).path)
        found.close()

    when(lambda: found if (found := window()) is not None and found.is_taken_over else None, act)
    assert app.main(["liste.xlsx"]) == 0
    assert seen == [Path("liste.xlsx")]


def test_the_look_kept_is_put_on(program, monkeypatch, theme):
    seen = []
    monkeypatch.setattr(opening, "_read_look", lambda desk, ticket: "dark")
    when(opened, lambda found: (seen.append(found.services.theme.tokens.is_dark), found.close()))
    assert app.main([]) == 0
    assert seen == [True]


def test_data_that_do_not_open_are_a_calm_word_and_exit_1(program, monkeypatch):
    def refuse(data):
        raise Refusal("Cette base vient d’une version plus récente.", "Mettez le programme à jour.")

    monkeypatch.setattr(app, "_open_desk", refuse)
    seen = []

    def act(found):
        seen.append([label.text() for label in found.findChildren(QLabel)])
        seen.append(window())
        found.findChildren(QPushButton)[0].click()

    when(box, act)
    assert app.main([]) == 1
    assert seen[0][1:] == ["Cette base vient d’une version plus récente.", "Mettez le programme à jour."]
    assert seen[1] is None


def test_another_folder_can_be_chosen(program, tmp_path):
    other = tmp_path / "clé USB"
    seen = []
    when(opened, lambda found: (seen.append(found.services.data), found.close()))
    assert app.main(["--data", str(other)]) == 0
    assert seen == [other]
    assert (other / "journaux" / "rgpd-desktop.log").is_file()


def test_a_wrong_word_is_exit_2(program, capsys):
    with pytest.raises(SystemExit) as ended:
        app.main(["--inconnu"])
    assert ended.value.code == 2
    assert "--inconnu" in capsys.readouterr().err


def test_restarting_starts_the_same_program_again(program, monkeypatch):
    started = []
    monkeypatch.setattr(app, "_start_again", started.append)
    when(opened, lambda found: QApplication.exit(75))
    assert app.main([]) == 0
    assert started == [None]


SECOND_START = (
    "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
    "from rgpd_desktop.ui.one_program import OneProgram; app = QCoreApplication([]); one = OneProgram(Path(sys.argv[1]));"
    "sys.exit(one.claim() or not one.hand_over(Path(sys.argv[2]) if sys.argv[2:] else None))"
)


def start_again(data, *file):
    """A second start on the folder: another process, that ends with 0 when the first answered."""
    return subprocess.Popen([sys.executable, "-c", SECOND_START, str(data), *map(str, file)])


def test_a_second_start_hands_its_file_to_the_first(tmp_path, qapp, qtbot):
    first, heard = OneProgram(tmp_path), []
    first.received.connect(heard.append)
    assert first.claim()
    first.listen()
    assert not OneProgram(tmp_path).claim()
    path = tmp_path / "été.xlsx"
    for words in ((path,), ()):
        second = start_again(tmp_path, *words)
        qtbot.waitUntil(lambda second=second: second.poll() == 0)
    assert heard == [path.resolve(), None]
    first.release()


def test_two_folders_are_two_programs(tmp_path, qapp):
    (tmp_path / "b").mkdir()
    one, other = OneProgram(tmp_path), OneProgram(tmp_path / "b")
    assert one.claim()
    assert other.claim()
    one.release()
    other.release()


def test_what_a_crash_left_behind_stops_nobody(tmp_path, qapp, qtbot):
    script = (
        "import os, sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "from rgpd_desktop.ui.one_program import OneProgram; app = QCoreApplication([]);"
        "one = OneProgram(Path(sys.argv[1])); assert one.claim(); one.listen(); os._exit(9)"
    )
    crashed = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    assert crashed.returncode == 9
    assert (tmp_path / "rgpd-desktop.lock").exists()
    first, heard = OneProgram(tmp_path), []
    assert first.claim()
    first.listen()
    first.received.connect(heard.append)
    second = start_again(tmp_path)
    qtbot.waitUntil(lambda: second.poll() == 0)
    assert heard == [None]
    first.release()


def test_the_second_start_comes_forward_with_its_file(program, qtbot):
    seen, seconds = [], []

    def act(found):
        seconds.append(start_again(program, program / "liste.csv"))
        when(lambda: found.is_taken_over, lambda _: (seen.append(found.findChild(Wizard).path), found.close()))

    when(opened, act)
    assert app.main([]) == 0
    assert seen == [(program / "liste.csv").resolve()]
    assert seconds[0].wait(5) == 0


def test_a_child_process_imports_no_qt():
    script = (
        "import sys, rgpd_desktop.__main__; "
        "print([name for name in sys.modules if name.split('.')[0] in ('PySide6', 'sqlcipher3', 'multiprocessing')])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_qt_may_be_called_as_often_as_a_long_session_does():
    script = (
        "from rgpd_desktop.app import _application; app = _application();"
        "from PySide6.QtWidgets import QPushButton; button = QPushButton();"
        "[button.setEnabled(True) for _ in range(20_000)]; print('alive')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "alive"


def test_first_visits_do_not_wait_for_their_modules():
    script = (
        "import sys; from rgpd_desktop.ui import pages; pages.preload(None, None);"
        "before = set(sys.modules); import rgpd_desktop.ui.contacts.contacts_page, rgpd_desktop.ui.importing.import_wizard,"
        "rgpd_desktop.ui.retention.retention_page, rgpd_desktop.ui.settings.settings_page; print(set(sys.modules) - before)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
