"""Whole imports of small lists: what is counted, what is kept, what never comes in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from rgpd_desktop.basics.problems import Refusal, RowProblem
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.columns import ListOrigin
from rgpd_desktop.rules.contact import Audience, Contact, Direction, State
from rgpd_desktop.rules.contact_query import ContactQuery
from rgpd_desktop.rules.identity import fingerprint
from rgpd_desktop.services import edit_contacts, keep_safe
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.services.import_contacts import ImportSession
from rgpd_desktop.services.import_plan import Category, ImportOrder, SheetOrder
from rgpd_desktop.services.list_file import ListFile
from rgpd_desktop.store import contacts, exchanges, opposition, proposals, provenance
from tests.services.lists import TODAY, counts, imported, order_of, rehearsed, write_list

HEADERS = "Nom;Prénom;Société;E-mail;Téléphone;Date du dernier contact;Désabonné"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "data", TODAY) as opened:
        yield opened
        assert keep_safe.check(opened, Ticket()) == []


def people(desk: Desk) -> list[Contact]:
    """Everybody kept, in the order they came."""
    return contacts.fetch(desk.database, [row[0] for row in desk.database.rows("SELECT id FROM contacts ORDER BY id")])


def found(desk: Desk, text: str) -> list[int]:
    return list(contacts.find_ids(desk.database, ContactQuery(text=text), desk.calendar, desk.rules))


def test_a_messy_list_line_by_line(desk: Desk, tmp_path: Path) -> None:
    path = write_list(
        tmp_path / "prospects.csv",
        HEADERS,
        "DUPONT;Jean;Atelier Bois;jean@exemple.example;06 39 98 00 01;12/03/2025;",
        "Martin;Anne;;anne@exemple.example;;01/02/2020;",  # past retention
        "Dupont;J.;;jean@exemple.example;01 99 00 00 01;20/11/2025;",  # Jean again
        ";;;inconnu;;03/04/2025;",  # nobody
        "Roux;Zoé;;zoe@exemple.example;pas un numéro;;",  # undated, a cell not read
        "Petit;Luc;;luc@exemple.example;06 39 98 00 05;05/05/2025;oui",
    )
    session, plan = rehearsed(desk, path)
    assert counts(plan) == {
        "rows": 6, "new": 3, "merged": 1, "expired": 1, "opposed": 1, "opposed_in_list": 1, "refused": 1, "undated": 1, "problems": 2,
    }  # fmt: skip
    assert plan.rows == plan.new + plan.merged + plan.expired + plan.put_aside + plan.refused
    assert plan.reasons == {"ni nom, ni société, ni e-mail, ni téléphone, ni adresse complète, ni site, ni SIREN": 1}
    assert sum(plan.cell_reasons.values()) == 2
    assert people(desk) == []
    report = session.run(Ticket())
    assert (report.batch, report.rows, report.new, report.merged, report.expired) == (1, 6, 3, 1, 1)
    assert report.refused == (
        RowProblem(5, "", "ni nom, ni société, ni e-mail, ni téléphone, ni adresse complète, ni site, ni SIREN"),
    )
    assert [(problem.row, problem.column) for problem in report.problems] == [(5, "E-mail"), (6, "Téléphone")]
    jean, zoe, luc = people(desk)
    assert jean == Contact(
        id=1, last_name="Dupont", first_name="Jean", company="Atelier Bois", emails=("jean@exemple.example",),
        phones=("+33639980001", "+33199000001"), last_contact_on=date(2025, 11, 20), batch=1, row=2, entered_on=TODAY,
    )  # fmt: skip
    assert (zoe.name, zoe.row, zoe.phones) == ("Zoé Roux", 6, ())
    assert (luc.name, luc.row, luc.opposed_on) == ("Luc Petit", 7, TODAY)
    assert found(desk, "zoe roux") == [2]
    assert found(desk, "0199000001") == [1]
    assert contacts.holders(desk.database, ["+33199000001", "luc@exemple.example"]) == {
        "+33199000001": [1],
        "luc@exemple.example": [3],
    }
    states = contacts.count_by_state(desk.database, desk.calendar)
    assert (states[State.UP_TO_DATE], states[State.UNDATED], states[State.OPPOSED]) == (1, 1, 1)
    assert [(each.header, each.raw) for each in provenance.problems_of(desk.database, 2)] == [
        ("Téléphone", "pas un numéro")
    ]


def test_the_origin_fills_in_for_silent_lines(desk: Desk, tmp_path: Path) -> None:
    path = write_list(tmp_path / "liste.csv", "Nom;E-mail", "Dupont;a@exemple.example", "Martin;b@exemple.example")
    origin = ListOrigin("client", Audience.PROFESSIONAL, "Salon", date(2025, 3, 8), False, "Devis")
    assert imported(desk, path, origin).undated == 0
    assert [(each.kind, each.audience, each.source, each.collected_on) for each in people(desk)] == [
        ("client", Audience.PROFESSIONAL, "Salon", date(2025, 3, 8))
    ] * 2


def test_every_line_shown_is_counted_and_explained(desk: Desk, tmp_path: Path) -> None:
    imported(desk, write_list(tmp_path / "avant.csv", HEADERS, "Durand;Paul;;paul@exemple.example;;12/03/2025;"))
    path = write_list(
        tmp_path / "prospects.csv",
        HEADERS,
        "Dupont;Jean;;foyer@exemple.example;;12/03/2025;",
        "Dupont;Marie;;foyer@exemple.example;;12/03/2025;",
        "Durand;Paul;;PAUL@exemple.example;;12/04/2025;",
        "Vieux;Marc;;marc@exemple.example;;12/03/2019;",
        ";;;;;12/03/2019;",
        "Sans;Date;;date@exemple.example;;;",
        "Non;Merci;;non@exemple.example;;12/03/2025;oui",
    )
    session, plan = rehearsed(desk, path)
    shown = {category: session.people(category) for category in Category}
    assert {category: len(lines) for category, lines in shown.items()} == {
        category: getattr(plan, category) for category in Category
    }
    told = {category: [(line.row, line.name, line.reason) for line in lines] for category, lines in shown.items()}
    assert told[Category.MERGED] == [(4, "Paul Durand", "Paul Durand\u00a0: même adresse e-mail")]
    assert told[Category.PROBABLE] == [
        (3, "Marie Dupont", "Jean Dupont, ligne 2\u00a0: même adresse e-mail sous deux noms")
    ]
    assert told[Category.EXPIRED] == [(5, "Marc Vieux", "contact du 12/03/2019, dépassée depuis 3\u00a0ans")]
    assert told[Category.REFUSED] == [
        (6, "", "ni nom, ni société, ni e-mail, ni téléphone, ni adresse complète, ni site, ni SIREN")
    ]
    assert told[Category.UNDATED] == [(7, "Date Sans", "ni date de contact, ni date de collecte")]
    assert told[Category.OPPOSED] == [
        (8, "Merci Non", "la liste dit qu’elle ne veut plus être sollicitée\u00a0: entre comme opposée")
    ]
    assert session.people(Category.NEW, 1, 2) == shown[Category.NEW][1:3]
    report = session.run(Ticket())
    assert report.probable == 1
    assert [(each.first_id, each.second_id) for each in proposals.waiting(desk.database)] == [(2, 3)]


def test_a_no_past_retention_stays_out_and_says_so(desk: Desk, tmp_path: Path) -> None:
    imported(desk, write_list(tmp_path / "avant.csv", HEADERS, "Durand;Paul;;paul@exemple.example;;12/03/2025;"))
    path = write_list(
        tmp_path / "refus.csv",
        HEADERS,
        "Vieux;Marc;;marc@exemple.example;;12/03/2019;oui",
        "Neuf;Anne;;anne@exemple.example;;12/03/2025;oui",
        "Durand;Paul;;paul@exemple.example;;12/04/2025;oui",
    )
    session, plan = rehearsed(desk, path)
    assert (plan.opposed, plan.opposed_in_list, plan.opposed_expired, plan.put_aside) == (3, 3, 1, 0)
    says_no = "la liste dit qu’elle ne veut plus être sollicitée"
    assert [(each.name, each.reason) for each in session.people(Category.OPPOSED)] == [
        ("Marc Vieux", f"{says_no}\u202f; durée dépassée depuis 3\u00a0ans\u00a0: n’entre pas, son refus est retenu"),
        ("Anne Neuf", f"{says_no}\u00a0: entre comme opposée"),
        ("Paul Durand", f"{says_no}\u00a0: noté sur la fiche que vous avez déjà"),
    ]
    report = session.run(Ticket())
    assert (report.opposed, report.opposed_expired, report.put_aside) == (3, 1, 0)
    assert sorted(each.name for each in people(desk) if each.opposed_on) == ["Anne Neuf", "Paul Durand"]
    _, again = rehearsed(desk, path)
    assert (again.opposed, again.put_aside) == (3, 3)  # the refusal of who stayed out is remembered


def test_the_people_chosen_past_retention_are_counted_as_people(desk: Desk, tmp_path: Path) -> None:
    path = write_list(
        tmp_path / "prospects.csv",
        HEADERS,
        "Un;A;;a@exemple.example;;12/03/2019;",
        "Un;A;;a@exemple.example;06 39 98 00 07;12/04/2019;",
        "Deux;B;;b@exemple.example;;12/03/2025;",
    )
    assert rehearsed(desk, path)[1].new_expired == 0
    session, plan = rehearsed(desk, path, keep_expired=frozenset({("", 2), ("", 3)}))
    assert (plan.new, plan.merged, plan.new_expired) == (2, 1, 1)  # two lines chosen are one person
    desk.database.connection.execute("UPDATE changes SET count = count + 1")  # somebody wrote: all is counted again
    assert session.run(Ticket()).new == 2


def test_the_cells_not_read_say_whose_they_are_and_what_they_hold(desk: Desk, tmp_path: Path) -> None:
    path = write_list(
        tmp_path / "prospects.csv",
        HEADERS,
        "Roux;Zoé;;zoe@exemple.example;pas un numéro;;",
        ";;;inconnu;;03/04/2025;",
        "Petit;Luc;;luc@exemple.example;06 39 98 00 05;05/05/2025;",
        "Blanc;Léa;;lea@exemple.example;06 39 98 00 06;05/05/2025;",
    )
    session, plan = rehearsed(desk, path)
    told = [(each.row, each.name, each.detail) for each in session.people(Category.PROBLEMS)]
    assert told == [
        (2, "Zoé Roux", "Téléphone\u00a0: «\u00a0pas un numéro\u00a0»"),
        (3, "(ligne rejetée)", "E-mail\u00a0: «\u00a0inconnu\u00a0»"),
    ]
    assert all(each.sheet == "" for each in [*session.problems(), *session.refused()])  # one sheet: not told
    session.run(Ticket())
    assert session.people(Category.PROBLEMS, 1, 5) == session.people(Category.PROBLEMS)[1:]  # the last page asks too
    assert plan.problems == 2


def test_lines_past_retention_come_in_when_chosen(desk: Desk, tmp_path: Path) -> None:
    path = write_list(
        tmp_path / "prospects.csv",
        HEADERS,
        "Un;A;;a@exemple.example;;12/03/2019;",
        "Deux;B;;b@exemple.example;;12/03/2019;",
        "Deux;B;;b@exemple.example;;12/04/2019;",
    )
    _, plan = rehearsed(desk, path)
    assert counts(plan) == {"rows": 3, "expired": 3}
    _, plan = rehearsed(desk, path, keep_expired=True)
    assert counts(plan) == {"rows": 3, "new": 2, "merged": 1}
    report = imported(desk, path, keep_expired=frozenset({("", 4)}))  # one line brings its person
    assert (report.new, report.merged, report.expired) == (1, 1, 1)
    assert [(each.last_name, each.row) for each in people(desk)] == [("Deux", 3)]


def test_merged_into_somebody_kept_is_judged_whole(desk: Desk, tmp_path: Path) -> None:
    imported(
        desk,
        write_list(
            tmp_path / "a.csv",
            HEADERS,
            "Un;A;;a@exemple.example;;12/03/2025;",
            "Deux;B;;b@exemple.example;;02/03/2023;",
        ),
    )
    with open_desk(desk.data, date(2026, 4, 1)) as later:
        path = write_list(
            tmp_path / "b.csv",
            HEADERS,
            "Un;A;Alpha;a@exemple.example;;01/01/2019;",  # an old line of somebody who is not due
            "Deux;B;Beta;b@exemple.example;;01/01/2019;",  # of somebody who is
        )
        report = imported(later, path)
        assert (report.merged, report.expired, report.new) == (1, 1, 0)
        assert [(each.company, each.last_contact_on) for each in people(later)] == [
            ("Alpha", date(2025, 3, 12)),
            ("", date(2023, 3, 2)),
        ]
        news = write_list(tmp_path / "c.csv", HEADERS, "Deux;B;;b@exemple.example;;01/03/2026;")
        assert imported(later, news).merged == 1
        assert people(later)[1].last_contact_on == date(2026, 3, 1)


def test_a_list_that_comes_back_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    path = write_list(
        tmp_path / "liste.csv",
        "Nom;Prénom;Société;E-mail;Téléphone;Ville;Département",
        "Dupont;Jean;;jean@exemple.example;;Lyon;69",
        "Saint-Aubin;;;inconnu;;;02",
        "Saint-Aubin;;;inconnu;;;10",
        "Dupont;J;Atelier;jean@exemple.example;06 39 98 00 01;Lyon;69",
        ";;;standard@exemple.example;;Paris;75",
        "Martin;Anne;;standard@exemple.example;;;75",
        "Petit;Luc;;standard@exemple.example;;;75",
    )
    first = imported(desk, path)
    before = people(desk)
    again = imported(desk, path)
    assert (first.new, first.merged) == (6, 1)
    assert (again.new, again.merged, again.probable) == (0, 7, 0)
    assert people(desk) == before
    assert desk.database.value("SELECT count(*) FROM batch_changes WHERE after != '{}'") == 0
    assert desk.database.value("SELECT count(*) FROM cell_problems") == 2


def test_a_person_on_the_opposition_list_does_not_come_back(desk: Desk, tmp_path: Path) -> None:
    said_no = ("email:non@exemple.example", "phone:+33639980009")
    opposition.record(desk.database, said_no, date(2025, 1, 1))
    path = write_list(
        tmp_path / "liste.csv",
        HEADERS,
        "Dupont;Jean;;non@exemple.example;;12/03/2025;",
        "Martin;Anne;;anne@exemple.example;06 39 98 00 09;12/03/2025;oui",
        "Petit;Luc;;luc@exemple.example;;12/03/2025;",
    )
    session, plan = rehearsed(desk, path)
    assert counts(plan) == {"rows": 3, "new": 1, "opposed": 2}
    assert plan.put_aside == 2
    assert [line.reason for line in session.people(Category.OPPOSED)] == [
        "sur votre liste d’opposition\u00a0: ne revient pas"
    ] * 2
    session.run(Ticket())
    assert [each.last_name for each in people(desk)] == ["Petit"]
    assert opposition.count(desk.database) == 3  # Anne's address too: her line says no


def test_a_no_survives_whatever_becomes_of_its_line(desk: Desk, tmp_path: Path) -> None:
    imported(
        desk,
        write_list(tmp_path / "avant.csv", HEADERS, "Durand;Paul;;paul@exemple.example;06 39 98 00 07;12/03/2025;"),
    )
    path = write_list(
        tmp_path / "liste.csv",
        HEADERS,
        "Durand;Paul;;paul@exemple.example;;12/03/2025;oui",  # kept already
        "Vieux;Marc;;marc@exemple.example;;12/03/2019;oui",  # past retention
        "Dupont;Jean;;jean@exemple.example;;12/03/2025;",
        "Dupont;Jean;;jean@exemple.example;;12/03/2025;oui",  # on another line of the same person
    )
    report = imported(desk, path)
    assert (report.new, report.merged, report.expired, report.opposed, report.opposed_in_list) == (1, 2, 1, 3, 3)
    assert [(each.name, each.opposed_on) for each in people(desk)] == [("Paul Durand", TODAY), ("Jean Dupont", TODAY)]
    key = opposition.key(desk.database)
    expected = (
        "email:paul@exemple.example",
        "phone:+33639980007",
        "email:marc@exemple.example",
        "email:jean@exemple.example",
    )
    assert opposition.fingerprints(desk.database) == {fingerprint(key, value) for value in expected}
    again = imported(desk, path)
    assert (again.new, again.merged, again.expired, again.opposed) == (0, 0, 0, 4)


def test_our_own_contact_is_an_exchange_and_moves_no_clock(desk: Desk, tmp_path: Path) -> None:
    path = write_list(tmp_path / "l.csv", "Nom;E-mail;Dernier mail envoyé", "Un;a@exemple.example;01/12/2025")
    session = ImportSession(desk, ListFile(path))
    order = order_of(session.preview(Ticket()))
    choices = tuple(
        replace(choice, field="last_contact_on", is_from_person=False) if choice.index == 2 else choice
        for choice in order.sheets[0].choices
    )
    for _ in range(2):
        session.rehearse(replace(order, sheets=(replace(order.sheets[0], choices=choices),)), Ticket())
        session.run(Ticket())
    (person,) = people(desk)
    assert person.last_contact_on is None
    assert [(each.on, each.direction) for each in exchanges.of(desk.database, person.id)] == [
        (date(2025, 12, 1), Direction.FROM_US)
    ]


def test_two_sheets_hidden_one_and_their_kinds(desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, email in (
        ("Clients", "a@exemple.example"),
        ("Prospects", "b@exemple.example"),
        ("Cachée", "c@exemple.example"),
    ):
        sheet = book.create_sheet(name)
        sheet.append(["Nom", "E-mail"])
        sheet.append(["Dupont", email])
    book.remove(book["Sheet"])
    book["Cachée"].sheet_state = "hidden"
    path = tmp_path / "classeur.xlsx"
    book.save(path)
    session = ImportSession(desk, ListFile(path))
    preview = session.preview(Ticket())
    assert [
        (each.name, each.is_visible, each.is_list, each.rows, each.header_row, each.kind) for each in preview.sheets
    ] == [
        ("Clients", True, True, 1, 1, "client"),
        ("Prospects", True, True, 1, 1, "prospect"),
        ("Cachée", False, True, 1, 1, ""),
    ]
    order = ImportOrder(
        tuple(SheetOrder(each.name, each.choices, each.kind) for each in preview.sheets if each.is_visible)
    )
    plan = session.rehearse(order, Ticket())
    assert counts(plan) == {"rows": 2, "new": 2, "undated": 1}  # a relation that lasts has no date to miss
    assert [(line.sheet, line.row) for line in session.people(Category.NEW)] == [("Clients", 2), ("Prospects", 2)]
    session.run(Ticket())
    assert [(each.kind, each.emails) for each in people(desk)] == [
        ("client", ("a@exemple.example",)),
        ("prospect", ("b@exemple.example",)),
    ]


def test_choices_are_remembered_for_the_same_headers(desk: Desk, tmp_path: Path) -> None:
    first = write_list(tmp_path / "a.csv", "Nom;E-mail;Divers", "Un;a@exemple.example;x", "Deux;b@exemple.example;y")
    session = ImportSession(desk, ListFile(first))
    order = order_of(session.preview(Ticket()))
    choices = tuple(replace(each, field="notes") if each.index == 2 else each for each in order.sheets[0].choices)
    session.rehearse(replace(order, sheets=(replace(order.sheets[0], choices=choices),)), Ticket())
    session.run(Ticket())
    second = ImportSession(
        desk, ListFile(write_list(tmp_path / "b.csv", "NOM;e-mail;Divers", "Trois;c@exemple.example;z"))
    )
    (sheet,) = second.preview(Ticket()).sheets
    assert sheet.is_remembered
    assert [choice.field for choice in sheet.choices] == ["last_name", "email", "notes"]
    assert [(guess.field, guess.confidence) for guess in sheet.guesses] == [
        ("last_name", 1.0),
        ("email", 1.0),
        ("notes", 1.0),
    ]
    other = ImportSession(desk, ListFile(write_list(tmp_path / "c.csv", "Nom;E-mail", "Trois;c@exemple.example")))
    assert not other.preview(Ticket()).sheets[0].is_remembered


def test_bare_numbers_of_a_workbook_that_counts_from_1904(desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["Nom", "E-mail", "Date du dernier contact"])
    book.active.append(["Aubry", "a@exemple.example", (date(2025, 3, 12) - date(1904, 1, 1)).days])
    book.save(tmp_path / "mac.xlsx")
    imported(desk, tmp_path / "mac.xlsx")
    assert [person.last_contact_on for person in people(desk)] == [date(2025, 3, 12)]


def test_what_was_chosen_for_a_file_lets_no_sensitive_column_of_the_next_in(desk: Desk, tmp_path: Path) -> None:
    harmless = write_list(
        tmp_path / "a.csv", "Nom;E-mail;Référence", "Un;a@exemple.example;dossier bleu", "Deux;b@exemple.example;vert"
    )
    session = ImportSession(desk, ListFile(harmless))
    preview = session.preview(Ticket())
    choices = tuple(
        replace(each, field="notes") if each.header == "Référence" else each for each in preview.sheets[0].choices
    )
    session.rehearse(ImportOrder((SheetOrder("", choices),)), Ticket())
    session.run(Ticket())
    numbers = ["2 84 05 88 191 025 24", "1 85 05 78 006 084 91", "2 55 08 14 168 025 38", "1 51 02 46 102 043 25"]
    secret = write_list(
        tmp_path / "b.csv",
        "Nom;E-mail;Référence",
        *(f"N{i};n{i}@exemple.example;{number}" for i, number in enumerate(numbers)),
    )
    sheet = ImportSession(desk, ListFile(secret)).preview(Ticket()).sheets[0]
    assert sheet.is_remembered
    assert [(each.field, bool(each.sensitive)) for each in sheet.guesses][2] == ("ignore", True)
    assert [each.field for each in sheet.choices] == ["last_name", "email", "ignore"]


def test_a_prospect_who_comes_back_as_a_client_is_told(desk: Desk, tmp_path: Path) -> None:
    imported(desk, write_list(tmp_path / "a.csv", "Nom;E-mail;Type", "Aubry;a@exemple.example;Prospect"))
    session, plan = rehearsed(
        desk,
        write_list(
            tmp_path / "b.csv", "Nom;E-mail;Type", "Aubry;a@exemple.example;Client", "Diallo;d@exemple.example;Client"
        ),
    )
    assert (plan.merged, plan.other_kind) == (1, 1)
    assert session.people(Category.MERGED)[0].reason.endswith(
        "\u202f; reste «\u00a0Prospect\u00a0», la liste dit «\u00a0Client\u00a0»"
    )
    session.run(Ticket())
    assert [person.kind for person in people(desk)] == ["prospect", "client"]


def test_a_namesake_of_somebody_who_said_no_comes_in(desk: Desk, tmp_path: Path) -> None:
    headers = "Nom;Prénom;Société;Désabonné"
    imported(desk, write_list(tmp_path / "a.csv", headers, "Martin;Paul;Alpha;oui"))
    _, plan = rehearsed(desk, write_list(tmp_path / "b.csv", headers, "Martin;Paul;Bêta;"))
    assert (plan.new, plan.put_aside) == (1, 0)


def test_a_new_address_of_somebody_opposed_is_on_the_list_too(desk: Desk, tmp_path: Path) -> None:
    headers = "Nom;Prénom;E-mail;Adresse;Code postal;Ville;Désabonné"
    imported(desk, write_list(tmp_path / "a.csv", headers, "Dupont;Jean;jean@exemple.example;1 rue A;69001;Lyon;oui"))
    imported(desk, write_list(tmp_path / "b.csv", headers, "Dupont;Jean;jean2@exemple.example;1 rue A;69001;Lyon;"))
    (jean,) = people(desk)
    assert jean.emails == ("jean@exemple.example", "jean2@exemple.example")
    edit_contacts.delete(desk, [jean.id], Ticket())
    _, plan = rehearsed(desk, write_list(tmp_path / "c.csv", headers, "Dupont;Jean;jean2@exemple.example;;;;"))
    assert (plan.new, plan.put_aside) == (0, 1)


def test_two_new_lines_of_one_address_say_no_together(desk: Desk, tmp_path: Path) -> None:
    path = write_list(
        tmp_path / "a.csv",
        HEADERS,
        "Dupont;Jean;;jean@exemple.example;;12/03/2025;oui",
        "Roux;Zoé;;jean@exemple.example;;12/03/2025;",
    )
    report = imported(desk, path)
    assert (report.new, report.opposed_in_list) == (2, 1)
    assert [person.opposed_on for person in people(desk)] == [TODAY, TODAY]


def test_refusals_left_out_once_are_asked_about_again(desk: Desk, tmp_path: Path) -> None:
    path = write_list(tmp_path / "a.csv", HEADERS, "Dupont;Jean;;jean@exemple.example;;12/03/2025;oui")
    session = ImportSession(desk, ListFile(path))
    (sheet,) = session.preview(Ticket()).sheets
    choices = tuple(replace(each, field="ignore") if each.field == "opt_out" else each for each in sheet.choices)
    session.rehearse(ImportOrder((SheetOrder("", choices),)), Ticket())
    session.run(Ticket())
    (again,) = ImportSession(desk, ListFile(path)).preview(Ticket()).sheets
    assert again.is_remembered
    assert (again.choices[-1].field, again.guesses[-1].field) == ("opt_out", "opt_out")


def test_a_file_changed_while_it_is_read_is_refused(desk: Desk, tmp_path: Path) -> None:
    path = write_list(
        tmp_path / "a.csv", HEADERS, *(f"N{number};A;;n{number}@exemple.example;;;" for number in range(3_000))
    )
    session = ImportSession(desk, ListFile(path))
    order = order_of(session.preview(Ticket()))

    def overwrite(done: int, _total: int | None) -> None:
        if done == 1_000:
            write_list(path, HEADERS, "Un;A;;un@exemple.example;;;")

    with pytest.raises(Refusal, match="a changé"):
        session.rehearse(order, Ticket(overwrite))
    assert people(desk) == []


def test_a_list_is_not_collected_tomorrow(desk: Desk, tmp_path: Path) -> None:
    path = write_list(tmp_path / "a.csv", HEADERS, "Un;A;;un@exemple.example;;;")
    with pytest.raises(Refusal, match="à venir"):
        rehearsed(desk, path, ListOrigin(collected_on=date(2026, 1, 16)))


def test_only_the_codes_that_mean_something_are_remembered(desk: Desk, tmp_path: Path) -> None:
    path = write_list(
        tmp_path / "a.csv", "Nom;E-mail;Type", "Un;a@exemple.example;P", "Deux;b@exemple.example;Zorglubine"
    )
    session = ImportSession(desk, ListFile(path))
    (sheet,) = session.preview(Ticket()).sheets
    choices = tuple(
        replace(each, field="kind", codes={"P": "prospect", "Zorglubine": ""}) if each.header == "Type" else each
        for each in sheet.choices
    )
    session.rehearse(ImportOrder((SheetOrder("", choices),)), Ticket())
    session.run(Ticket())
    kept = str(desk.database.value("SELECT choices FROM column_choices"))
    assert '"P": "prospect"' in kept
    assert "Zorglubine" not in kept
