"""The key of the encrypted database, in the memory of this process only: never written, never logged, never in an argument.

The desk's opening and the lock screen set it; every connection asks for it. None while the database is plain.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class _Holder:
    raw: bytes | None = field(default=None, repr=False)


_held = _Holder()


def hold(raw: bytes | None) -> None:
    """Keeps the raw key (32 bytes, then the 16 of the file's salt) for the connections to come; None forgets it."""
    _held.raw = raw


def held() -> bytes | None:
    """The raw key in use, None when the database is plain or locked."""
    return _held.raw


def statement() -> str | None:
    """The PRAGMA that opens an encrypted file with the key held; None when there is none."""
    return None if _held.raw is None else statement_for(_held.raw)


def statement_for(raw: bytes) -> str:
    """The PRAGMA that opens a file with this raw key."""
    return f'PRAGMA key = "{spelled(raw)}"'


def spelled(raw: bytes) -> str:
    """The raw key as SQLCipher reads it: x'…'."""
    return f"x'{raw.hex()}'"
