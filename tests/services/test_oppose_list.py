"""A file of unsubscribed people: every address and number counted first, then written whole; and a sending list checked against it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from rgpd_desktop.basics.problems import Cancelled, Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.services import check_sending, keep_oppositions, oppose_list
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import contacts, journal, opposition

TODAY = date(2026, 11, 23)
UNSUBSCRIBED = """Nom;Prénom;E-mail;E-mail 2;Mobile;Téléphone fixe
Aubry;Hélène;Helene@Exemple.fr;h.aubry@exemple.fr;06 39 98 12 34;
Petit;Paul;paul@exemple.fr;;;01 99 00 12 34
Durand;Luc;;;;
Aubry;Hélène;helene@exemple.fr;;;
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "données", TODAY) as opened:
        yield opened


@pytest.fixture
def unsubscribed(tmp_path: Path) -> Path:
    path = tmp_path / "désinscrits.csv"
    path.write_text(UNSUBSCRIBED, encoding="utf-8")
    return path


def test_counts_first_then_everything_at_once(desk: Desk, unsubscribed: Path) -> None:
    keep_oppositions.add(desk, "paul@exemple.fr", date(2025, 1, 1))
    person = Contact(last_name="Aubry", emails=("h.aubry@exemple.fr", "perso@exemple.fr"))
    number = contacts.add(desk.database, person, desk.starts).id
    before = desk.database.change_count
    plan = oppose_list.read(desk, unsubscribed, Ticket())
    assert desk.database.change_count == before
    assert plan.columns == ("E-mail", "E-mail 2", "Mobile", "Téléphone fixe")
    assert plan.refusing is None
    counts = plan.everybody
    assert (counts.lines, counts.unreadable, counts.emails, counts.phones, counts.known, counts.people) == (
        4,
        1,
        2,
        2,
        1,
        1,
    )
    report = oppose_list.enter(desk, plan, date(2026, 11, 2), "Désinscrits Brevo", Ticket())
    assert (report.emails, report.phones, report.known, report.people) == (2, 2, 1, 1)
    for value in (
        "helene@exemple.fr",
        "h.aubry@exemple.fr",
        "0639981234",
        "01 99 00 12 34 Petit Paul",
        "perso@exemple.fr",
    ):
        found = keep_oppositions.ask(desk, value)
        assert (found.since, found.origin) == (date(2026, 11, 2), "Désinscrits Brevo"), value
    assert keep_oppositions.ask(desk, "paul@exemple.fr").since == date(2025, 1, 1)
    assert contacts.fetch(desk.database, [number])[0].opposed_on == date(2026, 11, 2)
    line = journal.lines(desk.database)[-1]
    assert line.event == "opposition_file"
    assert json.loads(line.detail) == {"lines": 4, "emails": 2, "phones": 2, "known": 1, "people": 1}


def test_a_whole_audience_is_not_taken_for_refusals(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "audience.csv"
    path.write_text("E-mail;Désinscrit\na@x.example;oui\nb@x.example;non\nc@x.example;\n", encoding="utf-8")
    plan = oppose_list.read(desk, path, Ticket())
    assert plan.refusal_columns == ("Désinscrit",)
    assert plan.refusing is not None
    assert (plan.refusing.lines, plan.everybody.lines) == (1, 3)
    oppose_list.enter(desk, plan, TODAY, "outil", Ticket(), only_refusing=True)
    assert [keep_oppositions.ask(desk, f"{who}@x.example").is_opposed for who in "abc"] == [True, False, False]


def test_every_sheet_of_a_workbook(desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for sheet, who in ((book.active, "a"), (book.create_sheet("Mars"), "b")):
        for row in (("E-mail", "Date"), (f"{who}@x.example", date(2026, 3, 1)), (f"{who}2@x.example", None)):
            sheet.append(row)
    path = tmp_path / "deux.xlsx"
    book.save(path)
    plan = oppose_list.read(desk, path, Ticket())
    assert plan.everybody.emails == 4
    with pytest.raises(Refusal, match="contient 2 listes"):
        check_sending.check(desk, path, Ticket())


def test_nothing_half_done(desk: Desk, unsubscribed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = oppose_list.read(desk, unsubscribed, Ticket())
    ticket = Ticket()
    ticket.cancel()
    with pytest.raises(Cancelled):
        oppose_list.enter(desk, plan, TODAY, "outil", ticket)
    with pytest.raises(Cancelled):
        oppose_list.read(desk, unsubscribed, ticket)
    with pytest.raises(Refusal, match="Donnez un nom"):
        oppose_list.enter(desk, plan, TODAY, " ", Ticket())
    with pytest.raises(Refusal, match="avenir"):
        oppose_list.enter(desk, plan, date(2027, 1, 1), "outil", Ticket())
    assert opposition.count(desk.database) == 0
    assert journal.lines(desk.database) == []


@pytest.mark.parametrize(
    "content", [b"", b"Couleur;Taille\nrouge;12\n", b"PK\x03\x04broken", b"%PDF-1.4", b"\x00" * 4000]
)
def test_what_is_no_list_is_refused(desk: Desk, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "fichier.csv"
    path.write_bytes(content)
    for read in (oppose_list.read, check_sending.check):
        with pytest.raises(Refusal):
            read(desk, path, Ticket())


SENDING = """Campagne de printemps;;
EMAIL;PRENOM;TEL
a@x.example;Ana;=1+1
NON@x.example;Nora;
b@x.example;Ben;06 39 98 12 34
Total : 3;;
"""


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_sending_list_comes_back_without_the_opposed(desk: Desk, tmp_path: Path, ending: str) -> None:
    keep_oppositions.add(desk, "non@x.example", TODAY)
    keep_oppositions.add(desk, "0639981234", TODAY)
    path = tmp_path / "envoi.csv"
    path.write_text(SENDING, encoding="utf-8")
    checked = check_sending.check(desk, path, Ticket())
    assert (checked.kept, checked.opposed_rows) == (1, (4, 5))
    assert checked.suggested == tmp_path / "envoi-sans-opposes.csv"
    target = tmp_path / f"copie{ending}"
    check_sending.write(desk, checked, target, Ticket())
    if ending == ".csv":
        rows = list(csv.reader(target.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
        formula = "'=1+1"
    else:
        sheet = openpyxl.load_workbook(target).active
        rows = [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]
        formula = "=1+1"
        assert sheet.cell(3, 3).data_type == "s"
    cells = [[cell for cell in row if cell] for row in rows]
    assert cells == [
        ["Campagne de printemps"],
        ["EMAIL", "PRENOM", "TEL"],
        ["a@x.example", "Ana", formula],
        ["Total : 3"],
    ]
    assert path.read_text(encoding="utf-8") == SENDING
    line = journal.lines(desk.database)[-1]
    assert (line.event, json.loads(line.detail)) == (
        "opposition_check",
        {"kept": 1, "set_aside": 2, "format": ending[1:]},
    )


def test_the_file_itself_is_never_replaced(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "envoi.csv"
    path.write_text(SENDING, encoding="utf-8")
    checked = check_sending.check(desk, path, Ticket())
    for target in (path, tmp_path / "." / "envoi.csv", tmp_path / "envoi.pdf"):
        with pytest.raises(Refusal, match=r"ne peut pas remplacer|format n’existe pas"):
            check_sending.write(desk, checked, target, Ticket())
    ticket = Ticket()
    ticket.cancel()
    with pytest.raises(Cancelled):
        check_sending.write(desk, checked, tmp_path / "copie.csv", ticket)
    assert not (tmp_path / "copie.csv").exists()
    assert path.read_text(encoding="utf-8") == SENDING
    assert journal.lines(desk.database) == []
