"""Text without case, accents or punctuation, for comparing and for looking words up. Called all over rules.

Never keeps a text: only the table of letters stays in memory.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_LIGATURES: Final = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}


class _Letters(dict[int, str]):
    """A translation table filled as letters are met: lower case, no accent; what is not a letter or a digit becomes `other`."""

    def __init__(self, keeps_punctuation: bool) -> None:
        super().__init__()
        self._keeps_punctuation = keeps_punctuation

    def __missing__(self, code: int) -> str:
        letter = chr(code).lower()
        plain = _LIGATURES.get(letter) or unicodedata.normalize("NFKD", letter).lower()
        kept = "".join(mark for mark in plain if not unicodedata.combining(mark))
        if not self._keeps_punctuation:
            kept = "".join(mark if mark.isalnum() else " " for mark in kept)
        self[code] = kept
        return kept


_FOLDED: Final = _Letters(keeps_punctuation=False)
_UNACCENTED: Final = _Letters(keeps_punctuation=True)


_INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_SEEN_THROUGH: Final = str.maketrans(
    {chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)},
) | str.maketrans("", "", _INVISIBLE)


def seen_through(text: str) -> str:
    """The text without its invisible marks (soft hyphen, zero width space…), full-width letters and digits as usual ones."""
    return text if text.isascii() else text.translate(_SEEN_THROUGH)


def words(text: str) -> frozenset[str]:
    """The words of a text as a set: how the word lists of the readers are written."""
    return frozenset(text.split())


def fold(text: str) -> str:
    """Lower case, no accent, œ as oe, punctuation as single spaces: `D’Hérouville Jean-Paul` gives `d herouville jean paul`."""
    if text.isascii() and text.isalnum():
        return text.lower()
    return " ".join(text.translate(_FOLDED).split())


def unaccented(text: str) -> str:
    """Lower case without accents, everything else left where it is: for reading words such as month names."""
    return text.lower() if text.isascii() else text.translate(_UNACCENTED)
