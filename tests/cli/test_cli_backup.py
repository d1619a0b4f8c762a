"""`rgpd backup` and `rgpd restore` as a script sees them, and the way back that a damaged base is told."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.basics import places
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.services import edit_contacts
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.store import contacts


def rgpd(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rgpd_desktop.cli", "--data", str(data), *words],
        capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "données"
    with open_desk(folder) as desk:
        for name in ("Zybult", "Durand"):
            contacts.add(desk.database, Contact(last_name=name, entered_on=date(2026, 1, 5)), desk.starts)
    return folder


def names(data: Path) -> list[str]:
    with open_desk(data) as desk:
        return [row[0] for row in desk.database.rows("SELECT last_name FROM contacts ORDER BY id")]


def test_saved_erased_restored_and_still_gone(data, tmp_path):
    file = tmp_path / "à emporter.rgpd"
    saved = rgpd(data, "backup", str(file), "--json")
    assert (saved.returncode, saved.stderr) == (0, "")
    assert json.loads(saved.stdout) == {
        "path": str(file), "contacts": 2, "sheets": 0, "bytes": file.stat().st_size, "encrypted": False,
    }  # fmt: skip
    assert file.stat().st_mode & 0o777 == 0o600
    with open_desk(data) as desk:
        edit_contacts.delete(desk, (1,), Ticket())
        contacts.add(desk.database, Contact(last_name="Martin", entered_on=date(2026, 1, 5)), desk.starts)
    seen = rgpd(data, "restore", str(file), "--preview")
    assert seen.returncode == 0
    assert "2\u00a0contacts, non chiffrée." in seen.stdout
    assert "1\u00a0effacement fait depuis sera rejoué" in seen.stdout
    assert names(data) == ["Durand", "Martin"]
    done = rgpd(data, "restore", str(file), "--yes")
    assert (done.returncode, done.stdout) == (0, "Vos données sont restaurées : 1\u00a0contact.\n")
    assert names(data) == ["Durand"]
    assert rgpd(data, "check").returncode == 0


def test_without_a_word_of_agreement_nothing_is_replaced(data, tmp_path):
    file = tmp_path / "b.rgpd"
    rgpd(data, "backup", str(file))
    done = rgpd(data, "restore", str(file))
    assert done.returncode == 2
    assert "--yes" in done.stderr


def test_without_a_name_it_goes_among_the_others(data):
    done = rgpd(data, "backup")
    assert done.returncode == 0
    (made,) = places.backups_folder(data).glob("sauvegarde-*.rgpd")
    assert str(made) in done.stdout


def test_what_is_refused_is_one_sentence(data, tmp_path):
    (tmp_path / "x.rgpd").write_bytes(b"nothing" * 100)
    for words in (("restore", str(tmp_path / "absent.rgpd"), "--yes"), ("restore", str(tmp_path / "x.rgpd"), "--yes"),
                  ("backup", str(data / places.DATABASE_NAME)), ("backup", str(tmp_path))):  # fmt: skip
        done = rgpd(data, *words)
        assert done.returncode == 1, words
        assert len(done.stderr.splitlines()) == 1
        assert "Rien n’a été" in done.stderr or "comme avant" in done.stderr
    assert names(data) == ["Zybult", "Durand"]


def test_a_damaged_base_is_told_the_command_that_brings_it_back(data):
    rgpd(data, "backup")
    (made,) = places.backups_folder(data).glob("sauvegarde-*.rgpd")
    base = data / places.DATABASE_NAME
    base.write_bytes(base.read_bytes()[:4096] + bytes(base.stat().st_size - 4096))
    refused = rgpd(data, "contacts")
    assert refused.returncode == 1
    assert f'rgpd restore "{made}"' in refused.stderr
    assert rgpd(data, "restore", str(made), "--yes").returncode == 0
    assert names(data) == ["Zybult", "Durand"]
