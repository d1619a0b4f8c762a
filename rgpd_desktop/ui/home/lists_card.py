"""The card of the last lists imported: when, how many people of them are still there, and the way to take one back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.services.follow_lists import ImportedList
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.text import button, label


class ListsCard(Card):
    """`show_lists` replaces what it shows."""

    opened = Signal(int)  # batch
    undo_asked = Signal(object)  # ImportedList

    def __init__(self) -> None:
        super().__init__("Vos listes")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self.body.addLayout(self._rows)
        self.body.addStretch()

    def show_lists(self, lists: Sequence[ImportedList]) -> None:
        """Show these imports, in their order."""
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for list_ in lists:
            self._rows.addWidget(self._row(list_))
        if not lists:
            self._rows.addWidget(
                label("Aucune liste importée : vos contacts ont été saisis à la main.", "muted", wraps=True)
            )

    def _row(self, list_: ImportedList) -> QWidget:
        row = QWidget()
        texts = QVBoxLayout(row)
        texts.setContentsMargins(0, 0, 0, 0)
        texts.setSpacing(2)
        texts.addWidget(label(list_.file_name, "strong", wraps=True))
        texts.addWidget(label(list_words(list_), "hint", wraps=True))
        if list_.undone_on is None:
            see = button("Voir", lambda: self.opened.emit(list_.batch), "link")
            undo = button("Annuler l’import…", lambda: self.undo_asked.emit(list_), "link")
            acts = QHBoxLayout()
            acts.setSpacing(4)
            for act in (see, undo):
                act.setAccessibleName(f"{act.text()} {list_.file_name}")
                acts.addWidget(act, 0, Qt.AlignmentFlag.AlignLeft)
            see.setVisible(list_.people > 0)
            acts.addStretch()
            texts.addLayout(acts)
        return row


def list_words(list_: ImportedList) -> str:
    """`importée le 03/11/2026, 87 personnes`."""
    if list_.undone_on is not None:
        return f"import annulé le {french.day(list_.undone_on)}"
    return f"importée le {french.day(list_.imported_on)}, {french.counted(list_.people, 'personne')}"
