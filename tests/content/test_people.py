"""The kinds of person as shipped: each row of the retention table, their words, and what a malformed file raises."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.basics import places
from rgpd_desktop.content.catalogue import load_catalogue
from rgpd_desktop.content.people import kind_words, load_kinds, read_kinds
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.explanation import explain
from rgpd_desktop.rules.folding import fold
from rgpd_desktop.rules.retention import Bound, Confidence, Period, Starts, Then

PEOPLE = places.resources() / "legal" / "people"
CNIL, HR = "cnil-activites-commerciales-2021", "cnil-ressources-humaines-2026"
SECOND, DOUBTFUL = Confidence.SECOND_HAND, Confidence.UNCONFIRMED

# id, rule, clock, period, source, how sure: the rows of the retention table, section 2.2.
ROWS = [
    ("prospect", "P1", Starts.LAST_CONTACT, Period(years=3), CNIL, SECOND),
    ("client", "P2", Starts.RELATION_END, Period(years=3), CNIL, SECOND),
    ("former_client", "P3", Starts.ENDED_RELATION, Period(years=3), CNIL, SECOND),
    ("partner", "D7", Starts.CONTRACT_END, Period(years=5), "code-civil-2224", DOUBTFUL),
    ("supplier", "D1", Starts.CONTRACT_END, Period(years=5), "code-civil-2224", DOUBTFUL),
    ("applicant_pool", "H1", Starts.LAST_CONTACT, Period(years=2), HR, SECOND),
    ("applicant_rejected", "H2", Starts.FIXED_END, Period(years=5), HR, SECOND),
    ("newsletter", "P5", Starts.LAST_CONTACT, Period(years=3), CNIL, DOUBTFUL),
    ("form_message", "P6", Starts.LAST_CONTACT, Period(years=1), "rgpd", DOUBTFUL),
]


def test_the_kinds_their_order_and_their_rules() -> None:
    told = [
        (kind.id, kind.rule.id, kind.rule.starts, kind.rule.keep, kind.rule.source, kind.rule.confidence)
        for kind in load_kinds()
    ]
    assert told == ROWS
    assert len(list(PEOPLE.glob("*.toml"))) == len(ROWS)


def test_every_rule_is_as_recommended_a_ceiling_and_ends_in_deletion_or_for_clients_in_the_archive() -> None:
    for kind in load_kinds():
        rule = kind.rule
        assert rule.kind == kind.id
        assert rule.recommended == rule.keep
        assert not rule.is_changed
        assert not rule.reason
        then = Then.ARCHIVE if kind.id in ("client", "former_client") else Then.DELETE
        assert (rule.bound, rule.then) == (Bound.CEILING, then)


def test_every_source_exists_and_no_rule_is_surer_than_its_source() -> None:
    sources = load_catalogue().sources
    rank = list(Confidence)
    for kind in load_kinds():
        assert rank.index(kind.rule.confidence) >= rank.index(sources[kind.rule.source].confidence), kind.id


def test_since_is_a_day_or_nothing_when_nothing_was_published() -> None:
    for kind in load_kinds():
        if kind.rule.since:
            assert date.fromisoformat(kind.rule.since) <= date.fromisoformat(load_catalogue().version)
        else:
            assert "aucune durée publiée par la CNIL" in kind.rule.source_label


def test_no_name_is_given_twice() -> None:
    kinds = load_kinds()
    for names in zip(
        *((kind.id, kind.label, kind.plural, kind.rule.id, kind.rule.label) for kind in kinds), strict=True
    ):
        assert len(set(names)) == len(kinds)


def test_a_rule_that_no_text_confirms_is_explained_as_indicative() -> None:
    today = date(2026, 11, 24)
    for kind in load_kinds():
        sentence = explain(Contact(kind=kind.id, last_contact_on=today), kind.rule, today).sentence
        assert ("Durée indicative, à vérifier." in sentence) == (kind.rule.confidence is DOUBTFUL), kind.id


def test_the_contradiction_about_applicants_is_told() -> None:
    note = next(kind.rule.note for kind in load_kinds() if kind.id == "applicant_rejected")
    assert "une page générale de la CNIL indique encore 2 ans" in note


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Prospects", "prospect"),
        ("LEAD", "prospect"),
        ("piste", "prospect"),
        ("Client", "client"),
        ("clients", "client"),
        ("Customer", "client"),
        ("Anciens clients", "former_client"),
        ("ex-client", "former_client"),
        ("Partenaires", "partner"),
        ("prescripteur", "partner"),
        ("Apporteur d'affaires", "partner"),
        ("Fournisseurs", "supplier"),
        ("Supplier", "supplier"),
        ("Candidat", "applicant_pool"),
        ("candidatures", "applicant_pool"),
        ("CV", "applicant_pool"),
        ("Candidat non retenu", "applicant_rejected"),
        ("Abonné", "newsletter"),
        ("NEWSLETTER", "newsletter"),
        ("subscribers", "newsletter"),
        ("Formulaire", "form_message"),
        ("Message", "form_message"),
    ],
)
def test_what_people_write(written: str, kind: str) -> None:
    assert kind_words(load_kinds())[fold(written)] == kind


def test_every_word_is_written_once() -> None:
    for kind in load_kinds():
        assert len(set(kind.words)) == len(kind.words), kind.id


def a_file(text: str = "") -> str:
    return (PEOPLE / "prospect.toml").read_text(encoding="utf-8") + text


def test_a_word_may_not_mean_two_kinds(tmp_path: Path) -> None:
    (tmp_path / "prospect.toml").write_text(a_file(), encoding="utf-8")
    twin = a_file().replace('id = "prospect"\norder = 1', 'id = "twin"\norder = 2').replace("Prospect", "Jumeau")
    (tmp_path / "twin.toml").write_text(twin, encoding="utf-8")
    kinds = read_kinds(tmp_path)
    assert [kind.id for kind in kinds] == ["prospect", "twin"]
    with pytest.raises(ValueError, match="means both prospect and twin"):
        kind_words(kinds)


def test_two_kinds_may_not_have_the_same_order(tmp_path: Path) -> None:
    (tmp_path / "prospect.toml").write_text(a_file(), encoding="utf-8")
    (tmp_path / "twin.toml").write_text(a_file().replace('id = "prospect"', 'id = "twin"'), encoding="utf-8")
    with pytest.raises(ValueError, match="same order"):
        read_kinds(tmp_path)


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ('id = "prospect"', 'id = "other"', "the id is 'other'"),
        ("order = 1", 'order = "1"', "order is not of type int"),
        ("order = 1", "order = true", "order is not of type int"),
        ("order = 1\n", "", "order is missing"),
        ("last_contact", "last_edit", "'last_edit', not one of last_contact"),
        ("{ years = 3 }", "{ years = 0 }", "a period has"),
        ("{ years = 3 }", "{ }", "a period has"),
        ("{ years = 3 }", "{ years = 3, weeks = 1 }", "unknown weeks"),
        ("{ years = 3 }", "3", "keep is not of type dict"),
        ("2021-09-23", "an 2021", "an 2021"),
        ("[rule]", "surprise = 1\n[rule]", "unknown surprise"),
        ('label = "Prospects"', 'label = ""', "label is empty"),
        ("words = [", 'words = [\n"",', "words is not a list of texts"),
    ],
)
def test_a_malformed_file_names_the_place(tmp_path: Path, before: str, after: str, complaint: str) -> None:
    assert before in a_file()
    (tmp_path / "prospect.toml").write_text(a_file().replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=complaint):
        read_kinds(tmp_path)
