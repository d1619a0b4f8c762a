"""What is said after a deletion that could not yet clean every trace away. Never hidden, never alarming."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rgpd_desktop.ui import messages


def tell_if_traces_remain(parent: QWidget, is_clean: bool) -> None:
    """Nothing when all is clean."""
    if not is_clean:
        messages.tell(
            parent,
            "Supprimé, mais pas encore effacé du disque",
            "Ces personnes ne sont plus dans vos contacts. Des traces restent dans le fichier de données, parce qu’il était "
            "lu au même moment ou que le disque manque de place.",
            "L’effacement se terminera à la prochaine suppression ou au prochain démarrage du programme.",
        )
