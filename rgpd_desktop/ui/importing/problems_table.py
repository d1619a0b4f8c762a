"""The cells that were not read, as a table: line of the file, column, why. Never what the cell held."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import RowProblem
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.text import tip

HEADERS: Final = ("Ligne", "Colonne", "Ce qui n’a pas été lu")
_ROWS_SHOWN: Final = 6
Index = QModelIndex | QPersistentModelIndex


class ProblemsModel(QAbstractTableModel):
    """Rows as they are, however many."""

    def __init__(self, problems: Sequence[RowProblem], parent: QObject) -> None:
        super().__init__(parent)
        self._problems = problems

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many problems."""
        return 0 if parent.isValid() else len(self._problems)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Line, column, reason."""
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of the header."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADERS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell, whole in its tooltip."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        problem = self._problems[index.row()]
        text = (french.number(problem.row), " ".join(problem.column.split()), problem.reason)[index.column()]
        return tip(text) if role == Qt.ItemDataRole.ToolTipRole else text


class ProblemsTable(QTableView):
    """As tall as its first rows; the others scroll."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "framed")
        self.setAccessibleName("Cellules non lues")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.px(34))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setStretchLastSection(True)

    def show_problems(self, problems: Sequence[RowProblem]) -> None:
        """Show these."""
        former = self.model()
        self.setModel(ProblemsModel(problems, self))
        if former is not None:
            former.deleteLater()
        header = self.horizontalHeader()
        header.resizeSection(0, self._theme.px(90))
        header.resizeSection(1, self._theme.px(220))
        rows = min(_ROWS_SHOWN, len(problems))
        self.setFixedHeight(header.sizeHint().height() + rows * self._theme.px(34) + 4)
