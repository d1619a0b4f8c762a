"""For a text file: in which alphabet and with which separator it is read, on its real first lines."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem

from rgpd_desktop.basics import french
from rgpd_desktop.services.import_plan import ImportPreview, SheetPreview
from rgpd_desktop.ui.importing.field_combo import CalmCombo
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.form_field import FormField
from rgpd_desktop.ui.widgets.text import label

DELIMITERS: Final = {
    ";": "Point-virgule ( ; )",
    ",": "Virgule ( , )",
    "\t": "Tabulation",
    "|": "Barre verticale ( | )",
    ":": "Deux-points ( : )",
}
# The encodings the reader proposes, in its order (imports.encodings), as a person would name them.
ENCODINGS: Final = {
    "utf-8": "Unicode (UTF-8)",
    "cp1252": "Windows (Europe de l’Ouest)",
    "iso-8859-15": "ISO 8859-15 (Europe de l’Ouest, avec l’euro)",
    "cp850": "MS-DOS (Europe de l’Ouest)",
    "mac_roman": "Macintosh (ancien)",
    "utf-16": "Unicode (UTF-16)",
}
_LINES: Final = 5
_WIDEST: Final = 220  # px of the design; one long cell does not hide its neighbours
_COLUMNS: Final = 40  # shown; enough to judge a separator


class TextCard(Card):
    """Asks for another reading as soon as a choice changes."""

    read_asked = Signal(str, str)  # encoding, delimiter ("" when there is none to choose)

    def __init__(self, theme: Theme) -> None:
        super().__init__(french.spaced("Le texte est-il bien lu ?"))
        self._theme = theme
        self.encoding = CalmCombo()
        self.delimiter = CalmCombo()
        self._delimiter_field = FormField("Séparateur des colonnes", self.delimiter)
        choices = QHBoxLayout()
        choices.setSpacing(16)
        choices.addWidget(FormField("Jeu de caractères", self.encoding), 1)
        choices.addWidget(self._delimiter_field, 1)
        self.table = QTableWidget()
        self.table.setProperty("role", "framed")
        self.table.setAccessibleName("Premières lignes du fichier")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().hide()  # the titles are one of the lines, wherever they stand
        self.body.addWidget(
            label(
                "Si des lettres accentuées sont abîmées ou les colonnes mal coupées, changez ces choix.",
                "hint",
                wraps=True,
            )
        )
        self.body.addLayout(choices)
        self.body.addWidget(self.table)
        self.encoding.activated.connect(self._on_chosen)
        self.delimiter.activated.connect(self._on_chosen)

    def show_preview(self, preview: ImportPreview) -> None:
        """What was read, and how."""
        self.encoding.clear()
        for key, words in ENCODINGS.items():
            self.encoding.addItem(words, key)
        self.encoding.choose(preview.encoding or "")
        self.delimiter.clear()
        offered = dict(DELIMITERS)
        if preview.delimiter is None:
            offered = {"": "Aucun (une seule colonne)", **offered}
        else:
            offered.setdefault(preview.delimiter, preview.delimiter)
        for key, words in offered.items():
            self.delimiter.addItem(words, key)
        self.delimiter.choose(preview.delimiter or "")
        self._delimiter_field.setVisible(preview.format == "csv")
        self._show_lines(preview.sheets[0])

    def _show_lines(self, sheet: SheetPreview) -> None:
        lines = sheet.lines[:_LINES]
        width = min(_COLUMNS, max(map(len, lines), default=0))
        table = self.table
        table.clear()
        table.setColumnCount(width)
        table.setRowCount(len(lines))
        for row, cells in enumerate(lines):
            for column, cell in enumerate(cells[:width]):
                item = QTableWidgetItem(" ".join(cell.split())[:200])
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                table.setItem(row, column, item)
        header = table.horizontalHeader()
        header.setMaximumSectionSize(self._theme.px(_WIDEST))
        table.resizeColumnsToContents()
        header.setStretchLastSection(width <= 4)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        height = self._theme.px(34)
        table.verticalHeader().setDefaultSectionSize(height)
        scrolls = self._theme.px(14) if header.length() > table.viewport().width() else 0
        table.setFixedHeight(height * max(1, len(lines)) + 2 + scrolls)

    def _on_chosen(self) -> None:
        self.read_asked.emit(self.encoding.value, self.delimiter.value)
