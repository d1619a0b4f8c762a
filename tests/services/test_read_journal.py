"""The journal read: French for every event the program writes, graceful for those it does not know, verified line by line."""

from __future__ import annotations

import ast
import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import rgpd_desktop
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.journal import Tampering
from rgpd_desktop.services import journal_words, keep_oppositions, keep_safe, read_journal
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.services.journal_words import Group
from rgpd_desktop.store import journal

TODAY = date(2026, 11, 23)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path, TODAY) as opened:
        yield opened


def test_latest_first_in_french(desk: Desk) -> None:
    keep_oppositions.add(desk, "a@example.org", TODAY)
    detail = {"count": 1072, "format": "csv", "reason": "campagne.", "for_prospecting": "yes", "set_aside": 11}
    journal.record(desk.database, "export", detail)
    first, second = read_journal.read(desk).entries
    assert (first.number, first.group) == (2, Group.EXPORTS)
    assert first.sentence == (
        "Export de 1\u202f072\u00a0personnes en .csv, pour de la prospection (11\u00a0opposés écartés). Motif\u00a0: campagne."
    )
    assert second.sentence == "Opposition enregistrée\u00a0: 1\u00a0adresse e-mail."
    assert first.is_verified
    assert second.is_verified


@pytest.mark.parametrize(
    ("event", "detail", "sentence"),
    [
        ("teleport", {}, "Opération «\u00a0teleport\u00a0»"),
        (
            "teleport_twice",
            {"count": 3, "where": "x"},
            "Opération «\u00a0teleport twice\u00a0»\u00a0: count 3, where x",
        ),
        ("delete", {}, "Opération «\u00a0delete\u00a0»"),
        ("delete", {"count": 2, "prospect": 2}, "2\u00a0personnes supprimées."),
        ("prolong", {"count": "x", "until": "hier"}, "Opération «\u00a0prolong\u00a0»\u00a0: count x, until hier"),
    ],
)
def test_what_it_does_not_know_is_shown_all_the_same(event: str, detail: dict[str, object], sentence: str) -> None:
    assert journal_words.told(event, detail)[1] == sentence


def test_every_event_written_has_its_words() -> None:
    """Each `journal.record(…, "event", …)` of the program is in the table: only later versions are told with their own word."""
    events = set()
    for path in Path(rgpd_desktop.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "journal.record":
                argument = node.args[1]
                if isinstance(argument, ast.Constant):
                    events.add(argument.value)
    assert {"import", "export", "delete", "opposition", "register_version"} <= events
    assert {event for event in events if event not in journal_words.EVENTS} == set()


def test_a_line_changed_is_told_with_all_that_follows_it(desk: Desk) -> None:
    for count in (1, 2, 3):
        journal.record(desk.database, "delete", {"count": count})
    with desk.database.writing("journal"):
        desk.database.connection.execute("UPDATE journal SET detail = '{' WHERE id = 2")
    found = read_journal.read(desk)
    assert [each.is_verified for each in found.entries] == [False, False, True]
    assert found.flaw is not None
    assert found.flaw.what is Tampering.LINE
    assert "à la ligne 2" in read_journal.flaw_words(found.flaw)


def test_lines_gone_from_the_end_are_counted(desk: Desk) -> None:
    for count in (1, 2, 3):
        journal.record(desk.database, "delete", {"count": count})
    with desk.database.writing("journal"):
        desk.database.connection.execute("DELETE FROM journal WHERE id > 1")
    flaw = read_journal.verify(desk)
    assert flaw is not None
    assert "2\u00a0lignes ont été retirées à sa fin" in read_journal.flaw_words(flaw)
    assert keep_safe.check(desk, Ticket()) == [read_journal.flaw_words(flaw)]


def test_exported_by_group_oldest_first(desk: Desk, tmp_path: Path) -> None:
    journal.record(desk.database, "delete", {"count": 1})
    keep_oppositions.add(desk, "a@example.org", TODAY)
    journal.record(desk.database, "delete", {"count": 2, "reason": "=1+1"})
    target = tmp_path / "journal.csv"
    assert read_journal.export_csv(desk, target) == 3
    assert read_journal.export_csv(desk, target, Group.ERASURES) == 2
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [row["Numéro"] for row in rows] == ["1", "3"]
    assert [row["Vérifiée"] for row in rows] == ["oui", "oui"]
    assert rows[1]["Ce qui a été fait"] == "2\u00a0personnes supprimées. Motif\u00a0: =1+1."
    assert "example.org" not in target.read_text(encoding="utf-8")
