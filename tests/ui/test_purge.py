"""A purge by gestures: the dialog and its number, what is told, the past purges, the archives and their looks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact, Hold
from rgpd_desktop.services import purge_contacts
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import archive, attestations, contacts, journal
from rgpd_desktop.ui.archives.archived_box import ArchivedBox
from rgpd_desktop.ui.archives.archives_page import ArchivesPage
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.register.preview_dialog import PreviewDialog
from rgpd_desktop.ui.retention import purging
from rgpd_desktop.ui.retention.purge_dialog import PurgeDialog
from rgpd_desktop.ui.retention.retention_page import RetentionPage

TODAY = date(2026, 11, 23)
PEOPLE = (
    Contact(last_name="Aubry", last_contact_on=date(2022, 3, 12)),
    Contact(last_name="Barreau", collected_on=date(2022, 3, 8), opposed_on=date(2022, 4, 1), emails=("b@example.org",)),
    Contact(last_name="Chauvin", first_name="Émilie", kind="former_client", relation_ended_on=date(2022, 5, 14),
            city="Lyon", street="1 rue Haute"),
    Contact(last_name="Diallo", last_contact_on=date(2026, 1, 1)),
    Contact(last_name="Haddad", last_contact_on=date(2020, 1, 1), hold=Hold("Litige", date(2027, 3, 1))),
)  # fmt: skip


@dataclass
class Bench:
    """Both pages over one database, refreshed as the window does."""

    retention: RetentionPage
    archives: ArchivesPage
    data: Path
    asked: Any

    def desk(self) -> Desk:
        return open_desk(self.data, TODAY)

    def open_purge(self) -> PurgeDialog:
        self.retention.due.table._box.click()
        self.retention.due.bar.purge_button.click()
        return shown(PurgeDialog)


@pytest.fixture
def jobs(qapp: QApplication, tmp_path: Path) -> Iterator[JobRunner]:
    runner = JobRunner(lambda: open_desk(tmp_path / "donnees", TODAY))
    runner.in_line = True
    yield runner
    assert runner.close()


@pytest.fixture
def bench(services: Services, jobs: JobRunner, qtbot: Any, tmp_path: Path, asked: Any) -> Bench:
    data = tmp_path / "donnees"
    with open_desk(data, TODAY) as desk:
        for each in PEOPLE:
            contacts.add(desk.database, replace(each, entered_on=date(2021, 1, 1)), desk.starts)
        gone = Contact(last_name="Vidal", first_name="Jeanne", kind="former_client", city="Pau", street="3 rue Basse")
        stays = Contact(company="Menuiserie Roux", kind="former_client", emails=("roux@example.org",))
        archive.add(
            desk.database, [(gone, "D1", date(2026, 11, 20)), (stays, "D3", date(2031, 12, 31))], date(2021, 12, 1)
        )
    retention, archives = RetentionPage(services), ArchivesPage(services)
    for page in (retention, archives):
        qtbot.addWidget(page)
        page.resize(1000, 740)
        jobs.touched.connect(lambda tables, page=page: page.refresh() if tables & page.tables else None)
        page.show()
        page.arrive()
        page.refresh()
    return Bench(retention, archives, data, asked)


def shown(kind: type[QDialog]) -> Any:
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible())


def press(parent: QWidget, words: str) -> None:
    next(
        each for each in parent.findChildren(QPushButton) if each.text().startswith(words) and each.isVisible()
    ).click()


def texts(parent: QWidget) -> str:
    QApplication.processEvents()  # rows just added are laid out
    return " | ".join(each.text().replace("\u200b", "") for each in parent.findChildren(QLabel) if each.isVisible())


def test_the_dialog_says_everything_before_the_number(bench: Bench) -> None:
    dialog = bench.open_purge()
    assert dialog.windowTitle() == "Purger 4\u00a0contacts"
    assert dialog.table.texts == [
        ["Règle", "Départ du délai jusqu’au", "Supprimés", "Archivés"],
        ["Prospects · 3\u00a0ans", "23/11/2023", "2", "–"],
        ["Anciens clients · 3\u00a0ans", "23/11/2023", "–", "1"],
        ["Anciens clients en archive (preuve) · 5\u00a0ans", "fin au 23/11/2026", "1", "–"],
    ]
    assert dialog.left_out.text() == "1\u00a0contact conservé avec motif n’est pas concerné."
    assert "L’empreinte de l’opposant est gardée, pour ne jamais le réimporter" in texts(dialog)
    assert not dialog.early.isVisible()
    dialog.reject()


def test_only_the_right_number_lets_purge(bench: Bench, qtbot: Any) -> None:
    dialog = bench.open_purge()
    for typed, is_enabled in (("", False), ("3", False), ("40", False), ("4", True), (" 4 ", True)):
        dialog.number.clear()
        qtbot.keyClicks(dialog.number, typed)
        assert dialog.purge_button.isEnabled() is is_enabled, typed
    dialog.number.clear()
    qtbot.keyClick(dialog.number, Qt.Key.Key_Return)  # the main button is the safe one
    with bench.desk() as desk:
        assert attestations.count(desk.database) == 0


def test_a_purge_is_told_and_its_proof_opens(bench: Bench, qtbot: Any) -> None:
    dialog = bench.open_purge()
    qtbot.keyClicks(dialog.number, "4")
    qtbot.mouseClick(dialog.purge_button, Qt.MouseButton.LeftButton)
    told = shown(Box)
    assert told.windowTitle() == "Purge terminée"
    assert "3\u00a0personnes supprimées et 1\u00a0archivée. L’attestation n°\u00a02026-0001" in texts(told)
    press(told, "Voir l’attestation")
    paper = shown(PreviewDialog)
    assert paper.windowTitle() == "Attestation n° 2026-0001"
    assert paper.paper is not None
    assert paper.paper.count == 1
    paper.reject()
    assert bench.retention.due.model.total == 0
    assert bench.retention.due.purges_button.text() == "Purges passées (1)"
    with bench.desk() as desk:
        assert [row[0] for row in desk.database.rows("SELECT last_name FROM contacts ORDER BY 1")] == [
            "Diallo",
            "Haddad",
        ]
        assert len(archive.find(desk.database, "", 9)) == 2  # one left, one came


def test_another_choice_is_counted_again(bench: Bench) -> None:
    dialog = bench.open_purge()
    assert dialog.year_row.isVisible()
    dialog.basis.setCurrentIndex(dialog.basis.count() - 1)
    dialog.basis.activated.emit(dialog.basis.currentIndex())
    assert (dialog.plan.deleted, dialog.plan.archived) == (4, 0)
    assert not dialog.year_row.isVisible()
    assert not dialog.why_button.isVisible()
    dialog.figures.click()
    assert dialog.table.texts[1] == ["Prospects · 3\u00a0ans", "23/11/2023", "–", "–", "2"]
    dialog.reject()


def test_the_reason_of_an_archive_is_one_click_away(bench: Bench) -> None:
    dialog = bench.open_purge()
    assert dialog.note.text().startswith("Code de commerce, art. L123-22. 10 ans à compter de la clôture de l’exercice")
    dialog.why_button.click()
    told = next(each for each in QApplication.topLevelWidgets() if type(each) is Box and each.isVisible())
    assert "loi 2026-534" in texts(told)
    told.accept()
    dialog.reject()


def test_what_changed_meanwhile_stops_it(bench: Bench, jobs: JobRunner) -> None:
    refused: list[str] = []
    jobs.show_failure = lambda error: refused.append(str(error))
    dialog = bench.open_purge()
    with bench.desk() as desk:
        contacts.add(
            desk.database, Contact(last_name="Neuf", last_contact_on=date(2019, 1, 1), entered_on=TODAY), desk.starts
        )
    dialog.number.setText("4")
    dialog.purge_button.click()
    assert refused == ["Vos contacts ont changé depuis que vous avez vu ces nombres."]
    with bench.desk() as desk:
        assert contacts.total(desk.database) == len(PEOPLE) + 1


def test_some_people_only(bench: Bench) -> None:
    bench.retention.due.model.tick_rows([0], True)
    bench.retention.due.bar.purge_button.click()
    dialog = shown(PurgeDialog)
    assert dialog.windowTitle() == "Purger 1\u00a0contact"
    assert not dialog.basis_row.isVisible()
    assert [line.is_archive for line in dialog.plan.lines] == [False]
    dialog.reject()


def test_people_not_due_are_told_apart(bench: Bench) -> None:
    dialog = purging.ask(bench.retention.due._services, (4,))
    assert dialog.early.isVisible()
    assert dialog.early.accessibleName().startswith("1\u00a0personne avant échéance")
    assert dialog.table.texts[1][1] == "avant échéance"
    dialog.reject()


def test_nobody_but_kept_people_cannot_be_purged(bench: Bench) -> None:
    dialog = purging.ask(bench.retention.due._services, (5,))
    assert dialog.left_out.text() == "1\u00a0contact conservé avec motif n’est pas concerné. Personne à purger."
    assert not dialog.purge_button.isEnabled()
    assert not dialog.number.isVisible()
    dialog.reject()


# The past purges


def test_the_past_purges_are_listed_and_verified(bench: Bench) -> None:
    view = bench.retention.purges
    bench.retention.due.purges_button.click()
    assert "Aucune purge pour l’instant" in texts(view)
    with bench.desk() as desk:
        for number in (1, 2):
            purge_contacts.remove(desk, number, Ticket())
    view.refresh()
    assert [row.accessibleName().partition(" ·")[0] for row in view.rows.rows] == ["n° 2026-0002", "n° 2026-0001"]
    assert texts(view).count("vérifiée") == 2
    with bench.desk() as desk:
        desk.database.connection.execute(
            "UPDATE attestations SET record = replace(record, '\"held\":0', '\"held\":5') WHERE id = 1"
        )
    view.refresh()
    assert "modifiée en dehors du programme" in texts(view)
    with bench.desk() as desk:
        desk.database.connection.execute("DELETE FROM attestations WHERE id = 2")
    view.refresh()
    assert "L’attestation n° 2026-0002 manque" in texts(view)
    view.back.click()
    assert bench.retention.due.isVisible()


# The archives


def test_no_name_is_shown_before_a_look_and_each_look_is_noted(bench: Bench, qtbot: Any) -> None:
    page = bench.archives
    assert "Vidal" not in texts(page)
    assert "Roux" not in texts(page)
    assert "Anciens clients · Preuve" in texts(page)
    before = looks(bench)
    page.why.setCurrentIndex(1)
    qtbot.keyClicks(page.text, "roux")
    qtbot.keyClick(page.text, Qt.Key.Key_Return)
    assert "Menuiserie Roux" in texts(page)
    assert "Vidal" not in texts(page)
    press(page.people, "Consulter")
    box = shown(ArchivedBox)
    assert "roux@example.org" in texts(box)
    box.accept()
    assert before == []
    assert looks(bench) == [{"count": 1, "why": "dispute"}, {"archive": 2, "why": "dispute"}]
    page.arrive()
    assert "Roux" not in texts(page)


def looks(bench: Bench) -> list[dict[str, Any]]:
    with bench.desk() as desk:
        return [json.loads(line.detail) for line in journal.lines(desk.database) if line.event == "archive_look"]


def test_ended_archives_are_called_for_and_purged(bench: Bench) -> None:
    assert bench.retention.due.archives.accessibleName().startswith("1\u00a0archive échue")
    press(bench.retention.due.archives, "Voir les archives")
    assert bench.asked.went == [("archives", {})]
    page = bench.archives
    assert page.purge_button.text() == "Purger 1\u00a0archive échue…"
    page.purge_button.click()
    dialog = shown(PurgeDialog)
    assert [line.rule for line in dialog.plan.lines] == ["D1"]
    dialog.number.setText("1")
    dialog.purge_button.click()
    shown(Box).accept()
    assert not page.purge_button.isVisible()
    assert not bench.retention.due.archives.isVisible()
    with bench.desk() as desk:
        assert [each.name for each in archive.find(desk.database, "", 9)] == ["Menuiserie Roux"]
        assert contacts.total(desk.database) == len(PEOPLE)


def test_an_empty_archive_teaches(services: Services, jobs: JobRunner, qtbot: Any) -> None:
    page = ArchivesPage(services)
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    page.refresh()
    assert "Aucune archive" in texts(page)
