"""The promise of the product, by gestures: purge, attestation, return to an older backup, and the person is still gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget

from rgpd_desktop.basics import places
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.contact_query import ContactQuery
from rgpd_desktop.services import attest_purge, browse_contacts, keep_oppositions, keep_safe, protect_data
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.store import contacts, keys
from rgpd_desktop.ui import file_dialogs
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.main_window import MainWindow
from rgpd_desktop.ui.pages import PAGES, make_wizard
from rgpd_desktop.ui.register.preview_dialog import PreviewDialog
from rgpd_desktop.ui.retention.purge_dialog import PurgeDialog
from rgpd_desktop.ui.settings.restore_flow import RestoreDialog
from rgpd_desktop.ui.theme import Appearance, Theme

TODAY = date(2026, 11, 26)
MARK = "zqxjkv"
PASSPHRASE = "la mer est grise en hiver"
LEAVES = Contact(
    last_name=f"{MARK}nom", first_name=f"{MARK}prenom", emails=(f"{MARK}@example.org",), notes=f"{MARK} note",
    last_contact_on=date(2021, 5, 4),
)  # fmt: skip
SAYS_NO = replace(LEAVES, last_name=f"{MARK}oppose", emails=(f"{MARK}non@example.org",), opposed_on=date(2022, 1, 1))
STAYS = Contact(last_name="Durand", emails=("durand@example.org",), last_contact_on=date(2026, 10, 1))


@pytest.fixture(params=["plain", "protected"])
def data(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "données"
    monkeypatch.setenv("RGPD_DESKTOP_DATA", str(folder))
    if request.param == "protected":
        protect_data.begin(folder, PASSPHRASE)
    with open_desk(folder, TODAY) as desk:
        for person in (LEAVES, SAYS_NO, STAYS):
            contacts.add(desk.database, replace(person, entered_on=date(2021, 1, 1)), desk.starts)
    yield folder
    keys.hold(None)


@pytest.fixture
def open_window(qapp: QApplication, data: Path, qtbot: Any) -> Iterator[Callable[[], MainWindow]]:
    """Opens the program as a start does, after closing what was open."""
    opened: list[MainWindow] = []

    def close() -> None:
        if opened:
            window = opened.pop()
            window.close()
            assert window.jobs.close()
            window.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def start() -> MainWindow:
        close()
        jobs = JobRunner(lambda: open_desk(data, TODAY))
        jobs.in_line = True
        window = MainWindow(jobs, Theme(qapp, Appearance.LIGHT), PAGES, make_wizard, today=lambda: TODAY)
        opened.append(window)
        window.resize(1280, 800)
        window.show()
        window.open_first()
        return window

    yield start
    close()


def press(parent: QWidget, words: str) -> None:
    found = [each for each in parent.findChildren(QPushButton) if each.text().startswith(words) and each.isVisible()]
    assert found, words
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def shown(kind: type[QDialog]) -> Any:
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible())


def said(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def traces(*folders: Path) -> list[str]:
    """The files that hold the mark."""
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if MARK.encode() in path.read_bytes().lower()]


def names() -> list[str]:
    with open_desk(places.data_folder(), TODAY) as desk:
        ids = browse_contacts.ids(desk, ContactQuery(), Ticket())
        return [person.last_name for person in browse_contacts.page(desk, ids)]


def test_purged_attested_and_never_brought_back(
    open_window: Callable[[], MainWindow], data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    window = open_window()
    # An old backup, on a stick that the program will not see during the purge.
    window.go("settings", {})
    settings: Any = window.page("settings")
    press(settings, "Sauvegarder maintenant")
    stick = tmp_path / "clé usb" / "ancienne.rgpd"
    stick.parent.mkdir()
    stick.write_bytes(Path(settings.backups.kept.row_ids[0]).read_bytes())

    # The due list, everybody, the number typed.
    window.go("retention", {})
    due: Any = window.page("retention")
    due.due.table._box.click()
    press(due, "Purger")
    dialog = shown(PurgeDialog)
    QTest.keyClicks(dialog.number, "2")
    press(dialog, "Purger")
    told = shown(Box)
    assert "2\u00a0personnes supprimées" in said(told)
    press(told, "Voir l’attestation")
    paper = shown(PreviewDialog)
    pdf = tmp_path / "attestation.pdf"
    monkeypatch.setattr(file_dialogs, "ask_save", lambda *words: pdf)
    press(paper, "Enregistrer en PDF")
    paper.reject()
    document = pypdfium2.PdfDocument(pdf)
    printed = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "2026-0001" in printed
    assert MARK not in printed.lower()
    assert names() == ["Durand"]
    assert traces(data) == []

    # Back to the stick's backup: it says what is played again, and nobody returns.
    window.go("settings", {})
    monkeypatch.setattr(file_dialogs, "ask_open", lambda *words: stick)
    restarts: list[bool] = []
    settings.backups._flow.restart = lambda: restarts.append(True)
    press(settings, "Restaurer un fichier")
    asked = shown(RestoreDialog)
    assert "3\u00a0contacts" in said(asked)
    assert "personne ne revient" in said(asked)
    press(asked, "Restaurer")
    assert restarts == [True]

    window = open_window()
    assert names() == ["Durand"]
    assert traces(data) == []
    with open_desk(data, TODAY) as desk:
        assert keep_safe.check(desk, Ticket()) == []
        assert keep_oppositions.ask(desk, f"{MARK}non@example.org").is_opposed
        assert attest_purge.sheet(desk, "2026-0001").reach is not None  # the proof outlives the return
    window.go("contacts", {})
    page: Any = window.page("contacts")
    QTest.keyClicks(page.search.box, MARK)
    qtbot.waitUntil(page.not_found.isVisible)
