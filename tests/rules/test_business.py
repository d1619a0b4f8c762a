"""Who answers: numbers that check, the name as it must be printed, what is missing told under its field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rgpd_desktop.rules.business import Business, Party, problems_in, siren_words, siret_words

CLAIRE = Business(
    "Claire Morel", True, siren="732829320", siret="73282932000074", street="3 rue des Lilas", postal_code="75011", city="Paris",
    email="claire@exemple.example",
)  # fmt: skip


def odd(**changes):
    return [problem.field for problem in problems_in(replace(CLAIRE, **changes))]


def test_a_whole_business_has_no_problem():
    assert problems_in(CLAIRE) == ()


def test_what_an_inspector_needs_is_asked():
    assert [problem.field for problem in problems_in(Business())] == ["name", "street", "email"]
    assert odd(email="", phone="01 99 00 00 00") == []


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"siren": "732829321", "siret": ""}, ["siren"]),
        ({"siren": "732 829 320"}, []),
        ({"siret": "73282932000075"}, ["siret"]),
        ({"siren": "356000000", "siret": "35600000000048"}, []),  # La Poste: Luhn
        ({"siren": "356000000", "siret": "35600000012347"}, ["siret"]),
        ({"siren": "443061841"}, ["siret"]),  # another business's
        ({"siren": "7328"}, ["siren", "siret"]),
        ({"email": "claire exemple"}, ["email"]),
    ],
)
def test_numbers_are_checked(changes, fields):
    assert odd(**changes) == fields


def test_numbers_are_printed_by_groups():
    assert siren_words("732829320") == "732\u00a0829\u00a0320"
    assert siret_words("73282932000074") == "732\u00a0829\u00a0320\u00a000074"
    assert siret_words("12") == "12"
    assert CLAIRE.number == "SIRET 732\u00a0829\u00a0320\u00a000074"
    assert replace(CLAIRE, siret="").number == "SIREN 732\u00a0829\u00a0320"


def test_a_sole_trader_carries_ei_once():
    assert CLAIRE.heading == "Claire Morel EI"
    assert replace(CLAIRE, name="Claire Morel EI").heading == "Claire Morel EI"
    assert replace(CLAIRE, is_sole_trader=False).heading == "Claire Morel"


def test_a_party_is_one_line_of_what_is_known():
    assert Party("Jeanne Roux", "Cabinet Roux").label == "Jeanne Roux (Cabinet Roux)"
    assert CLAIRE.party.address == "3 rue des Lilas, 75011 Paris"
    assert not Party(country="France").is_known


@pytest.mark.parametrize("field", [{"siren": "A732829320"}, {"siret": "73282932000074B"}])
def test_a_letter_in_a_number_is_told(field):
    assert [each.field for each in problems_in(replace(CLAIRE, **field))][-1:] == list(field)
