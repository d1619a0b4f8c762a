"""The sheets of the register one under the other: name, a line under it, its state as a pill; dragged, or moved by Alt+Up and Alt+Down.

Shows what it is given and says what is chosen or moved; the page acts. The first row may be the findings, which do not move.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from rgpd_desktop.basics import french
from rgpd_desktop.rules.activity import Progress
from rgpd_desktop.services.register_overview import SheetLine
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.pill import paint_pill, pill_size

FINDINGS = ""  # the id of the row of findings
_ID = Qt.ItemDataRole.UserRole
_BRIEF = _ID + 1
_PILL = _ID + 2
_TONE = _ID + 3
_SIDE, _TOP, _GAP, _BETWEEN = 16, 10, 8, 3


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


class SheetList(QListWidget):
    """`chosen` gives the id of the row that is now current, `FINDINGS` for the findings; `moved` the ids in their new order."""

    chosen = Signal(str)
    moved = Signal(list)
    opened = Signal(str)  # Enter or a double click

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "framed")
        self.setAccessibleName("Fiches du registre")
        self.setItemDelegate(_SheetDelegate(theme, self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumWidth(theme.px(250))
        self.setUniformItemSizes(False)
        theme.changed.connect(self.viewport().update)
        self.currentItemChanged.connect(self._on_current)
        self.itemActivated.connect(lambda item: self.opened.emit(item.data(_ID)))

    @property
    def current_id(self) -> str | None:
        """The id of the current row."""
        item = self.currentItem()
        return None if item is None else str(item.data(_ID))

    @property
    def ids(self) -> list[str]:
        """The ids of the sheets in the order shown, without the findings."""
        return [id for row in range(self.count()) if (id := str(self.item(row).data(_ID))) != FINDINGS]

    def show_lines(self, lines: Sequence[SheetLine], findings: int) -> None:
        """Replace the rows, keeping the current one; `findings` 0 shows no row for them."""
        current = self.current_id
        self.blockSignals(True)
        self.clear()
        if findings:
            words = french.counted(findings, "point")
            self._add(FINDINGS, "Points à vérifier", "cohérence avec vos contacts et vos outils", (words, "soon"))
        for line in lines:
            self._add(line.activity.id, line.activity.name or "Sans nom", line.brief, pill_of(line))
        self.blockSignals(False)
        if current is None or not self.choose(current):
            self.choose(lines[0].activity.id if lines else FINDINGS)
        self.viewport().update()

    def choose(self, id: str) -> bool:
        """Make this row the current one, and say it; False when it is not shown."""
        for row in range(self.count()):
            if self.item(row).data(_ID) == id:
                self.setCurrentRow(row)
                self.chosen.emit(id)
                return True
        return False

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
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.shift(step)
            return
        super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """A sheet was dragged: the findings stay first."""
        before = self.ids
        super().dropEvent(event)
        first = next((row for row in range(self.count()) if self.item(row).data(_ID) == FINDINGS), 0)
        if first:
            self.insertItem(0, self.takeItem(first))
        if self.ids != before:
            self.moved.emit(self.ids)

    def _add(self, id: str, name: str, brief: str, pill: tuple[str, str]) -> None:
        item = QListWidgetItem(name)
        item.setData(_ID, id)
        item.setData(_BRIEF, brief)
        item.setData(_PILL, pill[0])
        item.setData(_TONE, pill[1])
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, (name, pill[0], brief))))
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags if id == FINDINGS else flags | Qt.ItemFlag.ItemIsDragEnabled)
        self.addItem(item)

    def _on_current(self, item: QListWidgetItem | None, _former: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(_ID)))


class _SheetDelegate(QStyledItemDelegate):
    """Two lines at the left, the pill at the right, a line under each row."""

    def __init__(self, theme: Theme, parent: SheetList) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        name, brief = self._fonts(option.font)
        px = self._theme.px
        height = QFontMetrics(name).height() + px(_BETWEEN) + QFontMetrics(brief).height() + 2 * px(_TOP) + 1
        return QSize(px(200), height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The ground and focus as any other row, then the texts."""
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        tokens, px = self._theme.tokens, self._theme.px
        view = option.widget
        if view is not None:
            view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, view)
        painter.save()
        painter.setPen(QColor(tokens.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        name_font, brief_font = self._fonts(option.font)
        inner = option.rect.adjusted(px(_SIDE), px(_TOP), -px(_SIDE), -px(_TOP))
        pill, tone = str(index.data(_PILL)), str(index.data(_TONE))
        room = pill_size(pill, option.font)
        painter.setFont(option.font)
        paint_pill(
            painter,
            QRect(inner.right() - room.width() + 1, inner.top(), room.width(), inner.height()),
            pill, tone, tokens,
        )  # fmt: skip
        width = inner.width() - room.width() - px(_GAP)
        metrics = QFontMetrics(name_font)
        painter.setPen(QColor(tokens.ink))
        painter.setFont(name_font)
        line = QRect(inner.left(), inner.top(), width, metrics.height())
        painter.drawText(
            line, Qt.AlignmentFlag.AlignLeft, metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, width)
        )
        small = QFontMetrics(brief_font)
        painter.setPen(QColor(tokens.muted))
        painter.setFont(brief_font)
        under = QRect(inner.left(), line.bottom() + px(_BETWEEN), width, small.height())
        brief = small.elidedText(str(index.data(_BRIEF)), Qt.TextElideMode.ElideRight, width)
        painter.drawText(under, Qt.AlignmentFlag.AlignLeft, brief)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(tokens.accent))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _fonts(self, base: QFont) -> tuple[QFont, QFont]:
        name, brief = QFont(base), QFont(base)
        name.setWeight(QFont.Weight.DemiBold)
        brief.setPixelSize(self._theme.px(12))
        return name, brief
