"""Choices in a list that scrolls: a combo the mouse wheel does not change by accident, and the one of the fields a column may become."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter

from rgpd_desktop.rules.contact import FIELD_LABELS
from rgpd_desktop.ui.widgets.text import tip


class CalmCombo(QComboBox):
    """Shrinks rather than widens its row; the wheel scrolls the page. `pairs` are (value, words)."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setMaxVisibleItems(16)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for value, words in pairs:
            self.addItem(words, value)

    @property
    def value(self) -> str:
        """The value chosen, "" when there is none."""
        return str(self.currentData() or "")

    def choose(self, value: str) -> None:
        """Show that value, the first one when it is unknown."""
        self.setCurrentIndex(max(0, self.findData(value)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls; a choice never changes because the mouse passed over it."""
        event.ignore()

    def minimumSizeHint(self) -> QSize:
        """Never pushes the row wider than the window."""
        return QSize(self.fontMetrics().averageCharWidth() * 14, super().minimumSizeHint().height())


class FieldCombo(CalmCombo):
    """What a column becomes. A column of codes says them: « Type : P = Prospect, C = Client »."""

    def __init__(self, model: QStandardItemModel) -> None:
        super().__init__()
        self._summary = ""
        self.setModel(model)

    def set_summary(self, text: str) -> None:
        """Words shown instead of the field, "" for the field itself."""
        self._summary = text
        self.setToolTip(tip(text))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """As any combo, with the summary for text, and … where the text is cut."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        place = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self)
        text = self._summary or option.currentText
        option.currentText = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width() - 4)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()


def field_model() -> QStandardItemModel:
    """The fields of FIELD_LABELS in their order, made once for all the combos of a list."""
    model = QStandardItemModel()
    for name, words in FIELD_LABELS.items():
        item = QStandardItem(words)
        item.setData(name, Qt.ItemDataRole.UserRole)
        model.appendRow(item)
    return model
