"""Keeping the register: drafts are found again, nothing enters it incomplete, a duration is the rule of its people, everything is dated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from rgpd_desktop.basics.problems import Refusal
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
)
from rgpd_desktop.rules.business import Business
from rgpd_desktop.rules.contact import Contact, State
from rgpd_desktop.rules.retention import Period
from rgpd_desktop.services import keep_register, keep_rules, watch_retention
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import contacts, journal, register

TODAY = date(2026, 11, 26)
LEAD = Activity(
    id="", name="Prospection", model="prospecting", purposes=(Purpose("Trouver des clients", "legitimate_interest"),),
    people=(PeopleCategory("prospects"),), data=(DataCategory("identity", "nom", Keeping(kind="prospect")),), is_direct=True,
    recipients=(Recipient("internal", "moi"),), measures=(MeasureLine("access", "mot de passe"),), kinds=("prospect",),
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path, TODAY) as opened:
        yield opened


def test_a_draft_is_found_again_with_its_answers(desk, tmp_path):
    draft = keep_register.begin(desk, replace(LEAD, purposes=()))
    keep_register.save(desk, replace(draft, purposes=(Purpose("Relancer"),)))
    with open_desk(tmp_path, TODAY + timedelta(days=1)) as later:
        found = keep_register.sheet(later, draft.id)
    assert found.progress is Progress.DRAFT
    assert found.purposes == (Purpose("Relancer"),)
    assert (found.reference, found.created_on, found.updated_on) == ("RT-001", TODAY, TODAY)
    assert [change.what for change in keep_register.history(desk, draft.id)] == [
        ("finalités et bases légales",), ("fiche créée",),
    ]  # fmt: skip


def test_a_draft_makes_no_version_of_the_register(desk):
    keep_register.begin(desk, LEAD)
    assert keep_register.version(desk) is None


def test_nothing_incomplete_enters_the_register(desk):
    draft = keep_register.begin(desk, replace(LEAD, measures=()))
    with pytest.raises(Refusal) as refused:
        keep_register.inscribe(desk, draft.id)
    assert "mesure de sécurité" in refused.value.sentence
    assert keep_register.sheet(desk, draft.id).progress is Progress.DRAFT


def test_a_complete_sheet_enters_it_and_makes_a_version_a_day(desk, tmp_path):
    first, second = keep_register.begin(desk, LEAD), keep_register.begin(desk, replace(LEAD, name="Lettre"))
    keep_register.inscribe(desk, first.id)
    kept = keep_register.inscribe(desk, second.id)
    assert (kept.progress, kept.reviewed_on, kept.reference) == (Progress.KEPT, TODAY, "RT-002")
    assert keep_register.version(desk).number == 1
    with open_desk(tmp_path, TODAY + timedelta(days=1)) as later:
        keep_register.save(later, replace(kept, name="Lettre d’information"))
        assert keep_register.version(later).number == 2
        assert keep_register.version(later).made_on == TODAY + timedelta(days=1)
    assert journal.flaw(desk.database) is None


def test_saving_what_did_not_change_writes_nothing(desk):
    draft = keep_register.begin(desk, LEAD)
    before = desk.database.change_count
    assert keep_register.save(desk, draft) == draft
    assert desk.database.change_count == before


def test_the_duration_of_a_sheet_is_the_rule_of_its_people(desk):
    with desk.database.writing("contacts"):
        contacts.add(desk.database, Contact(last_contact_on=date(2024, 6, 1)), desk.starts)
    draft = keep_register.begin(desk, LEAD)
    assert draft.data[0].keeping.period == Period(years=3)
    shorter = replace(draft, data=(replace(draft.data[0], keeping=Keeping(Period(years=2), kind="prospect")),))
    (change,) = keep_register.rule_changes(desk, shorter)
    assert (change.before, change.after, change.effect.becoming_overdue) == (Period(years=3), Period(years=2), 1)
    assert watch_retention.survey(desk).count(State.OVERDUE) == 0
    keep_register.save(desk, shorter)
    assert desk.rules["prospect"].keep == Period(years=2)
    assert watch_retention.survey(desk).count(State.OVERDUE) == 1


def test_a_rule_changed_elsewhere_is_read_in_the_sheet(desk):
    draft = keep_register.begin(desk, LEAD)
    keep_rules.change(desk, "P1", Period(years=1), "")
    assert keep_register.sheet(desk, draft.id).data[0].keeping.period == Period(years=1)
    assert keep_register.sheets(desk)[0].data[0].keeping.period == Period(years=1)


def test_a_longer_duration_needs_its_reason_and_keeps_nothing_without(desk):
    draft = keep_register.begin(desk, LEAD)
    longer = replace(
        draft, name="Autre", data=(replace(draft.data[0], keeping=Keeping(Period(years=5), kind="prospect")),)
    )
    with pytest.raises(Refusal):
        keep_register.save(desk, longer)
    assert keep_register.sheet(desk, draft.id) == draft
    assert desk.rules["prospect"].keep == Period(years=3)
    keep_register.save(desk, longer, "Cycle de vente de cinq ans")
    assert desk.rules["prospect"].keep == Period(years=5)


def test_a_copy_is_a_draft_of_its_own(desk):
    kept = keep_register.inscribe(desk, keep_register.begin(desk, LEAD).id)
    copy = keep_register.duplicate(desk, kept.id)
    assert (copy.name, copy.progress, copy.reference) == ("Prospection (copie)", Progress.DRAFT, "RT-002")
    assert copy.purposes == kept.purposes
    assert copy.id != kept.id


def test_sheets_are_archived_reviewed_and_put_in_order(desk):
    ids = [keep_register.begin(desk, replace(LEAD, name=name)).id for name in ("A", "B", "C")]
    keep_register.reorder(desk, [ids[2], ids[0]])
    assert [sheet.name for sheet in keep_register.sheets(desk)] == ["C", "A", "B"]
    keep_register.inscribe(desk, ids[0])
    assert keep_register.archive(desk, ids[0]).progress is Progress.ARCHIVED
    assert keep_register.review(desk, ids[1]).reviewed_on == TODAY


def test_only_a_draft_is_removed(desk):
    draft, kept = keep_register.begin(desk, LEAD), keep_register.begin(desk, LEAD)
    keep_register.inscribe(desk, kept.id)
    keep_register.remove_draft(desk, draft.id)
    with pytest.raises(Refusal):
        keep_register.remove_draft(desk, kept.id)
    assert [sheet.id for sheet in keep_register.sheets(desk)] == [kept.id]
    with pytest.raises(Refusal):
        keep_register.sheet(desk, draft.id)


def test_work_for_clients_has_its_own_numbers(desk):
    keep_register.begin(desk, LEAD)
    assert keep_register.begin(desk, replace(LEAD, role=Role.PROCESSOR)).reference == "ST-001"


def test_the_business_is_kept_as_typed(desk, tmp_path):
    keep_register.keep_business(desk, Business("Claire Morel", siren="1"))
    with open_desk(tmp_path, TODAY) as later:
        assert keep_register.business(later) == Business("Claire Morel", siren="1")


def test_a_draft_that_becomes_a_client_s_work_takes_the_number_of_its_register(desk):
    begun = keep_register.begin(desk, LEAD)
    assert begun.reference == "RT-001"
    changed = keep_register.save(desk, replace(begun, role=Role.PROCESSOR))
    assert changed.reference == "ST-001"
    assert keep_register.sheet(desk, begun.id).reference == "ST-001"


def test_an_archived_sheet_keeps_the_duration_it_had(desk):
    made = keep_register.inscribe(desk, keep_register.begin(desk, LEAD).id)
    keep_register.archive(desk, made.id)
    keep_rules.change(desk, desk.rules["prospect"].id, Period(years=1), "")
    assert keep_register.sheet(desk, made.id).data[0].keeping.period == Period(years=3)


def test_a_sheet_that_was_in_the_register_is_not_removed_whatever_its_state(desk):
    made = keep_register.inscribe(desk, keep_register.begin(desk, LEAD).id)
    register.keep_activity(desk.database, replace(made, progress=Progress.DRAFT))  # as a file would have made it
    with pytest.raises(Refusal, match="déjà été dans votre registre"):
        keep_register.remove_draft(desk, made.id)
    assert keep_register.history(desk, made.id)
