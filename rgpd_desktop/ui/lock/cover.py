"""A card alone in the middle of the window, for what comes before the data. Scrolls when the window is small."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from rgpd_desktop.basics import places
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.text import label

_WIDTH: Final = 640
_LOGO: Final = 22
_PADDING: Final = 36


class Cover(QWidget):
    """`card.body` receives what is shown, under the logo and the title."""

    def __init__(self, theme: Theme, title: str, sentence: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.card = Card(padding=_PADDING)
        self.card.setFixedWidth(theme.px(_WIDTH))
        self.card.body.setSpacing(theme.px(12))
        self.card.body.addWidget(_logo(theme))
        self.title = label(title, "heading", wraps=True)
        self.sentence = label(sentence, "muted", wraps=True)
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addWidget(self.title)
        texts.addWidget(self.sentence)
        self.card.body.addSpacing(4)
        self.card.body.addLayout(texts)
        ground = QWidget()
        ground.setProperty("role", "ground")
        place = QVBoxLayout(ground)
        place.setContentsMargins(16, 16, 16, 16)
        place.addStretch(1)
        place.addWidget(self.card, 0, Qt.AlignmentFlag.AlignHCenter)
        place.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(ground)
        self._area = area
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)

    def show_part(self, widget: QWidget) -> None:
        """Bring into view what has just appeared."""
        self._area.ensureWidgetVisible(widget)


def _logo(theme: Theme) -> QWidget:
    picture = QLabel()
    side = theme.px(_LOGO)
    icon = QIcon(str(places.resources() / "look" / "rgpd-desktop.svg"))
    picture.setPixmap(icon.pixmap(QSize(side, side), picture.devicePixelRatioF()))
    ground = QWidget()
    row = QHBoxLayout(ground)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(picture)
    row.addWidget(label("RGPD Desktop", "section"))
    row.addStretch()
    return ground
