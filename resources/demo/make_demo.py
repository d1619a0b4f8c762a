"""Writes the two lists of this folder again: liste-prospects.xlsx and contacts-salon.csv.

Everybody in them is made up. Addresses end in domains reserved for examples (.example, example.org), numbers come from the
ranges kept for fiction (06 39 98 xx xx, 01 99 00 xx xx). The lists are as untidy as those one finds: titles above the header,
lost zeros, dates in every form, doubles, a total, a hidden sheet. Run it by hand: `python resources/demo/make_demo.py`.
"""

from __future__ import annotations

import csv
import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).resolve().parent
FIRST_DAY, LAST_DAY = date(2019, 1, 7), date(2026, 11, 13)
EXCEL_EPOCH = date(1899, 12, 30)

FIRST_NAMES = (
    "Hélène", "Karim", "Anne", "Marc", "Jean-Michel", "Inès", "Paul", "Solène", "Léo", "Odile", "Yann", "Aïssatou", "Noémie",
    "Tom", "Émilie", "Luc", "Chloé", "Mathieu", "Françoise", "Étienne", "Marie-Claude", "Gaël", "Zoé", "Raphaël", "Agnès",
    "Loïc", "Salomé", "Bruno", "Nadia", "Cédric", "Maëlle", "Thierry", "Sylvie", "Anaïs", "Hugo", "Clémence",
)  # fmt: skip
LAST_NAMES = (
    "Aubrelin", "Bensaïdi", "de Castelnoix", "Delaunoy-Petit", "Esnaultier", "Ferrerin", "Girardel", "Huetin", "Ibarrondel",
    "Jacquemard", "Kervellec", "Le Goffic", "Marchandeau", "N’Diayet", "Ollivrin", "Perronnet", "Quéméneur", "Rousselin",
    "d’Aubignac", "Teyssandier", "Ulmannet", "Vasseurel", "Wattelin", "Ybertin", "Zimmerlé", "Chauvinot", "Diallonne",
    "Fabregat", "Guérinot", "Barreaudin", "Lefèvrier", "Moulinard", "Pélissard", "Saint-Amandier", "Tournadre", "Villeneuvois",
)  # fmt: skip
COMPANIES = (
    "Atelier Varlune", "SARL BELCOMBRE", "Menuiserie Tissandre", "Ondaline Conseil", "Cabinet Plumevert", "Garage des Lunes Carrées",
    "Studio Brindacier", "Boulangerie Pain-Perché", "Ets Roquembert & Fils", "Formation Azimutine", "Fleurs de Nimporte",
    "Institut Mousseclaire", "Librairie Cornepage", "", "", "",
)  # fmt: skip
CITIES = (
    ("69003", "Lyon"), ("01000", "Bourg-en-Bresse"), ("06300", "NICE"), ("31820", "Pibrac"), ("44000", "nantes"),
    ("75011", "Paris"), ("07200", "Aubenas"), ("59800", "Lille"), ("29200", "Brest"), ("67000", "Strasbourg"),
)  # fmt: skip
JOBS = ("Gérante", "Gérant", "Responsable achats", "Directrice", "Assistant", "Artisan", "", "")
SOURCES = ("Salon des artisans 2022", "Site web", "Bouche-à-oreille", "annuaire en ligne", "carte de visite", "")
NOTES = (
    "rappeler après les vacances", "devis envoyé", "très intéressée", "pas de budget cette année", "vu au salon", "", "", "", "", "",
)  # fmt: skip
MONTHS = ("janv.", "février", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "octobre", "nov.", "déc.")

# What a cell of these lists may hold.
Value = str | int | float | date | datetime | None


@dataclass(frozen=True)
class Person:
    """A made-up person, tidy; the sheets make the mess."""

    first: str
    last: str
    company: str
    city: tuple[str, str]
    number: int
    last_contact: date
    collected: date

    @property
    def email(self) -> str:
        """An address at a reserved domain."""
        domain = f"{plain(self.company)}.example" if self.company else "example.org"
        return f"{plain(self.first)}.{plain(self.last)}@{domain}"

    @property
    def mobile(self) -> str:
        """A number kept for fiction."""
        return f"063998{self.number:04d}"


def plain(text: str) -> str:
    """The letters and figures of `text`, without accents."""
    letters = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum())


def people(chance: random.Random, count: int) -> list[Person]:
    """Made-up people, no two with the same name or number."""
    names = chance.sample([(first, last) for first in FIRST_NAMES for last in LAST_NAMES], count)
    numbers = chance.sample(range(10_000), count)
    days = (LAST_DAY - FIRST_DAY).days
    made = []
    for (first, last), number in zip(names, numbers, strict=True):
        contact = FIRST_DAY + timedelta(days=chance.randrange(days))
        collected = max(FIRST_DAY, contact - timedelta(days=chance.randrange(400)))
        made.append(Person(first, last, chance.choice(COMPANIES), chance.choice(CITIES), number, contact, collected))
    return made


def phone(chance: random.Random, number: str) -> Value:
    """The number as somebody typed it."""
    pairs = [number[place : place + 2] for place in range(0, 10, 2)]
    forms: tuple[Value, ...] = (
        int(number), int(number), " ".join(pairs), ".".join(pairs), "-".join(pairs), f"+33 {number[1]} {' '.join(pairs[1:])}",
        f"0033{number[1:]}", f"+33 (0){number[1:]}", f"{' '.join(pairs)} (bureau)", number,
    )  # fmt: skip
    return chance.choice(forms)


def written(chance: random.Random, day: date) -> Value:
    """The day as somebody typed it; the first three forms are those of a date cell."""
    first = "1er" if day.day == 1 else str(day.day)
    forms: tuple[Value, ...] = (
        day, day, day, f"{day:%d/%m/%Y}", f"{day:%d/%m/%y}", f"{day:%d.%m.%Y}", f"{day:%Y-%m-%d}",
        f"{first} {MONTHS[day.month - 1]} {day.year}", (day - EXCEL_EPOCH).days,
    )  # fmt: skip
    return chance.choice(forms)


def prospect_rows(chance: random.Random, persons: list[Person]) -> Iterator[list[Value]]:
    """The rows of the sheet of prospects, doubles included."""
    for place, person in enumerate(persons):
        last = person.last.upper() if place % 3 else person.last
        email: Value = person.email
        if place % 11 == 4:
            email = person.email.upper() + " "
        elif place % 17 == 6:
            email = "inconnu"
        elif place % 23 == 9:
            email = f"{person.email} ; contact@example.org"
        number = f"019900{person.number:04d}"
        yield [
            last,
            person.first.upper() if place % 7 == 0 else person.first,
            person.company,
            email,
            phone(chance, person.mobile) if place % 5 else None,
            phone(chance, number) if place % 6 == 0 else None,
            int(person.city[0]),
            person.city[1],
            chance.choice(JOBS),
            None if place % 9 == 2 else written(chance, person.last_contact),
            None if place % 18 == 2 else written(chance, person.collected),
            chance.choice(SOURCES),
            "oui" if place % 16 == 5 else chance.choice(("", "", "non")),
            date(1950 + place % 50, 1 + place % 12, 1 + place % 28) if place % 4 == 0 else None,
            chance.choice(NOTES),
        ]


def write_prospects(sheet: Worksheet, chance: random.Random, persons: list[Person]) -> None:
    """Two title lines, a blank one, the header; a blank line in the middle, a total at the end."""
    sheet.append(["FICHIER PROSPECTS : NE PAS DIFFUSER"])
    sheet.append(["Mis à jour le 13/11/2026 par Camille"])
    sheet.append([])
    sheet.append([
        "NOM", "Prénom ", "Société", "Adresse mail", "Portable", "Tél. fixe", "CP", "Ville", "Fonction", "Dernier contact reçu",
        "Ajouté le", "Origine", "Désabonné", "Date de naissance", "Commentaires",
    ])  # fmt: skip
    for place, row in enumerate(prospect_rows(chance, persons)):
        if place == 40:
            sheet.append([])
        sheet.append(row)
    # Somebody typed these two again: one with the names in the wrong columns, one with less in it.
    twice, again = persons[3], persons[12]
    sheet.append([twice.first, twice.last, twice.company, twice.email, int(twice.mobile)])
    sheet.append([again.last.upper(), again.first, None, again.email, None, None, None, None, None, date(2026, 9, 30)])
    sheet.append(
        ["inconnu", None, None, "inconnu", None, None, None, None, None, None, None, None, None, None, "à retrouver"]
    )
    sheet.append([])
    sheet.append(["TOTAL", None, None, len(persons) + 3])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.merge_cells("A1:F1")


def write_clients(sheet: Worksheet, chance: random.Random, persons: list[Person]) -> None:
    """A full name in one column, and the end of the contract where there was one."""
    sheet.append(["Clients (actuels et anciens)"])
    sheet.append(
        [
            "Client",
            "Entreprise",
            "Mail",
            "Téléphone",
            "Ville",
            "Fin de contrat",
            "Dernier échange reçu",
            "Type",
            "Remarques",
        ]
    )
    for place, person in enumerate(persons):
        name = f"{person.last.upper()} {person.first}" if place % 2 else f"{person.first} {person.last}"
        is_former = place % 3 == 0
        sheet.append([
            name, person.company, person.email, phone(chance, person.mobile), person.city[1],
            written(chance, min(LAST_DAY, person.last_contact + timedelta(days=20))) if is_former else None,
            written(chance, person.last_contact), "Ancien client" if is_former else "Client", chance.choice(NOTES),
        ])  # fmt: skip


def write_old(sheet: Worksheet, persons: list[Person]) -> None:
    """A sheet that somebody hid and forgot."""
    sheet.append(["Nom", "Prénom", "E-mail", "Dernier contact"])
    for person in persons:
        sheet.append([person.last, person.first, person.email, person.last_contact.replace(year=2019)])
    sheet.sheet_state = "hidden"


def write_workbook(path: Path, chance: random.Random, persons: list[Person]) -> None:
    """liste-prospects.xlsx: 72 prospects, 34 clients, 8 people on a hidden sheet."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = "Prospects"
    write_prospects(first, chance, persons[:72])
    write_clients(book.create_sheet("Clients"), chance, persons[72:106])
    write_old(book.create_sheet("Archives 2019"), persons[106:114])
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, Cell) and cell.is_date:
                    cell.number_format = "DD/MM/YYYY"
    book.properties.creator = "Liste inventée"
    book.properties.created = datetime(2026, 11, 13, 9, 0)
    book.save(path)


def write_fair(path: Path, chance: random.Random, persons: list[Person]) -> None:
    """contacts-salon.csv: cp1252, semicolons, codes P and C, as an old export gives it."""
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(
            ["Civilité", "Nom", "Prénom", "Société", "E-mail", "Mobile", "CP", "Ville", "Rencontré le", "Newsletter OK", "Statut", "Notes"]
        )  # fmt: skip
        for place, person in enumerate(persons):
            number = person.mobile[1:] if place % 3 == 0 else str(phone(chance, person.mobile))
            writer.writerow([
                chance.choice(("M.", "Mme", "Mme", "")), person.last.upper(), person.first, person.company, person.email, number,
                person.city[0].lstrip("0"), person.city[1], f"{person.last_contact:%d/%m/%Y}", chance.choice(("O", "N", "O", "")),
                "C" if place % 6 == 0 else "P", chance.choice(NOTES),
            ])  # fmt: skip


def main() -> None:
    """Write both lists beside this script; the same ones each time."""
    chance = random.Random(1182_71)
    persons = people(chance, 140)
    write_workbook(HERE / "liste-prospects.xlsx", chance, persons)
    # Two visitors of the fair are already in the workbook, met again later.
    known = [replace(person, last_contact=date(2025, 3, 14), collected=date(2025, 3, 14)) for person in persons[5:7]]
    write_fair(HERE / "contacts-salon.csv", chance, persons[114:] + known)


if __name__ == "__main__":
    main()
