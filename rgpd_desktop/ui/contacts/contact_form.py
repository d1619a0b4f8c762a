"""The form of one person, new or corrected. Problems are said under their field; a name of the opposition list is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from rgpd_desktop.basics.problems import Problem
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.person_kind import PersonKind
from rgpd_desktop.services import edit_contacts
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.edit_contacts import OnOppositionList
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.contacts import form_fields
from rgpd_desktop.ui.contacts.form_fields import Field
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.widgets.text import label

_SIZE = (720, 620)


class ContactForm(Box):
    """`saved` gives the person as stored; the dialog is then closed."""

    saved = Signal(object)  # Contact

    def __init__(self, services: Services, kinds: Sequence[PersonKind], contact: Contact | None = None) -> None:
        title = "Nouveau contact" if contact is None else "Modifier la fiche"
        super().__init__(services.window, title)
        self._services = services
        self._doubts: tuple[Problem, ...] = ()  # those already told
        self._contact = contact or Contact(collected_on=services.today())
        self._sections = form_fields.all_fields(kinds, services.theme)
        self._fields = {field.name: field for _, fields in self._sections for field in fields}
        self._lay_out()
        self.add_button("Annuler", self.reject)
        self._save = self.add_button("Enregistrer", self.save, "primary")
        self._save.setDefault(True)
        for field in self._fields.values():
            field.show(self._contact)
        self._before = self._typed()
        self.resize(services.theme.px(_SIZE[0]), services.theme.px(_SIZE[1]))
        form_fields.first_widget(self._sections[0][1]).setFocus()

    def field(self, name: str) -> QWidget:
        """The widget where that field of the contact is typed."""
        return self._fields[name].row.field

    def save(self, *, despite_opposition: bool = False) -> None:
        """Check, then store; what is wrong is shown and nothing is stored."""
        contact = replace(self._contact, **self._typed())
        if self._show_problems(self._problems(contact)) or self._show_doubts(contact):
            return
        is_new = not contact.id
        self._save.setEnabled(False)

        def work(desk: Desk, _ticket: Ticket) -> Contact:
            act = edit_contacts.create if is_new else edit_contacts.correct
            return act(desk, contact, despite_opposition=despite_opposition)

        self._services.jobs.write("Enregistrement de la fiche", work, self._on_saved, self._on_failed, owner=self)

    def reject(self) -> None:
        """What was typed is not lost by a slip on Escape."""
        if self._typed() == self._before or messages.confirm(
            self,
            "Abandonner vos modifications ?",
            "Ce que vous avez saisi n’est pas enregistré.",
            "Abandonner",
            danger=True,
        ):
            super().reject()

    # Inside

    def _lay_out(self) -> None:
        ground = QWidget()
        ground.setProperty("role", "ground")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(12)
        for title, fields in self._sections:
            column.addWidget(label(title, "section"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(12)
            for index, field in enumerate(fields):
                grid.addWidget(field.row, index // 2, index % 2, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(0, 1)
            grid.setColumnStretch(1, 1)
            column.addLayout(grid)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(ground)
        self._area = area
        self.body.addWidget(area)

    def _typed(self) -> dict[str, Any]:
        return {name: field.value() for name, field in self._fields.items()}

    def _problems(self, contact: Contact) -> list[Problem]:
        typed = [Problem(field.name, field.problem()) for field in self._fields.values() if field.problem()]
        return typed or edit_contacts.problems_in(contact, self._services.today())

    def _show_problems(self, problems: list[Problem]) -> bool:
        sentences = {problem.field: problem.sentence for problem in reversed(problems)}
        for name, field in self._fields.items():
            field.row.set_problem(sentences.get(name, ""))
        wrong: Field | None = next((field for name, field in self._fields.items() if name in sentences), None)
        if wrong is not None:
            wrong.row.field.setFocus()
            self._area.ensureWidgetVisible(wrong.row)
        return wrong is not None

    def _show_doubts(self, contact: Contact) -> bool:
        """What looks odd is said once; saved all the same when the person insists."""
        typed, found = self._typed(), edit_contacts.checked(contact, self._services.today()).doubts
        doubts = tuple(each for each in found if typed[each.field] != self._before[each.field])
        if not doubts or doubts == self._doubts:
            return False
        self._doubts = doubts
        self._save.setText("Enregistrer quand même")
        return self._show_problems(list(doubts))

    def _on_saved(self, contact: Contact) -> None:
        self.saved.emit(contact)
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self._save.setEnabled(True)
        if not isinstance(error, OnOppositionList):
            messages.show(self, error)
        elif messages.confirm(
            self, "Cette personne s’est opposée", f"{error.sentence} {error.remedy}", "Enregistrer opposée"
        ):
            self.save(despite_opposition=True)
