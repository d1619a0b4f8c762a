"""How long one category of data is kept: its period, its start, its end, an archive; tied or not to the rule of a kind of contact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules.activity import Keeping
from rgpd_desktop.rules.keeping import keeping_words
from rgpd_desktop.rules.register_lists import RegisterLists
from rgpd_desktop.rules.retention import RetentionRule
from rgpd_desktop.ui.importing.field_combo import CalmCombo
from rgpd_desktop.ui.register.ask_card import AskCard
from rgpd_desktop.ui.register.period_edit import PeriodEdit
from rgpd_desktop.ui.register.rule_box import RuleBox
from rgpd_desktop.ui.widgets.form_field import FormField
from rgpd_desktop.ui.widgets.text import label

_FREE: Final = "Non, durée propre"


class KeepingCard(AskCard):
    """Shows a Keeping and gives it back. `period_edited` comes when the period of a rule is typed: the step then asks what it would do."""

    edited = Signal()
    period_edited = Signal()

    def __init__(self, title: str, details: str, lists: RegisterLists, kinds: Sequence[tuple[str, str]]) -> None:
        super().__init__(title)
        if details.strip():
            self.add(label(details, "hint", wraps=True))
        self.rules: Mapping[str, RetentionRule] = {}
        self._shown = Keeping()
        self.kind = CalmCombo([("", _FREE), *kinds])
        self.period = PeriodEdit(f"Durée, {title}")
        self.starts = CalmCombo([(start.text, start.text) for start in lists.starts])
        self.starts.setEditable(True)
        self.starts.setInsertPolicy(CalmCombo.InsertPolicy.NoInsert)
        self.then = CalmCombo([(end.id, french.capitalised(end.label)) for end in lists.ends])
        self.is_archived = QCheckBox("Puis une archive à part, à l’accès restreint")
        self.archive = PeriodEdit(f"Durée de l’archive, {title}", "durée non fixée")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Par exemple : preuve en cas de litige, obligation comptable")
        self.words = label("", "hint", wraps=True)
        self.rule_box = RuleBox()
        self._lay_out(title)
        self._connect()

    def show_keeping(self, keeping: Keeping, rules: Mapping[str, RetentionRule]) -> None:
        """Show it; emits nothing."""
        self.rules, self._shown = rules, keeping
        parts = (self.kind, self.starts, self.then, self.is_archived, self.reason)
        for part in parts:
            part.blockSignals(True)
        if keeping.kind and self.kind.findData(keeping.kind) < 0:
            self.kind.addItem(keeping.kind, keeping.kind)
        self.kind.choose(keeping.kind)
        self.period.show_period(keeping.period)
        self.starts.setCurrentIndex(-1)
        self.starts.setEditText(keeping.starts)
        if (line := self.starts.lineEdit()) is not None:
            line.setCursorPosition(0)  # its beginning says more than its end
        self.then.choose(keeping.then)
        self.is_archived.setChecked(keeping.archive is not None or bool(keeping.archive_reason))
        self.archive.show_period(keeping.archive)
        self.reason.setText(keeping.archive_reason)
        for part in parts:
            part.blockSignals(False)
        self.rule_box.hide()
        self._show_state()

    def read(self) -> Keeping:
        """What is typed, the period of a rule too, even when it is not the rule's yet."""
        is_archived = self.is_archived.isChecked()
        typed = self.starts.currentText()
        return Keeping(
            period=self.period.period,
            starts=typed if typed == self._shown.starts else " ".join(typed.split()),
            then=self.then.value,
            archive=self.archive.period if is_archived else None,
            archive_reason=self.reason.text() if is_archived else "",
            kind=self.kind.value,
        )

    @property
    def rule(self) -> RetentionRule | None:
        """The rule it is tied to."""
        return self.rules.get(self.kind.value)

    @property
    def departs(self) -> bool:
        """Whether the period typed is not that of its rule."""
        rule, period = self.rule, self.period.period
        if rule is None:
            return False
        return period is None or (period.total_months, period.days) != (rule.keep.total_months, rule.keep.days)

    def back_to_rule(self) -> None:
        """The period of the rule again."""
        if self.rule is not None:
            self.show_keeping(replace(self.read(), period=self.rule.keep), self.rules)
            self.edited.emit()

    def untie(self) -> None:
        """Keep the period typed for this sheet alone, with the start of the rule in words."""
        keeping = self.read()
        self.show_keeping(replace(keeping, kind="", starts=keeping.starts or _clock(self.rule)), self.rules)
        self.edited.emit()

    def _lay_out(self, title: str) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        self.kind_field = FormField("Suivre une règle de conservation", self.kind)
        fields = (
            self.kind_field, FormField("Durée", self.period), FormField("À partir de quand, ou jusqu’à quand", self.starts),
            FormField("Ensuite", self.then),
        )  # fmt: skip
        for place, field in enumerate(fields):
            grid.addWidget(field, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
            field.field.setAccessibleName(f"{field.field.accessibleName()}, {title}")
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._archive = QWidget()
        archive = QVBoxLayout(self._archive)
        archive.setContentsMargins(0, 0, 0, 0)
        archive.addWidget(FormField("Durée de l’archive", self.archive))
        archive.addWidget(FormField("Pourquoi l’archiver", self.reason))
        holder = QWidget()
        holder.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        for part in (holder, self.rule_box, self.is_archived, self._archive, self.words):
            self.add(part)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.period.edited.connect(self._on_period)
        self.starts.editTextChanged.connect(self._on_edited)
        self.then.currentIndexChanged.connect(self._on_edited)
        self.is_archived.toggled.connect(self._on_edited)
        self.archive.edited.connect(self._on_edited)
        self.reason.textEdited.connect(self._on_edited)
        self.rule_box.back_asked.connect(self.back_to_rule)
        self.rule_box.untie_asked.connect(self.untie)

    def _on_kind(self) -> None:
        if self.rule is not None:
            self.period.show_period(self.rule.keep)
        self.rule_box.hide()
        self._on_edited()

    def _on_period(self) -> None:
        self._on_edited()
        if self.rule is not None:
            self.period_edited.emit()

    def _on_edited(self) -> None:
        self._show_state()
        self.edited.emit()

    def _show_state(self) -> None:
        self._archive.setVisible(self.is_archived.isChecked())
        rule = self.rule
        if (line := self.starts.lineEdit()) is not None:
            line.setPlaceholderText(_clock(rule) or "Choisissez, ou écrivez")
        keeping = self.read()
        rules = dict(self.rules)
        if rule is not None and keeping.period is not None:
            rules[rule.kind] = replace(rule, keep=keeping.period)  # as it would be
        said = keeping_words(keeping, rules)
        self.words.setText(french.spaced(f"Au registre : {said}.") if said else "")
        self.words.setVisible(bool(said))


def _clock(rule: RetentionRule | None) -> str:
    """When the period of a rule begins, as the register prints it."""
    if rule is None:
        return ""
    return keeping_words(Keeping(kind=rule.kind, then=""), {rule.kind: rule}).removeprefix(rule.keep.words).strip()
