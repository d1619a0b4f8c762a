"""What every test stands on: no screen, no database left open, and widgets never destroyed off the main thread."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LC_ALL", "C.UTF-8")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"  # never the keychain of whoever runs the tests

from rgpd_desktop.store import keys
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


@pytest.fixture(autouse=True)
def no_key_left_in_memory() -> Iterator[None]:
    yield
    keys.hold(None)


@pytest.fixture(autouse=True)
def garbage_stays_on_this_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """As in the program: see rgpd_desktop.ui.garbage."""
    if "qapp" not in request.fixturenames:
        yield
        return
    from rgpd_desktop.ui.garbage import MainThreadCollector  # noqa: PLC0415 - Qt, only where the test wants it

    collector = MainThreadCollector()
    yield
    collector.stop()
    gc.collect(1)


@pytest.fixture(autouse=True, scope="package")
def no_widget_is_left_to_other_tests(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    gc.collect()
