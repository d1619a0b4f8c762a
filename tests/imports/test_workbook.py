"""Workbooks: the four families, what calamine cuts off given back, and its faults turned into sentences."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
import xlwt
from file_makers import ods, ods_blank, ods_cell, ods_row, raw_xlsx, text_cell, xlsb
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.imports import workbook as workbook_module
from rgpd_desktop.imports.spreadsheet import SheetInfo, open_book


def saved(workbook: openpyxl.Workbook | xlwt.Workbook) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def test_lines_and_columns_keep_their_place_when_data_starts_in_c4(write):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet["C4"], sheet["D4"] = "Nom", "Ville"
    sheet["C7"] = "Le Goff"
    book = open_book(write("liste.xlsx", saved(workbook)))
    assert list(book.lines()) == [(4, [None, None, "Nom", "Ville"]), (7, [None, None, "Le Goff", None])]
    assert book.line_count() == 7
    assert (book.format, book.encoding, book.delimiter, book.fixed_columns) == ("xlsx", None, None, ())


def test_every_kind_of_cell(write):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    values = [
        "  Dupont ", 612345678, 0, 1.5, True, False, date(2024, 2, 29), datetime(2024, 2, 29, 8, 5), time(9, 30), timedelta(hours=30)
    ]  # fmt: skip
    sheet.append(values)
    sheet["K1"] = "#N/A"
    sheet["K1"].data_type = "e"
    sheet["L1"] = "bas"
    [(number, cells)] = open_book(write("a.xlsx", saved(workbook))).lines()
    assert (number, cells) == (1, [*values, None, "bas"])
    assert [type(cell) for cell in cells[1:4]] == [float, float, float]
    assert [type(cell) for cell in cells[4:7]] == [bool, bool, date]


def test_control_characters_go_line_feeds_stay_and_long_cells_are_cut(write):
    workbook = openpyxl.Workbook()
    workbook.active.append(["a_x0001_b_x000D_\nc\td", "é\u00a0è", "x" * 40_000, "_x0007_"])
    [(_, cells)] = open_book(write("a.xlsx", saved(workbook))).lines()
    assert cells == ["ab\nc\td", "é\u00a0è", "x" * 32_767, None]


def test_a_cell_merged_over_lines_is_repeated_a_title_across_columns_is_not(write):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet["A1"] = "Mes clients"
    sheet.merge_cells("A1:C1")
    for row, (name, city) in enumerate((("Ana", 1), ("Bea", 2), ("Cyr", 3), ("Dan", 4)), 2):
        sheet.cell(row, 2, name)
        sheet.cell(row, 3, city)
    sheet["A2"] = "Société Alpha"
    sheet.merge_cells("A2:A4")
    book = open_book(write("a.xlsx", saved(workbook)))
    assert list(book.lines()) == [
        (1, ["Mes clients", None, None]),
        (2, ["Société Alpha", "Ana", 1.0]),
        (3, ["Société Alpha", "Bea", 2.0]),
        (4, ["Société Alpha", "Cyr", 3.0]),
        (5, [None, "Dan", 4.0]),
    ]


def test_hidden_sheets_are_told_empty_and_chart_sheets_are_harmless(write):
    workbook = openpyxl.Workbook()
    workbook.active.title = "Vide"
    for name, state in (("Secret", "hidden"), ("Plus secret", "veryHidden"), ("Clients", "visible")):
        sheet = workbook.create_sheet(name)
        sheet.sheet_state = state
        sheet["A1"] = name
    workbook.create_chartsheet("Graphique")
    book = open_book(write("a.xlsx", saved(workbook)))
    assert book.sheets == (
        SheetInfo("Vide", True),
        SheetInfo("Secret", False),
        SheetInfo("Plus secret", False),
        SheetInfo("Clients", True),
    )
    assert list(book.lines()) == [(1, ["Clients"])]
    assert list(book.lines("Secret")) == [(1, ["Secret"])]
    assert (list(book.lines("Vide")), book.line_count("Vide")) == ([], 0)
    with pytest.raises(Refusal, match="n’existe pas"):
        list(book.lines("Graphique"))


def test_a_workbook_without_anything_has_no_line(write):
    book = open_book(write("a.xlsx", saved(openpyxl.Workbook())))
    assert (list(book.lines()), book.line_count()) == ([], 0)


def test_dates_counted_from_1904(write):
    workbook = openpyxl.Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    workbook.active["A1"] = date(2020, 5, 6)
    assert b"42495" in zipfile.ZipFile(io.BytesIO(saved(workbook))).read("xl/worksheets/sheet1.xml")
    book = open_book(write("a.xlsx", saved(workbook)))
    assert (list(book.lines()), book.is_1904) == ([(1, [date(2020, 5, 6)])], True)
    assert not open_book(write("b.xlsx", saved(openpyxl.Workbook()))).is_1904

    old = xlwt.Workbook()
    old.dates_1904 = True
    old.add_sheet("S").write(0, 0, date(2020, 5, 6), xlwt.easyxf(num_format_str="DD/MM/YYYY"))
    book = open_book(write("a.xls", saved(old)))
    assert (list(book.lines()), book.is_1904) == ([(1, [date(2020, 5, 6)])], True)
    old.dates_1904 = False
    assert not open_book(write("b.xls", saved(old))).is_1904


def test_strict_ooxml(write):
    workbook = openpyxl.Workbook()
    workbook.active.append(["Nom", "Éric", date(2024, 1, 31)])
    source = zipfile.ZipFile(io.BytesIO(saved(workbook)))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as strict:
        for name in source.namelist():
            content = source.read(name)
            for old, new in (
                (
                    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                    b"http://purl.oclc.org/ooxml/spreadsheetml/main",
                ),
                (
                    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    b"http://purl.oclc.org/ooxml/officeDocument/relationships",
                ),
            ):
                content = content.replace(old, new)
            strict.writestr(name, content)
    book = open_book(write("strict.xlsx", buffer.getvalue()))
    assert list(book.lines()) == [(1, ["Nom", "Éric", date(2024, 1, 31)])]


def test_xls_whatever_its_name(write):
    old = xlwt.Workbook()
    sheet = old.add_sheet("Prospects")
    sheet.write(1, 1, "Nom")
    sheet.write(1, 2, 612345678)
    sheet.write_merge(2, 3, 1, 1, "Groupe\x01")
    sheet.write(2, 2, "Ana")
    sheet.write(3, 2, "Bea")
    hidden = old.add_sheet("Brouillon")
    hidden.visibility = 1
    book = open_book(write("liste.xlsx", saved(old)))
    assert (book.format, book.sheets) == ("xls", (SheetInfo("Prospects", True), SheetInfo("Brouillon", False)))
    assert list(book.lines()) == [
        (2, [None, "Nom", 612345678]),
        (3, [None, "Groupe", "Ana"]),
        (4, [None, "Groupe", "Bea"]),
    ]


def test_a_long_xls(write):
    old = xlwt.Workbook()
    for name in ("Un", "Deux"):
        sheet = old.add_sheet(name)
        for row in range(3000):
            for column in range(5):
                sheet.write(row, column, f"{name} {row} {column}")
    book = open_book(write("a.xls", saved(old)))
    assert [number for number, _ in book.lines("Deux")] == list(range(1, 3001))
    assert list(book.lines("Deux"))[-1][1][4] == "Deux 2999 4"


def test_xlsx_named_xls_and_macro_workbook(write):
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "Nom"
    assert open_book(write("liste.xls", saved(workbook))).format == "xlsx"
    assert open_book(write("liste.csv", saved(workbook))).format == "xlsx"


def test_xlsb(write):
    book = open_book(write("a.xlsb", xlsb({0: {0: "Nom", 1: "Téléphone"}, 3: {0: "Élise", 1: 612345678.0}})))
    assert (book.format, book.sheets) == ("xlsb", (SheetInfo("Liste", True),))
    assert list(book.lines()) == [(1, ["Nom", "Téléphone"]), (4, ["Élise", 612345678.0])]


def test_ods_with_the_blanks_libreoffice_writes(write):
    rows = ods_row(ods_cell("Nom"), ods_cell("Ville"), ods_blank(16_382))
    rows += ods_row(ods_blank(16_384), repeated=3)
    rows += ods_row(
        ods_cell("Groupe", ' table:number-rows-spanned="2"'), ods_cell("Brest"), ods_blank(100), ods_blank(16_282)
    )
    rows += ods_row("<table:covered-table-cell/>", ods_cell("Lyon"))
    rows += ods_row(ods_blank(16_384), repeated=1_048_570)
    book = open_book(write("liste.ods", ods({"Feuille1": "", "Amis": rows})))
    assert (book.format, book.sheets) == ("ods", (SheetInfo("Feuille1", True), SheetInfo("Amis", True)))
    assert list(book.lines()) == [(1, ["Nom", "Ville"]), (5, ["Groupe", "Brest"]), (6, ["Groupe", "Lyon"])]
    assert book.line_count() == 6


def test_styled_empty_cells_far_away_count_for_nothing(write):
    far = '<c r="XFD1"/></row><row r="1048576" ht="15"><c r="A1048576" s="0"/><c r="XFD1048576"/></row>'
    book = open_book(write("a.xlsx", raw_xlsx('<row r="1">' + text_cell("A1", "Nom") + far)))
    assert list(book.lines()) == [(1, ["Nom"])]


def test_a_dimension_that_lies_loses_no_row(write):
    rows = "".join(f'<row r="{row}">{text_cell(f"A{row}", f"n{row}")}</row>' for row in range(1, 51))
    book = open_book(write("a.xlsx", raw_xlsx(rows, dimension='<dimension ref="A1"/>')))
    assert [number for number, _ in book.lines()] == list(range(1, 51))


class PanicException(BaseException):
    pass


@pytest.mark.parametrize("fault", [PanicException("range"), ValueError("x"), RuntimeError("x")])
def test_a_fault_of_the_parser_is_a_refusal(write, monkeypatch, refusal_of, fault):
    class Faulty:
        @staticmethod
        def from_filelike(_):
            raise fault

    path = write("a.xlsx", saved(openpyxl.Workbook()))
    monkeypatch.setattr(workbook_module, "CalamineWorkbook", Faulty)
    assert refusal_of(path).startswith("Ce fichier est abîmé")


def test_an_interruption_is_not_taken_for_a_damaged_file(write, monkeypatch):
    class Interrupted:
        @staticmethod
        def from_filelike(_):
            raise KeyboardInterrupt

    path = write("a.xlsx", saved(openpyxl.Workbook()))
    monkeypatch.setattr(workbook_module, "CalamineWorkbook", Interrupted)
    with pytest.raises(KeyboardInterrupt):
        open_book(path)
