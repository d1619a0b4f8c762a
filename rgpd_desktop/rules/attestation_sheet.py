"""An attestation with the words a paper or a screen needs of it: who answers, what each line is called. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from rgpd_desktop.rules.attestation_record import KeptAttestation
from rgpd_desktop.rules.business import Business
from rgpd_desktop.rules.purge import PurgeAttestation, PurgeLine, PurgeReach


@dataclass(frozen=True, slots=True)
class LineWords:
    """A line of the purge: `Prospects · 3 ans après le dernier contact…`, and the short name of its source."""

    line: PurgeLine
    rule: str
    source: str


@dataclass(frozen=True, slots=True)
class AttestationSheet:
    """`holds` is false when its fingerprint, its seal or its place in the chain does not verify."""

    kept: KeptAttestation
    attestation: PurgeAttestation
    reach: PurgeReach | None
    lines: tuple[LineWords, ...]
    business: Business
    holds: bool
