"""The plan of action: what was answered no or partly, the dated ones first, each leading to its question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules.measures import MeasureAnswer, MeasureQuestion
from rgpd_desktop.ui.security.question_card import WORDS
from rgpd_desktop.ui.widgets.card import RowsCard
from rgpd_desktop.ui.widgets.pill import Pill
from rgpd_desktop.ui.widgets.text import button, label

Planned = Sequence[tuple[MeasureQuestion, MeasureAnswer]]


class PlanView(QWidget):
    """`opened` gives the id of the question whose button was pressed."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._sentence = label("", "muted", wraps=True)
        self.rows = RowsCard()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label("Plan d’action", "heading"))
        column.addWidget(self._sentence)
        column.addWidget(self.rows)
        column.addStretch()

    def show_plan(self, plan: Planned, today: date) -> None:
        """Replace the rows."""
        self.rows.clear()
        for question, answer in plan:
            self.rows.add_row(self._row(question, answer, today))
        self.rows.setVisible(bool(plan))
        self._sentence.setText(
            french.spaced("Ce que vous avez répondu « non » ou « partiel ». Donnez une date aux trois plus importants.")
            if plan
            else french.spaced("Rien à prévoir : aucune réponse « non » ou « partiel » pour l’instant.")
        )

    def _row(self, question: MeasureQuestion, answer: MeasureAnswer, today: date) -> QWidget:
        word, tone = _when(answer.planned_on, today)
        row = QWidget()
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(label(f"{question.number}. {question.text}", wraps=True))
        said = f"{WORDS[answer.answer]}. {question.advice}"
        texts.addWidget(label(said, "hint", wraps=True))
        act = button("Voir", lambda: self.opened.emit(question.id))
        act.setAccessibleName(f"Voir la question {question.number}")
        inside = QHBoxLayout(row)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(12)
        inside.addLayout(texts, 1)
        inside.addWidget(Pill(word, tone), 0, Qt.AlignmentFlag.AlignTop)
        inside.addWidget(act, 0, Qt.AlignmentFlag.AlignTop)
        return row


def _when(day: date | None, today: date) -> tuple[str, str]:
    if day is None:
        return "sans date", "archived"
    if day < today:
        return f"en retard, {french.day(day)}", "danger"
    return french.day(day), "soon"
