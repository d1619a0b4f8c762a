"""How long the real window stops answering while it imports a list: the program's own wizard, driven to its end. Used by import_list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QApplication

from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.ui.garbage import MainThreadCollector
from rgpd_desktop.ui.importing.import_wizard import CHECK, COLUMNS, FILE, ORIGIN, RUN, ImportWizard
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.main_window import MainWindow
from rgpd_desktop.ui.pages import PAGES, make_wizard, preload
from rgpd_desktop.ui.theme import Appearance, Theme

TICK = 5  # ms
WATCH = 50  # ms between two looks at the wizard


class Driver:
    """Clicks « Suivant » as soon as it can be clicked, through the five steps, and keeps the longest gap of a timer of 5 ms by step."""

    def __init__(self, wizard: ImportWizard, over: Callable[[], None]) -> None:
        self._wizard, self._over = wizard, over
        self.gaps: dict[str, float] = {}
        self._clock = QElapsedTimer()
        self._clock.start()
        self._ticks, self._watch = QTimer(), QTimer()
        self._ticks.setInterval(TICK)
        self._ticks.timeout.connect(self._on_tick)
        self._watch.setInterval(WATCH)
        self._watch.timeout.connect(self._on_watch)
        self._ticks.start()
        self._watch.start()

    def _on_tick(self) -> None:
        gap = self._clock.nsecsElapsed() / 1e6
        self._clock.restart()
        name = {FILE: "file", COLUMNS: "columns", ORIGIN: "origin", CHECK: "check", RUN: "run"}[self._wizard.current]
        self.gaps[name] = max(self.gaps.get(name, 0.0), gap)

    def _on_watch(self) -> None:
        wizard = self._wizard
        if wizard.is_over:
            self._ticks.stop()
            self._watch.stop()
            self._over()
        elif wizard.current != RUN and wizard.bar.next.isEnabled():
            if wizard.current == ORIGIN:
                wizard.origin.source.setEditText("Salon")
                wizard.origin.direct.click()
                wizard.origin.unknown_day.click()
            wizard.bar.next.click()


def longest_stalls(path: Path, data: Path, today: date) -> dict[str, float]:
    """The longest time, in ms and by step, that the window did not answer while that list came in."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    collector = MainThreadCollector(application)
    jobs = JobRunner(lambda: open_desk(data, today))
    window = MainWindow(jobs, Theme(application, Appearance.LIGHT), PAGES, make_wizard, today=lambda: today)
    window.show()
    drivers: list[Driver] = []

    def start() -> None:
        window.start_import(path)
        drivers.append(Driver(window.findChildren(ImportWizard)[-1], application.quit))

    QTimer.singleShot(0, window.open_first)
    QTimer.singleShot(1_000, lambda: jobs.read("preload", preload, lambda _done: collector.settle()))
    QTimer.singleShot(3_000, start)  # the first page is there, and what is loaded behind it
    application.exec()
    window.close()
    jobs.close()
    collector.stop()
    return drivers[0].gaps
