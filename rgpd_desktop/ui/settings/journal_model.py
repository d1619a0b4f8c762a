"""The lines of the journal for a table: latest first, filtered by group, given by pages. Reads nothing: it is handed the lines."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from rgpd_desktop.basics import french
from rgpd_desktop.services.journal_words import Group
from rgpd_desktop.services.read_journal import JournalEntry

_PAGE: Final = 300
_ROOT: Final = QModelIndex()


class Column(IntEnum):
    """What is shown."""

    NUMBER = 0
    WHEN = 1
    GROUP = 2
    WHAT = 3
    VERIFIED = 4


_HEADERS: Final = {
    Column.NUMBER: "Ligne",
    Column.WHEN: "Date et heure",
    Column.GROUP: "Nature",
    Column.WHAT: "Ce qui a été fait",
    Column.VERIFIED: "Vérifiée",
}


class JournalModel(QAbstractTableModel):
    """`show_entries` replaces the lines, `choose` the group shown (None: all of them)."""

    def __init__(self) -> None:
        super().__init__()
        self._all: Sequence[JournalEntry] = ()
        self._entries: list[JournalEntry] = []
        self._group: Group | None = None
        self._shown = 0

    def show_entries(self, entries: Sequence[JournalEntry]) -> None:
        """Show these lines."""
        self._all = entries
        self.choose(self._group)

    def choose(self, group: Group | None) -> None:
        """Show the lines of this group only."""
        self.beginResetModel()
        self._group = group
        self._entries = [each for each in self._all if group in (None, each.group)]
        self._shown = min(_PAGE, len(self._entries))
        self.endResetModel()

    @property
    def count(self) -> int:
        """How many lines there are in the group shown, those not fetched yet included."""
        return len(self._entries)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """See QAbstractItemModel."""
        return 0 if parent.isValid() else self._shown

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """See QAbstractItemModel."""
        return 0 if parent.isValid() else len(Column)

    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        """See QAbstractItemModel."""
        return not parent.isValid() and self._shown < len(self._entries)

    def fetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> None:
        """See QAbstractItemModel."""
        last = min(self._shown + _PAGE, len(self._entries))
        self.beginInsertRows(QModelIndex(), self._shown, last - 1)
        self._shown = last
        self.endInsertRows()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See QAbstractItemModel."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADERS[Column(section)]
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See QAbstractItemModel."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) or not index.isValid():
            return None
        each = self._entries[index.row()]
        match Column(index.column()):
            case Column.NUMBER:
                return french.number(each.number)
            case Column.WHEN:
                return f"{french.day(each.at.date())} {each.at:%H:%M}"
            case Column.GROUP:
                return each.group.value
            case Column.WHAT:
                return each.sentence
            case Column.VERIFIED:
                return "oui" if each.is_verified else "non"
