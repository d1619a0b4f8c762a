"""Names for the columns that have none, and for those that share one. Called by sheet_shape; mapping must not read them as words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_NUMBERED: Final = re.compile(r"#\d+$")
_MADE_UP: Final = re.compile(r"Colonne [A-Z]{1,3}")


def made_up(index: int) -> str:
    """`Colonne C` for the third column (index 2), as a spreadsheet letters it."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return f"Colonne {letters}"


def unnumbered(header: str) -> str:
    """The header as the file writes it: `Phone#2` is `Phone`."""
    return _NUMBERED.sub("", header)


def is_made_up(header: str) -> bool:
    """Whether the header was given by `made_up`: it says nothing of the column."""
    return _MADE_UP.fullmatch(unnumbered(header)) is not None


def distinct(headers: Sequence[str]) -> tuple[str, ...]:
    """The headers with a second "Phone" written "Phone#2", a third "Phone#3"."""
    seen: dict[str, int] = {}
    given: set[str] = set(headers)
    found = []
    for header in headers:
        count = seen.get(header, 0) + 1
        seen[header] = count
        name = header
        while count > 1:
            name = f"{header}#{count}"
            if name not in given:
                break
            count += 1
        given.add(name)
        found.append(name)
    return tuple(found)
