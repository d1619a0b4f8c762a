"""The sheets of a workbook with their boxes: lists are ticked, hidden ones are told, what is no list is greyed with the reason."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.ui.importing.import_draft import ImportDraft, SheetDraft
from rgpd_desktop.ui.tokens import Tone
from rgpd_desktop.ui.widgets.card import RowsCard
from rgpd_desktop.ui.widgets.pill import Pill
from rgpd_desktop.ui.widgets.text import label


class SheetsCard(RowsCard):
    """Ticks what comes in, straight into the draft."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Feuilles du classeur")
        self.boxes: dict[str, QCheckBox] = {}

    def show_sheets(self, draft: ImportDraft, kinds: Mapping[str, str]) -> None:
        """The sheets of a file just read; `kinds` are the words of each kind by id."""
        self.clear()
        self.boxes.clear()
        for sheet in draft.sheets:
            self.add_row(self._row(sheet, kinds))

    def _row(self, sheet: SheetDraft, kinds: Mapping[str, str]) -> QWidget:
        preview = sheet.preview
        box = QCheckBox(preview.name.replace("&", "&&"))
        box.setChecked(sheet.is_chosen)
        box.setEnabled(preview.is_list)
        box.toggled.connect(lambda is_on: self._on_toggled(sheet, is_on))
        self.boxes[preview.name] = box
        words = _words(sheet, kinds)
        box.setAccessibleDescription(words)
        hint = label(words, "hint", wraps=True)
        hint.setContentsMargins(26, 0, 0, 0)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(box)
        texts.addWidget(hint)
        ground = QWidget()
        row = QHBoxLayout(ground)
        row.setContentsMargins(12, 9, 12, 9)
        row.addLayout(texts, 1)
        if not preview.is_visible:
            row.addWidget(Pill("masquée", Tone.SOON))
        return ground

    def _on_toggled(self, sheet: SheetDraft, is_on: bool) -> None:
        sheet.is_chosen = is_on
        self.changed.emit()


def _words(sheet: SheetDraft, kinds: Mapping[str, str]) -> str:
    preview = sheet.preview
    if not preview.is_list:
        return "Aucune colonne de noms, d’adresses ou de téléphones n’y a été trouvée : ce n’est pas une liste de contacts.".replace(
            " :", f"{french.HARD}:"
        )
    told = [french.counted(preview.rows, "ligne")]
    if preview.kind:
        named = "du fichier" if preview.is_kind_of_file else "de la feuille"
        told.append(f"type{french.HARD}: {kinds.get(preview.kind, preview.kind).lower()}, d’après le nom {named}")
    if not preview.is_visible:
        told.append("cette feuille est masquée dans le classeur, cochez-la si elle doit entrer aussi")
    return " · ".join(told)
