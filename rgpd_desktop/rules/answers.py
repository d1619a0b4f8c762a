"""Yes, no, and nothing: what a cell answers to "désabonné ?" or "newsletter ?", or says by saying nothing. Called by the cell readers.

Words only. A cell that cannot be understood in a column of refusals counts as a refusal (the safe side), and is told.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from rgpd_desktop.rules.columns import Cell
from rgpd_desktop.rules.days import read_day
from rgpd_desktop.rules.folding import fold, words

UNCLEAR_REFUSAL: Final = "réponse illisible, considérée comme un refus"
UNCLEAR_ANSWER: Final = "réponse illisible"

_YES: Final = words("oui o yes y x xx 1 vrai true v t ok on coche checked actif active positif") | {
    "d accord",
    "1 0",
    "bien sur",
}
_NO: Final = words("non n no 0 faux false f ko off jamais pas negatif") | {"0 0", "pas du tout", "non merci"}
_YES_MARKS: Final = frozenset("✓✔☑☒✗✘×✅👍•●■")  # in a column of boxes, a cross is a tick
_NO_MARKS: Final = frozenset("☐□❌👎○")
_BLANK: Final = words("null none nan na nil undefined ref valeur value nom name") | {"", "n a", "div 0"}
_NOTHING: Final = words(
    "inconnu inconnue inconnus inconnues unknown neant aucun aucune rien vide sans nc nd nr ns nsp ras so tbd absent absente"
) | {
    "n c", "n d", "n r", "s o", "r a s", "sans objet", "non connu", "non connue", "pas connu", "non communique", "non communiquee",
    "non renseigne", "non renseignee", "non precise", "non precisee", "non disponible", "indisponible", "not available",
    "ne sait pas", "a completer", "a renseigner", "a definir", "a voir", "pas de mail", "pas d email", "pas d e mail",
    "pas d adresse", "pas de telephone", "pas de tel", "sans mail", "sans email", "sans telephone", "pas de site",
}  # fmt: skip
_ERRORS: Final = frozenset({"ref", "valeur", "value", "nom", "name", "div 0"})  # blank only as #REF!, #VALEUR!…
_LONGEST_NOTHING: Final = 30
_STARTS: Final = {word[:2]: len(word) for word in sorted(_BLANK | _NOTHING | {"x" * 12}, key=len)}
_REFUSAL: Final = re.compile(
    r"desabonn|desinscri|unsubscri|\bunsub\b|\bstop|\bopt ?(?:ed )?out|oppos|refus|\bplus de\b|\bno mail"
    r"|\bne?\b(?! sait)(?: \w+){0,3} (?:pas|plus|jamais)\b"
    r"|pas de (?:mail|contact|relance|pub|sms|demarchage|prospection|newsletter)|pas d (?:e ?mail|appel)|rgpd|gdpr|cnil|do not|\bdnc\b"
    r"|blacklist|liste (?:rouge|noire)|bloctel|\bbloque|retir|supprim|\bspam|plainte|complain|pas interesse|not interested"
)
_NO_REFUSAL: Final = re.compile(
    r"ne s oppose pas|(?:non|pas|aucune?|not|no|jamais|sans)(?: (?:d|de|ete|encore))? ?"
    r"(?:oppos|desabonn|desinscri|unsubscri|opt ?out|opted ?out|refus|blacklist|bloqu)"
)
_AGREED = r"abonn|inscri|subscri|accept|consent|accord|autoris|\bopt ?(?:ed )?in\b|contactable"
_NO_CONSENT: Final = re.compile(rf"(?:non|pas|not|no|sans|aucun)(?: d| de)? ?(?:{_AGREED})")
_CONSENT: Final = re.compile(rf"{_AGREED}|double opt|\bacti(?:f|ve)\b")


def _is_plainly_something(text: str) -> bool:
    """A quick no, for the thousands of cells that begin like none of the words for nothing."""
    if len(text) > _LONGEST_NOTHING:
        return not text.isspace()
    start = text[:2]
    if start.isalpha() and start.isascii():
        return len(text) > _STARTS.get(start.lower(), -9) + 4  # 4: the dots and dashes put around a word
    return start[:1].isdigit()


def is_blank(cell: Cell) -> bool:
    """Whether the cell is empty or as good as empty: a dash, a dot, what a program writes for nothing (null, #N/A)."""
    if not isinstance(cell, str):
        return cell is None
    if _is_plainly_something(cell):
        return False
    folded = fold(cell)
    if folded not in _BLANK:
        return False
    if folded in _ERRORS:
        return cell.strip().startswith("#")
    return bool(folded) or not any(mark in "?" or mark in _YES_MARKS or mark in _NO_MARKS for mark in cell)


def is_nothing(cell: Cell) -> bool:
    """Whether the cell says nothing of anybody: blank, or a word for it ("inconnu", "néant", "?", "xxx", "non renseigné")."""
    if not isinstance(cell, str):
        return cell is None
    if _is_plainly_something(cell):
        return False
    if is_blank(cell):
        return True
    folded = fold(cell)
    if not folded:
        return set(cell) <= set("? !.-/")
    return folded in _NOTHING or (len(folded) > 1 and set(folded) == {"x"})


def read_yes_no(cell: Cell) -> bool | None:
    """True, False, or None when the cell does not say. A date is a yes ("désinscrit le"), a word of refusal too ("désabonné")."""
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, (int, float)):
        return bool(cell) if cell in (0, 1) else _is_day(cell)
    if not isinstance(cell, str):
        return True if isinstance(cell, date) else None
    folded = fold(cell)
    if folded in _YES:
        return True
    if folded in _NO:
        return False
    if not folded:
        return _mark(cell)
    refusal = says_refusal(folded)
    if refusal is not None:
        return refusal
    first = folded.split()[0]
    if first in ("oui", "yes"):
        return True
    if first in ("non", "no"):
        return False
    return _is_day(cell)


def read_refusal(cell: Cell, yes_means_no_contact: bool) -> tuple[bool, str]:
    """Whether the cell of an opt-out column says no to being contacted, and the French reason when it had to be guessed.

    `yes_means_no_contact` is False for a column of consents, where only an explicit no is a refusal. Words that tell it by
    themselves ("désabonné", "accepte") count the same in both; nothing is not a refusal; anything unclear is.
    """
    if is_blank(cell):
        return False, ""
    if isinstance(cell, str):
        word = _stance(fold(cell))
        if word is not None:
            return not word, ""
        if is_nothing(cell) and fold(cell) not in _YES | {""}:  # "" is a question mark: somebody doubted
            return False, ""
    answer = read_yes_no(cell)
    if answer is None:
        return True, UNCLEAR_REFUSAL
    return answer is yes_means_no_contact, ""


def read_subscription(cell: Cell) -> tuple[bool | None, bool, str]:
    """What a newsletter column says: subscribed or not (None: silent), whether it is a refusal ("désabonné"), and the reason if unclear."""
    if is_nothing(cell) and not (isinstance(cell, str) and fold(cell) in _YES):
        return None, False, ""
    if isinstance(cell, str):
        folded = fold(cell)
        word = _stance(folded)
        if word is not None and not _NO_REFUSAL.search(folded):
            return word, not word and bool(_REFUSAL.search(folded)), ""
        if word is not None:  # not having refused is not a subscription
            return None, False, UNCLEAR_ANSWER
    answer = read_yes_no(cell)
    return answer, False, "" if answer is not None else UNCLEAR_ANSWER


def says_refusal(folded: str) -> bool | None:
    """True for folded words of refusal ("ne plus contacter"), False for their negation, None for other words."""
    if _NO_REFUSAL.search(folded):
        return False
    return True if _REFUSAL.search(folded) else None


def _stance(folded: str) -> bool | None:
    """True when the words alone agree to being contacted, False when they refuse, None when it depends on the question."""
    refusal = says_refusal(folded)
    if refusal is not None:
        return not refusal
    if _NO_CONSENT.search(folded):
        return False
    return True if _CONSENT.search(folded) and folded != "d accord" else None


def _mark(cell: str) -> bool | None:
    marks = set(cell)
    if marks & _NO_MARKS:
        return False
    return True if marks & _YES_MARKS else None


def _is_day(cell: Cell) -> bool | None:
    return True if read_day(cell)[0] else None
