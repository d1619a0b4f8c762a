"""What does not agree between the register, the contacts and the tools: a row each, with its remedy and the button that goes there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules.coherence import Finding
from rgpd_desktop.ui.widgets.card import Card, RowsCard
from rgpd_desktop.ui.widgets.pill import Pill
from rgpd_desktop.ui.widgets.text import button, label

_WEIGHTS = (("obligatoire", "danger"), ("à accorder", "soon"), ("à prévoir", "archived"))


class FindingsView(Card):
    """`followed` gives the Finding whose button was pressed."""

    followed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Points à vérifier")
        self._title = label("Points à vérifier", "heading", wraps=True)
        self._sentence = label("", "muted", wraps=True)
        self._rows = RowsCard()
        ground = QWidget()
        ground.setProperty("role", "ground")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._rows)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(ground)
        self.body.addWidget(self._title)
        self.body.addWidget(self._sentence)
        self.body.addWidget(area, 1)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Replace the rows."""
        self._sentence.setText(
            french.spaced(
                "Ce que vos fiches, vos contacts, vos durées et vos outils ne disent pas de la même façon. Rien n’est corrigé sans vous."
            )
        )
        self._rows.clear()
        for finding in findings:
            self._rows.add_row(self._row(finding))

    def _row(self, finding: Finding) -> QWidget:
        word, tone = _WEIGHTS[finding.weight]
        row = QWidget()
        row.setAccessibleName(f"{word} : {finding.sentence}")
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(label(finding.sentence, wraps=True))
        texts.addWidget(label(finding.remedy, "hint", wraps=True))
        act = button(finding.act, lambda: self.followed.emit(finding))
        act.setAccessibleDescription(f"{finding.sentence} {finding.remedy}")
        inside = QHBoxLayout(row)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(12)
        inside.addWidget(Pill(word, tone), 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(texts, 1)
        inside.addWidget(act, 0, Qt.AlignmentFlag.AlignTop)
        return row
