"""Which categories of people a sheet is about: chips to press, others from a menu, one's own typed in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules.activity import PeopleCategory
from rgpd_desktop.rules.register_lists import PeopleGroup
from rgpd_desktop.ui.widgets.chip import Chip
from rgpd_desktop.ui.widgets.flow import FlowLayout
from rgpd_desktop.ui.widgets.form_field import FormField
from rgpd_desktop.ui.widgets.text import button


class _OwnLine(QLineEdit):
    """Enter adds what is typed, and does not go to the next step."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter stays here."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class PeopleChips(QWidget):
    """The groups linked to contacts are always there, the others once chosen. What was said of a group stays with it."""

    edited = Signal()

    def __init__(self, groups: Sequence[PeopleGroup]) -> None:
        super().__init__()
        self.setAccessibleName("Personnes concernées")
        self._groups = {group.id: group for group in groups}
        self.chips: dict[str, Chip] = {}  # by id of group, or by the words of one's own
        self._shown: tuple[PeopleCategory, ...] = ()
        holder = QWidget()
        self._flow = FlowLayout(holder, spacing=6)
        self.menu = QMenu(self)
        self.more = button("+ Ajouter")
        self.more.setMenu(self.menu)
        self.more.setAccessibleName("Ajouter une catégorie de personnes")
        self.own = _OwnLine()
        self.own.setPlaceholderText("Par exemple : riverains")
        self._own_field = FormField("Autre catégorie de personnes", self.own, hint="Entrée l’ajoute.")
        self._own_field.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(holder)
        column.addWidget(self._own_field)
        self.own.returnPressed.connect(self._add_own)
        self.own.editingFinished.connect(self._add_own)

    def show_people(self, people: Sequence[PeopleCategory]) -> None:
        """Show these pressed, the usual ones beside them."""
        self._shown = tuple(people)
        self._clear()
        pressed = {each.category or each.details for each in people}
        for id, group in self._groups.items():
            if group.kinds or id in pressed:
                self._chip(id, group.label, id in pressed)
        for each in people:
            if (each.category or each.details) not in self.chips:
                self._chip(each.category or each.details, each.details or each.category, True)
        self._flow.addWidget(self.more)
        self._fill_menu()

    def read(self) -> tuple[PeopleCategory, ...]:
        """Those pressed: as they were shown, then the new ones."""
        pressed = [id for id, chip in self.chips.items() if chip.isChecked()]
        if typed := self.own.text().strip():
            pressed.append(typed)
        there = tuple(each for each in self._shown if (each.category or each.details) in pressed)
        known = {each.category or each.details for each in there}
        added = (
            PeopleCategory(id) if id in self._groups else PeopleCategory("", id) for id in pressed if id not in known
        )
        return (*there, *added)

    def _chip(self, id: str, words: str, is_pressed: bool) -> Chip:
        chip = Chip(words)
        said = next((each.details for each in self._shown if each.category == id), "")
        if said:
            chip.setToolTip(french.spaced(said))
        chip.setChecked(is_pressed)
        chip.toggled.connect(self.edited)
        self.chips[id] = chip
        self._flow.addWidget(chip)
        return chip

    def _clear(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None and widget is not self.more:
                widget.hide()
                widget.deleteLater()
        self.chips.clear()

    def _fill_menu(self) -> None:
        self.menu.clear()
        for id, group in self._groups.items():
            if id not in self.chips:
                self.menu.addAction(group.label, lambda id=id: self._add(id, self._groups[id].label))
        self.menu.addSeparator()
        self.menu.addAction("Autre…", self._ask_own)

    def _add(self, id: str, words: str) -> None:
        self._flow.removeWidget(self.more)
        chip = self._chip(id, words, True)
        self._flow.addWidget(self.more)
        self._fill_menu()
        chip.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _ask_own(self) -> None:
        self._own_field.show()
        self.own.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_own(self) -> None:
        words = self.own.text().strip()
        self.own.clear()
        self._own_field.hide()
        if words and words not in self.chips:
            self._add(words, words)
