"""Papers out as PDF: what is typed is what is printed, fonts are inside, pages are numbered, files are whole or absent."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from reportlab.pdfbase.pdfdoc import PDFDocument

from rgpd_desktop.basics.problems import Cancelled, Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.documents import paper_pdf
from rgpd_desktop.documents.block import (
    Block,
    Contents,
    Fields,
    Heading,
    KeepTogether,
    List,
    PageBreak,
    PageOf,
    Paper,
    Paragraph,
    Table,
    Title,
)

HOSTILE = (
    "<b>&\"'", '<img src="/etc/hostname">', "<img src='http://127.0.0.1/x.png'>", "=1+1", "&amp;", "</para>", "<br/>", "]]>",
    '<a href="file:///">lien</a>', "<font color='red'>rouge", "<onDraw name='x'/>", "%s {0} \\n",
)  # fmt: skip
NAMES = ("Świętosława Żółć", "Ελένη Παπαδοπούλου", "Дмитрий Щукин", "L’Œuvre à 12 €")


def printed(tmp_path: Path, *blocks: Block, **rest: object) -> Path:
    target = tmp_path / "papier.pdf"
    paper_pdf.write(Paper("Essai", "Claire Morel EI", blocks, **rest), target, Ticket())  # type: ignore[arg-type]
    return target


def pages(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        texts = []
        for page in document:
            reader = page.get_textpage()
            texts.append(reader.get_text_range().replace("\r\n", "\n"))
            reader.close()
            page.close()
        return texts
    finally:
        document.close()


def bookmarks(path: Path) -> list[tuple[int, str, int]]:
    """(level, title, page from 1) of the outline."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [(mark.level, mark.get_title(), mark.get_dest().get_index() + 1) for mark in document.get_toc()]
    finally:
        document.close()


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_typed_is_what_is_printed(tmp_path: Path, text: str) -> None:
    path = printed(
        tmp_path,
        Title(f"titre {text}"),
        Heading(f"rubrique {text}", 1),
        Paragraph(f"phrase {text}", lead=f"amorce {text}"),
        Table(((f"case {text}", "x"),), (0.8, 0.2), (f"tête {text}", "y")),
        Fields(((f"nom {text}", f"valeur {text}"),)),
        Fields(((f"ligne {text}", f"réponse {text}"),), is_inline=True),
        List((f"point {text}",)),
        running=f"haut {text}",
        footer=f"bas {text}",
    )
    found = "".join(pages(path)[0].split())  # a line may end within
    for place in (
        "titre",
        "rubrique",
        "phrase",
        "amorce",
        "case",
        "tête",
        "nom",
        "valeur",
        "réponse",
        "point",
        "haut",
        "bas",
    ):
        assert "".join(f"{place}{text}".split()) in found, place
    assert bookmarks(path) == [(0, f"rubrique {text}", 1)]
    data = path.read_bytes()
    assert b"/Subtype /Image" not in data
    assert b"/URI" not in data


def test_names_of_other_alphabets_are_in_the_text(tmp_path: Path) -> None:
    path = printed(tmp_path, *map(Paragraph, NAMES), *(Heading(name, 1) for name in NAMES))
    found = pages(path)[0]
    assert [found.count(name) for name in NAMES] == [2, 2, 2, 2]
    assert [title for _, title, _ in bookmarks(path)] == list(NAMES)


def test_what_has_no_shape_is_shown_as_such_and_stops_nothing(tmp_path: Path) -> None:
    path = printed(tmp_path, Paragraph("a\x00b\ud800c\x1bd\ufffee"), Heading("\udfffx\x07", 1), footer="f\x00")
    found = pages(path)[0]
    assert "a\ufffdb\ufffdc\ufffdd\ufffde" in found
    assert "\ufffdx\ufffd" in found


def test_french_spaces_do_not_break_nor_vanish(tmp_path: Path) -> None:
    words = "1\u202f072\u00a0personnes\u202f;"
    path = printed(tmp_path, Table(((f"{'mot ' * 3}{words}",),) * 2, (0.24, 0.76)), Paragraph(words))
    found = pages(path)[0].replace("\u00a0", " ")
    assert found.count("1 072 personnes ;") == 3


def test_line_breaks_are_kept(tmp_path: Path) -> None:
    assert "un\ndeux\ntrois" in pages(printed(tmp_path, Paragraph("un\ndeux\r\ntrois")))[0]


def test_fonts_are_inside_and_helvetica_is_not_named(tmp_path: Path) -> None:
    path = printed(
        tmp_path, Title("Titre"), Contents(), Heading("Un", 1), List(("a",)), List(("b",), is_numbered=True),
        Table((("", "x", PageOf("ici (é)/#")),) * 90, (1, 1, 1), ("A", "B", "C")),
        Heading("Deux", 2, anchor="ici (é)/#"), Fields((("a", "b"),)),
    )  # fmt: skip
    data = path.read_bytes()
    assert b"Helvetica" not in data
    embedded = data.count(b"/FontFile2")
    assert embedded == len(re.findall(rb"/Type /FontDescriptor\b", data)) >= 2
    if shutil.which("pdffonts"):
        listed = subprocess.run(
            ["pdffonts", str(path)], capture_output=True, text=True, check=True
        ).stdout.splitlines()[2:]
        assert len(listed) >= 2
        assert all("DejaVuSans" in line and line.split()[-5:-2] == ["yes", "yes", "yes"] for line in listed)


def test_the_file_says_what_it_is_and_in_which_language(tmp_path: Path) -> None:
    path = printed(tmp_path, Paragraph("x"), subject="Sujet")
    document = pypdfium2.PdfDocument(path)
    told = document.get_metadata_dict()
    document.close()
    assert (told["Title"], told["Author"], told["Subject"]) == ("Essai", "Claire Morel EI", "Sujet")
    assert b"/Lang (fr)" in path.read_bytes()


def test_pages_are_numbered_and_headed_but_a_cover(tmp_path: Path) -> None:
    path = printed(
        tmp_path,
        Title("T"),
        PageBreak(),
        Paragraph("x"),
        PageBreak(),
        Paragraph("y"),
        running="version 6",
        has_cover=True,
    )
    found = [page.replace("\u00a0", " ") for page in pages(path)]
    assert [f"Page {number} / 3" in page for number, page in enumerate(found, 1)] == [True] * 3
    assert ["version 6" in page for page in found] == [False, True, True]
    assert ["Claire Morel EI" in page for page in found] == [False, True, True]


def test_contents_and_page_numbers_are_those_of_the_headings(tmp_path: Path) -> None:
    path = printed(
        tmp_path, Contents(), Table((("Vers la fiche", PageOf("fiche")), ("Nulle part", PageOf("rien"))), (0.9, 0.1)), PageBreak(),
        Heading("Premier", 1), PageBreak(), Heading("Fiche", 2, anchor="fiche", part="Les fiches"), Heading("Rubrique", 3),
        Paragraph("x"), Heading("Autre fiche", 2), Paragraph("y"), Heading("Dernier", 1),
    )  # fmt: skip
    first = pages(path)[0]
    assert re.findall(r"(Premier|Les fiches|Dernier|Vers la fiche)\s+(\d)\n", first) == [
        ("Premier", "2"), ("Les fiches", "3"), ("Dernier", "3"), ("Vers la fiche", "3"),
    ]  # fmt: skip
    assert bookmarks(path) == [
        (0, "Premier", 2), (0, "Les fiches", 3), (1, "Fiche", 3), (1, "Autre fiche", 3), (0, "Dernier", 3),
    ]  # fmt: skip


def test_a_paper_may_begin_with_a_deep_heading(tmp_path: Path) -> None:
    assert bookmarks(printed(tmp_path, Heading("Fiche", 2), Heading("Fin", 1))) == [(0, "Fiche", 1), (0, "Fin", 1)]


@pytest.mark.parametrize("before", range(40, 56))
def test_a_heading_is_never_alone_at_the_foot_of_a_page(tmp_path: Path, before: int) -> None:
    rows = Table((("première ligne", "x"), ("seconde ligne", "y")), (0.5, 0.5), ("Colonne", "Autre"))
    path = printed(
        tmp_path, *(Paragraph("remplissage") for _ in range(before)), Heading("Fiche", 2), Heading("Rubrique", 3), rows
    )
    where = [
        next(number for number, page in enumerate(pages(path)) if word in page)
        for word in ("Fiche", "Rubrique", "première")
    ]
    assert len(set(where)) == 1


def test_a_table_goes_on_with_its_headers(tmp_path: Path) -> None:
    path = printed(
        tmp_path,
        Heading("Longue", 1),
        Table(tuple((f"ligne {n}.", "x") for n in range(200)), (0.5, 0.5), ("Colonne", "B")),
    )
    found = pages(path)
    assert len(found) > 3
    assert all("Colonne" in page for page in found)
    assert [int(number) for page in found for number in re.findall(r"ligne (\d+)\.", page)] == list(range(200))


def test_very_long_words_and_cells_lose_nothing(tmp_path: Path) -> None:
    path = printed(
        tmp_path, Heading("z" * 5000, 1), Table((("q" * 6000, "mot " * 4000, PageOf("x")),), (0.4, 0.4, 0.2), ("A", "B", "C")),
        Fields((("Nom", "k" * 9000),)), KeepTogether((Heading("Ensemble", 3), Paragraph("w" * 9000))),
    )  # fmt: skip
    text = "".join(pages(path))
    assert [text.count(mark) for mark in "qkw"] == [6000, 9000, 9000]
    assert text.count("mot") == 4000


def test_blocks_kept_together_change_page_together(tmp_path: Path) -> None:
    kept = KeepTogether((Heading("Signature", 3), *(Paragraph(f"pied {number}") for number in range(8))))
    path = printed(tmp_path, *(Paragraph("remplissage") for _ in range(44)), kept)
    assert ["Signature" in page for page in pages(path)] == ["pied 7" in page for page in pages(path)]


def test_an_empty_paper_is_a_page(tmp_path: Path) -> None:
    assert len(pages(printed(tmp_path))) == 1
    assert len(pages(printed(tmp_path, Table((), (1,), ("A",)), Fields(()), List(())))) == 1


@pytest.mark.parametrize("stop", [1, 2, 30, 62, 95])
def test_a_cancelled_paper_leaves_the_former_file_and_nothing_else(tmp_path: Path, stop: int) -> None:
    target = tmp_path / "papier.pdf"
    target.write_text("avant")
    seen = []

    def on_step(done: int, total: int | None) -> None:
        seen.append(done)
        if len(seen) == stop:
            ticket.cancel()

    ticket = Ticket(on_step)
    paper = Paper("Essai", "", tuple(Paragraph(f"x {number}") for number in range(50)))
    with pytest.raises(Cancelled):
        paper_pdf.write(paper, target, ticket)
    assert len(seen) == stop
    assert target.read_text() == "avant"
    assert [path.name for path in tmp_path.iterdir()] == ["papier.pdf"]


def test_progress_grows_to_its_total(tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    paper = Paper("Essai", "", tuple(Paragraph(f"x {number}") for number in range(50)))
    paper_pdf.write(paper, tmp_path / "p.pdf", Ticket(lambda done, total: seen.append((done, total))))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1] == (100, 100)


@pytest.mark.parametrize("call", ["replace", "open"])
def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if call == "replace":
        monkeypatch.setattr(Path, "replace", full)
    else:  # while reportlab writes
        monkeypatch.setattr(PDFDocument, "SaveToFile", full)
    with pytest.raises(Refusal, match="Le disque est plein"):
        printed(tmp_path, Paragraph("Dupont"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="Ce dossier n’existe pas ou plus"):
        printed(tmp_path / "ailleurs", Paragraph("x"))


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not here")
def test_qpdf_finds_nothing_to_say(tmp_path: Path) -> None:
    path = printed(tmp_path, Title("T"), Contents(), Heading("Un", 1), Table((("a", PageOf("x")),), (1, 1)))
    assert subprocess.run(["qpdf", "--check", str(path)], capture_output=True).returncode == 0
