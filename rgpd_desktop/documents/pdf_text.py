"""Text as a PDF takes it: the fonts, the styles, and user text made harmless. Used by pdf_flow, pdf_heads and pdf_pages only.

reportlab reads mark-up in a paragraph, where a typed `<img src=…>` would put a file of the disk in the PDF: every text goes through
`mark_up`.
"""

from __future__ import annotations

import os
import re
from functools import cache
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor  # type: ignore[import-untyped]
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.lib.units import mm  # type: ignore[import-untyped]
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily, stringWidth  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]

from rgpd_desktop.basics import french, places

REGULAR: Final = "RgpdSans"
BOLD: Final = "RgpdSans-Bold"
MUTED: Final = HexColor(0x5B6472)
LINE: Final = HexColor(0xD9DEE5)
SIDE: Final = 17 * mm
WIDTH: Final = A4[0] - 2 * SIDE
SMALL: Final = 7.5  # points: head, foot
INK: Final = HexColor(0x1B2430)
BLUE: Final = HexColor(0x1F5C9E)
_TURNS_LINE: Final = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
# What no font draws: control characters, halves of a character, what is not a character.
_UNDRAWABLE: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufff9-\ufffb]")


def _style(size: float, leading: float, ink: Any = INK, font: str = REGULAR, **more: Any) -> Any:
    return ParagraphStyle(
        font, fontName=font, fontSize=size, leading=leading, textColor=ink, allowWidows=0, allowOrphans=0, **more
    )


BODY: Final = _style(8.8, 13, spaceBefore=3, spaceAfter=5)
QUIET: Final = _style(8.2, 12, MUTED, spaceBefore=3, spaceAfter=5)
ITEM: Final = _style(8.8, 13, leftIndent=14, bulletIndent=2, spaceAfter=2, bulletFontName=REGULAR, bulletFontSize=8.8)
CELL: Final = _style(8.2, 12)
CELL_HEAD: Final = _style(8, 12, MUTED, BOLD)
NUMBER_HEAD: Final = _style(8, 12, MUTED, BOLD, alignment=2)  # 2: to the right
CELL_LARGE: Final = _style(15, 22, font=BOLD)
LABEL: Final = _style(8.8, 13, MUTED)
VALUE: Final = _style(8.8, 13)
AROUND: Final = _style(8.4, 13, MUTED)
HEADINGS: Final = {1: _style(16, 22, font=BOLD), 2: _style(14, 19, font=BOLD), 3: _style(9.4, 13, BLUE, BOLD)}
TITLE: Final = _style(24, 31, font=BOLD, spaceAfter=6)
TITLE_AROUND: Final = _style(11, 16, MUTED)


def clean(text: str) -> str:
    """The text as it can be drawn: lines end with \\n, what has no shape is shown as such (�), invisible turns are left out.

    The narrow no-break space becomes an ordinary no-break one: reportlab takes it for a place to break a line.
    """
    text = _TURNS_LINE.sub("\n", french.one_way(text)).replace("\t", " ").replace(french.THIN, french.HARD)
    return _UNDRAWABLE.sub("\ufffd", text).replace("\u00ad", "")


def one_line(text: str) -> str:
    """The cleaned text without its line breaks: a head, a bookmark, a title."""
    return " ".join(clean(text).split(" ")).replace("\n", " ").strip()


def cut(text: str, font: str, size: float, width: float) -> str:
    """The beginning of the text that fits in `width`, with … when it was cut."""
    if stringWidth(text, font, size) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if stringWidth(text[:middle].rstrip() + "…", font, size) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


@cache
def fonts() -> None:
    """Makes the two fonts known to reportlab, once for the program."""
    folder = places.resources() / "look" / "fonts"
    registerFont(TTFont(REGULAR, os.fspath(folder / "DejaVuSans.ttf")))
    registerFont(TTFont(BOLD, os.fspath(folder / "DejaVuSans-Bold.ttf")))
    registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


def mark_up(text: str) -> str:
    """The text so that reportlab prints it as it was typed."""
    lines = escape(clean(text)).split("\n")
    return "<br/>".join(_kept_spaces(line) for line in lines)


def _kept_spaces(line: str) -> str:
    """Several spaces in a row stay several: reportlab would make them one."""
    return line.replace("  ", f"{french.HARD} ") if "  " in line else line
