"""Lists that other programs wrote, where they are at hand (`$RGPD_SAMPLES`, else ../shared/samples): guessed, then imported whole."""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.services import import_command
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.services.import_contacts import ImportSession
from rgpd_desktop.services.import_plan import ImportPreview, ImportReport
from rgpd_desktop.services.list_file import ListFile

TODAY = date(2026, 11, 24)
SAMPLES = Path(os.environ.get("RGPD_SAMPLES", Path(__file__).resolve().parents[3] / "shared" / "samples"))
EXPECTED = SAMPLES / "expected_mapping.json"
pytestmark = pytest.mark.skipif(not EXPECTED.exists(), reason="the sample lists are not at hand")


def imported(data: Path, path: Path) -> tuple[ImportPreview, ImportReport]:
    with open_desk(data, TODAY) as desk:
        session = ImportSession(desk, ListFile(path))
        preview = session.preview(Ticket())
        session.rehearse(import_command.order_for(preview, import_command.Wishes()), Ticket())
        report = session.run(Ticket())
        session.close()
    return preview, report


def test_the_columns_of_every_list_are_guessed_as_a_person_would(tmp_path: Path) -> None:
    right = used = 0
    for name, expected in json.loads(EXPECTED.read_text(encoding="utf-8")).items():
        with open_desk(tmp_path, TODAY) as desk:
            session = ImportSession(desk, ListFile(SAMPLES / name))
            sheets = session.preview(Ticket()).sheets
            session.close()
        sheet = next(each for each in sheets if each.is_list and expected["sheet"] in (None, each.name))
        assert (name, sheet.header_row) == (name, expected["header_row"])
        found = {guess.header: guess for guess in sheet.guesses}
        for header, field in expected["columns"].items():
            if field != "ignore":
                used += 1
                right += found[header].field in (field, *expected.get("accept", {}).get(header, ()))
        for header in expected.get("sensitive", ()):
            assert (found[header].field, bool(found[header].sensitive)) == ("ignore", True)
    assert used > 50
    assert right / used >= 0.95


def test_the_town_halls_come_in_and_nobody_is_merged_on_what_they_share(tmp_path: Path) -> None:
    _, report = imported(tmp_path, SAMPLES / "mairies-csv.csv")
    assert (report.rows, report.refused) == (36_010, ())
    assert report.new + report.merged == 36_010
    assert (
        report.merged <= 16
    )  # 15 lines written twice to the letter, and one town under two spellings of the same address
    reasons = Counter(problem.reason for problem in report.problems)
    assert reasons["adresse inconnue"] == 355
    assert sum(many for reason, many in reasons.items() if reason.startswith("adresse web")) == 130


def test_the_made_up_contacts_stand_as_told(tmp_path: Path) -> None:
    _, report = imported(tmp_path, SAMPLES / "s01_1072_contacts.xlsx")
    assert (report.rows, report.new, report.merged, report.expired) == (1_072, 855, 0, 217)
    assert (report.refused, report.problems) == ((), ())
