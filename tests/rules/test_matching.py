"""Pairs of people, and whether they are the same."""

from __future__ import annotations

import pytest

from rgpd_desktop.rules import identity, matching
from rgpd_desktop.rules.matching import Identity, Level, Likeness, are_apart, judge, likeness


def who(
    last: str = "",
    first: str = "",
    company: str = "",
    emails: str = "",
    phones: str = "",
    street: str = "",
    postal_code: str = "",
    city: str = "",
    cells: int = 0,
    content: int = 0,
    row: int = 0,
) -> Identity:
    """A person as the import makes them."""
    return Identity(
        name=identity.sort_key(last, first, "", ()) if last or first else "",
        company=identity.company_key(company),
        emails=emails,
        phones=phones,
        address=matching.address_key(street, postal_code, city),
        place=matching.place_key(postal_code, city),
        content=content,
        cells=cells,
        row=row,
    )


JEAN = who("Dupont", "Jean", emails="jean@example.org")

CERTAIN = [
    (JEAN, who("DUPONT", "Jéan", emails="jean@example.org"), matching.SAME_EMAIL),
    (JEAN, who(emails="jean@example.org"), matching.SAME_EMAIL),
    (JEAN, who("Dupont", emails="jean@example.org"), matching.SAME_EMAIL),
    (JEAN, who("", "Jean", emails="jean@example.org"), matching.SAME_EMAIL),
    (JEAN, who("Dupont", "J.", emails="jean@example.org"), matching.SAME_EMAIL),
    (JEAN, who("D.", "Jean", emails="jean@example.org"), matching.SAME_EMAIL),
    (JEAN, who("Jean", "Dupont", emails="jean@example.org"), matching.SAME_EMAIL),
    (JEAN, who("Jean Dupont", emails="jean@example.org"), matching.SAME_EMAIL),
    (
        who("Petit", "Jean-Paul", emails="jp@example.org"),
        who("Petit", "J.-P.", emails="jp@example.org"),
        matching.SAME_EMAIL,
    ),
    (JEAN, who("Dupont", "Jean", "Autre", emails="j@example.com jean@example.org"), matching.SAME_EMAIL),
    (
        who("Dupont", "Jean", phones="+33612345678", emails="a@example.org"),
        who("Dupont", "Jean", phones="+33612345678", emails="b@example.org"),
        matching.SAME_NAME_PHONE,
    ),
    (
        who(company="Boulangerie Petit SARL", phones="+33144556677"),
        who(company="boulangerie petit", phones="+33144556677"),
        matching.SAME_NAME_PHONE,
    ),
    (
        who("Dupont", "Jean", "Atelier Bois", emails="a@example.org"),
        who("Dupont", "Jean", "SARL Atelier Bois", phones="+33612345678"),
        matching.SAME_NAME_COMPANY,
    ),
    (
        who("Dupont", "Jean", street="3, rue des Lilas", postal_code="75011", emails="a@example.org"),
        who("Dupont", "Jean", street="3 RUE DES LILAS", postal_code="75011", emails="b@example.org"),
        matching.SAME_NAME_ADDRESS,
    ),
    (who("Dupont", "Jean", cells=7), who("Dupont", "Jean", cells=7), matching.IDENTICAL),
    (who("Dupont", "Jean", cells=7, content=5), who("Dupont", "Jean", content=5), matching.IDENTICAL),
]

PROBABLE = [
    (JEAN, who("Dupont", "Marie", emails="jean@example.org"), matching.EMAIL_OF_TWO),
    (JEAN, who("Dupont", "Jean-Pierre", emails="jean@example.org"), matching.EMAIL_OF_TWO),
    (
        who("Dupont", "Jean", emails="contact@example.org"),
        who("Martin", "Anne", emails="contact@example.org"),
        matching.EMAIL_OF_TWO,
    ),
    (
        who(company="Alpha", emails="contact@example.org"),
        who(company="Beta", emails="contact@example.org"),
        matching.EMAIL_OF_TWO,
    ),
    (
        who(city="Véronne", emails="mairies@example.org"),
        who(city="Saillans", emails="mairies@example.org"),
        matching.EMAIL_OF_TWO,
    ),
    (
        who("Dupont", "Jean", phones="+33144556677"),
        who("Dupont", "Marie", phones="+33144556677"),
        matching.PHONE_OF_TWO,
    ),
    (who("Dupont", "Jean", phones="+33612345678"), who(phones="+33612345678"), matching.SAME_PHONE),
    (
        who("Dupont", "Jean", phones="+33612345678"),
        who("Dupont", "J.", phones="+33612345678"),
        matching.SAME_PHONE,
    ),
    (
        who("Dupont", "Jean", "Atelier", emails="a@example.org"),
        who("Dupont", "Jean", "Atelier", emails="b@example.org"),
        matching.OTHER_REACH,
    ),
    (who("Dupont", "Jean"), who("Jean", "Dupont"), matching.OTHER_ORDER),
    (who("Lefèvre", "Élodie", emails="e@example.org"), who("LEFEVRE", "Elodie"), matching.ONLY_NAME),
    (
        who(company="Alpha", emails="a@example.org"),
        who(company="ALPHA SAS", phones="+33144556677"),
        matching.SAME_COMPANY,
    ),
]

NEITHER = [
    (JEAN, who("Dupont", "Jean", emails="autre@example.com")),
    (JEAN, who("Dupont", "Marie")),
    (JEAN, who("Jean", "Dupont", emails="autre@example.com")),
    (who("Dupont", "Jean", phones="+33612345678"), who("Dupont", "Jean", phones="+33687654321")),
    (who("Dupont", "Jean", "Alpha"), who("Dupont", "Jean", "Beta")),
    (who("Dupont", "Jean", postal_code="75011"), who("Dupont", "Jean", postal_code="69003")),
    (who("Dupont", "Jean", city="Lyon"), who("Dupont", "Jean", city="Lille")),
    (who("Dupont", "J."), who("Dupont", "Jean")),
    (who("Dupont", "Jean", "Atelier"), who("Martin", "Anne", "Atelier")),
    (who("Dupont", "Jean", cells=7, content=5), who("Dupont", "Jean", emails="x@example.org", cells=8, content=5)),
]


@pytest.mark.parametrize(("one", "other", "reason"), CERTAIN)
def test_certain(one: Identity, other: Identity, reason: str) -> None:
    assert judge(one, other) == (Level.CERTAIN, reason)
    assert judge(other, one) == (Level.CERTAIN, reason)


@pytest.mark.parametrize(("one", "other", "reason"), PROBABLE)
def test_probable(one: Identity, other: Identity, reason: str) -> None:
    assert judge(one, other) == (Level.PROBABLE, reason)
    assert judge(other, one) == (Level.PROBABLE, reason)


@pytest.mark.parametrize(("one", "other"), NEITHER[:-1])
def test_neither(one: Identity, other: Identity) -> None:
    assert judge(one, other).level is Level.NONE
    assert judge(other, one).level is Level.NONE


def test_two_lines_with_the_same_fields_but_other_cells_are_only_namesakes() -> None:
    """Two towns of one name: the column that tells them apart was left out."""
    assert judge(*NEITHER[-1]) == (Level.PROBABLE, matching.ONLY_NAME)


def test_what_is_shared_by_many_proves_nothing() -> None:
    switchboard = "+33144556677"
    one, other = who("Dupont", "Jean", phones=switchboard), who("Dupont", "Marie", phones=switchboard)
    assert judge(one, other, frozenset({switchboard})).level is Level.NONE


def test_what_is_shared_does_not_contradict_either() -> None:
    switchboard = "+33144556677"
    one, other = who("Dupont", "Jean", phones=switchboard), who("Dupont", "Jean", phones=switchboard)
    assert judge(one, other, frozenset({switchboard})) == (Level.PROBABLE, matching.ONLY_NAME)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("Dupont", "Jean"), ("Dupont", "Jean"), Likeness.EQUAL),
        (("Dupont", "Jean"), ("Dupond", "Jean"), Likeness.DIFFERENT),
        (("Dupont", "Jean"), ("Dupont", "Jacques"), Likeness.DIFFERENT),
        (("Dupont", "J"), ("Durand", "J"), Likeness.DIFFERENT),
        (("D", "J"), ("Dupont", "Jean"), Likeness.DIFFERENT),
        (("Dupont", "Jean Paul"), ("Dupont", "J"), Likeness.ALIKE),
        (("Dupont", "Jean Paul"), ("Dupont", "J P"), Likeness.ALIKE),
        (("Dupont", "Jean Paul"), ("Dupont", "J M"), Likeness.DIFFERENT),
        (("Martin", "Thomas"), ("Thomas", "Martin"), Likeness.REORDERED),
        (("Dupont", ""), ("Durand", ""), Likeness.DIFFERENT),
    ],
)
def test_names(one: tuple[str, str], other: tuple[str, str], expected: Likeness) -> None:
    assert likeness(who(*one), who(*other)) is expected
    assert likeness(who(*other), who(*one)) is expected


def test_a_postal_code_is_not_compared_with_a_city() -> None:
    assert not are_apart(matching.place_key("75011", "Paris"), matching.place_key("", "Lyon"))
    assert are_apart(matching.place_key("", "Paris"), matching.place_key("", "Lyon"))
    assert not are_apart(0, matching.place_key("", "Lyon"))
    assert all(-(2**63) <= matching.place_key("", city) < 2**63 for city in ("Paris", "Lyon", "Lille", "Brest"))
