"""Lists that other programs wrote, where they are at hand: format, first lines, number of lines."""

from __future__ import annotations

from datetime import datetime

from rgpd_desktop.imports.spreadsheet import open_book

# file: (format, encoding, delimiter, header line, its first cells, lines that hold something)
EXPECTED = {
    "annuaire-sp-tsv.csv": ("csv", "utf-8", "\t", 1, ["id", "source", "name", "update"], 4032),
    "bolt-prospects-vcf.vcf": ("vcf", "utf-8", None, 1, ["Alice Dupont", "alice.dupont@mail.com", "06 12 34 56 78"], 1),
    "cdb-orient-xls.xls": ("xls", None, None, 1, ["Courriel*", "Prénom", "Nom", "Téléphones"], 3),
    "jb-clients-xlsx.xlsx": ("xlsx", None, None, 1, ["Name", "Prénom", "Age"], 21),
    "li-preamble-a-csv.csv": ("csv", "utf-8", ",", 5, ["First Name", "Last Name", "Email Address"], 14),
    "listmonk-subs-csv.csv": ("csv", "utf-8", ",", 1, ["email", "name", "attributes"], 101),
    "mairies-csv.csv": ("csv", "utf-8", ",", 1, ["département", "commune", "email"], 36_011),
    "ninja-clients-csv.csv": ("csv", "utf-8", ",", 4, ["Name", "Balance", "Paid to Date"], None),
    "odoo-partner-xls.xls": ("xls", None, None, 1, ["Name", "Is a company", "Related company"], 9),
    "rdvi-usager-xlsx.xlsx": ("xlsx", None, None, 1, ["N° Allocataire", "Civilité"], 2),
    "registre-traitement-simplifie.ods": ("ods", None, None, 1, ["Registre des traitements - Fiche tutorielle"], None),
    "s01_1072_contacts.xlsx": ("xlsx", None, None, 1, ["Civilité", "Nom", "Prénom", "Société"], 1073),
    "s05_campagne_par_destinataire.csv": ("csv", "utf-8", ";", 1, ["E-mail", "Nom", "Prénom"], 1073),
}


def test_lists_of_other_programs(samples):
    for name, (family, encoding, delimiter, header_line, header, count) in EXPECTED.items():
        book = open_book(samples / name)
        assert (name, book.format, book.encoding, book.delimiter) == (name, family, encoding, delimiter)
        read = list(book.lines())
        assert (name, dict(read)[header_line][: len(header)]) == (name, header)
        assert (name, len(read)) == (name, count or len(read))


def test_the_header_of_the_register_template_keeps_its_hidden_sheet(samples):
    path = samples / "registre-traitement-simplifie.ods"
    assert [sheet.is_visible for sheet in open_book(path).sheets] == [True, True, True, True, False]


def test_dates_and_numbers_stay_what_they_are(samples):
    path = samples / "rdvi-usager-xlsx.xlsx"
    [_, (_, cells)] = open_book(path).lines()
    assert 620022002.0 in cells
    assert not any(isinstance(cell, datetime) for cell in cells)
