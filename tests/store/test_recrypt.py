"""From plain to encrypted and back: nothing lost, nothing readable, and killed at any moment the former or the new base opens."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rgpd_desktop.basics.problems import Locked, Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.services import keep_safe
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.store import cipher, contacts, driver, keys, recrypt
from rgpd_desktop.store.cipher import Form

MARK = "Zwartmarkeur"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Four hundred people whose names, notes and addresses hold the mark."""
    with open_desk(tmp_path) as desk, desk.database.writing("contacts"):
        for number in range(400):
            person = Contact(last_name=f"{MARK}{number}", notes=f"note {MARK}", emails=(f"{MARK}{number}@x.example",))
            contacts.add(desk.database, person, desk.starts)
    return tmp_path


@pytest.fixture
def raw() -> bytes:
    return cipher.derive("phrase de passe", cipher.new_salt())


def readable(folder: Path) -> list[str]:
    """The files where the mark can be read, in any of the forms SQLite may give it."""
    marks = [MARK.encode(), MARK.lower().encode(), MARK.upper().encode(), MARK.encode("utf-16-le")]
    return [
        path.name for path in folder.rglob("*") if path.is_file() and any(mark in path.read_bytes() for mark in marks)
    ]


def people(data: Path) -> int:
    with open_desk(data) as desk:
        assert keep_safe.check(desk, Ticket()) == []
        return int(desk.database.value("SELECT count(*) FROM contacts WHERE last_name LIKE ?", (f"{MARK}%",)))


def test_encrypted_then_plain_again_nothing_is_lost(data, raw):
    path = data / "rgpd.sqlite"
    recrypt.recrypt(path, None, raw)
    assert cipher.form(path) is Form.ENCRYPTED
    assert [each.name for each in data.iterdir()] == ["rgpd.sqlite"]
    with pytest.raises(Locked):
        open_desk(data)
    keys.hold(raw)
    assert people(data) == 400
    keys.hold(None)
    recrypt.recrypt(path, raw, None)
    assert cipher.form(path) is Form.PLAIN
    assert people(data) == 400


def test_nothing_readable_is_left_during_and_after_use(data, raw):
    assert readable(data) == ["rgpd.sqlite"]
    recrypt.recrypt(data / "rgpd.sqlite", None, raw)
    keys.hold(raw)
    assert readable(data) == []
    with open_desk(data) as desk:
        with desk.database.writing("contacts"):
            contacts.add(desk.database, Contact(last_name=MARK, notes=MARK), desk.starts)
            assert readable(data) == []  # in the middle of a transaction
        assert {path.name for path in data.iterdir()} >= {"rgpd.sqlite-wal", "rgpd.sqlite-shm"}
        assert readable(data) == []
        copy = data / "copie.sqlite"
        desk.database.connection.execute("VACUUM INTO ?", (str(copy),))
        assert readable(data) == []
    assert cipher.fits(copy, raw)


def test_the_former_bytes_are_overwritten_before_they_go(data, raw):
    path = data / "rgpd.sqlite"
    with path.open("rb") as former:  # the bytes themselves, whatever their name becomes
        assert MARK.encode() in former.read()
        recrypt.recrypt(path, None, raw)
        former.seek(0)
        assert set(former.read()) == {0}


def test_it_is_what_sqlcipher_makes_of_the_same_passphrase(data, raw):
    recrypt.recrypt(data / "rgpd.sqlite", None, raw)
    connection = driver.connect(str(data / "rgpd.sqlite"))
    connection.execute("PRAGMA key = 'phrase de passe'")
    assert connection.execute("SELECT count(*) FROM contacts").fetchone()[0] == 400
    connection.close()


def test_a_base_open_elsewhere_is_left_as_it_is(data, raw, monkeypatch):
    monkeypatch.setattr(recrypt, "BUSY_SECONDS", 0.3)
    with open_desk(data) as desk:
        with pytest.raises(Refusal, match=r"utilisation|ouvertes"):
            recrypt.recrypt(data / "rgpd.sqlite", None, raw)
        assert desk.database.value("SELECT count(*) FROM contacts") == 400
    assert people(data) == 400
    assert cipher.form(data / "rgpd.sqlite") is Form.PLAIN
    assert [path.name for path in data.iterdir() if "suivant" in path.name or "ancien" in path.name] == []


def test_the_wrong_key_changes_nothing(data, raw):
    path = data / "rgpd.sqlite"
    recrypt.recrypt(path, None, raw)
    before = path.read_bytes()
    with pytest.raises(Refusal):
        recrypt.recrypt(path, cipher.derive("autre", raw[32:]), None)
    assert path.read_bytes() == before


def test_a_note_that_fails_changes_nothing(data, raw):
    path = data / "rgpd.sqlite"

    def fail(_database):
        raise Refusal("non")

    with pytest.raises(Refusal, match="non"):
        recrypt.recrypt(path, None, raw, fail)
    assert [each.name for each in data.iterdir()] == ["rgpd.sqlite"]
    assert people(data) == 400


@pytest.mark.parametrize("step", ["link", "replace", "wipe"])
def test_stopped_between_two_names_the_data_are_still_there(data, raw, step, monkeypatch):
    """The three moments at which two names lead to the data: nothing is overwritten that is still in use."""
    path = data / "rgpd.sqlite"

    class Stop(BaseException):
        pass

    def stop(*_arguments, **_named):
        raise Stop

    with monkeypatch.context() as patch, pytest.raises(Stop):
        if step == "link":
            link = os.link
            patch.setattr(recrypt.os, "link", lambda *names: (link(*names), stop()))
        elif step == "replace":
            patch.setattr(recrypt.private_files, "sync_folder", stop)
        else:
            patch.setattr(recrypt.private_files, "wipe", lambda path: stop() if path.exists() else None)
        recrypt.recrypt(path, None, raw)
    is_done = cipher.form(path) is Form.ENCRYPTED
    assert is_done is (step != "link")
    recrypt.sweep(path)
    keys.hold(raw if is_done else None)
    assert people(data) == 400
    assert readable(data) == ([] if is_done else ["rgpd.sqlite"])
    assert {each.name for each in data.iterdir()} <= {"rgpd.sqlite", "rgpd.sqlite-wal", "rgpd.sqlite-shm"}


_CHILD = """
import sys
from pathlib import Path
from rgpd_desktop.store import recrypt
raw = bytes.fromhex(sys.stdin.readline())
path = Path(sys.argv[1])
print("ready", flush=True)
former = None
while True:
    new = raw if former is None else None
    recrypt.recrypt(path, former, new)
    former = new
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_killed_at_any_moment_the_former_or_the_new_base_opens(data, raw):
    path = data / "rgpd.sqlite"
    for turn in range(12):
        if cipher.form(path) is Form.ENCRYPTED:
            recrypt.sweep(path)
            recrypt.recrypt(path, raw, None)
        child = subprocess.Popen(
            [sys.executable, "-c", _CHILD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        child.stdin.write(raw.hex().encode() + b"\n")
        child.stdin.flush()
        assert child.stdout.readline() == b"ready\n"
        time.sleep(0.004 + turn * 0.011)
        child.kill()
        child.wait()
        child.stdin.close()
        child.stdout.close()
        recrypt.sweep(path)
        is_encrypted = cipher.form(path) is Form.ENCRYPTED
        keys.hold(raw if is_encrypted else None)
        assert people(data) == 400
        assert readable(data) == ([] if is_encrypted else ["rgpd.sqlite"])
        keys.hold(None)


def test_a_damaged_encrypted_file_is_told_apart_from_a_wrong_key_where_it_can_be(data, raw):
    path = data / "rgpd.sqlite"
    recrypt.recrypt(path, None, raw)
    keys.hold(raw)
    sound = path.read_bytes()
    for at in (100, 9000, len(sound) - 2000):
        damaged = bytearray(sound)
        damaged[at] ^= 1
        path.write_bytes(damaged)
        with pytest.raises(Refusal, match="abîmé"):
            open_desk(data)
        assert path.read_bytes() == bytes(damaged)


@pytest.mark.parametrize("content", [b"bonjour " * 2000, b"\0" * 8192, b"SQLite format 4\0" + b"x" * 5000])
def test_a_file_that_is_neither_plain_nor_encrypted_is_not_taken_for_locked(tmp_path, content):
    path = tmp_path / "rgpd.sqlite"
    path.write_bytes(content)
    assert cipher.form(path) is Form.OTHER
    with pytest.raises(Refusal) as caught:
        open_desk(tmp_path)
    assert not isinstance(caught.value, Locked)
    assert path.read_bytes() == content
