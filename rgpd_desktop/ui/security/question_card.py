"""A question of the security list: yes, partly, no, not concerned; a precision, a day for what is planned, the advice. Signals only."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton

from rgpd_desktop.basics import french
from rgpd_desktop.rules.measures import Answer, MeasureAnswer, MeasureQuestion
from rgpd_desktop.services.keep_measures import PRECISION_LENGTH
from rgpd_desktop.ui.register.growing_text import GrowingText
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.day_edit import DayEdit
from rgpd_desktop.ui.widgets.form_field import FormField
from rgpd_desktop.ui.widgets.text import button, label, tab_to_checked

WORDS: Final = {
    Answer.YES: "Oui",
    Answer.PARTLY: "Partiel",
    Answer.NO: "Non",
    Answer.NOT_CONCERNED: "Sans objet",
}
_PRECISION: Final = {
    Answer.YES: "Comment, avec quoi",
    Answer.PARTLY: "Ce qui est fait",
    Answer.NO: "Ce qui manque",
    Answer.NOT_CONCERNED: "Pourquoi",
}
_PRECISION_HINT: Final = {
    Answer.YES: "Imprimé au registre, entre parenthèses.",
    Answer.PARTLY: "Imprimé au registre : sans précision, rien n’est imprimé.",
    Answer.NO: "Pour vous seul : rien n’est imprimé.",
    Answer.NOT_CONCERNED: "Pour vous seul : rien n’est imprimé.",
}
_UNDONE: Final = (Answer.NO, Answer.PARTLY)
_TYPING_MS: Final = 700  # after the last key, what is typed is kept


class QuestionCard(Card):
    """`answered` gives the MeasureAnswer to keep, `forgotten` the id of a question that is unanswered again."""

    answered = Signal(object)
    forgotten = Signal(str)

    def __init__(self, theme: Theme, question: MeasureQuestion) -> None:
        super().__init__(f"{question.number}. {question.text}")
        self.question = question
        self._answer: MeasureAnswer | None = None
        self._is_showing = False
        self.choices: dict[Answer, QRadioButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(16)
        for answer, words in WORDS.items():
            choice = QRadioButton(words)
            choice.setAccessibleName(f"{words} : {question.text}")
            choice.toggled.connect(self._on_toggled)  # by the mouse, Space or the arrows
            self._group.addButton(choice)
            self.choices[answer] = choice
            row.addWidget(choice)
        row.addStretch()
        self._on = label("", "hint")
        self.forget = button("Effacer", self._on_forget, "link")
        self.forget.setAccessibleName(f"Effacer la réponse : {question.text}")
        row.addWidget(self._on)
        row.addWidget(self.forget)
        self.advice = label(f"Conseil : {question.advice[:1].lower()}{question.advice[1:]}", "hint", wraps=True)
        self.precision = GrowingText("Précision")
        self.precision_field = FormField("Précision", self.precision, is_optional=True)
        self.planned = DayEdit(theme)
        self.planned_field = FormField("Prévu pour le", self.planned, hint="Entre au plan d’action.", is_optional=True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.keep)
        self.body.addLayout(row)
        self.body.addWidget(self.advice)
        for field in (self.precision_field, self.planned_field):
            self.body.addWidget(field)
        self.precision.edited.connect(self._on_typed)
        self.precision.entered.connect(self.keep)
        self.planned.changed.connect(lambda _day: self._on_planned())
        self.show_answer(None)

    def show_answer(self, answer: MeasureAnswer | None) -> None:
        """Show what is kept; a precision being typed stays as it is."""
        self._is_showing = True
        self._answer = answer
        self._group.setExclusive(False)
        for value, choice in self.choices.items():
            choice.setChecked(answer is not None and answer.answer is value)
        self._group.setExclusive(True)
        tab_to_checked(self.choices.values())
        if answer is None:
            next(iter(self.choices.values())).setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if not self._typing.isActive() and self.precision.text != (answer.precision if answer else ""):
            self.precision.show_text(answer.precision if answer else "")
        if self.planned.day() != (answer.planned_on if answer else None):
            self.planned.set_day(answer.planned_on if answer else None)
        self._show_fields()
        self._is_showing = False

    def keep(self) -> None:
        """What is typed is kept now."""
        self._typing.stop()
        chosen = self.chosen
        if chosen is None or self._is_showing:
            return
        precision, planned = self.precision.text, self._planned_on(chosen)
        self.precision_field.set_problem(
            f"Résumez en {PRECISION_LENGTH} caractères au plus." if len(precision) > PRECISION_LENGTH else ""
        )
        if len(precision) > PRECISION_LENGTH:
            return
        former = self._answer
        if former is not None and (former.answer, former.precision, former.planned_on) == (chosen, precision, planned):
            return
        self.answered.emit(MeasureAnswer(self.question.id, chosen, precision, None, planned))

    @property
    def chosen(self) -> Answer | None:
        """The answer checked, None when there is none."""
        return next((value for value, choice in self.choices.items() if choice.isChecked()), None)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another theme, another page: nothing typed is lost."""
        if self._typing.isActive():
            self.keep()
        super().hideEvent(event)

    def _planned_on(self, chosen: Answer) -> date | None:
        if chosen not in _UNDONE:
            return None
        if self.planned.problem():
            return self._answer.planned_on if self._answer is not None else None
        return self.planned.day()

    def _show_fields(self) -> None:
        chosen = self.chosen
        self.forget.setVisible(chosen is not None)
        self.precision_field.setVisible(chosen is not None)
        self.planned_field.setVisible(chosen in _UNDONE)
        self.advice.setVisible(chosen is None or chosen in _UNDONE)
        on = self._answer.answered_on if self._answer is not None else None
        self._on.setText(f"répondu le {french.day(on)}" if on else "")
        if chosen is not None:
            self.precision_field.set_name(_PRECISION[chosen])
            self.precision_field.set_hint(_PRECISION_HINT[chosen])

    def _on_toggled(self, is_on: bool) -> None:
        if is_on and not self._is_showing:
            self._show_fields()
            self.keep()

    def _on_typed(self) -> None:
        if not self._is_showing:
            self._typing.start()

    def _on_planned(self) -> None:
        if not self._is_showing:
            self.keep()

    def _on_forget(self) -> None:
        self._typing.stop()
        self.precision.show_text("")
        self.forgotten.emit(self.question.id)
