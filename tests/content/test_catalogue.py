"""The catalogue of sources as shipped, and what a malformed one raises."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.basics import places
from rgpd_desktop.content.catalogue import Source, load_catalogue, read_catalogue
from rgpd_desktop.rules.retention import Confidence

SOURCE = """
[[sources]]
id = "one"
title = "Un texte : le premier"
publisher = "CNIL"
address = "https://example.org/a"
read_on = 2026-11-23
confidence = "second_hand"
"""


def test_the_catalogue_shipped() -> None:
    catalogue = load_catalogue()
    assert catalogue.version == "2026-11-23"
    assert {identity: source.confidence for identity, source in catalogue.sources.items()} == {
        "rgpd": Confidence.CONFIRMED,
        "cnil-activites-commerciales-2021": Confidence.SECOND_HAND,
        "cnil-ressources-humaines-2026": Confidence.SECOND_HAND,
        "code-civil-2224": Confidence.SECOND_HAND,
        "reglement-1182-71": Confidence.UNCONFIRMED,
    }
    for source in catalogue.sources.values():
        assert source.address.startswith("https://")
        assert source.read_on <= date.fromisoformat(catalogue.version)


def test_the_version_is_the_last_one_told_to_the_reader() -> None:
    changes = (places.resources() / "legal" / "CHANGES.md").read_text(encoding="utf-8")
    titles = [line.removeprefix("## ") for line in changes.splitlines() if line.startswith("## ")]
    assert titles[0] == load_catalogue().version
    assert titles == sorted(titles, reverse=True)


def test_it_is_read_once_and_cannot_be_written() -> None:
    assert load_catalogue() is load_catalogue()
    with pytest.raises(TypeError):
        load_catalogue().sources["another"] = None  # type: ignore[index]


def test_a_source_as_it_is_written(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.toml"
    file.write_text(f'version = "2027-01-02"\n{SOURCE}', encoding="utf-8")
    catalogue = read_catalogue(file)
    assert catalogue.version == "2027-01-02"
    assert catalogue.sources == {
        "one": Source(
            id="one",
            title="Un texte\u00a0: le premier",
            publisher="CNIL",
            address="https://example.org/a",
            read_on=date(2026, 11, 23),
            confidence=Confidence.SECOND_HAND,
        )
    }


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("version = ", "catalogue.toml"),
        (SOURCE, "version is missing"),
        (f'version = "demain"\n{SOURCE}', "demain"),
        (f'version = "2027-01-02"\nother = 1\n{SOURCE}', "unknown other"),
        (f'version = "2027-01-02"\n{SOURCE}{SOURCE}', "one is there twice"),
        (f'version = "2027-01-02"\n{SOURCE}surprise = 1', "unknown surprise"),
        (f'version = "2027-01-02"\n{SOURCE}'.replace("second_hand", "certain"), "'certain', not one of confirmed"),
        (f'version = "2027-01-02"\n{SOURCE}'.replace("2026-11-23", '"2026-11-23"'), "read_on is not of type date"),
        (f'version = "2027-01-02"\n{SOURCE}'.replace("CNIL", " "), "publisher is empty"),
        ('version = "2027-01-02"\nsources = ["one"]', "not a list of tables"),
    ],
)
def test_a_malformed_catalogue_names_the_place(tmp_path: Path, text: str, complaint: str) -> None:
    file = tmp_path / "catalogue.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=complaint):
        read_catalogue(file)
