"""The last word before people are deleted: how many, what goes with them, what stays. Many people are confirmed by typing their number."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.widgets.form_field import FormField

TYPED_FROM: Final = 10  # below, the button that repeats the number is enough


class DeleteDialog(Box):
    """Accepted only by the button, which waits for the number to be typed when there are many."""

    def __init__(self, parent: QWidget | None, count: int) -> None:
        people = french.counted(count, "personne")
        what = "Sa fiche, ses échanges" if count < 2 else "Leurs fiches, leurs échanges"
        super().__init__(
            parent,
            french.spaced(f"Supprimer {people} ?"),
            f"{what} et tout ce qui s’y rattache seront effacés de vos données, sans retour possible.",
            french.spaced(
                "Restent : la liste d’opposition, sous forme d’empreintes, et une ligne au journal, sans aucun nom. "
                "Vos fichiers d’origine et vos autres logiciels ne sont pas touchés : pensez à les y supprimer aussi."
            ),
        )
        self._count = count
        cancel = self.add_button("Annuler", self.reject)
        self._delete: QPushButton = self.add_button(f"Supprimer {people}", self._on_accept, "danger")
        self._typed: QLineEdit | None = None
        if count >= TYPED_FROM:
            self._typed = QLineEdit()
            self.body.addWidget(FormField(f"Pour confirmer, écrivez leur nombre{french.HARD}: {count}", self._typed))
            self._typed.textChanged.connect(self._on_typed)
            self._delete.setEnabled(False)
        cancel.setDefault(True)
        (self._typed or cancel).setFocus()

    def _on_typed(self, text: str) -> None:
        figures = "".join(text.split())
        self._delete.setEnabled(figures == str(self._count))

    def _on_accept(self) -> None:
        if self._delete.isEnabled():
            self.accept()
