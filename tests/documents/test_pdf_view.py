"""A PDF looked at: its pages, their size, their pixels, the words on them, whatever the case, the accents and the spaces."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.documents import pdf_view
from rgpd_desktop.documents.pdf_view import PdfView

A4 = (595.0, 842.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "déjà vu.pdf"
    canvas = Canvas(str(made), pagesize=A4)
    canvas.setFont("Helvetica", 20)
    canvas.drawString(100, 700, "Durée de conservation")
    canvas.drawString(100, 600, "puis duree\u00a0de encore")
    canvas.showPage()
    canvas.setPageSize((842, 595))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, 421, 595, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    return made


@pytest.fixture
def view(path: Path) -> Iterator[PdfView]:
    made = PdfView(path)
    yield made
    made.close()


def test_it_counts_and_measures_pages(view: PdfView) -> None:
    assert view.count == 2
    assert view.size(0) == pytest.approx(A4)
    assert view.size(1) == pytest.approx((842, 595))


def test_a_page_is_drawn_in_rgb_at_the_scale_asked(view: PdfView) -> None:
    width, height, stride, pixels = view.render(1, 0.5)
    assert (width, height) == (421, 298)
    assert stride >= 3 * width
    assert len(pixels) == stride * height
    left, right = 100 * stride + 3 * 20, 100 * stride + 3 * 400
    assert pixels[left : left + 3] == b"\xff\x00\x00"  # red: the order is RGB
    assert pixels[right : right + 3] == b"\xff\xff\xff"


def test_what_is_too_large_is_drawn_smaller(view: PdfView, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_view, "MOST_PIXELS", 10_000)
    width, height, _, _ = view.render(0, 4.0)
    assert width * height <= 11_000


def test_text_is_read(view: PdfView) -> None:
    assert "Durée de conservation" in view.text(0)
    assert view.text(1) == ""


def test_words_are_found_without_case_accents_nor_kinds_of_space(view: PdfView) -> None:
    found = view.find(0, "DUREE  de")
    assert len(found) == 2
    ((left, top, width, height),) = found[0]
    assert left == pytest.approx(100, abs=3)
    assert top == pytest.approx(842 - 700 - 15, abs=4)  # from the top
    assert 70 < width < 110
    assert 8 < height < 24
    assert view.find(0, "absent") == ()
    assert view.find(0, "  ") == ()
    assert view.find(1, "durée") == ()


def test_pages_may_be_asked_from_several_threads(view: PdfView) -> None:
    drawn: list[int] = []
    threads = [
        threading.Thread(target=lambda: drawn.extend(view.render(0, 1.0)[0] for _ in range(8))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert drawn == [595] * 32


def test_what_is_no_pdf_is_refused(tmp_path: Path) -> None:
    false = tmp_path / "faux.pdf"
    false.write_bytes(b"%PDF-1.7 rien")
    for path in (false, tmp_path / "absent.pdf"):
        with pytest.raises(Refusal):
            PdfView(path)


def test_a_closed_one_answers_no_more_and_lets_the_file_go(path: Path) -> None:
    view = PdfView(path)
    view.close()
    view.close()
    with pytest.raises(Refusal):
        view.render(0, 1.0)
    path.unlink()
