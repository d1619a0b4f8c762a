"""Locks the window and opens it again: on demand, after a while without a gesture, or because the data turned out to be encrypted.

Made by the window. What is under way ends first; then the pages, their tables and the key are forgotten, and only the lock screen is left.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QDialog

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.lock.lock_screen import LockScreen

if TYPE_CHECKING:
    from rgpd_desktop.basics.ticket import Ticket
    from rgpd_desktop.services.desk import Desk
    from rgpd_desktop.ui.main_window import MainWindow
    from rgpd_desktop.ui.page import Services

TICK_MS: Final = 15_000
_GESTURES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class LockKeeper(QObject):
    """`opened` tells that the data may be opened again; its argument says whether it was by a recovery sheet."""

    opened = Signal(bool)

    def __init__(self, window: MainWindow, services: Services) -> None:
        super().__init__(window)
        self._window, self._services = window, services
        self.screen: LockScreen | None = None
        self._minutes = 0
        self._has_begun = False
        self._gesture_at = _now()
        self._clock = QTimer(self, interval=TICK_MS)
        self._clock.timeout.connect(self._look_at_clock)
        services.jobs.touched.connect(self._on_touched)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._watch)
        self._watch(QGuiApplication.focusWindow())

    @property
    def is_locked(self) -> bool:
        """Whether the lock screen is shown."""
        return self.screen is not None

    def begin(self) -> None:
        """The data are open: count the time without a gesture, if they are encrypted."""
        self._gesture_at = _now()
        self._has_begun = True
        self._services.jobs.read("lock", _read_minutes, self._on_minutes, owner=self)

    def lock(self) -> None:
        """Cover the window at once; forget everything once what is under way has ended. Says what is lacking when the data are plain."""
        if self.is_locked or self._services.jobs.is_paused:
            return
        from rgpd_desktop.services import protect_data  # noqa: PLC0415 - SQLite, once the window is on screen

        if protect_data.form(self._services.data) is not protect_data.Form.ENCRYPTED:
            messages.toast("Vos données n’ont pas de phrase de passe : vous pouvez en choisir une dans Réglages.")
            return
        self._window.keep_drafts()
        self.show()
        assert self.screen is not None
        self.screen.show_closing(True)
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QDialog) and dialog.isVisible():
                dialog.reject()
        self._services.jobs.pause(self._forget)

    def show(self) -> None:
        """The lock screen, in the place of everything."""
        screen = LockScreen(self._services.theme)
        screen.given.connect(lambda text: self._try(text, is_code=False))
        screen.copied.connect(lambda text: self._try(text, is_code=True))
        self.screen = screen
        self._clock.stop()
        self._window.cover(screen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only the time of the last gesture is kept."""
        if event.type() in _GESTURES:
            self._gesture_at = _now()
        return False

    # Locking

    def _forget(self) -> None:
        from rgpd_desktop.services import protect_data  # noqa: PLC0415 - likewise

        self._window.forget_pages()
        self._services.jobs.drop_waiting()
        protect_data.lock()
        if self.screen is not None:
            self.screen.show_closing(False)

    def _look_at_clock(self) -> None:
        started, wall = self._gesture_at
        now, wall_now = _now()
        if max(now - started, wall_now - wall) >= self._minutes * 60 and not self._services.jobs.is_writing:
            self.lock()

    def _on_minutes(self, minutes: int) -> None:
        self._minutes = minutes
        if minutes and not self.is_locked:
            self._clock.start()
        else:
            self._clock.stop()

    def _on_touched(self, tables: frozenset[str]) -> None:
        if "preferences" in tables and self._has_begun and not self.is_locked:
            self._services.jobs.read("lock", _read_minutes, self._on_minutes, owner=self)

    def _watch(self, surface: QWindow | None) -> None:
        """Gestures are seen where they reach the program, in the window or a dialog: not at each paint."""
        if surface is not None:
            surface.removeEventFilter(self)
            surface.installEventFilter(self)
            self._gesture_at = _now()

    # Opening

    def _try(self, text: str, is_code: bool) -> None:
        from rgpd_desktop.services import protect_data  # noqa: PLC0415 - likewise

        assert self.screen is not None
        self.screen.show_busy(True)
        data = self._services.data
        unlock = protect_data.unlock_with_code if is_code else protect_data.unlock
        self._services.jobs.alone(
            "",
            lambda _ticket: unlock(data, text),
            partial(self._on_open, is_code),
            self._on_refused,
            is_write=False,
            owner=self,
        )

    def _on_open(self, is_code: bool, _none: Any) -> None:
        if self.screen is None:
            return
        self.screen.clear()
        self.screen = None
        self._window.uncover()
        self._services.jobs.resume()
        self.opened.emit(is_code)

    def _on_refused(self, error: Exception) -> None:
        if self.screen is None:
            return
        if isinstance(error, Refusal):
            self.screen.show_refused(error)
        else:
            self.screen.show_busy(False)
            messages.show(self._window, error)


def _now() -> tuple[float, float]:
    """Two clocks: one stops while the computer sleeps, the other may be set."""
    return time.monotonic(), time.time()


def _read_minutes(desk: Desk, _ticket: Ticket) -> int:
    from rgpd_desktop.services import protect_data  # noqa: PLC0415 - in the job's thread

    is_encrypted = protect_data.form(desk.data) is protect_data.Form.ENCRYPTED
    return protect_data.lock_minutes(desk) if is_encrypted else 0
