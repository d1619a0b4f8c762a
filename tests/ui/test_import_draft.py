"""The choices of an import as values: where they start, what is doubtful in them, what the service is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rgpd_desktop.rules.columns import ColumnChoice, ColumnGuess, ListOrigin
from rgpd_desktop.rules.contact import Audience
from rgpd_desktop.services.import_plan import ImportOrder, ImportPreview, SheetOrder, SheetPreview
from rgpd_desktop.ui.importing.import_draft import draft_of, with_field

HARD = "\u00a0"


def sheet(
    name="Liste", fields=("last_name", "email"), *, is_visible=True, is_list=True, kind="", audience=Audience.UNKNOWN
):
    headers = tuple(f"Col{number}" for number in range(len(fields)))
    return SheetPreview(
        name=name, is_visible=is_visible, is_list=is_list, header_row=1, headers=headers, rows=10,
        guesses=tuple(ColumnGuess(i, headers[i], field, 0.9) for i, field in enumerate(fields)),
        choices=tuple(ColumnChoice(i, headers[i], field) for i, field in enumerate(fields)),
        kind=kind, audience=audience,
    )  # fmt: skip


def draft(*sheets):
    return draft_of(ImportPreview("liste.xlsx", "xlsx", None, None, sheets))


def test_visible_lists_come_in_hidden_and_other_sheets_do_not():
    made = draft(sheet("A"), sheet("B", is_visible=False), sheet("C", is_list=False))
    assert [each.preview.name for each in made.chosen] == ["A"]
    assert made.rows == 10


def test_the_audience_is_kept_only_when_all_chosen_sheets_agree():
    professionals = sheet("A", audience=Audience.PROFESSIONAL)
    individuals = sheet("B", audience=Audience.INDIVIDUAL)
    assert draft(professionals).audience is Audience.PROFESSIONAL
    assert draft(professionals, individuals).audience is Audience.UNKNOWN
    assert draft(professionals, replace(individuals, is_visible=False)).audience is Audience.PROFESSIONAL


def test_the_order_holds_every_column_in_its_order_and_each_sheet_its_kind():
    made = draft(sheet("Prospects", kind="prospect"), sheet("Clients", kind="client"))
    made.source, made.is_direct, made.collected_on = " Salon ", False, date(2022, 3, 8)
    made.sheets[0].choices[1] = ColumnChoice(1, "Col1", "ignore")
    assert made.order() == ImportOrder(
        (
            SheetOrder(
                "Prospects", (ColumnChoice(0, "Col0", "last_name"), ColumnChoice(1, "Col1", "ignore")), "prospect"
            ),
            SheetOrder("Clients", (ColumnChoice(0, "Col0", "last_name"), ColumnChoice(1, "Col1", "email")), "client"),
        ),
        ListOrigin("", Audience.UNKNOWN, "Salon", date(2022, 3, 8), False, "Prospection commerciale"),
        False,
    )


def test_one_kind_for_all_is_the_kind_of_the_list():
    assert draft(sheet(kind="client")).order().origin.kind == "client"
    assert draft(sheet()).order().origin.kind == "prospect"


def test_a_list_without_any_name_names_nobody():
    assert not draft(sheet(fields=("city", "notes"))).sheets[0].names_somebody
    assert draft(sheet(fields=("city", "mobile"))).sheets[0].names_somebody


def test_two_columns_for_one_field_are_told_gently_but_not_two_phones():
    twice = draft(sheet(fields=("company", "company", "phone", "phone"))).sheets[0]
    assert twice.doubles == [
        f"«{HARD}Col0{HARD}» et «{HARD}Col1{HARD}» deviennent toutes «{HARD}Société{HARD}»{HARD}: leurs textes seront mis bout à bout."
    ]
    days = draft(sheet(fields=("last_name", "collected_on", "collected_on"))).sheets[0]
    assert days.doubles[0].endswith("la date la plus ancienne sera retenue.")


def test_sheets_with_the_same_headers_take_the_choices_of_the_one_looked_at():
    made = draft(sheet("Janvier"), sheet("Février"), sheet("Autre", fields=("email",)))
    made.sheets[0].choices[1] = ColumnChoice(1, "Col1", "notes")
    made.sheets[0].is_seen = True
    made.spread(made.sheets[0])
    assert made.sheets[1].choices[1].field == "notes"
    assert [each.is_seen for each in made.sheets] == [True, True, False]


def test_a_column_given_back_its_first_field_finds_its_first_answers_again():
    guess = ColumnGuess(0, "Statut", "kind", 0.7, codes={"P": "prospect"})
    start = ColumnChoice(0, "Statut", "kind", codes={"P": "client"})
    away = with_field(guess, start, "notes")
    assert (away.field, away.codes) == ("notes", {})
    assert with_field(guess, start, "kind") == start


def test_a_date_taken_by_hand_for_a_contact_does_not_move_the_clock_by_itself():
    guess = ColumnGuess(0, "Date", "collected_on", 0.9)
    chosen = with_field(guess, ColumnChoice(0, "Date", "collected_on"), "last_contact_on")
    assert not chosen.is_from_person
