"""The card of Réglages that opens the journal."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.settings.journal_dialog import JournalDialog
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.text import button, label

_WHAT = "Imports, exports, effacements, oppositions, durées changées : ce qui a été fait, quand et sur combien. Sans aucun nom."


class JournalCard(Card):
    """`dialog` is the last one opened."""

    def __init__(self, services: Services) -> None:
        super().__init__("Journal des opérations")
        self._services = services
        self.dialog: JournalDialog | None = None
        self.body.addWidget(label(_WHAT, "muted", wraps=True))
        self.open_button = button("Ouvrir le journal…", self.open_journal)
        row = QHBoxLayout()
        row.addWidget(self.open_button)
        row.addStretch()
        self.body.addLayout(row)

    def open_journal(self) -> None:
        """Show it."""
        self.dialog = JournalDialog(self._services)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.open()
