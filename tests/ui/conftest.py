"""Windows off-screen: one theme, jobs in line, services that note what they are asked; no window and no Qt warning left behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QtMsgType
from PySide6.QtWidgets import QApplication, QWidget

from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.ui.importing.import_wizard import ImportWizard
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.theme import Appearance, Theme
from tests.ui.import_fakes import FakeProcess, wizard_over

TODAY = date(2026, 11, 23)
OFFSCREEN_LACKS = ("This plugin does not support",)  # raise(), grabbing the keyboard, size hints


@dataclass
class FakeDesk:
    """A desk without a database, for what only needs one to be opened and closed."""

    touched: frozenset[str] = frozenset()
    is_closed: bool = False

    def close(self) -> None:
        self.is_closed = True


@dataclass
class Asked:
    """What a page asked of the window: pages gone to, imports started."""

    went: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    imports: list[Path | None] = field(default_factory=list)


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Appearance.LIGHT)


@pytest.fixture(autouse=True)
def nothing_left_behind(theme: Theme, qtlog: object) -> Iterator[None]:
    yield
    left = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    for widget in left:
        widget.close()
        widget.deleteLater()
    theme.set_appearance(Appearance.LIGHT)
    assert not left, f"left open: {[type(widget).__name__ for widget in left]}"
    records = [record for record in qtlog.records if record.type != QtMsgType.QtDebugMsg]  # type: ignore[attr-defined]
    said = [record.message for record in records if not record.message.startswith(OFFSCREEN_LACKS)]
    assert not said, said


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[JobRunner]:
    runner = JobRunner(FakeDesk)  # type: ignore[arg-type]
    runner.in_line = True
    yield runner
    assert runner.close()


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def services(jobs: JobRunner, theme: Theme, asked: Asked, qtbot: object, tmp_path: Path) -> Services:
    window = QWidget()
    qtbot.addWidget(window)  # type: ignore[attr-defined]
    return Services(
        jobs=jobs,
        theme=theme,
        today=lambda: TODAY,
        go=lambda page, arguments=None: asked.went.append((page, dict(arguments or {}))),
        start_import=asked.imports.append,
        window=window,
        data=tmp_path,
    )


@pytest.fixture
def real_jobs(qapp: QApplication, tmp_path: Path) -> Iterator[JobRunner]:
    """Jobs in line on a real desk."""
    runner = JobRunner(lambda: open_desk(tmp_path, TODAY))
    runner.in_line = True
    yield runner
    assert runner.close()


@pytest.fixture
def process() -> FakeProcess:
    return FakeProcess()


@pytest.fixture
def make(services: Services, real_jobs: JobRunner, process: FakeProcess, qtbot: object) -> Callable[..., ImportWizard]:
    """The import wizard over the process of the test."""
    return lambda path=Path("liste.xlsx"): wizard_over(process, services, real_jobs, qtbot, path)
