"""A lane: a queue of runs and the few daemon threads that take them in order. Only ui.jobs uses it; it knows no Qt and no job.

Daemon threads, because a run that will not stop may not keep the program from ending: an open transaction is simply rolled back.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from queue import SimpleQueue
from threading import Lock, Thread

Run = Callable[[], None]


class Lane:
    """Runs what is put in it, in order, on at most `width` threads started when first needed."""

    def __init__(self, name: str, width: int) -> None:
        self._name = name
        self._width = width
        self._queue: SimpleQueue[Run | None] = SimpleQueue()
        self._threads: list[Thread] = []
        self._waiting = 0  # runs put in and not yet finished
        self._lock = Lock()

    def put(self, run: Run) -> None:
        """Queue a run; it must not raise."""
        with self._lock:
            self._waiting += 1
            is_short = self._waiting > len(self._threads) and len(self._threads) < self._width
        if is_short:
            thread = Thread(target=self._take, name=f"{self._name}-{len(self._threads) + 1}", daemon=True)
            self._threads.append(thread)
            thread.start()
        self._queue.put(run)

    def close(self, seconds: float) -> bool:
        """Let the threads end after what is queued, waiting at most `seconds`. True when all have."""
        for _ in self._threads:
            self._queue.put(None)
        deadline = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _take(self) -> None:
        while (run := self._queue.get()) is not None:
            try:
                run()
            finally:
                del run  # the result of the last run is not kept alive until the next one
                with self._lock:
                    self._waiting -= 1
