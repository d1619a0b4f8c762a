"""What is known of a processor, in fields; `edited` once a field is left with something new in it. The page keeps it at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Problem
from rgpd_desktop.rules.processor import ROLE_WORDS, Processor, ProcessorRole
from rgpd_desktop.rules.transfers import TransferLists
from rgpd_desktop.ui.importing.field_combo import CalmCombo
from rgpd_desktop.ui.register.growing_text import GrowingText
from rgpd_desktop.ui.widgets.form_field import FormField
from rgpd_desktop.ui.widgets.text import label

_ROLES: Final = [(role.value, french.capitalised(words)) for role, words in ROLE_WORDS.items()]
_NO_SAFEGUARD: Final = ("", "aucune notée")


class ProcessorForm(QWidget):
    """`show_processor` then `read`; a list of transfers gives the countries and safeguards to choose from."""

    edited = Signal()

    def __init__(self, transfers: TransferLists, *, is_short: bool = False) -> None:
        super().__init__()
        self._shown = Processor(id="", name="")
        self._is_short = is_short
        self._is_showing = False
        self.name, self.use, self.entity, self.transfer = (QLineEdit() for _ in range(4))
        for line in (self.name, self.use, self.entity, self.transfer):
            line.setMaxLength(300)
            line.editingFinished.connect(self._on_edited)
        self.role = CalmCombo(_ROLES)
        self.country = CalmCombo([(name, name) for name in transfers.country_names])
        self.country.setEditable(True)
        self.country.setInsertPolicy(CalmCombo.InsertPolicy.NoInsert)
        self.safeguard = CalmCombo(
            [_NO_SAFEGUARD, *((each.id, french.capitalised(each.label)) for each in transfers.safeguards)]
        )
        self.personal = QCheckBox("C’est un compte personnel et gratuit")
        self.personal.setAccessibleDescription("Un compte personnel n’offre pas de contrat de sous-traitance.")
        self.notes = GrowingText("Notes")
        self.notes.edited.connect(self._on_edited)
        self.fields = {
            "name": FormField("Nom", self.name),
            "use": FormField("À quoi il vous sert", self.use),
            "role": FormField("Son rôle", self.role, hint="Le plus courant est proposé : votre contrat fait foi."),
            "entity": FormField("Société avec qui vous contractez", self.entity, is_optional=True),
            "country": FormField("Pays", self.country),
            "transfer": FormField("Transfert hors de l’Union européenne", self.transfer, hint="Vide s’il n’y en a pas.", is_optional=True),
            "safeguard": FormField("Garantie du transfert (art. 44 à 49)", self.safeguard),
            "notes": FormField("Notes", self.notes, is_optional=True),
        }  # fmt: skip
        self._help = label("", "hint", wraps=True)
        self._helps = {each.id: f"{french.capitalised(each.article)}. {each.help}" for each in transfers.safeguards}
        self._lay_out()
        self.role.currentIndexChanged.connect(self._on_edited)
        self.safeguard.currentIndexChanged.connect(self._on_edited)
        self.country.activated.connect(self._on_edited)
        if (typed := self.country.lineEdit()) is not None:
            typed.editingFinished.connect(self._on_edited)
        self.personal.toggled.connect(self._on_edited)

    def show_processor(self, processor: Processor) -> None:
        """Show it; emits nothing."""
        self._is_showing = True
        self._shown = processor
        for line, text in (
            (self.name, processor.name), (self.use, processor.use), (self.entity, processor.entity), (self.transfer, processor.transfer),
        ):  # fmt: skip
            if line.text() != text:  # the caret stays where the person has it
                line.setText(text)
                line.setCursorPosition(0)  # its beginning says more than its end
        self.role.choose(processor.role.value)
        self.country.setCurrentText(processor.country)
        self.safeguard.choose(processor.safeguard)
        self.personal.setChecked(processor.is_personal_account)
        if self.notes.text != processor.notes:
            self.notes.show_text(processor.notes)
        self._is_showing = False
        self._show_help()

    def read(self) -> Processor:
        """The processor with what is typed."""
        return replace(
            self._shown,
            name=" ".join(self.name.text().split()),
            use=self.use.text().strip(),
            role=ProcessorRole(self.role.value),
            entity=self.entity.text().strip(),
            country=self.country.currentText().strip(),
            transfer=self.transfer.text().strip(),
            safeguard=self.safeguard.value,
            is_personal_account=self.personal.isChecked(),
            notes=self.notes.text,
        )

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what is wrong under its field."""
        sentences = {problem.field: problem.sentence for problem in reversed(problems)}
        for name, field in self.fields.items():
            if field.problem or name in sentences:
                field.set_problem(sentences.get(name, ""))

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        for place, name in enumerate(("name", "use", "country", "role")):
            grid.addWidget(self.fields[name], place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        if not self._is_short:
            for row, name in enumerate(
                ("entity", "transfer", "safeguard"), start=2
            ):  # too long for half a narrow window
                grid.addWidget(self.fields[name], row, 0, 1, 2)
        for combo in (self.role, self.country, self.safeguard):
            combo.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(10)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(grid)
        rest: tuple[QWidget, ...] = (self._help, self.personal, self.fields["notes"])
        for widget in rest:
            column.addWidget(widget)
            widget.setVisible(not self._is_short)

    def _on_edited(self) -> None:
        self._show_help()
        if not self._is_showing and self.read() != self._shown:
            self.edited.emit()

    def _show_help(self) -> None:
        help_ = self._helps.get(self.safeguard.value, "")
        self._help.setText(french.spaced(help_))
        self._help.setVisible(bool(help_) and not self._is_short)
