"""How hard a passphrase is to guess, in our words; the reckoning is zxcvbn's. Pure: nothing typed is kept anywhere.

zxcvbn knows English words and the QWERTY keyboard; the few French ones that everybody tries first are told to it, and what it takes for
letters drawn at random is counted as one of the 2 000 most usual words when it could be one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Final

LEAST: Final = 12  # letters
ENOUGH: Final = 3  # of 4: more than 10^8 guesses, each of which costs a tenth of a second
_STEPS: Final = (3.0, 6.0, 8.0, 10.0)  # log10 of guesses from which the score is 1, 2, 3, 4: zxcvbn's own
_WORD: Final = 3.3  # log10 of 2 000
_READ: Final = 72  # letters looked at: zxcvbn refuses more, and the time grows with their square
_WORDS: Final = ("Très facile à deviner", "Facile à deviner", "Moyenne", "Bonne", "Très bonne")
_COMMON: Final = (
    "azerty", "azertyuiop", "qsdfghjklm", "wxcvbn", "motdepasse", "mot de passe", "mdp", "phrase de passe", "bonjour", "salut",
    "soleil", "jetaime", "je t'aime", "doudou", "loulou", "chouchou", "coucou", "marseille", "paris", "lyon", "france", "secret",
    "entreprise", "bureau", "ordinateur", "maison", "contact", "contacts", "rgpd", "rgpd desktop", "client", "clients", "janvier",
    "février", "mars", "avril", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre", "lundi", "vendredi",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Strength:
    """`score` from 0 to 4, its `word`, and what would make it better ("" when it is good). `is_enough` for it to be taken."""

    score: int
    word: str
    advice: str
    is_enough: bool


def strength(text: str) -> Strength:
    """How strong this passphrase is. Takes a few milliseconds (0.1 s the first time)."""
    if not text:
        return Strength(0, "", "", False)
    from zxcvbn import zxcvbn  # noqa: PLC0415 - 0.1 s of word lists, needed only where a passphrase is chosen

    found = zxcvbn(text[:_READ], user_inputs=list(_COMMON), max_length=_READ)
    guesses = min(float(found["guesses_log10"]), sum(_guesses(match) for match in found["sequence"]))
    score = sum(guesses >= step for step in _STEPS)
    if len(text) < LEAST:
        return Strength(
            min(score, 1),
            "Trop courte",
            f"{LEAST} signes au moins : quatre mots sans lien entre eux sont faciles à retenir.",
            False,
        )
    return Strength(score, _WORDS[score], _advice(score, found["sequence"]), score >= ENOUGH)


def _guesses(match: dict[str, Any]) -> float:
    """log10 of the guesses for a part of the text."""
    if match["pattern"] != "bruteforce":
        return float(match["guesses_log10"])
    pieces = re.findall(r"[^\W\d_]+|[\W\d_]+", str(match["token"]))
    return sum(min(_WORD, 1.4 * len(piece)) if _may_be_word(piece) else float(len(piece)) for piece in pieces)


def _may_be_word(piece: str) -> bool:
    """Letters that can be said: vowels enough, never five consonants in a row."""
    bare = unicodedata.normalize("NFD", piece.casefold())
    return (
        bare[0].isalpha()
        and not re.search(r"[^aeiouyœæ\W]{5}", bare)
        and len(re.findall("[aeiouyœæ]", bare)) * 4 >= len(piece)
    )


def _advice(score: int, sequence: list[dict[str, Any]]) -> str:
    if score >= ENOUGH:
        return ""
    longest = max(sequence, key=lambda match: len(str(match.get("token", ""))), default={})
    match longest.get("pattern"):
        case "repeat" | "sequence":
            return "Les répétitions et les suites se devinent : ajoutez des mots sans lien entre eux."
        case "spatial":
            return "Les touches voisines du clavier se devinent : prenez plutôt des mots sans lien entre eux."
        case "date":
            return "Les dates se devinent : ajoutez des mots sans lien entre eux."
        case "dictionary":
            return "Ces mots sont parmi les premiers essayés : ajoutez-en d’autres, sans lien entre eux."
    return "Ajoutez un ou deux mots sans lien avec les autres."
