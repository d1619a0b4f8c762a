"""A list of rows of two lines with a pill at the right: name, a line under it, a state. Shows what it is given, says what is chosen.

Painted, so that hundreds of rows cost nothing; each row has its accessible text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from rgpd_desktop.basics import french
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.pill import paint_pill, pill_size

_ID: Final = Qt.ItemDataRole.UserRole
_BRIEF: Final = _ID + 1
_PILL: Final = _ID + 2
_TONE: Final = _ID + 3
_SIDE, _TOP, _GAP, _BETWEEN = 16, 10, 8, 3
_WIDTH: Final = 250  # px of the design, at least


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row: its id, its name, the line under it, the word of its state and the tone of that word ("" for no pill)."""

    id: str
    name: str
    brief: str = ""
    pill: str = ""
    tone: str = "plain"
    is_movable: bool = False


class TwoLineList(QListWidget):
    """`chosen` gives the id of the row that is now current; `opened` the one that Enter or a double click opens."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setProperty("role", "framed")
        self.setAccessibleName(name)
        self.setItemDelegate(_Delegate(theme, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setMinimumWidth(theme.px(_WIDTH))
        theme.changed.connect(self.viewport().update)
        self.currentItemChanged.connect(self._on_current)
        self.itemActivated.connect(lambda item: self.opened.emit(item.data(_ID)))

    @property
    def current_id(self) -> str | None:
        """The id of the current row."""
        item = self.currentItem()
        return None if item is None else str(item.data(_ID))

    @property
    def row_ids(self) -> list[str]:
        """The ids of the rows, in the order shown."""
        return [str(self.item(row).data(_ID)) for row in range(self.count())]

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Replace the rows, keeping the current one, else the first; says which is current."""
        current = self.current_id
        self.blockSignals(True)
        self.clear()
        for row in rows:
            self._add(row)
        self.blockSignals(False)
        if rows and (current is None or not self.choose(current)):
            self.choose(rows[0].id)
        self.viewport().update()

    def choose(self, id: str) -> bool:
        """Make this row the current one, and say it; False when it is not shown."""
        for row in range(self.count()):
            if self.item(row).data(_ID) == id:
                self.blockSignals(True)
                self.setCurrentRow(row)
                self.blockSignals(False)
                self.viewport().update()
                self.chosen.emit(id)
                return True
        return False

    def _add(self, row: ListRow) -> None:
        item = QListWidgetItem(french.one_way(row.name))
        for role, value in ((_ID, row.id), (_BRIEF, french.one_way(row.brief)), (_PILL, row.pill), (_TONE, row.tone)):
            item.setData(role, value)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, (row.name, row.pill, row.brief))))
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags | Qt.ItemFlag.ItemIsDragEnabled if row.is_movable else flags)
        self.addItem(item)

    def _on_current(self, item: QListWidgetItem | None, _former: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(_ID)))


class _Delegate(QStyledItemDelegate):
    """Two lines at the left, the pill at the right, a line under each row."""

    def __init__(self, theme: Theme, parent: TwoLineList) -> None:
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
        tokens = self._theme.tokens
        view = option.widget
        if view is not None:
            view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, view)
        painter.save()
        painter.setPen(QColor(tokens.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        self._paint_texts(painter, option, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(tokens.accent))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _paint_texts(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The pill, the name, the line under it; a text too long ends with …"""
        tokens, px = self._theme.tokens, self._theme.px
        name_font, brief_font = self._fonts(option.font)
        inner = option.rect.adjusted(px(_SIDE), px(_TOP), -px(_SIDE), -px(_TOP))
        pill, tone = str(index.data(_PILL)), str(index.data(_TONE))
        room = pill_size(pill, option.font) + QSize(2, 0) if pill else QSize(0, 0)  # 2: what rounding takes
        painter.setFont(option.font)
        if pill:
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

    def _fonts(self, base: QFont) -> tuple[QFont, QFont]:
        name, brief = QFont(base), QFont(base)
        name.setWeight(QFont.Weight.DemiBold)
        brief.setPixelSize(self._theme.px(12))
        return name, brief
