"""In which alphabet a text file was saved: one pass over its bytes, then a best guess the user may change.

UTF-8 and UTF-16 prove themselves. The one-byte alphabets do not: the accented lines are read in each of them and the
reading that looks like French wins (a general detector takes French for Polish, hence our own scoring).
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from pathlib import Path

from rgpd_desktop.imports.book import refused

ENCODING_LABELS: dict[str, str] = {
    "utf-8": "Unicode (UTF-8)",
    "cp1252": "Windows (Europe de l’Ouest)",
    "iso-8859-15": "ISO 8859-15 (Europe de l’Ouest, avec l’euro)",
    "cp850": "MS-DOS (Europe de l’Ouest)",
    "mac_roman": "Macintosh (ancien)",
    "utf-16": "Unicode (UTF-16)",
}
LONGEST_LINE = 8_000_000  # bytes; no list has such a line, and a line is read at once

_CHUNK = 1 << 20
_SAMPLE = 1 << 16  # bytes of accented lines that are enough to tell
_ONE_BYTE = ("cp1252", "iso-8859-15", "cp850", "mac_roman")  # on equal scores the first wins
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 13)) + b"\x7f"
_EXPORT = "Ouvrez-le dans le programme qui l’a créé, puis exportez la liste au format .xlsx ou .csv."


@dataclass(frozen=True, slots=True)
class TextSurvey:
    """What one pass over a text tells. `encoding` is a key of ENCODING_LABELS, `codec` what Python opens the file with.

    `has_controls` says that some characters are to be dropped.
    """

    encoding: str
    codec: str
    line_count: int
    has_controls: bool


def survey(path: Path, encoding: str | None = None, *, is_by_line: bool = True) -> TextSurvey:
    """Reads `path` through without keeping it. `encoding` is the user's choice, None for a guess.

    Raises Refusal when it is no text at all, or (unless `is_by_line` is false) holds a line that never ends.
    """
    count = _Count()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            count.add(chunk)
    codec = count.codec()
    guess = label_of(codec)
    if encoding is not None and encoding != guess:
        guess, codec = encoding, {"utf-8": "utf-8-sig", "utf-16": "utf-16-le"}.get(encoding, encoding)
    is_wide = guess == "utf-16"
    if not is_wide and count.controls > 8 + count.size // 50:
        raise refused("Ce fichier n’est ni un classeur ni un texte que ce programme sache lire.", _EXPORT)
    if is_by_line and count.longest_line > LONGEST_LINE:
        raise refused("Ce fichier contient une ligne interminable : ce n’est pas une liste.", _EXPORT)
    return TextSurvey(guess, codec, count.lines + (count.open_line > 0), is_wide or count.controls > 0)


def label_of(codec: str) -> str:
    """The key of ENCODING_LABELS for a Python codec of ours ("utf-8-sig" is "utf-8")."""
    return next(key for key in ENCODING_LABELS if codec.startswith(key))


@dataclass(slots=True)
class _Count:
    """The running totals of `survey`."""

    size: int = 0
    lines: int = 0
    controls: int = 0
    open_line: int = 0  # bytes of the line that the chunk before left unfinished
    longest_line: int = 0  # to within a chunk
    head: bytes = b""
    accented: list[bytes] = field(default_factory=list)
    accented_size: int = 0
    is_utf8: bool = True
    decoder: codecs.IncrementalDecoder = field(default_factory=codecs.getincrementaldecoder("utf-8"))

    def add(self, chunk: bytes) -> None:
        """Counts one more piece of the file."""
        if not self.size:
            self.head = chunk[:_SAMPLE]
        self.size += len(chunk)
        self.controls += len(chunk) - len(chunk.translate(None, _CONTROLS))
        end = b"\n" if b"\n" in chunk else b"\r"  # old Macintosh files end lines with a lone carriage return
        self.lines += chunk.count(end)
        last = chunk.rfind(end)
        self.open_line = len(chunk) - last - 1 if last >= 0 else self.open_line + len(chunk)
        self.longest_line = max(self.longest_line, self.open_line)
        if self.is_utf8:
            try:
                self.decoder.decode(chunk)
            except UnicodeDecodeError:
                self.is_utf8 = False
        if self.accented_size < _SAMPLE and not chunk.isascii():
            self._keep_accented(chunk)

    def _keep_accented(self, chunk: bytes) -> None:
        for line in chunk.splitlines():
            if not line.isascii():
                self.accented.append(line[:_SAMPLE])
                self.accented_size += len(line)
                if self.accented_size >= _SAMPLE:
                    return

    def codec(self) -> str:
        """The best guess, as Python names it."""
        if self.head.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        if self.head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if self.is_utf8:
            try:
                self.decoder.decode(b"", True)
            except UnicodeDecodeError:  # cut in the middle of a character
                self.is_utf8 = False
        even, odd = self.head[0::2].count(0), self.head[1::2].count(0)
        if max(even, odd) > 0.3 * len(self.head) / 2 and max(even, odd) > 4 * min(even, odd):
            return "utf-16-le" if odd > even else "utf-16-be"
        sample = b"\n".join(self.accented)
        if self.is_utf8 or _is_mostly_utf8(sample):
            return "utf-8-sig"
        return best_one_byte(sample)


def _is_mostly_utf8(sample: bytes) -> bool:
    """Whether broken bytes are the exception: such a file stays UTF-8 rather than becoming "Ã©" from end to end."""
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(letter > "\x7f" for letter in text) - broken
    return whole > 0 and broken <= whole


def best_one_byte(sample: bytes) -> str:
    """Which of cp1252, iso-8859-15, cp850 and mac_roman makes the best French of these bytes; cp1252 when nothing tells."""
    return max(_ONE_BYTE, key=lambda codec: french_score(sample.decode(codec, "replace")))


_COMMON = frozenset("éèàçêôîùûâëïœÉÈÀÇÊÔÎÙÛÂËÏŒ")
_WESTERN = frozenset("äöüñáíóúãõåøæßìòÄÖÜÑÁÍÓÚÃÕÅØÆÌÒ")
_BEFORE_SYMBOL = {
    "€": "0123456789 \xa0\u202f",
    "°": "nN0123456789",
    "²": "m",
    "«": " \n\t;,(",
    "…": "abcdefghijklmnopqrstuvwxyzé",
}


def french_score(text: str) -> float:
    """How much the non-ASCII characters of `text` look like French where they stand; below 0 for mojibake."""
    score = 0.0
    for index, letter in enumerate(text):
        if letter > "\x7f":
            before = text[index - 1] if index else "\n"
            after = text[index + 1] if index + 1 < len(text) else "\n"
            score += _letter_score(letter, before, after) if letter.isalpha() else _symbol_score(letter, before, after)
    return score


def _letter_score(letter: str, before: str, after: str) -> float:
    if letter in _COMMON:
        weight = 4.0 if letter in "éÉ" else 3.0
    elif letter in _WESTERN:
        weight = 0.5
    else:
        return -3.0
    if letter.isupper():
        return -3.0 if before.islower() else weight  # "PrÉnom" is a misread è or é
    if before.isupper() and after.isupper():
        return -3.0
    return weight if before.isalpha() or after.isalpha() or before in " \n" else 0.0


def _symbol_score(letter: str, before: str, after: str) -> float:
    if "\x80" <= letter <= "\x9f" or letter == "\ufffd" or "\u2500" <= letter <= "\u25ff":
        return -5.0  # control characters, bytes with no meaning, box drawing
    if letter == "’":
        return 3.0 if before.isalpha() and after.isalpha() else -1.0
    if letter in "\xa0\u202f":
        return 1.0 if not (before.isalpha() and after.isalpha()) else 0.0
    if letter == "»":
        return 1.0 if not after.isalpha() else -2.0
    if letter in "–—“”":
        return 0.5
    expected = _BEFORE_SYMBOL.get(letter)
    return 1.5 if expected and before in expected else -2.0
