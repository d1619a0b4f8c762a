"""The catalogue of sources as shipped, and what a malformed one raises."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

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

# The texts themselves, or the vendor’s own page, were read; every other source is known through somebody else.
CONFIRMED = {
    "rgpd", "cnil-guide-developpeur", "cnil-carte-bancaire-2018", "brevo-conditions", "calendly-accord", "dropbox-aide", "hubspot-contrats",
    "linkedin-aide", "mailchimp-aide", "shine-conditions", "shopify-aide", "stripe-transferts", "zapier-accord",
}  # fmt: skip


NAMED_BY_CODE = {"reglement-1182-71"}  # rules/deadlines.py


def named(value: Any, key: str = "") -> Iterator[str]:
    """Every source that a file of the content names."""
    if key == "source" and isinstance(value, str):
        yield value
    for name, part in value.items() if isinstance(value, dict) else ():
        yield from named(part, name)
    for part in value if isinstance(value, list) else ():
        yield from named(part, key)


def test_the_catalogue_shipped() -> None:
    catalogue = load_catalogue()
    assert catalogue.version == "2026-11-26"
    by_confidence = {
        confidence: {id for id, source in catalogue.sources.items() if source.confidence is confidence}
        for confidence in Confidence
    }
    assert by_confidence[Confidence.CONFIRMED] == CONFIRMED
    assert by_confidence[Confidence.UNCONFIRMED] == {"reglement-1182-71"}
    for source in catalogue.sources.values():
        assert source.address.startswith("https://")
        assert source.read_on <= date.fromisoformat(catalogue.version)


def test_every_source_named_by_the_content_exists_and_none_is_idle() -> None:
    files = (places.resources() / "legal").rglob("*.toml")
    said = {id for file in files for id in named(tomllib.loads(file.read_text(encoding="utf-8")))}
    assert said - set(load_catalogue().sources) == set()
    assert set(load_catalogue().sources) - said == NAMED_BY_CODE


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
