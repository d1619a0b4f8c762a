"""What is watched in a processor: its contract, its transfers, a personal account, the age of what is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rgpd_desktop.rules.processor import Processor, ProcessorRole, Tool
from rgpd_desktop.rules.processor_alerts import Alert, alerts
from rgpd_desktop.rules.retention import Confidence
from rgpd_desktop.rules.transfers import Country, TransferLists, TransferNote

TODAY = date(2026, 11, 26)
LISTS = TransferLists(
    eea=(Country("FR", "France"), Country("IE", "Irlande")),
    adequate=(Country("CH", "Suisse"), Country("GB", "Royaume-Uni", until=date(2031, 12, 27))),
    third=(Country("US", "États-Unis", ("USA",)),), safeguards=(), checked_on=TODAY,
    notes=(TransferNote("dpf_rule", "", "Notez les clauses contractuelles types.", "rgpd", Confidence.SECOND_HAND),),
)  # fmt: skip
FINE = Processor(
    id="p", name="Outil", country="France", is_signed=True, signed_on=TODAY, document="contrat.pdf", document_digest="0"
)
TOOL = Tool("t", "Outil", "", ProcessorRole.PROCESSOR, "", "France", "", (), "unconfirmed", TODAY, "Tout")


def told(
    processor: Processor, tool: Tool | None = None, today: date = TODAY, serves_clients: bool = False
) -> list[str]:
    return [alert.kind for alert in alerts(processor, tool, LISTS, today, serves_clients)]


def only(processor: Processor, **more: object) -> Alert:
    (alert,) = alerts(processor, None, LISTS, more.get("today", TODAY), True)  # type: ignore[arg-type]
    return alert


def test_all_is_well() -> None:
    assert told(FINE, TOOL, serves_clients=True) == []


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        (ProcessorRole.PROCESSOR, ["no_contract"]), (ProcessorRole.BOTH, ["no_contract"]), (ProcessorRole.CONTROLLER, []),
        (ProcessorRole.JOINT, []), (ProcessorRole.SOFTWARE, []),
    ],
)  # fmt: skip
def test_only_a_processor_needs_its_contract(role: ProcessorRole, kinds: list[str]) -> None:
    assert told(replace(FINE, role=role, is_signed=False)) == kinds


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"signed_on": None}, "n’a pas sa date."), ({"document": ""}, "n’a pas sa copie."),
        ({"signed_on": None, "document": ""}, "n’a sa date ni sa copie."),
    ],
)  # fmt: skip
def test_a_contract_without_its_date_or_its_copy_is_a_gentle_alert(change: dict[str, object], words: str) -> None:
    alert = only(replace(FINE, **change))  # type: ignore[arg-type]
    assert (alert.kind, alert.is_gentle) == ("contract_unproven", True)
    assert alert.sentence == f"Le contrat avec Outil {words}"


def test_what_leaves_the_area_needs_a_safeguard() -> None:
    assert told(replace(FINE, country="États-Unis")) == ["no_safeguard"]
    assert told(replace(FINE, country="Irlande ou États-Unis")) == ["no_safeguard"]
    assert told(replace(FINE, country="Irlande", transfer="vers les États-Unis")) == ["no_safeguard"]
    assert told(replace(FINE, country="États-Unis", safeguard="scc")) == []
    assert told(replace(FINE, country="États-Unis", safeguard="dpf_scc")) == []
    assert told(replace(FINE, country="Suisse")) == []


@pytest.mark.parametrize("words", ["aucun", "Aucun transfert", "non", "néant", "sans objet", "pas de transfert", " "])
def test_one_who_types_that_nothing_leaves_is_not_asked_for_a_safeguard(words: str) -> None:
    assert told(replace(FINE, transfer=words)) == []


def test_the_dpf_is_never_alone() -> None:
    alert = only(replace(FINE, country="États-Unis", transfer="vers les États-Unis", safeguard="dpf"))
    assert alert.kind == "dpf_alone"
    assert "clauses contractuelles types" in alert.remedy


def test_adequacy_that_is_over_is_told_unless_something_else_frames_the_transfer() -> None:
    british, after = replace(FINE, country="Royaume-Uni", safeguard="adequacy"), date(2031, 12, 28)
    assert told(british) == []
    assert told(british, today=after) == ["not_adequate"]
    assert told(replace(british, safeguard=""), today=after) == ["no_safeguard"]
    assert told(replace(british, safeguard="scc"), today=after) == []
    assert "27/12/2031" in only(british, today=after).sentence


def test_adequacy_claimed_for_a_country_that_is_not() -> None:
    alert = only(replace(FINE, country="États-Unis", safeguard="adequacy"))
    assert (alert.kind, alert.sentence) == ("not_adequate", "États-Unis n’est pas reconnu comme pays adéquat.")
    assert told(replace(FINE, country="Suisse", transfer="vers la Suisse", safeguard="adequacy")) == []


def test_a_country_that_no_list_has_or_that_is_missing() -> None:
    assert "ne connaît pas le pays" in only(replace(FINE, country="Atlantide")).sentence
    assert "n’est pas renseigné" in only(replace(FINE, country="")).sentence
    assert only(replace(FINE, country="")).is_gentle
    assert told(replace(FINE, country="", transfer="vers l’Asie")) == ["no_safeguard", "no_country"]


def test_a_personal_account_alerts_when_clients_are_concerned() -> None:
    personal = replace(FINE, is_personal_account=True)
    assert told(personal) == []
    assert told(personal, serves_clients=True) == ["personal_account"]
    warned = replace(TOOL, personal_account="Prenez l’offre professionnelle.")
    (alert,) = alerts(personal, warned, LISTS, TODAY, serves_clients=True)
    assert alert.remedy == "Prenez l’offre professionnelle."


def test_what_is_known_of_a_tool_grows_old() -> None:
    assert told(FINE, TOOL, TODAY + timedelta(days=365)) == []
    assert told(FINE, TOOL, TODAY + timedelta(days=366)) == ["old_facts"]
    assert told(FINE, None, TODAY + timedelta(days=3660)) == []


def test_the_heaviest_come_first_and_software_alerts_of_nothing() -> None:
    bad = replace(FINE, signed_on=None, country="États-Unis")
    assert told(bad, TOOL, TODAY + timedelta(days=500)) == ["no_safeguard", "contract_unproven", "old_facts"]
    assert told(replace(bad, role=ProcessorRole.SOFTWARE), TOOL) == []


def test_a_name_stays_a_name() -> None:
    alert = only(replace(FINE, name="<b>&\"' : ?\u202e", country=""))
    assert "<b>&\"'" in alert.sentence
    assert "\u202e" not in alert.sentence
