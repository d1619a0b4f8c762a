"""The same import in a process of its own: what crosses the border, and what happens when the process does not come back."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from rgpd_desktop.basics.problems import Cancelled, Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.services import import_process
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.services.import_child import _place_of
from rgpd_desktop.services.import_plan import Category
from rgpd_desktop.services.import_process import ImportProcess
from tests.services.lists import TODAY, order_of, write_list

HEADERS = "Nom;Prénom;E-mail;Date du dernier contact"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "data", TODAY) as opened:
        yield opened


@pytest.fixture(autouse=True)
def no_process_left() -> Iterator[None]:
    yield
    assert multiprocessing.active_children() == []


def people_kept(desk: Desk) -> int:
    return int(desk.database.value("SELECT count(*) FROM contacts"))


def test_a_whole_import(desk: Desk, tmp_path: Path) -> None:
    path = write_list(
        tmp_path / "l.csv",
        HEADERS,
        *(f"Nom{n};A;a{n}@exemple.example;12/03/2025" for n in range(2_500)),
        ";;;",
        ";;?;x",
    )
    steps: list[tuple[int, int | None]] = []
    with ImportProcess(desk.data, path, TODAY) as process:
        ticket = Ticket(lambda done, total: steps.append((done, total)))
        preview = process.preview(ticket)
        assert (preview.file_name, preview.format, preview.delimiter, preview.sheets[0].rows) == (
            "l.csv",
            "csv",
            ";",
            2_501,
        )
        plan = process.rehearse(order_of(preview), ticket)
        assert (plan.new, plan.refused, people_kept(desk)) == (2_500, 1, 0)
        assert [line.row for line in process.people(Category.REFUSED)] == [2_503]
        assert [line.name for line in process.people(Category.NEW, 2_499, 5)] == ["A Nom2499"]
        report = process.run(ticket)
        process.write_refused(tmp_path / "rejets.xlsx", ticket)
    assert steps
    assert (report.new, [each.row for each in report.refused], people_kept(desk)) == (2_500, [2_503], 2_500)
    assert (tmp_path / "rejets.xlsx").stat().st_size > 0


def test_a_refusal_crosses_the_border(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "vide.xlsx"
    path.write_bytes(b"")
    with ImportProcess(desk.data, path, TODAY) as process, pytest.raises(Refusal) as raised:
        process.preview(Ticket())
    assert raised.value.remedy


def test_our_fault_crosses_it_without_its_text(desk: Desk, tmp_path: Path) -> None:
    path = write_list(tmp_path / "l.csv", HEADERS, "Marqueur;A;marqueur@exemple.example;12/03/2025")
    with ImportProcess(desk.data, path, TODAY) as process, pytest.raises(RuntimeError) as raised:
        process.run(Ticket())  # nothing was rehearsed
    assert "RuntimeError at import_child.py" in str(raised.value)
    try:
        {}["marqueur"]
    except KeyError as error:
        assert _place_of(error).startswith("KeyError at test_import_process.py:")
        assert "marqueur" not in _place_of(error)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_process_that_dies_is_a_refusal_and_the_next_one_works(desk: Desk, tmp_path: Path) -> None:
    path = write_list(tmp_path / "l.csv", HEADERS, "Un;A;a@exemple.example;12/03/2025")
    with ImportProcess(desk.data, path, TODAY) as process:
        process.preview(Ticket())
        assert process._processes
        os.kill(process._processes[-1].pid or 0, signal.SIGABRT)
        with pytest.raises(Refusal, match="trop de mémoire ou il est abîmé"):
            process.preview(Ticket())
        assert process.preview(Ticket()).sheets[0].rows == 1


def test_cancelled_in_the_middle_of_the_writing(desk: Desk, tmp_path: Path) -> None:
    path = write_list(
        tmp_path / "l.csv", HEADERS, *(f"Nom{n};A;a{n}@exemple.example;12/03/2025" for n in range(20_000))
    )
    with ImportProcess(desk.data, path, TODAY) as process:
        order = order_of(process.preview(Ticket()))
        process.rehearse(order, Ticket())
        ticket = Ticket(lambda done, total: ticket.cancel())
        with pytest.raises(Cancelled):
            process.run(ticket)
        assert people_kept(desk) == 0
        assert process.run(Ticket()).new == 20_000  # the process lives on, with what was rehearsed


def test_cancelled_before_it_starts(desk: Desk, tmp_path: Path) -> None:
    ticket = Ticket()
    ticket.cancel()
    with ImportProcess(desk.data, tmp_path / "l.csv", TODAY) as process, pytest.raises(Cancelled):
        process.preview(ticket)


def test_closed_from_another_thread_while_it_works(desk: Desk, tmp_path: Path) -> None:
    path = write_list(
        tmp_path / "l.csv", HEADERS, *(f"Nom{n};A;a{n}@exemple.example;12/03/2025" for n in range(20_000))
    )
    process = ImportProcess(desk.data, path, TODAY)
    order = order_of(process.preview(Ticket()))
    outcomes: list[BaseException] = []
    is_under_way = threading.Event()

    def work() -> None:
        try:
            process.rehearse(order, Ticket(lambda done, total: is_under_way.set()))
        except BaseException as error:
            outcomes.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    assert is_under_way.wait(30)
    process.close()
    thread.join(30)
    assert [type(outcome) for outcome in outcomes] == [Cancelled]
    process.close()


def test_silence_while_reading_ends_the_process(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_process, "SILENCE_SECONDS", 0.0)
    path = write_list(tmp_path / "l.csv", HEADERS, "Un;A;a@exemple.example;12/03/2025")
    with ImportProcess(desk.data, path, TODAY) as process, pytest.raises(Refusal, match="lecture a été arrêtée"):
        process.preview(Ticket())


def test_a_listener_that_fails_leaves_no_stale_answer(desk: Desk, tmp_path: Path) -> None:
    path = write_list(tmp_path / "l.csv", HEADERS, *(f"Nom{n};A;a{n}@exemple.example;12/03/2025" for n in range(5_000)))

    def fail(done: int, total: int | None) -> None:
        raise ZeroDivisionError

    with ImportProcess(desk.data, path, TODAY) as process:
        with pytest.raises(ZeroDivisionError):
            process.preview(Ticket(fail))
        assert process.preview(Ticket()).sheets[0].rows == 5_000


def test_the_child_imports_no_window(desk: Desk, tmp_path: Path) -> None:
    """And keeps its console shut; asked of a live one through /proc."""
    path = write_list(tmp_path / "l.csv", HEADERS, "Un;A;a@exemple.example;12/03/2025")
    with ImportProcess(desk.data, path, TODAY) as process:
        process.preview(Ticket())
        assert process._processes
        proc = Path(f"/proc/{process._processes[-1].pid}")
        if not proc.exists():
            pytest.skip("no /proc on this system")
        assert "PySide6" not in (proc / "maps").read_text()
        assert [(proc / "fd" / stream).readlink() for stream in "12"] == [Path(os.devnull)] * 2
        assert "3221225472" in (proc / "limits").read_text()
