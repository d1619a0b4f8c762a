"""A locked program: nothing of the data is in it, only the field that opens them. ui.lock.keeper shows it and does what it asks."""

from __future__ import annotations

import math
import time
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Refusal, WrongPassphrase
from rgpd_desktop.ui.lock.cover import Cover
from rgpd_desktop.ui.lock.passphrase_fields import secret_line
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.form_field import FormField
from rgpd_desktop.ui.widgets.text import button

TITLE: Final = "Vos données sont verrouillées"
SENTENCE: Final = "Elles sont chiffrées sur cet ordinateur. Votre phrase de passe les ouvre."
CLOSING: Final = "Un travail se termine, puis vos données seront verrouillées."
_TICK_MS: Final = 250
_MARGIN: Final = 0.2  # seconds, so that what is shown as heard is
_TO_SHEET: Final = "J’ai une fiche de secours"
_TO_PHRASE: Final = "J’ai ma phrase de passe"


class CodeEdit(QPlainTextEdit):
    """Where the code of the sheet is copied: several lines, Tab leaves it, Enter opens."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * 4 + 20)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens: groups may stand on one line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class LockScreen(Cover):
    """`given` is the passphrase, `copied` the code of a recovery sheet."""

    given = Signal(str)
    copied = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, TITLE, SENTENCE)
        self.phrase = secret_line()
        self.phrase.returnPressed.connect(self._submit)
        self.phrase_field = FormField("Phrase de passe", self.phrase)
        self.code = CodeEdit()
        self.code.entered.connect(self._submit)
        self.code_field = FormField(
            "Code de la fiche de secours",
            self.code,
            hint="13 groupes de 5 signes. Majuscules et espaces n’ont pas d’importance.",
        )
        self.refused = Banner("danger", "")
        self.open_button = button("Ouvrir", self._submit, "primary")
        self.other_button = button(_TO_SHEET, self._switch, "link")
        self._acts = QWidget()
        row = QHBoxLayout(self._acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.other_button)
        row.addStretch()
        row.addWidget(self.open_button)
        for part in (self.phrase_field, self.code_field, self.refused, self._acts):
            self.card.body.addWidget(part)
        self._until = 0.0  # on the clock of the process: the next try is heard then
        self._clock = QTimer(self, interval=_TICK_MS)
        self._clock.timeout.connect(self._show_readiness)
        self._is_busy = False
        self.code_field.hide()
        self.refused.hide()
        self.setFocusProxy(self.phrase)

    @property
    def is_with_code(self) -> bool:
        """Whether it asks for the code of a recovery sheet."""
        return not self.code_field.isHidden()

    def show_closing(self, is_closing: bool) -> None:
        """What was under way ends first: nothing can be typed meanwhile."""
        self.sentence.setText(french.spaced(CLOSING if is_closing else SENTENCE))
        for part in (self.phrase_field, self._acts):
            part.setVisible(not is_closing)
        if not is_closing:
            self.phrase.setFocus()

    def show_busy(self, is_busy: bool) -> None:
        """The key is being made: a tenth of a second."""
        self._is_busy = is_busy
        self._show_readiness()

    def show_refused(self, error: Refusal) -> None:
        """A calm sentence; what was typed goes, but for a code, which is corrected."""
        self.show_busy(False)
        self.refused.show_words("danger", error.sentence, error.remedy)
        self.refused.show()
        self.phrase.clear()
        if isinstance(error, WrongPassphrase) and error.wait:
            self._until = time.monotonic() + error.wait + _MARGIN
            self._clock.start()
        self._show_readiness()
        (self.code if self.is_with_code else self.phrase).setFocus()
        self.show_part(self._acts)

    def clear(self) -> None:
        """Nothing typed stays."""
        self.phrase.clear()
        self.code.clear()

    def showEvent(self, event: QShowEvent) -> None:
        """One may type at once."""
        super().showEvent(event)
        self.phrase.setFocus()

    def _submit(self) -> None:
        if not self.open_button.isEnabled():
            return
        self.refused.hide()
        if self.is_with_code:
            if not self.code.toPlainText().strip():
                self.code_field.set_problem("Recopiez le code de votre fiche.")
                return
            self.code_field.set_problem("")
            self.copied.emit(self.code.toPlainText())
        elif not self.phrase.text():
            self.phrase_field.set_problem("Tapez votre phrase de passe.")
        else:
            self.given.emit(self.phrase.text())

    def _switch(self) -> None:
        is_with_code = not self.is_with_code
        self.clear()
        self.refused.hide()
        self.phrase_field.setVisible(not is_with_code)
        self.code_field.setVisible(is_with_code)
        self.other_button.setText(_TO_PHRASE if is_with_code else _TO_SHEET)
        wanted = self.code if is_with_code else self.phrase
        self.setFocusProxy(wanted)
        wanted.setFocus()

    def _show_readiness(self) -> None:
        left = self._until - time.monotonic()
        if left <= 0:
            self._clock.stop()
        self.open_button.setText(
            f"Ouvrir dans {max(1, math.ceil(left - _MARGIN))}{french.HARD}s" if left > 0 else "Ouvrir"
        )
        self.open_button.setEnabled(left <= 0 and not self._is_busy)
