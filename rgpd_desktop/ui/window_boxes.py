"""The boxes of the window itself: what F1 shows, and the question before work is stopped."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.ui import actions, messages
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.widgets.text import label

KEYS: Final = (
    "Entrée : Appuyer sur le bouton choisi, ou ouvrir la fiche choisie",
    "Suppr : Supprimer les contacts choisis",
    "Ctrl+A : Tout sélectionner",
    "Ctrl+C : Copier les contacts choisis",
    "Maj+F10 : Ouvrir le menu des contacts choisis",
    "Échap : Fermer une boîte de dialogue, quitter l’import",
)


def show_shortcuts(parent: QWidget, window_actions: Iterable[QAction]) -> None:
    """The shortcuts of the window, then the keys that lists and dialogs know. Returns at once."""
    box = Box(parent, "Raccourcis clavier")
    box.body.setSpacing(6)
    for line in (*actions.shortcut_lines(window_actions), *KEYS):
        box.body.addWidget(label(line))
    box.add_button("Fermer", box.accept, "primary").setDefault(True)
    box.finished.connect(box.deleteLater)
    box.open()


def asks_to_stop(parent: QWidget, jobs: JobRunner) -> bool:
    """True when the person would rather quit than wait for what is being written; the question goes with the work it is about."""
    return messages.confirm(
        parent,
        "Un travail est en cours",
        french.spaced("Si vous quittez maintenant, il est arrêté et rien de ce qu’il faisait n’est enregistré."),
        "Arrêter et quitter",
        danger=True,
        no_longer=jobs.all_written,
    )
