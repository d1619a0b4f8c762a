"""The lists to try at once hold nobody real, and enough mess to be worth trying."""

from __future__ import annotations

import csv
import re
from datetime import datetime

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from rgpd_desktop.basics import places

DEMO = places.resources() / "demo"
RESERVED = re.compile(r"@([a-z0-9-]+\.example|example\.org)$", re.IGNORECASE)
FICTION = re.compile(r"63998|19900")


@pytest.fixture(scope="module")
def workbook() -> Workbook:
    return load_workbook(DEMO / "liste-prospects.xlsx")


@pytest.fixture(scope="module")
def fair() -> list[list[str]]:
    text = (DEMO / "contacts-salon.csv").read_bytes().decode("cp1252")
    return list(csv.reader(text.splitlines(), delimiter=";"))


def cells(workbook: Workbook) -> list[object]:
    return [cell for sheet in workbook.worksheets for row in sheet.iter_rows(values_only=True) for cell in row if cell]


def test_every_address_is_at_a_reserved_domain(workbook: Workbook, fair: list[list[str]]) -> None:
    written = [cell for cell in [*cells(workbook), *(cell for row in fair for cell in row)] if "@" in str(cell)]
    addresses = [address for cell in written for address in re.split(r"[ ;]+", str(cell).strip())]
    assert len(addresses) > 130
    assert [address for address in addresses if not RESERVED.search(address)] == []


def test_every_phone_is_kept_for_fiction(workbook: Workbook, fair: list[list[str]]) -> None:
    sheets = {"Prospects": (4, 5), "Clients": (3,)}
    written = [
        row[column]
        for name, columns in sheets.items()
        for row in workbook[name].iter_rows(min_row=5, values_only=True)
        for column in columns
        if row[column]
    ]
    written += [row[5] for row in fair[1:]]
    assert len(written) > 100
    for cell in written:
        digits = re.sub(r"\D", "", str(cell)).removeprefix("00").removeprefix("33").lstrip("0")
        assert FICTION.match(digits), "a number outside the ranges of fiction"
        assert len(digits) == 9


def test_the_mess_is_there(workbook: Workbook, fair: list[list[str]]) -> None:
    assert [(sheet.title, sheet.sheet_state) for sheet in workbook.worksheets] == [
        ("Prospects", "visible"),
        ("Clients", "visible"),
        ("Archives 2019", "hidden"),
    ]
    prospects = list(workbook["Prospects"].iter_rows(values_only=True))
    header = prospects[3]
    assert header[0] == "NOM"
    assert {"Désabonné", "Date de naissance"} <= set(header)
    assert prospects[-1][0] == "TOTAL"
    assert {type(row[9]) for row in prospects[4:] if row[9]} == {str, int, datetime}
    assert any(isinstance(row[4], int) for row in prospects[4:])
    assert "oui" in {row[12] for row in prospects[4:]}
    assert fair[0][10] == "Statut"
    assert {row[10] for row in fair[1:]} == {"P", "C"}


def test_some_are_overdue_on_the_day_of_the_content_and_some_are_not(fair: list[list[str]]) -> None:
    days = [datetime.strptime(row[8], "%d/%m/%Y") for row in fair[1:]]
    assert min(days) < datetime(2023, 11, 24) < max(days) < datetime(2026, 11, 24)
