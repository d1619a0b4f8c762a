"""The purge: what is shown is what is done or nothing is, the proof is in the same transaction, and what was cut short is finished."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from rgpd_desktop.basics.problems import Cancelled, Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.archive import YearEnd
from rgpd_desktop.rules.attestation_record import KeptAttestation
from rgpd_desktop.rules.business import Business
from rgpd_desktop.rules.contact import Contact, Hold, State
from rgpd_desktop.rules.contact_query import ContactQuery
from rgpd_desktop.rules.purge import How, PurgeAttestation, PurgeLine, PurgePlan, PurgeReach, PurgeRequest
from rgpd_desktop.rules.retention import Bound
from rgpd_desktop.services import attest_purge, keep_register, purge_contacts
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import (
    archive,
    attestations,
    backups,
    contacts,
    departures,
    erasure,
    journal,
    opposition,
    replays,
)

TODAY = date(2026, 11, 23)
DUE = PurgeRequest(with_archives=True, basis="D3")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path, TODAY) as opened:
        yield opened


def add(desk: Desk, name: str = "Aubry", **known: Any) -> Contact:
    person = replace(
        Contact(last_name=name, emails=(f"{name.lower()}@example.org",), entered_on=date(2020, 1, 1)), **known
    )
    return contacts.add(desk.database, person, desk.starts)


def fill(desk: Desk) -> None:
    for name in ("Aubry", "Barreau"):
        add(desk, name, last_contact_on=date(2022, 3, 12))
    add(desk, "Chauvin", kind="former_client", relation_ended_on=date(2022, 5, 14), street="1 rue Haute", city="Lyon")
    add(desk, "Diallo", kind="applicant_pool", last_contact_on=date(2023, 1, 30))
    add(desk, "Haddad", last_contact_on=date(2020, 1, 1), hold=Hold("Litige", date(2027, 3, 1)))
    add(desk, "Joly", last_contact_on=date(2026, 6, 1))


def purge(desk: Desk, request: PurgeRequest = DUE) -> purge_contacts.Purged:
    shown = purge_contacts.plan(desk, request, Ticket())
    return purge_contacts.run(desk, request, shown, shown.total, Ticket())


def names(desk: Desk) -> list[str]:
    return [row[0] for row in desk.database.rows("SELECT last_name FROM contacts ORDER BY 1")]


def test_the_plan_counts_by_rule_and_says_who_is_left_out(desk: Desk) -> None:
    fill(desk)
    before = desk.database.change_count
    plan = purge_contacts.plan(desk, DUE, Ticket())
    assert plan == PurgePlan(
        TODAY,
        (
            PurgeLine("prospect", "P1", "cnil-activites-commerciales-2021", 36, 0, date(2023, 11, 23), deleted=2),
            PurgeLine("former_client", "P3", "cnil-activites-commerciales-2021", 36, 0, date(2023, 11, 23), archived=1),
            PurgeLine("applicant_pool", "H1", "cnil-ressources-humaines-2026", 24, 0, date(2024, 11, 23), deleted=1),
        ),
        held=1,
        archivable=1,
    )
    assert (plan.total, plan.deleted, plan.archived, plan.is_due) == (4, 3, 1, True)
    assert desk.database.change_count == before


def test_without_the_archive_former_clients_are_deleted(desk: Desk) -> None:
    fill(desk)
    plan = purge_contacts.plan(desk, replace(DUE, basis=""), Ticket())
    assert (plan.deleted, plan.archived, plan.archivable) == (4, 0, 1)


def test_an_archive_that_would_be_over_already_is_none(desk: Desk) -> None:
    add(desk, "Vieux", kind="former_client", relation_ended_on=date(2015, 12, 1))
    assert purge_contacts.plan(desk, replace(DUE, basis="D1"), Ticket()).deleted == 1  # 5 years after 2015
    assert (
        purge_contacts.plan(desk, DUE, Ticket()).deleted == 1
    )  # 10 years after 31/12/2015 too, but not after 30/11/2016
    late = purge_contacts.plan(desk, replace(DUE, year_end=YearEnd(11, 30)), Ticket())
    assert (late.archived, late.archivable) == (1, 1)


def test_a_purge_erases_archives_attests_and_says_it_in_the_journal(desk: Desk) -> None:
    keep_register.keep_business(desk, Business("Claire Morel", True, siret="732 829 320 00074"))
    fill(desk)
    done = purge(desk)
    assert done.number == "2026-0001"
    assert done.finished == purge_contacts.Finished(True, True, ("2026-0001",))
    assert names(desk) == ["Haddad", "Joly"]
    (kept,) = archive.find(desk.database, "", 10)
    assert (kept.name, kept.basis, kept.until, kept.address) == (
        "Chauvin",
        "D3",
        date(2032, 12, 31),
        "1 rue Haute, Lyon",
    )
    assert kept.email == ""  # an address is enough
    said = attestations.find(desk.database, "2026-0001").attestation
    assert (said.operator, said.plan) == ("73282932000074", done.plan)
    line = journal.lines(desk.database)[-1]
    assert line.event == "purge"
    told = json.loads(line.detail)
    assert (told["attestation"], told["count"], told["prospect"]) == ("2026-0001", 4, 2)
    assert len([each for each in replays.lines(desk.database) if each.what == "erased"]) == 4
    assert attest_purge.past(desk)[0].holds


def test_what_changed_since_it_was_shown_stops_everything(desk: Desk) -> None:
    fill(desk)
    shown = purge_contacts.plan(desk, DUE, Ticket())
    add(desk, "Nouveau", last_contact_on=date(2021, 1, 1))
    before = desk.database.rows("SELECT * FROM contacts")
    with pytest.raises(Refusal, match="ont changé"):
        purge_contacts.run(desk, DUE, shown, shown.total, Ticket())
    assert desk.database.rows("SELECT * FROM contacts") == before
    assert attestations.count(desk.database) == archive.count_due(desk.database, date(2999, 1, 1)) == 0
    assert not erasure.is_scrub_pending(desk.database)


def test_the_same_number_of_other_people_is_a_change_too(desk: Desk) -> None:
    one = add(desk, "Aubry", last_contact_on=date(2022, 3, 12))
    shown = purge_contacts.plan(desk, DUE, Ticket())
    erasure.erase(desk.database, [one.id], Ticket())
    add(desk, "Diallo", kind="applicant_pool", last_contact_on=date(2023, 1, 30))
    with pytest.raises(Refusal, match="ont changé"):
        purge_contacts.run(desk, DUE, shown, 1, Ticket())
    assert names(desk) == ["Diallo"]


@pytest.mark.parametrize(
    ("change", "number", "words"),
    [
        ({}, 3, "Le nombre tapé"),
        ({"on": date(2026, 11, 24)}, 4, "à venir"),
        ({"selection": ()}, 0, "personne à purger"),
    ],
)
def test_another_number_a_day_to_come_or_nobody_is_refused(
    desk: Desk, change: dict[str, Any], number: int, words: str
) -> None:
    fill(desk)
    request = replace(DUE, **change)
    shown = purge_contacts.plan(desk, request, Ticket())
    with pytest.raises(Refusal, match=words):
        purge_contacts.run(desk, request, shown, number, Ticket())
    assert len(names(desk)) == 6


def test_cancelled_half_way_nothing_happened(desk: Desk) -> None:
    for number in range(600):
        add(desk, f"N{number}", last_contact_on=date(2022, 3, 12))
    shown = purge_contacts.plan(desk, DUE, Ticket())
    ticket = Ticket(lambda done, total: ticket.cancel() if done >= 500 else None)
    with pytest.raises(Cancelled):
        purge_contacts.run(desk, DUE, shown, 600, ticket)
    assert contacts.total(desk.database) == 600
    assert attestations.count(desk.database) == 0


def test_any_selection_may_be_purged_and_those_not_due_are_told_apart(desk: Desk) -> None:
    fill(desk)
    query = ContactQuery("example")
    plan = purge_contacts.plan(desk, PurgeRequest(query), Ticket())
    assert [(line.kind, line.before is None, line.total) for line in plan.lines] == [
        ("prospect", False, 2), ("prospect", True, 1), ("former_client", False, 1), ("applicant_pool", False, 1),
    ]  # fmt: skip
    assert (plan.held, plan.is_due) == (1, False)
    purge(desk, PurgeRequest(query))
    assert names(desk) == ["Haddad"]


def test_a_kind_of_the_due_list_counts_its_own_held_people(desk: Desk) -> None:
    fill(desk)
    add(desk, "Lenoir", kind="applicant_pool", last_contact_on=date(2020, 1, 1), hold=Hold("Litige", date(2027, 3, 1)))
    of = {
        kind: purge_contacts.plan(desk, PurgeRequest(ContactQuery(state=State.OVERDUE, kind=kind)), Ticket()).held
        for kind in ("prospect", "applicant_pool", "client", "")
    }
    assert of == {"prospect": 1, "applicant_pool": 1, "client": 0, "": 2}


def test_a_legal_minimum_is_not_purged_before_its_day(desk: Desk) -> None:
    one = add(desk, "Garde", last_contact_on=date(2025, 1, 1))
    desk.rules["prospect"] = replace(desk.rules["prospect"], bound=Bound.FLOOR)
    plan = purge_contacts.plan(desk, PurgeRequest((one.id,)), Ticket())
    assert (plan.total, plan.floors) == (0, 1)


def test_who_said_no_stays_on_the_opposition_list(desk: Desk) -> None:
    one = add(desk, "Refus", last_contact_on=date(2021, 1, 1))
    contacts.correct(desk.database, replace(one, opposed_on=date(2022, 1, 1)), desk.starts)
    plan = purge_contacts.plan(desk, DUE, Ticket())
    assert plan.opposed == 1
    purge(desk)
    assert opposition.listed_on(desk.database, one) == date(2022, 1, 1)


def test_archives_that_have_ended_go_with_the_others(desk: Desk, tmp_path: Path) -> None:
    add(desk, "Chauvin", kind="former_client", relation_ended_on=date(2022, 5, 14))
    purge(desk, replace(DUE, basis="D1"))
    assert archive.count_due(desk.database, date(2027, 5, 13)) == 0
    with open_desk(tmp_path, date(2027, 5, 14)) as later:
        plan = purge_contacts.plan(later, DUE, Ticket())
        (line,) = plan.lines
        assert (line.kind, line.rule, line.is_archive, line.deleted, line.before) == (
            "former_client",
            "D1",
            True,
            1,
            date(2027, 5, 14),
        )
        purge(later)
        assert archive.find(later.database, "", 10) == []
        assert [each.what for each in replays.lines(later.database)] == ["erased", "archive_erased"]
        assert [each.number for each in attestations.kept(later.database)] == ["2026-0001", "2027-0001"]


def test_figures_cannot_be_linked_back(desk: Desk) -> None:
    for number in range(7):
        add(desk, f"N{number}", last_contact_on=date(2022, 3, 12))
    add(desk, "Seul", kind="newsletter", last_contact_on=date(2021, 3, 12), entered_on=date(2019, 1, 1))
    add(desk, "Autre", last_contact_on=date(2022, 3, 12), entered_on=date(2018, 1, 1))
    purge(desk, replace(DUE, how=How.ANONYMISE))
    assert names(desk) == []
    assert sorted(departures.lines(desk.database)) == [("", "", "2026", 2), ("prospect", "2020", "2026", 7)]
    assert attestations.kept(desk.database)[0].attestation.plan.anonymised == 9


def test_small_counts_are_put_together_until_none_is_small() -> None:
    merged = departures.merged({("a", "2019"): 3, ("a", "2020"): 2, ("a", "2021"): 9, ("b", "2020"): 4})
    assert merged == {("a", "2021"): 9, ("a", ""): 5, ("", ""): 4}


def test_one_card_past_its_retention_leaves_an_attestation_another_does_not(desk: Desk) -> None:
    due = add(desk, "Aubry", last_contact_on=date(2022, 3, 12))
    kept = add(desk, "Joly", last_contact_on=date(2026, 6, 1))
    assert purge_contacts.remove(desk, kept.id, Ticket()) is None
    assert len(names(desk)) == 2
    assert purge_contacts.remove(desk, due.id, Ticket()) is not None
    assert attestations.count(desk.database) == 1


def test_what_was_cut_short_is_finished_and_said(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fill(desk)
    monkeypatch.setattr(erasure, "_blank", lambda _database: False)  # a reader, or a crash right after the transaction
    done = purge(desk)
    assert done.finished == purge_contacts.Finished(True, False)
    sheet = attest_purge.sheet(desk, done.number)
    assert sheet.reach is None
    assert sheet.holds
    monkeypatch.undo()
    with open_desk(tmp_path, TODAY) as later:
        finished = purge_contacts.finish(later)
        assert purge_contacts.finished_words(finished).startswith("L’effacement commencé plus tôt est terminé")
        assert "n°\u00a02026-0001" in purge_contacts.finished_words(finished)
        assert attest_purge.sheet(later, done.number).reach is not None
        assert purge_contacts.finish(later) == purge_contacts.Finished(False, True)
        assert purge_contacts.finished_words(purge_contacts.finish(later)) == ""


def test_a_copy_that_cannot_be_removed_is_said_and_nothing_is_sealed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(desk)

    def kept(_database: object) -> backups.Reach:
        raise Refusal("Une ancienne copie n’a pas pu être supprimée.", "Fermez ce qui l’utilise.")

    monkeypatch.setattr(backups, "forget_erased", kept)
    done = purge(desk)
    assert not done.finished.is_clean
    assert "ancienne copie" in done.finished.problem
    assert attestations.unsealed(desk.database)
    assert erasure.is_scrub_pending(desk.database)
    monkeypatch.setattr(backups, "forget_erased", lambda _database: backups.Reach(rewritten=6, removed=1, absent=1))
    assert purge_contacts.finish(desk).numbers == ("2026-0001",)
    reach = attest_purge.sheet(desk, "2026-0001").reach
    assert reach is not None
    assert (reach.rewritten, reach.removed, reach.absent) == (6, 1, 1)


# The chain


def chain_of(desk: Desk, many: int) -> list[KeptAttestation]:
    for number in range(many):
        add(desk, f"N{number}", last_contact_on=date(2022, 3, 12))
        purge(desk)
    return attestations.kept(desk.database)


def test_numbers_follow_within_a_year_and_start_again_the_next(desk: Desk) -> None:
    chain_of(desk, 2)
    assert attestations.next_number(desk.database, 2026) == "2026-0003"
    assert attestations.next_number(desk.database, 2040) == "2040-0001"


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE attestations SET record = replace(record, '\"deleted\":1', '\"deleted\":9') WHERE id = 2",
        "UPDATE attestations SET reach = replace(reach, '\"removed\":0', '\"removed\":7') WHERE id = 2",
        "UPDATE attestations SET seal = '' WHERE id = 2",
        "UPDATE attestations SET number = '2099-0001' WHERE id = 2",
        "DELETE FROM attestations WHERE id = 2",
        "DELETE FROM attestations WHERE id = 3",
    ],
)
def test_an_attestation_altered_or_removed_shows(desk: Desk, harm: str) -> None:
    chain_of(desk, 3)
    assert attestations.broken(desk.database) == []
    desk.database.connection.execute(harm)
    assert attestations.broken(desk.database)


def test_an_attestation_of_another_key_does_not_pass(desk: Desk) -> None:
    chain_of(desk, 1)
    desk.database.connection.execute(
        "UPDATE preferences SET value = lower(hex(randomblob(32))) WHERE name = 'opposition_key'"
    )
    assert attestations.broken(desk.database) == ["2026-0001"]


# What a type may hold


def test_no_type_of_a_purge_has_a_field_for_a_name() -> None:
    held = {
        cls.__name__: {each.name: str(each.type) for each in fields(cls)}
        for cls in (PurgeLine, PurgePlan, PurgeAttestation, PurgeReach)
    }
    texts = {(cls, name) for cls, named in held.items() for name, kind in named.items() if "str" in kind}
    assert texts == {
        ("PurgeLine", "kind"), ("PurgeLine", "rule"), ("PurgeLine", "source"),
        ("PurgeAttestation", "number"), ("PurgeAttestation", "operator"),
    }  # fmt: skip
    others = {kind for named in held.values() for kind in named.values()} - {"str"}
    assert others == {"int", "bool", "date", "date | None", "datetime", "tuple[PurgeLine, ...]", "PurgePlan"}


@pytest.mark.parametrize("name", ["Hélène Aubry", "h.aubry@example.org", "06 12 34 56 78", "Aubry, Hélène", ""])
def test_what_is_no_id_is_refused(name: str) -> None:
    for line in ((name, "P1", "rgpd"), ("prospect", name, "rgpd"), ("prospect", "P1", name)):
        with pytest.raises(ValueError, match="ids only"):
            PurgeLine(*line, 36, 0, None)
    for number, operator in ((name, ""), ("2026-0001", name or "x")):
        with pytest.raises(ValueError, match="numbers only"):
            PurgeAttestation(number, datetime(2026, 1, 1, tzinfo=UTC), operator, TODAY, PurgePlan(TODAY))
