"""The first and third steps by gestures: choosing, reading and refusing a file; saying where it comes from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from rgpd_desktop.basics.problems import Cancelled, Refusal
from rgpd_desktop.imports.encodings import ENCODING_LABELS
from rgpd_desktop.rules.contact import Audience
from rgpd_desktop.services.import_plan import ImportPreview, SheetPreview
from rgpd_desktop.ui.importing.drop_area import DEMO
from rgpd_desktop.ui.importing.import_wizard import FILE, ORIGIN
from rgpd_desktop.ui.importing.text_card import ENCODINGS
from tests.ui.import_fakes import (
    HARD,
    PREVIEW,
    SHEET,
    THIN,
)

# Fichier


def test_without_a_file_it_asks_which_and_cannot_go_on(make):
    wizard = make(None)
    assert wizard.current == FILE
    assert wizard.file.area.isVisible()
    assert not wizard.bar.next.isEnabled()
    assert not wizard.bar.back.isVisible()


def test_the_demonstration_list_is_one_click_away(make, process):
    wizard = make(None)
    wizard.file.area.demo.click()
    assert DEMO.is_file()
    assert process.made == [(DEMO, None, None)]
    assert wizard.bar.next.isEnabled()


def test_a_file_is_chosen_in_the_dialog_or_dropped(make, process, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "a.xlsx"), ""))
    wizard = make(None)
    wizard.file.area.choose.click()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "b.csv"))])
    drop = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, mime, drop.buttons(), drop.modifiers())
    QApplication.sendEvent(wizard.file, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(wizard.file, drop)
    assert [path for path, _, _ in process.made] == [tmp_path / "a.xlsx", tmp_path / "b.csv"]
    assert process.closed == 1  # the process of the first


def test_a_refused_file_is_told_in_place_with_room_for_another(make, process):
    process.preview_ = Refusal("Ce fichier est protégé par un mot de passe.", "Enlevez-le dans Excel.")
    wizard = make()
    assert wizard.file.refused.isVisible()
    assert wizard.file.refused.accessibleName() == "Ce fichier est protégé par un mot de passe. Enlevez-le dans Excel."
    assert wizard.file.area.isVisible()
    assert not wizard.bar.next.isEnabled()
    assert process.closed == 1
    process.preview_ = PREVIEW
    wizard.read(Path("autre.xlsx"))
    assert not wizard.file.refused.isVisible()
    assert wizard.bar.next.isEnabled()


def test_a_stopped_reading_gives_the_place_back(make, process):
    process.preview_ = Cancelled()
    wizard = make()
    assert wizard.file.area.isVisible()
    assert not wizard.file.refused.isVisible()


def test_sheets_are_offered_lists_ticked_hidden_told_others_greyed(make, process):
    hidden = replace(SHEET, name="Anciens", is_visible=False)
    note = SheetPreview("Notes", True, is_list=False)
    process.preview_ = replace(PREVIEW, sheets=(SHEET, hidden, note))
    wizard = make()
    boxes = wizard.file.sheets.boxes
    assert [(name, box.isChecked(), box.isEnabled()) for name, box in boxes.items()] == [
        ("Liste", True, True), ("Anciens", False, True), ("Notes", False, False),
    ]  # fmt: skip
    assert (
        boxes["Liste"].accessibleDescription()
        == f"1{THIN}286{HARD}lignes · type{HARD}: client, d’après le nom de la feuille"
    )
    assert "masquée" in boxes["Anciens"].accessibleDescription()
    process.preview_ = replace(PREVIEW, sheets=(replace(SHEET, is_kind_of_file=True),))
    of_file = make().file.sheets.boxes["Liste"]
    assert of_file.accessibleDescription().endswith("d’après le nom du fichier")
    boxes["Liste"].click()
    assert not wizard.bar.next.isEnabled()
    boxes["Anciens"].click()
    assert wizard.bar.next.isEnabled()


def test_a_text_is_read_again_as_soon_as_its_encoding_or_separator_changes(make, process):
    process.preview_ = ImportPreview("liste.csv", "csv", "cp1252", ";", (replace(SHEET, name=""),))
    wizard = make(Path("liste.csv"))
    text = wizard.file.text
    assert text.isVisible()
    assert text.table.item(1, 0).text() == "Aubry"
    text.encoding.choose("cp850")
    text.encoding.activated.emit(text.encoding.currentIndex())
    assert process.made[-1] == (Path("liste.csv"), "cp850", ";")
    text.delimiter.choose("\t")
    text.delimiter.activated.emit(text.delimiter.currentIndex())
    assert process.made[-1] == (Path("liste.csv"), "cp1252", "\t")  # the answer said cp1252 again


def test_the_encodings_are_those_of_the_reader():
    assert ENCODINGS == ENCODING_LABELS


def test_a_file_without_any_list_says_so(make, process):
    process.preview_ = replace(PREVIEW, sheets=(SheetPreview("Notes", True, is_list=False),))
    wizard = make()
    assert wizard.file.refused.accessibleName().startswith("Aucune liste de contacts n’a été trouvée")
    assert not wizard.bar.next.isEnabled()


# Origine des données


def test_the_origin_starts_from_the_guesses_and_asks_what_is_missing(make):
    wizard = make()
    wizard.bar.next.click()
    wizard.bar.next.click()
    origin = wizard.origin
    assert origin.people.audience.value == "b2b"
    assert origin.people.kinds["Liste"].value == "client"
    wizard.bar.next.click()
    assert wizard.current == ORIGIN
    assert origin.direct_problem.isVisible()
    assert origin.day_field.problem == f"Écrivez une date, même approximative, ou cochez «{HARD}Je ne sais pas{HARD}»."
    origin.indirect.click()
    wizard.bar.next.click()
    assert origin.source_field.problem.startswith("Écrivez d’où viennent ces données")


def test_a_suggested_origin_says_whether_it_was_direct_but_never_against_an_answer(make):
    wizard = make()
    wizard.origin.source.setEditText("Fichier acheté ou loué")
    assert wizard.origin.indirect.isChecked()
    wizard.origin.direct.click()
    wizard.origin.source.setEditText("Annuaire ou site public")
    assert wizard.origin.direct.isChecked()


def test_a_day_to_come_is_refused(make, qtbot):
    wizard = make()
    wizard.bar.next.click()
    wizard.bar.next.click()
    wizard.origin.direct.click()
    qtbot.keyClicks(wizard.origin.day.focusProxy(), "24/11/2026")
    wizard.bar.next.click()
    assert wizard.current == ORIGIN
    assert wizard.origin.day_field.problem == "Cette date est à venir."


def test_the_order_carries_the_answers(make, process, qtbot):
    wizard = make()
    wizard.bar.next.click()
    wizard.bar.next.click()
    wizard.origin.direct.click()
    wizard.origin.source.setEditText("Salon 2022")
    qtbot.keyClicks(wizard.origin.day.focusProxy(), "08/03/2022")
    wizard.origin.people.kinds["Liste"].choose("prospect")
    wizard.origin.people.audience.setCurrentIndex(1)
    wizard.bar.next.click()
    (order,) = process.orders
    assert (order.origin.source, order.origin.is_direct, order.origin.collected_on) == (
        "Salon 2022",
        True,
        date(2022, 3, 8),
    )
    assert (order.sheets[0].kind, order.origin.kind, order.origin.audience) == (
        "prospect",
        "prospect",
        Audience.INDIVIDUAL,
    )
    assert order.keep_expired is False
