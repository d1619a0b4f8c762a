"""What is offered when the data do not open: the last good backup, looked for and put back without any desk. Only app.py uses it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QObject, Signal

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Damaged
from rgpd_desktop.services import restore_backup
from rgpd_desktop.services.restore_backup import Preview
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.widgets.text import label


class _NoDesk:
    """The data do not open: the jobs work on the folder."""

    touched: frozenset[str] = frozenset()

    def close(self) -> None:
        """There is nothing to close."""


class RescueBox(Box):
    """The refusal, then the backup found and what it holds; `restore` is its button."""

    def __init__(self, damaged: Damaged, found: Preview) -> None:
        super().__init__(
            None,
            "Vos données ne s’ouvrent pas",
            damaged.sentence,
            "Le fichier abîmé sera gardé à côté des sauvegardes.",
        )
        for line in restore_backup.preview_lines(found):
            self.body.addWidget(label(line, wraps=True))
        self.add_button("Fermer", self.reject)
        when = restore_backup.moment(found)
        self.restore = self.add_button(f"Restaurer la {when[0].lower()}{when[1:]}", self.accept, "primary")
        self.restore.setDefault(True)


class Rescue(QObject):
    """`start()`, then one `ended`: True when the data are restored and the program may start again."""

    ended = Signal(bool)

    def __init__(self, data: Path, damaged: Damaged) -> None:
        super().__init__()
        self._data, self._damaged = data, damaged
        self.jobs = JobRunner(lambda: cast("Any", _NoDesk()), self)
        self.box: Box | None = None

    def start(self) -> None:
        """Look for a backup, off the window's thread: each is read whole."""
        data = self._data
        self.jobs.read("rescue", lambda _desk, _ticket: restore_backup.last_good(data), self._offer, self._refuse)

    def _offer(self, found: Preview | None) -> None:
        if found is None:
            self._refuse(self._damaged)
            return
        box = RescueBox(self._damaged, found)
        self.box = box
        box.accepted.connect(lambda: self._restore(found))
        box.rejected.connect(lambda: self._end(is_restored=False))
        box.open()

    def _restore(self, found: Preview) -> None:
        data = self._data
        waiting = Box(
            None, "Restauration en cours", french.spaced("Cela prend quelques secondes : ne fermez pas l’ordinateur.")
        )
        self.box = waiting
        waiting.open()
        self.jobs.read(
            "rescue",
            lambda _desk, ticket: restore_backup.take_place(data, restore_backup.prepare(data, found.path, ticket)),
            self._on_restored,
            self._refuse,
        )

    def _on_restored(self, _many: int) -> None:
        self._end(is_restored=True)

    def _refuse(self, error: Exception) -> None:
        self._close_box()
        box = messages.show(None, error)
        if box is None:
            self._end(is_restored=False)
        else:
            box.finished.connect(lambda _code: self._end(is_restored=False))

    def _end(self, *, is_restored: bool) -> None:
        self._close_box()
        self.jobs.close()
        self.ended.emit(is_restored)

    def _close_box(self) -> None:
        if self.box is not None:
            box, self.box = self.box, None
            box.hide()
            box.deleteLater()
