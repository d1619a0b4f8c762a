"""The sheets of the register one under the other: name, a line under it, its state as a pill; dragged, or moved by Alt+Up and Alt+Down.

Shows what it is given and says what is chosen or moved; the page acts. The first row may be the findings, which do not move.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from rgpd_desktop.basics import french
from rgpd_desktop.rules.activity import Progress
from rgpd_desktop.services.register_overview import SheetLine
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.two_line_list import ListRow, TwoLineList

FINDINGS: Final = ""  # the id of the row of findings
_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def pill_of(line: SheetLine) -> tuple[str, str]:
    """The word of a sheet's state and its tone."""
    progress = line.activity.progress
    if progress is Progress.ARCHIVED:
        return "archivée", "archived"
    if progress is Progress.DRAFT:
        return "brouillon", "archived"
    if line.missing:
        return french.counted(len(line.missing), "question"), "soon"
    return "complète", "ok"


class SheetList(TwoLineList):
    """`chosen` gives the id of the row that is now current, `FINDINGS` for the findings; `moved` the ids in their new order."""

    moved = Signal(list)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Fiches du registre")
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)

    @property
    def ids(self) -> list[str]:
        """The ids of the sheets in the order shown, without the findings."""
        return [id for id in self.row_ids if id != FINDINGS]

    def show_lines(self, lines: Sequence[SheetLine], findings: int) -> None:
        """Replace the rows, keeping the current one; `findings` 0 shows no row for them."""
        is_first = self.current_id is None
        rows = []
        if findings:
            words = french.counted(findings, "point")
            rows.append(
                ListRow(FINDINGS, "Points à vérifier", "cohérence avec vos contacts et vos outils", words, "soon")
            )
        rows += [
            ListRow(line.activity.id, line.activity.name or "Sans nom", line.brief, *pill_of(line), True)
            for line in lines
        ]
        self.show_rows(rows)
        if is_first and lines and self.current_id == FINDINGS:
            self.choose(lines[0].activity.id)

    def shift(self, by: int) -> None:
        """Move the current sheet up (-1) or down (1)."""
        row, first = self.currentRow(), self.count() - len(self.ids)
        to = row + by
        if row < first or not first <= to < self.count():
            return
        self.blockSignals(True)
        item = self.takeItem(row)
        self.insertItem(to, item)
        self.setCurrentRow(to)
        self.blockSignals(False)
        self.moved.emit(self.ids)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Up and Alt+Down move the sheet."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.shift(step)
            return
        super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """A sheet was dragged: the findings stay first."""
        before = self.ids
        super().dropEvent(event)
        first = next((row for row, id in enumerate(self.row_ids) if id == FINDINGS), 0)
        if first:
            self.insertItem(0, self.takeItem(first))
        if self.ids != before:
            self.moved.emit(self.ids)
