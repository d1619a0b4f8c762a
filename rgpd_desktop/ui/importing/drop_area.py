"""Where a file falls: a dashed frame with the button that chooses one, the formats in words, and the list to try with.

Its page takes the drag, wherever the file falls, and hands it over.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from rgpd_desktop.basics import places
from rgpd_desktop.ui import file_dialogs, messages
from rgpd_desktop.ui.drop_overlay import dropped_file, why_not
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.text import button, label

DEMO: Final = places.resources() / "demo" / "liste-prospects.xlsx"
FILTERS: Final = (
    "Listes (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.tsv *.txt *.vcf *.xml *.html *.htm);;"
    "Classeurs Excel et LibreOffice (*.xlsx *.xlsm *.xls *.xlsb *.ods);;"
    "Textes (*.csv *.tsv *.txt);;Cartes de visite (*.vcf);;Tous les fichiers (*)"
)
FORMATS: Final = "Classeur Excel (.xlsx, .xlsm, .xls, .xlsb) ou LibreOffice (.ods), texte (.csv, .tsv, .txt), cartes de visite (.vcf)."
_RADIUS = 8


class DropArea(QFrame):
    """Emits the file dropped or chosen."""

    chosen = Signal(object)  # Path

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._is_over = False
        self.setAccessibleName("Fichier à importer")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        title = label("Déposez votre liste ici", "heading", wraps=True)
        formats = label(FORMATS, "muted", wraps=True)
        for text in (title, formats):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = button("Choisir un fichier…", self.ask, "primary")
        self.demo = button("Essayer avec la liste d’exemple", lambda: self.chosen.emit(DEMO), "link")
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.choose)
        buttons.addWidget(self.demo)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 36, 24, 36)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(formats)
        column.addSpacing(8)
        column.addLayout(buttons)
        theme.changed.connect(self.update)

    def ask(self) -> None:
        """Open the file dialog."""
        if (path := file_dialogs.ask_open(self, "Choisir une liste", FILTERS)) is not None:
            self.chosen.emit(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a drag of one local file."""
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()
            self._show_over(True)
        elif words := why_not(event.mimeData()):
            messages.toast(words)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The person changed their mind."""
        self._show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the file."""
        self._show_over(False)
        if (path := dropped_file(event.mimeData())) is not None:
            event.acceptProposedAction()
            self.chosen.emit(path)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dashed frame, tinted while a file is over it."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(tokens.accent_tint if self._is_over else tokens.card))
        pen = QPen(QColor(tokens.accent if self._is_over else tokens.blend(tokens.line, tokens.ink, 0.25)), 1.5)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), _RADIUS, _RADIUS)
        painter.end()

    def _show_over(self, is_over: bool) -> None:
        self._is_over = is_over
        self.update()
