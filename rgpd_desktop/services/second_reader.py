"""A second process that reads a share of the lines of a long list: half the wait on a machine of two cores.

`serve` is that process; SecondReader is it as seen by the process of the import, which works as well without: whatever the other does
not answer is read here. Parts come back in the order they were given. Imports no Qt.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Final

from rgpd_desktop.rules.columns import Line
from rgpd_desktop.services import child_process
from rgpd_desktop.services.line_reader import LineReader, LinesRead, Setting

PATIENCE_SECONDS: Final = 15.0  # for one answer; a part takes a thirtieth of a second
AT_ONCE: Final = 4  # parts given before the first comes back: it never waits for us, and holds little


def serve(pipe: Connection) -> None:
    """The whole life of the process: a setting, parts to read with it, another setting, until the pipe ends."""
    child_process.settle()
    from rgpd_desktop.rules.phones import read_phones  # noqa: PLC0415 - within the limits

    read_phones("01 99 00 00 00")  # loads what numbers need
    child_process.stop_collecting()
    reader: LineReader | None = None
    with suppress(EOFError, OSError):  # the import is over
        while True:
            number, message = pickle.loads(pipe.recv_bytes())
            if isinstance(message, Setting):
                reader = LineReader(message)
            elif reader is not None:
                pipe.send_bytes(pickle.dumps((number, reader.read(message)), pickle.HIGHEST_PROTOCOL))


class SecondReader:
    """The other process, one sheet at a time. A fault of any kind there makes it `is_lost`, for good."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._answers: SimpleQueue[bytes | None] = SimpleQueue()
        self._messages: SimpleQueue[bytes] = SimpleQueue()
        self._sheet = self._under_way = 0
        self.is_lost = False
        # In threads, so that neither end ever waits for the other to have read.
        Thread(target=self._listen, daemon=True).start()
        Thread(target=self._speak, daemon=True).start()

    def begin(self, setting: Setting) -> None:
        """Another sheet, or the same again; answers still to come for the one before are dropped."""
        self._sheet += 1
        self._under_way = 0
        self._send(setting)

    def offer(self, part: Sequence[Line]) -> bool:
        """Gives it some lines; False when it has enough to do, or is lost."""
        if self.is_lost or self._under_way >= AT_ONCE:
            return False
        self._under_way += 1
        self._send(part)
        return True

    def answer(self, is_waited_for: bool) -> LinesRead | None:
        """The next part in the order given; None when it is not there yet, or never will be."""
        while not self.is_lost:
            try:
                raw = self._answers.get(block=is_waited_for, timeout=PATIENCE_SECONDS if is_waited_for else None)
            except Empty:
                if not is_waited_for:
                    return None
                raw = None  # stuck: what it was given is read here
            if raw is None:
                self.is_lost = True
                break
            sheet, read = pickle.loads(raw)
            if sheet == self._sheet:
                self._under_way -= 1
                found: LinesRead = read
                return found
        return None

    def _send(self, message: Setting | Sequence[Line]) -> None:
        self._messages.put(pickle.dumps((self._sheet, message), pickle.HIGHEST_PROTOCOL))

    def _speak(self) -> None:
        with suppress(OSError):
            while True:
                self._pipe.send_bytes(self._messages.get())

    def _listen(self) -> None:
        with suppress(EOFError, OSError):
            while True:
                self._answers.put(self._pipe.recv_bytes())
        self._answers.put(None)


@dataclass(slots=True)
class _Part:
    lines: Sequence[Line]
    read: LinesRead | None  # None: the other process has it


class SharedReading:
    """The lines of one sheet, read here and by the other process when there is one."""

    def __init__(self, setting: Setting, second: SecondReader | None) -> None:
        self._own = LineReader(setting)
        self._second = second
        self._parts: deque[_Part] = deque()
        if second is not None:
            second.begin(setting)

    def add(self, part: Sequence[Line]) -> None:
        """Reads these lines, or gives them to be read."""
        is_given = self._second is not None and self._second.offer(part)
        self._parts.append(_Part(part, None if is_given else self._own.read(part)))

    def done(self, is_over: bool = False) -> Iterator[tuple[Sequence[Line], LinesRead]]:
        """The parts read so far, each with its lines, in order; once `is_over`, all of them."""
        while self._parts:
            part = self._parts[0]
            read = part.read if part.read is not None else self._answer(part, is_over)
            if read is None:
                return
            self._parts.popleft()
            yield part.lines, read

    def _answer(self, part: _Part, is_over: bool) -> LinesRead | None:
        second = self._second
        found = second.answer(is_waited_for=is_over) if second is not None else None
        if found is None and second is not None and second.is_lost:
            return self._own.read(part.lines)
        return found
