"""Fifth step of a sheet: who sees the data, inside, outside, and the processors that act for the business."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rgpd_desktop.basics.problems import Problem
from rgpd_desktop.rules.activity import Activity, Recipient
from rgpd_desktop.rules.processor import Processor
from rgpd_desktop.ui.importing.field_combo import CalmCombo
from rgpd_desktop.ui.register.ask_card import AskCard
from rgpd_desktop.ui.register.growing_text import GrowingText
from rgpd_desktop.ui.register.processor_picker import ProcessorPicker
from rgpd_desktop.ui.register.rows import LineRows, Rows
from rgpd_desktop.ui.register.sheet_step import SheetStep, sentence_of
from rgpd_desktop.ui.widgets.text import button

_INTERNAL: Final = "internal"
_ALONE: Final = "Vous seul"
_USUAL: Final = "institution"


class OutsideFields(QWidget):
    """Somebody outside: which group, and who."""

    edited = Signal()

    def __init__(self, groups: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setAccessibleName("destinataire extérieur")
        self.group = CalmCombo(groups)
        self.group.choose(_USUAL)
        self.group.setAccessibleName("Sorte de destinataire")
        self.details = GrowingText("Destinataire extérieur", "Par exemple : expert-comptable, banque")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.group)
        column.addWidget(self.details)
        self.setFocusProxy(self.details)
        self.group.currentIndexChanged.connect(self.edited)
        self.details.edited.connect(self.edited)

    def read(self) -> Recipient:
        """What is typed."""
        return Recipient(self.group.value, self.details.text)

    def show_recipient(self, recipient: Recipient) -> None:
        """Show it; a group nobody knows any more is kept."""
        if self.group.findData(recipient.group) < 0:
            self.group.addItem(recipient.group, recipient.group)
        self.group.choose(recipient.group)
        self.details.show_text(recipient.details)


class RecipientsStep(SheetStep):
    """The processors added from here are kept at once, on their own page too."""

    tool_wanted = Signal(str)
    own_wanted = Signal(str)

    def build(self) -> None:
        """Three cards: inside, outside, processors."""
        lists = self.sheet.lists
        self.inside_card = AskCard("Chez vous", "Vous, et ceux qui travaillent avec vous.")
        self.inside = LineRows("Destinataire interne", "Par exemple : service commercial")
        self.alone = button(_ALONE, lambda: self.inside.append([_ALONE]))
        self.alone.setAccessibleName("Ajouter : vous seul")
        self.inside_card.add(self.inside)
        self.inside_card.add(self.alone)
        self.alone.setSizePolicy(self.alone.sizePolicy().Policy.Maximum, self.alone.sizePolicy().verticalPolicy())
        outside = AskCard("À l’extérieur", "Ceux qui utilisent les données pour eux-mêmes.")
        apart = (_INTERNAL, "processor")
        self._groups = [(each.id, each.label) for each in lists.recipients if each.id not in apart]
        self.outside = Rows(self._fields, "+ Ajouter un destinataire")
        outside.add(self.outside)
        processors = AskCard(
            "Sous-traitants", "Les outils et prestataires qui traitent les données pour vous (art. 28)."
        )
        self.picker = ProcessorPicker(self.sheet.tools)
        processors.add(self.picker)
        for card in (self.inside_card, outside, processors):
            self.column.addWidget(card)
        for part in (self.inside, self.outside, self.picker):
            part.edited.connect(self.tell_edited)
        self.inside.edited.connect(self._show_alone)
        self.picker.tool_wanted.connect(self.tool_wanted)
        self.picker.own_wanted.connect(self.own_wanted)

    def show_answers(self, activity: Activity) -> None:
        """Fill the three cards."""
        self._shown = activity.recipients
        self.inside.show_values(each.details or _ALONE for each in activity.recipients if each.group == _INTERNAL)
        self.outside.clear()
        for each in activity.recipients:
            if each.group != _INTERNAL:
                self.outside.add().show_recipient(each)
        self.picker.show_choices(self.sheet.processors, activity.processors)
        self._show_alone()

    def read(self, activity: Activity) -> Activity:
        """Inside first, then outside; empty lines are no answer."""
        unsaid = Recipient(_INTERNAL)  # what "you alone" is in a sheet that says nothing more
        alone = unsaid if unsaid in self._shown else Recipient(_INTERNAL, _ALONE)
        inside = [alone if text == _ALONE else Recipient(_INTERNAL, text) for text in self.inside.values]
        outside = [each for row in self.outside.rows if (each := row.read()).details or each in self._shown]
        found = (*inside, *outside)
        same = sorted(found, key=repr) == sorted(self._shown, key=repr)  # only the order differs: leave it
        return replace(activity, recipients=self._shown if same else found, processors=self.picker.read())

    def show_gaps(self, gaps: Sequence[Problem]) -> None:
        """Nobody at all: said inside, where "you alone" is an answer."""
        self.inside_card.set_problem(sentence_of(gaps, "recipients"))

    def first_field(self) -> QWidget | None:
        """The first line inside, else what adds one."""
        if not self.is_built:
            return None
        return self.inside.rows[0] if self.inside.rows else self.inside.add_button

    def show_processors(self, processors: Sequence[Processor], added: str) -> None:
        """The list has one more, wanted from here."""
        self.picker.added(processors, added)

    def _fields(self) -> OutsideFields:
        made = OutsideFields(self._groups)
        made.edited.connect(self.tell_edited)
        return made

    def _show_alone(self) -> None:
        self.alone.setVisible(not self.inside.rows)
