"""The word of a state on its tint: as a widget, or painted in a table cell. Never a colour without its word."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy

from rgpd_desktop.rules.contact import State
from rgpd_desktop.ui.tokens import Tokens, Tone, tone_of
from rgpd_desktop.ui.widgets.text import restyle

_SIDE, _TOP, _RADIUS = 8, 3, 4


class Pill(QLabel):
    """A short word in a tone. A State gives its tone; the word is yours ("à jour", "dans 25 jours")."""

    def __init__(self, text: str, tone: Tone | State | str, *, is_round: bool = False) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        if is_round:
            self.setProperty("shape", "round")
        self.setProperty("tone", tone_of(tone).value)

    def show_state(self, text: str, tone: Tone | State | str) -> None:
        """Change the word and its tone."""
        self.setText(text)
        self.setProperty("tone", tone_of(tone).value)
        restyle(self)


def pill_font(base: QFont) -> QFont:
    """The font of a pill painted in a cell whose font is `base`."""
    font = QFont(base)
    if base.pixelSize() > 0:
        font.setPixelSize(round(base.pixelSize() * 12 / 14))
    else:
        font.setPointSizeF(base.pointSizeF() * 12 / 14)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def pill_size(text: str, base: QFont) -> QSize:
    """The room `paint_pill` needs for `text` in a cell whose font is `base`."""
    metrics = QFontMetrics(pill_font(base))
    return QSize(metrics.horizontalAdvance(text) + 2 * _SIDE, metrics.height() + 2 * _TOP)


def paint_pill(painter: QPainter, rect: QRect, text: str, tone: Tone | State | str, tokens: Tokens) -> None:
    """Paint a pill at the left of `rect`, centred in height, in the painter's font made smaller; cut with … when too long."""
    painter.save()
    font = pill_font(painter.font())
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() - 2 * _SIDE)
    size = QSize(metrics.horizontalAdvance(shown) + 2 * _SIDE, metrics.height() + 2 * _TOP)
    place = QRect(rect.left(), rect.top() + (rect.height() - size.height()) // 2, size.width(), size.height())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.tint_of(tone)))
    painter.drawRoundedRect(place, _RADIUS, _RADIUS)
    painter.setFont(font)
    painter.setPen(QColor(tokens.ink_of(tone)))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shown)
    painter.restore()
