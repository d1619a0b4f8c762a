"""The look in force: which tokens, which font, one style sheet on the application. Follows the system live.

The program makes one Theme and hands it to every page. What QSS cannot paint takes its colours from `theme.tokens` and repaints on
`theme.changed`.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from rgpd_desktop.basics import places
from rgpd_desktop.ui.stylesheet import stylesheet
from rgpd_desktop.ui.tokens import DARK, LIGHT, Tokens

PREFERENCE = "appearance"  # the name under which Réglages keeps the choice
BODY = 14  # px, before the system's own text size
GENERIC_FAMILIES = ("", "sans", "sans serif", "sans-serif")  # what Qt calls the font of a system that chose none
FALLBACK_FAMILIES = ["Inter", "Cantarell", "Noto Sans", "DejaVu Sans"]


class Appearance(StrEnum):
    """What the user chose in Réglages."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Sets palette, font and style sheet on `application`, and again whenever the system or the user changes the look."""

    changed = Signal()

    def __init__(self, application: QApplication, appearance: Appearance = Appearance.SYSTEM) -> None:
        super().__init__(application)
        self._application = application
        self._appearance = appearance
        self._applied: Tokens | None = None
        system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        # A person who asked the system for larger text gets it here too, in proportion.
        self.scale = min(2.0, max(1.0, QFontInfo(system).pixelSize() / BODY))
        application.setStyle("Fusion")
        application.setFont(self._font(system))
        self._hints = application.styleHints()
        self._hints.colorSchemeChanged.connect(self._apply)
        self.set_appearance(appearance)

    @property
    def appearance(self) -> Appearance:
        """The user's choice."""
        return self._appearance

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self._applied or LIGHT

    def set_appearance(self, appearance: Appearance) -> None:
        """Follow the system, or stay light or dark. Title bars and native dialogs follow where the platform allows."""
        self._appearance = appearance
        if appearance is Appearance.SYSTEM:
            self._hints.unsetColorScheme()
        else:
            is_dark = appearance is Appearance.DARK
            self._hints.setColorScheme(Qt.ColorScheme.Dark if is_dark else Qt.ColorScheme.Light)
        self._apply()

    def px(self, size: float) -> int:
        """A size of the design, in pixels at this text size."""
        return round(size * self.scale)

    def font(self, size: float = BODY, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The program's font at a size of the design, for what is painted by hand."""
        font = QFont(self._application.font())
        font.setPixelSize(self.px(size))
        font.setWeight(weight)
        return font

    def icon(self, name: str) -> QIcon:
        """An icon of resources/look/icons, in the colours in force."""
        return QIcon(str(_icons(self.tokens) / f"{name}.svg"))

    def _wanted(self) -> Tokens:
        if self._appearance is Appearance.SYSTEM:
            return DARK if self._hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT
        return DARK if self._appearance is Appearance.DARK else LIGHT

    def _apply(self) -> None:
        wanted = self._wanted()
        if wanted is self._applied:
            return
        self._applied = wanted
        self._application.setPalette(_palette(wanted))
        self._application.setStyleSheet(stylesheet(wanted, self.scale, _icons(wanted).as_posix()))
        self.changed.emit()

    def _font(self, system: QFont) -> QFont:
        font = QFont(system)
        if system.family().casefold() in GENERIC_FAMILIES:
            font.setFamilies(FALLBACK_FAMILIES)
        font.setPixelSize(self.px(BODY))
        return font


def _icons(tokens: Tokens) -> Path:
    return places.resources() / "look" / "icons" / ("dark" if tokens.is_dark else "light")


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.background,
        role.WindowText: tokens.ink,
        role.Base: tokens.card,
        role.AlternateBase: tokens.background,
        role.Text: tokens.ink,
        role.PlaceholderText: tokens.muted,
        role.Button: tokens.card,
        role.ButtonText: tokens.ink,
        role.ToolTipBase: tokens.card,
        role.ToolTipText: tokens.ink,
        role.Highlight: tokens.accent_tint,
        role.HighlightedText: tokens.ink,
        role.Link: tokens.accent,
        role.Accent: tokens.accent,
        role.Light: tokens.card,
        role.Mid: tokens.line,
        role.Dark: tokens.muted,
    }
    palette = QPalette()
    for name, colour in colours.items():
        palette.setColor(name, QColor(colour))
    faint = QColor(tokens.blend(tokens.muted, tokens.card, 0.35))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, faint)
    return palette
