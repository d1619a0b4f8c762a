"""The bottom bar of the wizard: a hint at the left; Annuler, Précédent and the step's own verb at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from rgpd_desktop.ui.widgets.text import button, label


class ActionBar(QFrame):
    """Shows what the step says; knows no step."""

    cancel_asked = Signal()
    back_asked = Signal()
    next_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Navigation de l’import")
        self.hint = label("", "hint", wraps=True)
        self.cancel = button("Annuler", self.cancel_asked.emit, "link")
        self.back = button("Précédent", self.back_asked.emit)
        self.next = button("Suivant", self.next_asked.emit, "primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 14, 24, 14)
        row.setSpacing(4)
        row.addWidget(self.hint, 1)
        row.addSpacing(8)
        for each in (self.cancel, self.back, self.next):
            row.addWidget(each)

    def show_next(self, words: str, is_enabled: bool) -> None:
        """The verb of the main button, "" to hide it."""
        self.next.setVisible(bool(words))
        self.next.setText(words)
        self.next.setEnabled(is_enabled)
