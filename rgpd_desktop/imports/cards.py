"""vCards in (2.1, 3.0, 4.0): each card of a .vcf becomes one line, numbered by its BEGIN:VCARD.

spreadsheet opens them. A card's birthday, picture and keys are never read; what a person has several of shares a cell.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from pathlib import Path

from rgpd_desktop.imports.book import Book, cleaned, damaged, refused
from rgpd_desktop.imports.encodings import TextSurvey
from rgpd_desktop.rules.columns import Cell, Line

COLUMNS: tuple[tuple[str, str], ...] = (
    ("FN", "full_name"),
    ("N", "last_name"),
    ("N (prénom)", "first_name"),
    ("N (civilité)", "civility"),
    ("EMAIL", "email"),
    ("TEL", "phone"),
    ("ORG", "company"),
    ("TITLE", "job_title"),
    ("ADR", "street"),
    ("ADR (code postal)", "postal_code"),
    ("ADR (ville)", "city"),
    ("ADR (pays)", "country"),
    ("URL", "website"),
    ("NOTE", "notes"),
)
_SINGLE = ("FN", "EMAIL", "TEL", "TITLE", "URL", "NOTE")
_SEVERAL = "; "
_LONGEST_VALUE = 200_000  # characters of a folded value; longer ones are cut, cells are anyway
_PROPERTY = re.compile(r"""\s*(?:[\w-]+\.)?([A-Za-z-]+)((?:;(?:[^":;]|"[^"]*")*)*):(.*)""", re.DOTALL)
_WANTED = re.compile(r"\s*(?:[\w-]+\.)?(FN|N|EMAIL|TEL|ORG|TITLE|ADR|URL|NOTE|BEGIN|END|VERSION)[;:]", re.IGNORECASE)
_PART = re.compile(r"(?<!\\);")
_ESCAPED = re.compile(r"\\([\\,;:nN])")

Card = dict[str, list[str]]


class CardsBook(Book):
    """The cards of one .vcf, read anew at each iteration; only the columns that some card fills are there."""

    format = "vcf"

    def __init__(self, path: Path, text: TextSurvey) -> None:
        self._path = path
        self._text = text
        self.encoding = text.encoding
        used: set[str] = set()
        self._count = 0
        for _, card in self._cards():
            used.update(card)
            self._count += 1
        if not used:
            raise refused(
                "Ce fichier ne contient aucune carte de visite lisible.",
                "Exportez de nouveau vos contacts, au format vCard ou CSV.",
            )
        self.fixed_columns = tuple(column for column in COLUMNS if column[0] in used)

    def line_count(self, sheet: str | None = None) -> int:
        """See Book: the number of cards."""
        return self._count

    def lines(self, sheet: str | None = None) -> Iterator[Line]:
        """See Book: one line a card, its cells in the order of `fixed_columns`, and no header line."""
        headers = [header for header, _ in self.fixed_columns]
        for number, card in self._cards():
            cells: list[Cell] = [cleaned(_SEVERAL.join(card[header])) if header in card else None for header in headers]
            yield number, cells

    def _cards(self) -> Iterator[tuple[int, Card]]:
        card: Card | None = None
        start = 0
        for number, line in self._unfolded():
            word = line.strip().upper()
            if word == "BEGIN:VCARD":
                if card:
                    yield start, card
                card, start = {}, number
            elif word == "END:VCARD":
                if card:
                    yield start, card
                card = None
            elif card is not None:
                _take(card, line)
        if card:
            yield start, card

    def _unfolded(self) -> Iterator[tuple[int, str]]:
        """The properties worth reading, each on one line, with the number of the physical line where it starts."""
        start, value, is_soft, keeps_space = 0, "", False, False
        try:
            with self._path.open(encoding=self._text.codec, errors="replace") as stream:
                for number, physical in enumerate(stream, 1):
                    line = physical.rstrip("\n")
                    if is_soft or (line[:1] in " \t" and start and line.strip()):
                        if value and len(value) < _LONGEST_VALUE:
                            value = value[:-1] + line.lstrip() if is_soft else value + line[0 if keeps_space else 1 :]
                    else:
                        if value:
                            yield start, value
                        start, value = number, line if _WANTED.match(line) else ""
                        keeps_space = (
                            keeps_space and not value.upper().startswith("BEGIN")
                        ) or "VERSION:2.1" in line.upper()
                    is_soft = value.endswith("=") and "QUOTED-PRINTABLE" in value.partition(":")[0].upper()
        except (OSError, UnicodeError):
            raise damaged() from None
        if value:
            yield start, value


def _take(card: Card, line: str) -> None:
    match = _PROPERTY.match(line)
    if match is None:
        return
    name, options, value = match[1].upper(), match[2].upper(), match[3]
    if "QUOTED-PRINTABLE" in options:
        value = _from_quoted_printable(value, options)
    elif re.search(r"(ENCODING=B|BASE64)\b", options):
        return
    if name == "N":
        last, first, _, civility = _parts(value, 4)[:4]
        for header, text in (("N", last), ("N (prénom)", first), ("N (civilité)", civility)):
            _add(card, header, text)
    elif name == "ADR":
        _take_address(card, value)
    elif name == "ORG":
        _add(card, name, next((part for part in _parts(value, 1) if part), ""))
    elif name == "TEL" and "FAX" in options and not re.search(r"VOICE|CELL", options):
        return
    elif name in _SINGLE:
        _add(card, name, _plain(re.sub(r"^(mailto|tel):", "", value, flags=re.IGNORECASE)))


def _take_address(card: Card, value: str) -> None:
    if "ADR" in card or "ADR (ville)" in card:
        return  # the first address that says something is the one kept
    if len(_PART.split(value)) < 3:
        _add(card, "ADR", _plain(value))
        return
    box, extra, street, city, _, code, country = _parts(value, 7)[:7]
    _add(card, "ADR", ", ".join(part.replace("\n", ", ") for part in (street, extra, box) if part))
    for header, text in (("ADR (ville)", city), ("ADR (code postal)", code), ("ADR (pays)", country)):
        _add(card, header, text)


def _add(card: Card, header: str, text: str) -> None:
    if text and text not in card.get(header, ()):
        card.setdefault(header, []).append(text)


def _parts(value: str, least: int) -> list[str]:
    parts = [_plain(part) for part in _PART.split(value)]
    return parts + [""] * (least - len(parts))


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], text).strip()


def _from_quoted_printable(value: str, options: str) -> str:
    raw = quopri.decodestring(value.encode())
    charset = re.search(r"CHARSET=\"?([\w.:-]+)", options)
    for codec in (charset[1] if charset else "utf-8", "utf-8", "cp1252"):
        try:
            return raw.decode(codec)
        except (LookupError, UnicodeError):
            continue
    return raw.decode("cp1252", "replace")
