"""A sheet in a few lines: what is said is there, what is not said is said to be so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rgpd_desktop.rules import sheet_facts
from rgpd_desktop.rules.activity import (
    Activity,
    DataCategory,
    Keeping,
    MeasureLine,
    PeopleCategory,
    Purpose,
    Recipient,
    Role,
    Transfer,
)
from rgpd_desktop.rules.business import Business, Party
from rgpd_desktop.rules.processor import Processor
from rgpd_desktop.rules.register import Register, Words
from rgpd_desktop.rules.retention import Period

WORDS = Words(
    bases={"interest": "Intérêt légitime (art. 6-1 f)"},
    data={"identity": "État civil, identité", "contact": "Coordonnées", "health": "Santé"},
    people={"prospects": "Prospects", "partners": "Partenaires"}, safeguards={"scc": "clauses contractuelles types"},
    conditions={"explicit": "Consentement explicite (art. 9-2 a)"},
)  # fmt: skip
THREE = Keeping(Period(3), "à compter de la collecte")
SHEET = Activity(
    "a", "Prospection", purposes=(Purpose("Rechercher des clients.", "interest"), Purpose("Suivre les échanges", "interest")),
    people=(PeopleCategory("prospects"), PeopleCategory("partners")),
    data=(DataCategory("identity", "", THREE), DataCategory("contact", "", THREE)), recipients=(Recipient("internal"),),
    processors=("b", "gone"), transfers=(Transfer("Mailchimp", "États-Unis", "scc"),),
    measures=(MeasureLine("access", "Mot de passe fort"), MeasureLine("backup", "")),
)  # fmt: skip
REGISTER = Register(
    Business("Claire"),
    1,
    date(2026, 11, 26),
    "v",
    processors={"b": Processor("b", "Brevo", country="France")},
    words=WORDS,
)


def told(sheet: Activity) -> dict[str, str]:
    return {
        label: answer.replace("\u00a0", " ").replace("\u202f", " ")
        for label, answer in sheet_facts.facts(sheet, REGISTER)
    }


def test_every_answer_of_the_sheet():
    assert told(SHEET) == {
        "Finalités": "Rechercher des clients, suivre les échanges",
        "Base légale": "Intérêt légitime (art. 6-1 f)",
        "Personnes": "Prospects, partenaires",
        "Données": "État civil, identité, coordonnées",
        "Données sensibles": "Non",
        "Durées": "3 ans à compter de la collecte, puis suppression",
        "Origine": "Non renseigné",
        "Destinataires": "Vous ; Brevo (France)",
        "Transferts hors UE": "Mailchimp (États-Unis, clauses contractuelles types)",
        "Sécurité": "Mot de passe fort (2 mesures)",
    }


def test_durations_that_differ_are_told_apart():
    sheet = replace(SHEET, data=(SHEET.data[0], DataCategory("contact", "", Keeping(None, "jusqu’au désabonnement"))))
    assert told(sheet)["Durées"].splitlines() == [
        "État civil, identité : 3 ans à compter de la collecte, puis suppression",
        "Coordonnées : jusqu’au désabonnement, puis suppression",
    ]


def test_sensitive_data_come_with_what_allows_them():
    sheet = replace(
        SHEET, sensitive=(DataCategory("health"),), sensitive_condition="explicit", uses_nir=DataCategory("nir")
    )
    assert told(sheet)["Données sensibles"] == "Santé, numéro de sécurité sociale (consentement explicite (art. 9-2 a))"


def test_an_empty_sheet_says_what_is_missing_and_a_client_sheet_names_its_client():
    empty = told(Activity("a", "", role=Role.PROCESSOR, client=Party("Atelier Blanc")))
    assert empty["Client"] == "Atelier Blanc"
    assert empty["Finalités"] == empty["Durées"] == empty["Sécurité"] == "Non renseigné"
    assert "Base légale" not in empty
    assert sheet_facts.main_duration(SHEET, REGISTER).replace("\u00a0", " ") == "3 ans"
