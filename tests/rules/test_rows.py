"""Lines of a list turned into drafts."""

import pickle
from datetime import date, datetime, time, timedelta

import pytest

from rgpd_desktop.rules import emails, phones, rows
from rgpd_desktop.rules.answers import UNCLEAR_REFUSAL
from rgpd_desktop.rules.columns import ColumnChoice, ListOrigin
from rgpd_desktop.rules.contact import FIELDS, Audience
from rgpd_desktop.rules.rows import DRAFT_FIELDS, Draft, RowReader

KINDS = {"prospect": "prospect", "client": "client", "clients": "client", "partenaire": "partner"}


def draft(cells: dict[str, object], origin: ListOrigin | None = None, **choice: object) -> Draft:
    """The draft of one line whose columns are named by their field ("phone", or "phone#2" for a second one)."""
    choices = [ColumnChoice(at, name, name.partition("#")[0], **choice) for at, name in enumerate(cells)]
    return RowReader(choices, origin or ListOrigin(), KINDS).read(7, list(cells.values()))


def told(found: Draft) -> dict[str, str]:
    return {header: reason for header, reason, _ in found.problems}


def test_the_fields_of_a_draft_are_fixed():
    assert DRAFT_FIELDS == (
        "row", "last_name", "first_name", "civility", "company", "job_title", "emails", "phones", "street", "postal_code", "city",
        "country",
        "website", "siren", "kind", "audience", "last_contact_on", "collected_on", "relation_ended_on", "source", "notes", "newsletter",
        "is_opposed", "our_contact_on", "problems",
    )  # fmt: skip
    assert Draft.__slots__ == DRAFT_FIELDS


def test_a_whole_line():
    found = draft(
        {
            "civility": "MME", "last_name": "LE CŒUR", "first_name": "véronique", "company": " Transports   Petit ",
            "email": "V@Example.org",
            "phone": 123456789.0, "mobile": "06 12 34 56 78", "street": "1 rue Basse", "postal_code": 1000.0, "city": "Bourg",
            "country": "FR",
            "website": "www.example.fr", "siren": "732 829 320", "kind": "Clients", "audience": "Pro", "last_contact_on": date(2023, 10, 9),
            "collected_on": "15/07/2022", "relation_ended_on": "mars 2024", "source": "Salon", "notes": " Vu,\n bien ", "newsletter": "oui",
            "opt_out": "non", "job_title": "Gérante",
        }
    )  # fmt: skip
    assert {field: getattr(found, field) for field in DRAFT_FIELDS} == {
        "row": 7, "last_name": "Le Cœur", "first_name": "Véronique", "civility": "Mme", "company": "Transports Petit",
        "job_title": "Gérante",
        "emails": ("v@example.org",), "phones": ("+33123456789", "+33612345678"), "street": "1 rue Basse", "postal_code": "01000",
        "city": "Bourg", "country": "France", "website": "www.example.fr", "siren": "732829320", "kind": "client", "audience": "b2b",
        "last_contact_on": "2023-10-09", "collected_on": "2022-07-15", "relation_ended_on": "2024-03-01", "source": "Salon",
        "notes": "Vu,\n bien", "newsletter": True, "is_opposed": False, "our_contact_on": "", "problems": (),
    }  # fmt: skip


def test_the_origin_fills_in_for_silent_lines_only():
    origin = ListOrigin("client", Audience.INDIVIDUAL, " Site ", date(2021, 5, 6))
    silent = draft({"last_name": "Petit", "kind": "", "source": None, "collected_on": "-"}, origin)
    assert (silent.kind, silent.audience, silent.source, silent.collected_on) == ("client", "b2c", "Site", "2021-05-06")
    telling = draft({"kind": "prospect", "audience": "b2b", "source": "Salon", "collected_on": "01/02/2023"}, origin)
    assert (telling.kind, telling.audience, telling.source, telling.collected_on) == (
        "prospect",
        "b2b",
        "Salon",
        "2023-02-01",
    )
    assert draft({"last_name": "Petit"}).kind == "prospect"


def test_several_columns_of_the_same_field():
    found = draft(
        {
            "email": "a@example.org", "email#2": "b@example.org; A@example.org", "phone": "0123456789",
            "mobile": "01 23 45 67 89 / 0612345678",
            "street": "1 rue Basse", "street#2": "", "street#3": "Bât. B", "notes": "vif", "notes#2": "rappeler", "source": "Salon",
            "source#2": "Salon",
            "last_contact_on": "12/03/2022", "last_contact_on#2": "01/02/2023", "collected_on": "05/05/2021",
            "collected_on#2": "04/04/2020",
            "opt_out": "non", "opt_out#2": "oui",
        }
    )  # fmt: skip
    assert found.emails == ("a@example.org", "b@example.org")
    assert found.phones == ("+33123456789", "+33612345678")
    assert found.street == "1 rue Basse, Bât. B"
    assert found.notes == "notes\u00a0: vif\nnotes#2\u00a0: rappeler"
    assert found.source == "Salon"
    assert (found.last_contact_on, found.collected_on, found.is_opposed) == ("2023-02-01", "2020-04-04", True)


def test_a_contact_of_ours_never_moves_the_clock():
    choices = [
        ColumnChoice(0, "Dernier appel", "last_contact_on", is_from_person=False),
        ColumnChoice(1, "Sa réponse", "last_contact_on"),
        ColumnChoice(2, "Mailing", "last_contact_on", is_from_person=False),
    ]
    found = RowReader(choices, ListOrigin(), KINDS).read(2, ["01/06/2024", "12/03/2022", "01/01/2025"])
    assert (found.last_contact_on, found.our_contact_on) == ("2022-03-12", "2025-01-01")


@pytest.mark.parametrize(
    ("cell", "yes_means_no_contact", "expected"),
    [
        ("oui", True, True), ("non", True, False), ("", True, False), ("désabonné", True, True), ("12/03/2022", True, True),
        ("oui", False, False), ("non", False, True), ("", False, False), (None, False, False), ("désabonné", False, True), (0, False, True),
    ],
)  # fmt: skip
def test_who_is_opposed(cell, yes_means_no_contact, expected):
    found = draft({"last_name": "Petit", "opt_out": cell}, yes_means_no_contact=yes_means_no_contact)
    assert (found.is_opposed, found.problems) == (expected, ())


def test_an_unclear_refusal_is_a_refusal_and_told_with_the_cell():
    found = draft({"opt_out": "à voir avec lui"})
    assert found.is_opposed
    assert found.problems == (("opt_out", UNCLEAR_REFUSAL, "à voir avec lui"),)


def test_unsubscribed_from_the_newsletter_is_opposed_but_a_plain_no_is_not():
    assert [(d.newsletter, d.is_opposed) for d in (draft({"newsletter": text}) for text in ("désabonné", "non", "oui", "", "bof"))] == [
        (False, True), (False, False), (True, False), (None, False), (None, False),
    ]  # fmt: skip


def test_kinds_by_codes_then_words_then_the_list():
    codes = {"P": "prospect", "C": "client", "X": ""}
    assert [draft({"kind": text}, codes=codes).kind for text in ("c", "P ", "Partenaires", "Client")] == [
        "client",
        "prospect",
        "partner",
        "client",
    ]
    for text in ("X", "Devis signé"):
        found = draft({"kind": text}, ListOrigin("partner"), codes=codes)
        assert (found.kind, found.problems) == ("partner", (("kind", "type de contact inconnu", text),))
    assert draft({"kind": 1.0}, codes={"1": "client"}).kind == "client"


def test_full_names_fill_what_is_empty():
    found = draft({"full_name": "Mme DE CASTELNAU Anne"})
    assert (found.civility, found.first_name, found.last_name) == ("Mme", "Anne", "de Castelnau")
    kept = draft({"full_name": "Paul Martin", "last_name": "Petit", "first_name": ""})
    assert (kept.first_name, kept.last_name) == ("", "Petit")
    body = draft({"full_name": "SARL Mathieu", "company": ""})
    assert (body.company, body.last_name) == ("SARL Mathieu", "")
    within = draft({"full_name": "Cabinet Martin", "company": "Groupe Petit"})
    assert (within.company, within.last_name) == ("Groupe Petit", "Cabinet Martin")


def test_a_civility_in_the_name_is_taken_out():
    found = draft({"last_name": "Mme MARTIN", "first_name": "Anne"})
    assert (found.civility, found.last_name) == ("Mme", "Martin")


def test_values_in_the_wrong_column_go_where_they_belong_and_are_told():
    found = draft({"last_name": "jean@example.org", "email": "06 12 34 56 78", "phone": "b@example.org"})
    assert (found.last_name, found.emails, found.phones) == (
        "",
        ("jean@example.org", "b@example.org"),
        ("+33612345678",),
    )
    assert len(found.problems) == 3
    site = draft({"company": "Mairie - Exemple", "email": "http://www.example.fr/contact"})
    assert (site.emails, site.website) == ((), "http://www.example.fr/contact")
    assert site.problems == (
        ("email", "adresse web dans la colonne des e-mails, reprise comme site", "http://www.example.fr/contact"),
    )
    both = draft({"email": "http://a.example.fr", "website": "http://b.example.fr"})
    assert (both.website, told(both)) == ("http://b.example.fr", {"email": emails.WEB_INSTEAD})
    assert draft({"website": "a@example.org"}).emails == ("a@example.org",)
    assert draft({"last_name": "06 12 34 56 78"}).phones == ("+33612345678",)


def test_inconnu_is_a_problem_where_a_person_is_reached_and_nothing_elsewhere():
    found = draft(
        {
            "company": "Inconnu",
            "last_name": "inconnue",
            "email": "inconnu",
            "phone": "Inconnu",
            "city": "?",
            "last_contact_on": "inconnue",
        }
    )
    assert (found.company, found.last_name, found.city, found.emails, found.phones) == ("", "", "", (), ())
    assert told(found) == {"email": emails.UNKNOWN, "phone": phones.UNKNOWN}
    assert draft({"email": "-", "phone": "", "last_name": "Petit"}).problems == ()


def test_names_that_look_like_nothing_are_names():
    assert (draft({"last_name": "Null"}).last_name, draft({"first_name": "Na"}).first_name) == ("Null", "Na")


def test_unreadable_cells_are_kept_as_problems_with_their_text():
    found = draft(
        {
            "phone": "06.12",
            "last_contact_on": "31/02/2022",
            "siren": 12345.0,
            "audience": "peut-être",
            "civility": "Zorro",
        }
    )
    assert found.problems == (
        ("phone", "numéro incomplet", "06.12"), ("last_contact_on", "ce jour n’existe pas", "31/02/2022"),
        ("siren", "un SIREN a 9 chiffres, un SIRET 14", "12345"), ("audience", "ni professionnel ni particulier", "peut-être"),
        ("civility", "civilité inconnue", "Zorro"),
    )  # fmt: skip


def test_doubtful_values_are_kept_and_told():
    found = draft({"email": "jean@gmial.com", "phone": "06 94 50 00 00", "last_contact_on": "2022"})
    assert (found.emails, found.phones, found.last_contact_on) == (("jean@gmial.com",), ("+33694500000",), "2022-01-01")
    assert set(told(found)) == {"email", "phone", "last_contact_on"}


def test_postal_code_and_city_in_one_cell():
    assert [(d.postal_code, d.city) for d in (draft({"postal_code": "75007 PARIS "}), draft({"city": "Paris (75007)"}))] == [
        ("75007", "PARIS"), ("75007", "Paris"),
    ]  # fmt: skip
    found = draft({"postal_code": "75007 Paris", "city": "Paris 7e"})
    assert (found.postal_code, found.city) == ("75007", "Paris 7e")


def test_the_country_of_the_line_rules_codes_and_phones():
    found = draft({"phone": "0475 12 34 56", "postal_code": 1000.0, "country": "Belgium"})
    assert (found.phones, found.postal_code, found.country) == (("+32475123456",), "1000", "Belgique")


def test_ignored_columns_and_ragged_lines():
    choices = [ColumnChoice(0, "NIR", "ignore"), ColumnChoice(1, "Nom", "last_name"), ColumnChoice(4, "Ville", "city")]
    reader = RowReader(choices, ListOrigin(), KINDS)
    assert reader.read(2, ["1 85 05 78 006 084", "Petit"]).last_name == "Petit"
    assert reader.read(3, []).last_name == ""
    assert reader.read(4, ["", "Petit", "", "", "Sète", "plus"]).city == "Sète"


def test_only_a_line_that_identifies_nobody_is_refused():
    reader = RowReader([], ListOrigin(), KINDS)
    assert reader.refusal(draft({"civility": "M.", "city": "Paris", "email": "inconnu", "notes": "vu"})) == rows.NOBODY
    for cells in (
        {"last_name": "Petit"},
        {"first_name": "Paul"},
        {"company": "SARL Petit"},
        {"email": "a@example.org"},
        {"phone": "0612345678"},
    ):
        assert reader.refusal(draft(cells)) == ""


@pytest.mark.parametrize("field", [field for field in FIELDS if field != "ignore"])
def test_no_cell_ever_raises(field):
    cells = [
        None, "", " ", "\0\x01\u200b", "x" * 32_000, "1" * 400, "@", "@@" * 500, " " * 5000 + "@", "=1+1", "+", "0", "’", "🙂", -1, 0, 1,
        10**30,
        1e300, float("inf"), float("-inf"), float("nan"), True, False, date(1, 1, 1), datetime(9999, 12, 31, 23, 59), time(1, 2),
        timedelta(days=3), "٠٦١٢٣٤٥٦٧٨", "²³", "12/03/20²2", "00", "+33", "+", "(((((", "-" * 3000, "M.", ",", "d'", "D'",
    ]  # fmt: skip
    reader = RowReader([ColumnChoice(0, "Colonne", field)], ListOrigin(), KINDS)
    for at, cell in enumerate(cells):
        found = reader.read(at, [cell])
        assert all(isinstance(text, str) for problem in found.problems for text in problem)
        assert "\0" not in found.notes + found.last_name + found.company


def test_a_draft_travels_between_processes_and_never_shows_a_name():
    found = pickle.loads(pickle.dumps(draft({"last_name": "Petit", "email": "a@example.org"})))
    assert (found.last_name, found.emails) == ("Petit", ("a@example.org",))
    assert repr(found) == "<Draft of row 7>"


def test_a_contact_dated_in_the_future_is_told_and_never_puts_the_due_day_off() -> None:
    columns = [
        ColumnChoice(0, "Nom", "last_name"),
        ColumnChoice(1, "Dernier contact", "last_contact_on"),
        ColumnChoice(2, "Fin", "relation_ended_on"),
    ]
    reader = RowReader(columns, ListOrigin(), {}, today="2026-11-24")
    draft = reader.read(2, ["Aubry", "25/11/2026", "31/12/2027"])
    assert (draft.last_contact_on, draft.relation_ended_on) == ("", "2027-12-31")
    assert draft.problems == (("Dernier contact", "date dans le futur, non retenue", "25/11/2026"),)
    assert reader.read(3, ["Aubry", "24/11/2026", ""]).last_contact_on == "2026-11-24"


def test_a_refusal_written_in_the_column_of_kinds_is_a_refusal() -> None:
    reader = RowReader(
        [ColumnChoice(0, "Nom", "last_name"), ColumnChoice(1, "Statut", "kind")], ListOrigin(), {"client": "client"}
    )
    refused, client = reader.read(2, ["Aubry", "Ne plus contacter"]), reader.read(3, ["Huet", "Client"])
    assert (refused.is_opposed, refused.kind, refused.problems) == (True, "prospect", ())
    assert (client.is_opposed, client.kind) == (False, "client")
