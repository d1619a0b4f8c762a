"""Names: which word is the family's, and how it is written."""

import pytest

from rgpd_desktop.rules.names import is_company_name, read_civility, split_civility, split_full_name, tidy_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DUPONT Jean", ("", "Jean", "Dupont")), ("Jean DUPONT", ("", "Jean", "Dupont")), ("Dupont, Jean", ("", "Jean", "Dupont")),
        ("Jean Dupont", ("", "Jean", "Dupont")), ("Dupont Jean", ("", "Jean", "Dupont")), ("DUPONT JEAN", ("", "Jean", "Dupont")),
        ("JEAN DUPONT", ("", "Jean", "Dupont")), ("jean dupont", ("", "Jean", "Dupont")), ("Dupont", ("", "", "Dupont")),
        ("M. Jean-Paul de La Fontaine", ("M.", "Jean-Paul", "de La Fontaine")), ("Mme DE CASTELNAU Anne", ("Mme", "Anne", "de Castelnau")),
        ("LE GOFF Yann", ("", "Yann", "Le Goff")), ("LE GOFF YANN", ("", "Yann", "Le Goff")), ("Yann Le GOFF", ("", "Yann", "Le Goff")),
        ("Van der Berg Luc", ("", "Luc", "Van der Berg")), ("Véronique Le Cœur", ("", "Véronique", "Le Cœur")),
        ("Anne d'Hérouville", ("", "Anne", "d'Hérouville")), ("D’HÉROUVILLE Anne", ("", "Anne", "d’Hérouville")),
        ("Jean-Pierre MARTIN DUPONT", ("", "Jean-Pierre", "Martin Dupont")), ("MARTIN DUPONT JEAN", ("", "Jean", "Martin Dupont")),
        ("Jean Paul Dupont", ("", "Jean Paul", "Dupont")), ("J. DUPONT", ("", "J.", "Dupont")), ("DUPONT J.", ("", "J.", "Dupont")),
        ("MARTIN PAUL", ("", "Paul", "Martin")), ("Anne Marie de la Tour du Pin", ("", "Anne Marie", "de la Tour du Pin")),
        ("M. et Mme Dupont", ("M. et Mme", "", "Dupont")), ("Dr. Gregory House", ("Dr", "Gregory", "House")),
        ("M.Jean DUPONT", ("M.", "Jean", "Dupont")), ("Dupont, M. Jean", ("M.", "Jean", "Dupont")), ("DUPONT Jean Mme", ("Mme", "Jean",
        "Dupont")),
        ("DUPONT née MARTIN Anne", ("", "Anne", "Dupont née Martin")), ("Mme DUPONT NÉE MARTIN Anne", ("Mme", "Anne", "Dupont née Martin")),
        ("Dupont Jean, Paris", ("", "Jean", "Dupont")), ("Jean Dupont, Paris 75001", ("", "Jean", "Dupont")),
        ("Martin Dupont, Jean", ("", "Jean", "Martin Dupont")), ("de La Fontaine, Jean", ("", "Jean", "de La Fontaine")),
        ("Madame", ("Mme", "", "")), ("Nguyen Thi", ("", "Nguyen", "Thi")), ("", ("", "", "")), ("  ,  ", ("", "", "")),
    ],
)  # fmt: skip
def test_full_names(text, expected):
    assert split_full_name(text) == expected


def test_a_civility_after_a_comma_is_no_first_name():
    assert split_full_name("Jean Dupont, M.") == ("M.", "Jean", "Dupont")
    assert split_full_name("Thomas Martin, Dr")[:1] == ("Dr",)
    assert split_full_name("Dupont, Mme Anne") == ("Mme", "Anne", "Dupont")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DUPONT", "Dupont"), ("dupont", "Dupont"), ("D'HÉROUVILLE", "d'Hérouville"), ("D’HÉROUVILLE", "d’Hérouville"),
        ("DE LA FONTAINE", "de La Fontaine"), ("LE CŒUR", "Le Cœur"), ("O’BRIEN", "O’Brien"), ("MCDONALD", "McDonald"),
        ("SAINT-EXUPÉRY", "Saint-Exupéry"), ("L'HERMITE", "L'Hermite"), ("van der berg", "Van der Berg"), ("Le GOFF", "Le Goff"),
        ("McDonald", "McDonald"), ("DuPont", "DuPont"), ("de Gaulle", "de Gaulle"), ("  Le   Cœur ", "Le Cœur"), ("", ""),
        ("DUPONT née MARTIN", "Dupont née Martin"), ("DUPONT ÉPOUSE MARTIN", "Dupont épouse Martin"),
    ],
)  # fmt: skip
def test_last_names_in_proper_case(text, expected):
    assert tidy_name(text, is_last=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("JEAN-PAUL", "Jean-Paul"),
        ("éric", "Éric"),
        ("JP", "JP"),
        ("LI", "Li"),
        ("J.-P.", "J.-P."),
        ("JeanPaul", "JeanPaul"),
    ],
)
def test_first_names_in_proper_case(text, expected):
    assert tidy_name(text, is_last=False) == expected


def test_civilities():
    said = {
        text: read_civility(text)
        for text in ("Monsieur", "Mr", "M", "MLLE", "Madame", "Mme.", "Dr", "Me", "Maître", "Mr et Mme", "Zorro", "")
    }
    assert said == {
        "Monsieur": "M.", "Mr": "M.", "M": "M.", "MLLE": "Mme", "Madame": "Mme", "Mme.": "Mme", "Dr": "Dr", "Me": "Me", "Maître": "Me",
        "Mr et Mme": "M. et Mme", "Zorro": "", "": "",
    }  # fmt: skip
    assert split_civility("Mme Anne Martin") == ("Mme", "Anne Martin")
    assert split_civility("Meunier Paul") == ("", "Meunier Paul")
    assert split_civility("M.") == ("", "M.")


def test_a_body_is_not_a_person():
    bodies = [
        "SARL Mathieu",
        "Mairie de Sète",
        "Cabinet Martin",
        "Association Les Amis",
        "Boulangerie Petit",
        "Dupont & Fils",
        "Transports Petit SA",
    ]
    people = ["Jean Dupont", "Mme Anne Mairie", "Paul Garage", "Dupont", "Maria de Sa", "Cabinet", "Marie Conseil"]
    assert [is_company_name(name) for name in bodies] == [True] * len(bodies)
    assert [is_company_name(name) for name in people] == [False] * len(people)
