"""The left column: the logo, the pages by group, Réglages at the bottom, and where the data are. Chooses a page, opens none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from rgpd_desktop.basics import french, places
from rgpd_desktop.ui.page import Badge, PageSpec
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.pill import Pill
from rgpd_desktop.ui.widgets.text import PushButton, label, tab_to_checked

_WIDTH = 220
_LOGO = 22
FOOTER = "Données sur cet ordinateur uniquement"


class SidebarEntry(PushButton):
    """A page in the sidebar, with the count that calls for attention."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._badge = Pill("", "danger", is_round=True)
        self._badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 10, 0)
        row.addStretch()
        row.addWidget(self._badge)
        self.set_badge(None)

    def sizeHint(self) -> QSize:
        """The button's own: the badge's layout only places it."""
        return QPushButton.sizeHint(self).expandedTo(QSize(0, self.fontMetrics().lineSpacing() + 18))

    def set_badge(self, badge: Badge | None) -> None:
        """Show a count, or none."""
        is_shown = badge is not None and badge.count > 0
        self._badge.setVisible(is_shown)
        self.setAccessibleName(self.text())
        if badge is not None and is_shown:
            self._badge.show_state(french.number(badge.count), badge.tone)
            self.setAccessibleName(f"{self.text()}, {french.number(badge.count)} {badge.meaning}".strip())


class Sidebar(QFrame):
    """Tab reaches the chosen entry, arrows move from one to the next."""

    chosen = Signal(str)  # page id

    def __init__(self, pages: Sequence[PageSpec], theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName("Pages")
        self.setFixedWidth(theme.px(_WIDTH))
        self._group = QButtonGroup(self)
        self._entries: dict[str, SidebarEntry] = {}
        self._is_asked = True  # by the person, rather than by choose()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 1, 16)
        column.setSpacing(0)
        column.addWidget(_logo(theme))
        column.addWidget(self._scrolled(pages), 1)
        for page in pages:
            if not page.group:
                column.addWidget(_inset(self._entry(page)))
        footer = label(FOOTER, "hint", wraps=True)
        footer.setContentsMargins(22, 8, 16, 0)
        column.addWidget(footer)
        self._last_backup = label("", "hint", wraps=True)
        self._last_backup.setContentsMargins(22, 0, 16, 0)
        self._last_backup.hide()
        column.addWidget(self._last_backup)

    def choose(self, page_id: str) -> None:
        """Mark the page shown, without emitting `chosen`."""
        self._is_asked = False
        self._entries[page_id].setChecked(True)
        self._is_asked = True
        tab_to_checked(self._entries.values())

    def focus(self, page_id: str) -> None:
        """Put the keyboard on the entry of a page."""
        self._entries[page_id].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_badge(self, page_id: str, badge: Badge | None) -> None:
        """Show a count beside a page, or none."""
        self._entries[page_id].set_badge(badge)

    def set_last_backup(self, words: str) -> None:
        """Say when the last backup was made; "" says nothing."""
        self._last_backup.setText(words)
        self._last_backup.setVisible(bool(words))

    def _on_toggled(self, page_id: str, is_checked: bool) -> None:
        if is_checked and self._is_asked:
            self.chosen.emit(page_id)

    def _scrolled(self, pages: Sequence[PageSpec]) -> QScrollArea:
        ground = QWidget()
        ground.setProperty("role", "ground")
        column = QVBoxLayout(ground)
        column.setContentsMargins(12, 8, 11, 8)
        column.setSpacing(2)
        group = ""
        for page in pages:
            if not page.group:
                continue
            if page.group != group:
                group = page.group
                column.addSpacing(12)
                column.addWidget(label(group, "group"))
                column.addSpacing(4)
            column.addWidget(self._entry(page))
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(ground)
        return area

    def _entry(self, page: PageSpec) -> SidebarEntry:
        entry = SidebarEntry(page.title)
        self._entries[page.id] = entry
        self._group.addButton(entry)
        entry.toggled.connect(lambda is_checked: self._on_toggled(page.id, is_checked))  # arrows toggle without a click
        return entry


def _inset(widget: QWidget) -> QWidget:
    ground = QWidget()
    row = QHBoxLayout(ground)
    row.setContentsMargins(12, 0, 11, 0)
    row.addWidget(widget)
    return ground


def _logo(theme: Theme) -> QWidget:
    picture = QLabel()
    side = theme.px(_LOGO)
    icon = QIcon(str(places.resources() / "look" / "rgpd-desktop.svg"))
    picture.setPixmap(icon.pixmap(QSize(side, side), picture.devicePixelRatioF()))
    ground = QWidget()
    row = QHBoxLayout(ground)
    row.setContentsMargins(20, 4, 8, 4)
    row.setSpacing(8)
    row.addWidget(picture)
    row.addWidget(label("RGPD Desktop", "section"))
    row.addStretch()
    return ground
