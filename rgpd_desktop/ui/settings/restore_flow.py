"""Coming back to a backup from the window: its passphrase if it has one, what it holds, then the restore and the program starts again.

Everything on screen would be of another base, and nobody may have it open: the jobs are closed, the new base takes its place, and the
program starts anew.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.services import restore_backup
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.restore_backup import Built, Preview
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.widgets.form_field import FormField
from rgpd_desktop.ui.widgets.text import label


class PassphraseBox(Box):
    """The passphrase of a backup; `typed` once accepted."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(
            parent,
            "Cette sauvegarde est protégée",
            "Donnez la phrase de passe que vos données avaient quand elle a été faite.",
        )
        self._field = QLineEdit()
        self._field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field = FormField("Phrase de passe", self._field)
        self.body.addWidget(self.field)
        self.add_button("Annuler", self.reject)
        self.add_button("Continuer", self._on_accept, "primary").setDefault(True)
        self._field.setFocus()

    @property
    def typed(self) -> str:
        """What was typed."""
        return self._field.text()

    def _on_accept(self) -> None:
        if self.typed:
            self.accept()
        else:
            self.field.set_problem("Écrivez la phrase de passe.")


class RestoreDialog(Box):
    """The last word: what the backup holds, what is played again, what is kept."""

    def __init__(self, parent: QWidget | None, seen: Preview) -> None:
        first, *since = restore_backup.preview_lines(seen)
        super().__init__(parent, french.spaced("Restaurer cette sauvegarde ?"), first)
        for line in since:
            self.body.addWidget(label(line, "body", wraps=True))
        self.body.addWidget(
            label(
                "Vos données actuelles sont d’abord sauvegardées : vous pourrez y revenir. "
                "Le programme s’ouvre ensuite de nouveau, sur les données restaurées.",
                "muted",
                wraps=True,
            )
        )
        cancel = self.add_button("Annuler", self.reject)
        self.add_button("Restaurer", self.accept, "primary")
        cancel.setDefault(True)
        cancel.setFocus()


class RestoreFlow(QObject):
    """`start(path)`; everything after is up to the person."""

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self.restart: Callable[[], object] = lambda: QCoreApplication.exit(messages.RESTART)

    def start(self, path: Path) -> None:
        """Look at the backup, then ask."""
        self._look(path, None)

    def _look(self, path: Path, passphrase: str | None) -> None:
        data = self._services.data

        def look(desk: Desk, _ticket: object) -> tuple[Preview | None, bytes | None]:
            if passphrase is None and restore_backup.is_closed(path):
                return None, None
            key = restore_backup.key_of(path, passphrase) if passphrase is not None else None
            return restore_backup.look(data, path, desk, key), key

        self._services.jobs.read(
            "backup:look",
            look,
            lambda found: self._ask(found[0], found[1]) if found[0] is not None else self._ask_passphrase(path),
            label="Lecture de la sauvegarde",
            owner=self,
        )

    def _ask_passphrase(self, path: Path) -> None:
        box = PassphraseBox(self._services.window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.accepted.connect(lambda: self._look(path, box.typed))
        box.open()

    def _ask(self, seen: Preview, key: bytes | None) -> None:
        dialog = RestoreDialog(self._services.window, seen)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._prepare(seen.path, key))
        dialog.open()

    def _prepare(self, path: Path, key: bytes | None) -> None:
        data = self._services.data
        self._services.jobs.write(
            "Restauration de la sauvegarde",
            lambda desk, ticket: restore_backup.prepare(data, path, ticket, desk, key),
            self._take_place,
            owner=self,
        )

    def _take_place(self, built: Built) -> None:
        """Nothing else runs from here on: whatever happens, the program starts again."""
        self._services.jobs.close()
        try:
            restore_backup.take_place(self._services.data, built)
        except Refusal as refusal:
            box = messages.show(self._services.window, refusal)
            if box is not None:
                box.finished.connect(lambda _code: self.restart())
                return
        self.restart()
