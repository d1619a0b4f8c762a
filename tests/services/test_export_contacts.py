"""A selection out of the program: its columns, its line in the journal, and nothing left when it is stopped."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from rgpd_desktop.basics.problems import Cancelled, Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Audience, Contact
from rgpd_desktop.rules.contact_query import ContactQuery
from rgpd_desktop.services import export_contacts
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import contacts, journal

TODAY = date(2026, 11, 23)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "données", TODAY) as opened:
        people = (
            Contact(
                last_name="Aubry", first_name="Hélène", emails=("h@example.org", "a@example.org"), postal_code="01000",
                phones=("+33639980612", "+33123456789"), audience=Audience.PROFESSIONAL, notes='=HYPERLINK("x")',
                last_contact_on=date(2022, 3, 12), newsletter=False,
            ),
            Contact(company="Petit & Fils", kind="client", phones=("+32475123456",)),
        )  # fmt: skip
        for person in people:
            contacts.add(opened.database, person, opened.starts)
        yield opened


def test_a_workbook(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "liste.xlsx"
    assert export_contacts.export(desk, ContactQuery(), target, " prospection de printemps ", Ticket()) == 2
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(target).active.iter_rows()]
    first = dict(zip(rows[0], rows[1], strict=True))
    assert list(first) == [
        "Nom", "Prénom", "Civilité", "E-mail", "Téléphone", "Mobile", "Société", "Fonction", "Adresse", "Code postal",
        "Ville", "Pays", "Site web", "SIREN / SIRET", "Type de contact", "Professionnel ou particulier",
        "Dernier contact reçu", "Date de collecte", "Fin de la relation", "Origine", "Notes", "Abonné à la lettre",
        "Opposé le", "Conservation", "Échéance",
    ]  # fmt: skip
    assert first["E-mail"] == "h@example.org, a@example.org"
    assert (first["Téléphone"], first["Mobile"], first["Code postal"]) == ("01 23 45 67 89", "06 39 98 06 12", "01000")
    assert (first["Type de contact"], first["Professionnel ou particulier"]) == ("Prospect", "Professionnel")
    assert (first["Dernier contact reçu"], first["Échéance"]) == (datetime(2022, 3, 12), datetime(2025, 3, 12))
    assert first["Conservation"] == "dépassée depuis 20\u00a0mois"
    assert first["Notes"] == '=HYPERLINK("x")'
    assert openpyxl.load_workbook(target).active.cell(2, 21).data_type == "s"
    line = journal.lines(desk.database)[0]
    assert (line.event, line.detail) == (
        "export",
        '{"count": 2, "for_prospecting": "no", "format": "xlsx", "reason": "prospection de printemps"}',
    )


def test_a_csv_of_some(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "liste.csv"
    assert export_contacts.export(desk, (2, 99), target, "copie", Ticket()) == 1
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) == 1
    assert (rows[0]["Société"], rows[0]["Conservation"], rows[0]["Échéance"]) == (
        "Petit & Fils",
        "relation en cours",
        "",
    )
    assert rows[0]["Mobile"] + rows[0]["Téléphone"] == "'+32 475 12 34 56"


def test_stopped_it_leaves_neither_file_nor_line(desk: Desk, tmp_path: Path) -> None:
    ticket = Ticket(lambda done, total: ticket.cancel())
    with pytest.raises(Cancelled):
        export_contacts.export(desk, ContactQuery(), tmp_path / "liste.xlsx", "copie", ticket)
    assert [path.name for path in tmp_path.iterdir()] == ["données"]
    assert journal.lines(desk.database) == []


def test_a_reason_and_a_format_are_needed(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="Indiquez pourquoi"):
        export_contacts.export(desk, ContactQuery(), tmp_path / "liste.xlsx", " ", Ticket())
    with pytest.raises(Refusal, match="Ce format"):
        export_contacts.export(desk, ContactQuery(), tmp_path / "liste.pdf", "copie", Ticket())
    assert [path.name for path in tmp_path.iterdir()] == ["données"]


def test_no_export_without_its_line(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise Refusal("Le disque est plein.")

    monkeypatch.setattr(journal, "record", full)
    with pytest.raises(Refusal, match="Le disque est plein"):
        export_contacts.export(desk, ContactQuery(), tmp_path / "liste.csv", "copie", Ticket())
    assert not (tmp_path / "liste.csv").exists()
