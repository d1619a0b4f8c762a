"""The register gathered for paper: what is printed, its version, its history told by day; nothing to print is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.rules.activity import (
    Activity,
    DataCategory,
    Keeping,
    MeasureLine,
    PeopleCategory,
    Progress,
    Purpose,
    Recipient,
    Role,
)
from rgpd_desktop.rules.business import Business
from rgpd_desktop.rules.measures import Answer, MeasureAnswer
from rgpd_desktop.rules.processor import Processor
from rgpd_desktop.services import gather_register, keep_measures, keep_register
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import processors

TODAY = date(2026, 11, 26)
SHEET = Activity(
    id="", name="Prospection", purposes=(Purpose("Trouver des clients", "legitimate_interest"),),
    people=(PeopleCategory("prospects"),), data=(DataCategory("identity", "nom", Keeping(kind="prospect")),), is_direct=True,
    recipients=(Recipient("internal", "moi"),), measures=(MeasureLine("access", "mot de passe"),), kinds=("prospect",),
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path, TODAY) as opened:
        yield opened


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_nothing_in_the_register_is_nothing_to_print(desk):
    keep_register.begin(desk, SHEET)
    assert gather_register.gather(desk).version == 0
    with pytest.raises(Refusal, match="Aucune fiche"):
        gather_register.to_print(desk)


def test_a_draft_is_printed_alone_when_it_is_asked_for(desk):
    draft = keep_register.begin(desk, SHEET)
    printed = gather_register.to_print(desk, (draft.id,))
    assert [each.name for each in printed.kept(Role.CONTROLLER)] == ["Prospection (brouillon, hors du registre)"]
    assert printed.is_extract
    assert keep_register.sheet(desk, draft.id).progress is Progress.DRAFT


def test_everything_the_paper_needs(desk):
    keep_register.keep_business(desk, Business("Claire Morel", siren="732829320"))
    processors.keep_processor(desk.database, Processor("b", "Brevo"))
    keep_measures.answer(desk, MeasureAnswer("named_accounts", Answer.YES))
    made = keep_register.begin(desk, SHEET)
    keep_register.inscribe(desk, made.id)
    found = gather_register.to_print(desk)
    assert (found.business.name, found.version, found.on) == ("Claire Morel", 1, TODAY)
    assert found.processors["b"].name == "Brevo"
    assert [group for group, _ in found.measures] == ["access"]
    assert found.words.bases["legitimate_interest"] == "Intérêt légitime (art. 6-1 f)"
    assert found.rules["prospect"].keep.years == 3
    assert found.content_version


def test_the_history_tells_each_version_by_what_changed(desk, tmp_path):
    made = keep_register.inscribe(desk, keep_register.begin(desk, SHEET).id)
    with open_desk(tmp_path, TODAY + timedelta(days=10)) as later:
        keep_register.save(later, replace(made, purposes=(*made.purposes, Purpose("Relancer", "consent"))))
    with open_desk(tmp_path, TODAY + timedelta(days=20)) as later:
        keep_register.keep_business(later, Business("Claire Morel"))
        told = [(line.version, line.on, plain(line.what)) for line in gather_register.gather(later).history]
    assert told == [
        ("3", TODAY + timedelta(days=20), "Coordonnées, sous-traitants ou mesures de sécurité mis à jour"),
        ("2", TODAY + timedelta(days=10), "« Prospection » : finalités et bases légales"),
        ("1", TODAY, "« Prospection » : fiche inscrite au registre"),
    ]


def test_a_sheet_is_told_from_the_version_it_entered_by(desk, tmp_path):
    keep_register.inscribe(desk, keep_register.begin(desk, SHEET).id)
    later_one = keep_register.begin(desk, replace(SHEET, name="Paie"))
    assert "Paie" not in str(gather_register.gather(desk).history)  # a draft is not in the register
    with open_desk(tmp_path, TODAY + timedelta(days=60)) as later:
        keep_register.inscribe(later, later_one.id)
        told = [(line.version, plain(line.what)) for line in gather_register.gather(later).history]
    assert told == [
        ("2", "« Paie » : fiche inscrite au registre"),
        ("1", "« Prospection » : fiche inscrite au registre"),
    ]
