"""Filter chips: a word, a count, checked or not; and a row of them of which exactly one is chosen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.ui.widgets.flow import FlowLayout
from rgpd_desktop.ui.widgets.text import PushButton, label, restyle, tab_to_checked


class Chip(PushButton):
    """A checkable chip. `count` None shows the word alone."""

    def __init__(self, text: str, count: int | None = None) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._word = label(text)
        self._count = label("", "count")
        row = QHBoxLayout(self)
        row.setContentsMargins(13, 0, 13, 0)
        row.setSpacing(4)
        for part in (self._word, self._count):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part)
        self.set_count(count)
        self.toggled.connect(self._show_checked)

    @property
    def word(self) -> str:
        """The word without its count."""
        return self._word.text()

    def set_count(self, count: int | None) -> None:
        """Change the count; None hides it."""
        self._count.setText("" if count is None else french.number(count))
        self._count.setVisible(count is not None)
        self.setAccessibleName(f"{self.word} {self._count.text()}".strip())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for the two texts, the padding and the border."""
        inner = self._word.sizeHint()
        width = inner.width() + 26
        if not self._count.isHidden():
            width += 4 + self._count.sizeHint().width()
        return QSize(width, max(inner.height() + 6, 2 * self.font().pixelSize()))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def _show_checked(self, is_checked: bool) -> None:
        for part in (self._word, self._count):
            part.setProperty("on", is_checked)
        restyle(self)
        self.updateGeometry()


class ChipRow(QWidget):
    """Chips of which exactly one is checked; arrows move between them, and the row wraps in a narrow window."""

    chosen = Signal(str)  # the id of the chip the person chose

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._flow = FlowLayout(self, spacing=6)
        self._group = QButtonGroup(self)
        self._chips: dict[str, Chip] = {}
        self._is_asked = True  # by the person, rather than by choose()

    def add(self, id: str, text: str, count: int | None = None) -> Chip:
        """Append a chip; the first one is checked."""
        chip = Chip(text, count)
        self._chips[id] = chip
        self._group.addButton(chip)
        self._flow.addWidget(chip)
        chip.setChecked(len(self._chips) == 1)
        if former := list(self._chips.values())[-2:-1]:
            QWidget.setTabOrder(former[0], chip)  # one made late would otherwise come after the whole page
        tab_to_checked(self._chips.values())
        chip.toggled.connect(lambda is_checked: self._on_toggled(id, is_checked))  # arrows toggle without a click
        return chip

    @property
    def current(self) -> str:
        """The id of the checked chip, "" when the row is empty."""
        return next((id for id, chip in self._chips.items() if chip.isChecked()), "")

    def choose(self, id: str) -> None:
        """Check a chip without emitting `chosen`. KeyError when there is none of that id."""
        self._is_asked = False
        self._chips[id].setChecked(True)
        self._is_asked = True
        tab_to_checked(self._chips.values())

    def set_count(self, id: str, count: int | None) -> None:
        """Change the count of a chip."""
        self._chips[id].set_count(count)

    def _on_toggled(self, id: str, is_checked: bool) -> None:
        if is_checked and self._is_asked:
            self.chosen.emit(id)
