"""A sheet of the register (fiche d'activité de traitement, RGPD art. 30) and what it is made of. Filled by services, printed by documents.

Pure nouns. What belongs to a closed list of the law (legal bases, categories of data, safeguards…) is an id of the content; what the person
types is kept beside it as they typed it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rgpd_desktop.rules.business import NOBODY, Party
from rgpd_desktop.rules.retention import Period


class Role(StrEnum):
    """Whose processing it is: one's own (art. 30-1), or carried out for a client (art. 30-2)."""

    CONTROLLER = "controller"
    PROCESSOR = "processor"


class Progress(StrEnum):
    """Where a sheet stands: `DRAFT` may be left half way, `KEPT` is in the register, `ARCHIVED` was and is kept for memory."""

    DRAFT = "draft"
    KEPT = "kept"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Purpose:
    """A purpose and its legal basis (art. 6-1). `basis` is an id of the content, "" while unanswered; `detail` is the interest pursued,
    the text that obliges, or how the consent is collected."""

    text: str
    basis: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long one category of data is kept: `period` from `starts`, then `then`, then `archive`.

    `period` None means that `starts` says it all in words ("jusqu’au désabonnement"). `then` is "delete", "archive", "anonymise" or
    "return". `kind` names the kind of people whose retention rule this duration is; its period is then the rule's, and changes with it.
    """

    period: Period | None = None
    starts: str = ""
    then: str = "delete"
    archive: Period | None = None
    archive_reason: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class DataCategory:
    """A category of personal data, with what it holds in plain words. `category` is an id of the content."""

    category: str
    details: str = ""
    keeping: Keeping = Keeping()


def keyed(data: Iterable[DataCategory]) -> dict[str, DataCategory]:
    """The rows under names of their own: their category, `identity#2` for the second row of one, as an imported register may have."""
    found: dict[str, DataCategory] = {}
    for each in data:
        key, number = each.category, 1
        while key in found:
            number += 1
            key = f"{each.category}#{number}"
        found[key] = each
    return found


@dataclass(frozen=True, slots=True)
class PeopleCategory:
    """A category of people concerned; `category` is an id of the content, or "" for one that only `details` names."""

    category: str
    details: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who receives the data besides the processors: `group` is "internal", "institution", "third_country" or "other"."""

    group: str
    details: str = ""


@dataclass(frozen=True, slots=True)
class Transfer:
    """Data that leave the European Union: to whom, to which country, under which safeguard (id of the content), and its paper."""

    recipient: str
    country: str = ""
    safeguard: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A security measure of the sheet: `group` is one of the types of CNIL's template (id of the content)."""

    group: str
    details: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    """One sheet. `id` never changes; `reference` is the number printed ("RT-001"), `model` the sheet of the catalogue it began as.

    `processors` are ids of the processors page. `client` is for whom the work is done, in a sheet of the art. 30-2 register.
    `content_version` is the version of the legal content the sheet was last saved under.
    """

    id: str
    name: str
    role: Role = Role.CONTROLLER
    progress: Progress = Progress.DRAFT
    reference: str = ""
    model: str = ""
    software: str = ""
    joint_controllers: tuple[Party, ...] = ()
    client: Party = NOBODY
    purposes: tuple[Purpose, ...] = ()
    people: tuple[PeopleCategory, ...] = ()
    data: tuple[DataCategory, ...] = ()
    sensitive: tuple[DataCategory, ...] = ()
    sensitive_condition: str = ""
    uses_nir: DataCategory | None = None
    uses_offences: DataCategory | None = None
    is_direct: bool | None = None
    source: str = ""
    recipients: tuple[Recipient, ...] = ()
    processors: tuple[str, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    measures: tuple[MeasureLine, ...] = ()
    rights: str = ""
    automated_decision: str = ""
    dpia_criteria: tuple[str, ...] = ()
    dpia: str = ""
    kinds: tuple[str, ...] = ()
    created_on: date | None = None
    updated_on: date | None = None
    reviewed_on: date | None = None
    content_version: str = ""

    @property
    def all_data(self) -> tuple[DataCategory, ...]:
        """Every category, the ordinary ones first, the regimes apart last."""
        apart = tuple(each for each in (self.uses_nir, self.uses_offences) if each is not None)
        return self.data + self.sensitive + apart
