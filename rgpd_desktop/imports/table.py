"""A table being filled cell by cell while its mark-up goes by: where the next cell falls, and what spans repeat.

html_tables and xml_sheets fill it, markup serves it as a sheet.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rgpd_desktop.imports.book import MAXIMUM_COLUMNS, MOST_MARKUP_ROWS, too_long, too_wide
from rgpd_desktop.rules.columns import Cell


@dataclass(slots=True)
class Table:
    """One sheet of mark-up. `lines` are its rows that hold something, with their number from 1."""

    name: str = ""
    is_visible: bool = True
    lines: list[tuple[int, list[Cell]]] = field(default_factory=list)
    opened: int = 0  # rows so far, empty ones too
    row: int = 0
    column: int = 0
    is_row_open: bool = False
    _cells: list[Cell] = field(default_factory=list)
    _spanning: dict[int, tuple[int, Cell]] = field(default_factory=dict)  # column: (last row, value repeated down)

    def open_row(self, number: int | None = None) -> None:
        """Starts the next row, or row `number` when the file names it; ends the one before."""
        self.close_row()
        self.opened += 1
        if self.opened > MOST_MARKUP_ROWS:
            raise too_long()
        self.row = number if number is not None and number > self.row else self.row + 1
        self.column = 0
        self.is_row_open = True

    def close_row(self) -> None:
        """Keeps the row being filled when something is in it."""
        if any(cell is not None for cell in self._cells):
            for column, (last, value) in list(self._spanning.items()):
                if last < self.row:
                    del self._spanning[column]
                elif value is not None and self._at(column) is None:
                    self._put(column, value)
            self.lines.append((self.row, self._cells))
        self._cells = []
        self.is_row_open = False

    def add(self, value: Cell, width: int = 1, height: int = 1) -> None:
        """Puts a cell at the next free place; over `width` columns it counts once, over `height` rows it is repeated."""
        while self.column in self._spanning and self._spanning[self.column][0] >= self.row:
            self.column += 1
        if value is not None:
            if self.column >= MAXIMUM_COLUMNS:
                raise too_wide(self.column + 1)
            self._put(self.column, value)
        if height > 1:
            for offset in range(min(width, MAXIMUM_COLUMNS)):
                self._spanning[self.column + offset] = (self.row + height - 1, None if offset else value)
        self.column += width

    def _at(self, column: int) -> Cell:
        return self._cells[column] if column < len(self._cells) else None

    def _put(self, column: int, value: Cell) -> None:
        self._cells.extend([None] * (column + 1 - len(self._cells)))
        self._cells[column] = value
