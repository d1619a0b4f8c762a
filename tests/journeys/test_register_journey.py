"""From the trade question to the printed register, by gestures: its text and its pages are those looked at and kept in tests/reference.

After a change that is meant, look at the new pages (`RGPD_KEEP_REFERENCE=1` writes them there instead of comparing), then commit them.
"""

from __future__ import annotations

import difflib
import os
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from rgpd_desktop.documents.pdf_view import PdfView
from rgpd_desktop.rules.activity import MeasureLine, Progress
from rgpd_desktop.rules.business import Business
from rgpd_desktop.services import keep_register
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.ui import file_dialogs
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.main_window import MainWindow
from rgpd_desktop.ui.pages import PAGES, make_wizard
from rgpd_desktop.ui.theme import Appearance, Theme

REFERENCE = Path(__file__).resolve().parents[1] / "reference"
TODAY = date(2026, 11, 26)
HARD = "\u00a0"
DRAWN = (0, 2)  # pages compared as pictures: the cover, and the first sheet
SCALE = 1.0  # pixels a point
MOST_OFF = 0.002  # share of the pixels that may differ clearly: what another build of the renderer does to edges
CLEARLY = 64  # of 255


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "données"


@pytest.fixture
def window(qapp, qtbot, data):
    jobs = JobRunner(lambda: open_desk(data, TODAY))
    jobs.in_line = True
    made = MainWindow(jobs, Theme(qapp, Appearance.LIGHT), PAGES, make_wizard, today=lambda: TODAY)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    made.open_first()
    yield made
    made.close()
    assert jobs.close()


def press(parent, words: str) -> None:
    """The visible button of these words."""
    found = [each for each in parent.findChildren(QPushButton) if each.isVisible() and each.text() == words]
    assert found, words
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def tick(box) -> None:
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))


def type_in(field, text: str) -> None:
    field.setFocus()
    QTest.keyClicks(field, text)


def wizard_of(window: MainWindow):
    QApplication.processEvents()
    from rgpd_desktop.ui.register.activity_wizard import ActivityWizard  # noqa: PLC0415 - a heavy room, opened by the page

    found = [each for each in window.findChildren(ActivityWizard) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def test_from_the_trade_to_the_printed_register(window, data, tmp_path, monkeypatch):
    window.go("register", {})
    page = window.page("register")
    say_who_one_is(page)
    propose_and_create(page)
    for name in ("Lettre d’information", "Prospection commerciale"):
        answer_and_inscribe(window, page, data, name)
    saved = print_it(page, tmp_path, monkeypatch)
    with open_desk(data, TODAY) as desk:
        assert keep_register.business(desk) == Business(
            "Claire Morel", siren="732829320", siret="73282932000074", street="12 rue des Tilleuls", postal_code="69003",
            city="Lyon", email="claire@exemple.fr", trades=("coach",),
        )  # fmt: skip
        kept = [each for each in keep_register.sheets(desk) if each.progress is Progress.KEPT]
        assert [each.model for each in kept] == ["prospecting", "newsletter"]
        assert all(MeasureLine("access", "Mots de passe longs") in each.measures for each in kept)
    view = PdfView(saved)
    try:
        compare_text("registre.txt", pages_of(view))
        for number in DRAWN:
            compare_picture(f"registre-page-{number + 1}.png", drawn(view, number))
    finally:
        view.close()


def say_who_one_is(page) -> None:
    page.acts.ask_business()
    form = page.acts.dialog
    for name, text in {
        "name": "Claire Morel", "siret": "73282932000074", "street": "12 rue des Tilleuls", "postal_code": "69003",
        "city": "Lyon", "email": "claire@exemple.fr",
    }.items():  # fmt: skip
        type_in(form.line(name), text)
    press(form, "Enregistrer")


def propose_and_create(page) -> None:
    press(page, "Partir de votre métier…")
    start = page.acts.dialog
    QTest.mouseClick(start.ask.chips["coach"], Qt.MouseButton.LeftButton)
    tick(start.ask.answers["newsletter"].yes)
    press(start, "Voir les fiches proposées")
    assert "payroll" not in start.proposals.boxes
    for model, box in start.proposals.boxes.items():
        if model not in ("prospecting", "newsletter", "appointments"):
            box.setFocus()
            QTest.keyClick(box, Qt.Key.Key_Space)
    press(start, f"Créer 3{HARD}fiches")


def answer_and_inscribe(window: MainWindow, page, data: Path, name: str) -> None:
    """Through the eight steps of the wizard, adding the one answer that a proposed sheet lacks."""
    with open_desk(data, TODAY) as desk:
        id = next(each.id for each in keep_register.sheets(desk) if each.name == name)
    page.sheets.choose(id)
    press(page, "Modifier")
    wizard = wizard_of(window)
    window.start_import()  # not while a sheet is open, and it says which door to close first
    assert window.job_strip.text == "Fermez d’abord cette fiche : vos réponses sont enregistrées.".replace(
        " :", f"{HARD}:"
    )
    for _ in range(6):
        QTest.mouseClick(wizard.bar.next, Qt.MouseButton.LeftButton)
    lines = wizard.all.security.groups["access"]
    QTest.mouseClick(lines.add_button, Qt.MouseButton.LeftButton)
    type_in(lines.rows[-1], "Mots de passe longs")
    QTest.mouseClick(wizard.bar.next, Qt.MouseButton.LeftButton)
    QTest.mouseClick(wizard.bar.next, Qt.MouseButton.LeftButton)
    assert not window.is_taken_over


def print_it(page, tmp_path: Path, monkeypatch) -> Path:
    """The preview, then its PDF where the person says."""
    saved = tmp_path / "registre à montrer.pdf"
    monkeypatch.setattr(file_dialogs, "ask_save", lambda *_: saved)
    QTest.mouseClick(page.print_button, Qt.MouseButton.LeftButton)
    preview = page.acts.dialog
    assert preview.paper is not None
    assert preview.paper.count >= 3
    QTest.mouseClick(preview.save_button, Qt.MouseButton.LeftButton)
    preview.reject()
    return saved


def pages_of(view: PdfView) -> str:
    return "\n".join(f"--- page {page + 1}\n{view.text(page).strip()}" for page in range(view.count)).replace(
        "\r\n", "\n"
    )


def drawn(view: PdfView, page: int) -> QImage:
    width, height, stride, pixels = view.render(page, SCALE)
    return QImage(pixels, width, height, stride, QImage.Format.Format_RGB888).copy()


def is_kept(path: Path) -> bool:
    path.parent.mkdir(exist_ok=True)
    return "RGPD_KEEP_REFERENCE" not in os.environ


def compare_text(name: str, text: str) -> None:
    path = REFERENCE / name
    if not is_kept(path):
        path.write_text(text + "\n", encoding="utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert list(difflib.unified_diff(lines, text.splitlines(), name, "today", lineterm="", n=1)) == []


def compare_picture(name: str, image: QImage) -> None:
    path = REFERENCE / name
    if not is_kept(path):
        image.save(str(path))
    wanted = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB888)
    assert wanted.size() == image.size()
    off = sum(
        abs(first - second) > CLEARLY
        for row in range(image.height())
        for first, second in zip(
            bytes(image.constScanLine(row))[: 3 * image.width() : 3],
            bytes(wanted.constScanLine(row))[: 3 * image.width() : 3],
            strict=True,
        )
    )
    assert off <= MOST_OFF * image.width() * image.height(), f"{off} pixels differ from {name}"
