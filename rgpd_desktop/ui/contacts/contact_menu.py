"""The context menu of the list: what can be done with the people selected. Every act is one the table or the side panel already asks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from rgpd_desktop.basics import french
from rgpd_desktop.ui.contacts.contacts_table import ContactsTable
from rgpd_desktop.ui.contacts.side_panel import SidePanel


def make(table: ContactsTable, panel: SidePanel) -> QMenu:
    """A menu for what is selected in `table`; it goes when it closes."""
    count, card = table.selected_count(), panel.card
    menu = QMenu(table)
    menu.aboutToHide.connect(menu.deleteLater)
    if count == 1 and card is not None:
        menu.addAction("Modifier…", panel.edit_asked.emit)
        menu.addAction("Noter un échange…", panel.note_asked.emit)
        objection = "Lever l’opposition…" if card.line.contact.opposed_on else "S’oppose…"
        menu.addAction(objection, panel.objection_asked.emit)
        menu.addSeparator()
    if count:
        menu.addAction("Copier", QKeySequence.StandardKey.Copy, table.copy_asked.emit)
        menu.addAction("Exporter…", panel.export_asked.emit)
    if count == 2:
        menu.addAction("Fusionner…", panel.merge_asked.emit)
    menu.addAction("Tout sélectionner", QKeySequence.StandardKey.SelectAll, table.selectAll)
    if count:
        menu.addSeparator()
        words = f"{'Supprimer' if count < 2 else 'Purger'} {french.counted(count, 'contact')}…"
        menu.addAction(words, QKeySequence(Qt.Key.Key_Delete), panel.delete_asked.emit)
    return menu
