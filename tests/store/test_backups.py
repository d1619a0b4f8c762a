"""Backups: whole or not at all, seen to when people are erased, found wherever they are; nobody survives in one of them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from rgpd_desktop.basics.problems import Cancelled, Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact, Direction, Exchange
from rgpd_desktop.rules.retention import Starts
from rgpd_desktop.store import (
    backup_folders,
    backups,
    checks,
    contacts,
    copy_file,
    copy_replay,
    driver,
    erasure,
    exchanges,
    journal,
    keys,
    migrations,
    opposition,
    preferences,
    replays,
    side_file,
)
from rgpd_desktop.store.copy_file import Why
from rgpd_desktop.store.database import SCHEMA_VERSION, Database, open_database

STARTS = {"prospect": Starts.LAST_CONTACT}
OLD = Path(__file__).parents[1] / "old_databases"
MARK = "zqxmark"  # in every field of those who leave
KEY = bytes(range(48))
ON = date(2026, 11, 26)


@pytest.fixture(params=["plain", "encrypted"])
def base(request, tmp_path: Path) -> Iterator[Database]:
    keys.hold(KEY if request.param == "encrypted" else None)
    database = open_database(tmp_path / "données" / "rgpd.sqlite")
    yield database
    database.close()
    keys.hold(None)


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path / "données" / "rgpd.sqlite")
    yield database
    database.close()


def folder(base: Database) -> Path:
    return base.path.parent / "sauvegardes"


def add(base: Database, *names: str) -> list[int]:
    people = [Contact(last_name=name, emails=(f"{name.lower()}@example.org",), entered_on=ON) for name in names]
    return [contacts.add(base, each, STARTS).id for each in people]


def add_marked(base: Database, many: int) -> list[int]:
    """People who carry the mark in every field, with an exchange each."""
    made = []
    with base.writing("contacts"):
        for number in range(many):
            word = f"{MARK}{number}"
            person = Contact(
                last_name=word, first_name=word, company=word, job_title=word, emails=(f"{word}@example.org",), street=word,
                city=word, source=word, notes=f"{word} " * 40, website=word, entered_on=ON,
            )  # fmt: skip
            made.append(contacts.add(base, person, STARTS).id)
            exchanges.add(base, made[-1], Exchange(ON, Direction.FROM_PERSON, "e-mail", f"{word} " * 300))
    return made


def backup(base: Database, why: Why = Why.ASKED) -> Path:
    return backups.make(base, why, Ticket()).path


def dated(base: Database, at: str, why: Why = Why.DAILY) -> Path:
    """A backup as if made at that moment."""
    path = backup(base, why)
    with copy_file.opened(path) as connection:
        facts = copy_file.read(path)
        assert facts is not None
        copy_file.note_facts(connection, replace(facts, made_at=datetime.fromisoformat(at).astimezone()))
    return path.rename(path.with_name(f"sauvegarde-{at.replace('T', '-').replace(':', '')}.rgpd"))


def names_in(path: Path) -> list[str]:
    with copy_file.opened(path, "mode=ro&immutable=1") as connection:
        return [row[0] for row in connection.execute("SELECT last_name FROM contacts ORDER BY id").fetchall()]


def clear_bytes(path: Path) -> bytes:
    """What the file says once it is opened: of an encrypted one, its pages in clear."""
    if not copy_file.is_encrypted(path):
        return path.read_bytes()
    clear = path.with_name("en-clair.essai")
    with copy_file.opened(path) as connection:
        connection.execute("ATTACH ? AS beside KEY ''", (str(clear),))
        pages = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        assert pages[0] > 10
        connection.execute("SELECT sqlcipher_export('beside')").fetchall()
        connection.execute("DETACH beside")
    found = clear.read_bytes()
    clear.unlink()
    return found


# Made


def test_a_backup_is_one_whole_verified_file_for_this_account_only(base):
    add(base, "Zybult")
    path = backup(base)
    assert path.name.startswith("sauvegarde-20")
    assert [each.name for each in folder(base).iterdir()] == [path.name]
    assert path.stat().st_mode & 0o777 == 0o600
    assert folder(base).stat().st_mode & 0o777 == 0o700
    facts = copy_file.read(path)
    assert facts is not None
    assert (facts.contacts, facts.sheets, facts.schema, facts.why) == (1, 0, SCHEMA_VERSION, Why.ASKED)
    assert facts.is_encrypted is (keys.held() is not None)
    assert (b"ybult" in path.read_bytes()) is not facts.is_encrypted
    copy = open_database(shutil.copy(path, folder(base) / "rgpd.sqlite"))
    assert checks.is_file_sound(copy)
    assert checks.is_index_sound(copy)
    copy.close()


def test_a_backup_holds_nothing_that_was_erased_before(base):
    erasure.erase(base, add_marked(base, 30), Ticket())
    assert MARK.encode() not in clear_bytes(backup(base)).lower()


def test_an_encrypted_backup_opens_with_the_passphrase_alone(tmp_path):
    path = tmp_path / "b.rgpd"
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA key = 'Été à la mer'")
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    raw = copy_file.key_of(path, "E\u0301te\u0301 à la mer")  # the same letters typed another way
    with copy_file.opened(path, "mode=ro", raw) as opened:
        assert opened.execute("SELECT count(*) FROM t").fetchone() == (0,)


def test_it_is_due_once_a_day_and_only_when_something_changed(base):
    add(base, "Durand")
    today = datetime.now().date().isoformat()
    assert backups.is_due(base, today)
    backup(base)
    assert not backups.is_due(base, "2099-01-01")  # its own journal line is no change
    add(base, "Martin")
    assert not backups.is_due(base, today)
    assert backups.is_due(base, "2099-01-01")
    assert backups.is_due(base, "1999-01-01")  # the clock was set back: still another day
    assert [line.event for line in journal.lines(base)] == ["backup"]


def test_a_cancelled_backup_leaves_nothing(base):
    add_marked(base, 200)
    ticket = Ticket(lambda done, total: ticket.cancel())
    with pytest.raises(Cancelled):
        backups.make(base, Why.ASKED, ticket)
    assert list(folder(base).iterdir()) == []


def test_a_backup_that_is_not_sound_is_not_kept(base, monkeypatch):
    add(base, "Durand")
    verify = copy_file.verify

    def spoil(path: Path, ticket: Ticket, key: bytes | None = None) -> None:
        content = path.read_bytes()
        path.write_bytes(content[:8192] + b"\x55" * 8192 + content[16384:])
        verify(path, ticket, key)

    monkeypatch.setattr(copy_file, "verify", spoil)
    with pytest.raises(Refusal, match="n’a pas pu être écrite"):
        backup(base)
    assert list(folder(base).iterdir()) == []


def test_a_folder_one_cannot_write_in_is_told_and_nothing_is_lost(base):
    folder(base).write_text("un fichier à la place du dossier", encoding="utf-8")
    with pytest.raises(Refusal, match="n’a pas pu être écrite") as refusal:
        backup(base)
    assert "comme avant" in refusal.value.remedy
    assert journal.lines(base) == []


FULL_DISK = """
import resource, sys
from pathlib import Path
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.store import backups
from rgpd_desktop.store.copy_file import Why
from rgpd_desktop.store.database import open_database
base = open_database(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), -1))
try:
    backups.make(base, Why.ASKED, Ticket())
except Refusal as refusal:
    print("refused", bool(refusal.remedy))
base.close()
"""


@pytest.mark.parametrize("room", [0, 10_000, 100_000, 300_000])
def test_a_disk_that_fills_leaves_the_former_backups_and_no_half(plain, room):
    add_marked(plain, 60)
    first = backup(plain)
    before = first.read_bytes()
    path = plain.path
    plain.close()
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path), str(room)], capture_output=True, text=True, check=False
    )
    assert done.stdout == "refused True\n", done.stderr
    assert [each.name for each in path.parent.joinpath("sauvegardes").iterdir()] == [first.name]
    assert first.read_bytes() == before


KILLED = """
import sys
from pathlib import Path
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.store import backups
from rgpd_desktop.store.copy_file import Why
from rgpd_desktop.store.database import open_database
base = open_database(Path(sys.argv[1]))
print("ready", flush=True)
backups.make(base, Why.ASKED, Ticket())
print("done", flush=True)
"""


def test_killed_at_any_moment_a_backup_is_whole_or_not_there(plain):
    add_marked(plain, 400)
    for delay in (0.0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08):
        child = subprocess.Popen([sys.executable, "-c", KILLED, str(plain.path)], stdout=subprocess.PIPE)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(delay)
        child.send_signal(signal.SIGKILL)
        said, _ = child.communicate()
        for path in folder(plain).glob("*.rgpd"):
            copy_file.check(path, Ticket())
        if b"done" in said:
            assert list(folder(plain).glob("*.rgpd"))
    backups.sweep(plain)
    assert list(folder(plain).glob("*.partial*")) == []


# Kept


def test_seven_days_and_four_weeks_are_kept(plain):
    add(plain, "Durand")
    days = [f"2026-{month:02d}-{day:02d}T08:14" for month, day in [(9, 30), *[(10, each) for each in range(1, 31)]]]
    for day in days:
        dated(plain, day)
    last = backup(plain)
    left = [each.path for each in backups.find(plain)]
    assert left[0] == last
    kept = [each.name[11:21] for each in left[1:]]
    assert kept == [
        "2026-10-30", "2026-10-29", "2026-10-28", "2026-10-27", "2026-10-26", "2026-10-25", "2026-10-18",
    ]  # fmt: skip


def test_a_folder_of_ones_own_is_used_and_its_absence_is_borne(plain, tmp_path):
    key = tmp_path / "clé"
    key.mkdir()
    backup_folders.choose_folder(plain, key)
    marked = add_marked(plain, 3)
    add(plain, "Durand")
    there = backup(plain)
    assert there.parent == key
    key.rename(tmp_path / "débranchée")
    assert backup(plain).parent == folder(plain)
    erasure.erase(plain, marked, Ticket())
    assert erasure.scrub(plain)
    assert backups.forget_erased(plain).absent == 1
    (tmp_path / "débranchée").rename(key)
    assert MARK.encode() in there.read_bytes().lower()
    assert backups.forget_erased(plain) == backups.Reach(rewritten=1)
    assert MARK.encode() not in there.read_bytes().lower()
    assert names_in(there) == ["Durand"]
    assert (key / side_file.NAME).read_bytes() == (folder(plain) / side_file.NAME).read_bytes().split(b"\n", 1)[1]


def test_another_installation_s_backups_in_the_same_folder_are_left_alone(plain, tmp_path):
    shared = tmp_path / "commun"
    shared.mkdir()
    other = open_database(tmp_path / "autre" / "rgpd.sqlite")
    add(other, "Ailleurs")
    backup_folders.choose_folder(other, shared)
    theirs = backup(other)
    other.close()
    closed = shared / "sauvegarde-2020-01-01-0000.rgpd"
    closed.write_bytes(os.urandom(8192))  # encrypted, with a key of theirs
    backup_folders.choose_folder(plain, shared)
    erasure.erase(plain, add_marked(plain, 2), Ticket())
    erasure.scrub(plain)
    backup(plain)
    assert theirs.exists()
    assert closed.exists()
    assert theirs not in {each.path for each in backups.find(plain)}


# When people are erased


def scan(base: Database) -> list[str]:
    """The files, once opened, that still hold the mark."""
    found = []
    for path in sorted(base.path.parent.rglob("*")):
        if path.is_file() and MARK.encode() in path.read_bytes().lower():
            found.append(path.name)
    for each in folder(base).glob("*.rgpd"):
        if MARK.encode() in clear_bytes(each).lower():
            found.append(each.name)
    return found


@pytest.mark.parametrize("many", [3, 300])
def test_backups_are_rewritten_without_the_people_erased(base, many):
    marked = add_marked(base, many)
    add(base, *[f"Durand{number}" for number in range(80)])
    first, second = backup(base), backup(base)
    add(base, "Martin")
    third = backup(base)
    assert len(scan(base)) >= 3
    before = copy_file.read(third)
    erasure.erase(base, marked, Ticket())
    assert erasure.scrub(base)
    assert scan(base) == []
    for path in (first, second, third):
        assert len(names_in(path)) == 80 + (path == third)
        copy_file.check(path, Ticket())
        copy_file.verify(path, Ticket())
    after = copy_file.read(third)
    assert before is not None
    assert after == replace(before, contacts=81)
    assert third.stat().st_mode & 0o777 == 0o600
    times = [path.stat().st_mtime_ns for path in (first, second, third)]
    assert backups.forget_erased(base) == backups.Reach()
    assert [path.stat().st_mtime_ns for path in (first, second, third)] == times


def test_they_are_dropped_when_the_user_chose_so(base):
    preferences.write(base, backups.WHEN_ERASING, backups.DROP)
    marked = add_marked(base, 2)
    path = backup(base)
    add(base, "Durand")
    erasure.erase(base, add(base, "Passager"), Ticket())
    erasure.scrub(base)
    assert not path.exists()  # it holds none of "Passager", but it was not told of them
    after = backup(base)
    erasure.erase(base, marked, Ticket())
    assert backups.forget_erased(base) == backups.Reach(removed=1)
    assert not after.exists()


def test_one_that_cannot_be_opened_or_rewritten_is_removed(base, monkeypatch):
    marked = add_marked(base, 2)
    path, other = backup(base), backup(base)
    path.write_bytes(path.read_bytes()[:5_000])
    monkeypatch.setattr(copy_replay, "erase", lambda *words: (_ for _ in ()).throw(OSError(28, "no room")))
    erasure.erase(base, marked, Ticket())
    assert backups.forget_erased(base) == backups.Reach(removed=2)
    assert not path.exists()
    assert not other.exists()


def test_nothing_is_removed_as_long_as_nobody_was_erased(base):
    add(base, "Durand")
    path = backup(base)
    path.write_bytes(b"abimee")
    assert backups.forget_erased(base) == backups.Reach()
    assert path.exists()


def test_one_that_cannot_be_removed_is_told(base, monkeypatch):
    marked = add_marked(base, 2)
    path = backup(base)
    path.write_bytes(b"abime")
    erasure.erase(base, marked, Ticket())

    def held(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "used by another program", str(path))

    monkeypatch.setattr(Path, "unlink", held)
    with pytest.raises(Refusal, match="n’a pas pu être supprimée"):
        backups.forget_erased(base)


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_copies_of_former_versions_are_migrated_and_rewritten(plain, version):
    folder(plain).mkdir()
    plain.close()
    shutil.copy(OLD / f"version-{version}.sqlite", plain.path)
    base = open_database(plain.path)
    (copy,) = folder(base).glob("*.rgpd")
    assert names_in(copy) == ["Ancienne"]
    add(base, "Nouveau")
    erasure.erase(base, [1], Ticket())
    assert erasure.scrub(base)
    assert names_in(copy) == []
    assert b"ancienne" not in copy.read_bytes().lower()
    base.close()


def test_what_was_cut_short_is_swept(plain):
    folder(plain).mkdir()
    (folder(plain) / "sauvegarde-2026-01-01-0000.rgpd.partial").write_bytes(MARK.encode())
    (folder(plain) / "a-moi.txt").write_text("gardé", encoding="utf-8")
    erasure.scrub(plain)
    assert [path.name for path in folder(plain).iterdir()] == ["a-moi.txt"]


def test_no_migration_without_its_copy(plain):
    folder(plain).write_text("", encoding="utf-8")
    plain.connection.execute("PRAGMA user_version = 0")
    with pytest.raises(Refusal, match="qui précède la mise à jour"):
        migrations.migrate(plain, 1)
    assert plain.value("PRAGMA user_version") == 0


# The file beside


def test_the_side_file_says_every_line_once_and_no_name(base):
    marked = add_marked(base, 3)
    opposition.record(base, ["email:zybult@example.org"], ON)
    erasure.erase(base, marked, Ticket())
    for _ in range(3):
        backups.sync_side_files(base)
    backups.sync_side_files(base, thorough=True)
    path = folder(base) / side_file.NAME
    lines = side_file.read(path)
    assert [line.what for line in lines] == ["numbers", "opposed", "erased", "erased", "erased"]
    assert list(side_file.told(lines)) == replays.lines(base)
    assert side_file.numbers(lines)["contacts"] == 3
    text = path.read_text("utf-8").lower()
    assert MARK not in text
    assert "zybult" not in text


def test_a_line_altered_is_passed_over_and_written_again(base):
    erasure.erase(base, add(base, "Un", "Deux", "Trois"), Ticket())
    backups.sync_side_files(base)
    path = folder(base) / side_file.NAME
    lines = path.read_bytes().split(b"\n")
    lines[2] = lines[2].replace(b'"n": 2', b'"n": 7')
    path.write_bytes(b"\n".join(lines))
    assert [line.number for line in side_file.told(side_file.read(path))] == [1, 3]
    backups.sync_side_files(base, thorough=True)
    assert sorted(line.number for line in side_file.told(side_file.read(path))) == [1, 2, 3]


def test_a_side_file_grown_large_loses_only_what_every_backup_knows(base):
    erasure.erase(base, add(base, "Un", "Deux", "Trois"), Ticket())
    backups.sync_side_files(base)
    path, house = folder(base) / side_file.NAME, side_file.house_of(base)
    side_file.append(path, [side_file.Line("autre", "erased", 1, "ab" * 32)])
    assert not side_file.prune(path, house, 2)
    assert side_file.prune(path, house, 2, larger_than=100)
    assert [(line.house == house, line.number) for line in side_file.read(path) if line.what == "erased"] == [
        (True, 3),
        (False, 1),
    ]
    backups.sync_side_files(base, thorough=True)
    assert [line.number for line in side_file.told(side_file.read(path, house))] == [3]
    assert side_file.numbers(side_file.read(path, house)) == side_file.sequences(base)


def test_what_others_wrote_in_it_stops_nobody(base):
    folder(base).mkdir()
    path = folder(base) / side_file.NAME
    path.write_bytes(b'\xff\xfe\n[]\n{"sum": 3}\nnull\n' + json.dumps({"of": 1}).encode() + b"\n{")
    erasure.erase(base, add(base, "Un"), Ticket())
    backups.sync_side_files(base)
    assert [line.number for line in side_file.told(side_file.read(path))] == [1]
