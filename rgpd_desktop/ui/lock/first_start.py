"""The passphrase around the opening of the data: chosen at the first start, chosen again after a recovery sheet. Called by app.

What draws is imported when it is shown: most starts show none of it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from rgpd_desktop.ui import messages

if TYPE_CHECKING:
    from rgpd_desktop.ui.lock.first_question import FirstQuestion, SheetQuestion
    from rgpd_desktop.ui.main_window import MainWindow


class FirstStart(QObject):
    """`ask()` shows the question; `go_on` is called once it is answered. Then, when `is_protected`, `offer_sheet()`."""

    def __init__(self, window: MainWindow, data: Path, go_on: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._data, self._go_on = window, data, go_on
        self._question: FirstQuestion | None = None
        self._sheet: SheetQuestion | None = None
        self._is_remembered = False
        self.is_protected = False

    def ask(self) -> None:
        """Nothing is on the disk yet."""
        from rgpd_desktop.ui.lock.first_question import FirstQuestion  # noqa: PLC0415 - at the first start only

        question = FirstQuestion(self._window.services.theme)
        question.chosen.connect(self._on_chosen)
        question.postponed.connect(self._leave)
        self._question = question
        self._window.cover(question)
        self._window.jobs.alone(
            "", lambda _ticket: _has_keychain(), question.fields.show_keychain, is_write=False, owner=question
        )

    def offer_sheet(self, then: Callable[[], None]) -> None:
        """The data were just created encrypted: their recovery sheet, before anything else; `then` comes after."""
        from rgpd_desktop.ui.lock.first_question import SheetQuestion  # noqa: PLC0415 - likewise

        self.is_protected = False
        sheet = SheetQuestion(self._window.services.theme, self._is_remembered)
        sheet.printing_asked.connect(self._show_sheet)
        sheet.done.connect(lambda: self._end(then))
        self._sheet = sheet
        self._window.cover(sheet)

    def _on_chosen(self) -> None:
        question = self._question
        assert question is not None
        text, is_remembered = question.fields.text, question.fields.is_remembered
        question.show_busy(True)

        def done(is_kept: bool) -> None:
            question.fields.clear()
            self.is_protected, self._is_remembered = True, is_kept
            self._leave()

        def failed(error: Exception) -> None:
            question.show_busy(False)
            messages.show(self._window, error)

        self._window.jobs.alone(
            "", lambda _ticket: _begin(self._data, text, is_remembered), done, failed, is_write=False, owner=question
        )

    def _leave(self) -> None:
        self._question = None
        self._window.uncover()
        self._go_on()

    def _show_sheet(self) -> None:
        from rgpd_desktop.ui.settings.protection_dialogs import show_sheet  # noqa: PLC0415 - likewise

        dialog = show_sheet(self._window.services)
        if self._sheet is not None:
            dialog.finished.connect(self._sheet.show_seen)

    def _end(self, then: Callable[[], None]) -> None:
        self._sheet = None
        self._window.uncover()
        self._window.open_first()
        then()


def ask_new_passphrase(window: MainWindow) -> None:
    """The data were opened by their recovery sheet: Réglages asks for another passphrase."""

    def ask() -> None:
        window.go("settings", {})
        page: Any = window.page("settings")
        page.protection.ask_new_passphrase()

    QTimer.singleShot(0, window, ask)


def _has_keychain() -> bool:
    from rgpd_desktop.services import protect_data  # noqa: PLC0415 - in the job's thread

    return protect_data.has_keychain()


def _begin(data: Path, text: str, is_remembered: bool) -> bool:
    from rgpd_desktop.services import protect_data  # noqa: PLC0415 - in the job's thread

    protect_data.begin(data, text)
    return is_remembered and protect_data.remember(data, True)
