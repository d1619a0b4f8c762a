"""The bases of the intermediate archive as shipped: each row of the retention table that ends in the archive."""

from __future__ import annotations

from pathlib import Path

import pytest

from rgpd_desktop.content.archive_bases import load_bases, read_bases
from rgpd_desktop.content.catalogue import legal_folder, load_catalogue
from rgpd_desktop.content.people import load_kinds
from rgpd_desktop.rules.archive import Runs
from rgpd_desktop.rules.retention import Bound, Confidence, Period, Then

# Rows D3, D1 and D2 of the reference, in the order they are proposed.
ROWS = [
    ("D3", Runs.YEAR_END, Period(years=10), Bound.FLOOR, "code-commerce-l123-22"),
    ("D1", Runs.RELATION_END, Period(years=5), Bound.CEILING, "code-civil-2224"),
    ("D2", Runs.RELATION_END, Period(years=10), Bound.FLOOR, "code-consommation-l213-1"),
]


def test_the_bases_shipped() -> None:
    bases = load_bases()
    assert [(each.id, each.runs, each.keep, each.bound, each.source) for each in bases] == ROWS
    archived = {kind.id for kind in load_kinds() if kind.rule.then is Then.ARCHIVE}
    assert all(set(each.kinds) == archived for each in bases)
    assert load_bases() is bases


def test_no_basis_is_surer_than_its_source() -> None:
    sources, rank = load_catalogue().sources, list(Confidence)
    for each in load_bases():
        assert rank.index(each.confidence) >= rank.index(sources[each.source].confidence)


@pytest.mark.parametrize(
    "change", [('id = "D1"', 'id = "D3"'), ('runs = "year_end"', 'runs = "noon"'), ("years = 10", "years = 0")]
)
def test_a_malformed_file_is_our_fault(tmp_path: Path, change: tuple[str, str]) -> None:
    text = (legal_folder() / "archive.toml").read_text(encoding="utf-8").replace(*change)
    (tmp_path / "archive.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"archive\.toml"):
        read_bases(tmp_path / "archive.toml")
