"""Réglages, card « Protection »: whether the data have a passphrase, what can be done of it, and when the program locks itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.services import protect_data
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.protect_data import Recrypted
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.importing.field_combo import CalmCombo
from rgpd_desktop.ui.lock.passphrase_fields import KEYCHAIN, NO_KEYCHAIN
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.settings.protection_dialogs import (
    ProtectionDialog,
    RemoveDialog,
    SetDialog,
    SheetDialog,
    show_sheet,
    told,
)
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.flow import FlowLayout
from rgpd_desktop.ui.widgets.pill import Pill
from rgpd_desktop.ui.widgets.text import button, label

_ON: Final = "Vos données et leurs sauvegardes sont chiffrées. Sans la phrase de passe, elles sont illisibles."
_OFF: Final = "Recommandé : en cas de vol de l’ordinateur, vos contacts restent illisibles."


@dataclass(frozen=True, slots=True)
class Protection:
    """What the card shows."""

    is_encrypted: bool
    has_keychain: bool
    is_remembered: bool
    minutes: int


class ProtectionCard(Card):
    """Shows nothing to press until its first `refresh`."""

    def __init__(self, services: Services) -> None:
        super().__init__("Protection")
        self._services = services
        self._known: Protection | None = None
        self.dialog: Any = None  # the last one opened, for whoever drives the page
        self.state = Pill("", "plain")
        self.sentence = label("", "muted", wraps=True)
        self.set_button = button("Choisir une phrase de passe…", self._on_set, "primary")
        self.change_button = button("Changer la phrase de passe…", self._on_set)
        self.sheet_button = button("Imprimer la fiche de secours…", self._on_sheet)
        self.remove_button = button("Retirer la protection…", self._on_remove, "warning")
        self.lock_button = button("Verrouiller maintenant", services.lock)
        self.lock_button.setToolTip("Ctrl+L")
        self.delays = CalmCombo([(str(each), _delay_words(each)) for each in protect_data.LOCK_CHOICES])
        self.delays.setAccessibleName("Verrouiller après un temps sans rien faire")
        self.delays.activated.connect(lambda _index: self._on_delay())
        self.remember = QCheckBox("Se souvenir de la clé sur cet ordinateur")
        self.remember.clicked.connect(self._on_remember)
        self.remembering = label("", "hint", wraps=True)
        self._lay_out()

    def refresh(self) -> None:
        """Read how things stand."""
        self._services.jobs.read("protection", _read, self._show, owner=self)

    def ask_new_passphrase(self) -> None:
        """The data were opened by the recovery sheet: the passphrase is lost, another one is chosen."""
        self._open(
            SetDialog(self._services, self._services.window, is_change=True, asks_current=False), self._on_protected
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.state)
        head.addWidget(self.sentence, 1)
        acts = QWidget()
        flow = FlowLayout(acts, spacing=8)
        for each in (self.set_button, self.change_button, self.sheet_button, self.lock_button, self.remove_button):
            flow.addWidget(each)
        self._delay = QWidget()
        row = QHBoxLayout(self._delay)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        name = label("Verrouiller sans geste de votre part")
        name.setBuddy(self.delays)
        row.addWidget(name)
        row.addWidget(self.delays)
        row.addStretch()
        self.body.addLayout(head)
        for part in (acts, self._delay, self.remember, self.remembering):
            self.body.addWidget(part)
        self._acts = acts
        for part in (self.state, acts, self._delay, self.remember, self.remembering):
            part.hide()

    def _show(self, found: Protection) -> None:
        self._known = found
        is_on = found.is_encrypted
        self.state.show_state("Protégées" if is_on else "Non protégées", "ok" if is_on else "soon")
        self.sentence.setText(french.spaced(_ON if is_on else _OFF))
        self.set_button.setVisible(not is_on)
        for each in (self.change_button, self.sheet_button, self.lock_button, self.remove_button):
            each.setVisible(is_on)
        for part in (self._delay, self.remember, self.remembering):
            part.setVisible(is_on)
        self.state.show()
        self._acts.show()
        self.delays.choose(str(found.minutes))
        self.remember.setEnabled(found.has_keychain)
        self.remember.setChecked(found.is_remembered)
        self.remembering.setText(french.spaced(KEYCHAIN if found.has_keychain else NO_KEYCHAIN))
        self.remember.setAccessibleDescription(self.remembering.text())

    # Gestures

    def _on_set(self) -> None:
        known = self._known
        if known is not None:
            dialog = SetDialog(
                self._services, self._services.window, is_change=known.is_encrypted, has_keychain=known.has_keychain
            )
            self._open(dialog, self._on_protected)

    def _on_sheet(self) -> None:
        self._open(SheetDialog(self._services, self._services.window), lambda _none: self._show_sheet())

    def _on_remove(self) -> None:
        self._open(RemoveDialog(self._services, self._services.window), self._on_removed)

    def _on_delay(self) -> None:
        minutes = int(self.delays.value)
        self._services.jobs.write(
            "Réglage du verrouillage", lambda desk, _ticket: protect_data.set_lock_minutes(desk, minutes), owner=self
        )

    def _on_remember(self, is_wanted: bool) -> None:
        def done(is_done: bool) -> None:
            if not is_done:
                messages.toast("Le trousseau de clés n’a pas accepté.")
            self.refresh()

        self._services.jobs.read(
            "protection:remember", lambda desk, _ticket: protect_data.remember(desk.data, is_wanted), done, owner=self
        )

    def _open(self, dialog: ProtectionDialog, done: Any) -> None:
        self.dialog = dialog
        dialog.finished_well.connect(done)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # Outcomes

    def _on_protected(self, found: Recrypted) -> None:
        self.refresh()
        sentences = [part for part in (told(found),) if part]
        if messages.confirm(
            self._services.window,
            "Vos données sont protégées",
            " ".join(
                [
                    "Imprimez maintenant la fiche de secours : elle les rouvre si vous oubliez la phrase de passe.",
                    *sentences,
                ]
            ),
            "Imprimer la fiche de secours…",
            refusal_label="Plus tard",
        ):
            self._show_sheet()

    def _on_removed(self, found: Recrypted) -> None:
        self.refresh()
        messages.toast(f"Vos données n’ont plus de phrase de passe. {told(found)}".strip())

    def _show_sheet(self) -> None:
        self.dialog = show_sheet(self._services)


def _read(desk: Desk, _ticket: Ticket) -> Protection:
    return Protection(
        is_encrypted=protect_data.form(desk.data) is protect_data.Form.ENCRYPTED,
        has_keychain=protect_data.has_keychain(),
        is_remembered=protect_data.is_remembered(desk.data),
        minutes=protect_data.lock_minutes(desk),
    )


def _delay_words(minutes: int) -> str:
    return f"après {french.counted(minutes, 'minute')}" if minutes else "jamais"
