"""One retention rule on its card: what starts it, how long it lasts, what it rests on; and the change, with its effect told first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSpinBox, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules.retention import Confidence, Period, RetentionRule
from rgpd_desktop.services import keep_rules
from rgpd_desktop.services.keep_rules import RuleEffect, RuleSheet
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.form_field import FormField
from rgpd_desktop.ui.widgets.pill import Pill
from rgpd_desktop.ui.widgets.text import button, label

_CONFIDENCE_TONES = {
    Confidence.CONFIRMED: "ok",
    Confidence.SECOND_HAND: "archived",
    Confidence.UNCONFIRMED: "soon",
}


class RuleCard(Card):
    """Shows a RuleSheet; asks for the effect of what is typed, for saving, for going back. Writes nothing itself."""

    effect_asked = Signal(str, object)  # rule id, Period
    save_asked = Signal(str, object, str)  # rule id, Period, reason

    def __init__(self, sheet: RuleSheet) -> None:
        super().__init__(sheet.kind.plural)
        self.sheet = sheet
        self._starts = label("", "muted", wraps=True)
        self._source = label("", wraps=True)
        self._confidence = Pill("", "plain")
        self._note = label("", "hint", wraps=True)
        self._address = _selectable(label("", "hint", wraps=True))
        self._lay_out()
        self.show_sheet(sheet)

    # What the view calls

    @property
    def period(self) -> Period:
        """The period typed."""
        return Period(self.years.value(), self.months.value())

    @property
    def is_edited(self) -> bool:
        """Whether something typed is not saved."""
        rule = self.sheet.rule
        return self._is_other_period or (self.reason.text().strip() != rule.reason and self._needs_reason)

    def show_sheet(self, sheet: RuleSheet) -> None:
        """Show the rule as it is in force, forgetting what was typed."""
        self.sheet = sheet
        rule = sheet.rule
        self._show_period(rule.keep)
        self.reason.setText(rule.reason)
        self._people.setText(french.counted(sheet.people, "personne"))
        self._starts.setText(french.capitalised(sheet.starts_words) + ".")
        self._source.setText(f"{french.capitalised(rule.source_label)}. {sheet.source_title}.")
        self._confidence.show_state(sheet.confidence_words, _CONFIDENCE_TONES[rule.confidence])
        self._note.setText(rule.note)
        self._address.setText(f"{sheet.source_address} (relevée le {french.day(sheet.source_read_on)})")
        self._show_state()

    def show_effect(self, keep: Period, effect: RuleEffect) -> None:
        """Say what the period typed would do, unless another was typed meanwhile."""
        if keep == self.period:
            self.effect.setText(
                french.spaced(" ".join(filter(None, (effect_words(effect), register_words(self.sheet)))))
            )

    # Inside

    def _lay_out(self) -> None:
        self.years, self.months = _spin(50, "an", "ans"), _spin(11, "mois", "mois")
        self.years.setAccessibleName(f"Durée en années, {self.sheet.kind.plural}")
        self.months.setAccessibleName(f"Durée en mois, {self.sheet.kind.plural}")
        self._people = label("", "hint")
        self._recommended = label("", "hint", wraps=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (label("Durée"), self.years, self.months):
            row.addWidget(part)
        row.addWidget(self._recommended, 1)
        row.addWidget(self._people)
        self.reason = QLineEdit()
        self.reason.setMaxLength(keep_rules.REASON_LENGTH)
        self._reason_field = FormField("Pourquoi plus longtemps que la durée proposée", self.reason)
        self.effect = label("", "strong", wraps=True)
        self.save = button("Enregistrer", self._on_save, "primary")
        self.restore = button(f"Revenir à la {recommended_words(self.sheet.rule)}", self._on_restore)
        for each in (self.save, self.restore):
            each.setAccessibleDescription(self.sheet.kind.plural)
        self._acts = QWidget()
        acts = QHBoxLayout(self._acts)
        acts.setContentsMargins(0, 0, 0, 0)
        acts.setSpacing(8)
        acts.addWidget(self.effect, 1)
        acts.addWidget(self.restore)
        acts.addWidget(self.save)
        source = QHBoxLayout()
        source.setSpacing(8)
        source.addWidget(self._source, 1)
        source.addWidget(self._confidence, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self._starts)
        self.body.addLayout(row)
        self.body.addWidget(self._reason_field)
        self.body.addWidget(self._acts)
        self.body.addLayout(source)
        self.body.addWidget(self._address)
        self.body.addWidget(self._note)
        for spin in (self.years, self.months):
            spin.valueChanged.connect(self._on_edited)
        self.reason.textChanged.connect(self._show_state)

    def _show_period(self, keep: Period) -> None:
        for spin, value in ((self.years, keep.total_months // 12), (self.months, keep.total_months % 12)):
            spin.valueChanged.disconnect(self._on_edited)
            spin.setValue(value)
            spin.valueChanged.connect(self._on_edited)
        self.effect.setText("")

    @property
    def _is_other_period(self) -> bool:
        return self.sheet.rule.keep.total_months != self.period.total_months

    @property
    def _needs_reason(self) -> bool:
        return self.period.is_longer_than(self.sheet.rule.recommended)

    def _on_edited(self) -> None:
        self.effect.setText("")
        self._show_state()
        if self._is_other_period and keep_rules.problem_in(self.sheet.rule, self.period, "x") is None:
            self.effect_asked.emit(self.sheet.rule.id, self.period)

    def _show_state(self) -> None:
        rule = self.sheet.rule
        problem = keep_rules.problem_in(rule, self.period, self.reason.text())
        self._recommended.setText(
            french.spaced(f"{french.capitalised(recommended_words(rule))} : {rule.recommended.words}")
            + (french.spaced(" ; modifiée par vous.") if rule.is_changed else "")
        )
        self._reason_field.setVisible(self._needs_reason)
        self._reason_field.set_problem(problem.sentence if problem and problem.field == "reason" else "")
        if problem is not None and problem.field == "keep":
            self.effect.setText(problem.sentence)
        self.save.setEnabled(self.is_edited and problem is None)
        self.restore.setVisible(rule.is_changed or self._is_other_period)
        self._acts.setVisible(rule.is_changed or self.is_edited)

    def _on_save(self) -> None:
        self.save_asked.emit(self.sheet.rule.id, self.period, self.reason.text())

    def _on_restore(self) -> None:
        """Show the recommended period and what it would do; it is in force once saved, like any other."""
        self._show_period(self.sheet.rule.recommended)
        self._on_edited()


def recommended_words(rule: RetentionRule) -> str:
    """What the period of the content is called: nobody recommends what no source confirms."""
    return "durée proposée" if rule.confidence is Confidence.UNCONFIRMED else "valeur recommandée"


def register_words(sheet: RuleSheet) -> str:
    """`Votre fiche « Prospection » dira la même durée.`: the register says what the rule says; "" when no sheet rests on it."""
    names = [french.quoted(name or "Sans nom") for name in sheet.register_sheets]
    if not names:
        return ""
    many = len(names)
    return (
        f"{french.plural(many, 'Votre fiche', 'Vos fiches')} {french.joined(names)} "
        f"{french.plural(many, 'dira', 'diront')} la même durée."
    )


def effect_words(effect: RuleEffect) -> str:
    """`42 personnes deviendraient échues.`"""
    parts = []
    if (many := effect.becoming_overdue) > 0:
        parts.append(
            f"{french.counted(many, 'personne')} {french.plural(many, 'deviendrait échue', 'deviendraient échues')}"
        )
    if (many := effect.no_longer_overdue) > 0:
        parts.append(
            f"{french.counted(many, 'personne')} ne {french.plural(many, 'serait plus échue', 'seraient plus échues')}"
        )
    if (many := effect.becoming_soon) > 0:
        arriving = french.plural(many, "arriverait", "arriveraient")
        parts.append(f"{french.counted(many, 'personne')} {arriving} à échéance dans les 60 jours")
    return ". ".join(parts) + "." if parts else "Personne ne changerait d’état aujourd’hui."


def _spin(most: int, one: str, many: str) -> QSpinBox:
    spin = _Unit(one, many)
    spin.setRange(0, most)
    spin.lineEdit().setTextMargins(6, 0, 0, 0)
    spin.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return spin


class _Unit(QSpinBox):
    """A number with its unit agreed; the wheel scrolls the page unless the field has the focus."""

    def __init__(self, one: str, many: str) -> None:
        super().__init__()
        self._words = (one, many)
        self.valueChanged.connect(self._agree)
        self._agree(0)

    def _agree(self, value: int) -> None:
        self.setSuffix(f"{french.HARD}{french.plural(value, *self._words)}")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Only when it has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def _selectable(text: QLabel) -> QLabel:
    flags = Qt.TextInteractionFlag
    text.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
    return text
