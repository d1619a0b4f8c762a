"""Answers that one adds and removes: rows of any widget, and rows of one line of text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rgpd_desktop.ui.register.growing_text import GrowingText
from rgpd_desktop.ui.widgets.text import PushButton, button

Row = TypeVar("Row", bound=QWidget)


class _Rows(QWidget):
    edited = Signal()


class Rows(_Rows, Generic[Row]):
    """A column of rows, each with « Retirer », and « Ajouter… » under them. `make` gives an empty row."""

    def __init__(self, make: Callable[[], Row], add_words: str, remove_words: str = "Retirer") -> None:
        super().__init__()
        self.rows: list[Row] = []
        self.removes: list[PushButton] = []
        self._make, self._remove_words = make, remove_words
        self.add_button = button(add_words, self.add_by_hand, "link")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def add(self) -> Row:
        """Append an empty row."""
        row = self._make()
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        remove = button(self._remove_words, lambda: self._remove(row, holder), "link")
        remove.setAccessibleDescription(row.accessibleName())
        line.addWidget(row, 1)
        line.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        self._column.insertWidget(len(self.rows), holder)
        self.rows.append(row)
        self.removes.append(remove)
        return row

    def add_by_hand(self) -> None:
        """Append an empty row, the keyboard in it."""
        self.add().setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def clear(self) -> None:
        """Remove every row; says nothing."""
        for place in reversed(range(len(self.rows))):
            item = self._column.takeAt(place)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.rows.clear()
        self.removes.clear()

    def _remove(self, row: Row, holder: QWidget) -> None:
        place = self.rows.index(row)
        del self.rows[place], self.removes[place]
        self._column.removeWidget(holder)
        holder.hide()
        holder.deleteLater()
        near = self.rows[min(place, len(self.rows) - 1)] if self.rows else self.add_button
        near.setFocus(Qt.FocusReason.OtherFocusReason)  # the keyboard stays where the person was
        self.edited.emit()


class LineRows(Rows[GrowingText]):
    """Rows of text; Enter in one opens the next. Empty rows are no answer."""

    def __init__(self, name: str, placeholder: str = "", add_words: str = "+ Ajouter") -> None:
        super().__init__(lambda: self._line(name, placeholder), add_words)
        self.add_button.setAccessibleName(f"{add_words.removeprefix('+ ')} : {name}")

    @property
    def values(self) -> tuple[str, ...]:
        """What is typed, in order."""
        return tuple(text for row in self.rows if (text := row.text))

    def show_values(self, values: Iterable[str]) -> None:
        """Show these, and nothing else; the rows that are there serve again."""
        wanted = list(values)
        if len(wanted) != len(self.rows):
            self.clear()
            for _ in wanted:
                self.add()
        for row, value in zip(self.rows, wanted, strict=True):
            row.show_text(value)

    def append(self, values: Iterable[str]) -> None:
        """Add what is not there yet."""
        for value in values:
            if value not in self.values:
                self.add().show_text(value)
        self.edited.emit()

    def _line(self, name: str, placeholder: str) -> GrowingText:
        made = GrowingText(name, placeholder)
        made.edited.connect(self.edited)
        made.entered.connect(self.add_by_hand)
        return made
