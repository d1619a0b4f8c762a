"""What the wizard asks of a step, so that it need not know which one it shows."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget


class Step(QWidget):
    """One page of the wizard. `changed` means that hint, verb or readiness must be read again."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "ground")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(28, 24, 28, 24)
        self.column.setSpacing(16)

    @property
    def hint(self) -> str:
        """The sentence at the left of the bottom bar."""
        return ""

    @property
    def next_words(self) -> str:
        """The verb of the main button; "" when there is nowhere to go."""
        return "Suivant"

    @property
    def is_ready(self) -> bool:
        """Whether the main button can be pressed."""
        return True

    def enter(self) -> None:
        """The step is shown."""

    def leave(self) -> bool:
        """The person wants to go on: False keeps them here, with the reason on screen."""
        return True

    def first_field(self) -> QWidget | None:
        """Where the keyboard starts."""
        return None
