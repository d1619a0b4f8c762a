"""The processors really used: from the catalogue or one's own, their contract kept beside the data, the sheets they serve, their alerts."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.rules.activity import Activity, PeopleCategory, Progress, Role
from rgpd_desktop.rules.processor import Processor, ProcessorRole
from rgpd_desktop.services import keep_processors, keep_register, start_register
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import contracts, processors, register

TODAY = date(2026, 11, 26)
OWN = Processor(id="", name="Cabinet Roux", use="paie", country="France")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "data", TODAY) as opened:
        yield opened


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    path = tmp_path / "Accord signé.pdf"
    path.write_bytes(b"%PDF contrat")
    return path


def using(desk: Desk, *ids: str, **more: object) -> Activity:
    return keep_register.begin(desk, Activity(id="", name="Lettre", processors=ids, **more))  # type: ignore[arg-type]


def version(desk: Desk) -> int:
    found = register.version(desk.database)
    return found.number if found else 0


def a_register(desk: Desk) -> None:
    with desk.database.writing("register_versions"):
        register.new_version(desk.database, TODAY - timedelta(days=1))


def files(desk: Desk) -> list[str]:
    folder = desk.data / "contrats"
    return sorted(path.name for path in folder.rglob("*") if path.is_file()) if folder.exists() else []


def kinds(desk: Desk) -> list[str]:
    (sheet,) = keep_processors.sheets(desk)
    return [alert.kind for alert in sheet.alerts]


def test_a_tool_comes_with_its_usual_answers_and_nothing_signed(desk: Desk) -> None:
    made = keep_processors.add_tool(desk, "mailchimp")
    assert (made.name, made.entity, made.country) == ("Mailchimp", "Intuit", "États-Unis")
    assert (made.role, made.transfer, made.safeguard) == (ProcessorRole.PROCESSOR, "vers les États-Unis", "dpf_scc")
    assert (made.is_signed, made.document) == (False, "")
    (sheet,) = keep_processors.sheets(desk)
    assert (sheet.processor, sheet.tool.id if sheet.tool else "") == (made, "mailchimp")
    assert sheet.has_document
    assert kinds(desk) == ["no_contract"]


def test_the_same_tool_twice_is_the_one_there_as_it_was_changed(desk: Desk) -> None:
    made = keep_processors.save(desk, replace(keep_processors.add_tool(desk, "brevo"), name="Brevo (lettre)"))
    assert keep_processors.add_tool(desk, "brevo") == made
    assert len(keep_processors.sheets(desk)) == 1


def test_a_tool_the_catalogue_does_not_have(desk: Desk) -> None:
    with pytest.raises(Refusal):
        keep_processors.add_tool(desk, "minitel")
    assert keep_processors.sheets(desk) == ()


def test_every_tool_of_the_catalogue_can_be_added_and_alerts_at_most_as_it_should(desk: Desk) -> None:
    for tool in keep_processors.catalogue():
        keep_processors.add_tool(desk, tool.id)
    told = {sheet.processor.tool: {alert.kind for alert in sheet.alerts} for sheet in keep_processors.sheets(desk)}
    assert {id for id, found in told.items() if "dpf_alone" in found} == {
        "google-analytics", "google-ads", "google-business",
    }  # fmt: skip
    assert {id for id, found in told.items() if "no_safeguard" in found} == {"brevo"}
    assert not any("not_adequate" in found for found in told.values())
    assert {id for id, found in told.items() if "no_country" in found} == {"slack", "claude"}
    assert told["wordpress-org"] == set()
    assert "no_contract" not in told["paypal"]


def test_ones_own_provider(desk: Desk) -> None:
    made = keep_processors.add_own(desk, replace(OWN, id="mine", document="x.pdf"))
    assert made.id not in ("", "mine")
    assert made.document == "", "a file is only joined by attach"
    assert [sheet.processor for sheet in keep_processors.sheets(desk)] == [made]
    assert keep_processors.sheets(desk)[0].tool is None


@pytest.mark.parametrize("name", ["", "  "])
def test_a_provider_has_a_name(desk: Desk, name: str) -> None:
    with pytest.raises(Refusal):
        keep_processors.add_own(desk, replace(OWN, name=name))
    made = keep_processors.add_own(desk, OWN)
    with pytest.raises(Refusal):
        keep_processors.save(desk, replace(made, name=name))
    assert [problem.field for problem in keep_processors.problems_in(replace(made, name=name))] == ["name"]
    assert keep_processors.sheets(desk)[0].processor == made


def test_a_text_too_long_for_paper_is_refused(desk: Desk) -> None:
    with pytest.raises(Refusal):
        keep_processors.add_own(desk, replace(OWN, use="x" * 301))
    assert keep_processors.sheets(desk) == ()


def test_saving_what_did_not_change_writes_nothing(desk: Desk) -> None:
    made = keep_processors.add_own(desk, OWN)
    before = desk.database.change_count
    assert keep_processors.save(desk, made) == made
    assert desk.database.change_count == before


def test_saving_one_that_was_removed_meanwhile(desk: Desk) -> None:
    made = keep_processors.add_own(desk, OWN)
    keep_processors.remove(desk, made.id)
    with pytest.raises(Refusal):
        keep_processors.save(desk, replace(made, use="autre"))
    assert keep_processors.sheets(desk) == ()


def test_the_tool_it_began_as_does_not_change(desk: Desk) -> None:
    made = keep_processors.add_tool(desk, "brevo")
    assert keep_processors.save(desk, replace(made, tool="zoom", use="lettre")).tool == "brevo"


def test_a_change_that_is_printed_makes_a_version_once_there_is_a_register(desk: Desk) -> None:
    made = keep_processors.add_own(desk, OWN)
    assert version(desk) == 0
    a_register(desk)
    made = keep_processors.save(desk, replace(made, notes="relancer", is_personal_account=True))
    assert version(desk) == 1, "notes are not printed"
    keep_processors.save(desk, replace(made, is_signed=True))
    assert version(desk) == 2


def test_adding_and_removing_are_versions_too(desk: Desk, tmp_path: Path) -> None:
    a_register(desk)
    made = keep_processors.add_own(desk, OWN)
    assert version(desk) == 2
    with open_desk(tmp_path / "data", TODAY + timedelta(days=1)) as later:
        keep_processors.remove(later, made.id)
        assert version(later) == 3


def test_which_sheets_use_it_archived_ones_left_out(desk: Desk) -> None:
    made = keep_processors.add_own(desk, OWN)
    draft = using(desk, made.id)
    old = using(desk, made.id)
    register.keep_activity(desk.database, replace(old, progress=Progress.ARCHIVED))
    assert keep_processors.sheets(desk)[0].used_by == ((draft.id, "Lettre"),)


def test_one_that_sheets_use_is_not_removed(desk: Desk, contract: Path) -> None:
    made = keep_processors.add_own(desk, OWN)
    keep_processors.attach(desk, made.id, contract)
    sheets = [using(desk, made.id), using(desk, made.id)]
    with pytest.raises(Refusal) as refused:
        keep_processors.remove(desk, made.id)
    assert "2\u00a0fiches" in refused.value.sentence
    assert OWN.name not in refused.value.sentence
    assert keep_processors.contract_is_intact(desk, made.id)
    for sheet in sheets:
        register.keep_activity(desk.database, replace(sheet, progress=Progress.ARCHIVED))
    keep_processors.remove(desk, made.id)
    assert (keep_processors.sheets(desk), files(desk)) == ((), [])


@pytest.mark.parametrize(
    "about",
    [
        {"role": Role.PROCESSOR},
        {"people": (PeopleCategory("clients"),)},
        {"people": (PeopleCategory("patients"),)},
        {"kinds": ("client",)},
    ],
)
def test_a_personal_account_used_for_clients(desk: Desk, about: dict[str, object]) -> None:
    made = keep_processors.add_own(desk, replace(OWN, is_signed=True, signed_on=TODAY, is_personal_account=True))
    using(desk, made.id, people=(PeopleCategory("suppliers"),), kinds=("supplier",))
    assert "personal_account" not in kinds(desk)
    using(desk, made.id, **about)
    assert "personal_account" in kinds(desk)


def test_a_contract_is_copied_beside_the_data_with_its_digest(desk: Desk, contract: Path) -> None:
    made = keep_processors.add_own(desk, OWN)
    assert (keep_processors.contract_file(desk, made.id), keep_processors.contract_is_intact(desk, made.id)) == (
        None,
        False,
    )
    joined = keep_processors.attach(desk, made.id, contract)
    kept = keep_processors.contract_file(desk, made.id)
    assert kept == desk.data / "contrats" / made.id / "Accord signé.pdf"
    assert kept.read_bytes() == contract.read_bytes()
    assert joined.document_digest == hashlib.sha256(contract.read_bytes()).hexdigest()
    contract.unlink()
    assert keep_processors.contract_is_intact(desk, made.id)
    kept.write_bytes(b"%PDF autre")
    assert not keep_processors.contract_is_intact(desk, made.id)
    kept.unlink()
    assert (keep_processors.contract_file(desk, made.id), keep_processors.contract_is_intact(desk, made.id)) == (
        None,
        False,
    )


def test_another_contract_takes_the_place_of_the_first(desk: Desk, contract: Path, tmp_path: Path) -> None:
    made = keep_processors.add_own(desk, OWN)
    keep_processors.attach(desk, made.id, contract)
    contract.write_bytes(b"%PDF avenant")
    joined = keep_processors.attach(desk, made.id, contract)
    assert files(desk) == [joined.document] == ["Accord signé-2.pdf"]
    assert keep_processors.contract_is_intact(desk, made.id)


def test_saving_an_older_copy_does_not_lose_the_file(desk: Desk, contract: Path) -> None:
    shown = keep_processors.add_own(desk, OWN)
    joined = keep_processors.attach(desk, shown.id, contract)
    saved = keep_processors.save(desk, replace(shown, is_signed=True))
    assert (saved.document, saved.document_digest) == (joined.document, joined.document_digest)
    assert keep_processors.contract_is_intact(desk, shown.id)


def test_detaching_removes_the_copy(desk: Desk, contract: Path) -> None:
    made = keep_processors.add_own(desk, OWN)
    keep_processors.attach(desk, made.id, contract)
    assert keep_processors.detach(desk, made.id) == made
    assert files(desk) == []
    assert contract.exists()
    assert keep_processors.detach(desk, made.id) == made


@pytest.mark.parametrize("what", ["missing", "folder", "empty", "large", "fifo"])
def test_what_is_no_contract_is_refused_and_the_former_one_stays(
    desk: Desk, contract: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    made = keep_processors.add_own(desk, OWN)
    joined = keep_processors.attach(desk, made.id, contract)
    other = tmp_path / "other"
    if what == "folder":
        other.mkdir()
    elif what == "empty":
        other.touch()
    elif what == "large":
        monkeypatch.setattr(contracts, "LARGEST", 10)
        other.write_bytes(b"x" * 11)
    elif what == "fifo":
        if not hasattr(os, "mkfifo"):
            pytest.skip("no such thing here")
        os.mkfifo(other)
    with pytest.raises(Refusal):
        keep_processors.attach(desk, made.id, other)
    assert files(desk) == [joined.document]
    assert keep_processors.contract_is_intact(desk, made.id)


def test_a_contract_that_cannot_be_written_leaves_nothing(desk: Desk, contract: Path) -> None:
    made = keep_processors.add_own(desk, OWN)
    (desk.data / "contrats").write_text("in the way")
    with pytest.raises(Refusal) as refused:
        keep_processors.attach(desk, made.id, contract)
    assert "copié" in refused.value.sentence
    assert keep_processors.sheets(desk)[0].processor == made


def test_a_database_that_refuses_leaves_no_file(desk: Desk, contract: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = keep_processors.add_own(desk, OWN)
    keep_processors.attach(desk, made.id, contract)

    def full(*_: object) -> None:
        raise Refusal("Le disque est plein.")

    with monkeypatch.context() as patched:
        patched.setattr(processors, "keep_processor", full)
        with pytest.raises(Refusal):
            keep_processors.attach(desk, made.id, contract)
    assert files(desk) == ["Accord signé.pdf"]
    assert keep_processors.contract_is_intact(desk, made.id)


def test_a_copy_that_cannot_be_removed_keeps_its_processor(
    desk: Desk, contract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = keep_processors.add_own(desk, OWN)
    keep_processors.attach(desk, made.id, contract)

    def held(*_: object, **__: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", held)
        for act in (keep_processors.remove, keep_processors.detach):
            with pytest.raises(Refusal):
                act(desk, made.id)
    assert keep_processors.contract_is_intact(desk, made.id)


@pytest.mark.parametrize("document", ["../../rgpd.sqlite", "/etc/passwd", "..", "a/b.pdf", "a\\b.pdf", ".caché"])
def test_a_name_from_elsewhere_never_leads_out_of_the_folder(desk: Desk, document: str) -> None:
    processors.keep_processor(desk.database, replace(OWN, id="p1", document=document, document_digest="0"))
    (desk.data / "contrats" / "p1").mkdir(parents=True)
    assert keep_processors.contract_file(desk, "p1") is None
    keep_processors.remove(desk, "p1")
    assert (desk.data / "rgpd.sqlite").exists()


def test_an_id_from_elsewhere_never_leads_out_of_the_folder(desk: Desk, contract: Path) -> None:
    processors.keep_processor(desk.database, replace(OWN, id="../../up"))
    keep_processors.attach(desk, "../../up", contract)
    kept = keep_processors.contract_file(desk, "../../up")
    assert kept is not None
    assert kept.resolve().is_relative_to((desk.data / "contrats").resolve())


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Contrat œuvré n° 2.pdf", "Contrat œuvré n° 2.pdf"), ("a<b>:?*c.pdf", "a_b____c.pdf"), ("..", "contrat"), ("", "contrat"),
        (".pdf", "pdf"),
        ("con.pdf", "contrat-con.pdf"), ("CON", "contrat-CON"), ("nul.tar.gz", "contrat-nul.tar.gz"), ("fin. ", "fin"),
        ("x" * 300 + ".pdf", "x" * 108 + ".pdf"), ("e\u0301t\u00e9.pdf", "été.pdf"), ("a\u202efdp.exe", "afdp.exe"), ("a\nb.pdf", "ab.pdf"),
    ],
)  # fmt: skip
def test_a_name_that_every_system_takes(name: str, safe: str) -> None:
    assert contracts.safe_name(name) == safe
    assert contracts.safe_name(safe) == safe


def test_a_long_name_taken_twice_is_still_found(desk: Desk, tmp_path: Path) -> None:
    made = keep_processors.add_own(desk, OWN)
    source = tmp_path / f"{'é' * 110}.pdf"
    for content in (b"one", b"two", b"three"):
        source.write_bytes(content)
        keep_processors.attach(desk, made.id, source)
        assert keep_processors.contract_is_intact(desk, made.id)
    assert len(files(desk)) == 1


@pytest.mark.parametrize("id", ["..", "", ".", "/", "../.."])
def test_removing_what_another_register_named_removes_no_data(desk: Desk, contract: Path, id: str) -> None:
    mine = keep_processors.add_own(desk, OWN)
    keep_processors.attach(desk, mine.id, contract)
    processors.keep_processor(desk.database, replace(OWN, id=id))
    keep_processors.remove(desk, id)
    assert (desk.data / "rgpd.sqlite").exists()
    assert keep_processors.contract_is_intact(desk, mine.id)


def test_an_archived_sheet_keeps_the_name_of_who_was_removed(desk: Desk) -> None:
    brevo = keep_processors.add_tool(desk, "brevo")
    (sheet,) = start_register.start(desk, ("newsletter",))
    archived = replace(sheet, progress=Progress.ARCHIVED, processors=(brevo.id,))
    register.keep_activity(desk.database, archived)
    keep_processors.remove(desk, brevo.id)
    kept = keep_register.sheet(desk, sheet.id)
    assert kept.processors == ()
    assert kept.recipients[-1].details == "Brevo (sous-traitant)"
