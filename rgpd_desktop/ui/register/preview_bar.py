"""What is round the pages of a preview: zoom, page, search, the work under way. Only says what the person wants; the preview does it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QSizePolicy, QSpinBox, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.ui.importing.field_combo import CalmCombo
from rgpd_desktop.ui.register.pages_view import FIT_PAGE, FIT_WIDTH, STEPS
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.flow import FlowLayout
from rgpd_desktop.ui.widgets.text import button, label

_FITS: Final = ((FIT_WIDTH, "Largeur"), (FIT_PAGE, "Page entière"))
_PERCENT: Final = f"{{}}{french.HARD}%"


class SearchLine(QLineEdit):
    """Enter goes to the next place, with Shift to the one before; Escape leaves it empty, and closes nothing."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter stays here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
        else:
            super().keyPressEvent(event)


class PreviewBar(QWidget):
    """`page_wanted` counts from 0. It goes to the next line in a narrow window."""

    zoom_wanted = Signal(str)
    zoom_stepped = Signal(int)
    page_wanted = Signal(int)
    searched = Signal(str)
    found_stepped = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        flow = FlowLayout(self, spacing=16)
        flow.addWidget(self._make_zoom())
        flow.addWidget(self._make_page())
        flow.addWidget(self._make_search())
        theme.changed.connect(self._show_icon)

    def show_count(self, count: int) -> None:
        """How many pages there are."""
        self.page.setRange(1, max(1, count))
        self._count.setText(f"sur {french.number(count)}")

    def show_page(self, page: int) -> None:
        """The page in view (from 0)."""
        self.page.blockSignals(True)
        self.page.setValue(page + 1)
        self.page.blockSignals(False)

    def show_zoom(self, zoom: str) -> None:
        """The zoom in force."""
        self.zoom.choose(zoom)

    def show_found(self, told: str, count: int) -> None:
        """What the search gave, in words, and how many places."""
        self.told.setText(french.spaced(told))
        self.told.setVisible(bool(told))
        for each in (self.previous, self.next):
            each.setEnabled(count > 0)
        self.search.setAccessibleDescription(self.told.text())

    def _make_zoom(self) -> QWidget:
        self.out = button("−", lambda: self.zoom_stepped.emit(-1))
        self.into = button("+", lambda: self.zoom_stepped.emit(1))
        for made, name in ((self.out, "Réduire (Ctrl+−)"), (self.into, "Agrandir (Ctrl++)")):
            made.setAccessibleName(name.partition(" (")[0])
            made.setToolTip(name)
        self.zoom = CalmCombo([*_FITS, *((str(step), _PERCENT.format(round(100 * step))) for step in STEPS)])
        self.zoom.setAccessibleName("Zoom")
        self.zoom.activated.connect(lambda _index: self.zoom_wanted.emit(self.zoom.value))
        return _row(self.out, self.zoom, self.into)

    def _make_page(self) -> QWidget:
        self.page = QSpinBox()
        self.page.setAccessibleName("Page affichée")
        self.page.setKeyboardTracking(False)
        self.page.lineEdit().setTextMargins(6, 0, 0, 0)
        self.page.valueChanged.connect(lambda value: self.page_wanted.emit(value - 1))
        self._count = label("")
        return _row(label("Page"), self.page, self._count)

    def _make_search(self) -> QWidget:
        self.search = SearchLine()
        self.search.setPlaceholderText("Rechercher (Ctrl+F)")
        self.search.setAccessibleName("Rechercher dans le document")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(self._theme.px(200))
        self._glass = QAction(self)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._show_icon()
        self.previous = button("Précédent", lambda: self.found_stepped.emit(-1))
        self.next = button("Suivant", lambda: self.found_stepped.emit(1))
        self.told = label("", "muted")
        self.search.textChanged.connect(self.searched)
        self.search.stepped.connect(self.found_stepped)
        self.show_found("", 0)
        return _row(self.search, self.previous, self.next, self.told)

    def _show_icon(self) -> None:
        self._glass.setIcon(self._theme.icon("search"))


class WorkStrip(QWidget):
    """What is under way, how far, and the way to stop it; hidden the rest of the time."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", "muted")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Avancement")
        self.cancel = button("Annuler", self.cancelled.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.words)
        row.addWidget(self.progress, 1)
        row.addWidget(self.cancel)
        self.hide()

    def begin(self, words: str) -> None:
        """Say what begins."""
        self.words.setText(french.spaced(words))
        self.progress.setRange(0, 0)
        self.show()

    def show_step(self, done: int, total: int | None, words: str) -> None:
        """How far it is; the words stay when they are ""."""
        self.progress.setRange(0, total or 0)
        self.progress.setValue(done)
        if words:
            self.words.setText(french.spaced(words))


def _row(*parts: QWidget) -> QWidget:
    made = QWidget()
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for part in parts:
        row.addWidget(part)
    return made
