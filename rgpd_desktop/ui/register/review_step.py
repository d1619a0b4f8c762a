"""Last step of a sheet: what is missing, the rights, automated decisions, the impact assessment, and the history of the sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Problem
from rgpd_desktop.rules.activity import Activity, Progress
from rgpd_desktop.rules.register import SheetChange
from rgpd_desktop.ui.register.ask_card import AskCard
from rgpd_desktop.ui.register.growing_text import GrowingText
from rgpd_desktop.ui.register.sheet_step import SheetStep, sentence_of
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.form_field import FormField
from rgpd_desktop.ui.widgets.text import PushButton, button, label

_TWO_CRITERIA: Final = 2
_LINES: Final = 8  # of the history


class ReviewStep(SheetStep):
    """Its main button keeps the sheet: « Inscrire au registre » for a draft, « Enregistrer » otherwise."""

    jump_asked = Signal(str)  # id of a step

    def build(self) -> None:
        """The cards, what is missing first."""
        self.missing: list[PushButton] = []
        self.complete = Banner("ok", "")
        self.missing_card = AskCard("Ce qui manque")
        self._lines = _column()
        self.missing_card.add(self._lines)
        self.rights = GrowingText("Droits des personnes", "Par exemple : par e-mail, réponse sous un mois")
        self.decision = GrowingText("Décision automatisée", "Aucune, si personne n’est jugé par une machine seule")
        people = AskCard("Droits et décisions")
        people.add(FormField("Comment les personnes exercent leurs droits", self.rights, is_optional=True))
        people.add(FormField("Décision entièrement automatisée, profilage", self.decision, is_optional=True))
        self.history_card = AskCard("Historique de la fiche")
        self._history = _column()
        self.history_card.add(self._history)
        for part in (self.complete, self.missing_card, people, self._dpia_card(), self.history_card):
            self.column.addWidget(part)
        for text in (self.rights, self.decision, self.dpia):
            text.edited.connect(self.tell_edited)

    def show_answers(self, activity: Activity) -> None:
        """Fill the cards; what is missing is told by `show_missing`."""
        self.rights.show_text(activity.rights)
        self.decision.show_text(activity.automated_decision)
        for id, box in self.criteria.items():
            box.setChecked(id in activity.dpia_criteria)
        self.dpia.show_text(activity.dpia)
        words = (
            "La fiche est complète : elle peut être inscrite au registre."
            if activity.progress is Progress.DRAFT
            else "La fiche est complète."
        )
        self.complete.show_words("ok", words)
        self._show_history(self.sheet.history)
        self._show_advice()

    def read(self, activity: Activity) -> Activity:
        """What the cards say."""
        ticked = [id for id, box in self.criteria.items() if box.isChecked()]
        criteria = activity.dpia_criteria if set(ticked) == set(activity.dpia_criteria) else tuple(ticked)
        return replace(
            activity,
            rights=self.rights.text,
            automated_decision=self.decision.text,
            dpia_criteria=criteria,
            dpia=self.dpia.text,
        )

    def show_missing(self, gaps: Mapping[str, Sequence[Problem]], titles: Mapping[str, str]) -> None:
        """One line a gap, in the order of the steps (`titles`); each jumps to its step."""
        _clear(self._lines)
        self.missing = []
        for step, title in titles.items():
            for gap in gaps.get(step, ()):
                jump = button(title, lambda step=step: self.jump_asked.emit(step), "link")
                jump.setAccessibleName(french.spaced(f"{title} : {gap.sentence}"))
                self._add_line(jump, gap.sentence)
                self.missing.append(jump)
        self.missing_card.setVisible(bool(self.missing))
        self.complete.setVisible(not self.missing)

    def show_gaps(self, gaps: Sequence[Problem]) -> None:
        """Under the conclusion of the assessment."""
        sentence = sentence_of(gaps, "dpia")
        if sentence != self.dpia_field.problem:
            self.dpia_field.set_problem(sentence)

    def first_field(self) -> QWidget | None:
        """What is missing first, else the rights."""
        if not self.is_built:
            return None
        return self.missing[0] if self.missing else self.rights

    def _dpia_card(self) -> AskCard:
        card = AskCard("Analyse d’impact")
        card.add(label("Cochez les critères que remplit cette activité.", "muted", wraps=True))
        self.criteria: dict[str, QCheckBox] = {}
        boxes = _column()
        for criterion in self.sheet.lists.criteria:
            box = QCheckBox(french.capitalised(criterion.label))
            box.setAccessibleDescription(criterion.explanation)
            box.toggled.connect(self._on_criterion)
            self.criteria[criterion.id] = box
            hint = label(criterion.explanation, "hint", wraps=True)
            hint.setContentsMargins(self.theme.px(26), 0, 0, 0)
            _layout(boxes).addWidget(box)
            _layout(boxes).addWidget(hint)
        self.advice = Banner("soon", "")
        self.dpia = GrowingText("Conclusion", "Par exemple : analyse faite le 12/03/2026")
        self.dpia_field = FormField("Conclusion", self.dpia)
        for part in (boxes, self.advice, self.dpia_field):
            card.add(part)
        return card

    def _on_criterion(self) -> None:
        self._show_advice()
        self.tell_edited()

    def _show_advice(self) -> None:
        many = sum(box.isChecked() for box in self.criteria.values())
        self.advice.setVisible(many >= _TWO_CRITERIA)
        self.advice.show_words(
            "soon", f"{many} critères sur neuf : une analyse d’impact est en principe à faire.",
            "Si vous pensez qu’elle n’est pas nécessaire, écrivez pourquoi : c’est ce que vous montrerez en cas de contrôle.",
        )  # fmt: skip

    def _add_line(self, jump: PushButton, sentence: str) -> None:
        row = QWidget()
        line = QVBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(jump, 0, Qt.AlignmentFlag.AlignLeft)
        said = label(sentence, "muted", wraps=True)
        said.setContentsMargins(self.theme.px(15), 0, 0, 0)
        line.addWidget(said)
        _layout(self._lines).addWidget(row)

    def _show_history(self, history: Sequence[SheetChange]) -> None:
        _clear(self._history)
        for change in history[:_LINES]:
            at = datetime.fromisoformat(change.at)
            told = f"{french.day(at.date())} à {at:%H:%M} : {french.joined(change.what)}"
            _layout(self._history).addWidget(label(told, "hint", wraps=True))
        self.history_card.setVisible(bool(history))


def _column() -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    return made


def _layout(holder: QWidget) -> QVBoxLayout:
    layout = holder.layout()
    assert isinstance(layout, QVBoxLayout)  # made by _column
    return layout


def _clear(holder: QWidget) -> None:
    layout = _layout(holder)
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
