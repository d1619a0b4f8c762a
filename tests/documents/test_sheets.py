"""Lists out: types, formulas that stay asleep, and files that are whole or absent."""

from __future__ import annotations

import csv
import errno
import os
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from rgpd_desktop.basics.problems import Cancelled, Refusal
from rgpd_desktop.documents import sheets

TRAPS = (
    "=1+1", '=HYPERLINK("http://example.org";"x")', "+33612345678", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1+1",
    "=", "#N/A", "＝1", "=cmd|' /C calc'!A0",
)  # fmt: skip


def cells(path: Path) -> list[list[openpyxl.cell.Cell]]:
    return [list(row) for row in openpyxl.load_workbook(path).active.iter_rows()]


def test_no_text_becomes_a_formula_in_a_workbook(tmp_path: Path) -> None:
    target = tmp_path / "liste.xlsx"
    sheets.write_xlsx(target, ["=Titre"], [[text] for text in TRAPS])
    rows = cells(target)
    assert [row[0].data_type for row in rows] == ["s"] * (len(TRAPS) + 1)
    assert rows[1][0].value == "=1+1"
    assert rows[3][0].value == "+33612345678"
    assert rows[1][0].quotePrefix  # editing the cell in Excel does not turn it into a formula either
    with zipfile.ZipFile(target) as archive:
        assert b"<f" not in archive.read("xl/worksheets/sheet1.xml").replace(b"<format", b"")


def test_no_text_becomes_a_formula_in_a_csv(tmp_path: Path) -> None:
    target = tmp_path / "liste.csv"
    sheets.write_csv(target, ["=Titre"], [[text] for text in TRAPS])
    with target.open(encoding="utf-8-sig", newline="") as file:
        read = [row[0] for row in csv.reader(file, delimiter=";")]
    assert read[0] == "'=Titre"
    assert read[1] == "'=1+1"
    assert read[6] == "'\t=1"
    for text in read:
        assert text == "#N/A" or text.startswith("'")


def test_numbers_dates_and_texts_keep_their_type_in_a_workbook(tmp_path: Path) -> None:
    target = tmp_path / "liste.xlsx"
    row = ["01000", -5, 2.5, date(2026, 3, 1), datetime(2026, 3, 1, 8, 14), True, None, 1234567890123456789]
    sheets.write_xlsx(target, list("abcdefgh"), [row])
    header, line = cells(target)
    assert header[0].font.bold
    assert [cell.data_type for cell in line] == ["s", "n", "n", "d", "d", "b", "n", "s"]
    assert [cell.value for cell in line] == [
        "01000", -5, 2.5, datetime(2026, 3, 1), datetime(2026, 3, 1, 8, 14), True, None, "1234567890123456789",
    ]  # fmt: skip
    assert line[3].number_format == "DD/MM/YYYY"
    assert openpyxl.load_workbook(target).active.freeze_panes == "A2"


def test_a_day_before_excels_calendar_is_written_in_words(tmp_path: Path) -> None:
    target = tmp_path / "liste.xlsx"
    sheets.write_xlsx(target, ["Jour"], [[date(1899, 12, 31)]])
    assert cells(target)[1][0].value == "31/12/1899"


def test_a_csv_is_french(tmp_path: Path) -> None:
    target = tmp_path / "liste.csv"
    sheets.write_csv(target, ["Nom", "Dû le"], [["Bensaïd ; Cie", date(2026, 3, 1)], [-5, 2.5], [True, None]])
    assert target.read_bytes() == (
        b'\xef\xbb\xbfNom;D\xc3\xbb le\r\n"Bensa\xc3\xafd ; Cie";01/03/2026\r\n-5;2,5\r\noui;\r\n'
    )


def test_control_characters_and_lone_surrogates_are_dropped(tmp_path: Path) -> None:
    dirty = "An\x00ne\x0b \x1fLe\ud800gall\ufffe"
    sheets.write_xlsx(tmp_path / "liste.xlsx", ["Nom"], [[dirty], ["\x00=1+1"]])
    rows = cells(tmp_path / "liste.xlsx")
    assert rows[1][0].value == "Anne Legall"
    assert (rows[2][0].value, rows[2][0].data_type) == ("=1+1", "s")
    sheets.write_csv(tmp_path / "liste.csv", ["Nom"], [[dirty]])
    assert (tmp_path / "liste.csv").read_text(encoding="utf-8-sig") == "Nom\nAnne Legall\n"


def test_a_very_long_text_is_cut_where_excel_stops(tmp_path: Path) -> None:
    sheets.write_xlsx(tmp_path / "liste.xlsx", ["Notes"], [["é" * 40_000]])
    assert len(cells(tmp_path / "liste.xlsx")[1][0].value) == 32_767


@pytest.mark.parametrize("write", [sheets.write_xlsx, sheets.write_csv])
def test_an_interruption_leaves_the_former_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: object
) -> None:
    target, scratch = tmp_path / "out" / "liste", tmp_path / "scratch"
    target.parent.mkdir()
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    target.write_text("avant")

    def rows() -> Iterator[list[str]]:
        yield ["Dupont"]
        raise Cancelled

    with pytest.raises(Cancelled):
        write(target, ["Nom"], rows())  # type: ignore[operator]
    assert target.read_text() == "avant"
    assert [path.name for path in target.parent.iterdir()] == ["liste"]
    assert list(scratch.iterdir()) == []  # openpyxl's own file of the sheet goes too


@pytest.mark.parametrize("write", [sheets.write_xlsx, sheets.write_csv])
def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: object) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Refusal, match="Le disque est plein"):
        write(tmp_path / "liste", ["Nom"], [["Dupont"]])  # type: ignore[operator]
    assert list(tmp_path.iterdir()) == []


def test_a_file_open_elsewhere_is_said_before_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "liste.csv"
    target.write_text("avant")
    real = Path.open

    def locked(self: Path, mode: str = "r", **rest: object) -> object:
        if self == target and "+" in mode:
            raise PermissionError(errno.EACCES, "locked")
        return real(self, mode, **rest)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", locked)

    def rows() -> Iterator[list[str]]:
        raise AssertionError("read before the refusal")
        yield []

    with pytest.raises(Refusal, match="ouvert dans un autre programme") as caught:
        sheets.write_csv(target, ["Nom"], rows())
    assert "liste" not in str(caught.value)
    assert target.read_text() == "avant"


def test_a_folder_that_is_gone_and_a_folder_for_a_name(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="Ce dossier n’existe pas ou plus"):
        sheets.write_csv(tmp_path / "ailleurs" / "liste.csv", ["Nom"], [])
    with pytest.raises(Refusal, match="Ce nom est celui d’un dossier"):
        sheets.write_xlsx(tmp_path, ["Nom"], [])
    assert list(tmp_path.iterdir()) == []


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "EXCEL_ROWS", 3)
    sheets.write_xlsx(tmp_path / "deux.xlsx", ["Nom"], [["a"], ["b"]])
    with pytest.raises(Refusal, match="Un classeur Excel ne tient que 2 lignes"):
        sheets.write_xlsx(tmp_path / "trois.xlsx", ["Nom"], [["a"], ["b"], ["c"]])
    assert [path.name for path in tmp_path.iterdir()] == ["deux.xlsx"]
