"""A column of the file in the mapping page: its title, examples, what it becomes, how sure that is, and what must be asked about it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules.columns import ColumnChoice, ColumnGuess
from rgpd_desktop.ui.importing.column_panels import AUDIENCE_WORDS, AnswerPanel, CodesPanel, codes_summary
from rgpd_desktop.ui.importing.field_combo import FieldCombo
from rgpd_desktop.ui.importing.import_draft import IGNORE, SheetDraft, with_field
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.tokens import Tone
from rgpd_desktop.ui.widgets.pill import Pill
from rgpd_desktop.ui.widgets.text import label

SURE, PROBABLE = 0.85, 0.6
STRETCHES: Final = (24, 29, 33)
PILL_WIDTH: Final = 140
_EXAMPLES, _LONGEST = 3, 24


def confidence_words(confidence: float) -> tuple[str, Tone]:
    """The word of the pill and its tone."""
    if confidence >= SURE:
        return "sûr", Tone.OK
    return ("probable", Tone.ARCHIVED) if confidence >= PROBABLE else ("à vérifier", Tone.SOON)


class ColumnRow(QFrame):
    """Shows one column and keeps its choice; says when it changed."""

    changed = Signal(object)  # ColumnChoice

    def __init__(
        self, theme: Theme, sheet: SheetDraft, guess: ColumnGuess, fields: QStandardItemModel, kinds: Mapping[str, str]
    ) -> None:
        super().__init__()
        choice = sheet.choices[guess.index]
        self._guess, self.choice, self._start, self._kinds = guess, choice, sheet.start(guess.index), kinds
        self.setAccessibleName(f"Colonne {french.quoted(guess.header)}")
        self._title = _shrinking(label(" ".join(guess.header.split()), "strong", wraps=True))
        self._examples = _shrinking(label(_examples(guess), "hint", wraps=True))
        self.combo = FieldCombo(fields)
        self.combo.setAccessibleName(f"La colonne {french.quoted(guess.header)} devient")
        self.pill = Pill("", Tone.PLAIN)
        self._pill_place = QWidget()
        self._pill_place.setFixedWidth(theme.px(PILL_WIDTH))
        place = QVBoxLayout(self._pill_place)
        place.setContentsMargins(theme.px(12), 0, 0, 0)
        place.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._under = QWidget()
        self._panels = QVBoxLayout(self._under)
        self._panels.setContentsMargins(0, 4, 0, 4)
        self._panels.setSpacing(8)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 9, 12, 9)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self.set_narrow(False)
        self.combo.choose(choice.field)
        self.combo.currentIndexChanged.connect(self._on_field)
        self._show()

    def set_narrow(self, is_narrow: bool) -> None:
        """Two lines instead of one, when the window is narrow or the text large."""
        grid = self._grid
        for part in (self._title, self._examples, self.combo, self._pill_place, self._under):
            grid.removeWidget(part)
        for column in range(3):
            grid.setColumnStretch(column, 0 if is_narrow else STRETCHES[column])
        if is_narrow:
            grid.setColumnStretch(0, 1)
            grid.addWidget(self._title, 0, 0)
            grid.addWidget(self._pill_place, 0, 1)
            grid.addWidget(self._examples, 1, 0, 1, 2)
            grid.addWidget(self.combo, 2, 0, 1, 2)
            grid.addWidget(self._under, 3, 0, 1, 2)
        else:
            for column, part in enumerate((self._title, self._examples, self.combo, self._pill_place)):
                grid.addWidget(part, 0, column)
            grid.addWidget(self._under, 1, 0, 1, 4)

    @property
    def panels(self) -> list[QWidget]:
        """What is asked under the row."""
        items = (self._panels.itemAt(place) for place in range(self._panels.count()))
        return [widget for item in items if item is not None and (widget := item.widget()) is not None]

    def _on_field(self) -> None:
        self._keep(with_field(self._guess, self._start, self.combo.value))
        self._show()

    def _keep(self, choice: ColumnChoice) -> None:
        self.choice = choice
        self._show_summary()
        self.changed.emit(choice)

    def _show(self) -> None:
        self._show_pill()
        self._show_summary()
        for panel in self.panels:
            self._panels.removeWidget(panel)
            panel.hide()
            panel.deleteLater()
        for made in self._wanted_panels():
            self._panels.addWidget(made)
        self._under.setVisible(bool(self._panels.count()))

    def _show_pill(self) -> None:
        guess, choice = self._guess, self.choice
        if guess.sensitive:
            self.pill.show_state("à ne pas importer", Tone.DANGER)
        elif choice.field != guess.field:
            self.pill.show_state("choisi", Tone.ACCENT)
        else:
            self.pill.show_state(*confidence_words(guess.confidence))
        self.pill.setVisible(bool(guess.sensitive) or choice.field != IGNORE or guess.field != IGNORE)

    def _show_summary(self) -> None:
        summary = ""
        if self.choice.field == "kind" and self.choice.codes:
            summary = codes_summary("Type", self.choice.codes, self._kinds)
        elif self.choice.field == "audience" and self.choice.codes:
            summary = codes_summary("Public", self.choice.codes, AUDIENCE_WORDS)
        self.combo.set_summary(summary)

    def _wanted_panels(self) -> list[QWidget]:
        field = self.choice.field
        if self._guess.sensitive:
            return [_told(self._guess.sensitive)]
        if field in ("kind", "audience") and self.choice.codes:
            return [self._codes_panel(self._kinds if field == "kind" else AUDIENCE_WORDS)]
        if field == "last_contact_on":
            return [self._direction_panel()]
        if self._is_asked:
            return [self._question_panel()]
        return []

    @property
    def _is_asked(self) -> bool:
        """Whether « oui » may mean the opposite: the guess doubts, or the person took an unforeseen column for refusals."""
        guess, field = self._guess, self.choice.field
        if guess.is_question and guess.field in ("opt_out", "newsletter"):
            return field in ("opt_out", "newsletter")
        return field == "opt_out" and guess.field != "opt_out"

    def _codes_panel(self, meanings: Mapping[str, str]) -> QWidget:
        panel = CodesPanel(self.choice.codes, list(meanings.items()))
        panel.answered.connect(lambda codes: self._keep(dataclasses.replace(self.choice, codes=codes)))
        return panel

    def _direction_panel(self) -> QWidget:
        panel = AnswerPanel(
            french.spaced("Qui a pris ce contact ?"),
            "La personne",
            "Vous",
            self.choice.is_from_person,
            french.spaced(
                "Une réponse, un appel reçu, un rendez-vous demandé : la personne. Un envoi, une relance, un appel passé : vous. "
                "Seul ce qui vient de la personne fait repartir la durée de conservation."
            ),
        )
        panel.answered.connect(lambda first: self._keep(dataclasses.replace(self.choice, is_from_person=first)))
        return panel

    def _question_panel(self) -> QWidget:
        name = french.quoted(self._guess.header)
        yes = french.quoted("oui")
        panel = AnswerPanel(
            french.spaced(f"Dans la colonne {name}, que veut dire {yes} ?"),
            "La personne accepte vos messages",
            "La personne ne veut plus être sollicitée",
            self.choice.field == "newsletter" or not self.choice.yes_means_no_contact,
            french.spaced(
                "Dans le doute, gardez la réponse proposée : elle évite de solliciter quelqu’un qui aurait refusé."
            ),
        )
        panel.answered.connect(self._on_answer)
        return panel

    def _on_answer(self, accepts: bool) -> None:
        """A yes that agrees is a subscription where the guess saw one, else the contrary of a refusal."""
        is_letter = accepts and self._guess.field == "newsletter"
        choice = dataclasses.replace(
            self.choice, field="newsletter" if is_letter else "opt_out", yes_means_no_contact=is_letter or not accepts
        )
        self.combo.blockSignals(True)
        self.combo.choose(choice.field)
        self.combo.blockSignals(False)
        self._keep(choice)
        self._show_pill()


def _examples(guess: ColumnGuess) -> str:
    shown = (" ".join(example.split()) for example in guess.examples[:_EXAMPLES])
    return " · ".join(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…" for text in shown)


def _shrinking(text: QLabel) -> QLabel:
    """A label that takes the width it is given, so that the columns of all rows stay aligned."""
    text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return text


def _told(reason: str) -> QWidget:
    sentence = (
        f"{french.capitalised(reason)} : cette donnée n’a pas sa place dans un fichier de prospection, elle est laissée de côté. "
        "Ne choisissez un champ que si le programme se trompe sur ce que contient cette colonne."
    )
    return label(french.spaced(sentence), "hint", wraps=True)
