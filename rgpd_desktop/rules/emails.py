"""E-mail addresses as people write them in a cell. Called by the cell readers and the contact form; asks no server, keeps nothing.

A well-formed address goes through one regex (the library's full check costs 20 times more); the rest is taken apart with care:
an address whose domain looks wrong is doubtful, never lost.
"""

from __future__ import annotations

import re
from typing import Final

from rgpd_desktop.rules.answers import is_blank, is_nothing
from rgpd_desktop.rules.cell_text import text_of
from rgpd_desktop.rules.columns import Cell
from rgpd_desktop.rules.folding import fold, words

UNKNOWN: Final = "adresse inconnue"
WEB_INSTEAD: Final = "adresse web à la place d’une adresse e-mail"
PHONE_INSTEAD: Final = "numéro de téléphone à la place d’une adresse e-mail"
NOT_AN_EMAIL: Final = "ce n’est pas une adresse e-mail"
ACCENT: Final = "accent ou caractère spécial dans l’adresse e-mail"
TWO_SIGNS: Final = "deux arobases dans l’adresse e-mail"
NO_DOMAIN: Final = "domaine incomplet dans l’adresse e-mail"
MALFORMED: Final = "adresse e-mail mal formée"
ODD_DOMAIN: Final = "le domaine de l’adresse e-mail semble mal écrit"
ODD_ENDING: Final = "la fin de l’adresse e-mail semble mal écrite"
TEXT_AROUND: Final = "texte autour de l’adresse e-mail, non repris"

_DOMAIN = r"@((?:[a-z0-9]++(?:-++[a-z0-9]++)*+\.)+([a-z]++|xn--[a-z0-9-]++))"  # with its ending
_PLAIN: Final = re.compile(r"[a-z0-9_+-]++(?:\.[a-z0-9_+-]++)*+" + _DOMAIN, re.ASCII)
_ADDRESS: Final = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]++(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]++)*+" + _DOMAIN, re.ASCII)
_AROUND_SIGN: Final = re.compile(r"\s*(?:@|[(\[{]\s*(?:at|a|à|arobase)\s*[)\]}]|\barobase\b)\s*", re.IGNORECASE)
_CUTS: Final = re.compile(r"[\s;,<>()\[\]\"|\u200b\ufeff]+")
_EDGES: Final = ".,;:!'’‘`«»…*-–"
_WEB: Final = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}(?:/\S*)?", re.IGNORECASE)
_LABELS: Final = words(
    "ou et or and mail mails email emails e courriel pro perso professionnel personnel mel adresse contact cc to a"
)
_LIMIT: Final = 2000  # characters looked at: a cell may hold 32 000
_LONGEST: Final = 254

_PROVIDERS: Final = words(
    "gmail.com hotmail.com hotmail.fr outlook.com outlook.fr orange.fr wanadoo.fr laposte.net yahoo.com yahoo.fr icloud.com"
    " free.fr sfr.fr bbox.fr neuf.fr aol.com live.fr gmx.fr msn.com"
)
_RIGHT: Final = _PROVIDERS | {"mail.com", "mail.fr", "cloud.com", "orage.fr", "range.fr"}
_ODD_ENDINGS: Final = words("con comm cmo ocm coml vom xom cpm fre frr ffr nte ner orgg")


def _mistyped(address: str) -> set[str]:
    """The usual slips on a provider's name: a letter missing, doubled, or swapped with the next."""
    name, _, ending = address.partition(".")
    slips = set()
    if len(name) > 4:
        slips |= {name[:at] + name[at + 1 :] for at in range(len(name))}
        slips |= {name[:at] + name[at] + name[at:] for at in range(len(name))}
        slips |= {name[:at] + name[at + 1] + name[at] + name[at + 2 :] for at in range(len(name) - 1)}
    return {f"{slip}.{ending}" for slip in slips} | {f"{name}.{ending[:-1]}"}


_MISTYPED: Final = (
    frozenset(
        {slip for provider in _PROVIDERS for slip in _mistyped(provider)}
        | {"gmail.fr", "gmaol.com", "gmil.fr", "gmail.cm", "gmail.co", "laposte.com", "free.com"}
        | {
            "homail.fr",
            "hotmail.cm",
            "outllok.fr",
            "outlok.com",
            "yahou.fr",
            "wanado.fr",
            "wandoo.fr",
            "wanadoo.com",
            "orang.fr",
        }
    )
    - _RIGHT
)


def read_emails(cell: Cell) -> tuple[tuple[str, ...], str, str]:
    """The addresses of a cell (lower case, in order, unique), why something was not read (""), and a doubt about what was ("").

    Both phrases are French and never repeat the cell. "inconnu" is a reason; an empty cell or a dash is not.
    """
    if not isinstance(cell, str):
        return (), "" if cell is None else (PHONE_INSTEAD if _is_phone(_digits(text_of(cell))) else NOT_AN_EMAIL), ""
    address = cell.strip().lower()
    match = _PLAIN.fullmatch(address)
    if match and len(address) <= _LONGEST:
        return (address,), "", _doubt(match)
    text = " ".join(address.split())[:_LIMIT]
    if _AROUND_SIGN.search(text):
        return _searched(text)
    return (), _absence(cell), ""


def is_web(text: str) -> bool:
    """Whether the text is the address of a site, with or without http."""
    return len(text) <= _LIMIT and _WEB.fullmatch(text.strip()) is not None


def _doubt(match: re.Match[str]) -> str:
    domain, ending = match.groups()
    if domain in _MISTYPED:
        return ODD_DOMAIN
    return ODD_ENDING if len(ending) == 1 or ending in _ODD_ENDINGS else ""


def _absence(cell: str) -> str:
    """Why a text without @ holds no address."""
    if is_blank(cell):
        return ""
    if is_nothing(cell):
        return UNKNOWN
    if is_web(cell):
        return WEB_INSTEAD
    return PHONE_INSTEAD if _is_phone(_digits(cell)) and not any(map(str.isalpha, cell)) else NOT_AN_EMAIL


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _is_phone(digits: str) -> bool:
    return 9 <= len(digits) <= 15


def _searched(text: str) -> tuple[tuple[str, ...], str, str]:
    """Takes a cell apart: several addresses, a name before <address>, mailto:, spaces around @."""
    found: list[str] = []
    reason = doubt = ""
    around = 0
    for token in _tokens(_AROUND_SIGN.sub("@", text)):
        if "@" not in token:
            around += bool(fold(token)) and fold(token) not in _LABELS
            continue
        address = token.rpartition("mailto:")[2].lstrip(_EDGES)
        before, sign, domain = address.rpartition("@")
        address = before.rpartition(":")[2] + sign + domain.partition("?")[0].rstrip(_EDGES)
        match = _ADDRESS.fullmatch(address)
        if match and len(address) <= _LONGEST:
            doubt = doubt or _doubt(match)
            if address not in found:
                found.append(address)
        else:
            reason = _fault(address)
    if around and "<" not in text:
        doubt = doubt or TEXT_AROUND
    return tuple(found), reason, doubt if found else ""


def _tokens(text: str) -> list[str]:
    tokens = [token for token in _CUTS.split(text) if token]
    return [part for token in tokens for part in (token.split("/") if token.count("@") > 1 else (token,))]


def _fault(address: str) -> str:
    if not address.isascii():
        return ACCENT
    if address.count("@") > 1:
        return TWO_SIGNS
    return MALFORMED if "." in address.rpartition("@")[2] else NO_DOMAIN
