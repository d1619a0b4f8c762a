"""Where the list stands in a sheet, and which of its lines are people."""

from __future__ import annotations

import time

import pytest

from rgpd_desktop.rules.columns import Cell, Line
from rgpd_desktop.rules.sheet_shape import Shape, body, find_shape

NAMES = ["Nom", "Prénom", "Tél", "E-mail"]
JEAN = ["Dupont", "Jean", "06 39 98 12 12", "jean@example.org"]
ANNE = ["Morel", "Anne", None, "anne@example.org"]


def lines(*rows: list[Cell]) -> list[Line]:
    return list(enumerate(rows, start=1))


def people(*rows: list[Cell]) -> list[int]:
    """The line numbers kept below a header."""
    sheet = lines(NAMES, *rows)
    shape = find_shape(sheet)
    assert shape is not None
    return [number for number, _ in body(sheet, shape)]


def test_a_plain_list() -> None:
    assert find_shape(lines(NAMES, JEAN, ANNE)) == Shape(1, tuple(NAMES), (0, 1, 2, 3), 2)


def test_title_note_and_section_above_the_header() -> None:
    sheet = lines(["Mes clients au 12/03/2024"], [], ["* à relancer en priorité"], ["CLIENTS"], NAMES, JEAN)
    assert find_shape(sheet) == Shape(5, tuple(NAMES), (0, 1, 2, 3), 6)


def test_pairs_of_labels_and_values_above_the_header() -> None:
    sheet = lines(["Société :", "ACME"], ["Édité le :", "12/03/2024"], NAMES, JEAN)
    shape = find_shape(sheet)
    assert shape is not None
    assert shape.header_row == 3


def test_numbering_is_the_file_s_when_empty_lines_are_left_out() -> None:
    shape = find_shape([(3, NAMES), (7, JEAN)])
    assert shape is not None
    assert (shape.header_row, shape.first_row) == (3, 7)


def test_blank_columns_are_left_out_and_cells_follow() -> None:
    sheet = lines([None, "Nom", "", "E-mail"], [None, "Dupont", None, "jean@example.org"])
    shape = find_shape(sheet)
    assert shape == Shape(1, ("Nom", "E-mail"), (1, 3), 2)
    assert list(body(sheet, shape)) == [(2, ("Dupont", "jean@example.org"))]


def test_a_column_without_header_is_lettered_and_repeated_headers_are_numbered() -> None:
    sheet = lines(["Nom", "Phone", None, "Phone", "Phone#2"], ["Dupont", "a", "note", "b", "c"])
    shape = find_shape(sheet)
    assert shape is not None
    assert shape.headers == ("Nom", "Phone", "Colonne C", "Phone#3", "Phone#2")


def test_a_column_beyond_z_has_two_letters() -> None:
    sheet = lines(["Nom", "Prénom", *[None] * 26], ["Dupont", "Jean", *[None] * 25, "x"])
    shape = find_shape(sheet)
    assert shape is not None
    assert shape.headers == ("Nom", "Prénom", "Colonne AB")


def test_header_text_is_kept_as_written() -> None:
    shape = find_shape(lines(["Adresses\nMails", "ID IODAS\t"], ["a@example.org", 12.0]))
    assert shape is not None
    assert shape.headers == ("Adresses\nMails", "ID IODAS\t")


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (["Identité", None, "Coordonnées", None], ["Nom", "Prénom", "Tél", "E-mail"]),
        (["Nom", "Prénom", "Coordonnées", None], [None, None, "Tél", "E-mail"]),
    ],
)
def test_a_header_on_two_lines(upper: list[Cell], lower: list[Cell]) -> None:
    assert find_shape(lines(upper, lower, JEAN)) == Shape(2, tuple(NAMES), (0, 1, 2, 3), 3)


def test_no_header_line() -> None:
    letters = ("Colonne A", "Colonne B", "Colonne C", "Colonne D")
    assert find_shape(lines(JEAN, ANNE)) == Shape(None, letters, (0, 1, 2, 3), 1)
    assert find_shape(lines(["Mes contacts"], JEAN, ANNE, JEAN)) == Shape(None, letters, (0, 1, 2, 3), 2)


def test_headers_in_unknown_words_are_told_by_what_stands_under_them() -> None:
    shape = find_shape(lines(["Xyz", "Abc"], ["Dupont", "jean@example.org"], ["Morel", "anne@example.org"]))
    assert shape is not None
    assert (shape.header_row, shape.headers) == (1, ("Xyz", "Abc"))


def test_a_header_alone_is_a_list_without_lines() -> None:
    shape = find_shape(lines(NAMES))
    assert shape == Shape(1, tuple(NAMES), (0, 1, 2, 3), 2)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [[None, ""], ["  "]],
        [["Penser à rappeler le comptable avant la fin du mois."], ["Voir avec Paul"]],
        [["Code", "Signification"], ["P", "Prospect"], ["C", "Client"], ["X", "Ne plus contacter"]],
        [["P", "Prospect"], ["C", "Client"]],
        [["Mois", "CA", "Nb clients"], ["Janvier", 1200.0, 3.0], ["Février", 1300.0, 4.0]],
        [["Type", "Nombre de contacts"], ["Prospect", 690.0], ["Total", 1008.0]],
        [["Nom :", None, "Prénom :", None], ["Adresse :", None, "Ville :", None], ["Tél :", None, "E-mail :", None]],
    ],
    ids=["empty", "blank", "note", "legend", "legend without header", "figures", "counts", "form"],
)
def test_what_is_no_list(rows: list[list[Cell]]) -> None:
    assert find_shape(lines(*rows)) is None


def test_a_single_column_of_addresses_is_a_list() -> None:
    assert find_shape(lines(["E-mail"], ["a@example.org"])) == Shape(1, ("E-mail",), (0,), 2)
    assert find_shape(lines(["a@example.org"], ["b@example.org"])) == Shape(None, ("Colonne A",), (0,), 1)


@pytest.mark.parametrize(
    "noise",
    [
        [None, "", "  ", None],
        ["TOTAL", None, None, None],
        [None, "Total général :", 12.0, None],
        ["Total", 2.0, None, "1 200,50 €"],
        ["Sous-total clients", None, 12.0, None],
        ["Nombre de contacts : 12", None, None, None],
        ["Nb lignes", 12.0, None, None],
        NAMES,
        ["CLIENTS", None, None, None],
        ["Prospects 2023", None, None, None],
        ["A", None, None, None],
        [None, None, 12.0, None],
        ["Liste exportée le 12/03/2024", None, None, None],
        ["* contacts vus au salon", None, None, None],
        ["Les personnes en rouge ne doivent plus être appelées.", None, None, None],
    ],
)
def test_lines_that_are_nobody(noise: list[Cell]) -> None:
    assert people(JEAN, noise, ANNE) == [2, 4]


@pytest.mark.parametrize(
    "person",
    [
        ["Total Énergies", None, "01 99 00 12 12", None],
        ["Total", None, None, "contact@total.example"],
        ["Total", "Jean", None, None],
        ["Somme", "Luc", None, None],
        ["Note", "Ève", None, None],
        ["Jean-Pierre de La Tour", None, None, None],
        ["Martin", None, None, None],
        [None, None, "06 39 98 12 12", None],
        [12.0, "Jean", None, None],
    ],
)
def test_lines_that_are_somebody(person: list[Cell]) -> None:
    assert people(JEAN, person, ANNE) == [2, 3, 4]


def test_lines_are_padded_and_cut() -> None:
    shape = Shape(1, ("Nom", "Prénom", "Tél"), (0, 1, 2), 2)
    rows = [["Dupont"], ["Morel", "Anne", None, "of no use"]]
    assert [tuple(cells) for _, cells in body(enumerate(rows, start=2), shape)] == [
        ("Dupont", None, None),
        ("Morel", "Anne", None),
    ]


def test_lines_above_the_first_row_are_not_read() -> None:
    shape = Shape(3, tuple(NAMES), (0, 1, 2, 3), 4)
    assert [number for number, _ in body(lines(JEAN, ANNE, NAMES, JEAN), shape)] == [4]


def test_a_long_list_goes_through_quickly() -> None:
    headers = (*NAMES, *[f"Champ {index}" for index in range(16)])
    row = [*JEAN, *["x"] * 16]
    shape = Shape(1, headers, tuple(range(20)), 2)
    start = time.perf_counter()
    assert sum(1 for _ in body(((number, row) for number in range(2, 50_002)), shape)) == 50_000
    assert time.perf_counter() - start < 0.5
