"""The Oppositions page by gestures: an address asked, added, taken back; a file brought in, a file checked; the list read again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QPushButton, QWidget

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.contact_query import ContactQuery
from rgpd_desktop.services import keep_oppositions
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import contacts
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.contacts.export_dialog import ExportDialog
from rgpd_desktop.ui.contacts.set_aside_dialog import SetAsideDialog
from rgpd_desktop.ui.home import dashboard
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.opposition.opposition_page import OppositionPage
from rgpd_desktop.ui.page import Services

TODAY = date(2026, 11, 23)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "données"
    with open_desk(folder, TODAY) as desk:
        for name in ("aubry", "petit"):
            person = Contact(last_name=name.title(), emails=(f"{name}@x.example",), entered_on=TODAY)
            contacts.add(desk.database, person, desk.starts)
    return folder


@pytest.fixture
def real_jobs(qapp: QApplication, data: Path) -> Iterator[JobRunner]:
    runner = JobRunner(lambda: open_desk(data, TODAY))
    runner.in_line = True
    yield runner
    assert runner.close()


@pytest.fixture
def page(services: Services, real_jobs: JobRunner, qtbot: Any) -> OppositionPage:
    made = OppositionPage(replace(services, jobs=real_jobs))
    qtbot.addWidget(made)
    real_jobs.touched.connect(lambda tables: made.refresh() if tables & made.tables else None)
    made.resize(900, 640)
    made.show()
    made.refresh()
    return made


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    heard: list[str] = []
    monkeypatch.setattr(messages, "toast", lambda text: heard.append(plain(text)))
    return heard


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def words(widget: QWidget) -> str:
    QApplication.processEvents()  # rows just made are shown at the next turn
    return plain(" | ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible() and each.text()))


def press(widget: QWidget, text: str) -> None:
    QApplication.processEvents()
    found = [each for each in widget.findChildren(QPushButton) if each.isVisible() and plain(each.text()) == text]
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def typed(field: QWidget, text: str) -> None:
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, text)


def ask(page: OppositionPage, text: str) -> str:
    typed(page.ask.field, text)
    QTest.keyClick(page.ask.field, Qt.Key.Key_Return)
    return words(page.ask)


def asked(desk_of: Path, text: str) -> bool:
    with open_desk(desk_of, TODAY) as desk:
        return keep_oppositions.ask(desk, text).is_opposed


def note(page: OppositionPage, text: str, on: str = "01/10/2026") -> None:
    press(page, "Noter une opposition…")
    dialog = page.dialog
    typed(dialog.value, text)
    dialog.day.set_day(date(int(on[6:]), int(on[3:5]), int(on[:2])))
    press(dialog, "Enregistrer l’opposition")


def test_empty_it_says_what_it_is_for_and_takes_the_first_refusal(page: OppositionPage, said: list[str]) -> None:
    assert "Personne n’a encore dit non" in words(page)
    note(page, "Aubry@X.example")
    assert said == ["Opposition notée, 1 contact devient opposé."]
    told = words(page)
    assert "1 adresse e-mail, opposé depuis le 01/10/2026." in told
    assert "Demande de la personne | 1 adresse e-mail, le 01/10/2026" in told


def test_an_address_asked_is_answered_in_a_sentence_and_recorded_nowhere(page: OppositionPage, data: Path) -> None:
    note(page, "aubry@x.example")
    told = ask(page, " AUBRY@x.example ")
    assert (
        "Oui : aubry@x.example est sur votre liste d’opposition depuis le 01/10/2026 (demande de la personne)." in told
    )
    assert "Non : autre@x.example n’est pas sur votre liste d’opposition." in ask(page, "autre@x.example")
    assert "ni une adresse e-mail ni un numéro" in ask(page, "Marie")
    assert not page.ask.answer.isVisible()
    assert not asked(data, "autre@x.example")


def test_from_the_answer_it_is_taken_back_with_a_reason_or_noted(
    page: OppositionPage, data: Path, said: list[str]
) -> None:
    note(page, "petit@x.example")
    note(page, "06 39 98 12 34")
    ask(page, "petit@x.example")
    press(page, "Lever l’opposition…")
    press(page.dialog, "Lever l’opposition")
    assert "Indiquez pourquoi" in words(page.dialog)
    typed(page.dialog.reason, "erreur de saisie")
    press(page.dialog, "Lever l’opposition")
    assert not page.dialog.isVisible()
    assert said[-1] == "Opposition levée."
    assert "Non : petit@x.example" in words(page.ask)  # the answer shown follows
    press(page, "Noter son opposition…")
    assert page.dialog.value.text() == "petit@x.example"
    QTest.keyClick(page.dialog, Qt.Key.Key_Escape)
    assert not asked(data, "petit@x.example")


def test_a_refusal_needs_an_address_and_a_day_that_is_not_to_come(page: OppositionPage, data: Path) -> None:
    press(page, "Noter une opposition…")
    dialog = page.dialog
    press(dialog, "Enregistrer l’opposition")
    assert "Indiquez une adresse e-mail ou un téléphone." in words(dialog)
    typed(dialog.value, "a@x.example")
    dialog.day.set_day(date(2027, 1, 1))
    press(dialog, "Enregistrer l’opposition")
    assert dialog.isVisible()
    for box in [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each is not dialog]:
        if box.isVisible():
            assert "dans l’avenir" in words(box)
            box.close()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert not asked(data, "a@x.example")


def choose(monkeypatch: pytest.MonkeyPatch, *, source: Path | None = None, target: Path | None = None) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(source), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))


def test_a_file_of_unsubscribed_people(
    page: OppositionPage, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:
    path = tmp_path / "désinscrits.csv"
    path.write_text(
        "E-mail;Mobile;Désinscrit\naubry@x.example;06 39 98 12 34;oui\nb@x.example;;non\n", encoding="utf-8"
    )
    choose(monkeypatch, source=path)
    press(page, "Importer des désinscrits…")
    dialog = page.dialog
    told = words(dialog)
    assert "Ce fichier dit lui-même qui refuse (« Désinscrit »)." in told
    assert "1 adresse e-mail et 1 téléphone à ajouter. | 1 ligne lue. 1 de vos contacts devient opposé." in told
    assert "Colonnes lues : « E-mail » et « Mobile »." in told
    dialog.everybody.click()
    assert "2 adresses e-mail et 1 téléphone à ajouter. | 2 lignes lues." in words(dialog)
    dialog.only.click()
    press(dialog, "Enregistrer 2 oppositions")
    assert "Donnez un nom à cette liste." in words(dialog)
    assert not asked(data, "aubry@x.example")
    typed(dialog.origin, "Brevo")
    press(dialog, "Enregistrer 2 oppositions")
    assert not dialog.isVisible()
    assert said == ["2 oppositions ajoutées, 1 contact devient opposé."]
    assert "Brevo | 1 adresse e-mail et 1 téléphone, le 23/11/2026" in words(page)
    assert not asked(data, "b@x.example")


def test_a_sending_list_is_checked_and_its_copy_written_beside_it(
    page: OppositionPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:
    note(page, "aubry@x.example")
    path = tmp_path / "envoi.csv"
    path.write_text("E-mail;Prénom\naubry@x.example;A\nb@x.example;B\n", encoding="utf-8")
    choose(monkeypatch, source=path, target=tmp_path / "copie.xlsx")
    page.check(path)
    dialog = page.dialog
    assert "1 opposé : à écarter. | 1 ligne peut rester. | Ligne 2 du fichier." in words(dialog)
    suggested: list[str] = []
    monkeypatch.setattr(
        QFileDialog,
        "getSaveFileName",
        lambda _p, _t, name, _f: (suggested.append(name), (str(path.with_name("c.csv")), ""))[1],
    )
    press(dialog, "Écrire la copie sans eux…")
    assert suggested == [str(tmp_path / "envoi-sans-opposes.csv")]
    assert said[-1] == "Copie écrite dans c.csv : 1 opposé écarté."
    assert path.with_name("c.csv").read_text(encoding="utf-8-sig").splitlines() == ["E-mail;Prénom", "b@x.example;B"]
    assert not dialog.isVisible()


def test_a_sending_list_without_anybody_opposed_has_nothing_to_write(page: OppositionPage, tmp_path: Path) -> None:
    path = tmp_path / "envoi.csv"
    path.write_text("E-mail\nb@x.example\n", encoding="utf-8")
    page.check(path)
    assert "Aucun opposé dans ce fichier." in words(page.dialog)
    press(page.dialog, "Fermer")


def test_old_entries_are_read_again_from_the_dashboard_and_the_day_noted(
    page: OppositionPage, real_jobs: JobRunner, data: Path, said: list[str]
) -> None:
    with open_desk(data, TODAY) as desk:
        keep_oppositions.add(desk, "a@x.example", date(2022, 5, 2))
        (todo,) = [each for each in dashboard.todos(dashboard.read(desk, Ticket())) if each.page == "oppositions"]
    assert (todo.number, todo.sentence, todo.button) == (1, "opposition de plus de 3 ans", "Relire")
    page.refresh()
    page.arrive(**todo.arguments)  # type: ignore[arg-type]
    assert page.focusWidget() is page.review_button
    assert "1 opposition a plus de 3 ans : relisez votre liste." in words(page)
    press(page, "C’est relu")
    assert said == ["Relecture de 1 opposition notée à ce jour."]
    assert not page.review.isVisible()
    assert asked(data, "a@x.example")


def exported(desk: Desk, tmp_path: Path) -> list[object]:
    sheet = openpyxl.load_workbook(tmp_path / "envoi.xlsx").active
    return [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]


def test_an_export_for_prospecting_leaves_the_opposed_out_and_says_who(
    page: OppositionPage, services: Services, real_jobs: JobRunner, data: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, said: list[str], asked: Any,
) -> None:  # fmt: skip
    note(page, "aubry@x.example")
    services = replace(services, jobs=real_jobs)
    choose(monkeypatch, target=tmp_path / "envoi.xlsx")
    for reason, solicits, names in (
        ("Demande d’accès d’une personne", False, ["Aubry", "Petit"]),
        ("Envoi d’une campagne", True, ["Petit"]),
    ):
        exporting = ExportDialog(services, ContactQuery(), 2)
        exporting.open()
        assert exporting.solicits.isChecked()  # the safe side
        exporting.reason.setCurrentText(reason)
        assert exporting.solicits.isChecked() is solicits
        press(exporting, "Choisir le fichier…")
        with open_desk(data, TODAY) as desk:
            assert exported(desk, tmp_path) == names
    assert said[-1] == "2 personnes exportées dans envoi.xlsx."
    (told,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, SetAsideDialog) and each.isVisible()]
    assert words(told).startswith("1 opposé : écarté | 1 personne dans « envoi.xlsx ».")
    press(told, "Voir qui")
    assert told.list.row_ids == ["1"]
    assert "opposition du 01/10/2026" in told.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole).replace(
        "\u00a0", " "
    )
    told.list.setFocus()
    told.list.itemActivated.emit(told.list.item(0))
    assert asked.went[-1] == ("contacts", {"contact_id": 1})
