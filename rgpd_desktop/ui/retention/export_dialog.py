"""Asks why a list leaves the program, then where it goes. Writes nothing: the page does, with the answers."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.widgets.form_field import FormField

_FILTERS = "Classeur Excel (*.xlsx);;Texte, séparé par des points-virgules (*.csv)"


class ExportDialog(Box):
    """Accepted with a reason and a file; read `reason` and `path` then."""

    def __init__(self, parent: QWidget | None, count: int, file_name: str) -> None:
        super().__init__(
            parent,
            f"Exporter {french.counted(count, 'personne')}",
            french.spaced(
                "Ce fichier sort du programme : il ne sera ni tenu à jour, ni effacé avec les personnes. Supprimez-le après usage."
            ),
        )
        self._file_name = file_name
        self.path = Path()
        self._reason = QLineEdit()
        self._reason.setPlaceholderText("Relecture avant suppression…")
        self._field = FormField("Motif", self._reason, hint=french.spaced("Gardé au journal : n’y nommez personne."))
        self.body.addWidget(self._field)
        self.add_button("Annuler", self.reject)
        self.add_button("Choisir le fichier…", self._on_accept, "primary").setDefault(True)
        self._reason.setFocus()

    @property
    def reason(self) -> str:
        """Why."""
        return self._reason.text().strip()

    def _on_accept(self) -> None:
        if not self.reason:
            self._field.set_problem("Écrivez pourquoi vous exportez cette liste.")
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        suggested = str(Path(folder) / f"{self._file_name}.xlsx")
        chosen, kind = QFileDialog.getSaveFileName(self, "Exporter la liste", suggested, _FILTERS)
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() not in (".xlsx", ".csv"):
            path = path.with_name(path.name + (".csv" if "*.csv" in kind else ".xlsx"))
        self.path = path
        self.accept()
