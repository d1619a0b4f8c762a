"""The top of a page: its title, a sentence under it, its actions at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.ui.widgets.flow import FlowLayout
from rgpd_desktop.ui.widgets.text import label


class PageHeader(QWidget):
    """`PageHeader("Contacts", "1 072 personnes", export_button, import_button)`; the last action is the main one."""

    def __init__(self, title: str, subtitle: str = "", *actions: QPushButton) -> None:
        super().__init__()
        self._title = label(title, "title", wraps=True)
        self._subtitle = label(subtitle, "muted", wraps=True)
        self._subtitle.setVisible(bool(subtitle))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._title)
        texts.addWidget(self._subtitle)
        texts.addStretch()
        self._actions = FlowLayout(spacing=4, is_right=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(texts, 1)
        row.addLayout(self._actions)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for action in actions:
            self.add_action(action)

    def add_action(self, action: QPushButton) -> None:
        """Append a button at the right."""
        self._actions.addWidget(action)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(french.spaced(title))

    def set_subtitle(self, subtitle: str) -> None:
        """Change the sentence under the title; empty hides it."""
        self._subtitle.setText(french.spaced(subtitle))
        self._subtitle.setVisible(bool(subtitle))
