"""A paper before it has a format: its title, who it comes from, and its blocks in order. Made by composers, written by paper_pdf.

Text is always data: no mark-up is read in it, in any format. Pure values, no French of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Title:
    """The name of the paper on its first page, large, with a line above and one under it."""

    text: str
    above: str = ""
    under: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 a part, 2 a sheet, 3 a section. Never left alone at the foot of a page.

    `above` and `under` are small lines round it. `anchor` is the name by which a PageOf finds it. `part` opens a part that is not printed
    but stands above this heading (of level 2) in the bookmarks and in Contents.
    """

    text: str
    level: int = 1
    above: str = ""
    under: str = ""
    anchor: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text, after an optional `lead` in bold. Line breaks are kept. `is_quiet` for a note, in grey."""

    text: str
    lead: str = ""
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class List:
    """Items, each after a dash or its number."""

    items: tuple[str, ...]
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class PageOf:
    """The number of the page where the heading of that `anchor` is, which leads there; blank when there is none."""

    anchor: str


Cell: TypeAlias = "str | PageOf"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under `headers` (none when empty), which are repeated on each page. `widths` are shares of the page's width, one a column.

    `is_large` for what is copied by hand from the paper.
    """

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    headers: tuple[str, ...] = ()
    is_large: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """Labels and values: one under the other in two columns, or one after the other on a line (`is_inline`) with the labels in bold."""

    pairs: tuple[tuple[str, str], ...]
    is_inline: bool = False


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a page."""


@dataclass(frozen=True, slots=True)
class KeepTogether:
    """Blocks that stay on one page when they can."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The parts and their pages."""


Block: TypeAlias = "Title | Heading | Paragraph | List | Table | Fields | PageBreak | KeepTogether | Contents"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document. `title` and `subject` describe the file; `author` (top left) and `running` (top right) head each page but a cover's,
    `footer` ends each. `language` is the one its text is written in. `has_cover` when the first page bears no head."""

    title: str
    author: str
    blocks: tuple[Block, ...] = field(default=())
    subtitle: str = ""
    subject: str = ""
    running: str = ""
    footer: str = ""
    language: str = "fr"
    has_cover: bool = False
