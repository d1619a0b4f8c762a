"""Two writings of one person: what is filled, what is left, what moves."""

from __future__ import annotations

from datetime import date

from rgpd_desktop.rules.contact import Audience, Contact
from rgpd_desktop.rules.merging import merged
from rgpd_desktop.rules.retention import Starts

KEPT = Contact(
    id=7, last_name="Dupont", first_name="Jean", company="Atelier", emails=("a@example.org",), phones=("+33612345678",), street="1 rue A",
    city="Lyon", kind="client", last_contact_on=date(2025, 1, 2), notes="ancienne note", batch=1, row=4,
)  # fmt: skip


def merge(kept: Contact, other: Contact, starts: Starts = Starts.LAST_CONTACT) -> Contact:
    return merged(kept, other, starts)


def test_blanks_are_filled_and_nothing_is_overwritten() -> None:
    other = Contact(
        last_name="DUPONT", first_name="J.", civility="M.", company="Autre", job_title="Gérant", emails=("b@example.org", "a@example.org"),
        phones=("+33144556677",), street="1 RUE A", postal_code="69003", city="Lyon", kind="prospect", audience=Audience.PROFESSIONAL,
        last_contact_on=date(2024, 1, 2), collected_on=date(2020, 1, 1), notes="autre note", newsletter=False, row=9,
    )  # fmt: skip
    assert merge(KEPT, other) == Contact(
        id=7, last_name="Dupont", first_name="Jean", civility="M.", company="Atelier", job_title="Gérant",
        emails=("a@example.org", "b@example.org"), phones=("+33612345678", "+33144556677"), street="1 rue A", postal_code="69003",
        city="Lyon", kind="client", audience=Audience.PROFESSIONAL, last_contact_on=date(2025, 1, 2), collected_on=date(2020, 1, 1),
        notes="ancienne note", newsletter=False, batch=1, row=4,
    )  # fmt: skip


def test_a_later_contact_by_the_person_is_news() -> None:
    assert merge(KEPT, Contact(last_contact_on=date(2025, 6, 1))).last_contact_on == date(2025, 6, 1)
    assert merge(Contact(), Contact(last_contact_on=date(2025, 6, 1))).last_contact_on == date(2025, 6, 1)


def test_two_addresses_are_not_mixed() -> None:
    assert merge(KEPT, Contact(street="9 rue B", postal_code="59000", city="Lille")).postal_code == ""


def test_a_name_is_completed_by_the_half_that_agrees() -> None:
    assert merge(Contact(last_name="Dupont"), Contact(last_name="Dupont", first_name="Jean")).first_name == "Jean"
    assert merge(Contact(last_name="Jean"), Contact(last_name="Dupont", first_name="Jean")).first_name == ""
    named = merge(Contact(emails=("a@example.org",)), Contact(last_name="Dupont", first_name="Jean"))
    assert (named.last_name, named.first_name) == ("Dupont", "Jean")


def test_nothing_new_is_the_same_object() -> None:
    assert merge(KEPT, KEPT) is KEPT
    assert merge(KEPT, Contact(emails=("a@example.org",))) is KEPT


def test_a_no_is_taken() -> None:
    assert merge(KEPT, Contact(opposed_on=date(2026, 1, 1))).opposed_on == date(2026, 1, 1)


def test_a_refusal_of_the_newsletter_wins() -> None:
    assert merge(Contact(newsletter=True), Contact(newsletter=False)).newsletter is False
    assert merge(Contact(newsletter=False), Contact(newsletter=True)).newsletter is False
    assert merge(Contact(), Contact(newsletter=True)).newsletter is True


def test_a_relation_that_lasts_is_not_ended_by_a_list() -> None:
    ended = Contact(relation_ended_on=date(2015, 2, 1))
    assert merge(KEPT, ended, Starts.RELATION_END) is KEPT
    assert merge(KEPT, ended, Starts.CONTRACT_END) is KEPT
    assert merge(KEPT, ended, Starts.ENDED_RELATION).relation_ended_on == date(2015, 2, 1)
