"""What the contacts show of a processing: counts and names of columns, kind by kind, nothing of anybody."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.rules import contact_data
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.services import contact_evidence
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.store import contact_columns, contacts


def test_counts_and_columns_by_kind(tmp_path: Path):
    with open_desk(tmp_path, date(2026, 11, 26)) as desk:
        assert contact_evidence.evidence(desk) == contact_evidence.Evidence()
        with desk.database.writing("contacts"):
            contacts.add(desk.database, Contact(last_name="Aubry", emails=("a@b.example",)), desk.starts)
            contacts.add(
                desk.database, Contact(last_name="Barreau", kind="client", notes="préfère le matin"), desk.starts
            )
        shown = contact_evidence.evidence(desk)
    assert shown.by_kind == {"prospect": 1, "client": 1}
    assert shown.people == 2
    assert shown.fields == ("nom", "e-mail", "notes libres")
    assert shown.categories == ("identity", "contact", "relation")
    assert shown.has_notes
    prospects = shown.of(("prospect",))
    assert (prospects.people, prospects.fields, prospects.has_notes) == (1, ("nom", "e-mail"), False)
    assert "Aubry" not in repr(shown)


def test_a_name_that_is_no_column_is_refused(tmp_path: Path):
    with open_desk(tmp_path) as desk, pytest.raises(ValueError, match="no column"):
        contact_columns.held_columns(desk.database, ["last_name", "1); DROP TABLE contacts"])


def test_every_column_has_a_category_of_the_lists():
    from rgpd_desktop.content.register_lists import load_lists  # noqa: PLC0415

    known = {each.id for each in load_lists().data}
    assert set(contact_data.HELD_BY_CONTACTS) <= known
    assert contact_data.columns_of("identity") == ("last_name", "first_name", "civility")
