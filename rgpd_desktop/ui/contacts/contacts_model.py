"""The list as Qt sees it: an array of numbers, and the lines already fetched. A line not there yet is a quiet blank, never a wait.

Only contacts_page makes one. Numbers come from the page; lines are asked from read jobs, a hundred rows at a time, when first painted.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.services import browse_contacts
from rgpd_desktop.services.browse_contacts import Line
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.ui.contacts.columns import COLUMNS
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.widgets.text import tip

ROWS = 100  # fetched together
KEPT = 6_000  # lines kept in memory
AT_ONCE = 4  # pages in one job: those painted last, the rest of a fast scroll is not wanted any more
LINE = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class ContactsModel(QAbstractTableModel):
    """Rows are people in the order of the question asked."""

    def __init__(self, jobs: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.ids: array[int] = array("q")
        self._lines: dict[int, Line] = {}
        self._stale: set[int] = set()
        self._wanted: dict[int, None] = {}  # pages, the last painted at the end
        self._is_fetching = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._fetch)

    # What the page tells

    def show_ids(self, ids: array[int], lines: Iterable[Line] = ()) -> None:
        """Show these people; `lines` are those of the first ones. Nothing moves on screen when the people are the same."""
        self._remember(lines)
        former, self.ids = self.ids, ids
        if former == ids:
            self._repaint(0, len(ids) - 1)
        elif former and len(ids) > len(former) and ids[: len(former)] == former:
            self.ids = former
            self.beginInsertRows(_NOWHERE, len(former), len(ids) - 1)
            self.ids = ids
            self.endInsertRows()
            self._repaint(0, len(former) - 1)
        else:
            self.ids = former
            self.beginResetModel()
            self.ids = ids
            self._wanted.clear()
            self.endResetModel()

    def forget(self) -> None:
        """What is known may have changed: shown until it is fetched again."""
        self._stale = set(self._lines)

    def line_at(self, row: int) -> Line | None:
        """The line of that row, None (and asked for) when it is not there yet."""
        number = self.ids[row]
        line = self._lines.get(number)
        if line is None or number in self._stale:
            page = row // ROWS
            self._wanted.pop(page, None)
            self._wanted[page] = None
            if not self._is_fetching and not self._timer.isActive():
                self._timer.start(0)
        return line

    # What Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many people."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns, shown or not."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell (also as tooltip and for screen readers), or the whole line."""
        if not index.isValid() or role not in _ROLES:
            return None
        line = self.line_at(index.row())
        if role == LINE or line is None:
            return line
        text = browse_contacts.cell(line, COLUMNS[index.column()].order)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{COLUMNS[index.column()].title} : {text or 'vide'}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(text) or None
        return text or "—"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The titles of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].title
        return None

    # Inside

    def _fetch(self) -> None:
        pages = list(self._wanted)[-AT_ONCE:]
        self._wanted.clear()
        numbers = [number for page in pages for number in self.ids[page * ROWS : (page + 1) * ROWS]]
        if not numbers:
            return
        self._is_fetching = True

        def work(desk: Desk, _ticket: Ticket) -> list[Line]:
            return browse_contacts.lines(desk, numbers)

        def done(lines: list[Line]) -> None:
            self._is_fetching = False
            self._stale.difference_update(numbers)
            self._remember(lines)
            for page in pages:
                self._repaint(page * ROWS, (page + 1) * ROWS - 1)

        def failed(error: Exception) -> None:
            self._is_fetching = False
            self._jobs.show_failure(error)

        self._jobs.read("contacts:lines", work, done, failed, owner=self)

    def _remember(self, lines: Iterable[Line]) -> None:
        if len(self._lines) > KEPT:
            self._lines.clear()
            self._stale.clear()
        for line in lines:
            self._lines[line.contact.id] = line
            self._stale.discard(line.contact.id)

    def _repaint(self, first: int, last: int) -> None:
        last = min(last, len(self.ids) - 1)
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))


_ROLES = frozenset(
    (
        LINE,
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
    )
)
