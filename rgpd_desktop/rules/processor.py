"""Who else handles the data (sous-traitant, destinataire): tools of the catalogue, one's own. Called by services, papers. Pure nouns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class ProcessorRole(StrEnum):
    """What the tool is in the eyes of the RGPD: only a processor needs the contract of art. 28."""

    PROCESSOR = "processor"
    CONTROLLER = "controller"
    BOTH = "both"
    JOINT = "joint"
    SOFTWARE = "software"  # installed at home: nobody receives anything


ROLE_WORDS: Final = {
    ProcessorRole.PROCESSOR: "sous-traitant",
    ProcessorRole.CONTROLLER: "responsable distinct",
    ProcessorRole.BOTH: "sous-traitant, et responsable distinct d’une partie",
    ProcessorRole.JOINT: "responsable conjoint",
    ProcessorRole.SOFTWARE: "logiciel installé sur place",
}


@dataclass(frozen=True, slots=True)
class Tool:
    """A usual tool, from the content. `confidence` is a rules.retention.Confidence value; `check` says what the person must verify.

    `family` is the French name of the group it is shown in; `source` an id of the catalogue, "" when no page of its own was read; `read`
    what was read of it, in French.
    """

    id: str
    name: str
    use: str
    role: ProcessorRole
    entity: str
    country: str
    transfer: str  # the mechanism in French, "" when no transfer is known
    safeguards: tuple[str, ...]  # ids of the content's safeguards
    confidence: str
    checked_on: date
    check: str
    words: tuple[str, ...] = ()  # other names people give it, looked for in what they type
    personal_account: str = ""  # a warning when the free personal account offers no contract
    family: str = ""
    source: str = ""
    read: str = ""


@dataclass(frozen=True, slots=True)
class Processor:
    """A tool or a provider really used. `tool` is the id of the catalogue, "" for one's own. `document` is the name of the contract's file,
    kept beside the data; `document_digest` its SHA-256."""

    id: str
    name: str
    tool: str = ""
    use: str = ""
    role: ProcessorRole = ProcessorRole.PROCESSOR
    entity: str = ""
    country: str = ""
    transfer: str = ""
    safeguard: str = ""
    is_signed: bool = False
    signed_on: date | None = None
    document: str = ""
    document_digest: str = ""
    is_personal_account: bool = False
    notes: str = ""

    @property
    def says_where(self) -> bool:
        """Whether `transfer` says where the data go ("vers les États-Unis"), rather than by virtue of what."""
        return self.transfer.strip().casefold().startswith(("vers ", "hors ", "aux ", "au ", "en "))

    @property
    def destination(self) -> str:
        """Where the data that leave the European Union go: what `transfer` says, else the country of the company."""
        return self.transfer if self.says_where else self.country

    @property
    def needs_contract(self) -> bool:
        """Whether art. 28 asks for a contract with it."""
        return self.role in (ProcessorRole.PROCESSOR, ProcessorRole.BOTH)
