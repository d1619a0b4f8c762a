"""`rgpd oppose`, `rgpd opposed` and `rgpd journal` as a script sees them."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.store import opposition


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "données"


def rgpd(data: Path, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rgpd_desktop.cli", "--data", str(data), *words],
        capture_output=True,
        text=True,
        timeout=60,
        input=typed,
    )


def answer(data: Path, *words: str, typed: str = "") -> dict[str, object]:
    done = rgpd(data, "--json", *words, typed=typed)
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_opposed_then_asked_then_taken_back(data: Path) -> None:
    done = answer(data, "oppose", "Contact@Exemple.fr", "--on", "03/11/2025", "--origin", "salon")
    assert done == {"value": "contact@exemple.fr", "new": True, "since": "2025-11-03", "contacts": 0}
    found = answer(data, "opposed", "-", typed="CONTACT@exemple.fr\n")
    assert found == {
        "value": "contact@exemple.fr", "opposed": True, "since": "2025-11-03", "origin": "salon", "contacts": 0,
    }  # fmt: skip
    said = rgpd(data, "opposed", "contact@exemple.fr")
    assert said.stdout.replace("\u00a0", " ") == (
        "Oui : contact@exemple.fr est sur votre liste d’opposition depuis le 03/11/2025 (salon).\n"
    )
    assert answer(data, "oppose", "contact@exemple.fr", "--withdraw", "erreur")["freed"] == 0
    assert answer(data, "opposed", "contact@exemple.fr")["opposed"] is False
    assert rgpd(data, "opposed", "contact@exemple.fr").returncode == 0  # a no is an answer


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["oppose"], 2),
        (["oppose", "a@x.example", "--file", "f.csv"], 2),
        (["opposed"], 2),
        (["opposed", "a@x.example", "--to", "f.csv"], 2),
        (["oppose", "Marie Dupont"], 1),
        (["opposed", "12"], 1),
        (["oppose", "a@x.example", "--on", "2999-01-01"], 2),
        (["oppose", "a@x.example", "--on", "2099-01-01"], 1),
        (["oppose", "a@x.example", "--withdraw", "erreur"], 1),
        (["oppose", "--file", "absent.csv", "--origin", "x"], 1),
    ],
)
def test_what_is_refused_records_nothing(data: Path, words: list[str], code: int) -> None:
    done = rgpd(data, *words)
    assert done.returncode == code, done.stderr
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
    with open_desk(data) as desk:
        assert opposition.count(desk.database) == 0


def test_a_file_in_and_a_file_checked(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "audience.csv"
    path.write_text("E-mail;Désinscrit\na@x.example;oui\nb@x.example;non\n", encoding="utf-8")
    done = rgpd(data, "oppose", "--file", str(path), "--origin", "outil")
    assert done.returncode == 2
    assert "--only-refusing" in done.stderr
    entered = answer(data, "oppose", "--file", str(path), "--origin", "outil", "--only-refusing")
    assert (entered["lines"], entered["emails"], entered["known"]) == (1, 1, 0)
    checked = answer(data, "opposed", "--check", str(path), "--to", str(tmp_path / "copie.csv"))
    assert checked == {"opposed": 1, "rows": [2], "kept": 1, "written": "copie.csv"}
    text = (tmp_path / "copie.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines() == ["E-mail;Désinscrit", "b@x.example;non"]
    assert (
        "1\u00a0opposé\u00a0: écarté"
        in rgpd(data, "opposed", "--check", str(path), "--to", str(tmp_path / "c.csv")).stdout
    )


def test_the_journal_is_read_and_verified(data: Path) -> None:
    rgpd(data, "oppose", "a@x.example")
    rgpd(data, "oppose", "06 39 98 12 34")
    lines = rgpd(data, "journal").stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["1", "2"]
    assert lines[0].split("\t")[1].startswith(f"{date.today():%d/%m/%Y}")
    assert lines[1].endswith("Opposition enregistrée\u00a0: 1\u00a0téléphone.")
    assert [json.loads(line)["event"] for line in rgpd(data, "journal", "--json").stdout.splitlines()] == [
        "opposition"
    ] * 2
    assert answer(data, "journal", "--verify") == {"sound": True, "lines": 2, "flaw": None}
    with open_desk(data) as desk, desk.database.writing("journal"):
        desk.database.connection.execute("UPDATE journal SET event = 'merge' WHERE id = 2")
    done = rgpd(data, "journal", "--verify")
    assert (done.returncode, done.stdout) == (1, "")
    assert "à la ligne 2" in done.stderr
    told = rgpd(data, "--json", "journal", "--verify")
    assert told.returncode == 1
    assert json.loads(told.stdout)["flaw"] == {"what": "line", "line": 2, "sealed": 2, "present": 2}
    with open_desk(data) as desk, desk.database.writing("journal"):
        desk.database.connection.execute("DELETE FROM journal")
    done = rgpd(data, "journal", "--verify")
    assert done.returncode == 1
    assert "2\u00a0lignes ont été retirées" in done.stderr
