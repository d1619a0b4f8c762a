"""The preview by gestures: pages, zoom, search, and what comes out of the printer, page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reportlab.pdfgen.canvas import Canvas

from rgpd_desktop.basics import places
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.ui import file_dialogs, messages, printing
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.register.preview_dialog import PreviewDialog
from tests.ui.conftest import TODAY

PAGES = 12
WIDE = 4  # the page that lies on its side
Open = Callable[..., PreviewDialog]


def write(_desk: Desk, path: Path, _ticket: Ticket) -> None:
    canvas = Canvas(str(path), pagesize=(595, 842))
    for page in range(PAGES):
        canvas.setPageSize((842, 595) if page == WIDE else (595, 842))
        canvas.setFont("Helvetica", 24)
        canvas.drawString(100, 300, f"Fiche {page + 1}")
        if page % 5 == 2:
            canvas.drawString(100, 260, "aiguille")
        canvas.setFillGray((page + 1) / 20)
        canvas.rect(0, 0, 100, 100, stroke=0, fill=1)  # its own grey says which page was printed
        canvas.showPage()
    canvas.save()


@pytest.fixture
def jobs(qapp: QApplication, tmp_path: Path) -> Iterator[JobRunner]:
    runner = JobRunner(lambda: open_desk(tmp_path / "donnees", TODAY))
    runner.in_line = True
    yield runner
    assert runner.close()


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    folder = places.temporary_folder(tmp_path / "donnees")
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def opened(services: Services, temporary: Path) -> Open:
    def make(work: Callable[[Desk, Path, Ticket], None] = write) -> PreviewDialog:
        dialog = PreviewDialog(services, "Aperçu du registre", work, "registre-rgpd.pdf", services.window)
        dialog.resize(900, 700)
        dialog.open()
        if dialog.isVisible():
            assert QTest.qWaitForWindowActive(dialog)  # shortcuts are the active window's
        return dialog

    return make


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the printer of the test prints."""
    return tmp_path / "imprimé.pdf"


def press(dialog: PreviewDialog, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(dialog.focusWidget() or dialog, key, modifier)


def print_to(
    monkeypatch: pytest.MonkeyPatch, paper: Path, choose: Callable[[QPrinter], object] = lambda printer: None
) -> None:
    def ask(_parent: object, printer: QPrinter, _count: int) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(paper))
        choose(printer)
        return True

    monkeypatch.setattr(printing, "ask", ask)


def printed(paper: Path) -> list[int]:
    """Which page (from 1) is on each sheet, by the grey of its corner."""
    found = []
    with pypdfium2.PdfDocument(str(paper)) as document:
        for page in range(len(document)):
            size = document.get_page_size(page)
            assert size == pytest.approx((595, 842), abs=2), "every sheet is an upright A4"
            sheet = document[page]
            bitmap = sheet.render(scale=1)
            turned = any(round(bitmap.buffer[810 * bitmap.stride + 3 * x] / 255 * 20) == WIDE + 1 for x in (560,))
            at = 810 * bitmap.stride + 3 * (560 if turned else 30)
            found.append(round(bitmap.buffer[at] / 255 * 20))
            bitmap.close()
            sheet.close()
    return found


def test_the_paper_is_shown_and_only_pages_near_are_drawn(opened: Open) -> None:
    dialog = opened()
    assert dialog.paper is not None
    assert dialog.bar.page.maximum() == PAGES
    assert dialog.view.drawn_pages() == (0, 1)
    assert not dialog.strip.isVisible()
    press(dialog, Qt.Key.Key_End)
    assert dialog.bar.page.value() == PAGES
    assert dialog.view.drawn_pages()[-1] == PAGES - 1
    assert 0 not in dialog.view.drawn_pages()
    press(dialog, Qt.Key.Key_Home)
    assert dialog.bar.page.value() == 1
    press(dialog, Qt.Key.Key_PageDown)
    press(dialog, Qt.Key.Key_PageDown)
    assert dialog.bar.page.value() > 1
    dialog.bar.page.setValue(7)
    assert dialog.view.page == 6
    assert 6 in dialog.view.drawn_pages()
    dialog.reject()


def test_zooming_stays_on_the_page_and_shows_it(opened: Open) -> None:
    dialog = opened()
    dialog.view.set_zoom("1.0")
    dialog.view.go_to(2)
    press(dialog, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert dialog.view.zoom == "1.25"
    assert dialog.bar.zoom.value == "1.25"
    press(dialog, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    press(dialog, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert dialog.view.zoom == "0.75"
    press(dialog, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert dialog.view.zoom == "1.0"
    assert dialog.view.page == 2, "zooming stays on the page"
    dialog.view.set_zoom("page")
    assert dialog.view.page == 2
    shown = dialog.view.viewport().grab().toImage()
    reds = {shown.pixelColor(x, y).red() for x in range(0, shown.width(), 7) for y in range(0, shown.height(), 7)}
    assert 255 in reds
    assert 38 in reds, "the grey corner of the third page, 3 / 20"
    dialog.reject()


def test_words_are_searched_and_gone_through(opened: Open) -> None:
    dialog = opened()
    press(dialog, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert dialog.bar.search.hasFocus()
    QTest.keyClicks(dialog.bar.search, "AIGUILLE")
    assert dialog.bar.told.text() == "1 sur 2"
    assert dialog.view.page == 2
    press(dialog, Qt.Key.Key_Return)
    assert dialog.bar.told.text() == "2 sur 2"
    assert dialog.view.page == 7
    press(dialog, Qt.Key.Key_Return)
    assert dialog.view.page == 2, "after the last comes the first"
    press(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.view.page == 7
    QTest.keyClicks(dialog.bar.search, "s")
    assert dialog.bar.told.text() == "Introuvable"
    assert not dialog.bar.next.isEnabled()
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.bar.search.text() == ""
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_every_page_is_printed_upright_and_the_wide_one_turned(
    opened: Open, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened()
    print_to(monkeypatch, paper)
    QTest.mouseClick(dialog.print_button, Qt.MouseButton.LeftButton)
    assert printed(paper) == list(range(1, PAGES + 1))
    assert "12\u00a0pages écrites dans" in dialog.told.text()
    assert dialog.print_button.isEnabled()
    dialog.reject()


def test_a_range_and_copies_are_respected(opened: Open, paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = opened()

    def choose(printer: QPrinter) -> None:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(2, 4)
        printer.setCopyCount(2)

    print_to(monkeypatch, paper, choose)
    press(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert printed(paper) == [2, 3, 4, 2, 3, 4]
    dialog.bar.page.setValue(9)
    print_to(monkeypatch, paper, lambda printer: printer.setPrintRange(QPrinter.PrintRange.CurrentPage))
    press(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert printed(paper) == [9]
    dialog.reject()


def test_copies_not_collated_and_the_last_page_first() -> None:
    printer = printing.new_printer("registre")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setCopyCount(2)
    printer.setCollateCopies(False)
    assert printing.order(printer, 3, 0) == (0, 0, 1, 1, 2, 2)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert printing.order(printer, 3, 0) == (2, 2, 1, 1, 0, 0)


def test_a_printing_stopped_leaves_nothing(
    opened: Open, jobs: JobRunner, paper: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    dialog = opened()
    print_to(monkeypatch, paper)
    jobs.in_line = False
    QTest.mouseClick(dialog.print_button, Qt.MouseButton.LeftButton)
    assert dialog.strip.isVisible()
    assert not dialog.print_button.isEnabled()
    qtbot.waitUntil(lambda: "page" in dialog.strip.words.text(), timeout=10_000)
    QTest.mouseClick(dialog.strip.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.told.text() == "Impression arrêtée.", timeout=10_000)
    assert not paper.exists()
    assert dialog.isVisible()
    jobs.in_line = True
    dialog.reject()


def test_closing_while_printing_asks_then_stops_it(
    opened: Open, jobs: JobRunner, paper: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    dialog = opened()
    print_to(monkeypatch, paper)
    answers = [False, True]
    monkeypatch.setattr(messages, "confirm", lambda *_, **__: answers.pop(0))
    jobs.in_line = False
    dialog.print_paper()
    dialog.reject()
    assert dialog.isVisible()
    dialog.reject()
    with qtbot.waitSignal(dialog.finished, timeout=10_000):
        pass
    assert answers == []
    assert list(temporary.iterdir()) == []


class Unwilling(QPainter):
    """A printer that is not there any more."""

    def begin(self, *_: object) -> bool:
        return False


def test_a_printer_that_does_not_answer_is_told(opened: Open, paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[BaseException] = []
    monkeypatch.setattr(messages, "show", lambda _parent, error: shown.append(error))
    monkeypatch.setattr(printing, "QPainter", Unwilling)
    dialog = opened()
    print_to(monkeypatch, paper)
    dialog.print_paper()
    assert [type(error) for error in shown] == [Refusal]
    assert dialog.print_button.isEnabled()
    dialog.reject()


def test_the_file_is_saved_and_the_temporary_one_goes(
    opened: Open, temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened()
    assert dialog.paper is not None
    made = dialog.paper.path.read_bytes()
    asked: list[str] = []

    def ask(_parent: object, _title: str, name: str, _filters: str) -> Path:
        asked.append(name)
        return tmp_path / "gardé.pdf"

    monkeypatch.setattr(file_dialogs, "ask_save", ask)
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert asked == ["registre-rgpd.pdf"]
    assert (tmp_path / "gardé.pdf").read_bytes() == made
    assert "gardé.pdf" in dialog.told.text()
    assert list(temporary.iterdir()) != []
    QTest.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)
    assert list(temporary.iterdir()) == []


def test_the_making_is_cancelled(opened: Open, jobs: JobRunner, temporary: Path, qtbot: Any) -> None:
    def long(_desk: Desk, _path: Path, ticket: Ticket) -> None:
        while True:
            ticket.step(1, 3)

    jobs.in_line = False
    dialog = opened(long)
    assert dialog.strip.isVisible()
    assert not dialog.print_button.isEnabled()
    with qtbot.waitSignal(dialog.finished):
        QTest.mouseClick(dialog.strip.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: list(temporary.iterdir()) == [])


def test_a_paper_refused_closes_and_says_why(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[BaseException] = []
    monkeypatch.setattr(messages, "show", lambda _parent, error: shown.append(error))

    def refuse(_desk: Desk, _path: Path, _ticket: Ticket) -> None:
        raise Refusal("Aucune fiche.")

    dialog = opened(refuse)
    assert not dialog.isVisible()
    assert [type(error) for error in shown] == [Refusal]


@pytest.fixture
def services(services: Services, jobs: JobRunner) -> Services:
    services.window.resize(1000, 700)
    return services
