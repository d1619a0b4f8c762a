"""The typography of every French text of the content: ’ and « », no-break spaces, no mark of a typewriter."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rgpd_desktop.basics import french, places
from rgpd_desktop.content.catalogue import load_catalogue
from rgpd_desktop.content.measures import load_checklist
from rgpd_desktop.content.people import load_kinds
from rgpd_desktop.content.processors import load_tools
from rgpd_desktop.content.transfers import load_transfers

LEGAL = places.resources() / "legal"
FILES = sorted(LEGAL.rglob("*.toml"))
NOT_FRENCH = {
    "id",
    "address",
    "source",
    "version",
    "confidence",
    "since",
    "cnil_row",
    "code",
}  # CNIL’s labels are as CNIL typed them
TYPEWRITTEN = re.compile(r"""['"]|\.\.\.|[  ]{2}|[^\s] ,|[^\s] \.""")
PLAIN_SPACE = re.compile(r" [;:!?»]|« ")


def texts(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, str) and key not in NOT_FRENCH:
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from texts(part, key)
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from texts(part, name)


def faults(text: str) -> list[str]:
    return TYPEWRITTEN.findall(text) + PLAIN_SPACE.findall(french.spaced(text))


@pytest.mark.parametrize("text", ["l'avis", 'dit "non"', "et puis...", "deux  espaces", "avant , la virgule", "fin ."])
def test_the_check_sees_a_typewriter(text: str) -> None:
    assert faults(text)


def test_there_is_something_to_check() -> None:
    assert {file.parent.name for file in FILES} == {"legal", "people", "processors", "register", "activities"}
    assert len(FILES) >= 10 + 2 + 11 + 1 + 21
    assert "« Prospects » : pourquoi ?" not in french.spaced("« Prospects » : pourquoi ?")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_texts_of_a_file(file: Path) -> None:
    found = [text for text in texts(tomllib.loads(file.read_text(encoding="utf-8"))) if faults(text)]
    assert found == []


def test_the_list_of_changes() -> None:
    lines = (LEGAL / "CHANGES.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if faults(line.strip())] == []


def test_what_is_loaded_has_its_no_break_spaces() -> None:
    loaded = [source.title for source in load_catalogue().sources.values()]
    for kind in load_kinds():
        loaded += [kind.label, kind.plural, kind.description, kind.rule.label, kind.rule.source_label, kind.rule.note]
    for tool in load_tools():
        loaded += [
            tool.name,
            tool.use,
            tool.family,
            tool.entity,
            tool.transfer,
            tool.check,
            tool.read,
            tool.personal_account,
        ]
    for question in load_checklist().questions:
        loaded += [question.theme, question.text, question.advice, question.statement]
    for note in load_transfers().notes:
        loaded += [note.title, note.text]
    loaded += [safeguard.help for safeguard in load_transfers().safeguards]
    assert [text for text in loaded if PLAIN_SPACE.search(text)] == []
    assert any("\u00a0:" in text for text in loaded)
