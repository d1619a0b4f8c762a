"""Answering the security list: progress, the plan, what is claimed, and when that changes the register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.content.measures import load_checklist
from rgpd_desktop.rules.measures import Answer, MeasureAnswer, Score
from rgpd_desktop.services import keep_measures
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import measures, register

TODAY = date(2026, 11, 26)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path, TODAY) as opened:
        yield opened


def give(desk: Desk, question: str, answer: Answer, precision: str = "", planned_on: date | None = None) -> None:
    keep_measures.answer(desk, MeasureAnswer(question, answer, precision, planned_on=planned_on))


def version(desk: Desk) -> int:
    found = register.version(desk.database)
    return found.number if found else 0


def a_register(desk: Desk) -> None:
    with desk.database.writing("register_versions"):
        register.new_version(desk.database, TODAY - timedelta(days=1))


def test_nothing_is_answered_at_first(desk: Desk) -> None:
    sheet = keep_measures.sheet(desk)
    assert (len(sheet.questions), len(sheet.scores), dict(sheet.answers)) == (44, 10, {})
    assert sheet.total == Score(0, 0, 44, 44)
    assert (keep_measures.claims(desk), keep_measures.plan(desk)) == ((), ())


def test_an_answer_is_dated_today_and_found_again(desk: Desk, tmp_path: Path) -> None:
    give(desk, "two_factor", Answer.YES, "  clé physique ")
    with open_desk(tmp_path, TODAY + timedelta(days=1)) as later:
        sheet = keep_measures.sheet(later)
    assert sheet.answers["two_factor"] == MeasureAnswer("two_factor", Answer.YES, "clé physique", TODAY)
    assert sheet.scores["Accès"] == Score(1, 0, 6, 5)
    assert sheet.total == Score(1, 0, 44, 43)


def test_what_does_not_concern_is_out_of_the_count(desk: Desk) -> None:
    give(desk, "vpn", Answer.NOT_CONCERNED)
    give(desk, "wifi", Answer.PARTLY)
    assert keep_measures.sheet(desk).scores["Réseau, site"] == Score(0, 1, 7, 6)


def test_only_what_is_done_is_claimed(desk: Desk) -> None:
    give(desk, "backups", Answer.YES)
    give(desk, "two_factor", Answer.PARTLY, "messagerie seulement")
    give(desk, "antivirus", Answer.PARTLY)
    give(desk, "disk_encryption", Answer.NO)
    (access, backup) = keep_measures.claims(desk)
    assert (access[0], backup[0]) == ("access", "backup")
    assert access[1].endswith(", en partie : messagerie seulement")


def test_the_plan_is_what_is_not_done_with_its_days_first(desk: Desk) -> None:
    give(desk, "register_review", Answer.NO)
    give(desk, "antivirus", Answer.PARTLY, planned_on=date(2027, 2, 1))
    give(desk, "disk_encryption", Answer.NO, planned_on=date(2027, 1, 1))
    give(desk, "phone", Answer.YES, planned_on=date(2027, 1, 1))
    give(desk, "vpn", Answer.NOT_CONCERNED)
    assert [question.id for question, _ in keep_measures.plan(desk)] == [
        "disk_encryption", "antivirus", "register_review",
    ]  # fmt: skip
    assert keep_measures.sheet(desk).answers["phone"].planned_on is None


def test_a_version_is_made_when_what_is_claimed_changes(desk: Desk) -> None:
    give(desk, "phone", Answer.YES)
    assert version(desk) == 0, "there is no register yet"
    a_register(desk)
    give(desk, "vpn", Answer.NO)
    assert version(desk) == 1, "a no is not printed"
    give(desk, "vpn", Answer.YES)
    assert version(desk) == 2


def test_forgetting_an_answer_takes_its_claim_away(desk: Desk) -> None:
    give(desk, "phone", Answer.YES)
    a_register(desk)
    keep_measures.forget(desk, "phone")
    assert (keep_measures.claims(desk), version(desk)) == ((), 2)
    keep_measures.forget(desk, "phone")
    assert version(desk) == 2


def test_a_precision_too_long_is_refused_and_nothing_is_kept(desk: Desk) -> None:
    with pytest.raises(Refusal):
        give(desk, "phone", Answer.YES, "x" * 501)
    assert dict(keep_measures.sheet(desk).answers) == {}
    give(desk, "phone", Answer.YES, "x" * 500)


def test_a_question_the_list_no_longer_has(desk: Desk) -> None:
    with pytest.raises(Refusal):
        give(desk, "modem", Answer.YES)
    measures.keep_answers(desk.database, [MeasureAnswer("modem", Answer.YES)])  # kept by another version
    assert (keep_measures.claims(desk), keep_measures.sheet(desk).total.done) == ((), 0)
    assert len(load_checklist().questions) == 44
