"""One TOML file of the content, read key by key. Called by the other files of this floor only.

The files ship with the program: whatever is missing, unknown or of the wrong type is our fault, hence ValueError.
"""

from __future__ import annotations

import tomllib
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from rgpd_desktop.basics import french

Choice = TypeVar("Choice", bound=StrEnum)
Value = TypeVar("Value")


class Table:
    """A table of a TOML file; every method takes a key out of it and raises ValueError, naming the file and the key."""

    def __init__(self, values: dict[str, Any], place: str) -> None:
        self._values = dict(values)
        self.place = place

    def plain(self, key: str) -> str:
        """A text kept as written: an id, an address, an ISO day. May be empty."""
        return self._take(key, str)

    def text(self, key: str) -> str:
        """A French text, with the no-break spaces it is printed with. Never empty."""
        text = french.spaced(self._take(key, str).strip())
        if not text:
            raise ValueError(f"{self.place}: {key} is empty")
        return text

    def whole(self, key: str) -> int:
        """An integer."""
        return self._take(key, int)

    def day(self, key: str) -> date:
        """A day, written as a TOML local date."""
        return self._take(key, date)

    def choice(self, key: str, closed: type[Choice]) -> Choice:
        """One of the values of the enumeration `closed`."""
        value = self._take(key, str)
        try:
            return closed(value)
        except ValueError:
            raise ValueError(f"{self.place}: {key} is {value!r}, not one of {', '.join(closed)}") from None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts kept as written, at least one."""
        values: list[Any] = self._take(key, list)
        if not values or not all(isinstance(value, str) and value for value in values):
            raise ValueError(f"{self.place}: {key} is not a list of texts")
        return tuple(values)

    def wholes(self, key: str) -> tuple[int, ...]:
        """A list of integers, at least one."""
        values: list[Any] = self._take(key, list)
        if not values or not all(type(value) is int for value in values):
            raise ValueError(f"{self.place}: {key} is not a list of integers")
        return tuple(values)

    def table(self, key: str) -> Table:
        """The table under `key`."""
        return Table(self._take(key, dict), f"{self.place}, [{key}]")

    def tables(self, key: str) -> list[Table]:
        """The array of tables under `key`."""
        values: list[Any] = self._take(key, list)
        if not all(isinstance(value, dict) for value in values):
            raise ValueError(f"{self.place}: {key} is not a list of tables")
        return [Table(value, f"{self.place}, [[{key}]] {place}") for place, value in enumerate(values, start=1)]

    def has(self, key: str) -> bool:
        """Whether `key` is there and was not taken out yet."""
        return key in self._values

    def close(self) -> None:
        """Say that everything was taken out: a key left over is a misspelt one."""
        if self._values:
            raise ValueError(f"{self.place}: unknown {', '.join(self._values)}")

    def _take(self, key: str, kind: type[Value]) -> Value:
        if key not in self._values:
            raise ValueError(f"{self.place}: {key} is missing")
        value: Any = self._values.pop(key)
        if type(value) is not kind:
            raise ValueError(f"{self.place}: {key} is not of type {kind.__name__}")
        found: Value = value
        return found


def read(path: Path) -> Table:
    """The whole file as a Table. Raises ValueError when it is not TOML, OSError when it cannot be read."""
    with path.open("rb") as file:
        try:
            return Table(tomllib.load(file), path.name)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ValueError(f"{path.name}: {error}") from error
