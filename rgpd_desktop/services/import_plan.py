"""The nouns of an import: what is asked (ImportOrder), what it would do (ImportPlan), what it did (ImportReport). No work here.

They cross the border between the window and the process that reads the list, so all of them can be pickled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rgpd_desktop.basics.problems import RowProblem
from rgpd_desktop.rules.columns import ColumnChoice, ColumnGuess, ListOrigin
from rgpd_desktop.rules.contact import Audience


class Category(StrEnum):
    """The lines of the verification page; each opens its people, the last one its cells."""

    NEW = "new"
    MERGED = "merged"
    PROBABLE = "probable"
    EXPIRED = "expired"
    OPPOSED = "opposed"
    REFUSED = "refused"
    UNDATED = "undated"
    PROBLEMS = "problems"


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """A sheet, or a whole file that has none (`name` is then "").

    `is_list` is false when nothing in it looks like people: the fields after it are then empty. `header_row` is the 1-based line
    of the file, None without a header line. `rows` counts the lines of the list, exactly up to 10 000 lines, then with the
    blank ones. `choices` are where the user starts from: remembered for these headers (`is_remembered`), else the safe defaults;
    the guesses then say the same. `kind` is told by the name of the sheet, else of the file (`is_kind_of_file`), "" if by
    neither. `lines` are the first ones, as text.
    """

    name: str
    is_visible: bool
    is_list: bool
    header_row: int | None = None
    headers: tuple[str, ...] = ()
    rows: int = 0
    guesses: tuple[ColumnGuess, ...] = ()
    choices: tuple[ColumnChoice, ...] = ()
    is_remembered: bool = False
    kind: str = ""
    audience: Audience = Audience.UNKNOWN
    lines: tuple[tuple[str, ...], ...] = ()
    is_kind_of_file: bool = False


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What a file holds. `encoding` and `delimiter` are None where they mean nothing (imports.book.Book)."""

    file_name: str
    format: str
    encoding: str | None
    delimiter: str | None
    sheets: tuple[SheetPreview, ...]


@dataclass(frozen=True, slots=True)
class SheetOrder:
    """A sheet to import ("" for a file without sheets), with the choices for its columns; `kind` "" leaves the list's."""

    name: str
    choices: tuple[ColumnChoice, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What the user decided. `keep_expired`: all the people past retention, or those of these (sheet, line of the file)."""

    sheets: tuple[SheetOrder, ...]
    origin: ListOrigin = field(default_factory=ListOrigin)
    keep_expired: bool | frozenset[tuple[str, int]] = False


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What the import would do, counted in lines of the list.

    Each line is exactly one of: `new` (a person comes in), `merged` (certainly somebody already kept, or an earlier line),
    `expired` (past retention, not imported), put aside (on the opposition list), `refused` (names nobody). So
    `rows == new + merged + expired + put_aside + refused`. Across these, `opposed` counts the lines put aside and those whose
    own column says no (`opposed_in_list`; `opposed_expired` of them stay out as expired, their refusal remembered, the others are
    in the contacts as opposed), `probable` the lines proposed as somebody else, `undated` the new people without any date,
    `new_expired` the new people who are past retention and were chosen all the same. `problems` counts cells. `reasons` say why
    lines are refused, `cell_reasons` why cells were not read, with how many times. `other_kind` counts the people already kept,
    of another kind than the list says. `change_count` and `digest` are what it was made against: database and file.
    """

    rows: int
    new: int
    merged: int
    probable: int
    expired: int
    opposed: int
    opposed_in_list: int
    refused: int
    undated: int
    problems: int
    reasons: Mapping[str, int]
    cell_reasons: Mapping[str, int]
    change_count: int
    digest: str
    other_kind: int = 0
    opposed_expired: int = 0
    new_expired: int = 0

    @property
    def put_aside(self) -> int:
        """The lines that stay out because they are on the opposition list."""
        return self.opposed - self.opposed_in_list


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What the import did, in the same counts as ImportPlan. `batch` is the number that undoes it."""

    batch: int
    rows: int
    new: int
    merged: int
    probable: int
    expired: int
    opposed: int
    opposed_in_list: int
    undated: int
    refused: tuple[RowProblem, ...]
    problems: tuple[RowProblem, ...]
    opposed_expired: int = 0

    @property
    def put_aside(self) -> int:
        """The lines that stayed out because they are on the opposition list."""
        return self.opposed - self.opposed_in_list


@dataclass(frozen=True, slots=True)
class PlannedPerson:
    """A line of a category, to be shown: where it stands in the file, who it names, by what else one knows them, and why it is here.

    For a cell that was not read, `detail` is its column and what it held.
    """

    sheet: str
    row: int
    name: str
    detail: str
    reason: str
