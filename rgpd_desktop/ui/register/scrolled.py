"""A column of fields that scrolls in a dialog: what takes the keyboard comes into view, from wherever it came."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget


class Scrolled(QScrollArea):
    """What is in it is added to `column`. Qt alone would not follow the keyboard that comes from a button under it."""

    def __init__(self) -> None:
        super().__init__()
        ground = QWidget()
        ground.setProperty("role", "ground")
        self.column = QVBoxLayout(ground)
        self.column.setContentsMargins(0, 0, 12, 4)
        self.column.setSpacing(12)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(ground)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def empty(self) -> None:
        """Take everything out."""
        while (item := self.column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isVisible() and self.isAncestorOf(now):
            self.ensureWidgetVisible(now)
