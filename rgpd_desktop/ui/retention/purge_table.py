"""The table of a purge: a line a rule, its cutoff day, how many are deleted and archived. A grid of labels, each readable aloud."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules.purge import PurgeLine
from rgpd_desktop.ui.widgets.text import label, line

_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class TableRow:
    """A line and the words of its rule."""

    words: str
    line: PurgeLine


class PurgeTable(QWidget):
    """`show_rows` replaces everything."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Ce qui part, règle par règle")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)

    @property
    def texts(self) -> list[list[str]]:
        """The cells as shown, header first."""
        cells = (
            [self._text(row, column) for column in range(self._grid.columnCount())]
            for row in range(0, self._grid.rowCount(), 2)
        )
        return [[text for text in row if text is not None] for row in cells if row[0] is not None]

    def show_rows(self, rows: Sequence[TableRow], *, has_figures: bool) -> None:
        """Replace the lines; the column of figures only when somebody becomes one."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        headers = [
            "Règle",
            "Départ du délai jusqu’au",
            "Supprimés",
            "Archivés",
            *(["Anonymisés"] if has_figures else []),
        ]
        self._add(0, [label(each, "hint") for each in headers], len(headers))
        for number, each in enumerate(rows, start=1):
            self._add(2 * number, self._cells(each, has_figures), len(headers))

    def _cells(self, row: TableRow, has_figures: bool) -> list[QLabel]:
        counts = [row.line.deleted, row.line.archived, *([row.line.anonymised] if has_figures else [])]
        told = [french.number(many) if many else "–" for many in counts]
        words = label(row.words)
        words.setAccessibleDescription(f"{_before(row.line)} : {french.counted(row.line.total, 'personne')}")
        return [words, label(_before(row.line)), *(label(text) for text in told)]

    def _add(self, row: int, cells: Sequence[QLabel], columns: int) -> None:
        for column, cell in enumerate(cells):
            if column > 1:
                cell.setAlignment(_RIGHT)
            self._grid.addWidget(cell, row, column)
        self._grid.addWidget(line(), row + 1, 0, 1, columns)

    def _text(self, row: int, column: int) -> str | None:
        item = self._grid.itemAtPosition(row, column)
        widget = item.widget() if item is not None else None
        return widget.text() if isinstance(widget, QLabel) else None


def _before(line: PurgeLine) -> str:
    if line.before is None:
        return "avant échéance"
    return f"fin au {french.day(line.before)}" if line.is_archive else french.day(line.before)
