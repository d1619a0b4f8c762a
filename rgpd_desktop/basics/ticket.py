"""The whole contract between long work and whoever waits for it: progress out, cancellation in. Knows no thread and no screen."""

from __future__ import annotations

from collections.abc import Callable

from rgpd_desktop.basics.problems import Cancelled

OnStep = Callable[[int, int | None], None]


class Ticket:
    """Handed to every service that may last; `cancel()` may be called from another thread."""

    def __init__(self, on_step: OnStep | None = None) -> None:
        self._on_step = on_step
        self._is_cancelled = False

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody asked the work to stop."""
        return self._is_cancelled

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._is_cancelled = True

    def step(self, done: int, total: int | None = None) -> None:
        """Say how far the work is (`total` None when unknown). Raises Cancelled once cancel() was called."""
        if self._is_cancelled:
            raise Cancelled
        if self._on_step is not None:
            self._on_step(done, total)
