"""A paper shown: in a private folder that goes with it, or at once when it cannot be made."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from rgpd_desktop.basics.problems import Cancelled, Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.services import show_paper
from rgpd_desktop.services.desk import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "donnees", date(2026, 11, 26)) as made:
        yield made


@pytest.fixture
def temporary(desk: Desk) -> Path:
    """Of the data folder: other programs do not look there."""
    folder = desk.data / "temporaire"
    folder.mkdir()
    return folder


def write(_desk: Desk, path: Path, _ticket: Ticket) -> None:
    canvas = Canvas(str(path), pagesize=(300, 400))
    for words in ("premier mot", "second mot"):
        canvas.drawString(50, 300, words)
        canvas.showPage()
    canvas.save()


def test_it_is_shown_from_a_private_folder_that_goes_with_it(desk: Desk, temporary: Path, tmp_path: Path) -> None:
    paper = show_paper.make(desk, Ticket(), write, "registre.xyz")
    assert paper.path.name == "registre.pdf"
    assert paper.path.parent.parent == temporary
    if os.name == "posix":
        assert paper.path.parent.stat().st_mode & 0o077 == 0
    assert paper.count == 2
    assert paper.picture(0, 2.0).width == 600
    assert "second" in paper.text(1)
    assert [found.page for found in paper.find("mot", Ticket())] == [0, 1]
    paper.save_as(tmp_path / "gardé.pdf")
    assert (tmp_path / "gardé.pdf").read_bytes() == paper.path.read_bytes()
    paper.close()
    paper.close()
    assert list(temporary.iterdir()) == []


def test_a_copy_that_cannot_be_written_is_refused(desk: Desk, temporary: Path, tmp_path: Path) -> None:
    paper = show_paper.make(desk, Ticket(), write, "registre")
    with pytest.raises(Refusal):
        paper.save_as(tmp_path / "absent" / "gardé.pdf")
    paper.close()


def cancel(_desk: Desk, _path: Path, ticket: Ticket) -> None:
    ticket.cancel()
    ticket.step(1, 2)


def fail(_desk: Desk, path: Path, _ticket: Ticket) -> None:
    path.write_bytes(b"rien de bon")


def too_late(desk: Desk, path: Path, ticket: Ticket) -> None:
    write(desk, path, ticket)
    ticket.cancel()


@pytest.mark.parametrize(("make", "error"), [(cancel, Cancelled), (fail, Refusal), (too_late, Cancelled)])
def test_nothing_is_left_of_one_that_was_not_made(
    desk: Desk, temporary: Path, make: Callable[[Desk, Path, Ticket], None], error: type[Exception]
) -> None:
    with pytest.raises(error):
        show_paper.make(desk, Ticket(), make, "registre")
    assert list(temporary.iterdir()) == []


def test_a_search_is_cancelled(desk: Desk, temporary: Path) -> None:
    paper = show_paper.make(desk, Ticket(), write, "registre")
    ticket = Ticket()
    ticket.cancel()
    with pytest.raises(Cancelled):
        paper.find("mot", ticket)
    paper.close()
