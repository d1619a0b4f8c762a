"""A length of time in one unit, or none: « 3 ans », « 18 mois », « 30 jours »."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules.retention import Period
from rgpd_desktop.ui.importing.field_combo import CalmCombo

_UNITS: Final = (("years", "an"), ("months", "mois"), ("days", "jour"))
_MOST: Final = 999


class _Number(QSpinBox):
    """A number the mouse wheel does not change by accident."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls."""
        event.ignore()


class PeriodEdit(QWidget):
    """Zero is no period. A period of several units is kept as it was while nothing is changed."""

    edited = Signal()

    def __init__(self, name: str, none_words: str = "sans durée") -> None:
        super().__init__()
        self.number = _Number()
        self.number.setRange(0, _MOST)
        self.number.setSpecialValueText(none_words)
        self.number.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.number.setAccessibleName(name)
        self.number.setMinimumWidth(110)
        self.unit = CalmCombo(_UNITS)
        self.unit.setAccessibleName(f"{name}, unité")
        self.unit.setMinimumContentsLength(7)
        self._shown: Period | None = None
        self._shown_as = (0, "years")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.number)
        row.addWidget(self.unit)
        row.addStretch()
        self.setFocusProxy(self.number)
        self.number.valueChanged.connect(self._on_edited)
        self.unit.currentIndexChanged.connect(self._on_edited)

    @property
    def period(self) -> Period | None:
        """The period typed, None for none."""
        number, unit = self.number.value(), self.unit.value
        if (number, unit) == self._shown_as:
            return self._shown
        return Period(**{unit: number}) if number else None

    def show_period(self, period: Period | None) -> None:
        """Show it; emits nothing."""
        number, unit = _in_one_unit(period)
        self._shown, self._shown_as = period, (number, unit)
        for field in (self.number, self.unit):
            field.blockSignals(True)
        self.number.setValue(number)
        self.unit.choose(unit)
        for field in (self.number, self.unit):
            field.blockSignals(False)
        self._agree()

    def _on_edited(self) -> None:
        self._agree()
        self.edited.emit()

    def _agree(self) -> None:
        number = self.number.value()
        self.unit.setEnabled(number > 0)
        for place, (_unit, word) in enumerate(_UNITS):
            self.unit.setItemText(place, french.plural(number, word, word if word.endswith("s") else f"{word}s"))


def _in_one_unit(period: Period | None) -> tuple[int, str]:
    """What is shown of a period: years when they are whole, else months, else days."""
    if period is None:
        return 0, "years"
    if period.days:
        return period.days, "days"
    if period.total_months % 12:
        return period.total_months, "months"
    return period.total_months // 12, "years"
