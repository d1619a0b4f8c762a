"""A label over its field, with a hint and the problem of the moment under it, told to screen readers too."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.ui.widgets.day_edit import DayEdit
from rgpd_desktop.ui.widgets.text import label, restyle

_SHORT: Final = 40  # letters: a name that stays on one line


class FormField(QWidget):
    """`FormField("E-mail", QLineEdit(), is_optional=True)`; `field` is the widget given."""

    def __init__(self, name: str, field: QWidget, *, hint: str = "", is_optional: bool = False) -> None:
        super().__init__()
        self.field = field
        self._name = label(name)
        self._name.setBuddy(field)
        self._hint = hint
        self._below = label(hint, "hint", wraps=True)
        self._below.setVisible(bool(hint))
        self._top = top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self._name)
        if is_optional:
            top.addWidget(label("facultatif", "hint"))
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(field)
        column.addWidget(self._below)
        field.setAccessibleName(name)
        field.setAccessibleDescription(hint)
        self._forget_once_edited(field)

    @property
    def problem(self) -> str:
        """The problem shown, "" when there is none."""
        return self._below.text() if self._below.property("role") == "problem" else ""

    def set_problem(self, sentence: str) -> None:
        """Show what is wrong under the field; "" puts the hint back."""
        shown = french.spaced(sentence) or self._hint
        self._below.setText(shown)
        self._below.setVisible(bool(shown))
        self._below.setProperty("role", "problem" if sentence else "hint")
        self.field.setProperty("wrong", bool(sentence))
        self.field.setAccessibleDescription(shown)
        restyle(self)

    def set_hint(self, hint: str) -> None:
        """Change the hint; a problem shown stays in its place."""
        self._hint = french.spaced(hint)
        if not self.problem:
            self._below.setText(self._hint)
            self._below.setVisible(bool(hint))
            self.field.setAccessibleDescription(self._hint)

    def set_name(self, name: str) -> None:
        """Change the label, which may then be a sentence, and the name told to screen readers."""
        self._name.setText(french.spaced(name))
        is_sentence = len(name) > _SHORT
        self._name.setWordWrap(is_sentence)
        self._top.setStretchFactor(self._name, int(is_sentence))
        self.field.setAccessibleName(name)

    def _forget_once_edited(self, field: QWidget) -> None:
        """A problem was about what is no longer there: it is told again, if need be, at the next try."""
        if isinstance(field, DayEdit):
            field.edited.connect(self._on_edited)
        elif isinstance(field, QLineEdit):
            field.textEdited.connect(self._on_edited)
        elif isinstance(field, QComboBox):
            field.editTextChanged.connect(self._on_edited)

    def _on_edited(self) -> None:
        if self.problem:
            self.set_problem("")
