"""Paints the state of a person as a pill in its cell; a line not fetched yet shows a grey dash in its place."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from rgpd_desktop.services.browse_contacts import Line
from rgpd_desktop.ui.contacts.contacts_model import LINE
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.pill import paint_pill

_SIDE = 12


class PillDelegate(QStyledItemDelegate):
    """The word is always painted with its colour."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The cell's ground as any other, then the pill."""
        line: Line | None = index.data(LINE)
        if line is None:
            super().paint(painter, option, index)
            return
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        view = option.widget
        style = view.style() if view is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, view)
        rect = option.rect.adjusted(self._theme.px(_SIDE), 0, -4, 0)
        painter.setFont(option.font)
        paint_pill(painter, rect, line.pill, line.state, self._theme.tokens)
