"""Somebody named in the register, with the fields of CNIL's template: a client, a joint controller."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from rgpd_desktop.rules.business import NOBODY, Party
from rgpd_desktop.ui.widgets.form_field import FormField

_FIELDS: Final = (
    ("company", "Société"), ("name", "Nom"), ("street", "Adresse"), ("postal_code", "Code postal"), ("city", "Ville"),
    ("country", "Pays"), ("email", "E-mail"), ("phone", "Téléphone"),
)  # fmt: skip


class PartyFields(QWidget):
    """Two columns of fields over a Party; `prefix` names whose they are for a screen reader."""

    edited = Signal()

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self.setAccessibleName(prefix)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.fields: dict[str, FormField] = {}
        self._lines: dict[str, QLineEdit] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for place, (field, words) in enumerate(_FIELDS):
            line = QLineEdit()
            self._lines[field] = line
            self.fields[field] = FormField(words, line)
            line.setAccessibleName(f"{words}, {prefix}")
            line.textEdited.connect(self.edited)
            grid.addWidget(self.fields[field], place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(self._lines["company"])

    def read(self) -> Party:
        """What is typed."""
        return replace(NOBODY, **{field: line.text().strip() for field, line in self._lines.items()})

    def show_party(self, party: Party) -> None:
        """Show it."""
        for field, line in self._lines.items():
            line.setText(getattr(party, field))

    def set_problem(self, sentence: str) -> None:
        """Show what is missing under the first field."""
        field = self.fields["company"]
        if field.problem != sentence:
            field.set_problem(sentence)
