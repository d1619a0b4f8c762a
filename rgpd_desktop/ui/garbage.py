"""Cyclic garbage is collected on the main thread only. app.py makes the collector; nobody else needs it.

Python collects in whichever thread happens to allocate; a widget caught in a cycle would then be destroyed off the window's thread,
which takes the program down. So the automatic collection is off, and a timer of the main thread does what it would have done.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_PERIOD = 250  # ms
_YOUNG, _MIDDLE, _OLD = 0, 1, 2
_OLD_EVERY = 40  # collections of the middle generation: the old one is the largest and changes least


class MainThreadCollector(QObject):
    """Collects garbage from the thread it is made in, as long as it lives; `stop` gives it back to Python."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._middles = 0
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_PERIOD)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the generation that is due, if any."""
        young, middle, _ = gc.get_count()
        due_young, due_middle, _ = gc.get_threshold()
        if young <= due_young:
            return
        if middle < due_middle:
            gc.collect(_YOUNG)
            return
        self._middles += 1
        gc.collect(_OLD if self._middles % _OLD_EVERY == 0 else _MIDDLE)

    def settle(self) -> None:
        """What is there now stays (modules, the window): no later collection looks at it again."""
        gc.collect()
        gc.freeze()

    def stop(self) -> None:
        """Automatic collection again."""
        self._timer.stop()
        gc.enable()
