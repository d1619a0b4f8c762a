"""A share of the lines read by another process: the same lines, in the same order, whatever becomes of that process."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from multiprocessing import Pipe
from pathlib import Path
from threading import Thread

import pytest

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.columns import ColumnChoice, Line, ListOrigin
from rgpd_desktop.services import child_process, import_process, second_reader
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.services.import_process import ImportProcess
from rgpd_desktop.services.line_reader import LineReader, LinesRead, Setting
from rgpd_desktop.services.second_reader import SecondReader, SharedReading
from rgpd_desktop.store import contacts
from tests.services.lists import TODAY, order_of, write_list

SETTING = Setting(
    (ColumnChoice(0, "Nom", "last_name"), ColumnChoice(1, "E-mail", "email")), ListOrigin(), {}, TODAY.isoformat()
)
PARTS: list[list[Line]] = [
    [(number, [f"Nom{number}" if number % 7 else "", f"{number}@exemple.example" if number % 5 else "inconnu"])
     for number in range(first, first + 10)]
    for first in range(2, 400, 10)
]  # fmt: skip


@pytest.fixture
def second(monkeypatch: pytest.MonkeyPatch) -> Iterator[SecondReader]:
    """The real loop, in a thread: what settles a process is left out."""
    monkeypatch.setattr(child_process, "settle", lambda: None)
    monkeypatch.setattr(child_process, "stop_collecting", lambda: None)
    ours, theirs = Pipe()
    thread = Thread(target=second_reader.serve, args=(theirs,), daemon=True)
    thread.start()
    yield SecondReader(ours)
    ours.send_bytes(b"")  # no message: the loop ends, as it would with the process
    thread.join(10)
    assert not thread.is_alive()
    theirs.close()


def read(shared: SharedReading, parts: Sequence[Sequence[Line]] = PARTS) -> list[tuple[Sequence[Line], LinesRead]]:
    found: list[tuple[Sequence[Line], LinesRead]] = []
    for part in parts:
        shared.add(part)
        found += shared.done()
    return [*found, *shared.done(is_over=True)]


def test_the_same_lines_in_the_same_order(second: SecondReader) -> None:
    alone = [(part, LineReader(SETTING).read(part)) for part in PARTS]
    assert read(SharedReading(SETTING, second)) == alone
    assert read(SharedReading(SETTING, None)) == alone
    assert any(each.refused for _, each in alone)
    assert any(each.problems for _, each in alone)


def test_it_does_its_share(second: SecondReader) -> None:
    second.begin(SETTING)
    enough = second_reader.AT_ONCE
    assert [second.offer(part) for part in PARTS[: enough + 1]] == [True] * enough + [False]
    assert second.answer(is_waited_for=True) == LineReader(SETTING).read(PARTS[0])
    assert second.offer(PARTS[enough])


def test_answers_to_a_reading_given_up_are_dropped(second: SecondReader) -> None:
    SharedReading(SETTING, second).add(PARTS[0])
    assert read(SharedReading(SETTING, second), PARTS[5:7]) == [
        (part, LineReader(SETTING).read(part)) for part in PARTS[5:7]
    ]


def test_what_a_lost_process_had_is_read_here() -> None:
    ours, theirs = Pipe()
    second = SecondReader(ours)
    shared = SharedReading(SETTING, second)
    shared.add(PARTS[0])
    shared.add(PARTS[1])
    theirs.close()
    assert [part for part, _ in shared.done(is_over=True)] == PARTS[:2]
    assert second.is_lost
    assert not second.offer(PARTS[2])
    ours.close()


def test_what_a_stuck_process_had_is_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_reader, "PATIENCE_SECONDS", 0.05)
    ours, theirs = Pipe()
    second = SecondReader(ours)
    alone = [(part, LineReader(SETTING).read(part)) for part in PARTS[:2]]
    assert read(SharedReading(SETTING, second), PARTS[:2]) == alone
    assert second.is_lost
    theirs.close()
    ours.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "data", TODAY) as opened:
        yield opened


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("is_killed", [False, True])
def test_a_long_list_has_two_processes_and_comes_in_whole(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_killed: bool
) -> None:
    monkeypatch.setattr(import_process, "LONG_LIST", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    lines = (f"Nom{number};n{number}@exemple.example" for number in range(5_000))
    with ImportProcess(desk.data, write_list(tmp_path / "l.csv", "Nom;E-mail", *lines), TODAY) as process:
        preview = process.preview(Ticket())
        _, second = process._processes
        if is_killed:
            os.kill(second.pid or 0, signal.SIGKILL)
        process.rehearse(order_of(preview), Ticket())
        assert process.run(Ticket()).new == 5_000
    found = contacts.fetch(desk.database, range(1, 5_001))
    assert [(person.row, person.last_name) for person in found] == [
        (number + 2, f"Nom{number}") for number in range(5_000)
    ]
