"""Chunks made in a thread while the one before is looked at: unpacking lets go of the interpreter, so the two go side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from queue import Queue
from threading import Event, Thread

_WAITING = 4  # chunks at most


def ahead(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same chunks, and what making them raises. The thread ends with the last chunk, or when nobody wants another."""
    made: Queue[bytes | BaseException | None] = Queue(_WAITING)
    is_over = Event()

    def make() -> None:
        end: BaseException | None = None
        try:
            for chunk in chunks:
                if is_over.is_set():
                    return
                made.put(chunk)
        except BaseException as failure:  # raised again where the chunks are wanted
            end = failure
        made.put(end)

    Thread(target=make, daemon=True).start()
    try:
        while isinstance(chunk := made.get(), bytes):
            yield chunk
        if chunk is not None:
            raise chunk
    finally:
        is_over.set()
        while not made.empty():  # lets a thread that waits for room see that it is over
            made.get_nowait()
