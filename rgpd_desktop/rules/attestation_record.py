"""An attestation and its reach as flat records, for the base and for scripts; what verifies their chain. Pure. See docs/cli.md."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rgpd_desktop.rules import identity
from rgpd_desktop.rules.purge import PurgeAttestation, PurgeLine, PurgePlan, PurgeReach

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class KeptAttestation:
    """An attestation as the base keeps it: `record` and `reach` are the texts that `fingerprint` and `seal` answer for.

    `reach` and `seal` are "" until the file was cleaned. `previous` is the number of the one before, "" for the first.
    """

    number: str
    record: str
    fingerprint: str
    reach: str = ""
    seal: str = ""
    previous: str = ""
    previous_fingerprint: str = ""

    @property
    def attestation(self) -> PurgeAttestation:
        """What it says."""
        return attestation_from(json.loads(self.record))

    @property
    def how_far(self) -> PurgeReach | None:
        """How far the erasure went, None while it is not over."""
        return reach_from(json.loads(self.reach)) if self.reach else None


def spelled(record: Mapping[str, Any]) -> str:
    """The one text of a record, that its fingerprint is made from."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def record_of(attestation: PurgeAttestation) -> Record:
    """The attestation as plain values."""
    return {
        "number": attestation.number,
        "at": attestation.at.isoformat(timespec="seconds"),
        "operator": attestation.operator,
        "content": attestation.content.isoformat(),
        **record_of_plan(attestation.plan),
        "fingerprints": attestation.fingerprints,
        "exports": attestation.exports,
    }


def record_of_plan(plan: PurgePlan) -> Record:
    """The plan as plain values."""
    return {
        "on": plan.on.isoformat(),
        "lines": [
            {
                "kind": each.kind, "rule": each.rule, "source": each.source, "months": each.months, "days": each.days,
                "before": each.before.isoformat() if each.before else None, "is_archive": each.is_archive,
                "deleted": each.deleted, "archived": each.archived, "anonymised": each.anonymised,
            }
            for each in plan.lines
        ],
        "held": plan.held, "floors": plan.floors, "opposed": plan.opposed, "archivable": plan.archivable,
    }  # fmt: skip


def attestation_from(record: Mapping[str, Any]) -> PurgeAttestation:
    """The attestation of a record of `record_of`. Raises KeyError, TypeError or ValueError on anything else."""
    lines = tuple(
        PurgeLine(
            each["kind"], each["rule"], each["source"], each["months"], each["days"],
            date.fromisoformat(each["before"]) if each["before"] else None,
            each["is_archive"], each["deleted"], each["archived"], each["anonymised"],
        )
        for each in record["lines"]
    )  # fmt: skip
    plan = PurgePlan(
        date.fromisoformat(record["on"]),
        lines,
        record["held"],
        record["floors"],
        record["opposed"],
        record["archivable"],
    )
    return PurgeAttestation(
        record["number"], datetime.fromisoformat(record["at"]), record["operator"], date.fromisoformat(record["content"]),
        plan, record["fingerprints"], record["exports"],
    )  # fmt: skip


def record_of_reach(reach: PurgeReach) -> Record:
    """The reach as plain values."""
    return {
        "at": reach.at.isoformat(timespec="seconds"), "rewritten": reach.rewritten, "removed": reach.removed, "absent": reach.absent,
    }  # fmt: skip


def reach_from(record: Mapping[str, Any]) -> PurgeReach:
    """The reach of a record of `record_of_reach`."""
    return PurgeReach(datetime.fromisoformat(record["at"]), record["rewritten"], record["removed"], record["absent"])


def fingerprint(key: bytes, record: str, previous: str) -> str:
    """The keyed fingerprint of an attestation, tied to that of the one before ("" for the first)."""
    return identity.fingerprint(key, f"attestation\n{previous}\n{record}").hex()


def seal(key: bytes, fingerprint: str, reach: str) -> str:
    """The keyed fingerprint of a reach, tied to its attestation."""
    return identity.fingerprint(key, f"reach\n{fingerprint}\n{reach}").hex()


def broken(key: bytes, kept: Sequence[KeptAttestation], told: Iterable[str]) -> list[str]:
    """The numbers that do not hold: altered, out of the chain, sealed otherwise, or told by the journal (`told`) and gone.

    Empty when the whole chain holds.
    """
    found, previous = [], ""
    for each in kept:
        holds = (
            each.fingerprint == fingerprint(key, each.record, previous) and f'"number":"{each.number}"' in each.record
        )
        if each.reach or each.seal:
            holds = holds and each.seal == seal(key, each.fingerprint, each.reach)
        if not holds:
            found.append(each.number)
        previous = each.fingerprint
    known = {each.number for each in kept}
    return found + [number for number in dict.fromkeys(told) if number not in known]
