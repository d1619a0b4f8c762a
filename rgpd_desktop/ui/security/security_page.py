"""The security list: themes at the left with their progress, the questions of one at the right, the plan of action. The window builds it.

Each answer is kept as it is given. Cards are made theme by theme: forty-four at once would hold the window.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.measures import Answer, MeasureAnswer, MeasureQuestion, Score
from rgpd_desktop.services import keep_measures
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.keep_measures import SecuritySheet
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.security.plan_view import PlanView
from rgpd_desktop.ui.security.question_card import QuestionCard
from rgpd_desktop.ui.widgets.chip import Chip
from rgpd_desktop.ui.widgets.page_header import PageHeader
from rgpd_desktop.ui.widgets.text import label
from rgpd_desktop.ui.widgets.two_line_list import ListRow, TwoLineList

_PLAN: Final = ""  # the id of the row of the plan
_PRINTED: Final = "Seules les réponses « oui », et « partiel » avec leur précision, sont imprimées dans vos papiers."
_LIST_SHARE, _VIEW_SHARE = 32, 68

_Plan = tuple[tuple[MeasureQuestion, MeasureAnswer], ...]


class SecurityPage(QWidget):
    """Shows nothing before its first `refresh`. `services.go("security", {"question": id})` shows a question."""

    tables = frozenset({"measures"})

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._sheet: SecuritySheet | None = None
        self._theme = ""
        self._wanted = ""
        self.cards: dict[str, QuestionCard] = {}
        self._lay_out()

    def arrive(self, question: str = "", plan: bool = False) -> None:
        """Show this question, or the plan of action."""
        self._wanted = question
        if plan:
            self.themes.choose(_PLAN)
        elif question and self._sheet is not None:
            self._show_question(question)

    def refresh(self) -> None:
        """Read the answers again."""

        def read(desk: Desk, _ticket: Ticket) -> tuple[SecuritySheet, _Plan]:
            return keep_measures.sheet(desk), keep_measures.plan(desk)

        self._services.jobs.read("security", read, self._show, owner=self)

    # What is shown

    def _show(self, found: tuple[SecuritySheet, _Plan]) -> None:
        sheet, plan = found
        is_first = self._sheet is None
        self._sheet = sheet
        total = sheet.total
        answered = len(sheet.questions) - total.unanswered
        done = french.counted(total.done, "oui", "oui")
        self.header.set_subtitle(
            f"{french.counted(answered, 'réponse donnée', 'réponses données')} sur {len(sheet.questions)} · {done}. {_PRINTED}"
        )
        self.progress.setRange(0, max(1, total.concerned))
        self.progress.setValue(total.done)
        self.progress.setAccessibleName(f"{total.done} mesures en place sur {total.concerned}")
        self.plan.show_plan(plan, self._services.today())
        rows = [ListRow(theme, theme, _brief(score), *_pill(score)) for theme, score in sheet.scores.items()]
        rows.append(ListRow(_PLAN, "Plan d’action", "ce qui reste à faire, par date", *_undone_pill(len(plan))))
        self.themes.show_rows(rows)
        for id, card in self.cards.items():
            card.show_answer(sheet.answers.get(id))
        if is_first and not self.cards and self.themes.current_id:
            self._on_theme(self.themes.current_id)
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self._show_question(wanted)

    def _on_theme(self, theme: str) -> None:
        if theme == _PLAN:
            self._right.setCurrentWidget(self._plan_area)
            return
        self._right.setCurrentWidget(self._area)
        if theme != self._theme and self._sheet is not None:
            self._theme = theme
            self._make_cards()

    def _make_cards(self) -> None:
        """The cards of the theme, or of what is left to do in it."""
        sheet = self._sheet
        if sheet is None:
            return
        for card in self.cards.values():
            card.hide()
            card.deleteLater()
        self.cards = {}
        self._heading.setText(self._theme)
        for question in sheet.questions:
            answer = sheet.answers.get(question.id)
            if question.theme != self._theme or (self.to_do.isChecked() and _is_done(answer)):
                continue
            card = QuestionCard(self._services.theme, question)
            card.show_answer(answer)
            card.answered.connect(self._on_answered)
            card.forgotten.connect(self._on_forgotten)
            self.cards[question.id] = card
            self._column.insertWidget(self._column.count() - 2, card)
        self._nothing.setVisible(not self.cards)
        self._area.verticalScrollBar().setValue(0)

    def _show_question(self, id: str) -> None:
        sheet = self._sheet
        question = next((each for each in sheet.questions if each.id == id), None) if sheet is not None else None
        if question is None:
            return
        self.to_do.setChecked(False)
        self.themes.choose(question.theme)
        if (card := self.cards.get(id)) is not None:
            next(iter(card.choices.values())).setFocus()
            self._area.ensureWidgetVisible(card)

    # Acts

    def _on_answered(self, given: MeasureAnswer) -> None:
        self._services.jobs.write(
            "Réponse de sécurité", lambda desk, _ticket: keep_measures.answer(desk, given), self._on_kept
        )

    def _on_forgotten(self, question: str) -> None:
        self._services.jobs.write(
            "Réponse de sécurité", lambda desk, _ticket: keep_measures.forget(desk, question), self._on_kept
        )

    def _on_kept(self, _none: object) -> None:
        self.kept.setText("Enregistré")

    def _on_to_do(self) -> None:
        if self._theme:
            self._make_cards()

    def _lay_out(self) -> None:
        self.header = PageHeader("Sécurité")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.to_do = Chip("À faire seulement")
        self.to_do.toggled.connect(lambda _on: self._on_to_do())
        self.kept = label("", "hint")
        self.themes = TwoLineList(self._services.theme, "Thèmes de la liste de sécurité")
        self.themes.chosen.connect(self._on_theme)
        self._heading = label("", "heading", wraps=True)
        self._nothing = label("Plus rien à faire dans ce thème.", "muted", wraps=True)
        ground, self._column = _ground()
        top = QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self.kept)
        top.addWidget(self.to_do)
        self._column.addLayout(top)
        self._column.addWidget(self._nothing)
        self._column.addStretch()
        self._area = _area(ground)
        self.plan = PlanView()
        self.plan.opened.connect(self._show_question)
        self._plan_area = _area(self.plan)
        self._right = QStackedWidget()
        self._right.addWidget(self._area)
        self._right.addWidget(self._plan_area)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.themes, _LIST_SHARE)
        row.addWidget(self._right, _VIEW_SHARE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.header)
        column.addWidget(self.progress)
        column.addLayout(row, 1)
        column.addWidget(label(keep_measures.origin_words(), "hint", wraps=True))


def _ground() -> tuple[QWidget, QVBoxLayout]:
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 12, 0)
    column.setSpacing(12)
    return ground, column


def _area(inside: QWidget) -> QScrollArea:
    inside.setProperty("role", "ground")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def _brief(score: Score) -> str:
    if not score.concerned:
        return "sans objet pour vous"
    partly = f", {score.partly} en partie" if score.partly else ""
    return f"{score.done} en place sur {score.concerned}{partly}"


def _pill(score: Score) -> tuple[str, str]:
    if score.unanswered:
        return french.counted(score.unanswered, "question"), "soon"
    if score.done == score.concerned:
        return "complet", "ok"
    return french.counted(score.concerned - score.done, "action"), "archived"


def _undone_pill(count: int) -> tuple[str, str]:
    return (french.counted(count, "action"), "archived") if count else ("rien", "ok")


def _is_done(answer: MeasureAnswer | None) -> bool:
    return answer is not None and answer.answer in (Answer.YES, Answer.NOT_CONCERNED)
