"""What every reader hands over: a Book of sheets, each a stream of numbered lines of cells.

spreadsheet opens one, services walk it. No reader here, no meaning of a cell either.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.rules.columns import Line

MAXIMUM_COLUMNS = 500  # wider than that is no list of people
MOST_MARKUP_ROWS = 500_000  # of a web page or an XML document: no list of people is longer, and each costs 15 us
LONGEST_CELL = 32_767  # characters, the limit of Excel itself

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet of a workbook, as its tab says: `is_visible` is false for hidden and "very hidden" ones."""

    name: str
    is_visible: bool


class Book(ABC):
    """An opened list. Closing is nothing: no file stays open between two calls of `lines`.

    `format` is "xlsx" (xlsm and strict too), "xls", "xlsb", "ods", "csv" (any delimited text), "vcf", "html" or
    "spreadsheetml". `sheets` is empty for delimited text and vcf; `encoding` (a key of ENCODING_LABELS) and `delimiter`
    are None where they mean nothing. `fixed_columns` are (header, field) for formats that name their own columns. `is_1904`: a bare
    number that stands for a day counts from 1904.
    """

    format: str
    sheets: tuple[SheetInfo, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    fixed_columns: tuple[tuple[str, str], ...] = ()
    is_1904: bool = False

    @abstractmethod
    def lines(self, sheet: str | None = None) -> Iterator[Line]:
        """The lines of `sheet` (None: the first visible one that holds something) with their 1-based number in the file.

        Empty lines may be left out, the numbering stays the file's. Raises Refusal, also halfway.
        """

    @abstractmethod
    def line_count(self, sheet: str | None = None) -> int:
        """About how many lines `lines(sheet)` goes through, for a progress bar."""


def cleaned(text: str) -> str | None:
    """The text of a cell without control characters (line feeds and tabs stay), cut at 32 767; None when nothing is left."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", text)[:LONGEST_CELL] or None


def refused(sentence: str, remedy: str) -> Refusal:
    """A Refusal of a whole file: the remedy is preceded by the assurance that nothing came in."""
    return Refusal(french.spaced(sentence), french.spaced(f"Rien n’a été importé. {remedy}"))


def damaged() -> Refusal:
    """The refusal of a file that its own reader cannot follow to the end."""
    return refused(
        "Ce fichier est abîmé ou incomplet : il n’a pas pu être lu jusqu’au bout.",
        "Ouvrez-le dans Excel ou LibreOffice et enregistrez-le sous un autre nom au format .xlsx, ou demandez-en une nouvelle copie.",
    )


def unknown_sheet() -> Refusal:
    """The refusal of a sheet name that the workbook does not have."""
    return refused("Cette feuille n’existe pas dans le classeur.", "Choisissez une des feuilles proposées.")


def too_long() -> Refusal:
    """The refusal of a web page or an XML document with more than MOST_MARKUP_ROWS rows."""
    return refused(
        f"Ce fichier a plus de {french.number(MOST_MARKUP_ROWS)} lignes : c’est trop pour un tableau au format web ou XML.",
        "Ouvrez-le dans Excel ou LibreOffice, enregistrez-le au format .xlsx et importez la copie.",
    )


def too_wide(columns: int) -> Refusal:
    """The refusal of a sheet or a text with more than MAXIMUM_COLUMNS columns."""
    return refused(
        f"Cette feuille a {french.number(columns)} colonnes : une liste de personnes n’en a jamais plus de {MAXIMUM_COLUMNS}.",
        "Copiez les colonnes utiles dans une nouvelle feuille (un caractère oublié très loin à droite suffit à l’élargir), "
        "puis importez cette feuille.",
    )
