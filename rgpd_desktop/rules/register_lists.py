"""The closed lists of the law that a sheet answers with: legal bases, categories of data, safeguards… Filled by content, read by services.

Pure nouns, and how a label of CNIL's template finds its id. Holds no French sentence of its own: every label is content.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rgpd_desktop.rules.register import Words


class Regime(StrEnum):
    """Under which regime a category of data stands: the NIR and offences (art. 10, 87) are no sensitive data of art. 9."""

    ORDINARY = "ordinary"
    SENSITIVE = "sensitive"
    NIR = "nir"
    OFFENCES = "offences"


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A legal basis (art. 6-1): `asks` is the question whose answer is the detail of the purpose."""

    id: str
    label: str
    article: str
    explanation: str
    asks: str
    source: str


@dataclass(frozen=True, slots=True)
class LegalChoice:
    """An exception of art. 9-2, a safeguard of a transfer, a criterion of the impact assessment. `cnil_row` is the label of CNIL's list,
    "" where the template has none."""

    id: str
    label: str
    explanation: str
    source: str
    article: str = ""
    cnil_row: str = ""


@dataclass(frozen=True, slots=True)
class PlainChoice:
    """A group of recipients or of measures, an end action: `cnil_row` as in LegalChoice."""

    id: str
    label: str
    explanation: str
    cnil_row: str = ""


@dataclass(frozen=True, slots=True)
class DataKind:
    """A category of data. `hint` are examples; `cnil_row` is the row of CNIL's template it goes to."""

    id: str
    label: str
    hint: str
    regime: Regime
    cnil_row: str


@dataclass(frozen=True, slots=True)
class PeopleGroup:
    """A category of people concerned; `kinds` are the kinds of contacts that belong to it."""

    id: str
    label: str
    cnil_row: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StartPhrase:
    """From when a period runs, in words that follow "3 ans", or that say it all ("jusqu’au désabonnement")."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class RegisterLists:
    """Every list, each in the order it is shown."""

    bases: tuple[LegalBasis, ...]
    conditions: tuple[LegalChoice, ...]
    data: tuple[DataKind, ...]
    people: tuple[PeopleGroup, ...]
    recipients: tuple[PlainChoice, ...]
    safeguards: tuple[LegalChoice, ...]
    measures: tuple[PlainChoice, ...]
    criteria: tuple[LegalChoice, ...]
    ends: tuple[PlainChoice, ...]
    starts: tuple[StartPhrase, ...]

    def of_regime(self, regime: Regime) -> tuple[DataKind, ...]:
        """The categories of data under that regime."""
        return tuple(kind for kind in self.data if kind.regime is regime)

    @property
    def words(self) -> Words:
        """The labels as the paper prints them, the article beside what rests on one: `Intérêt légitime (art. 6-1 f)`."""
        return Words(
            bases={each.id: f"{each.label} ({each.article})" for each in self.bases},
            data={each.id: each.label for each in self.data},
            people={each.id: each.label for each in self.people},
            safeguards={each.id: each.label for each in self.safeguards},
            groups={each.id: each.label for each in self.measures},
            conditions={each.id: f"{each.label} ({each.article})" for each in self.conditions},
            criteria={each.id: each.label for each in self.criteria},
        )
