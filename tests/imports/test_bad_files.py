"""Files that must be refused in one sentence, before any parser allocates anything."""

from __future__ import annotations

import io
import os
import struct
import time
import tracemalloc
import zipfile

import openpyxl
import pytest
import xlwt
from file_makers import ods, ods_blank, ods_cell, ods_row, ole, raw_xlsx, text_cell, xlsb, zipped
from openpyxl.utils import get_column_letter

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.imports import guard, table
from rgpd_desktop.imports.spreadsheet import open_book


def xlsx_of(*rows: list[object]) -> bytes:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def test_a_directory_a_missing_file_an_empty_file(tmp_path, write, refusal_of):
    assert refusal_of(tmp_path) == "C’est un dossier, pas un fichier."
    assert refusal_of(tmp_path / "absent.xlsx") == "Ce fichier n’existe plus à cet endroit."
    assert refusal_of(write("vide.xlsx", b"")) == "Ce fichier est vide."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_not_waited_for(tmp_path, refusal_of):
    os.mkfifo(tmp_path / "tube.csv")
    assert refusal_of(tmp_path / "tube.csv") == "Ce n’est pas un fichier ordinaire."


def test_a_file_the_system_keeps_to_itself(write, monkeypatch, refusal_of):
    path = write("a.csv", b"Nom;Ville\n")
    real = type(path).open

    def denied(self, *arguments, **options):
        if self == path:
            raise PermissionError
        return real(self, *arguments, **options)

    monkeypatch.setattr(type(path), "open", denied)
    assert refusal_of(path) == "Ce fichier ne peut pas être lu."


@pytest.mark.parametrize("name", ["~$clients.xlsx", ".~lock.clients.ods#"])
def test_lock_files(write, refusal_of, name):
    assert "témoin d’ouverture" in refusal_of(write(name, b"\x05Ana  "))


def test_too_large_a_file(write, monkeypatch, refusal_of):
    monkeypatch.setattr(guard, "LARGEST_FILE", 10)
    assert refusal_of(write("a.csv", b"Nom;Ville\nAna;Brest\n")).startswith("Ce fichier est trop gros")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "un document PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "une image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "une image"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "une image"),
        (b"{\\rtf1\\ansi", "traitement de texte"),
        (b"\x1f\x8b\x08\0\0\0", "archive compressée"),
        (b"SQLite format 3\0", "base de données"),
        (b"MZ\x90\0\x03\0", "un programme"),
        (b'[{"nom": "Ana"}]', "JSON"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n", "page web archivée"),
        (b'<?xml version="1.0"?><contacts><c/></contacts>', "document XML"),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>', "déclarations"),
        (bytes(range(256)) * 40, "ni un classeur ni un texte"),
        (zipped({"word/document.xml": "<w/>", "[Content_Types].xml": "<Types/>"}), "traitement de texte"),
        (zipped({"ppt/presentation.xml": "<p/>"}), "présentation"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "traitement de texte"),
        (zipped({"Index/Document.iwa": b"x"}), "Numbers"),
        (zipped({"liste.csv": "Nom;Ville\n"}), "archive ZIP"),
    ],
)
def test_something_else_renamed(write, refusal_of, content, words):
    assert words in refusal_of(write("liste.xlsx", content))


def test_truncated_containers(write, refusal_of):
    whole = xlsx_of(["Nom", "Ville"], *[[f"n{row}", "Brest"] for row in range(50)])
    assert "abîmé" in refusal_of(write("a.xlsx", whole[: len(whole) // 2]))
    assert "abîmé" in refusal_of(write("b.xlsx", whole[:4]))
    old = xlwt.Workbook()
    old.add_sheet("S").write(0, 0, "Nom")
    buffer = io.BytesIO()
    old.save(buffer)
    assert "abîmé" in refusal_of(write("c.xls", buffer.getvalue()[:512]))
    assert "abîmé" in refusal_of(write("d.xls", guard.OLE + b"\xff" * 4000))


def test_a_part_overwritten_with_noise(write, refusal_of):
    whole = xlsx_of(["Nom", "Ville"], *[[f"n{row}", "Brest"] for row in range(500)])
    part = zipfile.ZipFile(io.BytesIO(whole)).getinfo("xl/worksheets/sheet1.xml")
    middle = part.header_offset + 80 + part.compress_size // 2
    assert "abîmé" in refusal_of(write("a.xlsx", whole[:middle] + b"\xff" * 40 + whole[middle + 40 :]))


def test_passwords(write, refusal_of):
    assert "mot de passe" in refusal_of(write("a.xlsx", ole("EncryptionInfo", "EncryptedPackage")))

    old = xlwt.Workbook()
    old.add_sheet("S").write(0, 0, "Nom")
    buffer = io.BytesIO()
    old.save(buffer)
    globals_record = b"\x09\x08\x10\x00\x00\x06\x05\x00"
    at = buffer.getvalue().index(globals_record) + 20
    locked = buffer.getvalue()[:at] + b"\x2f\x00\x36\x00" + bytes(0x36) + buffer.getvalue()[at + 4 + 0x36 :]
    assert "mot de passe" in refusal_of(write("b.xls", locked))

    with zipfile.ZipFile(io.BytesIO(ods({"S": ods_row(ods_cell("Nom"))}))) as clear:
        parts = {name: clear.read(name) for name in clear.namelist()}
    parts["META-INF/manifest.xml"] = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    assert "mot de passe" in refusal_of(write("c.ods", zipped(parts)))


@pytest.mark.parametrize(
    ("stream", "words"),
    [
        ("WordDocument", "un document Word"),
        ("PowerPoint Document", "une présentation PowerPoint"),
        ("__properties_version1.0", "un message Outlook"),
        ("Autre chose", "abîmé"),
    ],
)
def test_other_users_of_the_container_of_xls(write, refusal_of, stream, words):
    assert words in refusal_of(write("a.xls", ole(stream)))


def test_one_damaged_byte_in_an_xls_does_not_ask_for_terabytes(write, refusal_of):
    old = xlwt.Workbook()
    old.add_sheet("S").write(0, 0, "Nom")
    buffer = io.BytesIO()
    old.save(buffer)
    whole = buffer.getvalue()
    dimensions = whole.index(b"\x00\x02\x0e\x00") + 4
    broken = bytearray(whole)
    broken[dimensions + 7] = 0x65  # the last row becomes 1 694 498 817
    assert "abîmé" in refusal_of(write("a.xls", bytes(broken)))
    broken = bytearray(whole)
    broken[dimensions] = 0xDA  # the first row comes after the last
    assert "abîmé" in refusal_of(write("c.xls", bytes(broken)))
    cell = whole.index(b"\xfd\x00\x0a\x00") + 4
    broken = bytearray(whole)
    broken[cell + 3] = 0x65  # its column becomes 25 856
    assert "abîmé" in refusal_of(write("d.xls", bytes(broken)))
    strings = whole.index(b"\xfc\x00") + 4
    broken = bytearray(whole)
    broken[strings + 7] = 0x65
    assert "abîmé" in refusal_of(write("b.xls", bytes(broken)))


def test_an_xls_cut_after_its_directory_or_looping(write, refusal_of):
    loop = bytearray(ole("Workbook"))
    loop[512 + 4 : 512 + 8] = struct.pack("<I", 1)  # the directory follows itself
    assert "abîmé" in refusal_of(write("a.xls", bytes(loop)))
    assert "abîmé" in refusal_of(write("b.xls", ole("Workbook")[:1000]))


def test_a_cell_past_the_last_row_of_excel(write, refusal_of):
    near = f'<row r="1">{text_cell("A1", "a")}</row>'
    assert "A4000000000" in refusal_of(
        write("a.xlsx", raw_xlsx(near + f'<row r="9">{text_cell("A4000000000", "b")}</row>'))
    )
    assert "356\u202f630 colonnes" in refusal_of(
        write("b.xlsx", raw_xlsx(f'<row r="1">{text_cell("A1", "a")}{text_cell("ZZZZZ1", "b")}</row>'))
    )


def test_a_table_of_strings_that_announces_billions(write, refusal_of):
    with zipfile.ZipFile(io.BytesIO(raw_xlsx(f'<row r="1">{text_cell("A1", "a")}</row>'))) as clear:
        parts = {name: clear.read(name) for name in clear.namelist()}
    parts["xl/sharedStrings.xml"] = b'<sst count="99999999999" uniqueCount="99999999999"><si><t>x</t></si></sst>'
    assert "abîmé" in refusal_of(write("a.xlsx", zipped(parts)))


def test_two_cells_at_the_ends_of_the_world(write, refusal_of):
    corners = f'<row r="1">{text_cell("A1", "a")}</row><row r="1048576">{text_cell("XFD1048576", "b")}</row>'
    sentence = refusal_of(write("a.xlsx", raw_xlsx(corners)))
    assert "XFD1048576" in sentence
    assert refusal_of(write("b.xlsb", xlsb({0: {0: "a"}, 1_048_575: {16_383: "b"}}))) == sentence
    quoted = corners.replace('r="XFD1048576"', "r='XFD1048576'").replace('"1048576"', "'1048576'")
    assert "XFD1048576" in refusal_of(write("c.xlsx", raw_xlsx(quoted)))


def test_a_far_cell_behind_a_megabyte_of_honest_ones(write, refusal_of):
    rows = "".join(
        f'<row r="{row}">{text_cell(f"A{row}", "nom")}{text_cell(f"B{row}", "ville")}</row>' for row in range(1, 15_000)
    )
    far = f'<row r="200000">{text_cell("AZZ200000", "x")}</row>'
    assert "AZZ200000" in refusal_of(write("a.xlsx", raw_xlsx(rows + far)))


@pytest.mark.parametrize(
    "rows",
    [
        ods_row(ods_cell("a", ' table:number-columns-repeated="16384"'), repeated=1_048_576),
        ods_row(ods_cell("a")) + ods_row(ods_blank(16_384), repeated=5_000) + ods_row(ods_blank(16_380), ods_cell("b")),
        ods_row(*[ods_cell("a")] * 60) + ods_row(ods_blank(16_384), repeated=1_000_000) + ods_row(ods_cell("b")),
        ods_row(ods_blank(16_380), ods_cell("z")) * 1_000,
    ],
)
def test_repeated_cells_of_an_ods(write, refusal_of, rows):
    assert "presque toute vide" in refusal_of(write("a.ods", ods({"S": rows})))


def test_more_columns_than_a_list_of_people_has(write, refusal_of):
    row = "".join(text_cell(f"{get_column_letter(column)}1", "x") for column in range(1, 16_385))
    wide = "Cette feuille a 16\u202f384 colonnes"
    assert refusal_of(write("a.xlsx", raw_xlsx(f'<row r="1">{row}</row>'))).startswith(wide)
    assert refusal_of(write("b.csv", ";".join(["x"] * 16_384) + "\n")).startswith(wide)
    assert refusal_of(
        write("c.ods", ods({"S": ods_row(ods_cell("a", ' table:number-columns-repeated="16384"'))}))
    ).startswith(wide)


def test_a_wide_second_sheet_does_not_forbid_the_list(write):
    workbook = openpyxl.Workbook()
    workbook.active.append(["Nom"])
    workbook.create_sheet("Planning").append(list(range(700)))
    buffer = io.BytesIO()
    workbook.save(buffer)
    book = open_book(write("a.xlsx", buffer.getvalue()))
    assert list(book.lines()) == [(1, ["Nom"])]
    with pytest.raises(Refusal, match="700 colonnes"):
        list(book.lines("Planning"))


def test_entities_in_any_part(write, refusal_of):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    assert "déclarations" in refusal_of(
        write("a.xlsx", raw_xlsx(f'<row r="1">{text_cell("A1", "&b;")}</row>', prolog=bomb))
    )
    assert "déclarations" in refusal_of(write("b.ods", ods({"S": ods_row(ods_cell("&b;"))}, prolog=bomb)))


def test_an_ods_that_asks_for_billions_of_spaces(write, refusal_of):
    for spaces in (
        '<text:s text:c="2000000000"/>',
        '<text:s text:c = "30000" />' * 200,
        "<text:s text:c='99999999999999999999'/>",
    ):
        assert "espaces" in refusal_of(write("a.ods", ods({"S": ods_row(ods_cell(f"a{spaces}b"))})))


def test_a_few_spaces_in_an_ods_are_read(write):
    book = open_book(write("a.ods", ods({"S": ods_row(ods_cell('a<text:s text:c="3"/>b'))})))
    assert [cells for _, cells in book.lines()] == [["a   b"]]


@pytest.mark.parametrize("row", ["<tr><td>ab</td></tr>", "<TR>", "<tr\n>"])
def test_a_web_page_of_millions_of_rows_is_refused_before_it_is_read(write, refusal_of, row):
    path = write("a.xls", b"<html><table>" + row.encode() * 600_000 + b"</table></html>")
    start = time.perf_counter()
    assert "500 000 lignes" in refusal_of(path).replace("\u202f", " ").replace("\xa0", " ")
    assert time.perf_counter() - start < 2


def test_an_xml_workbook_of_too_many_rows_is_refused_halfway(write, refusal_of, monkeypatch):
    monkeypatch.setattr(table, "MOST_MARKUP_ROWS", 3)
    xml = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table>'
    assert "lignes" in refusal_of(write("a.xls", (xml + "<Row/>" * 4 + "</Table></Worksheet></Workbook>").encode()))


def test_an_ods_whose_rows_never_close(write, refusal_of):
    broken = ods_row(ods_cell("Nom")) + ods_row(ods_cell("Ana")).replace("</table:table-row>", "</table:table-roZ>")
    assert "abîmé" in refusal_of(write("a.ods", ods({"S": broken})))


def test_zip_bombs_by_what_they_declare(write, refusal_of):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    assert "volume anormal" in refusal_of(write("a.xlsx", buffer.getvalue()))


def test_a_part_that_holds_more_than_it_declares(write, refusal_of):
    whole = raw_xlsx("".join(f'<row r="{row}">{text_cell(f"A{row}", "nom")}</row>' for row in range(1, 40_000)))
    part = zipfile.ZipFile(io.BytesIO(whole)).getinfo("xl/worksheets/sheet1.xml")
    lying = whole.replace(struct.pack("<I", part.file_size), struct.pack("<I", 1000))
    assert zipfile.ZipFile(io.BytesIO(lying)).getinfo("xl/worksheets/sheet1.xml").file_size == 1000
    assert "abîmé" in refusal_of(write("a.xlsx", lying))


def test_a_line_that_never_ends(write, refusal_of):
    assert "ligne interminable" in refusal_of(write("a.csv", b"Nom;Ville\n" + b"x" * 9_500_000))


def test_bad_files_cost_little_time_and_memory(write, refusal_of):
    corners = f'<row r="1">{text_cell("A1", "a")}</row><row r="1048576">{text_cell("XFD1048576", "b")}</row>'
    paths = [
        write("a.xlsx", raw_xlsx(corners)),
        write("b.pdf", b"%PDF-1.4"),
        write("c.xlsx", zipped({"a": b" " * 9_000_000})),
    ]
    tracemalloc.start()
    start = time.perf_counter()
    try:
        for path in paths:
            refusal_of(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert time.perf_counter() - start < 1
    assert peak < 10_000_000
