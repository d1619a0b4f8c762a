"""What the contacts base already shows of a processing: how many people of which kind, which data. Called by the wizard and the inspector.

Reads only, and answers counts and names of columns: nothing of anybody.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from rgpd_desktop.rules import contact_data
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.store import contact_columns, contacts


@dataclass(frozen=True, slots=True)
class Evidence:
    """`by_kind` are people by kind; `columns_by_kind` the columns that hold something for one of them at least."""

    by_kind: Mapping[str, int] = field(default_factory=dict)
    columns_by_kind: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """How many people in all."""
        return sum(self.by_kind.values())

    @property
    def fields(self) -> tuple[str, ...]:
        """The French names of the columns that hold something."""
        return contact_data.column_words(self._columns(self.columns_by_kind))

    @property
    def categories(self) -> tuple[str, ...]:
        """The ids of the categories of data they belong to."""
        return contact_data.categories(self._columns(self.columns_by_kind))

    @property
    def has_notes(self) -> bool:
        """Whether somebody has free notes."""
        return contact_data.NOTES in self._columns(self.columns_by_kind)

    def of(self, kinds: Collection[str]) -> Evidence:
        """The same of these kinds only."""
        return Evidence(
            {kind: count for kind, count in self.by_kind.items() if kind in kinds},
            {kind: columns for kind, columns in self.columns_by_kind.items() if kind in kinds},
        )

    def _columns(self, kinds: Collection[str]) -> frozenset[str]:
        return frozenset().union(*(self.columns_by_kind[kind] for kind in kinds))


def evidence(desk: Desk) -> Evidence:
    """What the contacts show today."""
    counted = contacts.count_by_kind_and_state(desk.database, desk.calendar)
    by_kind = {kind: sum(states.values()) for kind, states in counted.items()}
    return Evidence(
        {kind: count for kind, count in by_kind.items() if count},
        contact_columns.held_columns(desk.database, contact_data.COLUMNS),
    )
