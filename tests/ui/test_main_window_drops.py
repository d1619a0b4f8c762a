"""A file dropped anywhere on the window starts the import; anything else is left alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from rgpd_desktop.ui.drop_overlay import DropOverlay
from rgpd_desktop.ui.main_window import MainWindow
from rgpd_desktop.ui.page import CONTACTS_GROUP, PageSpec


class Wizard(QWidget):
    finished = Signal()

    def __init__(self, services, path):
        super().__init__()
        self.path = path


@pytest.fixture
def window(jobs, theme, qtbot):
    pages = (PageSpec("home", "Tableau de bord", CONTACTS_GROUP, lambda services: QWidget()),)
    made = MainWindow(jobs, theme, pages, Wizard)
    qtbot.addWidget(made)
    made.show()
    made.open_first()
    return made


def drag(*urls, text=""):
    mime = QMimeData()
    mime.setUrls([QUrl(url) for url in urls])
    if text:
        mime.setText(text)
    return mime


def enter(mime):
    return QDragEnterEvent(
        QPoint(300, 300), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )


def drop(mime):
    return QDropEvent(
        QPointF(300, 300), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )


def test_a_file_dropped_anywhere_starts_the_import(window, tmp_path):
    path = tmp_path / "prospects été.xlsx"
    mime = drag(QUrl.fromLocalFile(str(path)).toString(), text="prospects")
    event = enter(mime)
    QApplication.sendEvent(window, event)
    overlay = window.findChild(DropOverlay)
    assert event.isAccepted()
    assert overlay.isVisible()
    assert overlay.geometry() == window.rect()
    QApplication.sendEvent(overlay, drop(mime))
    assert not overlay.isVisible()
    assert window.findChild(Wizard).path == path


def test_a_drag_over_a_text_field_is_seen_by_the_window_first(window, tmp_path):
    mime = drag(QUrl.fromLocalFile(str(tmp_path / "a.csv")).toString())
    QApplication.sendEvent(window.windowHandle(), enter(mime))
    assert window.findChild(DropOverlay).isVisible()
    QApplication.sendEvent(window.findChild(DropOverlay), QDragLeaveEvent())
    assert not window.findChild(DropOverlay).isVisible()


@pytest.mark.parametrize("urls", [(), ("https://example.org/liste.xlsx",), ("file:///a.xlsx", "file:///b.xlsx")])
def test_anything_else_is_left_alone(window, urls):
    mime = drag(*urls, text="du texte")
    event = enter(mime)
    event.ignore()
    QApplication.sendEvent(window, event)
    assert not event.isAccepted()
    assert not window.findChild(DropOverlay).isVisible()
    QApplication.sendEvent(window, drop(mime))
    assert not window.is_taken_over


def test_a_file_is_taken_again_once_the_import_is_done(window, tmp_path, monkeypatch):
    monkeypatch.setattr(Wizard, "is_free", True, raising=False)
    window.start_import(None)
    mime = drag(QUrl.fromLocalFile(str(tmp_path / "a.csv")).toString())
    event = enter(mime)
    QApplication.sendEvent(window, event)
    assert event.isAccepted()
    assert window.findChild(DropOverlay).isVisible()
    QApplication.sendEvent(window.findChild(DropOverlay), drop(mime))
    assert [wizard.path for wizard in window.findChildren(Wizard) if wizard.path] == [tmp_path / "a.csv"]


def test_no_file_is_taken_while_the_wizard_is_there(window, tmp_path):
    window.start_import(None)
    mime = drag(QUrl.fromLocalFile(str(tmp_path / "a.csv")).toString())
    event = enter(mime)
    event.ignore()
    QApplication.sendEvent(window, event)
    assert not event.isAccepted()
    assert window.job_strip.text == "Terminez d’abord l’import en cours."
    window.release()
