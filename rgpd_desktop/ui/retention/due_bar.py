"""The card under the list: how many people are ticked, and what can be done to them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from rgpd_desktop.basics import french
from rgpd_desktop.rules.contact import State
from rgpd_desktop.ui.retention.due_filter import SLEEPING
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.flow import FlowLayout
from rgpd_desktop.ui.widgets.text import button, label


class DueBar(Card):
    """The buttons depend on what is listed: people to date are dated, prolonged people can be given back to their rule."""

    date_asked = Signal()
    prolong_asked = Signal()
    lift_asked = Signal()
    export_asked = Signal()
    purge_asked = Signal()

    def __init__(self) -> None:
        super().__init__(padding=10)
        self.setAccessibleName("Personnes cochées")
        self._ticked = label("", "strong")
        self._hint = label("", "hint")
        self.date_button = button("Dater…", self.date_asked.emit)
        self.prolong_button = button("Prolonger avec un motif…", self.prolong_asked.emit)
        self.lift_button = button("Mettre fin à la prolongation…", self.lift_asked.emit)
        self.export_button = button("Exporter la liste…", self.export_asked.emit)
        self.purge_button = button("Purger la sélection…", self.purge_asked.emit, "danger")
        self._buttons = (
            self.date_button, self.prolong_button, self.lift_button, self.export_button, self.purge_button,
        )  # fmt: skip
        flow = FlowLayout(spacing=4, is_right=True)
        for each in self._buttons:
            flow.addWidget(each)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._ticked)
        texts.addWidget(self._hint)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(texts)
        row.addLayout(flow, 1)
        self.body.addLayout(row)
        self.show_kind_of_list(State.OVERDUE.value)
        self.show_ticked(0, 0)

    def show_kind_of_list(self, shown: str) -> None:
        """`shown` is the id of the chip."""
        self.date_button.setVisible(shown in (State.UNDATED.value, SLEEPING))
        self.prolong_button.setVisible(shown != SLEEPING)
        self.lift_button.setVisible(shown == State.KEPT.value)

    def show_ticked(self, ticked: int, total: int) -> None:
        """How many people are ticked, of how many."""
        words = french.counted(ticked, "sélectionné")
        self._ticked.setText(words if ticked else "Personne n’est coché")
        self._hint.setText(f"sur {french.number(total)}" if ticked else "Cochez d’abord des lignes.")
        for each in self._buttons:
            each.setEnabled(ticked > 0)
