"""The recovery sheet as a Paper: what it opens, the groups of the code by number, how to use it, where to keep it. Called by services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.documents.block import Block, Heading, List, Paper, Paragraph, Table

TITLE: Final = "Fiche de secours"
_COLUMNS: Final = 3
_WIDTHS: Final = (0.1, 0.23) * _COLUMNS
_USE: Final = (
    "Ouvrez RGPD Desktop. Sur l’écran verrouillé, choisissez « J’ai une fiche de secours ».",
    "Recopiez les groupes dans l’ordre, l’un après l’autre. Majuscules ou minuscules, avec ou sans espaces.",
    "Vos données s’ouvrent ; choisissez alors une nouvelle phrase de passe, et imprimez une nouvelle fiche.",
)
_CARE: Final = (
    "Qui tient cette fiche et le fichier de vos données peut les lire : rangez-la hors de l’ordinateur, sous clé, sans la photographier.",
    "Elle ne vaut que pour la phrase de passe en vigueur à cette date. Si vous la changez, détruisez cette fiche et imprimez-en une autre.",
    "Personne d’autre n’a ce code : sans lui et sans la phrase de passe, vos données ne peuvent pas être ouvertes.",
)


def compose(groups: Sequence[str], owner: str, on: date) -> Paper:
    """The sheet of this code, printed on that day."""
    of = f"Données de {owner}" if owner else "Données de RGPD Desktop"
    blocks: tuple[Block, ...] = (
        Heading(TITLE, 1, above="RGPD Desktop", under=french.spaced(f"{of}, fiche du {french.day(on)}")),
        Paragraph(french.spaced("Ce code ouvre vos données si vous oubliez votre phrase de passe.")),
        Heading(french.spaced("Votre code"), 3),
        Table(_rows(groups), _WIDTHS, is_large=True),
        Paragraph(
            "Signes utilisés : chiffres et lettres, sans I, L, O ni U. 0 est toujours un chiffre, 1 aussi.",
            is_quiet=True,
        ),
        Heading("S’en servir", 3),
        List(tuple(map(french.spaced, _USE)), is_numbered=True),
        Heading("La garder", 3),
        List(tuple(map(french.spaced, _CARE))),
    )
    return Paper(
        title=TITLE, author=french.spaced(owner), blocks=blocks, running=TITLE, footer="Confidentiel", has_cover=True
    )


def _rows(groups: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Read line by line: 1, 2, 3, then 4, 5, 6."""
    rows = []
    for start in range(0, len(groups), _COLUMNS):
        cells: list[str] = []
        for at in range(start, start + _COLUMNS):
            cells += [f"{at + 1}.", groups[at]] if at < len(groups) else ["", ""]
        rows.append(tuple(cells))
    return tuple(rows)
