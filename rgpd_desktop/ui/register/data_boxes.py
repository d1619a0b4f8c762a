"""Categories of data as boxes to tick, each with what it holds in the person's own words. In two columns, in one when there is no room.

A register brought in may have several rows of one category, each with its duration: each has its box.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules.activity import DataCategory, keyed
from rgpd_desktop.rules.register_lists import DataKind
from rgpd_desktop.ui.theme import Theme

_TWO_COLUMNS_FROM: Final = 560  # px of the design

NewData = Callable[[str], DataCategory]


@dataclass(frozen=True, slots=True)
class _Cell:
    box: QCheckBox
    details: QLineEdit
    holder: QWidget


class DataBoxes(QWidget):
    """`make` gives what a category is when it is ticked for the first time. One unticked is remembered, should it be ticked again."""

    edited = Signal()

    def __init__(self, theme: Theme, kinds: Sequence[DataKind], make: NewData) -> None:
        super().__init__()
        self._theme, self._make = theme, make
        self._kinds = {kind.id: kind for kind in kinds}
        self._known: dict[str, DataCategory] = {}
        self._others: tuple[DataCategory, ...] = ()
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(8)
        self.cells = {kind.id: self._cell(kind, kind.id) for kind in kinds}
        self._arrange(1)

    def show_data(self, data: Sequence[DataCategory]) -> None:
        """Tick these, with their details."""
        self._known = keyed(each for each in data if each.category in self._kinds)
        self._others = tuple(each for each in data if each.category not in self._kinds)
        self._fit_rows()
        for id, cell in self.cells.items():
            known = self._known.get(id)
            cell.box.setChecked(known is not None)
            cell.details.setText(known.details if known is not None else "")

    def read(self) -> tuple[DataCategory, ...]:
        """Those ticked: in the order they had, then in that of the list."""
        ticked = {id: cell.details.text() for id, cell in self.cells.items() if cell.box.isChecked()}
        order = [id for id in self._known if id in ticked] + [id for id in ticked if id not in self._known]
        return tuple(replace(self._known.get(id) or self._make(id), details=ticked[id]) for id in order) + self._others

    def _fit_rows(self) -> None:
        """A box more for each further row of a category; those of another sheet go."""
        wanted = {*self._kinds, *self._known}
        if set(self.cells) == wanted:
            return
        for key in [key for key in self.cells if key not in wanted]:
            holder = self.cells.pop(key).holder
            holder.hide()
            holder.deleteLater()
        for key, each in self._known.items():
            if key not in self.cells:
                self.cells[key] = self._cell(self._kinds[each.category], key)
        columns, self._columns = self._columns, 0
        self._arrange(columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column when two would be cut."""
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= self._theme.px(_TWO_COLUMNS_FROM) else 1)

    def _cell(self, kind: DataKind, key: str) -> _Cell:
        number = key.partition("#")[2]
        name = f"{kind.label} ({number})" if number else kind.label
        box, details, holder = QCheckBox(name), QLineEdit(), QWidget()
        box.setToolTip(french.spaced(kind.hint))
        details.setPlaceholderText(french.spaced(f"lesquelles : {kind.hint}"))
        details.setAccessibleName(f"{name}{french.HARD}: lesquelles")
        details.setToolTip(french.spaced(kind.hint))
        details.hide()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(box)
        column.addWidget(details)
        column.addStretch()
        box.toggled.connect(details.setVisible)
        box.clicked.connect(lambda is_ticked: self._on_ticked(key, is_ticked))
        details.textEdited.connect(self.edited)
        return _Cell(box, details, holder)

    def _on_ticked(self, id: str, is_ticked: bool) -> None:
        cell = self.cells[id]
        if is_ticked and not cell.details.text():
            cell.details.setText(self._make(id.partition("#")[0]).details)
        self.edited.emit()

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        rows = -(-len(self.cells) // columns)
        for place, cell in enumerate(self.cells.values()):
            self._grid.removeWidget(cell.holder)
            self._grid.addWidget(cell.holder, place % rows, place // rows, Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns == 2 else 0)
