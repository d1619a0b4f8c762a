"""Réglages: protection, appearance, the data folder and its check, backups, journal, version and licences. Kept through services."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPlainTextEdit, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from rgpd_desktop import __version__
from rgpd_desktop.basics import french
from rgpd_desktop.services import keep_safe, preferences
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.settings.backup_card import BackupCard
from rgpd_desktop.ui.settings.journal_card import JournalCard
from rgpd_desktop.ui.settings.licences import LICENCES
from rgpd_desktop.ui.settings.protection_card import ProtectionCard
from rgpd_desktop.ui.theme import PREFERENCE, Appearance
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.page_header import PageHeader
from rgpd_desktop.ui.widgets.text import button, label, tab_to_checked

_LABELS = {
    Appearance.SYSTEM: "Comme le système",
    Appearance.LIGHT: "Claire",
    Appearance.DARK: "Sombre",
}


class SettingsPage(QWidget):
    """The cards, one under the other."""

    tables = frozenset({"backups"})

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        ground = QWidget()
        ground.setProperty("role", "ground")
        cards = QVBoxLayout(ground)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(16)
        self.protection = ProtectionCard(services)
        self.backups = BackupCard(services)
        middle = (self._look_card(), self._data_card(), self.backups, JournalCard(services))
        for card in (self.protection, *middle, self._about_card()):
            cards.addWidget(card)
        cards.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(ground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(
            PageHeader("Réglages", "La protection de vos données, leurs sauvegardes, l’apparence du programme.")
        )
        column.addWidget(area, 1)
        services.theme.changed.connect(self._show_look)

    def refresh(self) -> None:
        """Show the look and the protection in force, which another start may have changed, and the backups."""
        self.protection.refresh()
        self._show_look()
        self.backups.refresh()

    def _show_look(self) -> None:
        self._choices[self._services.theme.appearance].setChecked(True)
        tab_to_checked(self._choices.values())

    def _look_card(self) -> Card:
        card = Card("Apparence")
        row = QHBoxLayout()
        row.setSpacing(16)
        group = QButtonGroup(card)
        self._choices: dict[Appearance, QRadioButton] = {}
        for appearance, words in _LABELS.items():
            choice = QRadioButton(words)
            choice.clicked.connect(lambda _checked=False, appearance=appearance: self._choose_look(appearance))
            group.addButton(choice)
            row.addWidget(choice)
            self._choices[appearance] = choice
        row.addStretch()
        card.body.addLayout(row)
        return card

    def _data_card(self) -> Card:
        card = Card("Vos données")
        card.body.addWidget(
            label("Tout est dans ce dossier, sur cet ordinateur ; rien n’est envoyé.", "muted", wraps=True)
        )
        folder = label(str(self._services.data), wraps=True)
        folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        folder.setAccessibleName("Dossier de vos données")
        card.body.addWidget(folder)
        self._check = button("Vérifier la base", self._start_check)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(button("Ouvrir le dossier", self._open_folder))
        row.addWidget(self._check)
        row.addStretch()
        card.body.addLayout(row)
        self._found = Banner("ok", "")
        self._found.hide()
        card.body.addWidget(self._found)
        return card

    def _about_card(self) -> Card:
        card = Card("À propos")
        card.body.addWidget(label(f"RGPD Desktop, version {__version__}"))
        card.body.addWidget(
            label("Logiciel libre sous licence MIT. Il contient des éléments d’autres auteurs :", "muted")
        )
        text = QPlainTextEdit(LICENCES)
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName("Licences")
        text.setMinimumHeight(text.fontMetrics().lineSpacing() * 8)
        card.body.addWidget(text)
        return card

    def _choose_look(self, appearance: Appearance) -> None:
        self._services.theme.set_appearance(appearance)
        self._services.jobs.write(
            "Réglage de l’apparence",
            lambda desk, _ticket: preferences.set_(desk, PREFERENCE, appearance.value),
            owner=self,
        )

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._services.data)))

    def _start_check(self) -> None:
        self._check.setEnabled(False)
        self._found.hide()
        self._services.jobs.read(
            "check", keep_safe.check, self._on_checked, self._on_failed, label="Vérification de la base", owner=self
        )

    def _on_checked(self, findings: list[str]) -> None:
        self._check.setEnabled(True)
        if findings:
            title = f"{french.counted(len(findings), 'point')} à regarder."
            self._found.show_words("danger", title, "\n".join(findings))
        else:
            self._found.show_words(
                "ok", "Vos données sont en bon état.", "Le fichier et son index ont été relus en entier."
            )
        self._found.show()

    def _on_failed(self, error: Exception) -> None:
        self._check.setEnabled(True)
        self._services.jobs.show_failure(error)
