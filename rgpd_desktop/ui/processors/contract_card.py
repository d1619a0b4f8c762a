"""The contract with a processor (RGPD, art. 28): signed or not, since when, and the copy kept beside the data. Signals only."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules.processor import Processor
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.day_edit import DayEdit
from rgpd_desktop.ui.widgets.form_field import FormField
from rgpd_desktop.ui.widgets.pill import Pill
from rgpd_desktop.ui.widgets.text import button, label

_NEEDED = (
    "L’article 28 demande un contrat écrit avec chaque sous-traitant ; c’est souvent l’« accord de traitement des données » (DPA) "
    "que l’on accepte dans les réglages du compte."
)
_NOT_NEEDED = "Ce rôle ne demande pas de contrat de sous-traitance. Gardez tout de même ce que vous avez signé."


class ContractCard(Card):
    """`edited` when the box or the day changes; the three others ask for an act on the file."""

    edited = Signal()
    attach_asked = Signal()
    open_asked = Signal()
    detach_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("Contrat de sous-traitance")
        self._is_showing = False
        self._help = label("", "hint", wraps=True)
        self.signed = QCheckBox("Contrat signé ou accepté")
        self.day = DayEdit(theme)
        self.day_field = FormField("Signé ou accepté le", self.day, is_optional=True)
        self._file = label("", wraps=True)
        self._state = Pill("", "plain")
        self.attach = button("Joindre le contrat…", self.attach_asked.emit)
        self.open = button("Ouvrir", self.open_asked.emit)
        self.detach = button("Retirer le fichier…", self.detach_asked.emit)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._file, 1)
        row.addWidget(self._state)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for each in (self.attach, self.open, self.detach):
            acts.addWidget(each)
        acts.addStretch(1)
        for widget in (self._help, self.signed, self.day_field):
            self.body.addWidget(widget)
        whole = QWidget()
        whole.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(whole)
        self.body.addLayout(acts)
        self.signed.toggled.connect(self._on_edited)
        self.day.changed.connect(self._on_edited)

    def show_contract(self, processor: Processor, is_intact: bool | None) -> None:
        """Show it. `is_intact` None while it is not known, or without a file."""
        self._is_showing = True
        self._help.setText(french.spaced(_NEEDED if processor.needs_contract else _NOT_NEEDED))
        self.signed.setChecked(processor.is_signed)
        if self.day.day() != processor.signed_on:
            self.day.set_day(processor.signed_on)
        self._is_showing = False
        self.day_field.setVisible(processor.is_signed)
        name = processor.document
        self._file.setText(french.one_way(name) if name else "Aucun fichier joint")
        self._file.setAccessibleName(f"Fichier du contrat : {name}" if name else "Aucun fichier joint")
        self._state.setVisible(bool(name) and is_intact is not None)
        self._state.show_state(*(("copie intacte", "ok") if is_intact else ("absente ou modifiée", "danger")))
        self.open.setVisible(bool(name) and is_intact is not False)
        self.detach.setVisible(bool(name))
        self.attach.setText("Remplacer…" if name else "Joindre le contrat…")

    def read(self, processor: Processor) -> Processor:
        """The processor with the box and the day; a day that is not one is left as it was."""
        is_signed = self.signed.isChecked()
        if not is_signed:
            return replace(processor, is_signed=False, signed_on=None)
        return replace(
            processor, is_signed=True, signed_on=processor.signed_on if self.day.problem() else self.day.day()
        )

    def _on_edited(self, *_: object) -> None:
        self.day_field.setVisible(self.signed.isChecked())
        if not self._is_showing:
            self.edited.emit()
