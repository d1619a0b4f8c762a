"""Step 1: which file, which sheets, and for a text how it is read. Shows; the wizard reads."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.ui.importing.drop_area import DropArea
from rgpd_desktop.ui.importing.import_draft import ImportDraft
from rgpd_desktop.ui.importing.progress_card import ProgressCard
from rgpd_desktop.ui.importing.sheets_card import SheetsCard
from rgpd_desktop.ui.importing.step import Step
from rgpd_desktop.ui.importing.text_card import TextCard
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.page_header import PageHeader
from rgpd_desktop.ui.widgets.text import button, label

FORMAT_WORDS: Final = {
    "xlsx": "classeur Excel",
    "xls": "classeur Excel 97-2003",
    "xlsb": "classeur Excel binaire",
    "ods": "classeur LibreOffice",
    "csv": "texte",
    "vcf": "cartes de visite",
    "html": "tableau d’une page web",
    "spreadsheetml": "classeur XML",
}


class FileStep(Step):
    """Empty, reading, refused or read; `draft` is what was read."""

    file_chosen = Signal(object)  # Path
    read_asked = Signal(str, str)  # encoding, delimiter
    stop_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._draft: ImportDraft | None = None
        self.setAcceptDrops(True)  # another file may fall anywhere on the page
        self.header = PageHeader("Quelle liste voulez-vous importer ?".replace(" ?", f"{french.THIN}?"), " ")
        self.refused = Banner("danger", " ", " ")
        self.area = DropArea(theme)
        self.reading = ProgressCard("Arrêter la lecture")
        self.other = button("Choisir un autre fichier…", self.area.ask)
        self._file = Card()
        self._name, self._facts = label("", "section", wraps=True), label("", "muted", wraps=True)
        self._lay_out_file()
        self._sheets_title = label(french.spaced("Quelles feuilles importer ?"), "section", wraps=True)
        self.sheets = SheetsCard()
        self.text = TextCard(theme)
        for part in (
            self.header, self.refused, self._file, self.reading, self.area, self._sheets_title, self.sheets, self.text,
        ):  # fmt: skip
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.area.chosen.connect(self.file_chosen)
        self.reading.stop.clicked.connect(self.stop_asked)
        self.sheets.changed.connect(self._on_sheets)
        self.text.read_asked.connect(self.read_asked)
        self.show_empty()

    @property
    def hint(self) -> str:
        """What is true from the first moment."""
        return "Votre fichier reste sur cet ordinateur, il n’est ni modifié ni envoyé."

    @property
    def is_ready(self) -> bool:
        """A sheet at least comes in."""
        return self._draft is not None and bool(self._draft.chosen) and self.reading.isHidden()

    def first_field(self) -> QWidget | None:
        """The button that chooses a file while there is none, the stop while one is read."""
        if not self.area.isHidden():
            return self.area.choose
        return self.reading.stop if not self.reading.isHidden() else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file enters."""
        self.area.dragEnterEvent(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It goes away."""
        self.area.dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """It falls."""
        self.area.dropEvent(event)

    def show_empty(self) -> None:
        """No file yet."""
        self._draft = None
        self._show(area=True)

    def show_reading(self, path: Path) -> None:
        """A file is being read; what was read of it before stays on screen."""
        self.reading.show_words(f"Lecture de {french.quoted(path.name)}…")
        if self._draft is None:
            self._show(reading=True)
        else:
            self.reading.show()
            self.refused.hide()
            self.changed.emit()

    def show_progress(self, done: int, total: int | None) -> None:
        """How far the reading is."""
        self.reading.show_progress(done, total)

    def show_refusal(self, refusal: Refusal) -> None:
        """The file cannot be read: why, what to do, and room for another."""
        self._draft = None
        self.refused.show_words("danger", refusal.sentence, refusal.remedy)
        self._show(refused=True, area=True)
        self.area.choose.setFocus()

    def show_draft(self, draft: ImportDraft, kinds: Mapping[str, str]) -> None:
        """The file was read."""
        self._draft = draft
        preview = draft.preview
        is_text = preview.encoding is not None
        has_sheets = any(sheet.preview.name for sheet in draft.sheets)
        self._name.setText(preview.file_name)
        self._facts.setText(" · ".join(_facts(draft)))
        if has_sheets:
            self.sheets.show_sheets(draft, kinds)
        if is_text:
            self.text.show_preview(preview)
        is_empty = not any(sheet.preview.is_list for sheet in draft.sheets)
        if is_empty:
            self.refused.show_words(
                "soon",
                "Aucune liste de contacts n’a été trouvée dans ce fichier.",
                "Vérifiez qu’il a une ligne par personne et une colonne de noms, d’adresses e-mail ou de téléphones"
                + (", et que le texte est bien lu." if is_text else "."),
            )
        self._show(read=True, refused=is_empty, sheets=has_sheets, text=is_text)

    def _show(
        self, *, area: bool = False, reading: bool = False, refused: bool = False, read: bool = False,
        sheets: bool = False, text: bool = False,
    ) -> None:  # fmt: skip
        self.area.setVisible(area)
        self.reading.setVisible(reading)
        self.refused.setVisible(refused)
        self._file.setVisible(read)
        self._sheets_title.setVisible(sheets)
        self.sheets.setVisible(sheets)
        self.text.setVisible(text)
        self.header.set_subtitle(
            "Rien n’est enregistré avant la dernière étape." if not read else "Voici ce que contient votre fichier."
        )
        self.changed.emit()

    def _lay_out_file(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._name)
        texts.addWidget(self._facts)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(texts, 1)
        row.addWidget(self.other)
        self._file.body.addLayout(row)

    def _on_sheets(self) -> None:
        if self._draft is not None:
            self._facts.setText(" · ".join(_facts(self._draft)))
        self.changed.emit()


def _facts(draft: ImportDraft) -> list[str]:
    preview = draft.preview
    facts = [FORMAT_WORDS.get(preview.format, preview.format)]
    if any(sheet.is_list for sheet in preview.sheets):
        facts.append(french.counted(draft.rows, "ligne") + " à importer")
    if draft.preview.format == "vcf":
        facts[1:] = [french.counted(draft.rows, "carte") + " à importer"]
    return facts
