"""The one road of every error and every short word to the user: a Refusal is a calm box, Cancelled is one line, the rest is our fault.

The job runner, the hooks of the interpreter and the pages all end here. No personal datum passes: an unforeseen error is told by its
type and where it passed.
"""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QCoreApplication, QObject, Qt, QUrl, Signal, SignalInstance
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Cancelled, Refusal
from rgpd_desktop.ui import reports
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.widgets.text import label

RESTART = 75  # exit code by which app.main starts the program again

_log = logging.getLogger(__name__)


@runtime_checkable
class ToastPlace(Protocol):
    """A window that can show one line for a few seconds."""

    def toast(self, text: str) -> None:
        """Show it."""


def show(parent: QWidget | None, error: BaseException) -> Box | None:
    """Tell an error in the way its type asks for. Returns at once; the box, if any, stays until the person closes it."""
    if isinstance(error, Cancelled):
        toast("Opération annulée.")
        return None
    if isinstance(error, KeyboardInterrupt):
        return None
    if isinstance(error, Refusal):
        _log.info("refused: %s", _where(error))
        box = Box(_parent(parent), "Ce n’est pas possible", error.sentence, *filter(None, [error.remedy]))
        box.add_button("Fermer", box.accept, "primary").setDefault(True)
        return _open(box)
    report = reports.report_of(error)
    _log.error("unexpected error\n%s", report)
    return _show_unexpected(_parent(parent), report)


def toast(text: str) -> None:
    """One line at the bottom of the window for a few seconds; nothing when there is no window."""
    for window in QApplication.topLevelWidgets():
        if isinstance(window, ToastPlace):
            window.toast(french.spaced(text))
            return


def tell(parent: QWidget | None, title: str, *sentences: str) -> None:
    """Say something calm that needs no choice. Returns at once."""
    box = Box(_parent(parent), title, *sentences)
    box.add_button("Fermer", box.accept, "primary").setDefault(True)
    _open(box)


def confirm(
    parent: QWidget | None,
    title: str,
    sentence: str,
    action_label: str,
    danger: bool = False,
    refusal_label: str = "Annuler",
    no_longer: SignalInstance | None = None,
) -> bool:
    """Ask before acting; the button repeats the act ("Supprimer 3 contacts"). True when the person chose it.

    `refusal_label` is for acts that are themselves called "Annuler". The question goes, as refused, when `no_longer` is emitted.
    """
    box = Box(_parent(parent), title, sentence)
    if no_longer is not None:
        no_longer.connect(box.reject)
    cancel = box.add_button(refusal_label, box.reject)
    act = box.add_button(action_label, box.accept, "danger" if danger else "primary")
    default = cancel if danger else act
    default.setDefault(True)
    default.setFocus()
    is_chosen = box.exec() == Box.DialogCode.Accepted
    box.deleteLater()
    return is_chosen


class Hooks(QObject):
    """Errors that nobody caught, from any thread, brought to the main thread and to `show`. One box at a time."""

    _raised = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # Queued even from the main thread: a box must not open in the middle of a paint event.
        self._raised.connect(lambda error: show(None, error), Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take the place of the interpreter's hooks."""
        self._former = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._on_uncaught
        threading.excepthook = lambda found: self._raise(found.exc_value)
        sys.unraisablehook = lambda found: self._raise(found.exc_value)

    def remove(self) -> None:
        """Put back the hooks that were there before."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._former

    def _on_uncaught(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        self._raise(error)

    def _raise(self, error: BaseException | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            QCoreApplication.quit()
        elif error is not None:
            self._raised.emit(error)


def _where(error: BaseException) -> str:
    return reports.report_of(error).splitlines()[-1].strip()


def _parent(parent: QWidget | None) -> QWidget | None:
    """Something to be above, so that a box is never lost behind the window."""
    return parent.window() if parent is not None else QApplication.activeWindow()


def _show_unexpected(parent: QWidget | None, report: str) -> Box | None:
    for window in QApplication.topLevelWidgets():
        if window.objectName() == "unexpected" and window.isVisible():
            return None  # the same fault often repeats; the log has them all
    box = Box(
        parent,
        "Une erreur imprévue",
        "Le programme a rencontré une erreur. Ce qui était déjà enregistré l’est toujours.",
        french.spaced("Le rapport ci-dessous ne contient aucune donnée de vos contacts : vous pouvez le transmettre."),
    )
    box.setObjectName("unexpected")
    text = QPlainTextEdit(report)
    text.setReadOnly(True)
    text.setTabChangesFocus(True)
    text.setAccessibleName("Rapport d’erreur")
    box.body.addWidget(text)
    copied = label("", "hint")
    box.add_left(copied)

    def copy() -> None:
        QGuiApplication.clipboard().setText(report)
        copied.setText("Copié.")

    box.add_button("Copier le rapport", copy)
    if (folder := reports.log_folder()) is not None:
        url = QUrl.fromLocalFile(str(folder))
        box.add_button("Ouvrir le journal", lambda: QDesktopServices.openUrl(url))
    box.add_button("Redémarrer", lambda: QCoreApplication.exit(RESTART))
    box.add_button("Continuer", box.accept, "primary").setDefault(True)
    return _open(box)


_without_parent: set[Box] = set()  # kept alive until closed


def _open(box: Box) -> Box:
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if box.parent() is None:
        _without_parent.add(box)
        box.finished.connect(lambda _code: _without_parent.discard(box))
    box.finished.connect(box.deleteLater)
    box.open()
    return box
