"""Asked before the protection changes: the passphrase in force, the one to come. Each does its work and says how it went, or stays open.

The data are converted alone, while no job runs: the dialog holds the window meanwhile and cannot be left.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Refusal, WrongPassphrase
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.services import print_recovery, protect_data
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.protect_data import Recrypted
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.lock.passphrase_fields import NewPassphrase, secret_line
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.register.preview_dialog import PreviewDialog
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.form_field import FormField
from rgpd_desktop.ui.widgets.text import label

_SHEET_NAME: Final = "fiche-de-secours"
_LOSS: Final = "Sans la phrase de passe ni la fiche de secours, personne ne peut rouvrir vos données."
_OLD_SHEET: Final = "La fiche de secours imprimée jusqu’ici ne fonctionnera plus : vous en imprimerez une nouvelle."


class ProtectionDialog(Box):
    """What the three dialogs share: the passphrase in force, the work alone, what is said meanwhile. `finished_well` once it is done."""

    finished_well = Signal(object)  # Recrypted, or None

    def __init__(self, services: Services, parent: QWidget | None, title: str, *sentences: str) -> None:
        super().__init__(parent, title, *map(french.spaced, sentences))
        self._services = services
        self._is_busy = False
        self.current = secret_line()
        self.current_field = FormField("Phrase de passe actuelle", self.current)
        self._strip = QProgressBar()
        self._strip.setRange(0, 0)
        self._strip.setTextVisible(False)
        self._words = label("", "muted", wraps=True)

    def reject(self) -> None:
        """Not while the data are being converted."""
        if not self._is_busy:
            self.forget()
            super().reject()

    def forget(self) -> None:
        """Nothing typed stays in the fields."""
        self.current.clear()

    def finish_layout(self, action: str, kind: Any = "primary") -> None:
        """The progress and the buttons, under what the dialog asks."""
        self.body.addWidget(self._words)
        self.body.addWidget(self._strip)
        self._words.hide()
        self._strip.hide()
        self.cancel = self.add_button("Annuler", self.reject)
        self.act = self.add_button(action, self.on_act, kind)
        self.act.setDefault(True)

    def on_act(self) -> None:
        """The main button."""
        raise NotImplementedError

    def work_alone(self, words: str, work: Any) -> None:
        """Run `work(ticket)` alone; the fields wait."""
        self._show_busy(words)
        self._services.jobs.alone(words, work, self._on_done, self._on_failed, owner=self)

    def _show_busy(self, words: str) -> None:
        self._is_busy = bool(words)
        self._words.setText(french.spaced(words))
        for part in (self._words, self._strip):
            part.setVisible(bool(words))
        for each in (self.cancel, self.act, self.current_field):
            each.setEnabled(not words)
        self.adjustSize()

    def _on_done(self, found: object) -> None:
        self._show_busy("")
        self.forget()
        self.accept()
        self.finished_well.emit(found)

    def _on_failed(self, error: Exception) -> None:
        self._show_busy("")
        if isinstance(error, WrongPassphrase):
            self.current.clear()
            self.current_field.set_problem(error.sentence)
            self.current.setFocus()
            self.adjustSize()
        elif isinstance(error, Refusal):
            messages.show(self, error)
        else:
            self.reject()
            messages.show(self._services.window, error)

    def is_current_typed(self) -> bool:
        """Whether the passphrase in force was typed; says so under the field when not."""
        if not self.current.text():
            self.current_field.set_problem("Tapez votre phrase de passe actuelle.")
            self.current.setFocus()
        return bool(self.current.text())


class SetDialog(ProtectionDialog):
    """A first passphrase, or another one. `asks_current` is False when the data were opened by the recovery sheet."""

    def __init__(
        self,
        services: Services,
        parent: QWidget | None,
        *,
        is_change: bool,
        asks_current: bool = True,
        has_keychain: bool = False,
    ) -> None:
        title = "Changer la phrase de passe" if is_change else "Protéger vos données par une phrase de passe"
        sentence = "Vos données et leurs sauvegardes sont chiffrées sur cet ordinateur. Rien n’est envoyé."
        super().__init__(services, parent, title, _OLD_SHEET if is_change else sentence)
        self.setMinimumWidth(services.theme.px(520))
        self._asks_current = is_change and asks_current
        self.fields = NewPassphrase(services.theme, asks_to_remember=not is_change)
        self.fields.show_keychain(has_keychain)
        if self._asks_current:
            self.body.addWidget(self.current_field)
        self.body.addWidget(self.fields)
        if not is_change:
            self.body.addWidget(Banner("soon", "À savoir.", _LOSS))
        self._working = "Chiffrement de vos données…"
        self.finish_layout("Changer" if is_change else "Protéger mes données")
        (self.current if self._asks_current else self.fields.first).setFocus()

    def forget(self) -> None:
        """See ProtectionDialog."""
        super().forget()
        self.fields.clear()

    def on_act(self) -> None:
        """Check the former one, then convert."""
        if (self._asks_current and not self.is_current_typed()) or not self.fields.is_right():
            return
        data, chosen = self._services.data, self.fields.text
        current = self.current.text() if self._asks_current else None
        is_remembered = self.fields.is_remembered

        def work(ticket: Ticket) -> Recrypted:
            if current is not None:
                protect_data.check(data, current)
            found = protect_data.protect(data, chosen, ticket)
            if is_remembered:
                protect_data.remember(data, True)
            return found

        self.fields.setEnabled(False)
        self.work_alone(self._working, work)

    def _show_busy(self, words: str) -> None:
        super()._show_busy(words)
        self.fields.setEnabled(not words)


class RemoveDialog(ProtectionDialog):
    """The passphrase goes: the data are then readable by whoever opens this computer."""

    def __init__(self, services: Services, parent: QWidget | None) -> None:
        super().__init__(
            services,
            parent,
            "Retirer la phrase de passe ?",
            "Vos données et leurs sauvegardes redeviennent lisibles par qui ouvre cet ordinateur.",
        )
        self.body.addWidget(self.current_field)
        self.finish_layout("Retirer la protection", "danger")
        self.current.setFocus()

    def on_act(self) -> None:
        """Check it, then convert."""
        if not self.is_current_typed():
            return
        data, current = self._services.data, self.current.text()

        def work(ticket: Ticket) -> Recrypted:
            protect_data.check(data, current)
            return protect_data.unprotect(data, ticket)

        self.work_alone("Vos données redeviennent lisibles…", work)


class SheetDialog(ProtectionDialog):
    """The passphrase, before the recovery sheet is shown."""

    def __init__(self, services: Services, parent: QWidget | None) -> None:
        super().__init__(
            services,
            parent,
            "Imprimer la fiche de secours",
            "Elle ouvre vos données sans la phrase de passe : celle-ci est demandée avant de la montrer.",
        )
        self.body.addWidget(self.current_field)
        self.finish_layout("Voir la fiche")
        self.current.setFocus()

    def on_act(self) -> None:
        """Check it."""
        if self.is_current_typed():
            data, current = self._services.data, self.current.text()
            self.work_alone("Vérification…", lambda _ticket: protect_data.check(data, current))


def show_sheet(services: Services) -> PreviewDialog:
    """The recovery sheet of the key in force, to print or to keep."""

    def make(desk: Desk, path: Path, ticket: Ticket) -> None:
        print_recovery.write(desk, path, ticket)

    dialog = PreviewDialog(services, "Fiche de secours", make, _SHEET_NAME, services.window)
    dialog.open()
    return dialog


def told(found: Recrypted) -> str:
    """What became of the backups, in words; "" when there were none."""
    parts = []
    if found.done:
        parts.append(f"{french.counted(found.done, 'sauvegarde convertie', 'sauvegardes converties')}.")
    if found.left:
        kept = french.counted(found.left, "sauvegarde n’a pas pu", "sauvegardes n’ont pas pu")
        parts.append(f"{kept} être convertie{'s' if found.left > 1 else ''} : même protection qu’avant.")
    if found.away:
        parts.append("Le dossier des sauvegardes n’est pas là : les siennes changeront de protection à son retour.")
    return " ".join(parts)
