"""A page in an area that scrolls rather than squeezes it, when the window is small or the text large."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


class ScrolledPage(QScrollArea):
    """Holds the page it is given; the keyboard goes through it."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        page.setProperty("role", "ground")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)
