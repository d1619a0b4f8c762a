"""Every schema there ever was opens with the present program: what it holds is found, a copy of it is kept first."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.basics import places
from rgpd_desktop.rules.business import Business
from rgpd_desktop.rules.contact_query import ContactQuery
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.store import checks, contacts, register
from rgpd_desktop.store.database import SCHEMA_VERSION, open_database

OLD = Path(__file__).parents[1] / "old_databases"
TODAY = date(2026, 11, 26)


def test_each_former_version_has_its_database():
    assert sorted(path.name for path in OLD.glob("*.sqlite")) == [
        f"version-{version}.sqlite" for version in range(1, SCHEMA_VERSION)
    ]


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_a_database_of_a_former_version_opens_with_its_people(tmp_path, version):
    with open_desk(tmp_path, TODAY) as desk:
        path = desk.database.path
    path.unlink()
    shutil.copy(OLD / f"version-{version}.sqlite", path)
    with open_desk(tmp_path, TODAY) as desk:
        assert desk.database.value("PRAGMA user_version") == SCHEMA_VERSION
        ids = contacts.find_ids(desk.database, ContactQuery("jeanne"), desk.calendar, desk.rules)
        assert [person.name for person in contacts.fetch(desk.database, list(ids))] == ["Jeanne Ancienne"]
        register.keep_business(desk.database, Business("Claire Morel"))
        assert register.business(desk.database) == Business("Claire Morel")
        assert checks.is_file_sound(desk.database)
        assert checks.is_index_sound(desk.database)
    copies = sorted(places.backups_folder(path.parent).iterdir())
    assert [copy.name for copy in copies] == [f"avant-migration-v{version}.rgpd"]


def test_a_migration_cut_short_leaves_the_former_version(tmp_path, monkeypatch):
    with open_desk(tmp_path, TODAY) as desk:
        path = desk.database.path
    path.unlink()
    shutil.copy(OLD / "version-1.sqlite", path)
    monkeypatch.setattr(
        "rgpd_desktop.store.migrations._REGISTER_SCHEMA", ("CREATE TABLE business (id INTEGER)", "not a statement")
    )
    with pytest.raises(Exception, match="syntax error"):
        open_database(path)
    monkeypatch.undo()
    with open_desk(tmp_path, TODAY) as desk:
        assert desk.database.value("PRAGMA user_version") == SCHEMA_VERSION
        assert register.business(desk.database) == Business()
