"""The fields where a passphrase is typed: one to give it, two to choose it, its strength told meanwhile. Nothing typed is kept."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules import passphrase
from rgpd_desktop.rules.passphrase import Strength
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.tokens import Tone
from rgpd_desktop.ui.widgets.form_field import FormField
from rgpd_desktop.ui.widgets.text import label, restyle

LONGEST: Final = 1024
_PARTS: Final = 4
_HINT: Final = "Quatre mots sans lien entre eux : longs à deviner, faciles à retenir."
_HEIGHT: Final = 6
_TONES: Final = (Tone.DANGER, Tone.DANGER, Tone.SOON, Tone.OK, Tone.OK)
NO_KEYCHAIN: Final = "Cet ordinateur n’a pas de trousseau de clés utilisable dans cette session."
KEYCHAIN: Final = "La clé va dans le trousseau de votre session : qui ouvre votre session ouvre vos données."


def secret_line() -> QLineEdit:
    """A field whose text is not shown, nor given to the clipboard or to a screen reader."""
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setMaxLength(LONGEST)
    made.setInputMethodHints(
        Qt.InputMethodHint.ImhSensitiveData
        | Qt.InputMethodHint.ImhNoPredictiveText
        | Qt.InputMethodHint.ImhNoAutoUppercase
    )
    return made


class StrengthBar(QWidget):
    """Four parts, as many filled as the passphrase is strong; its word stands beside, never the colour alone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._filled, self._tone = 0, Tone.DANGER
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_strength(self, found: Strength) -> None:
        """Fill it."""
        self._filled = max(1, found.score) if found.word else 0
        self._tone = _TONES[found.score]
        self.update()

    def sizeHint(self) -> QSize:
        """A thin line."""
        return QSize(self._theme.px(120), self._theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """See QWidget."""
        tokens, gap = self._theme.tokens, 4
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width = (self.width() - gap * (_PARTS - 1)) / _PARTS
        for part in range(_PARTS):
            painter.setBrush(QColor(tokens.ink_of(self._tone) if part < self._filled else tokens.line))
            painter.drawRoundedRect(round(part * (width + gap)), 0, round(width), self.height(), 3, 3)
        painter.end()


class NewPassphrase(QWidget):
    """A passphrase chosen: typed twice, its strength told, and whether this computer remembers it. `changed` at each letter."""

    changed = Signal()

    def __init__(self, theme: Theme, *, asks_to_remember: bool = True) -> None:
        super().__init__()
        self.first, self.second = secret_line(), secret_line()
        self.fields = (
            FormField(
                "Phrase de passe",
                self.first,
                hint=_HINT,
            ),
            FormField("La même, encore une fois", self.second),
        )
        self.bar = StrengthBar(theme)
        self.word = label("", "strong")
        self.word.setMinimumWidth(theme.px(150))
        self.shown = QCheckBox("Afficher ce que je tape")
        self.remember = QCheckBox("Se souvenir sur cet ordinateur")
        self.told = label("", "hint", wraps=True)
        self._lay_out(asks_to_remember)
        self.first.textChanged.connect(self._on_typed)
        self.second.textChanged.connect(lambda _text: self.changed.emit())
        self.shown.toggled.connect(self._on_shown)
        self.show_keychain(None)
        self._on_typed("")

    @property
    def text(self) -> str:
        """What was typed."""
        return self.first.text()

    @property
    def is_remembered(self) -> bool:
        """Whether the person wants this computer to remember it."""
        return self.remember.isEnabled() and self.remember.isChecked()

    def show_keychain(self, is_there: bool | None) -> None:
        """Whether the key can be remembered here; None while it is not known."""
        self.remember.setEnabled(bool(is_there))
        if is_there is False:
            self.remember.setChecked(False)
        self.told.setText(french.spaced(NO_KEYCHAIN if is_there is False else KEYCHAIN))
        self.remember.setAccessibleDescription(self.told.text())

    def is_right(self) -> bool:
        """Whether it can be taken; says what is wrong under the fields, and goes there."""
        found = passphrase.strength(self.text)
        problems = [
            "" if found.is_enough else (found.advice or "Choisissez une phrase de passe."),
            "" if self.second.text() == self.text else "Les deux phrases ne sont pas les mêmes.",
        ]
        for field, problem in zip(self.fields, problems, strict=True):
            field.set_problem(problem)
        wrong = next((field for field, problem in zip(self.fields, problems, strict=True) if problem), None)
        if wrong is not None:
            wrong.field.setFocus()
        return wrong is None

    def clear(self) -> None:
        """Nothing typed stays in the fields."""
        for line in (self.first, self.second):
            line.clear()

    def _on_typed(self, text: str) -> None:
        found = passphrase.strength(text)
        self.bar.show_strength(found)
        self.word.setText(found.word)
        self.word.setProperty("tone", _TONES[found.score].value if found.word else None)
        restyle(self.word)
        self.fields[0].set_hint(found.advice or _HINT)
        self.bar.setAccessibleName(f"Solidité : {found.word or 'rien de tapé'}")
        if found.word and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.bar, found.word))
        self.changed.emit()

    def _on_shown(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        for line in (self.first, self.second):
            line.setEchoMode(mode)

    def _lay_out(self, asks_to_remember: bool) -> None:
        strength = QHBoxLayout()
        strength.setSpacing(12)
        strength.addWidget(self.bar, 1)
        strength.addWidget(self.word)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.fields[0])
        column.addLayout(strength)
        column.addWidget(self.fields[1])
        column.addWidget(self.shown)
        if asks_to_remember:
            column.addWidget(self.remember)
            column.addWidget(self.told)
