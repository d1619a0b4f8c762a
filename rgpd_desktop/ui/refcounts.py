"""Keeps None, True and False alive on Python 3.11 under the wheels of PySide6 6.12.0. app.py calls it before the first Qt call.

Those wheels return None and True without taking a reference, as the limited API of Python 3.12 and later allows (there the three
never die). On 3.11 each Qt call that returns nothing costs one, and after about five thousand calls the interpreter stops with
"deallocating None". Measured: 6.11.3 is sound, 6.12.0 is not; `python -c` with 10 000 calls of QWidget.setEnabled shows it.
"""

from __future__ import annotations

import sys

_PLENTY = 1 << 40


def keep_constants_alive() -> None:
    """Give these constants more references than any session can lose. Nothing from Python 3.12 on."""
    if sys.version_info >= (3, 12):
        return
    import ctypes  # noqa: PLC0415 - only where it is needed

    for constant in (None, True, False, NotImplemented):
        ctypes.c_ssize_t.from_address(id(constant)).value += _PLENTY
