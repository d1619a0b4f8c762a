"""The register on paper: what it says, in which order, and that it makes whole pages at 1 and at 60 sheets."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.documents import paper_pdf, register_paper
from rgpd_desktop.documents.block import Fields, Heading, Paper, Paragraph, Table
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
    Transfer,
)
from rgpd_desktop.rules.business import Business, Party
from rgpd_desktop.rules.processor import Processor, ProcessorRole
from rgpd_desktop.rules.register import HistoryLine, Register, Words
from rgpd_desktop.rules.retention import Bound, Confidence, Period, RetentionRule, Starts, Then

RULE = RetentionRule(
    "P1", "prospect", "Prospects", Starts.LAST_CONTACT, Period(3), Period(3), Bound.CEILING, Then.DELETE, "s", "s",
    Confidence.SECOND_HAND, "2021-09-23",
)  # fmt: skip
WORDS = Words(
    bases={"interest": "Intérêt légitime (art. 6-1 f)", "consent": "Consentement (art. 6-1 a)"},
    data={"identity": "État civil, identité", "contact": "Coordonnées", "health": "Données concernant la santé"},
    people={"prospects": "Prospects", "partners": "Partenaires"},
    safeguards={"scc": "clauses contractuelles types"},
    groups={"access": "Contrôle d’accès"},
    conditions={"explicit": "consentement explicite (art. 9-2 a)"},
    criteria={"scale": "grande échelle", "health": "données sensibles"},
)
BUSINESS = Business(
    "Claire Morel", True, siret="73282932000074", street="12 rue des Tilleuls", postal_code="69003", city="Lyon", country="France",
    email="contact@claire-morel.example", officer=Party("Jeanne Roux", "Cabinet Roux", email="dpo@roux.example"),
)  # fmt: skip
PROCESSORS = {
    "brevo": Processor(
        "brevo", "Brevo", entity="Sendinblue SAS", country="France", is_signed=True, signed_on=date(2025, 2, 2)
    ),
    "mail": Processor("mail", "Mailchimp", country="États-Unis", transfer="décision d’adéquation", safeguard="scc"),
    "site": Processor("site", "WordPress.org", role=ProcessorRole.SOFTWARE),
}
BY_RULE = Keeping(kind="prospect")
SHEET = Activity(
    "a1",
    "Prospection commerciale",
    progress=Progress.KEPT,
    reference="RT-001",
    purposes=(Purpose("Rechercher des clients", "interest", "entre professionnels"), Purpose("Écrire", "consent")),
    people=(PeopleCategory("prospects"), PeopleCategory("partners", "du salon"), PeopleCategory("", "Élus")),
    data=(
        DataCategory("identity", "nom", BY_RULE),
        DataCategory("contact", "e-mail", BY_RULE),
        DataCategory("inconnue", "", Keeping(None, "durée du contrat", "archive", Period(5))),
    ),
    is_direct=True,
    source="formulaire du site",
    recipients=(Recipient("internal", "Claire Morel"),),
    processors=("brevo",),
    measures=(MeasureLine("access", "14 caractères"), MeasureLine("access", "double authentification")),
    created_on=date(2024, 6, 3),
    updated_on=date(2026, 9, 14),
)
CLIENT_SHEET = Activity(
    "c1", "Maintenance d’un site", Role.PROCESSOR, Progress.KEPT, "ST-001", client=Party("", "Atelier Łódź", email="dpo@lodz.example"),
    purposes=(Purpose("Hébergement"),), processors=("mail",),
)  # fmt: skip
REGISTER = Register(
    BUSINESS, 6, date(2026, 9, 14), "2026-11-23", (SHEET,), PROCESSORS,
    (("access", "Un compte par personne"), ("access", "Mises à jour automatiques")),
    (HistoryLine(date(2026, 9, 14), "6", "Prospection : durées"),), {"prospect": RULE}, WORDS,
)  # fmt: skip


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def section(paper: Paper, title: str, sheet: str = "") -> list[object]:
    """The blocks under the heading `title`, the first one after the heading `sheet`."""
    titles = [plain(each.text) if isinstance(each, Heading) else "" for each in paper.blocks]
    start = titles.index(title, titles.index(sheet) if sheet else 0) + 1
    end = next((at for at in range(start, len(titles)) if titles[at]), len(titles))
    return list(paper.blocks[start:end])


def rows(blocks: list[object]) -> list[tuple[str, ...]]:
    table = next(each for each in blocks if isinstance(each, Table))
    return [tuple(plain(cell) if isinstance(cell, str) else cell.anchor for cell in row) for row in table.rows]


def texts(blocks: list[object]) -> list[str]:
    return [plain(f"{each.lead} {each.text}".strip()) for each in blocks if isinstance(each, Paragraph)]


def compose(*activities: Activity, **rest: object) -> Paper:
    return register_paper.compose(replace(REGISTER, activities=activities, **rest))  # type: ignore[arg-type]


def printed(paper: Paper, tmp_path: Path) -> tuple[list[str], list[tuple[int, str, int]]]:
    target = tmp_path / "registre.pdf"
    paper_pdf.write(paper, target, Ticket())
    document = pypdfium2.PdfDocument(target)
    pages = []
    for page in document:
        reader = page.get_textpage()
        pages.append(plain(reader.get_text_range()).replace("\r\n", "\n"))
        reader.close()
        page.close()
    marks = [(mark.level, mark.get_title(), mark.get_dest().get_index() + 1) for mark in document.get_toc()]
    document.close()
    return pages, marks


def test_a_sheet_follows_the_order_of_cnils_template() -> None:
    titles = [plain(each.text) for each in compose(SHEET).blocks if isinstance(each, Heading)]
    assert titles == [
        "Sommaire", "Liste des traitements", "Prospection commerciale", "Finalités et bases légales", "Personnes concernées",
        "Catégories de données et durées de conservation", "Origine des données", "Destinataires", "Transferts hors de l’Union européenne",
        "Mesures de sécurité", "Droits et analyse d’impact", "Sous-traitants et outils", "Mesures de sécurité générales",
        "Historique des versions",
    ]  # fmt: skip


def test_the_sheet_says_what_was_answered() -> None:
    paper = compose(SHEET)
    heading = next(each for each in paper.blocks if isinstance(each, Heading) and each.level == 2)
    assert (plain(heading.above), plain(heading.under)) == (
        "Fiche 1 sur 1 · réf. RT-001", "Créée le 03/06/2024 · mise à jour le 14/09/2026",
    )  # fmt: skip
    assert rows(section(paper, "Finalités et bases légales")) == [
        ("Rechercher des clients", "Intérêt légitime (art. 6-1 f), entre professionnels"),
        ("Écrire", "Consentement (art. 6-1 a)"),
    ]
    assert texts(section(paper, "Personnes concernées")) == ["Prospects, partenaires (du salon), Élus"]
    data = section(paper, "Catégories de données et durées de conservation")
    assert rows(data) == [
        ("État civil, identité", "nom", "3 ans après le dernier contact venant de la personne, puis suppression"),
        ("Coordonnées", "e-mail", "idem"),
        ("inconnue", "", "durée du contrat, puis 5 ans en archive"),
    ]
    assert Fields((("Données sensibles", "non."), ("NIR", "non."), ("Condamnations", "non.")), is_inline=True) in data
    assert texts(section(paper, "Origine des données")) == ["Auprès des personnes elles-mêmes : formulaire du site"]
    assert rows(section(paper, "Destinataires")) == [
        ("Claire Morel", "interne", "France"),
        ("Brevo (Sendinblue SAS)", "sous-traitant, contrat du 02/02/2025", "France ; aucun transfert déclaré"),
    ]
    assert texts(section(paper, "Transferts hors de l’Union européenne")) == ["Aucun"]
    assert rows(section(paper, "Mesures de sécurité")) == [
        ("Contrôle d’accès", "14 caractères ; double authentification")
    ]
    assert texts(section(paper, "Droits et analyse d’impact")) == [
        "Demandes à contact@claire-morel.example · pas de décision automatisée · analyse d’impact : non requise (0 critère sur 9)"
    ]


def test_two_durations_that_differ_are_both_written() -> None:
    other = DataCategory("contact", "", Keeping(Period(1)))
    sheet = replace(SHEET, data=(SHEET.data[0], other, SHEET.data[1]))
    found = rows(section(compose(sheet), "Catégories de données et durées de conservation"))
    assert ["idem" in row for row in found] == [False, False, False]


def test_regimes_apart_are_told_with_their_exception() -> None:
    sheet = replace(
        SHEET,
        sensitive=(DataCategory("health", "allergies", Keeping(Period(5))),),
        sensitive_condition="explicit",
        uses_nir=DataCategory("nir", "", Keeping(Period(5))),
    )
    paper = compose(sheet)
    apart = section(paper, "Données sensibles, NIR, condamnations")
    assert rows(apart) == [
        ("Données concernant la santé", "allergies", "5 ans, puis suppression"),
        ("Numéro de sécurité sociale (NIR)", "", "idem"),
    ]
    assert texts(apart) == ["Exception de l’article 9 : consentement explicite (art. 9-2 a)"]
    assert apart[-1] == Fields(
        (("Données sensibles", "oui."), ("NIR", "oui."), ("Condamnations", "non.")), is_inline=True
    )
    assert rows(section(paper, "Liste des traitements"))[0][4] == "oui"


def test_a_transfer_of_a_processor_is_told_even_when_the_sheet_forgets_it() -> None:
    said = Transfer("Studio", "Maroc", "scc", "contrat.pdf")
    found = rows(
        section(
            compose(replace(SHEET, processors=("mail", "site"), transfers=(said,))),
            "Transferts hors de l’Union européenne",
        )
    )
    assert found == [
        ("Studio", "Maroc", "clauses contractuelles types", "contrat.pdf"),
        ("Mailchimp", "États-Unis", "décision d’adéquation, clauses contractuelles types", ""),
    ]


def test_a_processor_that_is_named_as_a_transfer_is_told_once() -> None:
    said = Transfer("mailchimp ", "États-Unis", "")
    found = rows(
        section(
            compose(replace(SHEET, processors=("mail",), transfers=(said,))), "Transferts hors de l’Union européenne"
        )
    )
    assert found == [("mailchimp ", "États-Unis", "à préciser", "")]


@pytest.mark.parametrize(
    ("criteria", "dpia", "said"),
    [
        ((), "", "non requise (0 critère sur 9)"),
        (("scale",), "", "en principe non requise (1 critère sur 9 : grande échelle)"),
        (
            ("scale", "health"),
            "",
            "à mener, ou son absence à motiver (2 critères sur 9 : grande échelle, données sensibles)",
        ),
        (
            ("scale", "health"),
            "menée le 01/02/2026.",
            "menée le 01/02/2026 (2 critères sur 9 : grande échelle, données sensibles)",
        ),
    ],
)
def test_the_impact_assessment_follows_the_criteria(criteria: tuple[str, ...], dpia: str, said: str) -> None:
    found = texts(section(compose(replace(SHEET, dpia_criteria=criteria, dpia=dpia)), "Droits et analyse d’impact"))
    assert found[0].endswith(f"analyse d’impact : {said}")


def test_a_sheet_for_a_client_follows_article_30_2() -> None:
    paper = compose(SHEET, CLIENT_SHEET)
    titles = [plain(each.text) for each in paper.blocks if isinstance(each, Heading)]
    start = titles.index("Maintenance d’un site")
    assert titles[start : start + 6] == [
        "Maintenance d’un site", "Client, responsable du traitement", "Catégories de traitements effectués",
        "Sous-traitants ultérieurs et destinataires", "Transferts hors de l’Union européenne", "Mesures de sécurité",
    ]  # fmt: skip
    assert texts(section(paper, "Client, responsable du traitement")) == ["Atelier Łódź · dpo@lodz.example"]
    assert texts(section(paper, "Mesures de sécurité", "Maintenance d’un site")) == [
        "Voir les mesures de sécurité générales."
    ]
    parts = [each.part for each in paper.blocks if isinstance(each, Heading) and each.part]
    assert parts == ["Fiches de traitement (art. 30-1)", "Traitements menés pour des clients (art. 30-2)"]


def test_drafts_stay_out_and_archived_sheets_are_apart() -> None:
    draft = replace(SHEET, id="d", name="Brouillon secret", progress=Progress.DRAFT)
    old = replace(SHEET, id="o", name="Ancien jeu concours", reference="RT-009", progress=Progress.ARCHIVED)
    paper = compose(draft, SHEET, old)
    assert "Brouillon secret" not in repr(paper)
    assert [row[1] for row in rows(section(paper, "Liste des traitements"))] == ["RT-001"]
    assert rows(section(paper, "Fiches archivées")) == [
        ("RT-009", "Ancien jeu concours", "Rechercher des clients", "14/09/2026")
    ]
    assert [each.text for each in paper.blocks if isinstance(each, Heading) and each.level == 2] == [
        "Prospection commerciale"
    ]


def test_processors_say_their_contract_and_their_sheets() -> None:
    found = rows(section(compose(SHEET), "Sous-traitants et outils"))
    assert found == [
        (
            "Brevo (Sendinblue SAS)",
            "",
            "sous-traitant",
            "France ; aucun transfert déclaré",
            "signé le 02/02/2025",
            "RT-001",
        ),
        (
            "Mailchimp",
            "",
            "sous-traitant",
            "États-Unis ; décision d’adéquation : clauses contractuelles types",
            "à signer",
            "",
        ),
        ("WordPress.org", "", "logiciel installé sur place", "aucun transfert déclaré", "sans objet", ""),
    ]


def test_measures_are_grouped() -> None:
    found = rows(section(compose(SHEET), "Mesures de sécurité générales"))
    assert found == [("Contrôle d’accès", "Un compte par personne\nMises à jour automatiques")]


def test_a_sheet_names_the_general_measures_and_tells_its_own() -> None:
    general = MeasureLine("access", "Un compte par personne")
    paper = compose(replace(SHEET, measures=(general,)))
    assert texts(section(paper, "Mesures de sécurité")) == [
        "Mesures générales du registre, détaillées à la fin : contrôle d’accès."
    ]
    paper = compose(replace(SHEET, measures=(general, MeasureLine("access", "Coffre à clé"))))
    assert rows(section(paper, "Mesures de sécurité")) == [("Contrôle d’accès", "Coffre à clé")]
    assert len(texts(section(paper, "Mesures de sécurité"))) == 1


def test_the_cover_says_who_which_version_and_which_texts() -> None:
    fields = next(each for each in compose(SHEET).blocks if isinstance(each, Fields))
    said = {label: plain(value) for label, value in fields.pairs}
    assert said["Responsable du traitement"] == "Claire Morel EI"
    assert said["Forme et numéro"] == "SIRET 732 829 320 00074"
    assert said["Délégué à la protection des données"] == "Jeanne Roux (Cabinet Roux) · dpo@roux.example"
    assert said["Version"] == "6 du 14/09/2026"
    assert said["Textes de référence"].endswith("2026-11-23")
    assert "Représentant (art. 27)" not in said


def test_a_register_with_nothing_in_it_is_printed_too(tmp_path: Path) -> None:
    bare = Register(Business(), 1, date(2026, 1, 1), "x", (Activity("v", " ", progress=Progress.KEPT),))
    pages, marks = printed(register_paper.compose(bare), tmp_path)
    assert len(pages) == 4
    assert "Sans nom" in pages[2]
    assert pages[2].count("Non renseigné") >= 6
    assert (1, "Sans nom", 3) in marks
    pages, _ = printed(register_paper.compose(replace(bare, activities=())), tmp_path)
    assert "Aucune fiche n’est encore inscrite au registre." in "".join(pages)


def test_sixty_sheets_have_each_their_page_their_bookmark_and_their_line(tmp_path: Path) -> None:
    names = [f"Activité {number} – Łódź, Ελένη, Щукин <b>&\"' =1+1" for number in range(60)]
    sheets = [
        replace(SHEET, id=f"s{number}", reference=f"RT-{number:03d}", name=name) for number, name in enumerate(names)
    ]
    pages, marks = printed(compose(*sheets, CLIENT_SHEET), tmp_path)
    where = {title: page for level, title, page in marks if level == 1}
    assert list(where) == [*names, "Maintenance d’un site"]
    for number, name in enumerate(names):
        assert f"Fiche {number + 1} sur 60" in pages[where[name] - 1]
        assert name in pages[where[name] - 1]
    assert all(f"Page {number} / {len(pages)}" in page for number, page in enumerate(pages, 1))
    summary = "\n".join(pages[1 : where[names[0]] - 1])
    told = [int(page) for page in re.findall(r"14/09/2026\s+(\d+)\b", summary)]
    assert told == [where[name] for name in names]
    assert [title for level, title, _ in marks if level == 0] == [
        "Liste des traitements", "Fiches de traitement (art. 30-1)", "Traitements menés pour des clients (art. 30-2)",
        "Sous-traitants et outils", "Mesures de sécurité générales", "Historique des versions",
    ]  # fmt: skip


def test_a_usual_sheet_holds_on_its_page(tmp_path: Path) -> None:
    pages, _ = printed(compose(SHEET), tmp_path)
    assert len(pages) == 4
    assert "Finalités et bases légales" in pages[2]
    assert "Droits et analyse d’impact" in pages[2]


def test_where_the_data_go_is_not_where_the_company_is() -> None:
    brevo = Processor("brevo", "Brevo", country="France", transfer="vers des sous-traitants ultérieurs aux États-Unis")
    paper = compose(replace(SHEET, processors=("brevo",)), processors={"brevo": brevo})
    assert rows(section(paper, "Transferts hors de l’Union européenne")) == [
        ("Brevo", "vers des sous-traitants ultérieurs aux États-Unis", "à noter", "")
    ]
