"""Opens the data behind the window already shown: what must be asked first, the first page, the file given, then what waits for quiet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from rgpd_desktop.basics.problems import Damaged
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.garbage import MainThreadCollector
from rgpd_desktop.ui.lock.first_start import FirstStart, ask_new_passphrase
from rgpd_desktop.ui.main_window import MainWindow
from rgpd_desktop.ui.pages import preload
from rgpd_desktop.ui.theme import PREFERENCE, Appearance, Theme

if TYPE_CHECKING:
    from rgpd_desktop.basics.ticket import Ticket
    from rgpd_desktop.services.desk import Desk

NEW, LOCKED = "new", "locked"  # what the data may be before they are opened
_PRELOADING_DELAY, _TIDYING_DELAY = 300, 1_500  # milliseconds after the first page, so as not to slow the start
_BACKUP_EVERY = 3_600_000  # milliseconds


class Opening:
    """Opens the data behind the window already shown, then the first page and the file given; a Refusal ends the program.

    Asks before, when that must be, for the passphrase, or whether there will be one.
    """

    def __init__(
        self, window: MainWindow, theme: Theme, file: Path | None, collector: MainThreadCollector, data: Path
    ) -> None:
        self._window, self._theme, self._file, self._collector = window, theme, file, collector
        self._data = data
        self._is_open = self._asks_new = False
        self._first = FirstStart(window, data, self._open)
        self.code = 0
        window.keeper.opened.connect(self._on_unlocked)

    def start(self) -> None:
        """See what the data are, then open them, or ask what must be asked first."""
        self._window.jobs.alone(
            "", lambda _ticket: _prepare(self._data), self._on_prepared, self._on_failed, is_write=False
        )

    def _on_prepared(self, found: str) -> None:
        if found == LOCKED:
            self._window.keeper.show()
        elif found == NEW:
            self._first.ask()
        else:
            self._open()

    def _open(self) -> None:
        """Ask for the data; this also creates or migrates them."""
        read = self._window.jobs.read  # nothing else runs yet, and an opening that went well has nothing to say
        read("open", _read_look, self._on_open, self._on_failed, label="Ouverture de vos données")

    def _on_unlocked(self, is_by_sheet: bool) -> None:
        self._asks_new = is_by_sheet
        self._open()

    def on_second_start(self, file: Path | None) -> None:
        """Somebody started the program again: come forward, with their file."""
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        if file is not None:
            self._file = file
            if self._is_open:
                self._import_file()

    def _on_open(self, appearance: str) -> None:
        if appearance in set(Appearance):
            self._theme.set_appearance(Appearance(appearance))
        self._is_open = True
        self._window.open_first()
        self._window.keeper.begin()
        if self._first.is_protected:
            self._first.offer_sheet(self._import_file)
        else:
            self._import_file()
        if self._asks_new:
            self._asks_new = False
            ask_new_passphrase(self._window)
        QTimer.singleShot(_PRELOADING_DELAY, self._window, self._preload)
        QTimer.singleShot(_TIDYING_DELAY, self._window, self._finish_erasure)
        QTimer.singleShot(_PRELOADING_DELAY, self._window, self._read_last_backup)
        self._window.jobs.touched.connect(self._on_touched)

    def _preload(self) -> None:
        """The other pages' modules, so that their first visit does not wait."""
        self._window.jobs.read("preload", preload, lambda _done: self._collector.settle())

    def _finish_erasure(self) -> None:
        """What an earlier deletion could not clean away (a crash, another reader) goes now."""
        self._window.jobs.write("Nettoyage des données effacées", _finish_erasure, self._on_erasure_finished)

    def _on_erasure_finished(self, told: str) -> None:
        if told:
            self._window.toast(told)
        self._back_up()

    def _back_up(self) -> None:
        """The backup of the day, when one is due; asked again every hour, for a window left open. Stopped, it waits for the next hour."""
        self._window.jobs.write("Sauvegarde du jour", _back_up)
        QTimer.singleShot(_BACKUP_EVERY, self._window, self._back_up)

    def _on_touched(self, tables: frozenset[str]) -> None:
        if "backups" in tables:
            self._read_last_backup()

    def _read_last_backup(self) -> None:
        read = self._window.jobs.read
        read("backup:last", _last_backup, self._window.set_last_backup, lambda _error: None, owner=self._window)

    def _on_failed(self, error: Exception) -> None:
        self.code = 1
        self._window.hide()
        if isinstance(error, Damaged):
            from rgpd_desktop.ui.settings.rescue_box import Rescue  # noqa: PLC0415 - a base that does not open is rare

            self._rescue = Rescue(self._window.services.data, error)
            self._rescue.ended.connect(self._on_rescued)
            self._rescue.start()
            return
        box = messages.show(None, error)
        if box is None:
            QApplication.exit(1)
        else:
            box.finished.connect(lambda _code: QApplication.exit(1))

    def _on_rescued(self, is_restored: bool) -> None:
        self.code = messages.RESTART if is_restored else 1
        QApplication.exit(self.code)

    def _import_file(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            self._window.start_import(file)


def _prepare(data: Path) -> str:
    """What a program cut short left is swept, then: NEW, LOCKED, or "" when the data only have to be opened."""
    from rgpd_desktop.services import protect_data  # noqa: PLC0415 - SQLite, once the window is on screen

    protect_data.sweep(data)
    if protect_data.form(data) is protect_data.Form.NEW:
        return NEW
    is_locked = protect_data.is_locked(data) and not protect_data.unlock_from_keychain(data)
    return LOCKED if is_locked else ""


def _read_look(desk: Desk, _ticket: Ticket) -> str:
    from rgpd_desktop.services import preferences  # noqa: PLC0415 - SQLite, once the window is on screen

    return preferences.get(desk, PREFERENCE)


def _finish_erasure(desk: Desk, ticket: Ticket) -> str:
    from rgpd_desktop.services import keep_backups, protect_data, purge_contacts  # noqa: PLC0415 - a second after the start

    protect_data.finish(desk, ticket)  # a conversion cut short leaves the copies for now
    told = purge_contacts.finished_words(purge_contacts.finish(desk))
    keep_backups.tidy(desk)
    return told


def _back_up(desk: Desk, ticket: Ticket) -> bool:
    from rgpd_desktop.services import keep_backups  # noqa: PLC0415 - likewise

    return keep_backups.back_up_if_due(desk, ticket) is not None


def _last_backup(desk: Desk, _ticket: Ticket) -> str:
    from rgpd_desktop.services import keep_backups  # noqa: PLC0415 - likewise

    return keep_backups.last_words(desk)
