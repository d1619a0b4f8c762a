"""Copies made before a migration: whole or not at all, without what was erased, gone when people are erased."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.retention import Starts
from rgpd_desktop.store import backups, contacts, erasure, migrations
from rgpd_desktop.store.database import SCHEMA_VERSION, Database, open_database

STARTS = {"prospect": Starts.LAST_CONTACT}


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path / "rgpd.sqlite")
    contacts.add(database, Contact(last_name="Zybult"), STARTS)
    yield database
    database.close()


def folder(base: Database) -> Path:
    return base.path.parent / "sauvegardes"


def test_a_copy_is_a_whole_database_that_opens(base: Database) -> None:
    copy = backups.copy_before_migration(base, 1)
    assert copy == folder(base) / "avant-migration-v1.sqlite"
    assert [path.name for path in folder(base).iterdir()] == ["avant-migration-v1.sqlite"]
    opened = open_database(copy)
    assert [person.last_name for person in contacts.fetch(opened, [1])] == ["Zybult"]
    assert opened.value("PRAGMA user_version") == SCHEMA_VERSION
    opened.close()


def test_a_second_copy_takes_the_place_of_the_first(base: Database) -> None:
    backups.copy_before_migration(base, 1)
    contacts.add(base, Contact(last_name="Durand"), STARTS)
    opened = open_database(backups.copy_before_migration(base, 1))
    assert contacts.total(opened) == 2
    opened.close()


def test_a_leftover_of_an_interrupted_copy_does_not_stop_the_next(base: Database) -> None:
    folder(base).mkdir()
    (folder(base) / "avant-migration-v1.partial").write_bytes(b"half")
    assert backups.copy_before_migration(base, 1).exists()
    assert not (folder(base) / "avant-migration-v1.partial").exists()


def test_a_copy_that_cannot_be_written_is_refused_and_leaves_no_half(base: Database) -> None:
    folder(base).write_text("un fichier à la place du dossier", encoding="utf-8")
    with pytest.raises(Refusal, match="n’a pas pu être faite") as refusal:
        backups.copy_before_migration(base, 1)
    assert refusal.value.remedy.startswith("Rien n’a été modifié.")
    assert folder(base).read_text(encoding="utf-8") == "un fichier à la place du dossier"
    assert contacts.total(base) == 1


def test_an_unsound_copy_is_not_kept(base: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoil(path: Path) -> None:
        path.write_bytes(path.read_bytes()[:6_000])
        verify(path)

    verify = backups._verify
    monkeypatch.setattr(backups, "_verify", spoil)
    with pytest.raises(Refusal):
        backups.copy_before_migration(base, 1)
    assert list(folder(base).iterdir()) == []


def test_no_migration_without_its_copy(base: Database) -> None:
    folder(base).write_text("", encoding="utf-8")
    base.connection.execute("PRAGMA user_version = 0")
    with pytest.raises(Refusal):
        migrations.migrate(base, 1)
    assert base.value("PRAGMA user_version") == 0


def test_erasing_somebody_removes_the_copies_they_would_survive_in(base: Database) -> None:
    backups.copy_before_migration(base, 1)
    (folder(base) / "avant-migration-v0.partial").write_bytes(b"zybult")
    (folder(base) / "a-moi.txt").write_text("gardé", encoding="utf-8")
    erasure.erase(base, [1], Ticket())
    assert erasure.scrub(base)
    assert [path.name for path in folder(base).iterdir()] == ["a-moi.txt"]


def test_a_copy_holds_nothing_that_was_erased_before(base: Database) -> None:
    erasure.erase(base, [1], Ticket())
    assert b"zybult" not in backups.copy_before_migration(base, 1).read_bytes().lower()


def test_a_copy_that_cannot_be_removed_is_told(base: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    backups.copy_before_migration(base, 1)

    def held(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "used by another program", str(path))

    monkeypatch.setattr(Path, "unlink", held)
    with pytest.raises(Refusal, match="n’a pas pu être supprimée"):
        backups.remove_all(base)


def test_without_a_folder_there_is_nothing_to_remove(base: Database) -> None:
    assert backups.remove_all(base) == 0
    assert not folder(base).exists()
