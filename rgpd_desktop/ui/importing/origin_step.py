"""Step 3: where the list comes from. Asked once; it fills in for the rows whose own columns are silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QCompleter, QRadioButton, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.ui.importing.field_combo import CalmCombo
from rgpd_desktop.ui.importing.import_draft import ImportDraft
from rgpd_desktop.ui.importing.people_card import PeopleCard
from rgpd_desktop.ui.importing.step import Step
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.day_edit import DayEdit
from rgpd_desktop.ui.widgets.form_field import FormField
from rgpd_desktop.ui.widgets.page_header import PageHeader
from rgpd_desktop.ui.widgets.text import label

# Words -> whether the people gave their data themselves; None when the words do not say.
SOURCES: Final[dict[str, bool | None]] = {
    "Formulaire de mon site": True,
    "Demandes de devis": True,
    "Cartes de visite": True,
    "Salon ou foire": True,
    "Mes clients": True,
    "Ancien logiciel": None,
    "Recommandations": False,
    "Annuaire ou site public": False,
    "Réseau social professionnel": False,
    "Fichier acheté ou loué": False,
}
PURPOSES: Final = ("Prospection commerciale", "Lettre d’information", "Suivi des clients", "Recrutement")
_NO_SOURCE: Final = french.spaced(
    "Écrivez d’où viennent ces données, même en quelques mots : vous devrez le dire aux personnes."
)
_NO_ANSWER: Final = french.spaced("Répondez par oui ou par non : la suite en dépend.")
_NO_DAY: Final = french.spaced("Écrivez une date, même approximative, ou cochez « Je ne sais pas ».")
_DIRECT: Final = french.spaced("RGPD, art. 13 : les personnes sont informées au moment où elles donnent leurs données.")
_INDIRECT: Final = french.spaced(
    "RGPD, art. 14 : il faut les informer dans le mois qui suit, et au plus tard dans votre premier message. "
    "Le tableau de bord vous le rappellera."
)


class OriginStep(Step):
    """Give it a draft by `show_draft`; it keeps the answers there as they come."""

    def __init__(self, theme: Theme, today: date) -> None:
        super().__init__()
        self._today = today
        self._draft: ImportDraft | None = None
        self.source = _suggesting(list(SOURCES), "Salon des artisans 2022, formulaire du site…")
        self.source_field = FormField("Origine de la liste", self.source, hint="À dire aux personnes qui le demandent.")
        self._group = QButtonGroup(self)
        self.direct = QRadioButton("Oui, par les personnes elles-mêmes")
        self.indirect = QRadioButton("Non, autrement")
        self.direct_problem = label(_NO_ANSWER, "problem", wraps=True)
        self.day = DayEdit(theme, takes_vague=True)
        self.day.setMaximumWidth(theme.px(280))
        self.day_field = FormField("Date de collecte", self.day)
        self.unknown_day = QCheckBox("Je ne sais pas")
        self.day_hint = label("", "hint", wraps=True)
        self.purpose = _suggesting(PURPOSES, "")
        self.people = PeopleCard()
        self._lay_out()
        self.source.editTextChanged.connect(self._on_source)
        self.direct.toggled.connect(self._on_direct)
        self.indirect.toggled.connect(self._on_direct)
        self.day.changed.connect(self._on_day)
        self.unknown_day.toggled.connect(self._on_unknown)
        self.purpose.editTextChanged.connect(self._on_purpose)

    @property
    def hint(self) -> str:
        """To which rows the answers apply."""
        return "Ces réponses complètent les lignes dont les colonnes ne le disent pas."

    def show_draft(self, draft: ImportDraft, kinds: Mapping[str, str]) -> None:
        """A file was read: start from its guesses, keep what was already answered about the same file."""
        former, self._draft = self._draft, None
        if former is not None and former.preview.file_name == draft.preview.file_name:
            draft.source, draft.is_direct = former.source, former.is_direct
            draft.collected_on, draft.purpose = former.collected_on, former.purpose
        else:
            self.unknown_day.setChecked(False)
        self.source.setEditText(draft.source)
        self._group.setExclusive(False)
        self.direct.setChecked(draft.is_direct is True)
        self.indirect.setChecked(draft.is_direct is False)
        self._group.setExclusive(True)
        self.day.set_day(draft.collected_on)
        self.purpose.setEditText(draft.purpose)
        self._draft = draft
        self.people.show_draft(draft, kinds)
        self._clear_problems()

    def enter(self) -> None:
        """The sheets that come in may have changed."""
        self.people.show_sheets()
        self._show_day_hint()

    def leave(self) -> bool:
        """Everything that must be known is; otherwise say what is missing, the keyboard on the first."""
        draft = self._draft
        if draft is None:
            return False
        self._clear_problems()
        self._show_day_hint()
        missing: list[QWidget] = []
        if draft.is_direct is False and not draft.source.strip() and not draft.fills("source"):
            self.source_field.set_problem(_NO_SOURCE)
            missing.append(self.source)
        if draft.is_direct is None:
            self.direct_problem.show()
            missing.append(self.direct)
        if sentence := self._day_problem(draft):
            self.day_field.set_problem(sentence)
            missing.append(self.day)
        if missing:
            missing[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return not missing

    def first_field(self) -> QWidget | None:
        """The origin."""
        return self.source

    def _day_problem(self, draft: ImportDraft) -> str:
        day = self.day.day()
        if self.unknown_day.isChecked():
            return ""
        if self.day.problem():
            return self.day.problem()
        if day is None:
            return "" if draft.fills("collected_on") else _NO_DAY
        return "Cette date est à venir." if day > self._today else ""

    def _clear_problems(self) -> None:
        self.source_field.set_problem("")
        self.day_field.set_problem("")
        self.direct_problem.hide()

    # Answers

    def _on_source(self, text: str) -> None:
        if self._draft is not None:
            self._draft.source = text
            guessed = SOURCES.get(text)
            if guessed is not None and self._draft.is_direct is None:
                (self.direct if guessed else self.indirect).setChecked(True)

    def _on_direct(self) -> None:
        if self._draft is not None and (self.direct.isChecked() or self.indirect.isChecked()):
            self._draft.is_direct = self.direct.isChecked()
            self.direct_problem.hide()

    def _on_day(self, day: object) -> None:
        if self._draft is not None:
            self._draft.collected_on = day if isinstance(day, date) else None
            if day is not None:
                self.unknown_day.setChecked(False)
            self._show_day_hint()

    def _on_unknown(self, is_unknown: bool) -> None:
        if is_unknown and self._draft is not None:
            self.day.set_day(None)
            self._draft.collected_on = None
            self.day_field.set_problem("")
        self._show_day_hint()

    def _on_purpose(self, text: str) -> None:
        if self._draft is not None:
            self._draft.purpose = text

    def _show_day_hint(self) -> None:
        if self.unknown_day.isChecked():
            words = "Les personnes sans aucune date seront à dater : en attendant, leur délai part du jour de l’import."
        elif self._draft is not None and self._draft.fills("collected_on"):
            words = "Sert aux lignes dont la colonne de date de collecte est vide. Peut rester vide."
        else:
            words = "Sert de départ au délai des personnes qui n’ont pas de date de contact."
        self.day_hint.setText(french.spaced(f"{self.day.note} {words}".strip()))

    # Layout

    def _lay_out(self) -> None:
        self.column.addWidget(
            PageHeader(french.spaced("D’où viennent ces données ?"), "À dire une seule fois pour toute la liste.")
        )
        card = Card()
        card.body.setSpacing(16)
        card.body.addWidget(self.source_field)
        card.body.addLayout(self._direct_question())
        when = QVBoxLayout()
        when.setSpacing(4)
        for part in (self.day_field, self.unknown_day, self.day_hint):
            when.addWidget(part)
        card.body.addLayout(when)
        hint = "La finalité, au sens du RGPD (art. 5)."
        card.body.addWidget(FormField("Pour quoi faire", self.purpose, hint=hint, is_optional=True))
        self.column.addWidget(card)
        self.column.addWidget(self.people)
        self.column.addWidget(
            Banner(
                "accent",
                "La date du dernier contact ne compte que s’il venait de la personne.",
                "Une réponse, un appel reçu, une demande. Vos propres envois ne prolongent pas la durée de conservation.",
            )
        )
        self.column.addStretch(1)

    def _direct_question(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        question = french.spaced("Ces données vous ont-elles été données directement ?")
        column.addWidget(label(question, wraps=True))
        for choice, consequence in ((self.direct, _DIRECT), (self.indirect, _INDIRECT)):
            self._group.addButton(choice)
            choice.setAccessibleDescription(f"{question} {consequence}")
            under = label(consequence, "hint", wraps=True)
            under.setContentsMargins(26, 0, 0, 4)
            column.addWidget(choice)
            column.addWidget(under)
        column.addWidget(self.direct_problem)
        self.direct_problem.hide()
        return column


def _suggesting(words: Sequence[str], placeholder: str) -> QComboBox:
    """A line one types in, with suggestions."""
    combo = CalmCombo()
    combo.setEditable(True)
    combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    combo.addItems(words)
    combo.setCurrentIndex(-1)
    if (line := combo.lineEdit()) is not None:
        line.setPlaceholderText(placeholder)
        line.setMaxLength(200)
    if (completer := combo.completer()) is not None:
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return combo
