"""A framed card, with an optional heading. What goes in it is added to its layout, or row by row between 1 px lines."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from rgpd_desktop.ui.widgets.text import label, line


class Card(QFrame):
    """`Card("Vos documents")` then `card.body.addWidget(…)`; `padding` is the room inside the frame, in px."""

    def __init__(self, heading: str = "", *, padding: int = 16) -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(8)
        self.heading: QLabel | None = None
        if heading:
            self.heading = label(heading, "section", wraps=True)
            self.body.addWidget(self.heading)
            self.setAccessibleName(heading)


class RowsCard(Card):
    """A card of full-width rows separated by lines."""

    def __init__(self) -> None:
        super().__init__(padding=0)
        self.body.setSpacing(0)
        self.rows: list[QWidget] = []

    def add_row(self, row: QWidget) -> None:
        """Append a row, with the line above it when it is not the first."""
        if self.rows:
            self.body.addWidget(line())
        self.rows.append(row)
        self.body.addWidget(row)

    def clear(self) -> None:
        """Remove every row."""
        self.rows.clear()
        while (item := self.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
