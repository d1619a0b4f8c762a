"""How many times in a row a passphrase was wrong: a small file beside the data, so that closing the program does not shorten the wait."""

from __future__ import annotations

import contextlib
import json
import time
from pathlib import Path
from typing import Final

from rgpd_desktop.basics import private_files

NAME: Final = "essais.json"
_WAITS: Final = (0, 0, 2, 5, 15, 30, 60)  # seconds before the next try, after none, one, two… wrong ones


def wait_left(data: Path) -> int:
    """Seconds before another try is heard, 0 when it is now. A clock set back makes nobody wait longer than the wait itself."""
    failures, last = _read(data)
    wait = _WAITS[min(failures, len(_WAITS) - 1)]
    passed = max(0.0, time.time() - last)
    return max(0, min(wait, round(wait - passed + 0.49)))


def failed(data: Path) -> int:
    """Notes a wrong try; gives the seconds to wait."""
    failures, _ = _read(data)
    with contextlib.suppress(OSError):  # a folder that cannot be written is no reason to let the person out
        private_files.write_whole(data / NAME, json.dumps({"failures": failures + 1, "last": time.time()}))
    return _WAITS[min(failures + 1, len(_WAITS) - 1)]


def succeeded(data: Path) -> None:
    """Forgets the wrong tries."""
    with contextlib.suppress(OSError):
        (data / NAME).unlink(missing_ok=True)


def _read(data: Path) -> tuple[int, float]:
    try:
        found = json.loads((data / NAME).read_text(encoding="utf-8"))
        return max(0, int(found["failures"])), float(found["last"])
    except (OSError, ValueError, TypeError, KeyError):
        return 0, 0.0
