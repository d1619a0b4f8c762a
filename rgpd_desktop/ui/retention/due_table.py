"""The table of due people: a box that ticks everybody in its header, the due day on its tint, Space to tick, Enter to open."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from rgpd_desktop.rules.contact import State
from rgpd_desktop.services.watch_retention import DueLine
from rgpd_desktop.ui.retention.due_model import LINE_ROLE, Column, DueModel
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.tokens import Tone
from rgpd_desktop.ui.widgets.pill import paint_pill

_ROW_HEIGHT: Final = 41
# The narrowest width of each column, in px of the design, and how much of the spare room it takes.
_WIDTHS: Final = {
    Column.CHOICE: (40, 0),
    Column.CONTACT: (112, 4),
    Column.RULE: (140, 3),
    Column.FACT: (176, 1),
    Column.DUE: (112, 0),
    Column.PROPOSAL: (134, 3),
}
_SIDE: Final = 12


class DuePill(QStyledItemDelegate):
    """Paints the due day in the tone of the person's state; a day far away stays plain."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The cell's ground, then the pill."""
        line: DueLine | None = index.data(LINE_ROLE)
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        text, shown.text = shown.text, ""
        style = shown.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)
        if line is None:
            return
        tone: Tone | State = Tone.PLAIN if line.state is State.UP_TO_DATE else line.state
        painter.save()
        painter.setFont(shown.font)
        paint_pill(painter, shown.rect.adjusted(_SIDE, 0, -_SIDE, 0), text, tone, self._theme.tokens)
        painter.restore()


class DueTable(QTableView):
    """Rows are chosen as in any list; ticking is apart, and is what the buttons act upon."""

    opened = Signal(int)  # contact number

    def __init__(self, model: DueModel, theme: Theme) -> None:
        super().__init__()
        self._due, self._theme = model, theme
        self.setModel(model)
        self.setProperty("role", "framed")
        self.setAccessibleName("Personnes et échéances")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegateForColumn(Column.DUE, DuePill(theme, self))
        self._set_up_headers(theme)
        self._box = QCheckBox(self.horizontalHeader())
        self._box.setAccessibleName("Tout cocher")
        self._box.setToolTip("Tout cocher")
        self._box.clicked.connect(self._on_box_clicked)
        self.doubleClicked.connect(lambda index: self.opened.emit(model.contact_id(index.row())))
        model.choice_changed.connect(self._show_box)
        self._show_box()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the chosen rows, Ctrl+A everybody, Enter opens the current person."""
        row = self.currentIndex().row()
        if event.key() == Qt.Key.Key_Space and row >= 0:
            rows = [index.row() for index in self.selectionModel().selectedRows()] or [row]
            self._due.tick_rows(rows, not self._due.is_ticked(row))
        elif event.key() == Qt.Key.Key_A and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._due.tick_all(True)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self.opened.emit(self._due.contact_id(row))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the room; the box of the header stays in its section."""
        super().resizeEvent(event)
        spare = max(0, self.viewport().width() - sum(self._theme.px(least) for least, _ in _WIDTHS.values()))
        shares = sum(share for _, share in _WIDTHS.values())
        for column, (least, share) in _WIDTHS.items():
            self.horizontalHeader().resizeSection(column, self._theme.px(least) + spare * share // shares)
        self._place_box()

    def _set_up_headers(self, theme: Theme) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.px(_ROW_HEIGHT))
        header = self.horizontalHeader()
        # With the view's own selection model, choosing everything asks every row whether its column is chosen: 15 s on a million.
        header.setSelectionModel(QItemSelectionModel(self._due, header))
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(theme.px(36))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setStretchLastSection(True)

    def _place_box(self) -> None:
        header = self.horizontalHeader()
        size = self._box.sizeHint()
        left = header.sectionViewportPosition(Column.CHOICE) + _SIDE - 4
        self._box.setGeometry(left, (header.height() - size.height()) // 2, size.width(), size.height())

    def _show_box(self) -> None:
        ticked, total = self._due.ticked, self._due.total
        self._box.setTristate(0 < ticked < total)
        if 0 < ticked < total:
            self._box.setCheckState(Qt.CheckState.PartiallyChecked)
        else:
            self._box.setChecked(0 < ticked == total)
        self._box.setEnabled(total > 0)
        self._place_box()

    def _on_box_clicked(self) -> None:
        self._due.tick_all(self._due.ticked < self._due.total)
