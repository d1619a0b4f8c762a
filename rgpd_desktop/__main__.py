"""`python -m rgpd_desktop`: starts the window. Child processes import this file again, so it imports nothing until main()."""

from __future__ import annotations

import sys


def main() -> int:
    """Start the program with the words of the command line; returns its exit code."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support  # noqa: PLC0415 - a frozen child process must stop here, before Qt

        freeze_support()
    from rgpd_desktop.app import main as start  # noqa: PLC0415 - Qt, only in the process that shows the window

    return start(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
