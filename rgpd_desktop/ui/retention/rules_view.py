"""The rules page, inside Conservation: a card per rule, one under the other, and the way back to the list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules.retention import Period
from rgpd_desktop.services import keep_rules
from rgpd_desktop.services.keep_rules import RuleSheet
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.retention.rule_card import RuleCard, recommended_words
from rgpd_desktop.ui.widgets.page_header import PageHeader
from rgpd_desktop.ui.widgets.text import button


class RulesView(QWidget):
    """Cards are made at the first `refresh`; a card being edited keeps what is typed when the others are refreshed."""

    left = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self.cards: dict[str, RuleCard] = {}
        ground = QWidget()
        ground.setProperty("role", "ground")
        self._column = QVBoxLayout(ground)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(ground)
        self.back = button("Retour à la liste", self.left.emit)
        sentence = (
            "Combien de temps garder chaque personne. Une durée plus longue que celle qui est proposée demande un motif ; "
            "l’effet est dit avant d’enregistrer."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(PageHeader("Règles de conservation", french.spaced(sentence), self.back))
        column.addWidget(area, 1)
        self.setFocusProxy(self.back)

    def refresh(self) -> None:
        """Read the rules again."""
        self._services.jobs.read(
            "retention:rules", lambda desk, _ticket: keep_rules.rules(desk), self._show, owner=self
        )

    def _show(self, sheets: tuple[RuleSheet, ...]) -> None:
        for sheet in sheets:
            card = self.cards.get(sheet.rule.id)
            if card is None:
                self._add(RuleCard(sheet))
            elif not card.is_edited or card.period == sheet.rule.keep:  # what was typed is now in force
                card.show_sheet(sheet)

    def _add(self, card: RuleCard) -> None:
        self.cards[card.sheet.rule.id] = card
        self._column.insertWidget(self._column.count() - 1, card)
        card.effect_asked.connect(self._on_effect_asked)
        card.save_asked.connect(self._on_save_asked)

    def _on_effect_asked(self, rule: str, keep: Period) -> None:
        self._services.jobs.read(
            f"retention:effect:{rule}",
            lambda desk, _ticket: keep_rules.effect(desk, rule, keep),
            lambda effect: self.cards[rule].show_effect(keep, effect),
            owner=self,
        )

    def _on_save_asked(self, rule: str, keep: Period, reason: str) -> None:
        self._services.jobs.write(
            "Règle de conservation",
            lambda desk, _ticket: keep_rules.change(desk, rule, keep, reason),
            lambda _none: messages.toast(self._saved_words(rule)),
            owner=self,
        )

    def _saved_words(self, rule: str) -> str:
        restored = self.cards[rule].sheet.rule
        return "Règle enregistrée." if restored.is_changed else f"Règle rétablie à sa {recommended_words(restored)}."
