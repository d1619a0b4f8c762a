"""A card alone in the middle of the window, for what comes before the data. Scrolls when the window is small."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QIcon, QResizeEvent
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
        middle = QHBoxLayout()  # no alignment: Qt would then forget that texts that wrap need their height
        middle.addStretch(1)
        middle.addWidget(self.card)
        middle.addStretch(1)
        place = QVBoxLayout(ground)
        place.setContentsMargins(16, 16, 16, 16)
        place.addStretch(1)
        place.addLayout(middle)
        place.addStretch(1)
        self._area = _Area(ground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)

    def show_part(self, widget: QWidget) -> None:
        """Bring into view what has just appeared."""
        self._area.ensureWidgetVisible(widget)


class _Area(QScrollArea):
    """Scrolls rather than squeezing: its content is as tall as its texts need at its width, which Qt does not ask by itself."""

    def __init__(self, ground: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._ground = ground
        self.setWidget(ground)
        ground.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Something appeared or went in the content."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See QWidget."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        layout = self._ground.layout()
        if layout is not None:
            self._ground.setMinimumHeight(layout.totalHeightForWidth(self.viewport().width()))


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
