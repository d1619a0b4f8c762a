"""Create, correct, merge, delete by hand: what is refused, what is asked, what stays true."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.basics.problems import Cancelled, Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Audience, Contact, Direction, Exchange, Hold, State
from rgpd_desktop.rules.contact_query import ContactQuery
from rgpd_desktop.rules.retention import Starts
from rgpd_desktop.services import browse_contacts, edit_contacts, object_to_prospecting
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.services.edit_contacts import OnOppositionList
from rgpd_desktop.store import contacts, exchanges, journal, opposition, proposals
from rgpd_desktop.store.proposals import Proposal

TODAY = date(2026, 11, 23)
ZOE = Contact(last_name="Lesage", first_name="Zoé", emails=("zoe@example.org",))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path, TODAY) as opened:
        yield opened


def fields(contact: Contact) -> list[tuple[str, str]]:
    return [(each.field, each.sentence) for each in edit_contacts.problems_in(contact, TODAY)]


def test_what_is_typed_is_put_in_normal_form(desk: Desk) -> None:
    typed = Contact(
        last_name="  D’Hérouville ", emails=("J.Dupont@Example.org , j.dupont@example.org",), phones=("06 39 98 06 12",)
    )
    stored = edit_contacts.create(desk, typed)
    assert (stored.last_name, stored.emails, stored.phones) == (
        "D’Hérouville",
        ("j.dupont@example.org",),
        ("+33639980612",),
    )
    assert (stored.entered_on, stored.edited_on, stored.batch) == (TODAY, None, 0)


def test_somebody_known_by_a_site_a_number_or_an_address_alone_may_be_mended() -> None:
    """Such people come in from lists."""
    for contact in (
        Contact(website="www.exemple.example"),
        Contact(siren="732829320"),
        Contact(street="3 rue A", city="Lyon"),
    ):
        assert fields(replace(contact, notes="à rappeler")) == []
    assert [field for field, _ in fields(Contact(street="3 rue A"))] == ["last_name"]


def test_problems_are_said_field_by_field() -> None:
    assert fields(Contact()) == [("last_name", "Indiquez au moins un nom, une société, un e-mail ou un numéro.")]
    wrong = Contact(
        last_name="Dupont", emails=("dupont",), phones=("06 12",), last_contact_on=date(2026, 11, 24),
        collected_on=date(1022, 3, 12),
    )  # fmt: skip
    assert [field for field, _ in fields(wrong)] == ["emails", "phones", "last_contact_on", "collected_on"]
    assert fields(wrong)[1] == ("phones", "«\u00a006 12\u00a0»\u00a0: numéro incomplet.")
    assert fields(replace(ZOE, relation_ended_on=date(2027, 1, 1))) == []  # an end may be known in advance


def test_a_doubt_is_not_a_problem() -> None:
    found = edit_contacts.checked(Contact(emails=("zoe@gmial.com",)), TODAY)
    assert found.problems == ()
    assert [each.field for each in found.doubts] == ["emails"]
    assert found.contact.emails == ("zoe@gmial.com",)


def test_nothing_is_stored_when_something_is_wrong(desk: Desk) -> None:
    with pytest.raises(Refusal, match="Indiquez au moins un nom"):
        edit_contacts.create(desk, Contact())
    assert contacts.total(desk.database) == 0


def test_whoever_said_no_does_not_come_back_unseen(desk: Desk) -> None:
    opposition.record(desk.database, opposition.values_of(ZOE), date(2024, 5, 6))
    with pytest.raises(OnOppositionList, match="depuis le 06/05/2024") as caught:
        edit_contacts.create(desk, ZOE)
    assert pickle.loads(pickle.dumps(caught.value)).on == date(2024, 5, 6)
    assert contacts.total(desk.database) == 0
    assert edit_contacts.create(desk, ZOE, despite_opposition=True).opposed_on == date(2024, 5, 6)


def test_nor_by_a_correction(desk: Desk) -> None:
    opposition.record(desk.database, opposition.values_of(ZOE), date(2024, 5, 6))
    stored = edit_contacts.create(desk, Contact(last_name="Lesage"))
    with pytest.raises(OnOppositionList):
        edit_contacts.correct(desk, replace(stored, emails=ZOE.emails))
    assert edit_contacts.correct(desk, replace(stored, emails=ZOE.emails), despite_opposition=True).opposed_on


def test_a_correction_is_dated_and_moves_no_clock(desk: Desk) -> None:
    stored = contacts.add(
        desk.database,
        replace(ZOE, last_contact_on=date(2022, 3, 12), batch=4, row=9, entered_on=date(2023, 1, 1)),
        desk.starts,
    )
    changed = edit_contacts.correct(desk, replace(stored, city="Lyon", batch=0, row=0, entered_on=None))
    assert (changed.edited_on, changed.batch, changed.row, changed.entered_on) == (TODAY, 4, 9, date(2023, 1, 1))
    assert desk.database.value("SELECT clock_on FROM contacts") == "2022-03-12"
    assert contacts.fetch(desk.database, [stored.id]) == [changed]


def test_the_new_address_of_an_opposed_person_is_on_the_list_too(desk: Desk) -> None:
    stored = object_to_prospecting.object_(desk, edit_contacts.create(desk, ZOE).id, TODAY)
    edit_contacts.correct(desk, replace(stored, emails=("nouvelle@example.org",)))
    assert opposition.listed_on(desk.database, Contact(emails=("nouvelle@example.org",))) is not None


def test_a_merge_fills_blanks_and_overwrites_nothing() -> None:
    keep = Contact(
        id=1, last_name="Aubry", city="Lyon", emails=("a@example.org",), last_contact_on=date(2022, 1, 1),
        collected_on=date(2021, 1, 1), newsletter=True, entered_on=date(2024, 1, 1),
    )  # fmt: skip
    other = Contact(
        id=2, last_name="AUBRI", first_name="Hélène", city="Pau", company="Atelier", emails=("b@example.org", "a@example.org"),
        phones=("+33639980612",), last_contact_on=date(2023, 1, 1), collected_on=date(2019, 1, 1), newsletter=False,
        opposed_on=date(2024, 5, 6), entered_on=date(2023, 1, 1), audience=Audience.PROFESSIONAL,
        relation_ended_on=date(2020, 1, 1), hold=Hold("litige", date(2027, 1, 1)),
    )  # fmt: skip
    one = edit_contacts.merged(keep, other, Starts.LAST_CONTACT, TODAY)
    assert one == replace(
        keep, first_name="Hélène", company="Atelier", emails=("a@example.org", "b@example.org"), phones=("+33639980612",),
        last_contact_on=date(2023, 1, 1), newsletter=False, opposed_on=date(2024, 5, 6), entered_on=date(2023, 1, 1),
        audience=Audience.PROFESSIONAL, relation_ended_on=date(2020, 1, 1), hold=other.hold, edited_on=TODAY,
    )  # fmt: skip
    assert edit_contacts.merged(keep, other, Starts.RELATION_END, TODAY).relation_ended_on is None  # it still lasts


def test_a_merge_moves_what_hangs_on_the_other(desk: Desk) -> None:
    one, two, three = (edit_contacts.create(desk, Contact(last_name=name)) for name in ("Un", "Deux", "Trois"))
    exchanges.add(desk.database, two.id, Exchange(date(2024, 1, 1), Direction.FROM_PERSON, "appel"))
    proposals.add(desk.database, [Proposal(one.id, two.id, "même nom"), Proposal(three.id, two.id, "même adresse")])
    done = edit_contacts.merge(desk, one.id, two.id, Ticket())
    assert (done.count, done.is_scrubbed) == (1, True)
    assert [each.id for each in contacts.fetch(desk.database, [1, 2, 3])] == [1, 3]
    assert [each.channel for each in exchanges.of(desk.database, one.id)] == ["appel"]
    assert proposals.waiting(desk.database) == [Proposal(one.id, three.id, "même adresse")]
    assert [line.event for line in journal.lines(desk.database)] == ["merge"]


def test_a_card_is_not_merged_with_itself_nor_with_nobody(desk: Desk) -> None:
    one = edit_contacts.create(desk, Contact(last_name="Un"))
    with pytest.raises(Refusal, match="deux fiches"):
        edit_contacts.merge(desk, one.id, one.id, Ticket())
    with pytest.raises(Refusal, match="n’est plus dans vos contacts"):
        edit_contacts.merge(desk, one.id, 99, Ticket())
    assert contacts.total(desk.database) == 1


def test_two_people_told_apart_are_not_proposed_again(desk: Desk) -> None:
    one, two = (edit_contacts.create(desk, Contact(last_name=name)) for name in ("Un", "Deux"))
    assert proposals.add(desk.database, [Proposal(two.id, one.id, "même adresse")]) == 1
    edit_contacts.dismiss(desk, two.id, one.id)
    assert proposals.add(desk.database, [Proposal(one.id, two.id, "même adresse")], batch=2) == 0
    assert browse_contacts.pairs(desk) == []


def test_deleting_a_question_counts_and_keeps_no_name(desk: Desk) -> None:
    for name, kind in (("Zybult", "prospect"), ("Zybulte", "client"), ("Petit", "prospect")):
        edit_contacts.create(desk, Contact(last_name=name, kind=kind))
    done = edit_contacts.delete(desk, ContactQuery("zybult"), Ticket())
    assert (done.count, done.is_scrubbed) == (2, True)
    line = journal.lines(desk.database)[0]
    assert (line.event, line.detail) == ("delete", '{"client": 1, "count": 2, "prospect": 1}')
    assert b"ybult" not in desk.database.path.read_bytes()
    assert edit_contacts.delete(desk, ContactQuery("zybult"), Ticket()).count == 0
    assert edit_contacts.finish_erasure(desk)


def test_a_cancelled_deletion_deletes_nobody(desk: Desk) -> None:
    edit_contacts.create(desk, ZOE)
    ticket = Ticket()
    ticket.cancel()
    with pytest.raises(Cancelled):
        edit_contacts.delete(desk, (1,), ticket)
    assert contacts.total(desk.database) == 1
    assert journal.lines(desk.database) == []


def test_a_deleted_person_who_said_no_stays_on_the_list(desk: Desk) -> None:
    stored = edit_contacts.create(desk, ZOE)
    object_to_prospecting.object_(desk, stored.id, TODAY)
    edit_contacts.delete(desk, (stored.id,), Ticket())
    with pytest.raises(OnOppositionList):
        edit_contacts.create(desk, ZOE)


def test_an_end_beyond_the_calendar_is_told_and_breaks_nothing(desk: Desk) -> None:
    far = Contact(last_name="Aubry", kind="client", relation_ended_on=date(9998, 1, 1))
    assert [problem.field for problem in edit_contacts.problems_in(far, TODAY)] == ["relation_ended_on"]
    stored = contacts.add(desk.database, replace(far, entered_on=TODAY), desk.starts)
    assert browse_contacts.line(desk, stored).state is State.UP_TO_DATE


def test_what_was_typed_is_in_no_exception(desk: Desk) -> None:
    with pytest.raises(Refusal) as caught:
        edit_contacts.create(desk, Contact(last_name="Aubry", emails=("zoé à la maison",)))
    assert "zoé" not in f"{caught.value} {caught.value.remedy}"


def test_an_address_odd_by_the_letter_of_the_standards_is_a_doubt(desk: Desk) -> None:
    found = edit_contacts.checked(Contact(emails=("a@-atelier.example",)), TODAY)
    assert [problem.field for problem in (*found.problems, *found.doubts)] == ["emails"]
    assert edit_contacts.checked(Contact(emails=("a@atelier.example",)), TODAY).doubts == ()
