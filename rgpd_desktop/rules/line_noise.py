"""Lines of a sheet that are nobody: totals, headers said again, section titles, notes, titles above a list. Called by sheet_shape."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rgpd_desktop.rules.columns import Cell, Line
from rgpd_desktop.rules.folding import fold
from rgpd_desktop.rules.made_up_headers import unnumbered
from rgpd_desktop.rules.value_signs import signs, text_of

# A cell that announces a sum. What stands beside it is checked before the line is left out: a firm may be called Total.
_COUNTED = (
    r"g[ée]n[ée]ral|contacts?|clients?|prospects?|partenaires?|fournisseurs?|lignes?|personnes?|enregistrements?|fiches?|pages?|liste|"
    r"ht|ttc|mois|ann[ée]e|(?:19|20)\d\d|adh[ée]rents?|inscrits?|participants?|rows|records"
)
TOTAL: Final = re.compile(
    rf"\s*(?:(?:grand )?tota(?:l|ux)(?:,? (?:des? |du |de la )?(?:{_COUNTED}))*|(?:sous|sub)[- ]?tota(?:l|ux)\b[\w’' ]{{0,40}}"
    r"|(?:nombre|nb|nbre)\b[\w’' ]{0,40}"
    r"|(?:effectif|somme|moyenne|count|sum|average)\b(?: (?:total )?(?:de |d['’]|des |of )[\w’' ]{0,40})?)"
    r"\s*(?:[:=]\s*[\d  .,]*|\(?\d+\)?)?\s*$",
    re.IGNORECASE,
)
_FEW_COLUMNS: Final = 3  # a list of one or two columns may well have lines with one cell
_NOTE: Final = re.compile(
    r"(?:\*|note\b|nb\b|n\.b\.|source\b|sources\b|page \d|l[ée]gende\b|export[ée]?\b|extrait\b|g[ée]n[ée]r[ée]|©|copyright|"
    r"fichier\b|mis(?:e)? [àa] jour|derni[èe]re mise|attention\b|confidentiel|fin d[eu]|imprim[ée]|[ée]dit[ée] le|"
    r"document\b|liste\b|\(\*?\d?\)|report generated|generated|total des|remarque)",
    re.IGNORECASE,
)
_SECTION: Final = re.compile(
    r"(?:mes |nos |les )?(?:anciens? |anciennes? )?(?:clients?|prospects?|partenaires?|fournisseurs?|contacts?|divers|autres?|"
    r"prescripteurs?|particuliers?|professionnels?|leads?|candidats?|abonn[ée]s?|adh[ée]rents?|suite)"
    r"(?: actifs?| inactifs?| froids?| chauds?)?"
    r"(?: \(?(?:19|20)\d\d\)?)?(?: \(suite\)| :)?",
    re.IGNORECASE,
)
_FORM_LABELS: Final = 2


def is_noise(cells: Sequence[Cell], headers: Sequence[str]) -> bool:
    """Whether a line cut like `headers` is no person: blank, a total, the header again, a section title, a note."""
    filled = [(index, text) for index, cell in enumerate(cells) if cell is not None and (text := text_of(cell))]
    if not filled:
        return True
    if _is_header_again(filled, headers):
        return True
    text = filled[0][1]
    if TOTAL.match(text) and all(_is_figure(other) for _, other in filled[1:]):
        return len(filled) > 1 or _is_plain_total(text)
    return len(filled) == 1 and len(headers) >= _FEW_COLUMNS and _is_remark(text)


def begins_with_total(cells: Sequence[Cell]) -> bool:
    """Whether the first filled cell announces a sum."""
    for cell in cells:
        if cell is not None and cell != "":
            return isinstance(cell, str) and TOTAL.match(cell) is not None
    return False


def _is_header_again(filled: Sequence[tuple[int, str]], headers: Sequence[str]) -> bool:
    same = sum(text in (headers[index].strip(), unnumbered(headers[index]).strip()) for index, text in filled)
    return same == len(filled) and (same > 1 or len(headers) == 1)


def _is_figure(text: str) -> bool:
    """Whether a cell beside "Total" may be a sum or a unit: no word, and too few figures for a telephone."""
    bare = text.replace("EUR", "").replace("€", "")
    return not any(character.isalpha() or character == "@" for character in bare) and sum(map(str.isdigit, bare)) < 9


def _is_plain_total(text: str) -> bool:
    """Alone on its line, "Total" is a sum and "Nombre de contacts : 12" too; a sentence is left to the notes."""
    return len(text.split()) <= 6


def _is_remark(text: str) -> bool:
    """A lone cell that is a count, a letter between two pages of an address book, a section title or a sentence."""
    if text.isdigit() and len(text) < 7:
        return True
    if len(text) == 1 or _SECTION.fullmatch(text):
        return True
    if "@" in text or signs([text]).of("phone"):
        return False
    count = len(text.split())
    if _NOTE.match(text):
        return count >= 3 or text.startswith(("*", "©"))
    return count >= 9 or len(text) > 80 or (count >= 4 and text.endswith((".", "!", ":")))


def without_title(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of a list that has no header, without the title and notes above it: it begins where its usual width does."""
    widths = [sum(1 for cell in cells if text_of(cell)) for _, cells in lines]
    usual = sorted(widths)[len(widths) // 2]
    start = next(
        (position for position, width in enumerate(widths) if width >= 0.5 * usual and (width > 1 or usual < 3)), 0
    )
    return lines[start:]


def is_form(lines: Sequence[Line]) -> bool:
    """Whether the sheet is a form to fill in ("Nom :", "Prénom :"… on several lines) and no list."""
    labelled = 0
    for _, cells in lines[:20]:
        labels = sum(
            1 for cell in cells if isinstance(cell, str) and cell.rstrip().endswith(":") and len(fold(cell)) > 1
        )
        labelled += labels >= _FORM_LABELS
    return labelled >= 2
