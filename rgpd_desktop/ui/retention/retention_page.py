"""Conservation: the list of what must go, and behind its buttons the rules that decide and the past purges. The window builds it."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QStackedLayout, QWidget

from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.retention.due_filter import CHIPS, DueFilter
from rgpd_desktop.ui.retention.due_view import DueView
from rgpd_desktop.ui.retention.purges_view import PurgesView
from rgpd_desktop.ui.retention.rules_view import RulesView


class RetentionPage(QWidget):
    """`services.go("retention", {"state": "overdue", "kind": "prospect"})`; a `month` (any day of it), `rules` or `purges` for these."""

    tables = frozenset({"contacts", "rule_changes", "activities", "archived_people", "attestations"})

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.due = DueView(services)
        self.rules = RulesView(services)
        self.purges = PurgesView(services)
        self._views = QStackedLayout(self)
        self._views.setContentsMargins(0, 0, 0, 0)
        self._views.addWidget(self.due)
        self._views.addWidget(self.rules)
        self._views.addWidget(self.purges)
        self.due.rules_asked.connect(self._show_rules)
        self.due.purges_asked.connect(self._show_purges)
        self.rules.left.connect(self._on_rules_left)
        self.purges.left.connect(self._on_purges_left)

    def arrive(
        self, state: str = "", kind: str = "", month: date | None = None, rules: bool = False, purges: bool = False
    ) -> None:
        """Show what was asked; without anything asked, the list as it was left, never the rules."""
        if rules:
            self._show_rules()
        elif purges:
            self._show_purges()
        elif month is not None:
            self._show_due()
            self.due.show_month(month)
        elif state or kind:
            self._show_due()
            self.due.show_filter(DueFilter(state if state in CHIPS else DueFilter().shown, kind))
        else:
            self._show_due()

    def refresh(self) -> None:
        """Read again what is shown."""
        self.due.refresh()
        self.rules.refresh()
        self.purges.refresh()

    def _show_rules(self) -> None:
        self._views.setCurrentWidget(self.rules)
        self.rules.setFocus()

    def _show_purges(self) -> None:
        self._views.setCurrentWidget(self.purges)
        self.purges.setFocus()

    def _show_due(self) -> None:
        self._views.setCurrentWidget(self.due)

    def _on_rules_left(self) -> None:
        self._show_due()
        self.due.rules_button.setFocus()

    def _on_purges_left(self) -> None:
        self._show_due()
        self.due.purges_button.setFocus()
