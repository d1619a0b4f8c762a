"""The pieces of the start by trade: questions, sheets proposed to tick, models to choose from. Only StartDialog uses them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from rgpd_desktop.basics import french
from rgpd_desktop.rules.activity import Role
from rgpd_desktop.rules.activity_model import ActivityModel
from rgpd_desktop.rules.folding import fold
from rgpd_desktop.rules.trades import Proposal, StartQuestion, TradeBook
from rgpd_desktop.ui.register.scrolled import Scrolled
from rgpd_desktop.ui.widgets.card import Card, RowsCard
from rgpd_desktop.ui.widgets.chip import Chip
from rgpd_desktop.ui.widgets.flow import FlowLayout
from rgpd_desktop.ui.widgets.form_field import FormField
from rgpd_desktop.ui.widgets.text import label, line, tab_to_checked

EMPTY: Final = {Role.CONTROLLER.value: Role.CONTROLLER, Role.PROCESSOR.value: Role.PROCESSOR}
_EMPTY_WORDS: Final = (
    (Role.CONTROLLER, "Une fiche vide", "Pour une activité que le catalogue n’a pas : vous remplissez tout."),
    (
        Role.PROCESSOR,
        "Une fiche vide, pour le compte d’un client",
        "Vous travaillez sur les données d’un client : la fiche va dans le registre du sous-traitant (RGPD, art. 30-2).",
    ),
)


class YesNo(QWidget):
    """A question's answer, no until told otherwise."""

    changed = Signal()

    def __init__(self, question: StartQuestion) -> None:
        super().__init__()
        self.setAccessibleName(question.text)
        self.yes, self.no = QRadioButton("Oui"), QRadioButton("Non")
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for choice in (self.yes, self.no):
            choice.setAccessibleName(f"{choice.text()} : {question.text}")
            choice.setAccessibleDescription(question.why)
            group.addButton(choice)
            row.addWidget(choice)
        self.no.setChecked(True)
        self.yes.toggled.connect(self._on_answered)
        tab_to_checked(group.buttons())

    @property
    def is_yes(self) -> bool:
        """Whether it is yes."""
        return self.yes.isChecked()

    def _on_answered(self) -> None:
        tab_to_checked((self.yes, self.no))
        self.changed.emit()


class AskPart(Scrolled):
    """What one does, and the questions. `changed` at each answer."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.chips: dict[str, Chip] = {}
        self.answers: dict[str, YesNo] = {}

    @property
    def trades(self) -> tuple[str, ...]:
        """The ids of those chosen."""
        return tuple(id for id, chip in self.chips.items() if chip.isChecked())

    @property
    def yes(self) -> tuple[str, ...]:
        """The ids of the questions answered by yes."""
        return tuple(id for id, answer in self.answers.items() if answer.is_yes)

    def show_book(self, book: TradeBook, trades: Iterable[str]) -> None:
        """Show the trades, those already chosen pressed, and the questions, all at no."""
        chosen = set(trades)
        self.column.addWidget(label("Que faites-vous ?", "section"))
        holder = QWidget()
        holder.setAccessibleName("Votre métier")
        flow = FlowLayout(holder, spacing=6)
        for trade in book.trades:
            chip = Chip(trade.label)
            chip.setToolTip(french.capitalised(", ".join(trade.words)))
            chip.setChecked(trade.id in chosen)
            chip.toggled.connect(self.changed)
            self.chips[trade.id] = chip
            flow.addWidget(chip)
        self.column.addWidget(holder)
        self.column.addWidget(label("Quelques questions", "section"))
        card = RowsCard()
        for question in book.questions:
            card.add_row(self._row(question))
        self.column.addWidget(card)
        self.column.addStretch()

    def _row(self, question: StartQuestion) -> QWidget:
        answer = YesNo(question)
        answer.changed.connect(self.changed)
        self.answers[question.id] = answer
        row = QWidget()
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(label(question.text, wraps=True))
        texts.addWidget(label(question.why, "hint", wraps=True))
        layout = QHBoxLayout(row)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(16)
        layout.addLayout(texts, 1)
        layout.addWidget(answer, 0, Qt.AlignmentFlag.AlignVCenter)
        return row


class ProposalPart(Scrolled):
    """The sheets proposed, each with its reasons. `changed` when one is ticked or not."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}

    @property
    def chosen(self) -> tuple[str, ...]:
        """The models ticked."""
        return tuple(id for id, box in self.boxes.items() if box.isChecked())

    def show_proposals(self, proposals: Sequence[Proposal], models: Sequence[ActivityModel]) -> None:
        """Show them; what the person had ticked or not before stays so."""
        before = {id: box.isChecked() for id, box in self.boxes.items()}
        self.empty()
        self.boxes.clear()
        by_id = {model.id: model for model in models}
        card = RowsCard()
        for proposal in proposals:
            model = by_id[proposal.model]
            box = QCheckBox(model.activity.name.replace("&", "&&"))
            box.setChecked(before.get(proposal.model, proposal.is_checked))
            box.toggled.connect(self.changed)
            self.boxes[proposal.model] = box
            card.add_row(_choice(box, model.summary, french.capitalised(" ; ".join(proposal.reasons)) + "."))
        self.column.addWidget(card)
        self.column.addStretch()
        self.verticalScrollBar().setValue(0)
        self.changed.emit()


class ModelPart(QWidget):
    """The whole catalogue, searched by words, and the two empty sheets. `changed` when another is chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choices: dict[str, QRadioButton] = {}  # by id of model, or the value of a Role for an empty sheet
        self._rows: dict[str, tuple[QWidget, str]] = {}
        self.search = QLineEdit()
        self.search.setPlaceholderText("Paie, rendez-vous, site…")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self._none = label(
            "Aucune fiche du catalogue ne répond à ces mots : partez d’une fiche vide.", "muted", wraps=True
        )
        self._none.hide()
        self._list = Scrolled()
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(FormField("Chercher une activité", self.search))
        column.addWidget(self._none)
        column.addWidget(self._list, 1)

    @property
    def chosen(self) -> str:
        """The id of the model, the value of a Role for an empty sheet, "" for none."""
        return next((id for id, choice in self.choices.items() if choice.isChecked()), "")

    def show_models(self, models: Sequence[ActivityModel], words: dict[str, str]) -> None:
        """Show the catalogue; `words` are more to find each model by."""
        card = Card(padding=0)
        card.body.setSpacing(0)
        for model in models:
            card.body.addWidget(self._row(model.id, model.activity.name, model.summary, words.get(model.id, "")))
        for role, name, help in _EMPTY_WORDS:
            card.body.addWidget(self._row(role.value, name, help, ""))
        self._list.column.addWidget(card)
        self._list.column.addStretch()

    def _row(self, id: str, name: str, help: str, words: str) -> QWidget:
        choice = QRadioButton(french.spaced(name).replace("&", "&&"))
        choice.toggled.connect(lambda is_on: self.changed.emit() if is_on else None)
        self._group.addButton(choice)
        self.choices[id] = choice
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self._rows:
            column.addWidget(line())
        column.addWidget(_choice(choice, help))
        self._rows[id] = (row, fold(f"{name} {help} {words}"))
        return row

    def _filter(self, text: str) -> None:
        wanted = fold(text).split()
        found = 0
        for id, (row, words) in self._rows.items():
            is_shown = id in EMPTY or all(word in words for word in wanted)
            found += is_shown and id not in EMPTY
            row.setVisible(is_shown)
            if not is_shown and self.choices[id].isChecked():
                self._uncheck(self.choices[id])
        self._none.setVisible(not found)
        self._list.verticalScrollBar().setValue(0)

    def _uncheck(self, choice: QAbstractButton) -> None:
        """What is not seen is not chosen."""
        self._group.setExclusive(False)
        choice.setChecked(False)
        self._group.setExclusive(True)
        self.changed.emit()


class _Presser(QObject):
    """A press anywhere on a row is a press on its box."""

    def __init__(self, button: QAbstractButton, row: QWidget) -> None:
        super().__init__(row)
        self._button = button
        row.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease:
            self._button.click()
            return True
        return False


def _choice(button: QAbstractButton, help: str, reason: str = "") -> QWidget:
    """A box or a round button, what it is under it, then why it is proposed."""
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(16, 10, 16, 10)
    column.setSpacing(2)
    column.addWidget(button)
    for text, role in ((help, "muted"), (reason, "hint")):
        if text:
            words = label(text, "muted" if role == "muted" else "hint", wraps=True)
            words.setContentsMargins(26, 0, 0, 0)
            column.addWidget(words)
    button.setAccessibleDescription(french.spaced(" ".join(filter(None, (help, reason)))))
    _Presser(button, row)
    return row
