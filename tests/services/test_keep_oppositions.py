"""The opposition list by hand: asked without a trace, added with the people who have the address, taken back with a reason, read again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.contact_query import ContactQuery
from rgpd_desktop.services import edit_contacts, import_command, keep_oppositions, object_to_prospecting
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import contacts, journal, opposition

TODAY = date(2026, 11, 23)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path, TODAY) as opened:
        yield opened


def add(desk: Desk, name: str, *emails: str, phones: tuple[str, ...] = ()) -> int:
    person = Contact(last_name=name, emails=emails, phones=phones, newsletter=True, entered_on=TODAY)
    return contacts.add(desk.database, person, desk.starts).id


def card(desk: Desk, number: int) -> Contact:
    return contacts.fetch(desk.database, [number])[0]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Contact@Exemple.FR", " contact@exemple.fr "),
        ("06 39 98 12 34", "+33 6 39 98 12 34"),
        ("0033639981234", "06.39.98.12.34"),
        ("01 99 00 12 34", "0199001234"),
        ("01 99 00 12 34 Marie Dupont", "Dupont Marie 01 99 00 12 34"),
        ("01 99 00 12 34", "01 99 00 12 34 Marie Dupont"),
        ("+32 475 12 34 56", "0032475123456"),
    ],
)
def test_however_it_is_written(desk: Desk, written: str, asked: str) -> None:
    assert not keep_oppositions.ask(desk, asked).is_opposed
    assert keep_oppositions.add(desk, written, date(2026, 10, 1)).is_new
    found = keep_oppositions.ask(desk, asked)
    assert (found.since, found.origin) == (date(2026, 10, 1), keep_oppositions.BY_HAND)
    assert found.sentence.startswith("Oui")
    assert "01/10/2026" in found.sentence


def test_a_landline_with_a_name_leaves_the_others_of_that_switchboard(desk: Desk) -> None:
    keep_oppositions.add(desk, "01 99 00 12 34 Marie Dupont", TODAY)
    assert not keep_oppositions.ask(desk, "01 99 00 12 34 Paul Petit").is_opposed
    alone = keep_oppositions.ask(desk, "01 99 00 12 34")
    assert not alone.is_opposed
    assert "ajoutez alors ce nom" in alone.sentence


def test_a_landline_closed_alone_closes_it_for_whoever_has_it(desk: Desk, tmp_path: Path) -> None:
    keep_oppositions.add(desk, "01 99 00 12 34", TODAY)
    path = tmp_path / "liste.csv"
    path.write_text("Nom;Prénom;Téléphone\nDupont;Marie;01 99 00 12 34\nPetit;Paul;01 99 00 12 35\n")
    report = import_command.run(desk.data, path, import_command.Wishes(), TODAY, Ticket())
    assert (report["new"], report["opposed"]) == (1, 1)
    with pytest.raises(edit_contacts.OnOppositionList):
        edit_contacts.create(desk, Contact(last_name="Dupont", phones=("+33199001234",)))


@pytest.mark.parametrize(
    "text", ["", "Marie Dupont", "a@", "12", "a@b.example c@d.example", "06 39 98 12 34 / 06 39 98 12 35"]
)
def test_what_is_neither_is_refused(desk: Desk, text: str) -> None:
    assert keep_oppositions.problem_in(text) is not None
    for act in (
        lambda: keep_oppositions.ask(desk, text),
        lambda: keep_oppositions.add(desk, text, TODAY),
        lambda: keep_oppositions.withdraw(desk, text, "erreur"),
    ):
        with pytest.raises(Refusal):
            act()
    assert opposition.count(desk.database) == 0
    assert journal.lines(desk.database) == []


def test_asking_records_nothing(desk: Desk) -> None:
    add(desk, "Aubry", "a@example.org")
    before = desk.database.change_count
    found = keep_oppositions.ask(desk, "a@example.org")
    assert (found.is_opposed, found.people) == (False, 1)
    assert desk.database.change_count == before


def test_adding_opposes_the_contacts_who_have_it_with_all_their_addresses(desk: Desk) -> None:
    one = add(desk, "Aubry", "a@example.org", "autre@example.org")
    two = add(desk, "Petit", "p@example.org")
    added = keep_oppositions.add(desk, "A@example.org", date(2026, 10, 1), "demande par téléphone")
    assert (added.is_new, added.people) == (True, 1)
    assert (card(desk, one).opposed_on, card(desk, one).newsletter) == (date(2026, 10, 1), False)
    assert card(desk, two).opposed_on is None
    assert keep_oppositions.ask(desk, "autre@example.org").origin == "demande par téléphone"
    (line,) = journal.lines(desk.database)
    assert json.loads(line.detail) == {"count": 1, "emails": 1, "people": 1}


def test_the_first_day_and_origin_are_kept(desk: Desk) -> None:
    keep_oppositions.add(desk, "a@example.org", date(2025, 1, 1), "salon de Lyon")
    again = keep_oppositions.add(desk, "a@example.org", TODAY, "autre chose")
    assert (again.is_new, again.since, again.people) == (False, date(2025, 1, 1), 0)
    assert keep_oppositions.ask(desk, "a@example.org").origin == "salon de Lyon"
    assert len(journal.lines(desk.database)) == 1


@pytest.mark.parametrize("origin", ["dit par x@example.org", "au 06 39 98 12 34", "x" * 81])
def test_an_origin_names_nobody(desk: Desk, origin: str) -> None:
    with pytest.raises(Refusal, match="L’origine"):
        keep_oppositions.add(desk, "a@example.org", TODAY, origin)


def test_not_in_the_future(desk: Desk) -> None:
    with pytest.raises(Refusal, match="dans l’avenir"):
        keep_oppositions.add(desk, "a@example.org", date(2026, 11, 24))


def test_taking_a_value_back_frees_who_has_no_other_one_listed(desk: Desk) -> None:
    one, two = add(desk, "Aubry", "a@example.org"), add(desk, "Petit", "a@example.org", "p@example.org")
    keep_oppositions.add(desk, "a@example.org", TODAY)
    with pytest.raises(Refusal, match="pourquoi"):
        keep_oppositions.withdraw(desk, "a@example.org", " ")
    done = keep_oppositions.withdraw(desk, "a@example.org", "il l’a demandé")
    assert (done.freed, done.still_opposed) == (1, 1)
    assert card(desk, one).opposed_on is None
    assert card(desk, two).opposed_on == TODAY
    assert not keep_oppositions.ask(desk, "p@example.org").sentence.startswith("Non")
    with pytest.raises(Refusal, match="n’est pas sur votre liste"):
        keep_oppositions.withdraw(desk, "a@example.org", "il l’a demandé")
    assert [line.event for line in journal.lines(desk.database)] == ["opposition", "opposition_withdrawn"]


def test_the_card_taken_back_opens_its_landline_again(desk: Desk) -> None:
    number = add(desk, "Aubry", phones=("+33199001234",))
    keep_oppositions.add(desk, "01 99 00 12 34", TODAY)
    assert card(desk, number).opposed_on == TODAY
    object_to_prospecting.withdraw(desk, number, "elle l’a demandé")
    assert opposition.count(desk.database) == 0


def test_the_origins_of_what_was_said_elsewhere(desk: Desk, tmp_path: Path) -> None:
    number = add(desk, "Aubry", "a@example.org")
    object_to_prospecting.object_(desk, number, TODAY)
    path = tmp_path / "Jean Zybult.csv"
    path.write_text("Nom;Email;Désinscrit\nPetit;p@example.org;oui\n")
    import_command.run(desk.data, path, import_command.Wishes(), TODAY, Ticket())
    survey = keep_oppositions.survey(desk)
    assert {(each.channel, each.origin, each.count) for each in survey.sources} == {
        ("email", "demande de la personne", 1),
        ("email", "liste importée le 23/11/2026", 1),
    }
    assert (survey.count(), survey.count("email"), survey.count("phone"), survey.since) == (2, 2, 0, TODAY)


def test_the_list_outlives_the_person(desk: Desk) -> None:
    number = add(desk, "Aubry", "a@example.org")
    keep_oppositions.add(desk, "a@example.org", TODAY)
    edit_contacts.delete(desk, ContactQuery(), Ticket())
    assert contacts.fetch(desk.database, [number]) == []
    assert keep_oppositions.ask(desk, "a@example.org").is_opposed


def test_a_list_is_read_again_after_three_years_then_every_year(tmp_path: Path) -> None:
    with open_desk(tmp_path, date(2023, 11, 23)) as desk:
        keep_oppositions.add(desk, "a@example.org", date(2023, 11, 23))
        keep_oppositions.add(desk, "06 39 98 12 34", date(2023, 11, 22))
    with open_desk(tmp_path, date(2026, 11, 22)) as desk:
        assert keep_oppositions.survey(desk).to_review == 1
    with open_desk(tmp_path, date(2026, 11, 23)) as desk:
        assert keep_oppositions.to_review(desk) == 2
        assert keep_oppositions.note_review(desk) == 2
        assert keep_oppositions.to_review(desk) == 0
        assert keep_oppositions.note_review(desk) == 0
        assert [line.event for line in journal.lines(desk.database)][2:] == ["opposition_review"]
        assert opposition.count(desk.database) == 2
    with open_desk(tmp_path, date(2027, 11, 22)) as desk:
        assert keep_oppositions.to_review(desk) == 0
    with open_desk(tmp_path, date(2027, 11, 23)) as desk:
        assert keep_oppositions.to_review(desk) == 2
