"""Rows of a label and its value, as a card shows them; long addresses wrap, and a value can be copied."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.text import label, tip

_LABEL = 76  # px of the design
_BREAKS = re.compile(r"([@._/-])(?=\S)|([^\s@._/-]{14})(?=[^\s@._/-]{3})")  # a mark, or too many letters without one
_ZERO_WIDTH = "\u200b"


class ValueRows(QWidget):
    """`show_values([("E-mail", "h@example.org"), …])`; `label_width` is the least room of the labels, in px of the design."""

    def __init__(self, theme: Theme, label_width: int = _LABEL) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, theme.px(label_width))
        self._grid.setColumnStretch(1, 1)

    def show_values(self, values: Sequence[tuple[str, str]]) -> None:
        """Replace every row; a label is written once for values that follow under the same one."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        former = ""
        for row, (name, value) in enumerate(values):
            title = label("" if name == former else name, "muted")
            title.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self._grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(_value(name, value), row, 1)
            former = name


def breakable(value: str) -> str:
    """The value with places where a long address may go to the next line."""
    return _BREAKS.sub(rf"\g<0>{_ZERO_WIDTH}", value)


def _value(name: str, value: str) -> QLabel:
    made = label(breakable(value), wraps=True)
    made.setAccessibleName(f"{name} : {value}")
    made.setToolTip(tip(value))
    made.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
    action = made.addAction("Copier")
    action.triggered.connect(lambda: QGuiApplication.clipboard().setText(value))
    return made
