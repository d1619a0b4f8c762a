"""What may be told of an error nobody foresaw: type names and file:line frames, never its text, never a value, never a home folder.

`messages` shows the report, `app` writes logs with `ReportFormatter`. Nothing here shows or opens anything.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path, PurePath
from types import TracebackType

from rgpd_desktop import __version__

_ROOTS = ("site-packages", "rgpd_desktop")
LOGGER = "rgpd_desktop"


def report_of(error: BaseException) -> str:
    """Several lines, safe to send to anybody: versions, then each error of the chain with where it passed."""
    python = ".".join(str(part) for part in sys.version_info[:3])
    lines = [f"RGPD Desktop {__version__}, Python {python}, {sys.platform}"]
    for each in _chain(error):
        kind = type(each)
        lines.append(f"{kind.__module__}.{kind.__qualname__}")
        frames = traceback.extract_tb(each.__traceback__)
        lines += [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join(lines)


class ReportFormatter(logging.Formatter):
    """A log line whose exception, if any, is told by `report_of`: the log never holds what an error says."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """The report in place of the traceback."""
        return report_of(ei[1]) if ei[1] is not None else ""


def log_folder() -> Path | None:
    """Where the log of this run is written, None when there is none."""
    for handler in logging.getLogger(LOGGER).handlers:
        if isinstance(handler, logging.FileHandler):
            return Path(handler.baseFilename).parent
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        yield each
        each = each.__cause__ or each.__context__


def _short(filename: str) -> str:
    """The path from the package on; only the file's name when it is nobody's package (a home folder holds a name)."""
    parts = PurePath(filename).parts
    for root in _ROOTS:
        if root in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(root) :])
    return parts[-1] if parts else ""
