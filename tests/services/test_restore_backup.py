"""A backup that comes back: nobody erased with it, nobody who said no forgotten, nothing else lost."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.basics import places
from rgpd_desktop.basics.problems import Cancelled, Damaged, Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact, State
from rgpd_desktop.services import (
    browse_contacts,
    edit_contacts,
    keep_backups,
    keep_safe,
    object_to_prospecting,
    restore_backup,
)
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import contacts, journal, keys, opposition, replacing, side_file

TODAY = date(2026, 11, 26)
ZOE = Contact(last_name="Zybult", first_name="Zoé", emails=("zoe.zybult@example.org",), phones=("+33639980001",))
KEY = bytes(range(48))


@pytest.fixture(params=["plain", "encrypted"])
def data(request, tmp_path):
    keys.hold(KEY if request.param == "encrypted" else None)
    yield tmp_path / "data"
    keys.hold(None)


def add(desk: Desk, *names: str) -> list[Contact]:
    people = [replace(ZOE, last_name=name, emails=(f"{name.lower()}@example.org",), phones=()) for name in names]
    return [contacts.add(desk.database, replace(each, entered_on=TODAY), desk.starts) for each in people]


def names(desk: Desk) -> list[str]:
    rows = desk.database.rows("SELECT last_name FROM contacts ORDER BY id")
    return [row[0] for row in rows]


def restore(data: Path, path: Path, key: bytes | None = None) -> None:
    with open_desk(data, TODAY) as desk:
        built = restore_backup.prepare(data, path, Ticket(), desk, key)
    restore_backup.take_place(data, built)


def is_sound(data: Path) -> bool:
    with open_desk(data, TODAY) as desk:
        return keep_safe.check(desk, Ticket()) == []


def holding(folder: Path, word: str) -> list[str]:
    found = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in found if word.lower().encode() in path.read_bytes().lower()]


def test_somebody_erased_after_the_backup_stays_gone_and_opposed(data):
    with open_desk(data, TODAY) as desk:
        zoe, stays, _ = add(desk, "Zybult", "Durand", "Martin")
        made = keep_backups.back_up(desk, Ticket())
        kept = data.parent / "gardée.rgpd"
        shutil.copy(made.path, kept)  # a copy the program cannot reach
        object_to_prospecting.object_(desk, zoe.id, TODAY)
        object_to_prospecting.object_(desk, stays.id, TODAY)
        edit_contacts.delete(desk, (zoe.id,), Ticket())
        add(desk, "Nouveau")
        seen = restore_backup.look(data, kept, desk)
    assert (seen.contacts, seen.erased_since, seen.opposed_since, seen.is_same_house) == (3, 1, 2, True)
    restore(data, kept)
    with open_desk(data, TODAY) as desk:
        assert names(desk) == ["Durand", "Martin"]
        opposed = contacts.fetch(desk.database, [stays.id])[0]
        assert opposed.opposed_on == TODAY
        assert (
            browse_contacts.state_counts(desk)[State.OPPOSED] == 1 if hasattr(browse_contacts, "state_counts") else True
        )
        assert opposition.listed_on(desk.database, zoe) == TODAY
        assert add(desk, "Suivant")[0].id == 5  # "Nouveau" had 4, which nobody gets again
    assert is_sound(data)
    kept.unlink()
    assert holding(data, "zybult") == []


def test_somebody_who_came_back_after_their_erasure_stays_in_a_backup_made_after(data):
    with open_desk(data, TODAY) as desk:
        edit_contacts.delete(desk, (add(desk, "Zybult")[0].id,), Ticket())
        add(desk, "Zybult")
        made = keep_backups.back_up(desk, Ticket())
        edit_contacts.delete(desk, (add(desk, "Autre")[0].id,), Ticket())
    restore(data, made.path)
    with open_desk(data, TODAY) as desk:
        assert names(desk) == ["Zybult"]


def test_a_no_taken_back_since_is_taken_back_in_the_copy_too(data):
    with open_desk(data, TODAY) as desk:
        (zoe,) = add(desk, "Zybult")
        object_to_prospecting.object_(desk, zoe.id, TODAY)
        made = keep_backups.back_up(desk, Ticket())
        object_to_prospecting.withdraw(desk, zoe.id, "à sa demande")
    restore(data, made.path)
    with open_desk(data, TODAY) as desk:
        assert contacts.fetch(desk.database, [zoe.id])[0].opposed_on is None
        assert opposition.count(desk.database) == 0


def test_the_state_replaced_is_saved_first_and_can_come_back(data):
    with open_desk(data, TODAY) as desk:
        add(desk, "Durand")
        made = keep_backups.back_up(desk, Ticket())
        add(desk, "Martin")
    restore(data, made.path)
    with open_desk(data, TODAY) as desk:
        assert names(desk) == ["Durand"]
        saved = next(each for each in keep_backups.overview(desk).kept if each.why == "avant une restauration")
    restore(data, saved.path)
    with open_desk(data, TODAY) as desk:
        assert names(desk) == ["Durand", "Martin"]


def test_the_journal_goes_on_and_its_chain_holds(data):
    with open_desk(data, TODAY) as desk:
        (zoe,) = add(desk, "Zybult")
        made = keep_backups.back_up(desk, Ticket())
        edit_contacts.delete(desk, (zoe.id,), Ticket())
    restore(data, made.path)
    with open_desk(data, TODAY) as desk:
        lines = journal.lines(desk.database)
        assert journal.flaw(desk.database) is None
    assert [line.event for line in lines] == ["backup", "delete", "backup", "restore"]


def lose_base(data: Path) -> None:
    for path in data.glob("rgpd.sqlite*"):
        path.unlink()


def test_a_lost_base_is_told_by_the_side_file(data):
    with open_desk(data, TODAY) as desk:
        zoe, stays = add(desk, "Zybult", "Durand")
        made = keep_backups.back_up(desk, Ticket())
        kept = data.parent / "gardée.rgpd"
        shutil.copy(made.path, kept)
        object_to_prospecting.object_(desk, stays.id, TODAY)
        edit_contacts.delete(desk, (add(desk, "Passager")[0].id, zoe.id), Ticket())
    lose_base(data)
    seen = restore_backup.look(data, kept)
    assert (seen.erased_since, seen.opposed_since, seen.is_told) == (2, 1, True)
    restore_backup.take_place(data, restore_backup.prepare(data, kept, Ticket()))
    with open_desk(data, TODAY) as desk:
        assert names(desk) == ["Durand"]
        assert contacts.fetch(desk.database, [stays.id])[0].opposed_on == TODAY
        assert add(desk, "Suivant")[0].id == 4
    assert is_sound(data)


def test_a_torn_side_file_still_tells_what_it_can_and_is_mended(data):
    with open_desk(data, TODAY) as desk:
        zoe, other = add(desk, "Zybult", "Durand")
        made = keep_backups.back_up(desk, Ticket())
        kept = data.parent / "gardée.rgpd"
        shutil.copy(made.path, kept)
        edit_contacts.delete(desk, (zoe.id,), Ticket())
        edit_contacts.delete(desk, (other.id,), Ticket())
    side = places.backups_folder(data) / side_file.NAME
    side.write_bytes(side.read_bytes()[:-20])  # the power went while the last line was written
    lost = data.parent / "perdu"  # the same folder, had the base been lost
    shutil.copytree(places.backups_folder(data), places.backups_folder(lost))
    assert restore_backup.look(lost, kept).erased_since == 1
    with open_desk(data, TODAY) as desk:
        add(desk, "Martin")
        keep_backups.back_up(desk, Ticket())
    shutil.copy(side, places.backups_folder(lost))
    assert restore_backup.look(lost, kept).erased_since == 2
    assert side.stat().st_mode & 0o777 == 0o600


def damage(data: Path) -> None:
    path = data / places.DATABASE_NAME
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 40] = bytes(4096 * 37)
    path.write_bytes(bytes(content))


def test_a_damaged_base_is_replaced_by_the_last_good_backup_and_kept_aside(data):
    with open_desk(data, TODAY) as desk:
        zoe, _ = add(desk, "Zybult", "Durand")
        keep_backups.back_up(desk, Ticket())
        edit_contacts.delete(desk, (zoe.id,), Ticket())
        bad = keep_backups.back_up(desk, Ticket()).path
    bad.write_bytes(bad.read_bytes()[:40_000])
    damage(data)
    with pytest.raises(Damaged):
        open_desk(data, TODAY)
    seen = restore_backup.last_good(data)
    assert seen is not None
    assert seen.contacts == 1  # rewritten without Zybult
    restore_backup.take_place(data, restore_backup.prepare(data, seen.path, Ticket()))
    with open_desk(data, TODAY) as desk:
        assert names(desk) == ["Durand"]
    assert [path.name[:16] for path in places.backups_folder(data).glob("donnees*.sqlite")] == ["donnees-abimees-"]


def test_moving_to_a_new_computer_is_one_file(data):
    with open_desk(data, TODAY) as desk:
        add(desk, "Durand", "Martin")
        contract = data / "contrats" / "outil-1"
        contract.mkdir(parents=True)
        (contract / "contrat.pdf").write_bytes(b"%PDF the contract")
        made = keep_backups.copy_to(desk, data.parent / "mes données.rgpd", Ticket())
    there = data.parent / "ailleurs"
    held = keys.held()
    keys.hold(None)
    assert restore_backup.is_closed(made.path) is (held is not None)
    with open_desk(there, TODAY) as desk:
        built = restore_backup.prepare(there, made.path, Ticket(), desk, held)
    restore_backup.take_place(there, built)
    assert keys.held() == held
    with open_desk(there, TODAY) as desk:
        assert names(desk) == ["Durand", "Martin"]
        assert not desk.database.value("SELECT 1 FROM sqlite_master WHERE name = 'kept_files'")
    assert (there / "contrats" / "outil-1" / "contrat.pdf").read_bytes() == b"%PDF the contract"
    assert (there / places.DATABASE_NAME).read_bytes()[:6] == (data / places.DATABASE_NAME).read_bytes()[:6]


def test_a_backup_from_elsewhere_does_not_take_an_opposition_list_away(data):
    with open_desk(data.parent / "autre", TODAY) as desk:
        add(desk, "Ailleurs")
        made = keep_backups.back_up(desk, Ticket())
    with open_desk(data, TODAY) as desk:
        object_to_prospecting.object_(desk, add(desk, "Durand")[0].id, TODAY)
        assert not restore_backup.look(data, made.path, desk).is_same_house
        with pytest.raises(Refusal, match="autre installation"):
            restore_backup.prepare(data, made.path, Ticket(), desk)
        assert names(desk) == ["Durand"]


def test_what_was_written_meanwhile_is_not_lost(data):
    with open_desk(data, TODAY) as desk:
        add(desk, "Durand")
        made = keep_backups.back_up(desk, Ticket())
        built = restore_backup.prepare(data, made.path, Ticket(), desk)
        add(desk, "Martin")
    with pytest.raises(Refusal, match="ont changé"):
        restore_backup.take_place(data, built)
    with open_desk(data, TODAY) as desk:
        assert names(desk) == ["Durand", "Martin"]
    assert list(data.glob("rgpd.sqlite.*")) == []


def test_another_program_with_the_base_open_stops_the_restore(data, monkeypatch):
    monkeypatch.setattr(replacing, "BUSY_SECONDS", 0.2)
    with open_desk(data, TODAY) as desk:
        add(desk, "Durand")
        made = keep_backups.back_up(desk, Ticket())
        built = restore_backup.prepare(data, made.path, Ticket(), desk)
        with pytest.raises(Refusal, match=r"ouvertes dans un autre programme|en cours d’utilisation"):
            restore_backup.take_place(data, built)
    with open_desk(data, TODAY) as desk:
        assert names(desk) == ["Durand"]


def test_a_restore_cancelled_changes_nothing(data):
    with open_desk(data, TODAY) as desk:
        add(desk, "Durand")
        made = keep_backups.back_up(desk, Ticket())
        before = desk.database.change_count
        ticket = Ticket()
        ticket.cancel()
        with pytest.raises(Cancelled):
            restore_backup.prepare(data, made.path, ticket, desk)
        assert desk.database.change_count == before
    assert list(data.glob("rgpd.sqlite.*")) == []


@pytest.mark.parametrize("content", [b"", b"not a backup" * 500, bytes(100_000)])
def test_a_file_that_is_no_backup_is_refused(data, content):
    path = data.parent / "autre.rgpd"
    path.write_bytes(content)
    with open_desk(data, TODAY) as desk:
        for act in (restore_backup.look, lambda *words: restore_backup.prepare(data, path, Ticket(), desk)):
            with pytest.raises(Refusal, match="pas une sauvegarde lisible"):
                act(data, path, desk)


def test_a_backup_of_a_former_version_is_brought_up_to_date(data):
    if keys.held() is not None:
        pytest.skip("former versions did not encrypt")
    old = Path(__file__).parents[1] / "old_databases" / "version-1.sqlite"
    path = data.parent / "ancienne.rgpd"
    shutil.copy(old, path)
    with open_desk(data, TODAY):
        pass
    restore(data, path)
    with open_desk(data, TODAY) as desk:
        assert names(desk) == ["Ancienne"]
    assert is_sound(data)
    assert path.read_bytes() == old.read_bytes()
