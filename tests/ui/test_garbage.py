"""Where cyclic garbage goes: a widget is destroyed by the thread of the window, whoever else is working."""

from __future__ import annotations

import gc
import weakref
from threading import Thread, current_thread, main_thread

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from rgpd_desktop.ui.garbage import MainThreadCollector


class Tangled(QWidget):
    """A widget that only the collection of cycles can destroy."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self
        QVBoxLayout(self).addWidget(QComboBox())


def allocate() -> None:
    for _ in range(200):
        assert [[number] for number in range(2_000)]


def test_a_widget_is_destroyed_by_the_thread_of_the_window(qtbot):
    collector = MainThreadCollector()
    threads = []
    for _ in range(50):
        weakref.finalize(Tangled(), lambda: threads.append(current_thread()))
    worker = Thread(target=allocate)
    worker.start()
    worker.join()
    assert threads == []
    kept = [[number] for number in range(2_000)]  # enough for a collection to be due
    qtbot.waitUntil(lambda: len(threads) == 50)
    assert len(kept) == 2_000
    assert set(threads) == {main_thread()}
    collector.stop()


def test_python_collects_again_once_it_is_stopped(qapp):
    collector = MainThreadCollector()
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
