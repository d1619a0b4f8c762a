"""What one column is, what is asked, and what is chosen when nobody answers."""

from __future__ import annotations

import time
from datetime import date, datetime

import pytest

from rgpd_desktop.rules.columns import Cell, ColumnGuess
from rgpd_desktop.rules.contact import Audience
from rgpd_desktop.rules.mapping import choices, guess, guess_audience, header_key, kind_in_name

KINDS = {
    "prospect": "prospect", "prospects": "prospect", "client": "client", "clients": "client", "client potentiel": "prospect",
    "ancien client": "former_client", "anciens clients": "former_client", "fournisseur": "supplier", "fournisseurs": "supplier",
    "abonne": "newsletter",
}  # fmt: skip
MAILS = ["jean@example.org", "anne@example.com"]
PHONES = ["01 99 00 12 12", "06.39.98.12.13"]
DAYS = ["12/03/2024", "1er mars 2022"]
JEAN: list[Cell] = ["Dupont", "06 39 98 12 12", "jean@example.org", "12 rue des Lilas"]


def one(header: str, *cells: Cell) -> ColumnGuess:
    return guess([header], [[cell] for cell in cells], KINDS)[0]


def fields(headers: list[str], *rows: list[Cell]) -> list[str]:
    return [found.field for found in guess(headers, rows, KINDS)]


@pytest.mark.parametrize(
    ("headers", "cells", "field"),
    [
        ("Courriel*|E-mail 1 - Value|Mél.|EMAIL|Adresse de messagerie|@|Colonne B|Adresse|Contact", MAILS, "email"),
        ("Tél.|N°\nTéléphones|Phone|Ligne directe|Bureau|Contact|Colonne F|contact_phone", PHONES, "phone"),
        ("Port.|GSM|Tél. portable|Mobile Phone|SMS", PHONES, "mobile"),
        (
            "Dernier contact|Dern. RDV|Last contact|Dernière réponse|Date du dernier échange|Dernière commande",
            DAYS,
            "last_contact_on",
        ),
        (
            "Créé le|Date d’ajout|Inscription|Connected On|OPTIN_TIME|Date de collecte|Horodateur|user_registered",
            DAYS,
            "collected_on",
        ),
        ("Fin de contrat|Fin de mission|Date de sortie|Résilié le", DAYS, "relation_ended_on"),
        (
            "Dernière relance|Date d’envoi|Last emailed|Dernière ouverture|updated_at|Modifié le|Prochain RDV|LAST_CHANGED",
            DAYS,
            "ignore",
        ),
        (
            "Rais. soc.|Sté|Raison sociale|Organization 1 - Name|Nom de la société|Enseigne",
            ["Alpha SARL", "Beta"],
            "company",
        ),
        ("Fonction|Job Title|Intitulé du poste|Titre", ["Directeur", "Gérante"], "job_title"),
        ("CP|Code postal|ZIP|billing_postcode|PLZ", ["75001", 1000.0], "postal_code"),
        ("Fax|Télécopie|Business Fax", PHONES, "ignore"),
        ("Montant|Code client|N° client|Nb commandes", [12.0, 3.5], "ignore"),
        ("Commercial|Contact owner|Créé par", ["Jean Dupont", "Anne Morel"], "ignore"),
    ],
)
def test_one_header_and_its_values(headers: str, cells: list[Cell], field: str) -> None:
    found = {header: one(header, *cells).field for header in headers.split("|")}
    assert found == dict.fromkeys(headers.split("|"), field)


def test_values_against_the_header_lower_the_confidence() -> None:
    assert one("E-mail", *MAILS).confidence > 0.9
    assert one("Téléphone", "oui chef", "non chef").confidence < 0.5
    assert one("Dernier contact", *DAYS).confidence > 0.9
    assert 0.34 <= one("Last activity", *DAYS).confidence < 0.6


def test_typed_cells_are_read_like_texts() -> None:
    assert one("Tél", 612345678.0, 199001122.0).field == "phone"
    assert one("Dernier contact", date(2023, 1, 2), datetime(2023, 1, 2, 10), 45000.0).field == "last_contact_on"


def test_a_bare_name_is_settled_by_its_neighbours() -> None:
    assert fields(["Nom", "Prénom"], ["Dupont", "Jean"]) == ["last_name", "first_name"]
    assert fields(["Nom", "Tél"], ["DUPONT Jean", PHONES[0]], ["MOREL Anne", PHONES[1]]) == ["full_name", "phone"]
    assert fields(["Nom", "Contact"], ["Alpha", "Jean Dupont"], ["Beta", "Anne Morel"]) == ["company", "full_name"]
    assert fields(["Name", "First Name", "Last Name"], ["Alpha", "Jean", "Dupont"]) == [
        "company",
        "first_name",
        "last_name",
    ]
    assert fields(["Nom complet", "Prénom", "Nom"], ["Jean Dupont", "Jean", "Dupont"]) == [
        "ignore",
        "first_name",
        "last_name",
    ]


def test_swapped_names_are_put_right_with_a_doubt() -> None:
    rows = [["Jean", "Dupont"], ["Anne", "Morel"], ["Luc", "Garnier"], ["Zoé", "Picard"], ["Paul", "Lefebvre"]]
    last, first = guess(["Nom", "Prénom"], rows, KINDS)
    assert (last.field, first.field) == ("first_name", "last_name")
    assert last.confidence < 0.6


def test_a_field_goes_to_one_column_but_for_those_that_may_be_several() -> None:
    row: list[Cell] = [*MAILS, *PHONES, "Alpha SARL", "Alpha Shop"]
    assert fields(["E-mail", "E-mail 2", "Tél 1", "Tél 2", "Raison sociale", "Enseigne"], row) == [
        "email", "email", "phone", "phone", "company", "ignore",
    ]  # fmt: skip


def test_the_address_to_deliver_to_is_not_mixed_with_the_other() -> None:
    headers = ["billing_address_1", "billing_address_2", "billing_city", "shipping_address_1", "shipping_city"]
    assert fields(headers, ["1 rue A", "Bât B", "Nantes", "2 rue C", "Rezé"]) == [
        "street",
        "street",
        "city",
        "ignore",
        "ignore",
    ]


def test_the_addresses_of_whoever_keeps_the_list_are_left_out() -> None:
    rows = [[f"p{index}@example.org", "moi@example.com"] for index in range(12)]
    assert fields(["E-mail", "User Email"], *rows) == ["email", "ignore"]


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        (["P", "C", "F", "X"], {"P": "prospect", "C": "client", "F": "supplier", "X": ""}),
        (["Prospect froid", "Client actif"], {"Prospect froid": "prospect", "Client actif": "client"}),
        (["Prospect", "Clients"], {}),
    ],
)
def test_kinds_by_word_and_by_code(cells: list[Cell], codes: dict[str, str]) -> None:
    found = one("Type", *cells)
    assert (found.field, dict(found.codes)) == ("kind", codes)


def test_columns_that_are_no_kinds() -> None:
    assert one("Statut", "Devis envoyé", "Signé", "Perdu").field == "ignore"
    assert one("Customer", 1, 0).field == "ignore"
    audience = one("Type", "PRO", "PART")
    assert (audience.field, dict(audience.codes)) == ("audience", {"PRO": "b2b", "PART": "b2c"})


@pytest.mark.parametrize(
    ("header", "cells", "field", "is_question", "yes_means_no_contact"),
    [
        ("Désabonné", ["oui", "non"], "opt_out", True, True),
        ("Ne pas démarcher", ["x", None], "opt_out", True, True),
        ("Bloctel", [None, None], "opt_out", True, True),
        ("HasOptedOutOfEmail", [True, False], "opt_out", True, True),
        ("Date de désinscription", ["12/03/2024", None], "opt_out", True, True),
        ("Opt-in", ["oui", "non"], "opt_out", True, False),
        ("Accepte d’être contacté", ["1", "0"], "opt_out", True, False),
        ("Opt-in", ["oui", None], "newsletter", True, True),
        ("Newsletter", ["oui", "non"], "newsletter", True, True),
        ("Newsletter OK", ["x", None], "newsletter", False, True),
        ("RGPD", ["ok", "ko"], "opt_out", True, False),
        ("Accord", ["oui", None], "opt_out", True, False),
        ("Opt", ["x", None], "opt_out", True, True),
        ("E-mail", ["oui", "non"], "opt_out", True, False),
        ("Statut", ["Actif", "Désabonné"], "opt_out", True, False),
        ("Statut", ["Devis envoyé", "Perdu", "Ne plus contacter"], "newsletter", True, True),
    ],
)
def test_columns_of_yes_and_no(
    header: str, cells: list[Cell], field: str, is_question: bool, yes_means_no_contact: bool
) -> None:
    found = one(header, *cells)
    assert (found.field, found.is_question, found.yes_means_no_contact) == (field, is_question, yes_means_no_contact)


def test_every_column_that_says_no_is_kept_but_the_day_that_repeats_one() -> None:
    headers = ["Ne pas appeler", "Désinscrit", "Date de désinscription"]
    assert fields(headers, ["oui", "non", None], ["non", "oui", "12/03/2024"]) == ["opt_out", "opt_out", "ignore"]


def test_nothing_is_known_of_an_empty_list() -> None:
    assert guess([], [], {}) == ()
    assert fields(["Nom", "Prénom", "E-mail"]) == ["last_name", "first_name", "email"]


def test_examples_and_positions() -> None:
    guesses = guess(["Nom", "Tél"], [["Dupont", 639981212.0], ["Morel", 639981213.0]], KINDS)
    assert [(found.index, found.header, found.examples) for found in guesses] == [
        (0, "Nom", ("Dupont", "Morel")),
        (1, "Tél", ("639981212", "639981213")),
    ]


def test_choices_do_not_let_a_doubtful_day_move_the_clock() -> None:
    rows = [[day, day] for day in DAYS]
    sure, doubtful = choices(guess(["Dernier contact", "Last activity"], rows, KINDS))
    assert (sure.field, sure.is_from_person) == ("last_contact_on", True)
    assert (doubtful.field, doubtful.is_from_person) == ("last_contact_on", False)


def test_header_key_forgets_case_accents_and_stars_but_not_the_order() -> None:
    assert (
        header_key(["Nom*", "Téléphone", "E-mail"])
        == header_key(["NOM", "telephone", "e mail"])
        == "nom|telephone|e mail"
    )
    assert header_key(["A", "B"]) != header_key(["B", "A"])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Clients 2024", "client"), ("mes_prospects.xlsx", "prospect"), ("Anciens clients", "former_client"),
        ("Fournisseurs 24", "supplier"), ("Clients et prospects", ""), ("Feuil1", ""), ("", ""),
    ],
)  # fmt: skip
def test_kind_in_a_name(name: str, kind: str) -> None:
    assert kind_in_name(name, KINDS) == kind


@pytest.mark.parametrize(
    ("headers", "rows", "audience"),
    [
        (["Nom", "Société"], [["Dupont", "Alpha"], ["Morel", "Beta"]], Audience.PROFESSIONAL),
        (["Nom", "E-mail"], [["Dupont", "j@gmail.com"], ["Morel", "a@orange.fr"]], Audience.INDIVIDUAL),
        (["Nom", "E-mail"], [["Dupont", "j@alpha.example"], ["Morel", "a@orange.fr"]], Audience.UNKNOWN),
        (["Nom", "Type"], [["Dupont", "PART"], ["Morel", "PART"]], Audience.INDIVIDUAL),
        (["Ville"], [["Paris"]], Audience.UNKNOWN),
    ],
)
def test_audience_of_a_list(headers: list[str], rows: list[list[Cell]], audience: Audience) -> None:
    assert guess_audience(guess(headers, rows, KINDS), rows) is audience


def test_a_hundred_columns_are_guessed_quickly() -> None:
    row = JEAN * 25
    headers = [f"{header} {index}" for index in range(25) for header in ("Nom", "Tél", "Mail", "Adresse")]
    rows = [[f"{cell}{line}" for cell in row] for line in range(200)]
    start = time.perf_counter()
    assert len(guess(headers, rows, KINDS)) == 100
    assert time.perf_counter() - start < 0.5


def test_a_list_of_towns_without_any_other_name_is_a_list_of_bodies() -> None:
    rows = [
        ["45", f"Mairie - {town}", f"mairie@{town.lower()}.example"] for town in ("Montbouy", "Autruy", "Ascoux", "Bou")
    ]
    named = guess(("département", "commune", "email"), rows, KINDS)
    assert [each.field for each in named] == ["ignore", "company", "email"]
    people = [["Aubry", town, ""] for town in ("Montbouy", "Autruy", "Ascoux", "Bou")]
    assert guess(("nom", "commune", "email"), people, KINDS)[1].field == "city"
