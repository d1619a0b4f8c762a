"""The journal opened from Réglages: its lines in French, filtered, exported, and told when somebody touched them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from rgpd_desktop.services import keep_oppositions
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.services.journal_words import Group
from rgpd_desktop.store import journal
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.settings.journal_card import JournalCard
from rgpd_desktop.ui.settings.journal_dialog import JournalDialog
from rgpd_desktop.ui.settings.journal_model import Column

TODAY = date(2026, 11, 23)


@pytest.fixture
def real_jobs(qapp: QApplication, tmp_path: Path) -> Iterator[JobRunner]:
    runner = JobRunner(lambda: open_desk(tmp_path, TODAY))
    runner.in_line = True
    yield runner
    assert runner.close()


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    with open_desk(tmp_path, TODAY) as desk:
        journal.record(desk.database, "delete", {"count": 3})
        keep_oppositions.add(desk, "a@example.org", TODAY)
        for number in range(400):
            journal.record(desk.database, "date", {"count": number, "fact": "collected_on", "on": "2026-01-05"})
    return tmp_path


def opened(services: Services, jobs: JobRunner, qtbot: Any) -> JournalDialog:
    card = JournalCard(replace(services, jobs=jobs))
    qtbot.addWidget(card)
    card.show()
    QTest.mouseClick(card.open_button, Qt.MouseButton.LeftButton)
    assert card.dialog is not None
    return card.dialog


def rows(dialog: JournalDialog) -> list[str]:
    shown = (dialog.model.index(row, Column.WHAT).data() for row in range(dialog.model.rowCount()))
    return [text.replace("\u00a0", " ") for text in shown]


def close(dialog: JournalDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    QApplication.processEvents()


def test_its_lines_latest_first_then_by_nature(
    services: Services, real_jobs: JobRunner, qtbot: Any, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(services, real_jobs, qtbot)
    assert dialog.verdict.accessibleName().replace("\u00a0", " ") == (
        "Le journal est intact. 402 lignes : rien n’a été changé ni retiré."
    )
    assert rows(dialog)[0] == "Date de collecte notée au 05/01/2026 pour 399 personnes."
    assert dialog.model.rowCount() == 300
    while dialog.model.canFetchMore(dialog.table.rootIndex()):
        dialog.model.fetchMore(dialog.table.rootIndex())
    assert dialog.model.rowCount() == 402
    assert [dialog.filter.itemText(row) for row in range(dialog.filter.count())] == [
        "Toutes les opérations", "Effacements", "Oppositions", "Durées et dates",
    ]  # fmt: skip
    dialog.filter.setFocus()
    QTest.keyClick(dialog.filter, Qt.Key.Key_Down)
    assert dialog.group is Group.ERASURES
    assert rows(dialog) == ["3 personnes supprimées."]
    said: list[str] = []
    monkeypatch.setattr(messages, "toast", said.append)
    target = tmp_path / "sortie.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    (button,) = [each for each in dialog.findChildren(QPushButton) if each.text() == "Exporter (.csv)…"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert said == ["1\u00a0ligne dans sortie.csv."]
    assert len(target.read_text(encoding="utf-8-sig").splitlines()) == 2
    close(dialog)


def test_a_journal_touched_outside_is_told_with_its_line(
    services: Services, real_jobs: JobRunner, qtbot: Any, filled: Path
) -> None:
    with open_desk(filled, TODAY) as desk, desk.database.writing("journal"):
        desk.database.connection.execute("UPDATE journal SET event = 'merge' WHERE id = 2")
    dialog = opened(services, real_jobs, qtbot)
    assert dialog.verdict.accessibleName().startswith("Le journal n’est plus intact.")
    assert "à la ligne 2" in dialog.verdict.accessibleName()
    assert dialog.model.index(0, Column.VERIFIED).data() == "non"
    dialog.filter.setCurrentText("Effacements")
    verified = [dialog.model.index(row, Column.VERIFIED).data() for row in range(dialog.model.rowCount())]
    assert verified == ["non", "oui"]
    close(dialog)


def test_empty(services: Services, real_jobs: JobRunner, qtbot: Any) -> None:
    dialog = opened(services, real_jobs, qtbot)
    assert "Aucune opération pour l’instant." in dialog.verdict.accessibleName()
    assert not dialog.export_button.isEnabled()
    close(dialog)
