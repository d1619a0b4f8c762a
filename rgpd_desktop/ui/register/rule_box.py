"""Asked in place when a sheet changes the period of a retention rule: what it would do, why when it is longer, and three ways out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules.retention import Period, RetentionRule
from rgpd_desktop.services import keep_rules
from rgpd_desktop.services.keep_rules import RuleEffect
from rgpd_desktop.ui.retention.rule_card import effect_words
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.flow import FlowLayout
from rgpd_desktop.ui.widgets.form_field import FormField
from rgpd_desktop.ui.widgets.text import button


class RuleBox(QWidget):
    """Shows the effect it is told; writes nothing itself."""

    change_asked = Signal(str)  # the reason
    back_asked = Signal()
    untie_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rule: RetentionRule | None = None
        self._period: Period | None = None
        self.banner = Banner("soon", "")
        self.reason = QLineEdit()
        self.reason.setMaxLength(keep_rules.REASON_LENGTH)
        self.reason_field = FormField("Pourquoi plus longtemps que la durée proposée", self.reason)
        self.change = button("Changer la règle", self._on_change, "primary")
        self.back = button("Revenir à la règle", self.back_asked.emit)
        self.untie = button("Garder pour cette fiche seulement", self.untie_asked.emit)
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=8)
        for each in (self.change, self.back, self.untie):
            flow.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.banner, self.reason_field, buttons):
            column.addWidget(part)
        self.hide()

    @property
    def period(self) -> Period | None:
        """The period whose effect is told."""
        return self._period

    @property
    def kind(self) -> str:
        """The kind whose rule it asks about."""
        return self._rule.kind if self._rule is not None else ""

    def ask(self, rule: RetentionRule, period: Period | None, effect: RuleEffect | None) -> None:
        """Ask about this period; `effect` None while it is not known, or when there is no period at all."""
        self._rule, self._period = rule, period
        if period is None:
            title, told = "Une règle a toujours une durée.", "Choisissez-en une, ou ne suivez plus cette règle."
        else:
            title = f"La règle « {rule.label} » passerait de {rule.keep.words} à {period.words}."
            told = effect_words(effect) if effect is not None else ""
        self.banner.show_words("soon", french.spaced(title), told)
        self.reason_field.setVisible(period is not None and period.is_longer_than(rule.recommended))
        self.reason_field.set_problem("")
        self.change.setEnabled(period is not None)
        self.back.setText(f"Revenir à {rule.keep.words}")
        self.untie.setEnabled(period is not None)
        self.show()

    def _on_change(self) -> None:
        if self._rule is None or self._period is None:
            return
        problem = keep_rules.problem_in(self._rule, self._period, self.reason.text())
        if problem is None:
            self.change_asked.emit(self.reason.text())
        elif problem.field == "reason":
            self.reason_field.set_problem(problem.sentence)
            self.reason.setFocus()
        else:
            self.banner.show_words("danger", problem.sentence)
