"""How a process that reads someone's list behaves: silent, bounded in memory, and gone with the one who started it."""

from __future__ import annotations

import gc
import os
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Final

MEMORY_LIMIT: Final = 3 * 1024**3  # bytes of addresses; a list of a million lines stays below


def settle() -> None:
    """To be called first, before anything is imported that must obey it.

    No console: what a dying library prints there may quote the list. Ctrl+C is for the one who started us.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        with suppress(OSError):
            os.dup2(nothing, stream)
    _limit_memory()


def give_key(pipe: Connection) -> None:
    """Sends the key that this process holds (None: it holds none) to a child, which waits for it. Raises OSError when it is gone."""
    from rgpd_desktop.store import keys  # noqa: PLC0415 - likewise below

    pipe.send(keys.held())


def take_key(pipe: Connection) -> None:
    """Holds the key that the parent sends. Raises EOFError or OSError when it is gone."""
    from rgpd_desktop.store import keys  # noqa: PLC0415 - after `settle`

    keys.hold(pipe.recv())


def stop_collecting() -> None:
    """To be called once all is imported: a pass over the lines just read costs 80 ms, and an import makes no cycles."""
    gc.collect()
    gc.freeze()
    gc.disable()


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - Unix only
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY_LIMIT if most == resource.RLIM_INFINITY else min(MEMORY_LIMIT, most)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))
