"""Postal codes, countries, sites, SIREN and SIRET numbers."""

import pytest

from rgpd_desktop.rules import addresses
from rgpd_desktop.rules.addresses import (
    country_code,
    is_french,
    read_country,
    read_place,
    read_postal_code,
    read_siren,
    read_website,
)


@pytest.mark.parametrize(
    ("cell", "country", "expected"),
    [
        ("75001", "", ("75001", "", "")), (75001.0, "", ("75001", "", "")), (1000.0, "", ("01000", "", "")), ("1000", "France", ("01000",
        "", "")),
        ("75 001", "", ("75001", "", "")), ("F-69003", "", ("69003", "", "")), ("FR-69003", "", ("69003", "", "")),
        ("75001 Paris", "", ("75001", "Paris", "")), ("75007 PARIS ", "", ("75007", "PARIS", "")), ("75001, Paris", "", ("75001",
        "Paris", "")),
        ("Paris 75001", "", ("75001", "Paris", "")), ("Paris (75001)", "", ("75001", "Paris", "")),
        ("75508 Paris Cedex 15", "", ("75508", "Paris Cedex 15", "")), ("1000 Bourg-en-Bresse", "", ("01000", "Bourg-en-Bresse", "")),
        ("1000 Bruxelles", "Belgique", ("1000 Bruxelles", "", "")), ("B-1000 Bruxelles", "", ("1000", "Bruxelles", "")),
        ("B-1000", "", ("1000", "", "")), ("CH-1201", "", ("1201", "", "")), ("L-1234", "", ("1234", "", "")), ("CH 1201 Genève", "",
        ("1201", "Genève", "")), ("D-10115", "", ("10115", "", "")), ("B-1000", "Belgique", ("1000", "", "")), ("７５００１", "",
        ("75001", "", "")), ("Eu 76260", "", ("76260", "Eu", "")),
        (1000.0, "Belgique", ("1000", "", "")), ("SW1A 1AA", "Royaume-Uni", ("SW1A 1AA", "", "")), ("SW1A 1AA", "", ("SW1A 1AA", "", "")),
        ("2A004", "", ("2A004", "", addresses.INSEE)), ("Paris", "", ("", "Paris", "")), ("13", "", ("", "", addresses.DEPARTMENT)),
        ("00000", "", ("", "", addresses.NOT_A_CODE)), (True, "", ("", "", addresses.NOT_A_CODE)), (float("inf"), "", ("", "inf", "")),
        ("", "", ("", "", "")), (None, "", ("", "", "")), ("inconnu", "", ("", "", "")), ("97400", "La Réunion", ("97400", "", "")),
    ],
)  # fmt: skip
def test_postal_codes(cell, country, expected):
    assert read_postal_code(cell, country) == expected


@pytest.mark.parametrize(
    ("cell", "country", "city", "expected"),
    [
        ("B-1000", "", "", ("1000", "", "Belgique", "")), ("CH-1201", "", "", ("1201", "", "Suisse", "")),
        ("L-1234 Luxembourg", "", "", ("1234", "Luxembourg", "Luxembourg", "")), ("B-1000", "Belgique", "", ("1000", "", "", "")),
        ("1000 Bruxelles", "", "", ("1000", "Bruxelles", "Belgique", addresses.COUNTRY_GUESSED)),
            (1000.0, "", "Bruxelles", ("1000", "", "Belgique", addresses.COUNTRY_GUESSED)),
        ("1201", "", "Genève 2", ("1201", "", "Suisse", addresses.COUNTRY_GUESSED)), ("1000", "", "Bourg-en-Bresse", ("01000", "", "", "")),
        (6000.0, "", "NICE", ("06000", "", "", "")), ("1000", "France", "", ("01000", "", "", "")),
        ("1000", "", "", ("01000", "", "", addresses.ZERO_GUESSED)), (7130.0, "", "Soyons", ("07130", "", "", addresses.ZERO_GUESSED)),
        ("01000", "", "", ("01000", "", "", "")), ("01 000", "", "", ("01000", "", "", "")), ("75001", "", "Bruxelles", ("75001", "", "",
        "")), ("F-69003", "", "", ("69003", "", "", "")), ("", "", "", ("", "", "", "")), ("1000", "Suisse", "", ("1000", "", "", "")),
    ],
)  # fmt: skip
def test_a_foreign_code_never_gets_a_zero(cell, country, city, expected):
    assert read_place(cell, country, city) == expected


def test_countries():
    assert [read_country(text) for text in ("FR", "FRANCE", "Belgium", "uk", " Wakanda ", "")] == [
        "France", "France", "Belgique", "Royaume-Uni", "Wakanda", "",
    ]  # fmt: skip
    assert [country_code(text) for text in ("", "France", "Suisse", "Guadeloupe", "Wakanda")] == [
        "FR",
        "FR",
        "CH",
        "FR",
        "FR",
    ]
    assert is_french("") and is_french("France") and is_french("La Réunion") and not is_french("Suisse")


def test_websites():
    assert read_website("www.example.fr") == ("www.example.fr", "")
    assert read_website(" https://example.fr/page?a=1,2 ") == ("https://example.fr/page?a=1,2", "")
    assert read_website("http://a.example.fr ; http://b.example.fr") == ("http://a.example.fr", addresses.SEVERAL_SITES)
    assert read_website("jean@example.fr") == ("", addresses.EMAIL_INSTEAD)
    assert read_website("bientôt") == ("", addresses.NOT_A_SITE)
    assert read_website("-") == read_website(None) == ("", "")


def test_siren_and_siret():
    assert read_siren("732 829 320") == ("732829320", "")
    assert read_siren("RCS Paris 732 829 320") == ("732829320", "")
    assert read_siren(73282932000074.0) == ("73282932000074", "")
    assert read_siren("FR44732829320") == ("732829320", "")
    assert read_siren("35600000000048") == ("35600000000048", "")
    assert read_siren("732829321") == ("732829321", addresses.BAD_CHECK)
    assert read_siren("12345") == ("", addresses.BAD_LENGTH)
    assert read_siren("n/a") == read_siren(None) == ("", "")


def test_lost_zeros_come_back_only_when_the_check_digit_agrees():
    assert read_siren(54879655.0) == ("054879655", "")
    assert read_siren(548796500013.0) == ("00548796500013", "")
    assert read_siren(54879651.0) == ("", addresses.BAD_LENGTH)


@pytest.mark.parametrize(
    ("code", "city"), [("2000", "Mons-en-Laonnois"), ("2500", "Martigny"), ("2000", "Namur-sous-Bois")]
)
def test_a_french_town_that_begins_like_a_foreign_one_is_in_france(code, city):
    place = read_place(code, "", city)
    assert (place.code, place.country, place.reason) == (f"0{code}", "", addresses.ZERO_GUESSED)


@pytest.mark.parametrize("text", ["D 75001 Paris", "A 75008 PARIS", "B 92100", "L 59000 Lille", "E 33000 Bordeaux"])
def test_the_letter_of_an_entrance_is_no_country(text):
    place = read_place(text)
    assert place.country == ""
    assert len(place.code) == 5
    assert len(place.city) != 1


def test_a_prefix_has_the_figures_of_its_country():
    assert read_place("D-10115 Berlin") == ("10115", "Berlin", "Allemagne", "")
    assert read_place("DE 10115") == ("10115", "", "Allemagne", "")
    assert read_place("NL-1011 AB Amsterdam") == ("1011 AB", "Amsterdam", "Pays-Bas", "")
    assert read_place("B-75001") == ("75001", "", "", "")
