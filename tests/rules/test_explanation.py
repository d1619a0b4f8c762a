"""The sentences of the side panel, the pills of the table and the starting facts of the list, word for word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rgpd_desktop.rules.contact import Contact, Hold
from rgpd_desktop.rules.explanation import Explanation, explain, pill, starting_fact
from rgpd_desktop.rules.retention import Bound, Confidence, Period, RetentionRule, Starts, Then

TODAY = date(2026, 11, 24)
PROSPECTS = RetentionRule(
    id="P1",
    kind="prospect",
    label="Prospects",
    starts=Starts.LAST_CONTACT,
    keep=Period(years=3),
    recommended=Period(years=3),
    bound=Bound.CEILING,
    then=Then.DELETE,
    source="cnil-activites-commerciales-2021",
    source_label="recommandation CNIL (référentiel 2021)",
    confidence=Confidence.SECOND_HAND,
    since="2021-09-23",
)
CLIENTS = replace(PROSPECTS, id="P2", kind="client", label="Clients", starts=Starts.RELATION_END)
FORMER = replace(PROSPECTS, id="P3", kind="former_client", label="Anciens clients", starts=Starts.ENDED_RELATION)
PARTNERS = replace(
    PROSPECTS,
    id="D7",
    kind="partner",
    label="Partenaires",
    source="rgpd",
    source_label="aucune durée publiée par la CNIL",
    confidence=Confidence.UNCONFIRMED,
)
RULE_WORDS = "Règle «\u00a0Prospects\u00a0», recommandation CNIL (référentiel 2021)."


def test_the_whole_explanation_of_a_person_overdue() -> None:
    contact = Contact(last_contact_on=date(2022, 3, 12), collected_on=date(2022, 3, 8))
    assert explain(contact, PROSPECTS, TODAY) == Explanation(
        title="Durée dépassée depuis le 12/03/2025",
        sentence=f"Dernier contact de sa part\u00a0: 12/03/2022 + 3\u00a0ans = 12/03/2025. {RULE_WORDS}",
        source="cnil-activites-commerciales-2021",
    )


ENDED = date(2022, 5, 14)


@pytest.mark.parametrize(
    ("contact", "rule", "title", "short"),
    [
        (
            Contact(last_contact_on=date(2022, 3, 12)),
            PROSPECTS,
            "Durée dépassée depuis le 12/03/2025",
            "dépassée depuis 20\u00a0mois",
        ),
        (
            Contact(last_contact_on=date(2023, 11, 23)),
            PROSPECTS,
            "Durée dépassée depuis le 23/11/2026",
            "dépassée depuis 1\u00a0jour",
        ),
        (
            Contact(last_contact_on=date(2023, 11, 24)),
            PROSPECTS,
            "Durée dépassée depuis le 24/11/2026",
            "dépassée aujourd’hui",
        ),
        (
            Contact(last_contact_on=date(2023, 12, 19)),
            PROSPECTS,
            "À supprimer dans 25\u00a0jours",
            "dans 25\u00a0jours",
        ),
        (Contact(last_contact_on=date(2023, 11, 25)), PROSPECTS, "À supprimer dans 1\u00a0jour", "dans 1\u00a0jour"),
        (
            Contact(last_contact_on=date(2023, 11, 25)),
            replace(PROSPECTS, then=Then.ARCHIVE),
            "À archiver dans 1\u00a0jour",
            "dans 1\u00a0jour",
        ),
        (Contact(last_contact_on=date(2026, 8, 21)), PARTNERS, "À conserver jusqu’au 21/08/2029", "21/08/2029"),
        (Contact(last_contact_on=date(2015, 1, 1)), CLIENTS, "Relation en cours", "relation en cours"),
        (
            Contact(relation_ended_on=ENDED),
            CLIENTS,
            "Durée dépassée depuis le 14/05/2025",
            "dépassée depuis 18\u00a0mois",
        ),
        (Contact(entered_on=TODAY), PROSPECTS, "À dater", "à dater"),
        (Contact(), PROSPECTS, "À dater", "à dater"),
        (
            Contact(last_contact_on=date(2026, 1, 1), opposed_on=date(2026, 2, 1)),
            PROSPECTS,
            "Opposé à la prospection",
            "opposé à la prospection",
        ),
        (
            Contact(last_contact_on=date(2020, 1, 1), hold=Hold("litige", date(2027, 6, 30))),
            PROSPECTS,
            "Conservé avec un motif jusqu’au 30/06/2027",
            "conservé jusqu’au 30/06/2027",
        ),
        (
            Contact(last_contact_on=date(2020, 1, 1), archived_until=date(2031, 6, 30)),
            PROSPECTS,
            "Archivé jusqu’au 30/06/2031",
            "archivé jusqu’au 30/06/2031",
        ),
        (
            Contact(archived_until=date(2026, 11, 24)),
            PROSPECTS,
            "Archive échue depuis le 24/11/2026",
            "archive échue",
        ),
    ],
)
def test_title_and_pill(contact: Contact, rule: RetentionRule, title: str, short: str) -> None:
    assert explain(contact, rule, TODAY).title == title
    assert pill(contact, rule, TODAY) == short


def test_a_day_that_rests_on_the_collection_is_called_computed() -> None:
    sentence = explain(Contact(collected_on=date(2025, 3, 8)), PROSPECTS, TODAY).sentence
    assert sentence == (
        "Collecte\u00a0: 08/03/2025 + 3\u00a0ans = 08/03/2028. "
        f"Date calculée depuis la collecte, faute de contact connu de sa part. {RULE_WORDS}"
    )


def test_a_day_that_rests_on_the_entry_is_called_computed() -> None:
    sentence = explain(Contact(entered_on=date(2023, 1, 10)), PROSPECTS, TODAY).sentence
    assert sentence == (
        "Entrée dans vos contacts\u00a0: 10/01/2023 + 3\u00a0ans = 10/01/2026. "
        f"Date calculée depuis l’entrée dans vos contacts, faute de contact ou de collecte datés. {RULE_WORDS}"
    )


def test_no_date_at_all_invents_none() -> None:
    sentence = explain(Contact(), PROSPECTS, TODAY).sentence
    assert sentence == f"Aucune date connue, ni contact de sa part, ni collecte. {RULE_WORDS}"


def test_a_former_client_whose_end_is_unknown() -> None:
    sentence = explain(Contact(last_contact_on=date(2024, 6, 30)), FORMER, TODAY).sentence
    assert sentence == (
        "Dernier contact de sa part\u00a0: 30/06/2024 + 3\u00a0ans = 30/06/2027. "
        "Date calculée, car la fin de la relation n’est pas connue. "
        "Règle «\u00a0Anciens clients\u00a0», recommandation CNIL (référentiel 2021)."
    )


def test_a_relation_that_ended_is_a_fact() -> None:
    sentence = explain(Contact(relation_ended_on=ENDED), FORMER, TODAY).sentence
    assert sentence.startswith("Fin de la relation\u00a0: 14/05/2022 + 3\u00a0ans = 14/05/2025. Règle")


def test_a_relation_that_lasts() -> None:
    sentence = explain(Contact(), CLIENTS, TODAY).sentence
    assert sentence == (
        "Aucun délai ne court tant que la relation dure, puis 3\u00a0ans après sa fin. "
        "Règle «\u00a0Clients\u00a0», recommandation CNIL (référentiel 2021)."
    )


def test_an_unconfirmed_period_is_called_indicative() -> None:
    sentence = explain(Contact(last_contact_on=date(2026, 5, 11)), PARTNERS, TODAY).sentence
    assert sentence.endswith(
        "Règle «\u00a0Partenaires\u00a0», aucune durée publiée par la CNIL. Durée indicative, à vérifier."
    )
    assert "indicative" not in explain(Contact(last_contact_on=TODAY), PROSPECTS, TODAY).sentence


def test_a_period_chosen_by_the_user_is_not_laid_at_the_door_of_the_source() -> None:
    rule = replace(PROSPECTS, keep=Period(years=1), reason="cycle de vente court")
    sentence = explain(Contact(last_contact_on=date(2026, 5, 11)), rule, TODAY).sentence
    assert sentence == (
        "Dernier contact de sa part\u00a0: 11/05/2026 + 1\u00a0an = 11/05/2027. "
        "Règle «\u00a0Prospects\u00a0», durée choisie par vous\u202f; durée proposée\u00a0: 3\u00a0ans, "
        "recommandation CNIL (référentiel 2021)."
    )


def test_an_opposition_is_told_in_every_state() -> None:
    refusal = "Opposition du 01/02/2024\u00a0: plus aucun message commercial (RGPD, art. 21). Dernier contact"
    opposed = Contact(last_contact_on=date(2020, 1, 1), opposed_on=date(2024, 2, 1))
    assert explain(opposed, PROSPECTS, TODAY).title == "Durée dépassée depuis le 01/01/2023"
    assert explain(opposed, PROSPECTS, TODAY).sentence.startswith(refusal)
    recent = replace(opposed, last_contact_on=date(2026, 1, 1))
    assert explain(recent, PROSPECTS, TODAY).sentence.startswith(refusal)


def test_a_hold_tells_its_reason() -> None:
    contact = Contact(last_contact_on=date(2020, 1, 1), hold=Hold(" litige en cours ", date(2027, 6, 30)))
    assert explain(contact, PROSPECTS, TODAY).sentence.startswith("Motif\u00a0: «\u00a0litige en cours\u00a0». Dernier")
    over = replace(contact, hold=Hold("litige en cours", date(2026, 11, 23)))
    assert "Motif" not in explain(over, PROSPECTS, TODAY).sentence


@pytest.mark.parametrize(
    ("contact", "rule", "fact"),
    [
        (Contact(last_contact_on=date(2022, 3, 12)), PROSPECTS, "contact du 12/03/2022"),
        (Contact(collected_on=date(2022, 3, 8)), PROSPECTS, "collecte du 08/03/2022"),
        (Contact(relation_ended_on=ENDED), FORMER, "fin de relation 14/05/2022"),
        (Contact(entered_on=date(2024, 1, 2)), PROSPECTS, "entrée du 02/01/2024"),
        (Contact(), PROSPECTS, "date inconnue"),
        (Contact(), CLIENTS, "relation en cours"),
    ],
)
def test_starting_facts(contact: Contact, rule: RetentionRule, fact: str) -> None:
    assert starting_fact(contact, rule) == fact
