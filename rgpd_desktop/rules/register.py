"""The register as it is printed: everything the paper needs in one noun, gathered by services, laid out by documents. Pure.

Holds what is true and its French words, so that the floor of documents opens neither the store nor the content.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rgpd_desktop.rules.activity import Activity, Progress, Role
from rgpd_desktop.rules.business import Business
from rgpd_desktop.rules.processor import Processor
from rgpd_desktop.rules.retention import RetentionRule


@dataclass(frozen=True, slots=True)
class Words:
    """The French labels of the content's closed lists, by id. An id without a label is printed as it is.

    `bases` legal bases (art. 6-1), `data` categories of data (sensitive, NIR and offences included), `people` categories of people,
    `safeguards` of transfers (art. 44 to 49), `groups` types of measures, `conditions` exceptions of art. 9-2, `criteria` the nine of the
    impact assessment.
    """

    bases: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    safeguards: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    conditions: Mapping[str, str] = field(default_factory=dict)
    criteria: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A version of the register: its day, its number, what changed in it, in French."""

    on: date
    version: str
    what: str


@dataclass(frozen=True, slots=True)
class SheetChange:
    """A line of the history of a sheet: `at` is an ISO local time, `what` the French names of what changed."""

    activity: str
    at: str
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegisterVersion:
    """A version of the whole register: its number, the day it dates from."""

    number: int
    made_on: date


@dataclass(frozen=True, slots=True)
class Register:
    """A version of the register (RGPD, art. 30). `activities` are in the order chosen, drafts included; `processors` are by id; `measures`
    (group id, sentence) are what the security list lets claim; `rules` are the retention rules by kind, for the durations they set."""

    business: Business
    version: int
    on: date
    content_version: str
    activities: tuple[Activity, ...] = ()
    processors: Mapping[str, Processor] = field(default_factory=dict)
    measures: tuple[tuple[str, str], ...] = ()
    history: tuple[HistoryLine, ...] = ()
    rules: Mapping[str, RetentionRule] = field(default_factory=dict)
    words: Words = field(default_factory=Words)
    doubts: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # by sheet: the categories whose duration no text confirms
    unsure: tuple[str, ...] = ()  # the processors whose description nothing confirms
    is_extract: bool = False  # some sheets only, not the register

    def kept(self, role: Role) -> tuple[Activity, ...]:
        """The sheets in the register, of one's own processing (art. 30-1) or of the work done for clients (art. 30-2)."""
        return tuple(each for each in self.activities if each.progress is Progress.KEPT and each.role is role)

    @property
    def archived(self) -> tuple[Activity, ...]:
        """The sheets of what is no longer done, kept for memory."""
        return tuple(each for each in self.activities if each.progress is Progress.ARCHIVED)
