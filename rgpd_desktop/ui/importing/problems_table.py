"""The cells that were not read, as a table: line, person, column and what the cell held, why. Fetched as it is scrolled.

What a cell held is shown to whoever owns the list, and goes nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from rgpd_desktop.ui.importing.people_model import CELL_HEADERS, PeopleModel
from rgpd_desktop.ui.importing.people_table import PeopleTable
from rgpd_desktop.ui.theme import Theme

_ROWS_SHOWN: Final = 6


class ProblemsTable(PeopleTable):
    """As tall as its first rows; the others scroll."""

    def __init__(self, theme: Theme) -> None:
        self._total = 0
        super().__init__(_no_cells(), theme, has_sheets=False, has_names=True)
        self.setAccessibleName("Cellules non lues")

    def show_cells(self, total: int, ask: Callable[[int], None], *, has_sheets: bool) -> None:
        """Show `total` cells; `ask(offset)` is called when more are wanted, and answered through `cells.add`."""
        self._total = total
        self.show_model(PeopleModel(total, ask, headers=CELL_HEADERS), has_sheets=has_sheets)

    @property
    def cells(self) -> PeopleModel:
        """The model to be filled."""
        return self._people

    def stop_asking(self) -> None:
        """The list was let go: what is there is all there will be."""
        self._people.add([])

    def _fit_rows(self) -> None:
        super()._fit_rows()
        header, shown = self.verticalHeader(), min(_ROWS_SHOWN, self._total)
        there = min(shown, header.count())
        heights = sum(map(header.sectionSize, range(there))) + (shown - there) * header.defaultSectionSize()
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + heights + 4)


def _no_cells() -> PeopleModel:
    return PeopleModel(0, lambda _offset: None, headers=CELL_HEADERS)
