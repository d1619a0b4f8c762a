"""What an import never does: leave half of itself, act on a plan that no longer holds, quote the list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from rgpd_desktop.basics.problems import Cancelled, Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.columns import ListOrigin
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.services import keep_safe
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.services.import_contacts import ImportSession
from rgpd_desktop.services.list_file import ListFile
from rgpd_desktop.store import arrivals, contacts, journal
from tests.services.lists import TODAY, imported, order_of, rehearsed, write_list

HEADERS = "Nom;Prénom;Société;E-mail;Téléphone;Date du dernier contact;Désabonné"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "data", TODAY) as opened:
        yield opened
        assert keep_safe.check(opened, Ticket()) == []


def people(desk: Desk) -> list[Contact]:
    """Everybody kept, in the order they came."""
    return contacts.fetch(desk.database, [row[0] for row in desk.database.rows("SELECT id FROM contacts ORDER BY id")])


class Stopping(Ticket):
    """Cancels at its nth step."""

    def __init__(self, steps: int) -> None:
        super().__init__()
        self.left = steps

    def step(self, done: int, total: int | None = None) -> None:
        self.left -= 1
        if self.left <= 0:
            self.cancel()
        super().step(done, total)


def test_a_cancelled_import_leaves_nothing(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "_SLICE", 3)
    path = write_list(
        tmp_path / "l.csv", HEADERS, *(f"Nom{n};A;;a{n}@exemple.example;;12/03/2025;oui" for n in range(10))
    )
    session, plan = rehearsed(desk, path)
    tables = ("contacts", "points", "contacts_fts", "batches", "oppositions", "journal", "column_choices", "proposals")
    for steps in range(1, 9):
        with pytest.raises(Cancelled):
            session.run(Stopping(steps))
        assert [desk.database.value(f"SELECT count(*) FROM {name}") for name in tables] == [0] * len(tables)
    assert session.run(Ticket()).new == plan.new == 10  # and what was rehearsed can still be done


def test_a_cancelled_rehearsal_leaves_no_line_in_memory(desk: Desk, tmp_path: Path) -> None:
    path = write_list(
        tmp_path / "l.csv", HEADERS, *(f"Nom{n};A;;a{n}@exemple.example;;12/03/2025;" for n in range(3_000))
    )
    session = ImportSession(desk, ListFile(path))
    order = order_of(session.preview(Ticket()))
    for steps in (1, 3, 5):
        with pytest.raises(Cancelled):
            session.rehearse(order, Stopping(steps))
        assert desk.database.rows("SELECT name FROM temp.sqlite_master") == []
    with pytest.raises(RuntimeError):
        session.run(Ticket())


def test_contacts_that_changed_since(desk: Desk, tmp_path: Path) -> None:
    path = write_list(
        tmp_path / "l.csv", HEADERS, "Un;A;;a@exemple.example;;12/03/2025;", "Deux;B;;b@exemple.example;;12/03/2025;"
    )
    session, _ = rehearsed(desk, path)
    contacts.add(desk.database, Contact(last_name="Autre", entered_on=TODAY), desk.starts)
    other, _ = rehearsed(desk, path)
    assert other.run(Ticket()).new == 2
    with pytest.raises(Refusal, match="Vos contacts ont changé"):
        session.run(Ticket())
    assert len(people(desk)) == 3
    assert session.rehearse(order_of(session.preview(Ticket())), Ticket()).merged == 2


def test_a_change_that_does_not_matter_is_taken_into_account(desk: Desk, tmp_path: Path) -> None:
    session, _ = rehearsed(desk, write_list(tmp_path / "l.csv", HEADERS, "Un;A;;a@exemple.example;;12/03/2025;"))
    contacts.add(desk.database, Contact(last_name="Autre", entered_on=TODAY), desk.starts)
    assert session.run(Ticket()).new == 1
    assert [each.id for each in people(desk)] == [1, 2]


def test_a_file_that_changed_since(desk: Desk, tmp_path: Path) -> None:
    path = write_list(tmp_path / "l.csv", HEADERS, "Un;A;;a@exemple.example;;12/03/2025;")
    session, _ = rehearsed(desk, path)
    write_list(path, HEADERS, "Deux;B;;b@exemple.example;;12/03/2025;")
    with pytest.raises(Refusal, match="a changé depuis"):
        session.preview(Ticket())


def test_the_journal_and_the_batch_hold_counts_only(desk: Desk, tmp_path: Path) -> None:
    imported(desk, write_list(tmp_path / "marqueur.csv", HEADERS, "Marqueur;A;;marqueur@exemple.example;;12/03/2025;"))
    (line,) = journal.lines(desk.database)
    assert line.event == "import"
    assert "arqueur" not in line.detail
    assert '"new": 1' in line.detail


def test_refused_lines_go_to_a_workbook(desk: Desk, tmp_path: Path) -> None:
    path = write_list(
        tmp_path / "l.csv",
        "Nom;E-mail;Solde",
        "Un;a@exemple.example;12",
        ";=2+3;-4",
        ";;=HYPERLINK(1)",
        "Deux;b@exemple.example;",
    )
    session, plan = rehearsed(desk, path)
    assert plan.refused == 2
    target = tmp_path / "rejets.xlsx"
    session.write_refused(target, Ticket())
    rows = list(openpyxl.load_workbook(target).active.iter_rows())
    assert [cell.value for cell in rows[0]] == ["Nom", "E-mail", "Solde", "Feuille", "Ligne", "Motif"]
    reason = "ni nom, ni société, ni e-mail, ni téléphone, ni adresse complète, ni site, ni SIREN"
    assert [[cell.value for cell in row] for row in rows[1:]] == [
        [None, "=2+3", "-4", None, 3, reason],
        [None, None, "=HYPERLINK(1)", None, 4, reason],
    ]
    assert {cell.data_type for row in rows for cell in row} <= {"s", "inlineStr", "n"}


def test_no_error_repeats_the_list(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every step made to fail: what is raised never quotes a cell."""
    path = write_list(
        tmp_path / "l.csv", HEADERS, "Marqueur;A;;marqueur@exemple.example;marqueur;12/03/2025;", ";;;marqueur;;;"
    )

    def broken(*arguments: object, **named: object) -> None:
        raise ValueError("broken")

    for place in (
        "rgpd_desktop.rules.grouping.match",
        "rgpd_desktop.store.fates.mark",
        "rgpd_desktop.store.journal.record",
    ):
        with monkeypatch.context() as patch:
            patch.setattr(place, broken)
            with pytest.raises(ValueError, match="broken") as raised:
                imported(desk, path)
        assert "arqueur" not in str(raised.value)
        assert people(desk) == []
    session, _ = rehearsed(desk, path)
    assert not any("arqueur" in problem.reason for problem in (*session.problems(), *session.refused()))


def test_a_kind_that_does_not_exist_is_refused(desk: Desk, tmp_path: Path) -> None:
    path = write_list(tmp_path / "l.csv", "Nom;E-mail;Type", "Un;a@exemple.example;P", "Deux;b@exemple.example;P")
    session = ImportSession(desk, ListFile(path))
    order = order_of(session.preview(Ticket()))
    (sheet,) = order.sheets
    wrong = tuple(
        replace(each, field="kind", codes={"P": "rien"}) if each.index == 2 else each for each in sheet.choices
    )
    for bad in (
        replace(order, origin=ListOrigin(kind="rien")),
        replace(order, sheets=(replace(sheet, kind="rien"),)),
        replace(order, sheets=(replace(sheet, choices=wrong),)),
        replace(order, sheets=(replace(sheet, choices=sheet.choices[:2]),)),
        replace(order, sheets=()),
    ):
        with pytest.raises(Refusal):
            session.rehearse(bad, Ticket())
    by_its_word = replace(order, origin=ListOrigin(kind="Clients"))
    session.rehearse(by_its_word, Ticket())
    session.run(Ticket())
    assert {person.kind for person in people(desk)} <= {"client", "prospect"}


def test_a_no_is_known_even_in_a_cell_that_could_not_be_read(desk: Desk, tmp_path: Path) -> None:
    """The address is cut by a space, or has words around it: whoever refused does not come in for all that."""
    imported(desk, write_list(tmp_path / "non.csv", "E-mail;Ne pas contacter", "luc.durand@exemple.example;oui"))
    path = write_list(
        tmp_path / "encore.csv", "Nom;E-mail", "Durand;luc durand@exemple.example", "Durand;Secrétariat luc.durand@exemple.example",
        "Petit;zoe petit@exemple.example",
    )  # fmt: skip
    _, plan = rehearsed(desk, path)
    assert (plan.new, plan.put_aside) == (1, 2)
