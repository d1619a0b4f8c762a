"""What was typed finds who was meant: accents, case, beginnings, any order, phones as people type them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.contact_query import Calendar, ContactQuery
from rgpd_desktop.rules.retention import Starts
from rgpd_desktop.store import contact_sql, contacts
from rgpd_desktop.store.database import Database, open_database

STARTS = {"prospect": Starts.LAST_CONTACT}
CALENDAR = Calendar(date(2026, 11, 23), {})
PEOPLE = (
    Contact(last_name="Bensaïd", first_name="Élodie", company="L’Atelier d’Œuvre", emails=("e.bensaid@example.org",),
            phones=("+33639980612", "+33123456789"), city="Saint-Étienne", postal_code="42000"),
    Contact(last_name="Lesœur", first_name="Zoë", company="BKS Conseil", notes="rappeler après le salon",
            phones=("+33639981213",), website="www.bks-conseil.example"),
    Contact(last_name="D’Hérouville", first_name="Jean-Paul", source="Salon Lyon 2022", phones=("+32475123456",),
            siren="732829320", street="12 bis, rue des Lilas"),
    Contact(last_name="Dupont_Martin", company="dupont75", emails=("contact@b2b.example",)),
)  # fmt: skip


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = open_database(Path(tmp_path_factory.mktemp("recherche")) / "rgpd.sqlite")
    for person in PEOPLE:
        contacts.add(database, person, STARTS)
    yield database
    database.close()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("bensaid", [1]),
        ("BENSAÏD", [1]),
        ("élo ben", [1]),
        ("ben élo", [1]),
        ("elodie saint etienne", [1]),
        ("saint-étienne", [1]),
        ("oeuvre", [1]),
        ("Œuvre", [1]),
        ("lesoeur", [2]),
        ("LESŒUR", [2]),
        ("lesœ", [2]),
        ("zoe", [2]),
        ("herouville", [3]),
        ("d’hérou", [3]),
        ("d'hérou", [3]),
        ("jean-p", [3]),
        ("salon", [2, 3]),
        ("salon lyon", [3]),
        ("lilas 12", [3]),
        ("732 829 320", [3]),
        ("bks-conseil", [2]),
        ("e.bensaid@example.org", [1]),
        ("@example", [1, 2, 4]),
        ("b2b", [4]),
        ("dupont75", [4]),
        ("dupont", [4]),
        ("42000", [1]),
        ("420", [1]),
        ("06 39 98 06 12", [1]), ("639980612", [1]), ("1 23 45 67 89", [1]),
        ("06.39.98.06", [1]),
        ("0639", [1, 2]),
        ("06 39 98", [1, 2]),
        ("06.39", [1, 2]),
        ("06-39-98-12", [2]),
        ("+33 6 39 98 12", [2]),
        ("+33 (0)6 39 98 12 13", [2]),
        ("0033639981213", [2]),
        ("01 23", [1]),
        ("+32 475", [3]),
        ("0032475", [3]),
        ("bensaid 06 39", [1]),
        ("06 39 zoe", [2]),
        ("personne", []),
        ("ensaid", []),
        ("bensaid zoe", []),
        ('"', []),
        ("* ( ) :", []),
        ('"bensaid" OR zoe', []),
        ("NEAR(bensaid)", []),
        ("last_name:bensaid", []),
    ],
)  # fmt: skip
def test_search(base: Database, typed: str, found: list[int]) -> None:
    query = ContactQuery(typed)
    assert sorted(contacts.find_ids(base, query, CALENDAR, {})) == found
    assert contacts.count(base, query, CALENDAR, {}) == len(found)


def test_blanks_find_what_an_empty_box_finds(base: Database) -> None:
    assert len(contacts.find_ids(base, ContactQuery(""), CALENDAR, {})) == 4
    assert len(contacts.find_ids(base, ContactQuery("   "), CALENDAR, {})) == 4


def test_an_expression_is_only_words(base: Database) -> None:
    assert (
        contact_sql.match_expression("d’Hérou 06 12")
        == '("0612"* OR "33612"* OR ("06"* AND "12"*)) AND "d"* AND "herou"*'
    )
    assert contact_sql.match_expression("’ - *") == ""
