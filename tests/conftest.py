"""What every test stands on: no screen, and no database left open."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LC_ALL", "C.UTF-8")

from rgpd_desktop.store.database import Database

_open: list[Database] = []
_opens, _closes = Database.__init__, Database.close


def _noting_init(self: Database, *arguments: object, **named: object) -> None:
    _opens(self, *arguments, **named)  # type: ignore[arg-type]
    _open.append(self)


def _noting_close(self: Database) -> None:
    _closes(self)
    if self in _open:
        _open.remove(self)


Database.__init__ = _noting_init  # type: ignore[method-assign]
Database.close = _noting_close  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def no_database_left_open() -> Iterator[None]:
    before = list(_open)
    yield
    left = [database for database in _open if database not in before]
    for database in left:
        database.close()
    assert not left, f"{len(left)} database(s) left open"
