"""The tools as shipped: how many, what each says, where it comes from; and what a malformed family raises."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.content.catalogue import load_catalogue
from rgpd_desktop.content.processors import load_tools, read_tools
from rgpd_desktop.content.register_lists import load_lists
from rgpd_desktop.content.transfers import load_transfers
from rgpd_desktop.rules.processor import ProcessorRole
from rgpd_desktop.rules.retention import Confidence
from rgpd_desktop.rules.transfers import Standing

TOOL = """
[[tools]]
id = "one"
name = "Un outil"
use = "un usage"
role = "processor"
confidence = "unconfirmed"
checked_on = 2026-11-23
check = "À vérifier : tout"
"""
FAMILY = f'order = 1\nfamily = "Une famille"\n{TOOL}'


def test_there_are_at_least_forty_tools_in_families() -> None:
    tools = load_tools()
    assert len(tools) >= 40
    assert len({tool.id for tool in tools}) == len({tool.name for tool in tools}) == len(tools)
    families = [tool.family for tool in tools]
    assert len(dict.fromkeys(families)) == 11
    assert families == sorted(families, key=list(dict.fromkeys(families)).index), "a family is cut in two"


def test_every_safeguard_exists_in_the_lists_of_transfers_and_of_sheets() -> None:
    known = {safeguard.id for safeguard in load_transfers().safeguards}
    assert known == {safeguard.id for safeguard in load_lists().safeguards}
    for tool in load_tools():
        assert set(tool.safeguards) <= known, tool.id


def test_every_source_exists_and_no_tool_is_surer_than_its_source() -> None:
    sources, rank = load_catalogue().sources, list(Confidence)
    for tool in load_tools():
        if tool.source:
            assert rank.index(Confidence(tool.confidence)) >= rank.index(sources[tool.source].confidence), tool.id
        else:
            assert tool.confidence != Confidence.CONFIRMED, tool.id


def test_what_is_known_is_said_with_what_was_read_of_it() -> None:
    for tool in load_tools():
        assert tool.confidence == Confidence.UNCONFIRMED or tool.read, tool.id
        assert not tool.source or tool.read, tool.id
        assert tool.check, tool.id
        assert tool.checked_on <= date.fromisoformat(load_catalogue().version), tool.id


def test_a_country_outside_has_its_transfer_and_its_safeguard() -> None:
    lists = load_transfers()
    for tool in load_tools():
        if tool.role is ProcessorRole.SOFTWARE:
            assert (tool.country, tool.transfer, tool.safeguards) == ("", "", ()), tool.id
            continue
        standing = lists.standing(tool.country, tool.checked_on)
        assert standing is not Standing.UNKNOWN or not tool.country, tool.id
        if standing is not Standing.EEA:
            assert tool.transfer, tool.id
            assert tool.safeguards, tool.id
        if "adequacy" in tool.safeguards and len(tool.safeguards) == 1:
            assert standing is Standing.ADEQUATE, tool.id


def test_free_personal_accounts_warn() -> None:
    assert {tool.id for tool in load_tools() if tool.personal_account} >= {"google-workspace", "chatgpt"}


def test_a_tool_with_only_what_is_mandatory(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(FAMILY, encoding="utf-8")
    (tool,) = read_tools(tmp_path)
    assert (tool.id, tool.family, tool.entity, tool.safeguards, tool.source) == ("one", "Une famille", "", (), "")
    assert tool.check == "À vérifier\u00a0: tout"


def test_families_come_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(FAMILY.replace("order = 1", "order = 2"), encoding="utf-8")
    (tmp_path / "b.toml").write_text(FAMILY.replace('"one"', '"first"'), encoding="utf-8")
    assert [tool.id for tool in read_tools(tmp_path)] == ["first", "one"]


@pytest.mark.parametrize(
    ("first", "second", "complaint"),
    [
        (FAMILY, FAMILY.replace("order = 1", "order = 2"), "one is there twice"),
        (FAMILY, FAMILY.replace('"one"', '"two"'), "same order"),
        (FAMILY.replace('"processor"', '"friend"'), "", "'friend', not one of processor"),
        (FAMILY.replace('"unconfirmed"', '"sure"'), "", "'sure', not one of confirmed"),
        (f"{FAMILY}\nprice = 3", "", "unknown price"),
        (TOOL, "", "order is missing"),
        (f"{FAMILY}\nsafeguards = []", "", "safeguards is not a list of texts"),
    ],
)
def test_a_malformed_family_names_the_place(tmp_path: Path, first: str, second: str, complaint: str) -> None:
    (tmp_path / "a.toml").write_text(first, encoding="utf-8")
    if second:
        (tmp_path / "b.toml").write_text(second, encoding="utf-8")
    with pytest.raises(ValueError, match=complaint):
        read_tools(tmp_path)
