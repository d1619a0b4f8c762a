"""The inspector on real data: contacts without a sheet, then the sheet of the catalogue, then nothing but what remains true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.rules.activity import MeasureLine
from rgpd_desktop.rules.coherence import Subject
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.processor import Processor
from rgpd_desktop.services import inspect_register, keep_register, register_overview, start_register
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import contacts, processors

TODAY = date(2026, 11, 26)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path, TODAY) as opened:
        yield opened


def subjects(desk: Desk) -> list[Subject]:
    return [each.subject for each in inspect_register.inspect(desk)]


def test_an_empty_program_has_nothing_to_say(desk):
    assert subjects(desk) == []


def test_contacts_ask_for_the_sheet_of_their_kind_and_the_sheet_answers(desk):
    with desk.database.writing("contacts"):
        contacts.add(desk.database, Contact(last_name="Aubry", emails=("a@b.example",), company="Atelier"), desk.starts)
    (finding,) = inspect_register.inspect(desk)
    assert finding.subject is Subject.KIND_WITHOUT_SHEET
    assert "Aubry" not in finding.sentence
    (made,) = start_register.start(desk, (finding.arguments["model"],))
    assert "prospect" in made.kinds
    assert subjects(desk) == [Subject.DRAFT]


def test_an_inscribed_sheet_asks_who_answers_and_for_the_contracts_of_its_tools(desk):
    (made,) = start_register.start(desk, ("prospecting",))

    processors.keep_processor(desk.database, Processor("b", "Mon hébergeur", country="France"))
    keep_register.save(desk, replace(made, processors=("b",), measures=(MeasureLine("access", "mot de passe"),)))
    keep_register.inscribe(desk, made.id)
    found = subjects(desk)
    assert found[:3] == [Subject.BUSINESS] * 3
    assert set(found[3:]) == {Subject.PROCESSOR_ALERT}


def test_the_overview_shows_the_sheets_with_what_contacts_say(desk):
    with desk.database.writing("contacts"):
        for number in range(3):
            contacts.add(desk.database, Contact(last_name=f"N{number}"), desk.starts)
    start_register.start(desk, ("prospecting",))
    seen = register_overview.overview(desk)
    assert [line.brief.replace("\u00a0", " ") for line in seen.lines] == ["3 contacts · 3 ans"]
    assert seen.lines[0].history[0].what == ("fiche créée",)
    assert register_overview.unfinished(desk) == 1
