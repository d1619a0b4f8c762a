"""One window at a time on a data folder: the first start listens, a second one hands it its file and ends.

Only app.py uses it. A local socket, never an internet one; a lock file says who is first, so that two starts at the same instant, or
a start after a crash, are told apart for sure.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QDeadlineTimer, QLockFile, QObject, QThread, Signal

from rgpd_desktop.basics import private_files

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_HASH = QCryptographicHash.Algorithm.Sha256
_LOCK_NAME = "rgpd-desktop.lock"
_WAIT_MS = 3000
_TRY_MS = 200
_READY = b"ok\n"


class OneProgram(QObject):
    """`claim()` first; when it says no, `hand_over(path)`."""

    received = Signal(object)  # Path, or None when the second start had no file

    def __init__(self, data: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        digest = QCryptographicHash.hash(str(data.resolve()).encode("utf-8", "surrogateescape"), _HASH)
        self._name = f"rgpd-desktop-{digest.toHex().toStdString()[:20]}"
        self._lock = QLockFile(str(data / _LOCK_NAME))
        self._lock.setStaleLockTime(0)  # only a dead owner makes it stale, never a long session
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Whether this program is the first on the folder; it may then listen. A folder one cannot write in is never shared."""
        is_first = self._lock.tryLock(0)
        if is_first:
            private_files.close_to_others(Path(self._lock.fileName()))
        return is_first or self._lock.error() is not QLockFile.LockError.LockFailedError

    def listen(self) -> None:
        """Hear the second starts, after a successful `claim`."""
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 - once the window is on screen

        QLocalServer.removeServer(self._name)  # what a crash left behind: the lock says nobody holds it
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        self._server.listen(self._name)

    def hand_over(self, path: Path | None) -> bool:
        """Ask the first program to come forward, with a file to import. False when it does not answer within three seconds."""
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - a first start has no use for it

        deadline = QDeadlineTimer(_WAIT_MS)
        while not deadline.hasExpired():
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(_TRY_MS):
                text = "" if path is None else str(path.resolve())
                socket.write(text.encode("utf-8", "surrogateescape") + b"\n")
                return socket.waitForReadyRead(max(_TRY_MS, deadline.remainingTime()))
            socket.abort()
            QThread.msleep(_TRY_MS)  # the first program may be between its lock and its ear
        return False

    def release(self) -> None:
        """Let another start be the first."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _on_connection(self) -> None:
        assert self._server is not None
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._on_line(socket))
            socket.disconnected.connect(socket.deleteLater)
            if socket.canReadLine():
                self._on_line(socket)

    def _on_line(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        text = bytes(socket.readLine().data()).decode("utf-8", "surrogateescape").rstrip("\n")
        socket.write(_READY)
        socket.flush()
        self.received.emit(Path(text) if text else None)
