"""The file of an import: opened ahead of time, closed when its lines are read, and the same file each time it is opened again."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from threading import Thread

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.imports.book import Book
from rgpd_desktop.imports.spreadsheet import open_book


class ListFile:
    """A path, and how its text is read when it is text (None: guessed). One thread at a time."""

    def __init__(self, path: Path, encoding: str | None = None, delimiter: str | None = None) -> None:
        self.path, self._encoding, self._delimiter = path, encoding, delimiter
        self.digest = ""
        self._book: Book | None = None
        self._thread: Thread | None = None
        self._failure: BaseException | None = None  # what opening ahead came to, said once it is asked for

    def open_ahead(self) -> None:
        """Opens it, and reads its first sheet in a thread: a workbook is parsed without the interpreter, which goes on."""
        try:
            self._book = self._opened()
        except BaseException as failure:  # a panic of the parser is no Exception
            self._failure = failure
            return
        self._thread = Thread(target=self._load, args=(self._book,), daemon=True)
        self._thread.start()

    def open(self) -> Book:
        """The file, opened or still open. Raises Refusal: not a list, not readable, changed since the first time."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if self._failure is not None:
            failure, self._failure = self._failure, None
            raise failure
        if self._book is None:
            self._book = self._opened()
        return self._book

    def check(self) -> None:
        """Once its lines are read. Raises Refusal when it changed meanwhile: what was read would be a part of two files."""
        if self._digest_of_file() != self.digest:
            self.close()
            raise self._has_changed()

    def close(self) -> None:
        """Frees it: a large workbook takes more memory than all that follows."""
        self._book = None

    @staticmethod
    def _load(book: Book) -> None:
        if book.sheets:
            with suppress(BaseException):  # met again by whoever reads that sheet
                book.line_count(book.sheets[0].name)

    def _opened(self) -> Book:
        book = open_book(self.path, encoding=self._encoding, delimiter=self._delimiter)
        digest = self._digest_of_file()
        if self.digest and digest != self.digest:
            raise self._has_changed()
        self.digest = digest
        return book

    @staticmethod
    def _has_changed() -> Refusal:
        return Refusal(
            "Ce fichier a changé depuis qu’il a été ouvert.", "Rien n’a été importé. Choisissez-le de nouveau."
        )

    def _digest_of_file(self) -> str:
        try:
            with self.path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            raise Refusal(
                "Ce fichier n’est plus lisible.",
                "Rien n’a été importé. Vérifiez qu’il existe encore, puis recommencez.",
            ) from None
