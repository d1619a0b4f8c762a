"""What is said after a deletion that could not yet clean every trace away. Never hidden, never alarming."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rgpd_desktop.services.edit_contacts import Erased
from rgpd_desktop.ui import messages


def tell_if_traces_remain(parent: QWidget, erased: Erased) -> None:
    """Nothing when all is clean."""
    if not erased.is_scrubbed:
        messages.tell(
            parent,
            "Supprimé, mais pas encore effacé du disque",
            "Ces personnes ne sont plus dans vos contacts. Des traces restent dans le fichier de données, parce qu’il était "
            "lu au même moment ou que le disque manque de place.",
            "L’effacement se terminera à la prochaine suppression ou au prochain démarrage du programme.",
        )
