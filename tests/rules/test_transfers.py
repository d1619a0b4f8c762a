"""A country as people write it, judged on a day."""

from __future__ import annotations

from datetime import date

import pytest

from rgpd_desktop.rules.transfers import Country, Standing, TransferLists

TODAY = date(2026, 11, 26)
LISTS = TransferLists(
    eea=(Country("FR", "France", ("La Réunion",)), Country("IE", "Irlande"), Country("NL", "Pays-Bas")),
    adequate=(
        Country("CH", "Suisse"), Country("GB", "Royaume-Uni", until=date(2031, 12, 27)),
        Country("BR", "Brésil", since=date(2026, 1, 26)),
    ),
    safeguards=(), notes=(), checked_on=TODAY,
    third=(Country("US", "États-Unis", ("USA", "United States")), Country("IN", "Inde")),
)  # fmt: skip
EEA, ADEQUATE, THIRD, UNKNOWN = Standing.EEA, Standing.ADEQUATE, Standing.THIRD, Standing.UNKNOWN


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("France", EEA), ("  FRANCE ", EEA), ("la France", EEA), ("FR", EEA), ("Pays Bas", EEA), ("les Pays-Bas", EEA), ("l’Irlande", EEA),
        ("La Réunion", EEA), ("réunion", EEA), ("Irlande (Dublin)", EEA), ("Suisse", ADEQUATE), ("Bresil", ADEQUATE), ("Etats-Unis", THIRD),
        ("aux États-Unis", THIRD), ("USA", THIRD), ("usa", THIRD), ("US", THIRD), ("United States", THIRD), ("Atlantide", UNKNOWN),
        ("", UNKNOWN), (" ,  ", UNKNOWN), ("fr", EEA),
        # several places: the one that asks for most
        ("Irlande ou États-Unis", THIRD), ("États-Unis / France", THIRD), ("France et Suisse", ADEQUATE), ("Irlande, Atlantide", UNKNOWN),
        ("Atlantide, Inde", THIRD), ("Irlande (États-Unis)", THIRD),
    ],
)  # fmt: skip
def test_a_country_as_it_is_typed(text: str, standing: Standing) -> None:
    assert LISTS.standing(text, TODAY) is standing


def test_adequacy_lasts_from_its_first_to_its_last_day() -> None:
    days = [date(2026, 1, 25), date(2026, 1, 26)]
    assert [LISTS.standing("Brésil", day) for day in days] == [THIRD, ADEQUATE]
    days = [date(2031, 12, 27), date(2031, 12, 28)]
    assert [LISTS.standing("Royaume-Uni", day) for day in days] == [ADEQUATE, THIRD]


def test_an_adequate_country_is_found_in_force_or_not() -> None:
    found = LISTS.adequacy("Irlande ou Royaume-Uni (Londres)")
    assert found is not None
    assert (found.code, found.holds_on(date(2031, 12, 27)), found.holds_on(date(2031, 12, 28))) == ("GB", True, False)
    assert LISTS.adequacy("États-Unis") is None
    assert LISTS.adequacy("") is None


def test_a_note_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        LISTS.note("dpf_rule")
