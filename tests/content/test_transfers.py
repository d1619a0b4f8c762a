"""The countries and safeguards as shipped, and what a malformed file raises."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.content.catalogue import legal_folder, load_catalogue
from rgpd_desktop.content.register_lists import load_lists
from rgpd_desktop.content.transfers import load_transfers, read_transfers
from rgpd_desktop.rules.folding import fold
from rgpd_desktop.rules.retention import Confidence
from rgpd_desktop.rules.transfers import Standing

GOOD = (legal_folder() / "transfers.toml").read_text(encoding="utf-8")
UNION = {
    "DE", "AT", "BE", "BG", "CY", "HR", "DK", "ES", "EE", "FI", "FR", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT",
    "RO", "SK", "SI", "SE", "CZ",
}  # fmt: skip


def test_the_economic_area_is_the_union_and_three_more() -> None:
    codes = {country.code for country in load_transfers().eea}
    assert codes - {"UE", "EEE"} == UNION | {"IS", "LI", "NO"}


def test_the_adequate_countries_of_the_reference() -> None:
    adequate = {country.code: country for country in load_transfers().adequate}
    assert set(adequate) == {
        "AD", "AR", "BR", "CA", "FO", "GG", "IL", "IM", "JP", "JE", "NZ", "KR", "CH", "GB", "UY", "EPO",
    }  # fmt: skip
    assert (adequate["GB"].until, adequate["BR"].since) == (date(2031, 12, 27), date(2026, 1, 26))
    assert adequate["CA"].note == "pour les organisations commerciales seulement"


def test_no_country_is_written_in_two_lists() -> None:
    lists = load_transfers()
    countries = (*lists.eea, *lists.adequate, *lists.third)
    names = [name for country in countries for name in {fold(word) for word in (country.name, *country.words)}]
    assert len(names) == len(set(names))


def test_the_united_states_are_offered_after_the_lists() -> None:
    lists = load_transfers()
    names = lists.country_names
    assert (names[0], names[len(lists.eea) + len(lists.adequate)]) == ("France", "États-Unis")
    assert all(lists.standing(name, lists.checked_on) is not Standing.UNKNOWN for name in names)


def test_the_safeguards_are_those_of_the_sheets_with_the_same_words() -> None:
    told = [(each.id, each.label, each.article) for each in load_transfers().safeguards]
    assert told == [(each.id, each.label, each.article) for each in load_lists().safeguards]


def test_every_note_has_a_source_and_is_not_surer_than_it() -> None:
    sources, rank = load_catalogue().sources, list(Confidence)
    notes = load_transfers().notes
    assert {"dpf", "dpf_rule", "adequacy"} <= {note.id for note in notes}
    for note in notes:
        assert rank.index(note.confidence) >= rank.index(sources[note.source].confidence), note.id


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ('code = "DE"', 'code = "FR"', "FR is there twice"),
        ('id = "bcr"', 'id = "scc"', "scc is there twice"),
        ("checked_on = 2026-11-23", "", "checked_on is missing"),
        ("until = 2031-12-27", 'until = "2031"', "until is not of type date"),
        ('code = "CH"', 'code = "CH"\nplanet = 3', "unknown planet"),
    ],
)
def test_a_malformed_file_names_the_place(tmp_path: Path, before: str, after: str, complaint: str) -> None:
    assert before in GOOD
    file = tmp_path / "transfers.toml"
    file.write_text(GOOD.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=complaint):
        read_transfers(file)
