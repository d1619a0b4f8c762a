"""`rgpd register` and `rgpd inspect` as a script sees them: written, brought back in whole, refused in one sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from rgpd_desktop.rules.activity import MeasureLine
from rgpd_desktop.rules.business import Business
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.services import keep_register, start_register
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.store import contacts

NAME = 'Cœur & Fils <b>"O\'Brien"</b> =1+1'


def rgpd(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rgpd_desktop.cli", "--data", str(data), *words],
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A register of one sheet, a business whose name is mark-up and a formula, and a kind of contact without a sheet."""
    folder = tmp_path / "données"
    with open_desk(folder) as desk:
        keep_register.keep_business(desk, Business(NAME, street="1 rue", city="Łódź", email="a@b.example"))
        (made,) = start_register.start(desk, ("prospecting",))

        keep_register.save(desk, replace(made, measures=(MeasureLine("access", "mot de passe"),)))
        keep_register.inscribe(desk, made.id)
        with desk.database.writing("contacts"):
            contacts.add(desk.database, Contact(last_name="Aubry", kind="supplier"), desk.starts)
    return folder


def test_the_register_is_listed_and_written_in_every_format(data, tmp_path):
    files = {ending: tmp_path / f"registre.{ending}" for ending in ("pdf", "xlsx", "ods", "csv", "json")}
    words = [word for ending, path in files.items() for word in (f"--{ending}", str(path))]
    done = rgpd(data, "--json", "register", *words)
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert [(each["reference"], each["progress"], each["missing"]) for each in answer["sheets"]] == [
        ("RT-001", "kept", 0)
    ]
    assert (answer["version"], answer["business"]) == (1, NAME)
    assert len(answer["written"]) == 5
    with pypdfium2.PdfDocument(files["pdf"]) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert NAME in " ".join(text.split())
    assert "Łódź" in text
    book = openpyxl.load_workbook(files["xlsx"])
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not any(cell.data_type == "f" for cell in cells)
    assert any(str(cell.value) == NAME for cell in cells)
    assert json.loads(files["json"].read_text(encoding="utf-8"))["version"] == 1


@pytest.mark.parametrize("ending", ["json", "ods", "xlsx"])
def test_a_register_written_comes_back_in_another_place(data, tmp_path, ending):
    path, other = tmp_path / f"registre.{ending}", tmp_path / "ailleurs"
    assert rgpd(data, "register", f"--{ending}", str(path)).returncode == 0
    done = rgpd(other, "--json", "register", "--import", str(path))
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["brought"]["added"] == 1
    with open_desk(data) as there, open_desk(other) as here:
        before, after = keep_register.sheets(there)[0], keep_register.sheets(here)[0]

    kept = {"id": before.id, "progress": before.progress}
    assert replace(after, **kept) == before
    again = json.loads(rgpd(other, "--json", "register", "--import", str(path)).stdout)
    assert (again["brought"]["added"], again["brought"]["replaced"], len(again["sheets"])) == (0, 0, 1)


def test_what_does_not_agree_is_told(data):
    done = rgpd(data, "inspect", "--json")
    told = json.loads(done.stdout)
    assert (told[0]["subject"], told[0]["weight"], told[0]["page"]) == ("kind_without_sheet", 0, "register")
    assert "Aubry" not in done.stdout
    assert "Fournisseurs" in rgpd(data, "inspect").stdout


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("--pdf", "registre.txt"), 2, "doit finir par .pdf"),
        (("--import", "absent.ods"), 1, "pas lisible"),
        (("--pdf", "nulle/part/registre.pdf"), 1, ""),
    ],
)
def test_refusals_are_one_sentence(data, tmp_path, words, code, sentence):
    done = rgpd(data, "register", words[0], str(tmp_path / words[1]))
    assert done.returncode == code
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("*.pdf"))


def test_an_empty_register_is_said_and_not_printed(tmp_path):
    assert "vide" in rgpd(tmp_path / "neuf", "register").stdout
    done = rgpd(tmp_path / "neuf", "register", "--pdf", str(tmp_path / "r.pdf"))
    assert done.returncode == 1
    assert "Aucune fiche" in done.stderr
