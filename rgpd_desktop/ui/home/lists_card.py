"""The card of the last lists imported: when, how many people of them are still there, and the way to take one back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.services.follow_lists import ImportedList
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.text import Role, button, label

_INDENT: Final = 15  # px between the edge of a link and its words (stylesheet: padding and border)


class ListsCard(Card):
    """`show_lists` replaces what it shows."""

    opened = Signal(int)  # batch
    undo_asked = Signal(object)  # ImportedList

    def __init__(self) -> None:
        super().__init__("Vos listes")
        # The words of a link begin under the title, its ground before: all but the links is moved to the right.
        margins = self.body.contentsMargins()
        self.body.setContentsMargins(margins.left() - _INDENT, margins.top(), margins.right(), margins.bottom())
        if self.heading is not None:
            self.heading.setContentsMargins(_INDENT, 0, 0, 0)
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
            self._rows.addWidget(_told("Aucune liste importée : vos contacts ont été saisis à la main.", "muted"))

    def _row(self, list_: ImportedList) -> QWidget:
        row = QWidget()
        texts = QVBoxLayout(row)
        texts.setContentsMargins(0, 0, 0, 0)
        texts.setSpacing(2)
        texts.addWidget(_told(list_.file_name, "strong"))
        texts.addWidget(_told(list_words(list_), "hint"))
        offered = [button("Voir", lambda: self.opened.emit(list_.batch), "link")] if list_.people else []
        if list_.undone_on is None:
            offered.append(button("Annuler l’import…", lambda: self.undo_asked.emit(list_), "link"))
        if offered:
            acts = QHBoxLayout()
            acts.setSpacing(4)
            for act in offered:
                act.setAccessibleName(f"{act.text()} {list_.file_name}")
                acts.addWidget(act, 0, Qt.AlignmentFlag.AlignLeft)
            acts.addStretch()
            texts.addLayout(acts)
        return row


def _told(text: str, role: Role) -> QLabel:
    made = label(text, role, wraps=True)
    made.setContentsMargins(_INDENT, 0, 0, 0)
    return made


def list_words(list_: ImportedList) -> str:
    """`importée le 03/11/2026, 87 personnes`."""
    if list_.undone_on is not None:
        kept = f", {french.counted(list_.people, 'personne gardée', 'personnes gardées')}" if list_.people else ""
        return f"import annulé le {french.day(list_.undone_on)}{kept}"
    return f"importée le {french.day(list_.imported_on)}, {french.counted(list_.people, 'personne')}"
