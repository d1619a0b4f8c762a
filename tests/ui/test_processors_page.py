"""The processors page by gestures: a tool of the catalogue or one's own, what is to be mended, the contract kept, what the data hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from rgpd_desktop.rules.processor import Processor
from rgpd_desktop.services import keep_processors, keep_register, start_register
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.ui import file_dialogs, messages
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.processors.processors_page import ProcessorsPage

TODAY = date(2026, 11, 26)


@dataclass
class Bench:
    page: ProcessorsPage
    data: Path
    said: list[str] = field(default_factory=list)

    def desk(self) -> Desk:
        return open_desk(self.data, TODAY)

    def kept(self) -> tuple[Processor, ...]:
        with self.desk() as desk:
            return tuple(each.processor for each in keep_processors.sheets(desk))

    def rows(self) -> list[str]:
        rows = self.page.list
        return [plain(str(rows.item(row).data(Qt.ItemDataRole.AccessibleTextRole))) for row in range(rows.count())]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def words(widget: QWidget) -> str:
    QApplication.processEvents()  # rows just made are shown at the next turn
    shown = (each for each in widget.findChildren(QLabel) if each.isVisible() and each.text())
    return plain(" | ".join(each.text() for each in shown))


def press(widget: QWidget, text: str) -> None:
    QApplication.processEvents()
    found = [each for each in widget.findChildren(QPushButton) if each.isVisible() and plain(each.text()) == text]
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


@pytest.fixture
def jobs(qapp: QApplication, tmp_path: Path) -> Iterator[JobRunner]:
    runner = JobRunner(lambda: open_desk(tmp_path / "donnees", TODAY))
    runner.in_line = True
    yield runner
    assert runner.close()


@pytest.fixture
def bench(services: Services, jobs: JobRunner, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    page = ProcessorsPage(services)
    qtbot.addWidget(page)
    page.resize(1000, 800)
    jobs.touched.connect(lambda tables: page.refresh() if tables & page.tables else None)
    page.show()
    page.refresh()
    made = Bench(page, tmp_path / "donnees")
    monkeypatch.setattr(messages, "toast", made.said.append)
    return made


def add(bench: Bench, typed: str) -> None:
    """By the catalogue, with the keyboard only."""
    bench.page.ask_add()
    QTest.keyClicks(bench.page.dialog.search, typed)
    QTest.keyClick(bench.page.dialog.search, Qt.Key.Key_Return)


def test_an_empty_page_says_what_it_is_for(bench):
    assert "Aucun sous-traitant pour l’instant" in words(bench.page)
    press(bench.page, "Choisir dans le catalogue…")
    assert bench.page.dialog.isVisible()
    bench.page.dialog.reject()


def test_a_tool_is_found_by_a_few_letters_without_their_accents(bench):
    add(bench, "bre")
    (brevo,) = bench.kept()
    assert (brevo.name, brevo.tool, brevo.entity, brevo.country) == ("Brevo", "brevo", "Sendinblue SAS", "France")
    assert bench.rows() == ["Brevo, contrat à signer, e-mailing, relation client · aucune fiche"]
    told = words(bench.page.view)
    assert "Aucun contrat de sous-traitance n’est noté avec Brevo (art. 28)." in told
    assert "Ce qu’en dit le catalogue" in told
    assert "Relevé le 23/11/2026" in told
    add(bench, "hebergement ovh")
    assert [each.name for each in bench.kept()] == ["Brevo", "OVHcloud"]
    assert bench.page.view.sheet.processor.name == "OVHcloud"


def test_the_same_tool_is_not_there_twice(bench):
    add(bench, "brevo")
    add(bench, "brevo")
    assert len(bench.kept()) == 1


def test_one_s_own_provider_needs_a_name(bench):
    bench.page.ask_add()
    dialog = bench.page.dialog
    QTest.keyClicks(dialog.search, "zzz")
    assert not dialog.add.isEnabled()
    press(dialog, "Un autre prestataire…")
    assert dialog.form.name.text() == "zzz"
    dialog.form.name.clear()
    press(dialog, "Ajouter")
    assert "Donnez son nom." in words(dialog)
    QTest.keyClicks(dialog.form.name, "<b>Mon & comptable</b>")
    press(dialog, "Ajouter")
    (own,) = bench.kept()
    assert own.name == "<b>Mon & comptable</b>"
    assert "<b>Mon & comptable</b>" in words(bench.page.view)


def test_what_is_typed_is_kept_when_the_field_is_left(bench):
    add(bench, "brevo")
    form = bench.page.view.form
    form.use.setFocus()
    form.use.selectAll()
    QTest.keyClicks(form.use, "lettre mensuelle")
    QTest.keyClick(form.use, Qt.Key.Key_Tab)
    assert bench.kept()[0].use == "lettre mensuelle"
    form.name.setFocus()
    form.name.selectAll()
    QTest.keyClick(form.name, Qt.Key.Key_Delete)
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    assert "Donnez son nom." in words(form)
    assert bench.kept()[0].name == "Brevo"


def test_a_transfer_without_a_safeguard_is_told_until_it_has_one(bench):
    add(bench, "brevo")
    assert "sans garantie notée" in words(bench.page.view)
    safeguard = bench.page.view.form.safeguard
    safeguard.setCurrentIndex(safeguard.findData("scc"))
    assert bench.kept()[0].safeguard == "scc"
    assert "sans garantie notée" not in words(bench.page.view)


def test_the_contract_is_noted_and_its_copy_watched(bench, tmp_path, monkeypatch):
    add(bench, "brevo")
    contract = bench.page.view.contract
    QTest.mouseClick(contract.signed, Qt.MouseButton.LeftButton, pos=contract.signed.rect().center() * 0.2)
    if not contract.signed.isChecked():
        contract.signed.click()
    assert bench.kept()[0].is_signed
    contract.day.set_day(date(2026, 3, 3))
    contract.edited.emit()
    assert bench.kept()[0].signed_on == date(2026, 3, 3)
    source = tmp_path / "Accord n°1.pdf"
    source.write_bytes(b"%PDF-1.4 accord")
    monkeypatch.setattr(file_dialogs, "ask_open", lambda *_: source)
    press(bench.page, "Joindre le contrat…")
    kept = bench.kept()[0]
    assert kept.document == "Accord n°1.pdf"
    assert "copie intacte" in words(bench.page.view)
    with bench.desk() as desk:
        copy = keep_processors.contract_file(desk, kept.id)
    assert copy.read_bytes() == source.read_bytes()
    copy.write_bytes(b"autre chose")
    bench.page.refresh()
    assert "absente ou modifiée" in words(bench.page.view)
    monkeypatch.setattr(messages, "confirm", lambda *_, **__: True)
    press(bench.page, "Retirer le fichier…")
    assert bench.kept()[0].document == ""
    assert not copy.exists()
    assert source.exists()


def test_one_that_a_sheet_uses_says_which_and_stays(bench, asked, monkeypatch):
    add(bench, "brevo")
    with bench.desk() as desk:
        (sheet,) = start_register.start(desk, ("newsletter",))
        assert keep_register.sheet(desk, sheet.id).processors
    bench.page.refresh()
    press(bench.page, "Fiche « Lettre d’information »")
    assert asked.went == [("register", {"activity": sheet.id})]
    shown: list[Exception] = []
    bench.page._services.jobs.show_failure = shown.append
    monkeypatch.setattr(messages, "confirm", lambda *_, **__: True)
    press(bench.page, "Retirer…")
    assert "1 fiche de votre registre" in plain(shown[0].sentence)
    assert len(bench.kept()) == 1
    with bench.desk() as desk:
        keep_register.remove_draft(desk, sheet.id)
    press(bench.page, "Retirer…")
    assert bench.kept() == ()


def test_the_page_arrives_on_a_processor_or_on_a_tool(bench):
    add(bench, "brevo")
    add(bench, "ovh")
    bench.page.arrive(processor=bench.kept()[0].id)
    assert bench.page.view.sheet.processor.name == "Brevo"
    bench.page.arrive(tool="stripe")
    assert bench.page.dialog.list.current_id == "stripe"
    bench.page.dialog.reject()
