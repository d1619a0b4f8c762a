"""A short run of the fuzz (benchmarks/fuzz.py is the long one), and documents made up by hypothesis."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules import register_document
from rgpd_desktop.rules.columns import ListOrigin
from rgpd_desktop.services import bring_register
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.services.import_contacts import ImportSession
from rgpd_desktop.services.list_file import ListFile
from tests.faults import trials
from tests.services.lists import order_of

TODAY = date(2026, 11, 26)
FEW = settings(
    max_examples=60, deadline=None, database=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # fmt: skip
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.sampled_from(
    ["id", "name", "role", "progress", "purposes", "people", "data", "processors", "is_direct", "created_on", "kinds"]
)
SHEET = st.dictionaries(FIELDS, PLAIN, max_size=6)
CELL = st.text(max_size=40)


def test_mutated_files_are_read_or_refused_and_change_nothing(tmp_path: Path) -> None:
    outcome = trials.run(tmp_path, 250, seed=7)
    assert outcome.bad == []
    assert sum(outcome.ends.values()) == 250
    assert min(outcome.ends[trials.READ], outcome.ends[trials.REFUSED]) > 20  # both ways are taken


@FEW
@given(sheets=st.lists(SHEET, max_size=3), business=PLAIN)
def test_a_register_of_any_shape_is_brought_whole_or_refused(tmp_path: Path, sheets: object, business: object) -> None:
    path = tmp_path / "r.json"
    plain = {"format": register_document.FORMAT, "version": 1, "activities": sheets, "business": business}
    path.write_text(json.dumps(plain), encoding="utf-8")
    with open_desk(tmp_path / "data", TODAY) as desk:
        before = desk.database.change_count
        try:
            plan = bring_register.read(desk, path, Ticket())
        except Refusal as refusal:
            assert refusal.remedy
            assert desk.database.change_count == before
            return
        report = bring_register.bring(desk, plan, range(len(plan.sheets)), with_business=True)
        assert report.added + report.replaced <= len(plan.sheets)


@FEW
@given(
    rows=st.lists(st.lists(CELL, min_size=1, max_size=5), min_size=1, max_size=6), separator=st.sampled_from(";,\t|")
)
def test_a_list_of_any_text_is_rehearsed_or_refused(tmp_path: Path, rows: list[list[str]], separator: str) -> None:
    path = tmp_path / "l.csv"
    path.write_bytes("\r\n".join(separator.join(row) for row in rows).encode("utf-8", "replace"))
    with open_desk(tmp_path / "data", TODAY) as desk:
        before = desk.database.change_count
        session = ImportSession(desk, ListFile(path))
        try:
            plan = session.rehearse(order_of(session.preview(Ticket()), ListOrigin(source="essai")), Ticket())
            assert plan.new <= len(rows) * 6
        except Refusal as refusal:
            assert refusal.remedy
        finally:
            session.close()
        assert desk.database.change_count == before


@pytest.mark.parametrize("name", ["vide.csv", "vide.xlsx", "vide.json"])
def test_an_empty_file_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.touch()
    with open_desk(tmp_path / "data", TODAY) as desk:
        with pytest.raises(Refusal):
            bring_register.read(desk, path, Ticket())
        session = ImportSession(desk, ListFile(path))
        with pytest.raises(Refusal):
            session.preview(Ticket())
        session.close()
