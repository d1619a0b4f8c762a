"""Who the people of the list are: their kind, sheet by sheet, and whether they are professionals. Guessed, to be confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtWidgets import QVBoxLayout

from rgpd_desktop.basics import french
from rgpd_desktop.rules.contact import Audience
from rgpd_desktop.ui.importing.field_combo import CalmCombo
from rgpd_desktop.ui.importing.import_draft import ImportDraft, SheetDraft
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.form_field import FormField

AUDIENCES: Final = (
    (Audience.PROFESSIONAL.value, "Des professionnels"),
    (Audience.INDIVIDUAL.value, "Des particuliers"),
    (Audience.UNKNOWN.value, "Les deux, ou je ne sais pas"),
)


class PeopleCard(Card):
    """Keeps the answers in the draft as they come."""

    def __init__(self) -> None:
        super().__init__(french.spaced("Qui sont ces personnes ?"))
        self._draft: ImportDraft | None = None
        self._words: Mapping[str, str] = {}
        self.kinds: dict[str, CalmCombo] = {}  # by name of sheet
        self.audience = CalmCombo(AUDIENCES)
        self._place = QVBoxLayout()
        self._place.setSpacing(12)
        self.body.setSpacing(12)
        self.body.addLayout(self._place)
        hint = "Deviné d’après les sociétés et les adresses, à confirmer."
        self.body.addWidget(FormField("La liste contient", self.audience, hint=hint))
        self.audience.currentIndexChanged.connect(self._on_audience)

    def show_draft(self, draft: ImportDraft, words: Mapping[str, str]) -> None:
        """A file was read; `words` are those of each kind of person by id."""
        self._draft, self._words = draft, words
        self.audience.setCurrentIndex([value for value, _ in AUDIENCES].index(draft.audience.value))

    def show_sheets(self) -> None:
        """One kind for each sheet that comes in."""
        while (item := self._place.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.kinds.clear()
        if self._draft is not None:
            for sheet in self._draft.chosen:
                self._place.addWidget(self._field(sheet, is_alone=len(self._draft.chosen) == 1))

    def _field(self, sheet: SheetDraft, *, is_alone: bool) -> FormField:
        combo = CalmCombo(self._words.items())
        combo.choose(sheet.kind)
        combo.currentIndexChanged.connect(lambda _: setattr(sheet, "kind", combo.value))
        self.kinds[sheet.preview.name] = combo
        name = "Type de contact"
        if not is_alone:
            name = f"Type de contact, feuille {french.quoted(sheet.preview.name)}"
        hint = ""
        if sheet.fills("kind"):
            hint = "Pour les lignes dont la colonne ne le dit pas."
        elif sheet.preview.kind:
            named = "du fichier" if sheet.preview.is_kind_of_file else "de la feuille"
            hint = f"Deviné d’après le nom {named}, à confirmer."
        return FormField(name, combo, hint=hint)

    def _on_audience(self) -> None:
        if self._draft is not None:
            self._draft.audience = Audience(self.audience.value)
