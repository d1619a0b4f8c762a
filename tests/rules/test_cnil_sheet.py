"""CNIL's template: read as people fill and copy it, written so that it reads back the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rgpd_desktop.rules import cnil_sheet
from rgpd_desktop.rules.activity import Keeping
from rgpd_desktop.rules.business import Party
from rgpd_desktop.rules.cnil_keeping import read_keeping
from rgpd_desktop.rules.cnil_sheet import CnilLine, CnilSheet, CnilTransfer

PAY = CnilSheet(
    name="Gestion de la paie <b>&\"'", reference="RT-001", created_on=date(2018, 5, 26), updated_on=date(2019, 5, 13),
    controller=Party("Louise Dupont", "", "1 rue Rivoli", "75001", "Paris", "France", "01 99 00 00 00", "l@exemple.example"),
    officer=Party("Martin Henri", "Cabinet Henri", "2 rue Rivoli", "75001", "Paris", "France", "", "m@exemple.example"),
    representative=Party("Anna Rossi", "", "", "", "Rome", "Italie"), joint=(Party("Autre SARL", city="Lyon"),),
    main_purpose="Gestion de la paie", purposes=("Calcul des rémunérations", "Ordre de virement"),
    data=(CnilLine("État civil, identité, données d'identification, images…", "Noms", "5 ans"),),
    sensitive=(CnilLine("Données concernant la santé", "Arrêts", "6 mois"),),
    people=(CnilLine("Catégorie de personnes 1", "Salariés", "CDI"),),
    recipients=(CnilLine("Destinataire 1", "Sous-traitants", "Cabinet"),),
    measures=(CnilLine("Mesure de sécurité 1", "Sauvegarde des données"),),
    transfers=(CnilTransfer("Banque", "Andorre", "Pays adéquat", "https://exemple.example"),),
)  # fmt: skip


def lines(sheet, *ours):
    return list(enumerate(cnil_sheet.rows(sheet, ours), start=1))


def test_what_is_written_reads_back_the_same():
    assert cnil_sheet.read(lines(PAY)) == PAY


def test_our_own_record_comes_back_to_the_letter_whatever_its_length():
    record = '{"text": "deux  espaces\\n' + "é" * 40_000 + ' "}'
    parts = [record[at : at + 30_000] for at in range(0, len(record), 30_000)]
    assert cnil_sheet.read(lines(PAY, *parts)) == replace(PAY, ours=record)


@pytest.mark.parametrize("retype", [str.upper, str.lower, lambda text: f"  {text} : "])
def test_titles_retyped_by_hand_are_known(retype):
    retyped = [(number, [retype(row[0]), *row[1:]]) for number, row in lines(replace(PAY, data=(), sensitive=()))]
    found = cnil_sheet.read(retyped)
    assert (found.name, found.main_purpose, len(found.people), len(found.transfers)) == (
        PAY.name,
        PAY.main_purpose,
        1,
        1,
    )


def test_the_model_left_as_it_is_says_nothing():
    blank = [
        (number, [cell if cell else ("Sélectionnez un élément dans cette liste déroulante ►" if column == 1 else None)
                  for column, cell in enumerate(row)])
        for number, row in lines(CnilSheet(people=(CnilLine("Catégorie de personnes 1", "x"),)))
    ]  # fmt: skip
    blank = [(number, ["" if cell == "x" else cell for cell in row]) for number, row in blank]
    assert cnil_sheet.read(blank).is_blank


def test_a_number_is_read_as_it_is_typed_and_n_a_as_nothing():
    filled = lines(replace(PAY, officer=Party()))
    cells = {row[0]: row for _, row in filled}
    cells["Responsable du traitement"][3] = 75001.0
    cells["Délégué à la protection des données"][1] = "N/A"
    found = cnil_sheet.read(filled)
    assert found.controller.postal_code == "75001"
    assert not found.officer.is_known


@pytest.mark.parametrize("rows", [[], [["Nom", "Prénom"], ["Durand", "Paul"]], [["Destinataires"], ["Acteurs"], ["a"]]])
def test_another_sheet_is_not_one_of_cnils(rows):
    assert cnil_sheet.read(enumerate(rows, start=1)) is None


@pytest.mark.parametrize("typed", ["5 ans ou 10 ans", "5 ans / 10 ans", "1 an - 3 ans"])
def test_a_choice_of_durations_stays_in_its_words(typed):
    assert read_keeping(typed) == Keeping(starts=typed)
