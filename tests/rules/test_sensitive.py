"""Columns that must not come in, told by their header or by their values."""

from __future__ import annotations

from datetime import date

import pytest

from rgpd_desktop.rules.columns import Cell
from rgpd_desktop.rules.mapping import choices, guess

NIR, BIRTH, BANK, HEALTH = "numéro de sécurité sociale", "date de naissance", "coordonnées bancaires", "santé"


def sensitive(header: str, *cells: Cell) -> str:
    (one,) = guess([header], [[cell] for cell in cells], {})
    assert (one.field == "ignore" and not one.examples) or not one.sensitive
    return one.sensitive


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ("NIR|N° Sécu|N° SS|Numéro de sécurité sociale|SSN|Carte vitale", NIR),
        (
            "Date de\nNaissance|Né(e) le|Née le|DDN|Birthday|date_of_birth|Anniversaire|Lieu de naissance|Geburtsdatum",
            BIRTH,
        ),
        ("Âge|age|Tranche d’âge", "âge"),
        (
            "Allergies|Mutuelle|Groupe sanguin|Handicap (oui/non)|RQTH|Médecin traitant|Régime alimentaire|Pathologie",
            HEALTH,
        ),
        ("IP|Adresse IP|OPTIN_IP|ipAddress", "adresse IP"),
        ("IBAN|RIB client|BIC|N° CB|Carte bancaire|Numéro de compte", BANK),
        ("Religion", "religion"),
        ("Parti politique|Opinions", "opinions politiques"),
        ("Syndicat|Appartenance syndicale", "appartenance syndicale"),
        ("Origine ethnique", "origine ethnique"),
        ("Orientation sexuelle", "vie sexuelle"),
        ("Casier judiciaire", "casier judiciaire ou infractions"),
        ("Mot de passe|MDP|user_pass|Password", "mot de passe"),
        ("N° passeport|CNI|Carte d’identité n°|Permis de conduire", "pièce d’identité"),
        ("N° allocataire CAF|RSA|Quotient familial", "situation sociale"),
        ("Salaire|Revenus mensuels", "revenus"),
        ("Nombre d’enfants|Prénom du conjoint|Situation familiale|Spouse", "vie de famille"),
        ("Nationalité", "nationalité"),
    ],
)
def test_headers_that_stay_out(headers: str, why: str) -> None:
    assert {header: sensitive(header, "x") for header in headers.split("|")} == dict.fromkeys(headers.split("|"), why)


@pytest.mark.parametrize(
    "header",
    [
        "Anniversaire du contrat", "Âge de l’entreprise", "Nom de naissance", "Politique de confidentialité acceptée", "Régime de TVA",
        "Permis de construire", "Professionnel de santé", "Origine", "Message", "Agence", "Équipe", "Code postal", "Orientation",
        "Opposition", "Poste", "Ne pas contacter", "Ribambelle", "N°\nTéléphones", "postOfficeBoxNumber",
    ],
)  # fmt: skip
def test_headers_that_only_look_like_them(header: str) -> None:
    assert sensitive(header, "x") == ""


@pytest.mark.parametrize("header", ["Réf", "Divers", "Colonne D", "Code"])
@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (["FR76 3000 6000 0112 3456 7890 189", "DE89370400440532013000"], BANK),
        (["1 75 03 75 123 456 46", "2 85 03 75 654 321 07"], NIR),
        ([1750375123456.0, 2850375654321.0], NIR),
        (["4970 1000 0000 0006", "4970100000000006"], BANK),
        (["203.0.113.7", "198.51.100.23"], "adresse IP"),
        (["2001:db8:0:0:0:0:0:1", "2001:db8:0:0:0:0:0:2"], "adresse IP"),
        (["O+", "AB-", "A+"], HEALTH),
        (["12/03/1955", date(1988, 5, 2), "1er mai 1970"], BIRTH),
    ],
)
def test_values_that_stay_out_whatever_their_header(header: str, cells: list[Cell], why: str) -> None:
    assert sensitive(header, *cells) == why


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Tél", ["01 99 00 12 12", "+33 6 39 98 12 12"]),
        ("SIRET", ["73282932000074", "55210055400013"]),
        ("Réf", ["FR00 3000 6000 0112 3456 7890 189", "FR11 0000 0000 0000 0000 0000 000"]),
        ("Réf", ["4970100000000001", "4970100000000002"]),
        ("Horodatage", [1695030000000.0, 1695030000001.0]),
        ("Dernier contact", ["12/03/1999", "12/03/2001", "12/03/2009"]),
        ("Date", ["12/03/2019", "12/03/2021", "12/03/2009"]),
        ("Notes", ["IBAN FR76 3000 6000 0112 3456 7890 189 à vérifier", "rappeler"]),
    ],
)
def test_values_that_only_look_like_them(header: str, cells: list[Cell]) -> None:
    assert sensitive(header, *cells) == ""


def test_they_stay_out_when_nobody_answers() -> None:
    guesses = guess(["E-mail", "NIR", "IBAN"], [["jean@example.org", "1", "FR76"]], {})
    assert [choice.field for choice in choices(guesses)] == ["email", "ignore", "ignore"]
