"""What a column may need to be asked, under its row: its codes, which way its « oui » goes, who made the contact. One panel, one answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules.contact import Audience
from rgpd_desktop.ui.importing.field_combo import CalmCombo
from rgpd_desktop.ui.widgets.text import label

AUDIENCE_WORDS: Final = {Audience.PROFESSIONAL.value: "Professionnel", Audience.INDIVIDUAL.value: "Particulier"}
_AS_WRITTEN: Final = "comme le reste de la liste"


class AnswerPanel(QWidget):
    """A plain question and two answers, of which one is always chosen."""

    answered = Signal(bool)  # True for the first answer

    def __init__(self, question: str, first: str, second: str, is_first: bool, hint: str = "") -> None:
        super().__init__()
        self.setAccessibleName(question)
        self._group = QButtonGroup(self)
        self.first, self.second = QRadioButton(first), QRadioButton(second)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label(question, "strong", wraps=True))
        for choice in (self.first, self.second):
            self._group.addButton(choice)
            choice.setAccessibleDescription(question)
            column.addWidget(choice)
        if hint:
            column.addWidget(label(hint, "hint", wraps=True))
        (self.first if is_first else self.second).setChecked(True)
        self._group.buttonClicked.connect(lambda _: self.answered.emit(self.first.isChecked()))


class CodesPanel(QWidget):
    """Each value of a column of codes, and what it means."""

    answered = Signal(object)  # dict: value of the column -> meaning, "" when it has none

    def __init__(self, codes: Mapping[str, str], meanings: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setAccessibleName("Sens de chaque valeur")
        self.combos: dict[str, CalmCombo] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        question = french.spaced("Que veut dire chaque valeur de cette colonne ?")
        grid.addWidget(label(question, "strong", wraps=True), 0, 0, 1, 3)
        for row, (code, meaning) in enumerate(codes.items(), start=1):
            combo = CalmCombo([*meanings, ("", _AS_WRITTEN)])
            combo.setMinimumContentsLength(22)
            combo.setAccessibleName(f"Sens de {french.quoted(code)}")
            combo.setCurrentIndex(max(0, combo.findData(meaning)))
            combo.currentIndexChanged.connect(lambda _: self.answered.emit(self.codes))
            self.combos[code] = combo
            name = label(code, wraps=True)
            name.setMaximumWidth(280)
            grid.addWidget(name, row, 0)
            grid.addWidget(combo, row, 1)

    @property
    def codes(self) -> dict[str, str]:
        """The meaning of each value."""
        return {code: combo.value for code, combo in self.combos.items()}


def codes_summary(field_words: str, codes: Mapping[str, str], meanings: Mapping[str, str]) -> str:
    """`Type : P = Prospect, C = Client`, said in the combo of the column."""
    told = ", ".join(f"{code} = {meanings.get(meaning, '…')}" for code, meaning in codes.items())
    return f"{field_words}{french.HARD}: {told}"
