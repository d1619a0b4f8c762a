"""Sixth step of a sheet: what leaves the European Union, through the processors and otherwise, and under which safeguard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Problem
from rgpd_desktop.rules.activity import Activity, Transfer
from rgpd_desktop.rules.processor import Processor
from rgpd_desktop.rules.register_lists import LegalChoice
from rgpd_desktop.ui.importing.field_combo import CalmCombo
from rgpd_desktop.ui.register.ask_card import AskCard
from rgpd_desktop.ui.register.rows import Rows
from rgpd_desktop.ui.register.sheet_step import SheetStep
from rgpd_desktop.ui.widgets.form_field import FormField
from rgpd_desktop.ui.widgets.text import label


class TransferFields(QWidget):
    """One transfer."""

    edited = Signal()

    def __init__(self, countries: Sequence[str], safeguards: Sequence[LegalChoice]) -> None:
        super().__init__()
        self.setAccessibleName("transfert")
        self._safeguards = {each.id: each for each in safeguards}
        self.recipient, self.document = QLineEdit(), QLineEdit()
        self.country = CalmCombo([(name, name) for name in countries])
        self.country.setEditable(True)
        self.country.setInsertPolicy(CalmCombo.InsertPolicy.NoInsert)
        pairs = [
            ("", "Choisir…"),
            *((each.id, f"{french.capitalised(each.label)} ({each.article})") for each in safeguards),
        ]
        self.safeguard = CalmCombo(pairs)
        self.safeguard_field = FormField("Garantie", self.safeguard)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        fields = (
            FormField("Destinataire", self.recipient), FormField("Pays", self.country),
            self.safeguard_field, FormField("Document qui le prouve", self.document, is_optional=True),
        )  # fmt: skip
        for place, field in enumerate(fields):
            grid.addWidget(field, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        self.setFocusProxy(self.recipient)
        self.show_transfer(Transfer(""))
        for line in (self.recipient, self.document):
            line.textEdited.connect(self.edited)
        self.country.editTextChanged.connect(self.edited)
        self.safeguard.currentIndexChanged.connect(self._on_safeguard)

    def read(self) -> Transfer:
        """What is typed."""
        return Transfer(
            self.recipient.text(), self.country.currentText().strip(), self.safeguard.value, self.document.text()
        )

    def show_transfer(self, transfer: Transfer) -> None:
        """Show it."""
        self.recipient.setText(transfer.recipient)
        self.country.setCurrentIndex(-1)
        self.country.setEditText(transfer.country)
        self.safeguard.choose(transfer.safeguard)
        self.document.setText(transfer.document)

    def set_problem(self, sentence: str) -> None:
        """What is missing, under the safeguard."""
        if sentence != self.safeguard_field.problem:
            self.safeguard_field.set_problem(sentence)

    def _on_safeguard(self) -> None:
        chosen = self._safeguards.get(self.safeguard.value)
        self.safeguard_field.set_hint(chosen.explanation if chosen else "")
        self.edited.emit()


class TransfersStep(SheetStep):
    """The transfers of the processors are theirs: they are shown, and changed on their own page."""

    def build(self) -> None:
        """What the processors do, then the rest."""
        self.implied = AskCard("Par vos sous-traitants", "Ils se corrigent à la page « Sous-traitants ».")
        self._lines = QWidget()
        self._lines_column = QVBoxLayout(self._lines)
        self._lines_column.setContentsMargins(0, 0, 0, 0)
        self._lines_column.setSpacing(4)
        self.implied.add(self._lines)
        others = AskCard("Autres transferts", "Aucun à ajouter si rien d’autre ne sort de l’Union européenne.")
        self.transfers = Rows(self._fields, "+ Ajouter un transfert")
        self.transfers.edited.connect(self.tell_edited)
        others.add(self.transfers)
        for card in (self.implied, others):
            self.column.addWidget(card)

    def show_answers(self, activity: Activity) -> None:
        """Fill both cards."""
        while (item := self._lines_column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        used = [each for each in self.sheet.processors if each.id in activity.processors]
        lines = [line for each in used if (line := self._words(each))]
        for line in lines or ["Aucun transfert noté pour les sous-traitants de cette fiche."]:
            self._lines_column.addWidget(label(line, "body" if lines else "muted", wraps=True))
        self.transfers.clear()
        for transfer in activity.transfers:
            self.transfers.add().show_transfer(transfer)

    def read(self, activity: Activity) -> Activity:
        """The transfers of which something is said."""
        typed = (row.read() for row in self.transfers.rows)
        return replace(activity, transfers=tuple(each for each in typed if each != Transfer("")))

    def show_gaps(self, gaps: Sequence[Problem]) -> None:
        """On each transfer without a safeguard."""
        for row in self.transfers.rows:
            transfer = row.read()
            is_lacking = bool(gaps) and transfer != Transfer("") and not transfer.safeguard
            row.set_problem("Dites quelle garantie encadre ce transfert." if is_lacking else "")

    def first_field(self) -> QWidget | None:
        """The first transfer, else what adds one."""
        if not self.is_built:
            return None
        return self.transfers.rows[0].recipient if self.transfers.rows else self.transfers.add_button

    def _words(self, processor: Processor) -> str:
        if not (processor.transfer or processor.safeguard):
            return ""
        safeguard = self.sheet.lists.words.safeguards.get(processor.safeguard, processor.safeguard)
        said = ", ".join(filter(None, (processor.country, processor.transfer, safeguard)))
        return f"{processor.name} : {said}"

    def _fields(self) -> TransferFields:
        made = TransferFields(self.sheet.countries, self.sheet.lists.safeguards)
        made.edited.connect(self.tell_edited)
        return made
