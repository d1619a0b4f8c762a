"""A piece of work in the page itself: what is done, how far, and the button that stops it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from rgpd_desktop.basics import french
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.text import button, label


class ProgressCard(Card):
    """Say what is done by `show_words`, then how far by `show_progress`."""

    def __init__(self, stop_words: str) -> None:
        super().__init__()
        self._text = ""
        self._words = label("", wraps=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.stop = button(stop_words)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._words, 1)
        row.addWidget(self.stop)
        self.body.addLayout(row)
        self.body.addWidget(self._bar)

    def show_words(self, text: str) -> None:
        """What is done; it has just begun."""
        self._text = text
        self._bar.setAccessibleName(text)
        self.stop.setEnabled(True)
        self.show_progress(0, None)

    def show_stopping(self) -> None:
        """The person asked to stop, the work has not yet."""
        self.stop.setEnabled(False)
        self._bar.setRange(0, 0)
        self._words.setText("Arrêt en cours…")

    def show_progress(self, done: int, total: int | None) -> None:
        """How much is done, of how much (None: not known). These are steps of work, not lines: a share is shown."""
        if not self.stop.isEnabled():
            return
        told = ""
        if total:
            told = f" {min(100, done * 100 // total)}{french.HARD}%"
        elif done:
            told = f" {french.number(done)}"
        self._words.setText(self._text + told)
        self._bar.setRange(0, total or 0)
        self._bar.setValue(min(done, total or 0))
