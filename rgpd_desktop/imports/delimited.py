"""Delimited text in: csv, tsv, txt, whatever their extension says, streamed from the disk line by line.

spreadsheet opens them when the bytes are nothing else. Line numbers are those of a text editor: a record whose quoted
cell holds line feeds is at the line where it starts.
"""

from __future__ import annotations

import csv
import math
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from rgpd_desktop.imports.book import LONGEST_CELL, MAXIMUM_COLUMNS, Book, cleaned, damaged, refused, too_wide
from rgpd_desktop.imports.encodings import TextSurvey
from rgpd_desktop.rules.columns import Cell, Line

CANDIDATES = (";", "\t", ",", "|", ":")  # the first wins when nothing else tells

_NO_DELIMITER = "\x1f"  # for a text of one column: a control character, dropped from every line
_SAMPLE_LINES = 300
_SAMPLE_CHARACTERS = 400_000
_LONGEST_RECORD = 1_000  # physical lines; a quote still open after that was never meant as one
_MOST_REREAD = 20_000  # lines read again because of stray quotes; then quotes are letters like others
_STRICT, _LENIENT, _LITERAL = "strict", "lenient", "literal"
_DECLARED = re.compile(r'"?sep=(.)"?\s*$', re.IGNORECASE)
_DROPPED = {code: None for code in (*range(32), 127) if code not in (9, 10, 13)}

csv.field_size_limit(50_000_000)  # characters; the lines are bounded by encodings, the records by _Feed


class DelimitedBook(Book):
    """One delimited text. Each reading opens the file anew, so several may go on at the same time."""

    format = "csv"

    def __init__(self, path: Path, text: TextSurvey, delimiter: str | None) -> None:
        if delimiter is not None and (len(delimiter) != 1 or delimiter in '\r\n"'):
            raise refused("Ce séparateur ne convient pas.", "Choisissez un seul caractère : ; , | ou la tabulation.")
        self._path = path
        self._text = text
        self.encoding = text.encoding
        sample = self._sample()
        declared = _DECLARED.match(sample[0]) if sample else None
        self._skipped = 1 if declared else 0
        self.delimiter = delimiter or (declared[1] if declared else best_delimiter(sample))
        width = max((len(row) for row in _rows(sample[self._skipped :], self.delimiter)), default=0)
        if width > MAXIMUM_COLUMNS:
            raise too_wide(width)

    def line_count(self, sheet: str | None = None) -> int:
        """See Book: the line ends of the file."""
        return self._text.line_count

    def lines(self, sheet: str | None = None) -> Iterator[Line]:
        """See Book; `sheet` means nothing here. Raises Refusal when the file cannot be read to its end."""
        try:
            with self._path.open(encoding=self._text.codec, errors="replace", newline="") as stream:
                physical: Iterator[str] = stream
                if self._text.has_controls:
                    physical = (line.translate(_DROPPED) for line in stream)
                for _ in islice(physical, self._skipped):
                    pass
                yield from _records(physical, self.delimiter, self._skipped)
        except (OSError, UnicodeError, csv.Error):
            raise damaged() from None

    def _sample(self) -> list[str]:
        lines: list[str] = []
        left = _SAMPLE_CHARACTERS
        with self._path.open(encoding=self._text.codec, errors="replace", newline="") as stream:
            for line in islice(stream, _SAMPLE_LINES):
                lines.append(line.translate(_DROPPED) if self._text.has_controls else line)
                left -= len(line)
                if left < 0:
                    break
        return lines


def best_delimiter(sample: list[str]) -> str | None:
    """The separator that cuts these physical lines most regularly, None for a list of one column."""
    best, best_score = None, 0.0
    for candidate in CANDIDATES:
        regularity, width = _regularity(_rows(sample, candidate))
        if candidate == ":" and (best or regularity < 0.95 or width < 3):
            continue  # hours and addresses of sites have colons too
        score = regularity * (1 + min(math.log2(width), 4) / 4) if regularity >= 0.4 else 0.0
        if score > best_score + 1e-9:
            best, best_score = candidate, score
    return best


def _regularity(rows: list[list[Cell]]) -> tuple[float, int]:
    """(from 0 to 1, usual number of columns): 1 when every line has that number, 0 when no line is cut at all."""
    widths = Counter(len(row) for row in rows)
    usual = max((width for width in widths if width > 1), key=lambda width: (widths[width], width), default=1)
    if usual == 1:
        return 0.0, 1
    alike = sum(count * min(width, usual) / max(width, usual) for width, count in widths.items() if width > 1)
    return alike / len(rows), usual


def _rows(sample: list[str], delimiter: str | None) -> list[list[Cell]]:
    return [list(cells) for _, cells in _records(iter(sample), delimiter, 0)]


class _StrayQuote(Exception):  # noqa: N818 - a signal between the feed and its reader
    """A quoted cell goes on and on: its quote was an inch mark or a slip of the keyboard."""


class _Feed:
    """The physical lines given to csv, with those of the record being read: needed for numbering and for second thoughts."""

    def __init__(self, physical: Iterator[str], number: int) -> None:
        self._physical = physical
        self._given_back: deque[str] = deque()
        self.number = number  # of the last line given
        self.record: list[str] = []
        self._is_over = False

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        if len(self.record) >= _LONGEST_RECORD:
            raise _StrayQuote
        line = self._given_back.popleft() if self._given_back else next(self._physical, None)
        if line is None:
            self._is_over = True
            raise StopIteration
        self.number += 1
        self.record.append(line)
        return line

    def has_ended(self) -> bool:
        """Whether a line was asked for after the last one."""
        return self._is_over

    def give_back_all_but_first(self) -> str:
        """Takes back the record being read; its first line is returned, the others will be given again."""
        first, *others = self.record
        self.record.clear()
        self._given_back.extendleft(reversed(others))
        self.number -= len(others)
        self._is_over = False
        return first


def _records(physical: Iterator[str], delimiter: str | None, number: int) -> Iterator[tuple[int, list[Cell]]]:
    """The records with the number of their first line; `number` is that of the line before.

    csv reads strictly. Where it stumbles on a quote, the line at which that record started is read on its own.
    """
    feed = _Feed(physical, number)
    record = feed.record
    reread = usual = 0
    while not feed.has_ended():
        are_quotes_letters = reread >= _MOST_REREAD
        try:
            for row in _reader(feed, delimiter, quotes=_LITERAL if are_quotes_letters else _STRICT):
                if any(row):
                    usual = len(row)
                    if len(record) == 1 and len(record[0]) <= LONGEST_CELL and not are_quotes_letters:
                        yield feed.number, [cell or None for cell in row]
                    else:
                        mended = [cell.strip('"') for cell in row] if are_quotes_letters else row
                        yield feed.number - len(record) + 1, list(map(cleaned, mended))
                record.clear()
        except (csv.Error, _StrayQuote):
            if not record:
                raise
            reread += len(record) - 1
            line = feed.give_back_all_but_first()
            yield feed.number, _mended(line, delimiter, usual)


def _mended(line: str, delimiter: str | None, usual: int) -> list[Cell]:
    """A line with a stray quote, on its own: cut at every separator unless minding the quotes gives the usual width."""
    for quotes in (_LENIENT, _LITERAL):
        row = next(_reader([line], delimiter, quotes=quotes), [])
        if len(row) == usual or quotes is _LITERAL:
            break
    return [cleaned(cell.strip().strip('"')) for cell in row]


def _reader(lines: Iterable[str], delimiter: str | None, quotes: str) -> Iterator[list[str]]:
    return csv.reader(
        lines,
        delimiter=delimiter or _NO_DELIMITER,
        quoting=csv.QUOTE_NONE if quotes == _LITERAL else csv.QUOTE_MINIMAL,
        strict=quotes == _STRICT,
        skipinitialspace=True,
    )
