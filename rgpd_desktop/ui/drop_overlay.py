"""A file dropped anywhere on the window starts an import: the veil that says so, and how the file is taken from a drag."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from rgpd_desktop.ui.widgets.text import label


def dropped_file(mime: QMimeData) -> Path | None:
    """The one local file of a drag; None for anything else (several files, text, a web address)."""
    urls = mime.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    return Path(urls[0].toLocalFile())


def why_not(mime: QMimeData) -> str:
    """Why a drag that means a list cannot be taken, "" when it can or when it means nothing of the kind (a text)."""
    urls = mime.urls()
    if not urls or dropped_file(mime) is not None:
        return ""
    if len(urls) > 1:
        return "Déposez un seul fichier à la fois."
    return "Ce n’est pas un fichier de cet ordinateur : téléchargez-le d’abord, puis déposez-le."


class DropOverlay(QFrame):
    """Covers `window` while a file is dragged over it."""

    dropped = Signal(object)  # Path
    refused = Signal(str)  # why, as soon as the drag enters: what is not taken never falls

    def __init__(self, window: QWidget, is_welcoming: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window = window
        self.setAcceptDrops(True)
        self._is_welcoming = is_welcoming  # no while a wizard is at work
        frame = QFrame()
        inner = QVBoxLayout(frame)
        inner.addWidget(label("Déposez votre liste ici"), 0, Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 40, 40, 40)
        column.addWidget(frame)
        self.hide()

    def watch(self, surface: QObject) -> None:
        """Also see drags that start over a text field, which would take the file for text: `surface` is the window's QWindow."""
        surface.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Come up as soon as a file enters; the event goes on to what is then on top."""
        if event.type() is QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            self.offer(event)
        return False

    def offer(self, event: QDragEnterEvent) -> None:
        """Cover the window if the drag carries one local file, and take the drag."""
        if not self._is_welcoming():
            return
        if dropped_file(event.mimeData()) is not None:
            self.setGeometry(self._window.rect())
            self.show()
            self.raise_()
            event.acceptProposedAction()
        elif words := why_not(event.mimeData()):
            self.refused.emit(words)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """The drag goes from the window to the veil."""
        self.offer(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The person changed their mind."""
        self.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the file."""
        self.hide()
        path = dropped_file(event.mimeData())
        if path is not None and self._is_welcoming():
            event.acceptProposedAction()
            self.dropped.emit(path)
