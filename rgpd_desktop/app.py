"""Puts the window together: words of the command line, log, one program at a time, theme, data, pages. Nobody imports it but __main__."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QEvent, QProcess, QTimer
from PySide6.QtWidgets import QApplication

from rgpd_desktop import __version__
from rgpd_desktop.basics import places, private_files
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.ui import messages, reports
from rgpd_desktop.ui.garbage import MainThreadCollector
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.main_window import MainWindow
from rgpd_desktop.ui.one_program import OneProgram
from rgpd_desktop.ui.opening import Opening
from rgpd_desktop.ui.pages import PAGES, make_wizard
from rgpd_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from io import TextIOWrapper

    from rgpd_desktop.services.desk import Desk

LOG_NAME = "rgpd-desktop.log"
LOG_BYTES, LOG_KEPT = 500_000, 3


@dataclass(frozen=True, slots=True)
class Options:
    """The words of the command line: a list to import, and another data folder than the usual one."""

    file: Path | None = None
    data: Path | None = None


def main(argv: Sequence[str]) -> int:
    """Run the program until it is closed. `argv` is without the program's name. 0 done, 1 refused, 2 wrong use."""
    options = _options(argv)
    if options.data is not None:
        os.environ["RGPD_DESKTOP_DATA"] = str(options.data.resolve())  # child processes look there too
    data = places.data_folder()
    with suppress(OSError):  # the opening itself says, in French, what is wrong with the folder
        private_files.make_folder(data)
    application = _application()
    program = OneProgram(data, application)
    if not program.claim():
        if program.hand_over(options.file):
            return 0
        return _refuse(
            Refusal(
                "RGPD Desktop est déjà ouvert, mais il ne répond pas.",
                "Attendez un instant, ou fermez-le, puis recommencez.",
            )
        )
    try:
        code = _run(application, program, data, options.file)
    finally:
        program.release()
        _stop_log()
    if code == messages.RESTART:
        _start_again(options.data)
        return 0
    return code


def _run(application: QApplication, program: OneProgram, data: Path, file: Path | None) -> int:
    hooks = messages.Hooks(application)
    hooks.install()
    collector = MainThreadCollector(application)
    theme = Theme(application)
    jobs = JobRunner(lambda: _open_desk(data))
    window = MainWindow(jobs, theme, PAGES, make_wizard)
    opening = Opening(window, theme, file, collector, data)
    program.received.connect(opening.on_second_start)
    window.show()
    # The window is on screen before anything heavy is imported.
    french, log = partial(_speak_french, application), partial(_start_log, places.logs_folder(data))
    for later in (log, french, program.listen, opening.start):
        QTimer.singleShot(0, later)
    code = application.exec()
    window.hide()
    jobs.close()
    hooks.remove()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # widgets end before the application does
    collector.stop()
    return opening.code or code


def _options(argv: Sequence[str]) -> Options:
    if not argv:
        return Options()
    import argparse  # noqa: PLC0415 - 10 ms that a double click does not need

    parser = argparse.ArgumentParser(prog="rgpd-desktop", description="Le RGPD des indépendants, sur votre ordinateur.")
    parser.add_argument("file", nargs="?", type=Path, help="liste à importer (Excel, CSV, ODS, vCard)")
    parser.add_argument("--data", type=Path, metavar="DOSSIER", help="dossier des données")
    parser.add_argument("--version", action="version", version=f"RGPD Desktop {__version__}")
    words = parser.parse_args(list(argv))
    return Options(words.file, words.data)


def _application() -> QApplication:
    """The QApplication, named as the desktop knows it."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName(places.APPLICATION)
    application.setApplicationDisplayName("RGPD Desktop")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName(places.APPLICATION)
    return application


def _speak_french(application: QApplication) -> None:
    """Qt's own words, dates and numbers in French whatever the system speaks: the program is."""
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator  # noqa: PLC0415 - 15 ms of names of languages

    from rgpd_desktop.ui.qt_words import QtWords  # noqa: PLC0415

    french = QLocale("fr_FR")
    QLocale.setDefault(french)
    application.installTranslator(QtWords(application))  # asked last, for what Qt's own lacks
    translator = QTranslator(application)
    if translator.load(french, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)


def _refuse(error: Refusal) -> int:
    Theme(_application())
    if (box := messages.show(None, error)) is not None:
        box.exec()
    return 1


def _open_desk(data: Path) -> Desk:
    from rgpd_desktop.services.desk import open_desk  # noqa: PLC0415 - SQLite, once the window is on screen

    return open_desk(data)


def _start_log(folder: Path) -> None:
    """The technical journal of this run, without any personal datum; none where the folder cannot be written."""
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - sockets and pickle, once the window is on screen

    class QuietHandler(RotatingFileHandler):
        """A line that cannot be written (the disk is full) is lost: no English on the terminal, and nothing else stops."""

        def _open(self) -> TextIOWrapper:
            path, mode, encoding = self.baseFilename, self.mode, self.encoding
            return cast("TextIOWrapper", open(path, mode, encoding=encoding, opener=private_files.open_private))

        def handleError(self, record: logging.LogRecord) -> None:
            """Say nothing."""

    logger = logging.getLogger(reports.LOGGER)
    try:
        private_files.make_folder(folder)
        handler = QuietHandler(folder / LOG_NAME, maxBytes=LOG_BYTES, backupCount=LOG_KEPT, encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(reports.ReportFormatter())
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.info("start %s", __version__)


def _stop_log() -> None:
    logger = logging.getLogger(reports.LOGGER)
    for handler in logger.handlers[:]:
        if isinstance(handler, logging.FileHandler):
            logger.removeHandler(handler)
            with suppress(OSError):  # what is left to write does not fit either
                handler.close()


def _start_again(data: Path | None) -> None:
    """A new program on the same data; the file given the first time is not imported twice."""
    words = [] if getattr(sys, "frozen", False) else ["-m", "rgpd_desktop"]
    if data is not None:
        words += ["--data", str(data.resolve())]
    QProcess.startDetached(sys.executable, words)
