"""One address asked for: a field, and the answer in a sentence. Nothing is recorded by asking."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from rgpd_desktop.basics import french
from rgpd_desktop.services import keep_oppositions
from rgpd_desktop.services.keep_oppositions import Found
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.opposition.value_dialogs import VALUE_HINT
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.form_field import FormField
from rgpd_desktop.ui.widgets.text import button, label

_QUESTION: Final = "Cette adresse est-elle opposée ?"


class AskCard(Card):
    """`withdraw_asked` gives what was typed and how it is shown, `add_asked` what was typed."""

    withdraw_asked = Signal(str, str)
    add_asked = Signal(str)

    def __init__(self, jobs: JobRunner) -> None:
        super().__init__(_QUESTION)
        self._jobs = jobs
        self._asked = ""
        self._found: Found | None = None
        self.field = QLineEdit()
        self.field.setMaxLength(200)
        self.field.setPlaceholderText("contact@exemple.fr ou 06 39 98 12 34")
        self.row = FormField("Adresse ou téléphone", self.field, hint=f"{VALUE_HINT} La question n’enregistre rien.")
        self.ask_button = button("Vérifier", self.ask, "primary")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.row, 1)
        beside = QVBoxLayout()  # as high as the name of the field, so that the button stands beside the field
        beside.setSpacing(4)
        beside.addWidget(label(french.HARD))
        beside.addWidget(self.ask_button)
        beside.addStretch()
        line.addLayout(beside)
        self.act = button("", self._on_act)
        self.answer = Banner("ok", " ", "", self.act)
        self.answer.hide()
        self.body.addLayout(line)
        self.body.addWidget(self.answer)
        self.field.returnPressed.connect(self.ask)
        self.field.textEdited.connect(lambda _text: self.answer.hide())

    def ask(self) -> None:
        """Look for what is typed; the answer comes under the field."""
        text = self.field.text()
        problem = keep_oppositions.problem_in(text)
        self.row.set_problem(problem.sentence if problem else "")
        self.answer.hide()
        if problem is None:
            self._asked = text
            self._jobs.read(
                "oppositions:ask", lambda desk, _ticket: keep_oppositions.ask(desk, text), self._show, owner=self
            )

    def ask_again(self) -> None:
        """The list changed: the answer shown may be another."""
        if self.answer.isVisible():
            self.ask()

    def _show(self, found: Found) -> None:
        self._found = found
        answer, _, hint = found.sentence.partition(". ")
        self.answer.show_words("opposed" if found.is_opposed else "ok", f"{answer.rstrip('.')}.", hint)
        self.act.setText("Lever l’opposition…" if found.is_opposed else "Noter son opposition…")
        self.answer.show()

    def _on_act(self) -> None:
        if self._found is None:
            return
        if self._found.is_opposed:
            self.withdraw_asked.emit(self._asked, self._found.shown)
        else:
            self.add_asked.emit(self._asked)
