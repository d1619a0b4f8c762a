"""docs/register-json.md tells every field and every list that the file has."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from rgpd_desktop.content.register_lists import load_lists
from rgpd_desktop.rules import activity, business, measures, processor, register_document

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "register-json.md").read_text(encoding="utf-8")
NOUNS = (
    register_document.RegisterDocument, business.Business, business.Party, activity.Activity, activity.Purpose, activity.Keeping,
    activity.DataCategory, activity.PeopleCategory, activity.Recipient, activity.Transfer, activity.MeasureLine, processor.Processor,
    measures.MeasureAnswer,
)  # fmt: skip
WORDS = (*activity.Role, *activity.Progress, *processor.ProcessorRole, *measures.Answer)


@pytest.mark.parametrize("noun", NOUNS)
def test_every_field_is_told(noun):
    assert [each.name for each in fields(noun) if f"`{each.name}`" not in PAGE] == []


def test_every_word_of_a_closed_choice_is_told():
    assert [word for word in WORDS if f'`"{word}"`' not in PAGE] == []


def test_the_version_and_the_name_are_those_written():
    assert f"Version **{register_document.VERSION}**" in PAGE
    assert f'"format": "{register_document.FORMAT}"' in PAGE


@pytest.mark.parametrize(
    "name", ["bases", "people", "data", "conditions", "recipients", "safeguards", "measures", "criteria", "ends"]
)
def test_every_list_it_names_is_there(name):
    assert f"*{name}*" in PAGE
    assert getattr(load_lists(), name)


def test_the_example_comes_in():
    document = register_document.from_json(json.loads(PAGE.split("```json")[1].split("```")[0]))
    assert [each.name for each in document.activities] == ["Prospection commerciale"]
    assert document.activities[0].processors == (document.processors[0].id,)
