"""Fourth step of a sheet: how long each category of data is kept. The rule of a kind of contact is changed from here only once asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from rgpd_desktop.basics.problems import Problem
from rgpd_desktop.rules.activity import Activity, DataCategory, Keeping, keyed
from rgpd_desktop.rules.retention import Period, RetentionRule
from rgpd_desktop.services.keep_register import RuleChange
from rgpd_desktop.ui.register.keeping_card import KeepingCard
from rgpd_desktop.ui.register.sheet_step import SheetStep
from rgpd_desktop.ui.widgets.banner import Banner

_ALL: Final = "Toutes les données"
_AT_ONCE: Final = 2  # cards; each takes some 15 ms


@dataclass(frozen=True, slots=True)
class _Wanted:
    key: str
    title: str
    details: str


class DurationsStep(SheetStep):
    """`read` gives periods as typed; `without_pending` gives back those of the rules for what was not asked yet."""

    effect_asked = Signal()
    rule_asked = Signal(str, str)  # kind, reason

    def build(self) -> None:
        """The box that makes one card of all, then a card a category."""
        self.nothing = Banner(
            "accent", "Aucune catégorie de données.", "Cochez-les d’abord à l’étape « Personnes et données »."
        )
        self.is_same = QCheckBox("Mêmes durées pour toutes")
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        for part in (self.nothing, self.is_same, self._holder):
            self.column.addWidget(part)
        self.cards: dict[str, KeepingCard] = {}
        self._data: tuple[DataCategory, ...] = ()
        self._rules: Mapping[str, RetentionRule] = {}
        self._gaps: Sequence[Problem] = ()
        self._wanted: list[_Wanted] = []
        self._pairs: list[tuple[str, str]] = []
        self._waiting: list[_Wanted] = []
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(lambda: self._build(1))
        self.is_same.toggled.connect(self._on_same)

    def show_answers(self, activity: Activity) -> None:
        """A card a category; a single one when all are kept alike."""
        self._data, self._rules = activity.all_data, self.sheet.rules
        keepings = {each.keeping for each in self._data}
        self.is_same.blockSignals(True)
        self.is_same.setChecked(len(self._data) > 1 and len(keepings) == 1 and keepings != {Keeping()})
        self.is_same.blockSignals(False)
        self.is_same.setVisible(len(self._data) > 1)
        self.nothing.setVisible(not self._data)
        self._show_cards(activity.kinds)

    def read(self, activity: Activity) -> Activity:
        """The keepings as typed, each on its category."""
        typed = {id: card.read() for id, card in self.cards.items()}
        if self.is_same.isChecked() and typed:
            first = next(iter(typed.values()))
            typed = dict.fromkeys(keyed(self._data), first)
        return _with(activity, typed)

    def show_gaps(self, gaps: Sequence[Problem]) -> None:
        """On each card without a duration."""
        self._gaps = gaps
        for card in self.cards.values():
            keeping = card.read()
            is_lacking = not (keeping.period or keeping.starts.strip() or keeping.kind)
            card.set_problem("Dites combien de temps, ou jusqu’à quand (art. 30-1 f)." if gaps and is_lacking else "")

    def first_field(self) -> QWidget | None:
        """The rule of the first card."""
        return next((card.kind for card in self.cards.values()), None) if self.is_built else None

    def first_gap(self) -> QWidget | None:
        """The first rule that waits for a choice, else the first card without a duration."""
        self._build()
        cards = self.cards.values()
        waiting = next((card.rule_box.change for card in cards if card.departs), None)
        return waiting or next((card.period.number for card in cards if card.problem), self.first_field())

    def show_changes(self, changes: Sequence[RuleChange]) -> None:
        """Say, on each card whose rule would change, what that would do."""
        effects = {change.kind: change for change in changes}
        for card in self._asking():
            change = effects.get(card.kind.value)
            period, rule = card.period.period, card.rule
            if rule is not None:
                is_it = change is not None and change.after == period
                card.rule_box.ask(rule, period, change.effect if change is not None and is_it else None)

    def show_rules(self, rules: Mapping[str, RetentionRule]) -> None:
        """The rules were changed: what is tied follows, what waits still waits."""
        self._rules = rules
        for card in self.cards.values():
            card.rules = rules
            if not card.departs:
                card.show_keeping(card.read(), rules)

    def _asking(self) -> list[KeepingCard]:
        """One card a kind asks; the others tied to it follow."""
        found: dict[str, KeepingCard] = {}
        for card in self.cards.values():
            if card.departs:
                found.setdefault(card.kind.value, card)
        for card in self.cards.values():
            if card not in found.values():
                card.rule_box.hide()
        return list(found.values())

    def _show_cards(self, kinds: Sequence[str]) -> None:
        """A few cards at once, the others when the window has a moment; those of the last time serve again when they are the same."""
        is_same = self.is_same.isChecked()
        labels = self.sheet.lists.words.data
        wanted = [
            _Wanted(key, _ALL if is_same else labels.get(each.category, each.category), "" if is_same else each.details)
            for key, each in keyed(self._data[:1] if is_same else self._data).items()
        ]
        plurals = {kind.id: kind.plural for kind in self.sheet.kinds}
        tied = {each.keeping.kind for each in self._data}
        offered = [id for id in plurals if id in tied or id in kinds] or list(plurals)
        pairs = [(id, f"Oui : {plurals[id]}") for id in offered]
        if (wanted, pairs) != (self._wanted, self._pairs):
            self._wanted, self._pairs = wanted, pairs
            self._clear()
            self._waiting = list(wanted)
            self._build(_AT_ONCE)
        else:
            rows = keyed(self._data)
            for key, card in self.cards.items():
                card.show_keeping(rows[key].keeping, self._rules)
        if any(card.departs for card in self.cards.values()):
            self.effect_asked.emit()

    def _clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.cards.clear()

    def _build(self, most: int = 100) -> None:
        """Make the next cards; the timer makes the rest, one at a time."""
        now, self._waiting = self._waiting[:most], self._waiting[most:]
        rows = keyed(self._data)
        for each in now:
            card = KeepingCard(each.title, each.details, self.sheet.lists, self._pairs)
            card.show_keeping(rows[each.key].keeping, self._rules)
            self._connect(card)
            self.cards[each.key] = card
            self._column.addWidget(card)
        if now:
            self.show_gaps(self._gaps)
        if self._waiting:
            self._later.start()

    def _connect(self, card: KeepingCard) -> None:
        card.edited.connect(self.tell_edited)
        card.period_edited.connect(lambda: self._on_period(card))
        card.rule_box.change_asked.connect(lambda why: self.rule_asked.emit(card.kind.value, why))
        card.rule_box.back_asked.connect(lambda: self._follow(card))
        card.rule_box.untie_asked.connect(lambda: self._untie_like(card))

    def _on_period(self, typed: KeepingCard) -> None:
        """The period of a rule is that of every category tied to it."""
        self._follow(typed)
        self.effect_asked.emit()

    def _follow(self, typed: KeepingCard) -> None:
        self._build()
        for card in self.cards.values():
            if card is not typed and card.kind.value == typed.kind.value and card.rule is not None:
                card.show_keeping(replace(card.read(), period=typed.period.period), self._rules)

    def _untie_like(self, untied: KeepingCard) -> None:
        """« Pour cette fiche seulement »: every category of the sheet that was tied to that rule."""
        self._build()
        for card in self.cards.values():
            if card is not untied and card.departs and card.kind.value == untied.rule_box.kind:
                card.untie()

    def _on_same(self) -> None:
        activity = self.read(self._as_activity())
        self._data = activity.all_data
        if self.is_same.isChecked() and self._data:
            self._data = tuple(replace(each, keeping=self._data[0].keeping) for each in self._data)
        self._show_cards([kind for card in self.cards.values() if (kind := card.kind.value)])
        self.tell_edited()

    def _as_activity(self) -> Activity:
        return Activity(id="", name="", data=self._data)


def without_pending(activity: Activity, rules: Mapping[str, RetentionRule], asked: str = "") -> Activity:
    """The sheet with the period of each rule in force, but for the kind `asked`, whose change was."""

    def kept(each: DataCategory) -> Keeping:
        rule = rules.get(each.keeping.kind)
        if rule is None or each.keeping.kind == asked or each.keeping.period == rule.keep:
            return each.keeping
        return replace(each.keeping, period=rule.keep)

    return _with(activity, {key: kept(each) for key, each in keyed(activity.all_data).items()})


def pending(activity: Activity, rules: Mapping[str, RetentionRule]) -> frozenset[str]:
    """The kinds whose rule is not what the sheet says."""
    return frozenset(
        each.keeping.kind
        for each in activity.all_data
        if (rule := rules.get(each.keeping.kind)) is not None and not _is_same(each.keeping.period, rule.keep)
    )


def _is_same(one: Period | None, other: Period) -> bool:
    return one is not None and (one.total_months, one.days) == (other.total_months, other.days)


def _with(activity: Activity, keepings: Mapping[str, Keeping]) -> Activity:
    """The sheet with the keeping of each row; `keepings` has the keys that `keyed` gives to all_data, in the same order."""
    rows = iter(keyed(activity.all_data).items())

    def kept(_: DataCategory) -> DataCategory:
        key, each = next(rows)
        keeping = keepings.get(key, each.keeping)
        return each if keeping == each.keeping else replace(each, keeping=keeping)

    return replace(
        activity,
        data=tuple(map(kept, activity.data)),
        sensitive=tuple(map(kept, activity.sensitive)),
        uses_nir=kept(activity.uses_nir) if activity.uses_nir else None,
        uses_offences=kept(activity.uses_offences) if activity.uses_offences else None,
    )
