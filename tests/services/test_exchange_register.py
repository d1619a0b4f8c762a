"""The register to a file and back: nothing is lost, what was edited by hand wins, text is never a formula, all or nothing."""

from __future__ import annotations

import csv
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from rgpd_desktop.basics.problems import Cancelled, Refusal
from rgpd_desktop.basics.ticket import Ticket
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
    Transfer,
)
from rgpd_desktop.rules.business import Business, Party
from rgpd_desktop.rules.measures import Answer, MeasureAnswer
from rgpd_desktop.rules.processor import Processor
from rgpd_desktop.rules.retention import Period
from rgpd_desktop.services import (
    bring_register,
    export_register,
    gather_register,
    keep_measures,
    keep_processors,
    keep_register,
    keep_rules,
    start_register,
)
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import register

TODAY = date(2026, 11, 26)
SAMPLES = Path(os.environ.get("RGPD_SAMPLES", Path(__file__).resolve().parents[3] / "shared" / "samples"))
CNIL = SAMPLES / "registre-traitement-simplifie.ods"
BACK = (".json", ".ods", ".xlsx")
HOSTILE = (
    "<b>&\"'",
    "<img src=x onerror=y>",
    "=1+1",
    "+33 6",
    "-2",
    "@SUM(A1)",
    "\t=cmd",
    "Łódź Ωmega Жук œ€’",
    "a  b\nc",
)
BUSINESS = Business(
    "Claire Morel", True, "Atelier", "Entreprise individuelle", "732829320", "73282932000074", "62.02A", street="12 rue des Tilleuls",
    complement="Bât. B", postal_code="01000", city="Bourg", country="France", phone="06 39 98 00 01", email="c@m.example",
    officer=Party("Jeanne Roux", "Cabinet Roux", email="dpo@roux.example"),
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "ici", TODAY) as opened:
        yield opened


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "ailleurs", TODAY) as opened:
        yield opened


def fill(desk: Desk) -> None:
    """Everything a register may hold: every model, sensitive data, the NIR, a client, a transfer, processors, measures."""
    keep_register.keep_business(desk, BUSINESS)
    brevo = keep_processors.add_tool(desk, "brevo")
    keep_processors.save(desk, replace(brevo, is_signed=True, signed_on=date(2026, 2, 3), notes="compte n° 1"))
    keep_processors.add_own(desk, Processor("", "Mon comptable", country="France"))
    keep_measures.answer(
        desk, MeasureAnswer("named_accounts", Answer.PARTLY, "sauf l’imprimante", None, date(2027, 1, 1))
    )
    made = start_register.start(desk, [model.id for model in start_register.models()])
    for sheet in made:
        full = replace(
            sheet, measures=(MeasureLine("access", "mot de passe"),), software="Excel", dpia="Exercice individuel"
        )
        if sheet.role is Role.PROCESSOR:
            full = replace(full, client=Party("Atelier Blanc", city="Lyon", email="b@blanc.example"))
        keep_register.save(desk, full)
        keep_register.inscribe(desk, sheet.id)
    first = keep_register.sheet(desk, made[0].id)
    keep_register.save(
        desk,
        replace(
            first,
            transfers=(Transfer("Mailchimp", "États-Unis", "scc", "https://exemple.example/scc"),),
            joint_controllers=(Party("Ville de Lyon", city="Lyon"),),
            dpia_criteria=("scoring",),
            dpia="Non nécessaire",
        ),
    )
    keep_register.archive(desk, made[-1].id)
    keep_register.begin(desk, Activity("", "Brouillon", purposes=(Purpose("Essayer"),)))


def export(desk: Desk, path: Path) -> Path:
    export_register.write(desk, path, Ticket(), gather_register.gather(desk))
    return path


def bring(desk: Desk, path: Path) -> bring_register.BringReport:
    plan = bring_register.read(desk, path, Ticket())
    return bring_register.bring(desk, plan, range(len(plan.sheets)), with_business=True)


@pytest.mark.parametrize("ending", BACK)
def test_everything_comes_back(desk, other, tmp_path, ending):
    fill(desk)
    report = bring(other, export(desk, tmp_path / f"r{ending}"))
    assert report.added == len(keep_register.sheets(desk))
    assert keep_register.sheets(other) == keep_register.sheets(desk)
    assert keep_register.business(other) == BUSINESS
    assert [each.processor for each in keep_processors.sheets(other)] == [
        each.processor for each in keep_processors.sheets(desk)
    ]
    assert keep_measures.sheet(other).answers == keep_measures.sheet(desk).answers


@pytest.mark.parametrize("ending", BACK)
def test_what_is_the_same_changes_nothing(desk, tmp_path, ending):
    fill(desk)
    path, before = export(desk, tmp_path / f"r{ending}"), keep_register.sheets(desk)
    plan = bring_register.read(desk, path, Ticket())
    assert {sheet.how for sheet in plan.sheets} == {"same"}
    assert (plan.business, plan.processors, plan.measures) == (None, 0, 0)
    report = bring(desk, path)
    assert (report.added, report.replaced) == (0, 0)
    assert keep_register.sheets(desk) == before


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("ending", BACK)
def test_text_comes_back_as_typed_and_is_no_formula(desk, other, tmp_path, ending, text):
    made = keep_register.begin(
        desk,
        Activity(
            "", f"Nom {text}", purposes=(Purpose(text, "consent", text),), people=(PeopleCategory("", text),),
            data=(DataCategory("identity", text, Keeping(Period(3), text)),), recipients=(Recipient("other", text),),
            measures=(MeasureLine("access", text),), transfers=(Transfer(text, "Inde", "scc", text),), source=text, software=text,
        ),
    )  # fmt: skip
    path = export(desk, tmp_path / f"r{ending}")
    bring(other, path)
    assert keep_register.sheets(other) == (keep_register.sheet(desk, made.id),)
    if ending == ".xlsx":
        cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]
        assert not [cell.value for cell in cells if cell.data_type == "f"]
    if ending == ".ods":
        content = zipfile.ZipFile(path).read("content.xml").decode()
        assert "table:formula" not in content


def test_the_list_as_csv_has_no_formula(desk, tmp_path):
    keep_register.begin(desk, Activity("", "=1+1", purposes=(Purpose("+33"),), source="@x"))
    with export(desk, tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        head, line = csv.reader(file, delimiter=";")
    assert head[0] == "Nom du traitement"
    assert not [cell for cell in line if cell[:1] in "=+@" and cell]


def edited(path: Path, change: Callable[[openpyxl.worksheet.worksheet.Worksheet], None], tab: int = 1) -> Path:
    book = openpyxl.load_workbook(path)
    change(book.worksheets[tab])
    book.save(path)
    return path


def cell_of(sheet: openpyxl.worksheet.worksheet.Worksheet, text: str) -> openpyxl.cell.Cell:
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)


def test_a_row_edited_by_hand_wins_and_the_rest_stays(desk, other, tmp_path):
    fill(desk)
    before = keep_register.sheets(desk)[0]

    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        cell_of(sheet, before.purposes[0].text).value = "Trouver des mécènes"

    bring(other, edited(export(desk, tmp_path / "r.xlsx"), change))
    after = keep_register.sheets(other)[0]
    reworded = (replace(before.purposes[0], text="Trouver des mécènes"), *before.purposes[1:])
    assert after == replace(before, purposes=reworded)


def test_a_duration_edited_by_hand_is_no_longer_the_rule(desk, other, tmp_path):
    (made,) = start_register.start(desk, ("prospecting",))
    tied = keep_register.sheet(desk, made.id).data[0]
    assert tied.keeping.kind

    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        title = next(cell for row in sheet.iter_rows() for cell in row if cell.value == tied.details)
        sheet.cell(title.row, 5).value = "18 mois après la collecte"

    bring(other, edited(export(desk, tmp_path / "r.xlsx"), change))
    after = keep_register.sheets(other)[0].data[0]
    assert (after.keeping.period, after.keeping.kind) == (Period(months=18), "")
    assert keep_register.sheets(other)[0].data[1:] == keep_register.sheet(desk, made.id).data[1:]


def test_a_row_removed_by_hand_is_removed(desk, other, tmp_path):
    (made,) = start_register.start(desk, ("prospecting",))
    gone = made.people[0]

    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        row = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == gone.details)
        sheet.delete_rows(row)

    bring(other, edited(export(desk, tmp_path / "r.xlsx"), change))
    assert gone not in keep_register.sheets(other)[0].people


@pytest.mark.skipif(not CNIL.exists(), reason="the samples are beside the project")
def test_cnil_s_own_example_comes_in_whole(desk):
    plan = bring_register.read(desk, CNIL, Ticket())
    (pay,) = plan.sheets
    assert (pay.how, pay.activity.name, pay.activity.progress) == ("new", "Gestion de la paie", Progress.DRAFT)
    bring_register.bring(desk, plan, (0,), with_business=True)
    kept = keep_register.sheets(desk)[0]
    assert len(kept.purposes) >= 2
    assert kept.uses_nir is not None
    assert kept.data and kept.people and kept.recipients and kept.measures
    said = json.dumps(
        [
            str(kept),
            str(keep_register.business(desk)),
            [str(each) for each in keep_processors.sheets(desk)],
            pay.remarks,
        ],
        ensure_ascii=False,
    )
    from rgpd_desktop.imports import register_file  # noqa: PLC0415 - the raw rows, to compare with

    ((_, raw),) = register_file.read(CNIL).sheets
    rows = [line for block in (raw.data, raw.people, raw.recipients, raw.measures) for line in block]
    durations = {line.more for line in raw.data if line.more}
    assert durations == {"5 ans à compter du versement de la paie"}
    kept_for = {(str(each.keeping.period), each.keeping.starts) for each in (*kept.data, kept.uses_nir)}
    assert kept_for == {(str(Period(years=5)), "à compter du versement de la paie")}
    written = [raw.main_purpose, *raw.purposes, *(line.text for line in rows), *(line.more for line in rows)]
    for text in [each for each in written if each not in durations]:
        heart = " ".join(text.split())[:25]
        assert (
            not heart
            or heart in said.replace("\\\\n", " ")
            or any(heart.casefold() == label.casefold()[:25] for label in _labels())
        ), f"lost: {text}"


def _labels() -> list[str]:
    from rgpd_desktop.content.register_lists import load_lists  # noqa: PLC0415

    lists = load_lists()
    return [each.cnil_row for each in (*lists.people, *lists.recipients, *lists.measures) if each.cnil_row]


def test_sheets_are_matched_by_id_then_reference_then_name(desk, tmp_path):
    fill(desk)
    path = export(desk, tmp_path / "r.json")
    plain = json.loads(path.read_text(encoding="utf-8"))
    for sheet in plain["activities"]:
        sheet["id"] = sheet["id"][::-1]  # of another computer
    plain["activities"][0]["software"] = "Notion"
    path.write_text(json.dumps(plain), encoding="utf-8")
    plan = bring_register.read(desk, path, Ticket())
    assert [sheet.how for sheet in plan.sheets] == ["changed", *["same"] * (len(plan.sheets) - 1)]
    assert plan.sheets[0].changes == ("logiciels",)
    assert bring(desk, path).replaced == 1
    assert len(keep_register.sheets(desk)) == len(plan.sheets)


@pytest.mark.parametrize("id", ["..", "/etc/passwd", "", "a" * 500, "é", "x\x00y"])
def test_an_id_that_is_not_ours_is_not_taken(desk, tmp_path, id):
    document = {
        "format": "rgpd-desktop-register", "version": 1, "activities": [{"id": id, "name": "Prospection", "processors": [id]}],
        "processors": [{"id": id, "name": "Brevo", "document": "../../x.pdf"}],
    }  # fmt: skip
    path = tmp_path / "r.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    bring(desk, path)
    kept = keep_register.sheets(desk)[0]
    assert kept.id and kept.id != id
    for sheet in keep_processors.sheets(desk):
        keep_processors.detach(desk, sheet.processor.id)
        assert keep_processors.contract_file(desk, sheet.processor.id) is None
    assert (tmp_path / "r.json").exists()
    assert (desk.data / "rgpd.sqlite").exists()


@pytest.mark.parametrize("ending", [*BACK, ".csv", ".pdf"])
def test_a_cancelled_export_leaves_what_was_there(desk, tmp_path, ending):
    fill(desk)
    path = tmp_path / f"r{ending}"
    path.write_text("avant", encoding="utf-8")
    ticket = Ticket()
    ticket.cancel()
    with pytest.raises(Cancelled):
        export_register.write(desk, path, ticket, gather_register.gather(desk))
    assert path.read_text(encoding="utf-8") == "avant"
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == [path.name]


def test_bringing_is_all_or_nothing(desk, tmp_path, monkeypatch):
    fill(desk)
    path = export(desk, tmp_path / "r.json")
    with open_desk(tmp_path / "neuf", TODAY) as new:
        plan = bring_register.read(new, path, Ticket())
        calls = []

        def fail(*_: object) -> None:
            calls.append(1)
            if len(calls) == 3:
                raise OSError

        monkeypatch.setattr(bring_register.register, "add_change", fail)
        with pytest.raises((OSError, Refusal)):
            bring_register.bring(new, plan, range(len(plan.sheets)), with_business=True)
        assert keep_register.sheets(new) == ()
        assert keep_processors.sheets(new) == ()
        assert keep_register.business(new) == Business()


def test_sixty_sheets_have_sixty_tabs_of_valid_and_different_names(desk, tmp_path):
    for number in range(60):
        keep_register.begin(desk, Activity("", f"Un nom très long [et] interdit / : n°{number % 3} ?*", model=""))
    names = openpyxl.load_workbook(export(desk, tmp_path / "r.xlsx")).sheetnames
    assert len({name.casefold() for name in names}) == 63
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_another_ending_is_refused(desk, tmp_path):
    with pytest.raises(Refusal, match="format"):
        export(desk, tmp_path / "r.docx")


def test_what_is_here_is_not_replaced_unasked(desk, tmp_path):
    fill(desk)
    path = export(desk, tmp_path / "r.json")
    signed = next(each.processor for each in keep_processors.sheets(desk))
    contract = tmp_path / "dpa.pdf"
    contract.write_bytes(b"%PDF-1.7")
    keep_processors.save(desk, replace(signed, is_signed=True, signed_on=TODAY, notes="à moi"))
    keep_processors.attach(desk, signed.id, contract)
    answered = next(iter(keep_measures.sheet(desk).answers.values()))
    keep_measures.answer(desk, replace(answered, answer=Answer.YES, precision="depuis"))
    keep_register.keep_business(desk, Business("Autre Nom"))
    plan = bring_register.read(desk, path, Ticket())
    assert plan.has_business
    assert (plan.other_processors, plan.other_measures) == (1, 1)
    bring_register.bring(desk, plan, (), with_business=False)
    kept = next(each.processor for each in keep_processors.sheets(desk) if each.processor.id == signed.id)
    assert (kept.is_signed, kept.notes, kept.document) == (True, "à moi", "dpa.pdf")
    assert keep_measures.sheet(desk).answers[answered.question].precision == "depuis"
    bring_register.bring(desk, plan, (), with_business=True, with_others=True)
    kept = next(each.processor for each in keep_processors.sheets(desk) if each.processor.id == signed.id)
    assert (kept.is_signed, kept.notes, kept.document) == (True, signed.notes, "dpa.pdf")  # a contract is not forgotten
    assert keep_measures.sheet(desk).answers[answered.question] == answered
    assert keep_register.business(desk).name != "Autre Nom"


def test_a_file_does_not_take_a_sheet_out_of_the_register(desk, tmp_path):
    (draft,) = start_register.start(desk, ("prospecting",))
    path = export(desk, tmp_path / "r.json")
    plan = bring_register.read(desk, path, Ticket())
    register.keep_activity(desk.database, replace(draft, progress=Progress.KEPT))
    bring_register.bring(desk, plan, (0,), with_business=False)  # read while it was a draft
    assert keep_register.sheet(desk, draft.id).progress is Progress.KEPT
    again = bring_register.read(desk, path, Ticket())
    assert again.sheets[0].how == "same"


@pytest.mark.skipif(not CNIL.exists(), reason="the samples are beside the project")
def test_the_head_of_somebody_else_brings_none_of_our_numbers(desk):
    keep_register.keep_business(desk, Business("Jeanne Roux", siren="732829320"))
    plan = bring_register.read(desk, CNIL, Ticket())
    assert plan.business is not None
    assert (plan.business.name, plan.business.siren) == ("Louise DUPONT", "")


@pytest.mark.parametrize("ending", [".json", ".ods", ".xlsx"])
def test_a_duration_that_is_not_the_rule_here_is_kept(desk, other, tmp_path, ending):
    start_register.start(desk, ("prospecting",))
    keep_rules.change(desk, desk.rules["prospect"].id, Period(years=5), "cycle de vente long")
    bring(other, export(desk, tmp_path / f"r{ending}"))
    found = keep_register.sheets(other)[0].data[0].keeping
    assert (found.period, found.kind) == (Period(years=5), "")
    assert found.starts == "après le dernier contact venant de la personne"
    assert other.rules["prospect"].keep == Period(years=3)


def test_what_has_no_place_in_a_sheet_is_told(desk, tmp_path):
    start_register.start(desk, ("prospecting",))
    path = export(desk, tmp_path / "r.xlsx")

    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        row = next(cell.row for rows in sheet.iter_rows() for cell in rows if cell.value == "Finalité principale")
        sheet.insert_rows(row + 1)
        sheet.cell(row + 1, 2).value = "sans titre devant"
        sheet.cell(row, 6).value = "à côté"

    plan = bring_register.read(desk, edited(path, change), Ticket())
    told = " ".join(plan.sheets[0].remarks).replace("\u00a0", " ")
    assert "2 textes de cette fiche n’ont pas trouvé de place" in told
    assert "« sans titre devant »" in told
    assert "« à côté »" in told
