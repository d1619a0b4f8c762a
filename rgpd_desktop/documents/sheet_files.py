"""Where openpyxl puts a sheet until its workbook is saved: beside the file being written, never in the folder that all programs share.

Used by sheets and book_xlsx around what they write; a sheet of contacts in the system's temporary folder would outlive a crash unseen.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Final

_folder: Final[ContextVar[Path | None]] = ContextVar("folder of the sheet", default=None)


@contextmanager
def kept_beside(partial: Path) -> Iterator[None]:
    """Meanwhile, in this thread, openpyxl's own files are in the folder of `partial`; it removes them itself once saved."""
    from openpyxl.worksheet import _writer  # noqa: PLC0415 - with openpyxl, when something is exported

    _writer.create_temporary_file = _create
    token = _folder.set(partial.parent)
    try:
        yield
    finally:
        _folder.reset(token)


def _create(suffix: str = "") -> str:
    """In place of openpyxl's function, which leaves no choice of the folder."""
    from openpyxl.worksheet._writer import ALL_TEMP_FILES  # noqa: PLC0415 - likewise

    handle, name = tempfile.mkstemp(prefix=".", suffix=f"{suffix}.partial", dir=_folder.get())
    os.close(handle)
    ALL_TEMP_FILES.append(name)
    return name
