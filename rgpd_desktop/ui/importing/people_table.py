"""The table of the lines of a plan: who, how one knows them, why they are there. Nothing is cut: what is long takes several lines."""

from __future__ import annotations

from itertools import islice
from typing import Final

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from rgpd_desktop.services.export_contacts import clipboard_line
from rgpd_desktop.ui.importing.people_model import Column, PeopleModel, TickedPeopleModel
from rgpd_desktop.ui.theme import Theme

_ROW, _SHEET = 84, 120  # px of the design
# The narrowest and widest a column may be, and the share of the room it takes; the reason has the rest.
_SHARED: Final = {Column.NAME: (130, 230, 0.19), Column.DETAIL: (190, 460, 0.42)}
_AROUND: Final = 27  # px around a text in its cell
_HEIGHTS: Final = (36, 52, 70, 88)  # px of a row of one to four lines of text
_MEASURED: Final = 1_500  # rows; after them, two lines each: measuring all of a long list would be felt
_WASTE: Final = 1.25  # a line that breaks between words is not filled


class PeopleTable(QTableView):
    """The columns that say something; Space ticks when the model has ticks."""

    def __init__(self, model: PeopleModel, theme: Theme, *, has_sheets: bool, has_names: bool) -> None:
        super().__init__()
        self._theme = theme
        self._people = model
        self._has_names = has_names
        self.setProperty("role", "framed")
        self.setAccessibleName("Contacts concernés")
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.px(_HEIGHTS[0]))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setStretchLastSection(True)
        self.show_model(model, has_sheets=has_sheets)

    def show_model(self, model: PeopleModel, *, has_sheets: bool) -> None:
        """Show these lines instead."""
        former, self._people = self.model(), model
        model.setParent(self)
        self.setModel(model)
        header = self.horizontalHeader()
        # With the view's own selection model, choosing everything asks every row about every column.
        header.setSelectionModel(QItemSelectionModel(model, header))
        if former is not None and former is not model:
            former.deleteLater()
        self.setColumnHidden(Column.SHEET, not has_sheets)
        for column in _SHARED:
            self.setColumnHidden(column, not self._has_names)
        model.rowsInserted.connect(self._fit_rows)
        self._fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the chosen rows; Ctrl+C copies them."""
        model = self._people
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
            return
        row = self.currentIndex().row()
        if event.key() == Qt.Key.Key_Space and row >= 0 and isinstance(model, TickedPeopleModel):
            rows = [index.row() for index in self.selectionModel().selectedRows(Column.ROW)] or [row]
            model.tick_rows(rows, not model.is_ticked(row))
        else:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        """Put the chosen lines on the clipboard, columns held by tabs: what is shown holds marks that let an address break."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows(Column.ROW)})
        shown = [column for column in Column if not self.isColumnHidden(column)]
        people = [self._people.people[row] for row in rows]
        lines = [clipboard_line(self._people.text(person, column) for column in shown) for person in people]
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the room, and the rows are as tall as their longest text."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        header, px = self.horizontalHeader(), self._theme.px
        header.resizeSection(Column.ROW, px(_ROW))
        header.resizeSection(Column.SHEET, px(_SHEET))
        room = self.viewport().width() - px(_ROW) - (0 if self.isColumnHidden(Column.SHEET) else px(_SHEET))
        for column, (least, most, share) in _SHARED.items():
            header.resizeSection(column, max(px(least), min(px(most), int(room * share))))
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Each row is as tall as its longest text."""
        people, rows = self._people.people, self.verticalHeader()
        shown = [column for column in Column if not self.isColumnHidden(column)]
        taken: dict[Column, int] = {column: self.columnWidth(column) for column in shown if column != Column.REASON}
        taken[Column.REASON] = self.viewport().width() - sum(taken.values())  # it is not stretched yet
        widths = {
            column: max(1, width - _AROUND) for column, width in taken.items() if column in (*_SHARED, Column.REASON)
        }
        was_blocked = rows.blockSignals(True)  # the view would lay itself out for each of them
        rows.setDefaultSectionSize(self._theme.px(_HEIGHTS[len(people) > _MEASURED]))
        for row, person in enumerate(islice(people, _MEASURED)):
            lines = max(self._lines(self._people.text(person, column), width) for column, width in widths.items())
            rows.resizeSection(row, self._theme.px(_HEIGHTS[min(lines, len(_HEIGHTS)) - 1]))
        rows.blockSignals(was_blocked)
        self.updateGeometries()
        self.viewport().update()

    def _lines(self, text: str, width: int) -> int:
        """How many lines a text takes at a width."""
        needed = self.fontMetrics().horizontalAdvance(text)
        return 1 if needed <= width else -int(-needed * _WASTE // width)
