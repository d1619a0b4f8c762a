"""The table of people: a million rows, keyboard, copy, menu, columns to choose. Says what is asked; does nothing itself.

Traps measured on a million rows: the header has its own selection model (select-all froze 15 s), the vertical header is fixed.
"""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView

from rgpd_desktop.rules.contact_query import ContactQuery, Order, Selection
from rgpd_desktop.ui.contacts.columns import COLUMNS, PILL, fitted, index_of
from rgpd_desktop.ui.contacts.contacts_model import ContactsModel
from rgpd_desktop.ui.contacts.pill_delegate import PillDelegate
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.pill import pill_size

_ROW = 41  # px of the design
_PILL_ROOM, _TEXT_ROOM = 18, 27  # px around a pill and around a text in their cell
_USUAL_PILLS = (
    "dépassée depuis 20 mois",
    "opposé à la prospection",
    "archivé jusqu’au 30/06/2030",
    "conservé jusqu’au 30/06/2030",
)


class ContactsTable(QTableView):
    """Give it a model at once. `chosen` follows the current person, `selection_changed` any change of what is selected."""

    chosen = Signal(int)  # the number of the current person, 0 when none
    selection_changed = Signal()
    opened = Signal()  # Enter, double click
    copy_asked = Signal()
    delete_asked = Signal()
    menu_asked = Signal(QPoint)  # global position
    order_asked = Signal(object, bool)  # Order, is descending

    def __init__(self, model: ContactsModel, theme: Theme) -> None:
        super().__init__()
        self.is_picked = False  # whether the person chose what is selected, rather than the page (the first row)
        self._people = model
        self._theme = theme
        self._chosen_columns = [index for index, column in enumerate(COLUMNS) if column.is_chosen]
        self.setModel(model)
        self.setProperty("role", "framed")
        self.setAccessibleName("Liste de vos contacts")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setItemDelegateForColumn(PILL, PillDelegate(theme, self))
        self.ensurePolished()
        self._least = self._least_widths()
        self._set_up_headers()
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())
        self.selectionModel().currentRowChanged.connect(lambda *_: self._tell_chosen())
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        model.modelReset.connect(self._tell_chosen)
        theme.changed.connect(self.viewport().update)

    def _set_up_headers(self) -> None:
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self._theme.px(_ROW))
        rows.hide()
        header = self.horizontalHeader()
        header.setSelectionModel(QItemSelectionModel(self._people, header))
        header.setHighlightSections(False)
        header.setResizeContentsPrecision(0)
        header.setMinimumSectionSize(self._theme.px(60))
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(index_of(Order.NAME), Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self._on_sort)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._open_columns_menu)
        header.setToolTip("Cliquez pour trier, clic droit pour choisir les colonnes")

    # What is selected

    def selected_count(self) -> int:
        """How many people are selected, without looking at them one by one."""
        return sum(bottom - top + 1 for top, bottom in self._ranges())

    def selection_in(self, query: ContactQuery) -> Selection:
        """The people selected; the question itself when all it finds is selected."""
        ranges = self._ranges()
        if ranges == [(0, len(self._people.ids) - 1)] and len(self._people.ids) > 1:
            return query
        return tuple(number for top, bottom in ranges for number in self._people.ids[top : bottom + 1])

    @property
    def current_id(self) -> int:
        """The number of the current person, 0 when there is none."""
        row = self.currentIndex().row()
        return self._people.ids[row] if 0 <= row < len(self._people.ids) else 0

    def choose(self, number: int) -> bool:
        """Make the person of that number the current one; False when the list does not show them."""
        try:
            row = self._people.ids.index(number)
        except ValueError:
            return False
        self._go_to_row(row)
        return True

    def choose_row(self, row: int) -> None:
        """Make that row the current one, or the last when there are fewer; nobody picked it."""
        self.is_picked = False
        self._go_to_row(row)

    def _go_to_row(self, row: int) -> None:
        row = min(row, len(self._people.ids) - 1)
        if row >= 0:
            index = self._people.index(row, 0)
            flag = QItemSelectionModel.SelectionFlag  # selectRow would add to the selection while Ctrl is held
            self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
            self.scrollTo(index)

    def show_order(self, order: Order, *, is_descending: bool) -> None:
        """Put the arrow of the header there, without asking anything."""
        header = self.horizontalHeader()
        was_blocked = header.blockSignals(True)
        header.setSortIndicator(
            index_of(order), Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder
        )
        header.blockSignals(was_blocked)
        header.viewport().update()

    # Columns

    @property
    def shown_orders(self) -> list[Order]:
        """The columns shown, left to right."""
        return [column.order for index, column in enumerate(COLUMNS) if not self.isColumnHidden(index)]

    def choose_column(self, index: int, *, is_chosen: bool) -> None:
        """Show or hide a column; the last one stays."""
        chosen = set(self._chosen_columns) | {index} if is_chosen else set(self._chosen_columns) - {index}
        if chosen:
            self._chosen_columns = sorted(chosen)
            self._fit_columns()

    def _least_widths(self) -> list[int]:
        """The design's widths, or more where this font writes a day or a usual pill wider: a pill is never cut."""
        least = [self._theme.px(column.least) for column in COLUMNS]
        pills = max(pill_size(words, self.font()).width() for words in _USUAL_PILLS)
        least[PILL] = max(least[PILL], pills + self._theme.px(_PILL_ROOM))
        day = index_of(Order.LAST_CONTACT)
        widest = max(self.fontMetrics().horizontalAdvance(words) for words in ("00/00/0000", COLUMNS[day].title))
        least[day] = max(least[day], widest + self._theme.px(_TEXT_ROOM))
        return least

    def _fit_columns(self) -> None:
        room = self.viewport().width()
        widths = fitted(self._chosen_columns, room, self._least, [self._theme.px(column.wanted) for column in COLUMNS])
        for index in range(len(COLUMNS)):
            self.setColumnHidden(index, index not in widths)
            if index in widths and self.columnWidth(index) != widths[index]:
                self.setColumnWidth(index, widths[index])

    def _open_columns_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        for index, column in enumerate(COLUMNS):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(index in self._chosen_columns)
            action.toggled.connect(lambda is_on, index=index: self.choose_column(index, is_chosen=is_on))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.horizontalHeader().mapToGlobal(point))

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the room."""
        super().resizeEvent(event)
        self._fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete asks, Ctrl+C copies, Shift+F10 opens the menu."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        elif event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self._ask_menu()  # some platforms only make a menu event of the Menu key
        else:
            super().keyPressEvent(event)
            self.is_picked = self.is_picked or event.isAccepted()  # an arrow, Ctrl+A

    def selectAll(self) -> None:
        """Everybody is a choice."""
        self.is_picked = True
        super().selectAll()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A right click on a selected row keeps the selection."""
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.RightButton and self.selectionModel().isSelected(index):
            return
        super().mousePressEvent(event)
        self.is_picked = self.is_picked or index.isValid()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The page has the menu; from the keyboard it opens beside the current row."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self._ask_menu()
        else:
            self.menu_asked.emit(event.globalPos())

    # Inside

    def _ask_menu(self) -> None:
        """From the keyboard: beside the current row."""
        place = self.visualRect(self.currentIndex()).center()
        self.menu_asked.emit(self.viewport().mapToGlobal(place))

    def _ranges(self) -> list[tuple[int, int]]:
        ranges = sorted((each.top(), each.bottom()) for each in self.selectionModel().selection().toList())
        joined: list[tuple[int, int]] = []
        for top, bottom in ranges:
            if joined and top <= joined[-1][1] + 1:
                joined[-1] = (joined[-1][0], max(bottom, joined[-1][1]))
            else:
                joined.append((top, bottom))
        return joined

    def _tell_chosen(self) -> None:
        self.chosen.emit(self.current_id)

    def _on_sort(self, section: int, way: Qt.SortOrder) -> None:
        self.order_asked.emit(COLUMNS[section].order, way == Qt.SortOrder.DescendingOrder)
