"""An existing register in: CNIL's workbook and our own JSON; anything else gets one sentence."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.imports import register_file
from rgpd_desktop.rules import cnil_sheet, register_document
from rgpd_desktop.rules.activity import Activity, Purpose
from rgpd_desktop.rules.business import Business, Party
from rgpd_desktop.rules.cnil_sheet import CnilLine, CnilSheet
from rgpd_desktop.rules.measures import Answer, MeasureAnswer
from rgpd_desktop.rules.processor import Processor
from rgpd_desktop.rules.register_document import RegisterDocument

SAMPLES = Path(os.environ.get("RGPD_SAMPLES", Path(__file__).resolve().parents[3] / "shared" / "samples"))
CNIL = SAMPLES / "registre-traitement-simplifie.ods"
WHOLE = RegisterDocument(
    Business("Claire Morel <b>&\"'", True), (Activity("a", "Prospection", purposes=(Purpose("Trouver", "legitimate_interest"),)),),
    (Processor("p", "Brevo"),), (MeasureAnswer("m01", Answer.YES, answered_on=date(2026, 1, 2)),), "2026-11-26",
)  # fmt: skip
SHEET = CnilSheet(
    name="Prospection",
    main_purpose="Trouver",
    people=(CnilLine("Catégorie de personnes 1", "Prospects"),),
    reference="1",
)


def workbook(path: Path, **sheets: list[list[str]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def written(path: Path, plain: object) -> Path:
    path.write_text(json.dumps(plain), encoding="utf-8")
    return path


def refusal(path: Path) -> str:
    with pytest.raises(Refusal) as caught:
        register_file.read(path)
    return caught.value.sentence


def test_our_own_document_comes_back_whole(tmp_path):
    path = written(tmp_path / "r.json", register_document.to_json(WHOLE))
    assert register_file.read(path).document == WHOLE


def test_each_filled_sheet_is_an_activity_and_the_others_are_left_out(tmp_path):
    rows = cnil_sheet.rows(SHEET)
    path = workbook(
        tmp_path / "registre.xlsx", Tutoriel=[["Bienvenue"]], Modèle=cnil_sheet.rows(CnilSheet(reference="ref-001")), Fiche1=rows,
        Fiche2=cnil_sheet.rows(replace(SHEET, name="Paie")),
    )  # fmt: skip
    found = register_file.read(path)
    assert [(tab, sheet.name) for tab, sheet in found.sheets] == [("Fiche1", "Prospection"), ("Fiche2", "Paie")]
    assert found.sheets[0][1] == SHEET


def test_who_answers_is_read_at_the_top_of_the_list_of_activities(tmp_path):
    head = [
        [
            "Coordonnées du responsable de l’organisme", "Nom :", "Morel", "Prénom :", "Claire", "Adresse :", "3 rue A",
            "Adresse mél :", "c@exemple.example",
        ],
        ["", "Code postal :", "75011", "Ville :", "Paris", "Téléphone :", ""],
        ["Coordonnées du délégué à la protection", "Nom :", "Roux", "Prénom :", "", "Société (si DPO externe) :", "Cabinet"],
    ]  # fmt: skip
    found = register_file.read(workbook(tmp_path / "r.xlsx", Liste=head, Fiche=cnil_sheet.rows(SHEET)))
    assert found.head.controller == Party("Claire Morel", "", "3 rue A", "75011", "Paris", "", "", "c@exemple.example")
    assert found.head.officer == Party("Roux", "Cabinet")
    assert not found.head.representative.is_known


def test_what_is_no_register_is_told_in_one_sentence(tmp_path):
    said = "Ce fichier n’est pas un registre que le programme sait lire."
    assert refusal(workbook(tmp_path / "l.xlsx", Liste=[["Nom", "Prénom"], ["Durand", "Paul"]])) == said
    for number, plain in enumerate(({}, {"format": "autre"}, {"format": register_document.FORMAT, "version": "1"})):
        assert refusal(written(tmp_path / f"{number}.json", plain)) == said
    broken = register_document.to_json(WHOLE) | {"activities": [{"id": 3}]}
    assert refusal(written(tmp_path / "b.json", broken)) == said
    (tmp_path / "deep.json").write_text('{"a":' * 100_000)
    assert refusal(tmp_path / "deep.json") == said
    assert "lisible" in refusal(tmp_path / "absent.json")
    later = register_document.to_json(WHOLE) | {"version": register_document.VERSION + 1}
    assert "plus récente" in refusal(written(tmp_path / "later.json", later))


@pytest.mark.skipif(not CNIL.exists(), reason="the samples are not at hand")
def test_the_example_of_cnils_own_file_comes_in_whole():
    ((_, sheet),) = register_file.read(CNIL).sheets
    assert (sheet.name, sheet.reference, sheet.created_on, sheet.updated_on) == (
        "Gestion de la paie", "1 - Exemple", date(2018, 5, 26), date(2019, 5, 13),
    )  # fmt: skip
    assert (len(sheet.purposes), len(sheet.data), len(sheet.people), len(sheet.recipients)) == (3, 3, 1, 3)
    assert (len(sheet.measures), len(sheet.transfers), sheet.officer.name) == (3, 1, "Martin HENRI")
    assert sheet.data[2].more == "5 ans à compter du versement de la paie"
