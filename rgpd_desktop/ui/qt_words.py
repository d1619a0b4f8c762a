"""The few words of Qt's own dialogs that its French translation lacks (Qt 6.11 changed their English, hence their key)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTranslator

from rgpd_desktop.basics.french import HARD

_WORDS: Final = {
    ("QFileDialog", "&Look in:"): f"&Dans{HARD}:",
    ("QFileDialog", "Files of &type:"): f"&Type de fichiers{HARD}:",
    ("QPrintSettingsOutput", "Page Set:"): f"Faces{HARD}:",
    ("QPrintSettingsOutput", "Page &Set:"): f"&Faces{HARD}:",
    ("QAbstractFileIconProvider", "Drive"): "Disque",
    ("QAbstractFileIconProvider", "File"): "Fichier",
    ("QAbstractFileIconProvider", "Folder"): "Dossier",
    ("QAbstractFileIconProvider", "Shortcut"): "Raccourci",
    ("QAbstractFileIconProvider", "Unknown"): "Inconnu",
}


class QtWords(QTranslator):
    """To be installed before Qt's own translation, which is then asked first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)

    def isEmpty(self) -> bool:
        """Qt forgets a translator that says it is empty."""
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """The French words, None to let Qt go on looking."""
        return _WORDS.get((context, source))
