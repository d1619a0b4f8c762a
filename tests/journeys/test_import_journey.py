"""From a messy workbook dropped on the window to the dashboard, by gestures, with the real process that reads lists."""

from __future__ import annotations

import multiprocessing
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from rgpd_desktop.rules.contact import State
from rgpd_desktop.rules.contact_query import ContactQuery
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.store import contacts
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.drop_overlay import DropOverlay
from rgpd_desktop.ui.importing.import_wizard import CHECK, COLUMNS, ORIGIN, RUN, ImportWizard
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.main_window import MainWindow
from rgpd_desktop.ui.pages import PAGES, make_wizard
from rgpd_desktop.ui.theme import Appearance, Theme

TODAY = date(2026, 11, 23)
HARD = "\u00a0"
LONG = 20_000  # lines: enough to be stopped before the end

HEADERS = (
    "Nom",
    "Prénom",
    "Sté",
    "Adresse de messagerie",
    "Tél",
    "Dernier contact reçu",
    "Statut",
    "Désabonné",
    "N° sécu",
)
PEOPLE = (
    ("AUBRY", "Hélène", "Atelier Aubry", "H.Aubry@Example.org ", 639980612, "12/03/2026", "P", "non", "2 85 05 78 006 084 36"),
    ("Bensaïd", "Karim", "BKS Conseil", "k.bensaid@example.org", "06 39 98 17 55", datetime(2026, 4, 2), "C", "non", None),
    ("aubry", "hélène", None, "h.aubry@example.org", None, "mars 2026", "P", "non", None),  # again, by the same address
    ("de Castelnau", "Anne", None, "inconnu", "06.39.98.30.04", "05/06/2018", "P", "non", None),  # past retention
    ("Ibarra", "Léo", None, "leo@example.org", None, "2026-05-11", "P", "OUI", None),  # says no
    ("Kervella", "Yann", None, "y.kervella@example.org", None, None, "P", "non", None),  # no date at all
    (None, None, None, "inconnu", "rappeler", "01/02/2026", "P", "non", None),  # nobody
)  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "données"


@pytest.fixture(scope="module")
def theme(qapp):
    return Theme(qapp, Appearance.LIGHT)


@pytest.fixture
def window(theme, qtbot, data, monkeypatch):
    jobs = JobRunner(lambda: open_desk(data, TODAY))
    jobs.in_line = True
    made = MainWindow(jobs, theme, PAGES, make_wizard, today=lambda: TODAY)

    def agree(_window):  # a wizard left half way asks before it closes
        monkeypatch.setattr(messages, "confirm", lambda *_, **__: True)

    qtbot.addWidget(made, before_close_func=agree)
    made.show()
    made.open_first()
    yield made
    made.close()
    assert jobs.close()
    assert multiprocessing.active_children() == []


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.title = "Liste"
    sheet.append(["Fichier commercial, mis à jour par Jeanne"])
    sheet.append([])
    sheet.append(HEADERS)
    for person in PEOPLE:
        sheet.append(person)
    sheet.append([])
    sheet.append(["Total", len(PEOPLE)])
    book.create_sheet("Notes").append(["penser à relancer en janvier"])
    return saved(book, tmp_path / "prospects-2022.xlsx")


def saved(book: Workbook, path: Path) -> Path:
    book.save(path)
    return path


def drop(window: MainWindow, path: Path) -> ImportWizard:
    """Drag the file over the window and let it fall."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    place, copy = QPointF(300, 300), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(place.toPoint(), copy, mime, left, none))
    QApplication.sendEvent(window.findChild(DropOverlay), QDropEvent(place, copy, mime, left, none))
    wizard = window.findChildren(ImportWizard)[-1]  # one that has just ended may not be gone yet
    assert window.is_taken_over
    return wizard


def go_to_check(wizard: ImportWizard) -> None:
    wizard.bar.next.click()
    assert wizard.current == COLUMNS
    wizard.bar.next.click()
    assert wizard.current == ORIGIN
    wizard.origin.source.setEditText("Annuaire ou site public")
    wizard.origin.unknown_day.click()
    wizard.bar.next.click()
    assert wizard.current == CHECK


def kept(data: Path, query: ContactQuery | None = None) -> list[str]:
    with open_desk(data, TODAY) as desk:
        ids = contacts.find_ids(desk.database, query or ContactQuery(), desk.calendar, desk.rules)
        return [person.name for person in contacts.fetch(desk.database, list(ids))]


def texts(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_a_messy_list_goes_from_the_drop_to_the_dashboard(window, messy, data, qtbot):
    wizard = drop(window, messy)
    assert wizard.file.sheets.boxes["Liste"].isChecked()
    assert not wizard.file.sheets.boxes["Notes"].isEnabled()
    wizard.bar.next.click()
    qtbot.waitUntil(lambda: len(wizard.columns.rows) == 9)  # the first rows at once, the last ones a moment later
    columns = {row.accessibleName().split(HARD)[1]: row for row in wizard.columns.rows}
    assert {header: row.choice.field for header, row in columns.items()} == {
        "Nom": "last_name", "Prénom": "first_name", "Sté": "company", "Adresse de messagerie": "email", "Tél": "phone",
        "Dernier contact reçu": "last_contact_on", "Statut": "kind", "Désabonné": "opt_out", "N° sécu": "ignore",
    }  # fmt: skip
    assert dict(columns["Statut"].choice.codes) == {"P": "prospect", "C": "client"}
    assert columns["N° sécu"].pill.text() == "à ne pas importer"
    assert f"prospects-2022.xlsx · feuille «{HARD}Liste{HARD}» · titres à la ligne 3 · 7{HARD}lignes" in texts(
        wizard.columns
    )
    wizard.bar.back.click()
    go_to_check(wizard)
    assert {name: row.accessibleName().split()[0] for name, row in wizard.check.rows.items() if name != "problems"} == {
        "new": "4", "merged": "1", "expired": "1", "opposed": "1", "refused": "1", "undated": "1",
    }  # fmt: skip
    assert kept(data) == []  # nothing before the last click
    wizard.bar.next.click()
    assert wizard.current == RUN
    assert kept(data) == ["Hélène Aubry", "Karim Bensaïd", "Léo Ibarra", "Yann Kervella"]
    assert kept(data, ContactQuery(state=State.OPPOSED)) == ["Léo Ibarra"]
    wizard.bar.next.click()
    assert window.current == "home"
    assert not window.is_taken_over
    assert "prospects-2022.xlsx" in texts(window.page("home"))


def test_the_contacts_page_explains_why_somebody_may_be_kept(window, messy):
    wizard = drop(window, messy)
    go_to_check(wizard)
    wizard.bar.next.click()
    wizard.run.contacts.click()
    assert window.current == "contacts"
    page = window.page("contacts")
    page.table.selectRow(0)
    said = texts(page)
    assert "Hélène" in said
    assert "12/03/2026" in said
    assert "CNIL" in said


def test_the_same_headers_find_their_choices_again(window, messy, tmp_path):
    wizard = drop(window, messy)
    wizard.bar.next.click()
    company = next(row for row in wizard.columns.rows if f"{HARD}Sté{HARD}" in row.accessibleName())
    company.combo.choose("ignore")
    wizard.bar.back.click()
    go_to_check(wizard)
    wizard.bar.next.click()
    wizard.bar.next.click()
    again = drop(window, messy)
    again.bar.next.click()
    assert again.columns.remembered.isVisible()
    assert [row.choice.field for row in again.columns.rows][2] == "ignore"
    again.bar.back.click()
    again.bar.cancel.click()
    assert not window.is_taken_over


def test_an_import_stopped_in_the_middle_leaves_nobody(window, tmp_path, data):
    path = tmp_path / "longue.csv"
    lines = (f"Nom{number};Anne;a{number}@example.org;12/03/2026" for number in range(LONG))
    path.write_text("\n".join(["Nom;Prénom;E-mail;Dernier contact", *lines]), encoding="utf-8")
    wizard = drop(window, path)
    go_to_check(wizard)
    assert wizard.check.plan.new == LONG
    stopped = []

    def stop(*_):
        if not stopped:
            stopped.append(True)
            wizard.run.progress.stop.click()

    wizard.work.progressed.connect(stop)
    wizard.bar.next.click()
    assert stopped
    assert wizard.run.notice.accessibleName().startswith(f"Import arrêté{HARD}: rien n’a été enregistré.")
    assert kept(data) == []
    wizard.bar.back.click()
    assert wizard.check.plan.new == LONG  # and it can be taken up again


def test_an_import_is_undone_whole(window, messy, data, monkeypatch):
    monkeypatch.setattr(messages, "confirm", lambda *_, **__: True)
    wizard = drop(window, messy)
    go_to_check(wizard)
    wizard.bar.next.click()
    assert len(kept(data)) == 4
    wizard.run.undo.click()
    assert f"4{HARD}personnes effacées" in wizard.run.notice.accessibleName()
    assert kept(data) == []
    assert kept(data, ContactQuery(state=State.OPPOSED)) == []
    wizard.bar.next.click()
    assert window.current == "home"


def test_a_damaged_file_is_told_and_changes_nothing(window, tmp_path, data):
    path = tmp_path / "abîmé.xlsx"
    path.write_bytes(b"PK\x03\x04 rien de lisible")
    wizard = drop(window, path)
    assert wizard.file.refused.isVisible()
    assert not wizard.bar.next.isEnabled()
    wizard.bar.cancel.click()
    assert not window.is_taken_over
    assert kept(data) == []
