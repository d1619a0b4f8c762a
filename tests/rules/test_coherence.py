"""What does not agree between sheets, contacts, durations and tools: each finding once, with its remedy, and nothing when all is well."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rgpd_desktop.content.processors import load_tools
from rgpd_desktop.rules.activity import (
    Activity,
    DataCategory,
    Keeping,
    MeasureLine,
    PeopleCategory,
    Progress,
    Purpose,
    Recipient,
    Transfer,
)
from rgpd_desktop.rules.coherence import Facts, Subject, findings
from rgpd_desktop.rules.processor import Processor, ProcessorRole, Tool
from rgpd_desktop.rules.retention import Bound, Confidence, Period, RetentionRule, Starts, Then

TODAY = date(2026, 11, 26)
RULE = RetentionRule(
    "P1", "prospect", "Prospects", Starts.LAST_CONTACT, Period(3), Period(3), Bound.CEILING, Then.DELETE, "s", "s",
    Confidence.SECOND_HAND, "2021-09-23",
)  # fmt: skip
BY_RULE = Keeping(kind="prospect")
SHEET = Activity(
    "a1", "Prospection", progress=Progress.KEPT, purposes=(Purpose("Trouver des clients", "legitimate_interest"),),
    people=(PeopleCategory("prospects"),),
    data=(DataCategory("identity", "nom", BY_RULE), DataCategory("contact", "e-mail", BY_RULE)), is_direct=True,
    recipients=(Recipient("internal", "moi"),), measures=(MeasureLine("access", "mot de passe"),), kinds=("prospect",),
    created_on=TODAY, updated_on=TODAY, reviewed_on=TODAY,
)  # fmt: skip
BREVO = Tool(
    "brevo",
    "Brevo",
    "e-mailing",
    ProcessorRole.PROCESSOR,
    "Sendinblue SAS",
    "France",
    "",
    (),
    "confirmed",
    TODAY,
    "Relisez le contrat.",
)
FACTS = Facts(
    today=TODAY, activities=(SHEET,), processors={}, tools=(BREVO,), rules={"prospect": RULE}, people={"prospect": 1018},
    columns={"prospect": frozenset({"last_name", "emails"})}, kinds={"prospect": "Prospects", "client": "Clients"},
    data_words={"professional_life": "Vie professionnelle", "identity": "État civil, identité"},
    models_of_kind={"client": "clients"},
)  # fmt: skip


def said(facts: Facts) -> list[tuple[Subject, str]]:
    return [(each.subject, each.sentence.replace("\u00a0", " ").replace("\u202f", " ")) for each in findings(facts)]


def test_a_register_that_agrees_has_nothing_to_say():
    assert findings(FACTS) == ()


def test_a_kind_of_contact_with_no_sheet_begins_the_sheet_of_its_model():
    facts = replace(FACTS, people={"prospect": 1018, "client": 54})
    assert said(facts) == [
        (
            Subject.KIND_WITHOUT_SHEET,
            "54 contacts de type « Clients » n’apparaissent dans aucune fiche de votre registre.",
        ),
    ]
    assert findings(facts)[0].arguments == {"model": "clients"}


def test_an_archived_sheet_covers_nobody():
    facts = replace(FACTS, activities=(replace(SHEET, progress=Progress.ARCHIVED),))
    assert [subject for subject, _ in said(facts)] == [Subject.KIND_WITHOUT_SHEET]


def test_a_column_of_the_contacts_in_no_sheet():
    facts = replace(FACTS, columns={"prospect": frozenset({"last_name", "emails", "company", "job_title"})})
    assert said(facts) == [
        (
            Subject.UNDECLARED_DATA,
            "Vos contacts de type « Prospects » contiennent : société et fonction. "
            "La catégorie « Vie professionnelle » n’est pourtant dans aucune de leurs fiches.",
        )
    ]


@pytest.mark.parametrize("category", ["identity", "contact"])
def test_a_duration_other_than_the_rule(category):
    own = replace(
        SHEET, data=(DataCategory(category, "", Keeping(Period(5), "à compter de la collecte")), *SHEET.data[1:])
    )
    subjects = [subject for subject, _ in said(replace(FACTS, activities=(own,)))]
    assert Subject.OTHER_DURATION in subjects
    assert "garde" in next(
        text for subject, text in said(replace(FACTS, activities=(own,))) if subject is Subject.OTHER_DURATION
    )


def test_the_same_duration_typed_by_hand_agrees_and_other_data_are_free():
    own = replace(
        SHEET,
        data=(
            DataCategory("identity", "", Keeping(Period(months=36), "à compter du dernier contact")),
            DataCategory("contact", "", BY_RULE),
            DataCategory("finance", "factures", Keeping(Period(10), "à compter de la clôture de l’exercice")),
        ),
    )
    assert findings(replace(FACTS, activities=(own,))) == ()


def test_a_tool_named_in_a_sheet_and_not_declared():
    cites = replace(SHEET, software="Excel, BREVO")
    assert said(replace(FACTS, activities=(cites,))) == [
        (Subject.UNDECLARED_TOOL, "La fiche « Prospection » cite Brevo, qui n’est pas dans vos sous-traitants."),
    ]
    declared = Processor("x", "Brevo", "brevo")
    used = replace(cites, processors=("x",))
    assert findings(replace(FACTS, activities=(used,), processors={"x": declared})) == ()


def test_a_word_that_only_contains_the_name_of_a_tool_is_not_it():
    assert findings(replace(FACTS, activities=(replace(SHEET, software="Brevolution"),))) == ()


def test_a_processor_in_no_sheet_and_a_sheet_whose_processor_is_gone():
    facts = replace(
        FACTS, processors={"x": Processor("x", "OVHcloud")}, activities=(replace(SHEET, processors=("gone",)),)
    )
    assert sorted(subject for subject, _ in said(facts)) == [Subject.LOST_PROCESSOR, Subject.UNUSED_PROCESSOR]


@pytest.mark.parametrize(("seen", "is_told"), [(date(2025, 11, 26), True), (date(2025, 11, 27), False)])
def test_a_sheet_not_read_again_for_a_year(seen, is_told):
    old = replace(SHEET, created_on=date(2024, 1, 1), updated_on=date(2024, 1, 1), reviewed_on=seen)
    assert bool(findings(replace(FACTS, activities=(old,)))) is is_told


def test_what_the_law_asks_comes_first():
    facts = replace(
        FACTS,
        activities=(
            replace(SHEET, purposes=()),
            replace(SHEET, id="a2", name="Vieille", reviewed_on=date(2020, 1, 1), updated_on=None, created_on=None),
            replace(SHEET, id="a3", name="En cours", progress=Progress.DRAFT, people=()),
        ),
    )  # fmt: skip
    assert [each.subject for each in findings(facts)] == [Subject.INCOMPLETE, Subject.DRAFT, Subject.NOT_REVIEWED]
    assert findings(facts)[0].arguments == {"activity": "a1", "field": "purposes"}
    assert "il lui manque 1 réponse" in said(facts)[1][1]


def test_a_measure_that_the_security_list_no_longer_says():
    sheet = replace(
        SHEET,
        measures=(
            MeasureLine("encryption", "Disque chiffré"), MeasureLine("backup", "Sauvegardes régulières (chaque soir)"),
            MeasureLine("access", "Coffre à la cave"),
        ),
    )  # fmt: skip
    statements = ("Disque chiffré", "Sauvegardes régulières")
    facts = replace(
        FACTS, activities=(sheet,), statements=statements, claims=(("encryption", "Disque chiffré"), ("backup", "Sauvegardes régulières"))
    )  # fmt: skip
    ((subject, told),) = said(facts)
    assert subject is Subject.OTHER_MEASURE
    assert "annonce « Sauvegardes régulières (chaque soir) » :" in told
    agreed = replace(
        facts, claims=(("encryption", "Disque chiffré"), ("backup", "Sauvegardes régulières (chaque soir)"))
    )
    assert findings(agreed) == ()


@pytest.mark.parametrize(
    ("typed", "tool"),
    [
        ("ChatGPT", "chatgpt"), ("mes notes dans Claude", "claude"), ("google analytics", "google-analytics"), ("OVH", "ovhcloud"),
        ("Facebook", "meta"), ("wix", "wix"), ("Gmail", "google-workspace"), ("Outlook et OneDrive", "microsoft-365"),
    ],
)  # fmt: skip
def test_a_tool_is_known_by_the_names_people_give_it(typed, tool):
    facts = replace(FACTS, tools=load_tools(), activities=(replace(SHEET, software=typed),))
    assert tool in {each.arguments["tool"] for each in findings(facts) if each.subject is Subject.UNDECLARED_TOOL}


@pytest.mark.parametrize(
    "sheet",
    [
        replace(SHEET, transfers=(Transfer("Mailchimp", "États-Unis"),)),
        replace(SHEET, purposes=(Purpose("Envoyer la lettre avec Mailchimp", "consent"),)),
    ],
)
def test_a_tool_named_elsewhere_in_the_sheet_is_found(sheet):
    found = findings(replace(FACTS, tools=load_tools(), activities=(sheet,)))
    assert [each.arguments["tool"] for each in found if each.subject is Subject.UNDECLARED_TOOL] == ["mailchimp"]


def test_an_ordinary_word_is_no_tool_and_an_accountant_is_a_recipient():
    sheet = replace(
        SHEET,
        purposes=(Purpose("Donner une notion de gestion, un zoom sur les chiffres", "contract"),),
        recipients=(Recipient("other", "expert-comptable"),),
    )
    found = findings(replace(FACTS, tools=load_tools(), activities=(sheet,)))
    assert [each for each in found if each.subject is Subject.UNDECLARED_TOOL] == []


def test_a_rule_changed_elsewhere_is_no_reading_of_the_sheet():
    sheet = replace(SHEET, reviewed_on=TODAY - timedelta(days=400), updated_on=TODAY)
    assert Subject.NOT_REVIEWED in [each.subject for each in findings(replace(FACTS, activities=(sheet,)))]


def test_several_categories_of_one_duration_are_one_finding_that_names_the_rule():
    own = Keeping(Period(7), "à compter de la collecte")
    sheet = replace(SHEET, data=(DataCategory("identity", "", own), DataCategory("contact", "", own)))
    found = [text for subject, text in said(replace(FACTS, activities=(sheet,))) if subject is Subject.OTHER_DURATION]
    assert len(found) == 1
    assert "7 ans, mais la règle de conservation dit 3 ans (Prospects)" in found[0]
