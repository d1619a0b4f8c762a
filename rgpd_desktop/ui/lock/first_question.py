"""The first start: whether to protect the data by a passphrase, before any exist; then the recovery sheet. Only app.py shows it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from rgpd_desktop.basics import french
from rgpd_desktop.ui.lock.cover import Cover
from rgpd_desktop.ui.lock.passphrase_fields import NewPassphrase
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.text import button, label

_TITLE: Final = "Bienvenue. Protéger vos données par une phrase de passe ?"
_SENTENCE: Final = (
    "Recommandé : en cas de vol de l’ordinateur ou de la clé USB, vos contacts restent illisibles. "
    "Tout reste ici : aucun compte, aucun envoi, aucune connexion."
)
_LOSS: Final = "Sans la phrase de passe ni la fiche de secours, personne ne peut rouvrir vos données, pas même nous."
_LATER: Final = "Vous pourrez la choisir, la changer ou la retirer plus tard dans Réglages."


class FirstQuestion(Cover):
    """`chosen` when a passphrase was chosen (read `fields.text`), `postponed` when it is for later."""

    chosen = Signal()
    postponed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _TITLE, _SENTENCE)
        self.fields = NewPassphrase(theme)
        self.loss = Banner("soon", "À savoir.", _LOSS)
        self.later = button("Plus tard", self.postponed.emit)
        self.protect = button("Protéger mes données", self._on_protect, "primary")
        self.card.body.addWidget(self.fields)
        self.card.body.addWidget(self.loss)
        self.card.body.addWidget(label(french.spaced(_LATER), "hint", wraps=True))
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addStretch()
        acts.addWidget(self.later)
        acts.addWidget(self.protect)
        self.card.body.addLayout(acts)
        self.fields.second.returnPressed.connect(self._on_protect)
        self.setFocusProxy(self.fields.first)

    def show_busy(self, is_busy: bool) -> None:
        """The key is being made."""
        for part in (self.fields, self.later, self.protect):
            part.setEnabled(not is_busy)

    def _on_protect(self) -> None:
        if self.protect.isEnabled() and self.fields.is_right():
            self.chosen.emit()


class SheetQuestion(Cover):
    """Once protected: `printing_asked`, then `done`."""

    printing_asked = Signal()
    done = Signal()

    def __init__(self, theme: Theme, is_remembered: bool) -> None:
        kept = " Cet ordinateur s’en souvient." if is_remembered else ""
        super().__init__(
            theme,
            "Vos données sont protégées.",
            f"Elles sont chiffrées.{kept} Imprimez la fiche de secours : elle les rouvre si vous oubliez la phrase de passe.",
        )
        where = "Rangez-la loin de l’ordinateur, avec vos papiers importants. Qui la tient peut ouvrir vos données."
        self.card.body.addWidget(Banner("accent", "La fiche de secours.", where))
        self.skip = button("Continuer sans l’imprimer", self.done.emit)
        self.printing = button("Imprimer la fiche de secours…", self.printing_asked.emit, "primary")
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addStretch()
        acts.addWidget(self.skip)
        acts.addWidget(self.printing)
        self.card.body.addLayout(acts)
        self.setFocusProxy(self.printing)

    def show_seen(self) -> None:
        """The sheet was looked at: what comes next is to go on."""
        self.skip.setText("Continuer")
        self.skip.setFocus()
