"""The register as plain values: everything comes back, what is not a register is told as such."""

from __future__ import annotations

import json
from datetime import date

import pytest

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
from rgpd_desktop.rules.processor import Processor, ProcessorRole
from rgpd_desktop.rules.register_record import from_plain, to_plain
from rgpd_desktop.rules.retention import Period

WHOLE = Activity(
    id="a1", name="Prospection <b>&\"'", role=Role.PROCESSOR, progress=Progress.KEPT, reference="ST-001", model="prospecting",
    software="Brevo", joint_controllers=(Party("Élodie", "Œuvre"),), client=Party(company="Client SARL"),
    purposes=(Purpose("Trouver", "legitimate_interest", "développer l’activité"), Purpose("Écrire")),
    people=(PeopleCategory("prospects", "entreprises"),),
    data=(DataCategory("identity", "nom", Keeping(Period(years=3), "dernier contact", "archive", Period(months=6), "preuve", "prospect")),),
    sensitive=(DataCategory("health"),), sensitive_condition="explicit_consent", uses_nir=DataCategory("nir", "paie"),
    uses_offences=DataCategory("offences"), is_direct=False, source="salon", recipients=(Recipient("internal", "moi"),),
    processors=("p1",), transfers=(Transfer("Outil", "États-Unis", "scc", "https://"),), measures=(MeasureLine("access", "mot de passe"),),
    rights="contact@", automated_decision="non", dpia_criteria=("scale",), dpia="non requise", kinds=("prospect",),
    created_on=date(2026, 1, 2), updated_on=date(2026, 2, 3), reviewed_on=date(2026, 3, 4), content_version="2026-11-26",
)  # fmt: skip


@pytest.mark.parametrize(
    "noun",
    [
        WHOLE,
        Activity("a", ""),
        Business("Claire Morel", True, trades=("coach",), officer=Party("D", email="d@exemple.example")),
        Processor("p", "Brevo", role=ProcessorRole.BOTH, is_signed=True, signed_on=date(2025, 2, 2)),
        MeasureAnswer("m01", Answer.PARTLY, "en cours", date(2026, 1, 1), date(2026, 6, 1)),
    ],
    ids=lambda noun: type(noun).__name__,
)
def test_everything_comes_back_through_json(noun):
    assert from_plain(type(noun), json.loads(json.dumps(to_plain(noun)))) == noun


def test_every_field_of_a_sheet_is_filled_in_this_test():
    assert len(to_plain(WHOLE)) == len(Activity.__dataclass_fields__)


@pytest.mark.parametrize(
    "plain",
    [
        {}, [], "texte", None, {"id": 1, "name": "x"}, {"id": "x", "name": "y", "data": "abc"},
        {"id": "x", "name": "y", "created_on": "hier"}, {"id": "x", "name": "y", "is_direct": "false"},
        {"id": "x", "name": "y", "role": "chef"}, {"id": "x", "name": "y", "purposes": [["a"]]},
    ],
)  # fmt: skip
def test_what_is_no_sheet_is_refused_without_repeating_it(plain):
    with pytest.raises(ValueError, match=r"^not a Activity$") as caught:
        from_plain(Activity, plain)
    assert caught.value.__suppress_context__


def test_what_another_version_added_is_left_out():
    assert from_plain(Activity, {"id": "x", "name": "y", "of_tomorrow": 3}) == Activity("x", "y")
