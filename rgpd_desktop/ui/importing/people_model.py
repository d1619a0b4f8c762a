"""The people of a line of the plan, fetched 200 at a time as the list is scrolled; and the same with boxes to tick."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from rgpd_desktop.basics import french
from rgpd_desktop.services.import_plan import PlannedPerson
from rgpd_desktop.ui.widgets.text import tip
from rgpd_desktop.ui.widgets.value_rows import breakable

PAGE: Final = 200
Index = QModelIndex | QPersistentModelIndex
Key = tuple[str, int]  # sheet, line of the file


class Column(IntEnum):
    """From left to right."""

    ROW = 0
    SHEET = 1
    NAME = 2
    DETAIL = 3
    REASON = 4


HEADERS: Final = ("Ligne", "Feuille", "Contact", "Coordonnées", "Pourquoi")
CELL_HEADERS: Final = ("Ligne", "Feuille", "Contact", "Ce que contient la cellule", "Pourquoi")


class PeopleModel(QAbstractTableModel):
    """`ask(offset)` is called when more people are wanted; give them by `add`."""

    def __init__(
        self,
        total: int,
        ask: Callable[[int], None],
        parent: QObject | None = None,
        headers: tuple[str, ...] = HEADERS,
    ) -> None:
        super().__init__(parent)
        self._headers = headers
        self.people: list[PlannedPerson] = []
        self._total = total
        self._ask = ask
        self._is_waiting = False

    def add(self, people: Sequence[PlannedPerson]) -> None:
        """The next people; none at all means that there are no more."""
        self._is_waiting = False
        if not people:
            self._total = len(self.people)
            return
        first = len(self.people)
        self.beginInsertRows(QModelIndex(), first, first + len(people) - 1)
        self.people.extend(people)
        self.endInsertRows()

    def give_up(self) -> None:
        """The people asked for will not come; they may be asked again."""
        self._is_waiting = False

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many people are there so far."""
        return 0 if parent.isValid() else len(self.people)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The columns of Column."""
        return 0 if parent.isValid() else len(Column)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether people remain to be fetched."""
        return not parent.isValid() and not self._is_waiting and len(self.people) < self._total

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next page."""
        self._is_waiting = True
        self._ask(len(self.people))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of the header."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell, whole in its tooltip."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = self.text(self.people[index.row()], index.column())
            return tip(text) if role == Qt.ItemDataRole.ToolTipRole else breakable(text)
        return None

    @staticmethod
    def text(person: PlannedPerson, column: int) -> str:
        """What a column says of a line."""
        match column:
            case Column.ROW:
                return french.number(person.row)
            case Column.SHEET:
                return person.sheet
            case Column.NAME:
                return person.name
            case Column.DETAIL:
                return person.detail
            case _:
                return person.reason


class TickedPeopleModel(PeopleModel):
    """All the people are given at once; their first column is ticked or not."""

    ticked = Signal()

    def __init__(self, people: Sequence[PlannedPerson], chosen: Iterable[Key], parent: QObject | None = None) -> None:
        super().__init__(len(people), lambda _offset: None, parent)
        self.people = list(people)
        self.keys: set[Key] = set(chosen)

    def tick_all(self, is_ticked: bool) -> None:
        """Tick or untick everybody."""
        self.keys = {key_of(person) for person in self.people} if is_ticked else set()
        self._tell(0, len(self.people) - 1)

    def tick_rows(self, rows: Iterable[int], is_ticked: bool) -> None:
        """Tick or untick these rows."""
        keys = {key_of(self.people[row]) for row in rows}
        self.keys = self.keys | keys if is_ticked else self.keys - keys
        self._tell(0, len(self.people) - 1)

    def is_ticked(self, row: int) -> bool:
        """Whether that row is ticked."""
        return key_of(self.people[row]) in self.keys

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column is ticked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == Column.ROW else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """As the other, with the tick; a screen reader says the name beside it."""
        if index.column() == Column.ROW:
            if role == Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if self.is_ticked(index.row()) else Qt.CheckState.Unchecked
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return self.people[index.row()].name
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A tick by mouse or keyboard."""
        if index.column() != Column.ROW or role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick_rows([index.row()], Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def _tell(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0), [Qt.ItemDataRole.CheckStateRole])
        self.ticked.emit()


def key_of(person: PlannedPerson) -> Key:
    """What tells a line of the import apart."""
    return person.sheet, person.row
