"""The model of the list of due people: an array of numbers, pages of lines fetched when first seen, and who is ticked.

A million numbers weigh 8 MB and a page is a hundred lines; nothing here ever holds them all.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from rgpd_desktop.basics import french
from rgpd_desktop.rules.contact import STATE_LABELS
from rgpd_desktop.rules.contact_query import ContactQuery, Selection
from rgpd_desktop.services.watch_retention import DueLine
from rgpd_desktop.ui.retention.choice import Choice
from rgpd_desktop.ui.widgets.text import tip

PAGE: Final = 100
_PAGES_KEPT: Final = 40
_PAGES_ASKED: Final = 4  # a fast scroll leaves pages behind that nobody will look at

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
# Asks for the lines of these numbers; the second argument is called once with them, on the main thread (with none if it failed).
Ask = Callable[[Sequence[int], Callable[[list[DueLine]], None]], None]


class Column(IntEnum):
    """The columns, from left to right."""

    CHOICE = 0
    CONTACT = 1
    RULE = 2
    FACT = 3
    DUE = 4
    PROPOSAL = 5


HEADERS: Final = ("", "Contact", "Règle", "Départ du délai", "Échéance", "Proposition")
LINE_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1


class DueModel(QAbstractTableModel):
    """Give it numbers by `show_people`; it asks for their lines page by page."""

    choice_changed = Signal()

    def __init__(self, ask: Ask, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self._ids: array[int] = array("q")
        self._query: ContactQuery | None = None
        self._choice = Choice()
        self._pages: OrderedDict[int, dict[int, DueLine]] = OrderedDict()
        self._wanted: dict[int, None] = {}  # pages, the last seen at the end
        self._is_fetching = False
        self._generation = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)  # after the paint that saw them missing
        self._timer.timeout.connect(self._fetch)

    def show_people(self, ids: array[int], first: Sequence[DueLine], query: ContactQuery | None) -> None:
        """Show these people, of whom `first` are the first lines. `query` is the question that finds them, None if there is none."""
        is_same = query == self._query and ids == self._ids
        self.beginResetModel()
        if query != self._query:
            self._choice.put_all(False)
        elif not is_same:
            self._choice.keep_only(ids)
        self._ids, self._query = ids, query
        self._pages.clear()
        self._wanted.clear()
        self._generation += 1
        self._keep(0, first)
        self.endResetModel()
        self.choice_changed.emit()

    # Who is ticked

    @property
    def total(self) -> int:
        """How many people the list has."""
        return len(self._ids)

    @property
    def ticked(self) -> int:
        """How many are ticked."""
        return self._choice.count(len(self._ids))

    @property
    def selection(self) -> Selection:
        """Who is ticked."""
        return self._choice.selection(self._ids, self._query)

    def tick_all(self, is_ticked: bool) -> None:
        """Tick or untick everybody, shown or not."""
        self._choice.put_all(is_ticked)
        self._on_ticked(0, len(self._ids) - 1)

    def tick_rows(self, rows: Iterable[int], is_ticked: bool) -> None:
        """Tick or untick these rows."""
        numbers = [self._ids[row] for row in rows]
        self._choice.put(numbers, is_ticked)
        self._on_ticked(0, len(self._ids) - 1)

    def is_ticked(self, row: int) -> bool:
        """Whether that row is ticked."""
        return self._choice.has(self._ids[row])

    def _on_ticked(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0), [Qt.ItemDataRole.CheckStateRole])
        self.choice_changed.emit()

    # What Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many people."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The columns of Column."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of the header."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADERS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Everything can be chosen, the first column ticked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == Column.CHOICE else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell, its tick, its line; a line not there yet is asked for."""
        row, column = index.row(), index.column()
        if column == Column.CHOICE and role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if self.is_ticked(row) else Qt.CheckState.Unchecked
        if role not in _TEXT_ROLES and role != LINE_ROLE:
            return None
        line = self.line(row)
        if line is None or role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.AccessibleTextRole and column == Column.CHOICE:
            return f"{line.contact.sorted_name}, {STATE_LABELS[line.state]}"
        text = _text(line, column)
        return tip(text) if role == Qt.ItemDataRole.ToolTipRole else text

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A tick by mouse or keyboard."""
        if index.column() != Column.CHOICE or role != Qt.ItemDataRole.CheckStateRole:
            return False
        self._choice.put([self._ids[index.row()]], Qt.CheckState(value) is Qt.CheckState.Checked)
        self._on_ticked(index.row(), index.row())
        return True

    # Pages

    def line(self, row: int) -> DueLine | None:
        """The line of that row, None while it is on its way (or when the person left meanwhile)."""
        page = row // PAGE
        lines = self._pages.get(page)
        if lines is None:
            self._wanted.pop(page, None)
            self._wanted[page] = None
            if not self._is_fetching and not self._timer.isActive():
                self._timer.start()
            return None
        self._pages.move_to_end(page)
        return lines.get(self._ids[row])

    def contact_id(self, row: int) -> int:
        """The number of the person of that row."""
        return self._ids[row]

    def _fetch(self) -> None:
        pages = list(self._wanted)[-_PAGES_ASKED:]
        self._wanted.clear()
        generation = self._generation
        ids = [number for page in pages for number in self._ids[page * PAGE : (page + 1) * PAGE]]

        def arrived(lines: list[DueLine]) -> None:
            self._is_fetching = False
            if generation == self._generation:
                self._on_arrived(pages, lines)

        if ids:
            self._is_fetching = True
            self._ask(ids, arrived)

    def _on_arrived(self, pages: Sequence[int], lines: Sequence[DueLine]) -> None:
        for page in pages:
            self._keep(page, lines)
            last = min((page + 1) * PAGE, len(self._ids)) - 1
            self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(Column) - 1))

    def _keep(self, page: int, lines: Sequence[DueLine]) -> None:
        numbers = set(self._ids[page * PAGE : (page + 1) * PAGE])
        self._pages[page] = {line.contact.id: line for line in lines if line.contact.id in numbers}
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)


_TEXT_ROLES: Final = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


def _text(line: DueLine, column: int) -> str:
    match column:
        case Column.CONTACT:
            return line.contact.sorted_name
        case Column.RULE:
            return line.rule_words
        case Column.FACT:
            return line.fact
        case Column.DUE:
            return "aucune" if line.due_on is None else french.day(line.due_on)
        case Column.PROPOSAL:
            return line.proposal
        case _:
            return ""
