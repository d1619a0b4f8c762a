"""E-mail addresses as people write them in a cell. Called by the cell readers and the contact form; asks no server, keeps nothing.

A well-formed address goes through one regex (the library's full check costs 20 times more); the rest is taken apart with care:
an address whose domain looks wrong is doubtful, never lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rgpd_desktop.rules.answers import is_blank, is_nothing
from rgpd_desktop.rules.cell_text import text_of
from rgpd_desktop.rules.columns import Cell
from rgpd_desktop.rules.folding import fold, seen_through, words

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
SPLIT: Final = "adresse e-mail coupée par une espace"
SPACED: Final = "espace retirée de l’adresse e-mail, à vérifier"
TEXT_AROUND: Final = "texte autour de l’adresse e-mail, non repris"

_DOMAIN = r"@((?:[a-z0-9]++(?:-++[a-z0-9]++)*+\.)+([a-z]++|xn--[a-z0-9-]++))"  # with its ending
_PLAIN: Final = re.compile(r"[a-z0-9_+-]++(?:\.[a-z0-9_+-]++)*+" + _DOMAIN, re.ASCII)
_ADDRESS: Final = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]++(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]++)*+" + _DOMAIN, re.ASCII)
_AROUND_SIGN: Final = re.compile(r"\s*(?:@|[(\[{]\s*(?:at|a|à|arobase)\s*[)\]}]|\barobase\b)\s*", re.IGNORECASE)
_INNER_SPACES: Final = re.compile(
    r"(?<=[\w+-])(?:\s+([._])\s*|\s*(_)\s+)(?=[\w.+-]+@)"  # jean . dupont@; a dot that ends a sentence has no space before it
    r"|(?<=@)([\w-]+)\s*\.\s*(?=(?:fr|com|net|org|eu|be|ch|lu|ca|info|pro)\b)",
    re.IGNORECASE,
)
_CUT_ENDING: Final = re.compile(r"(@[\w.-]+\.)([a-z]{1,3})\s([a-z]{1,3})(?![\w@.-])", re.IGNORECASE)  # exemple.co m
_USUAL_ENDINGS: Final = words("com fr org net eu be ch lu ca info pro")
_LOCAL: Final = re.compile(r"[a-z0-9._%+'-]+", re.IGNORECASE | re.ASCII)
_CUTS: Final = re.compile(r"[\s;,<>()\[\]\"|]+")
_EDGES: Final = ".,;:!'’‘`«»…*-–"
_WEB: Final = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}(?:/\S*)?", re.IGNORECASE)
_LABELS: Final = words(
    "ou et or and mail mails email emails e courriel pro perso professionnel personnel mel adresse contact cc to a"
    " voir ecrire contacter sur via par principal secondaire nouveau nouvelle ancien ancienne bureau domicile prive privee"
)
_CIVILITIES: Final = words("m mr mme mlle mmes mm madame monsieur mademoiselle messieurs dr docteur pr me maitre")
_ROLES: Final = words(  # an address of everybody there: whatever stands before it is its label
    "contact contacts info infos accueil mairie secretariat direction commercial compta comptabilite facturation rh sav hello bonjour"
    " admin administration agence bureau reception standard communication support client clients"
)
# What stands for no address at all, by its local part: it would make one person of all those who have it.
_PLACEHOLDERS: Final = words(
    "inconnu inconnue unknown nomail no-mail no_mail noemail no-email pasdemail pas-de-mail pas.de.mail pasdemel pasdadresse sansmail"
    " sans-mail sansemail sans-email aucunmail aucun-mail nonrenseigne non-renseigne non.renseigne noncommunique non-communique"
)
_TWICE: Final = words(
    "aucun aucune neant rien nc nr na xx xxx xxxx test none null vide sans non"
)  # nc@nc.fr, but not nc@cabinet.fr
_SUSPECT: Final = _PLACEHOLDERS | _TWICE
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
        if address[: match.start(1) - 1] in _SUSPECT and _is_placeholder(address):
            return (), UNKNOWN, ""
        return (address,), "", _doubt(match)
    text = seen_through(" ".join(cell.split())[:_LIMIT])
    if _AROUND_SIGN.search(text):
        return _searched(text)
    return (), _absence(cell), ""


def possible(text: str) -> tuple[str, ...]:
    """The addresses that a cell left out as SPLIT may have meant: the end that is one, and the word before put back to it."""
    found: list[str] = []
    for token, before in _tokens(_AROUND_SIGN.sub("@", seen_through(" ".join(text.split())[:_LIMIT]))):
        if "@" in token:
            end, start = token.lower().strip(_EDGES), before.lower().strip(_EDGES)
            found += [end, *(f"{start}{mark}{end}" for mark in ("", ".", "-", "_") if start)]
    return tuple(address for address in found if _ADDRESS.fullmatch(address))


def is_web(text: str) -> bool:
    """Whether the text is the address of a site, with or without http."""
    return len(text) <= _LIMIT and _WEB.fullmatch(text.strip()) is not None


def _is_placeholder(address: str) -> bool:
    local, _, domain = address.partition("@")
    return local in _PLACEHOLDERS or (local in _TWICE and domain.startswith(f"{local}."))


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
    text = _AROUND_SIGN.sub("@", text)
    joined = _INNER_SPACES.sub(lambda match: match[1] or match[2] or f"{match[3]}.", text)
    joined = _CUT_ENDING.sub(_with_ending, joined)
    if joined != text:
        text, doubt = joined, SPACED
    for token, before in _tokens(text):
        if "@" not in token:
            around += bool(fold(token)) and fold(token) not in _LABELS
            continue
        address = token.lower().rpartition("mailto:")[2].lstrip(_EDGES)
        local, sign, domain = address.rpartition("@")
        address = local.rpartition(":")[2] + sign + domain.partition("?")[0].rstrip(_EDGES)
        match = _ADDRESS.fullmatch(address)
        if match is None or len(address) > _LONGEST:
            reason = _fault(address)
        elif before and _may_begin(before, token):
            reason = SPLIT
        elif _is_placeholder(address):
            reason = UNKNOWN
        else:
            doubt = doubt or _doubt(match)
            if address not in found:
                found.append(address)
    if around and "<" not in text:
        doubt = doubt or TEXT_AROUND
    return tuple(found), reason, doubt if found else ""


def _with_ending(match: re.Match[str]) -> str:
    """The end of a domain cut by a space (`co m`), put together; anything else after a domain stays what it is (`fr ok`)."""
    whole = (match[2] + match[3]).lower()
    return match[1] + whole if whole in _USUAL_ENDINGS else match[0]


def _may_begin(word: str, token: str) -> bool:
    """Whether the word before an address may be its beginning: `jean dupont@…`, but not `Jean Dupont jean.dupont@…`, `Accueil mairie@…`.

    An address is written in small letters: a capital, an accent, a civility or a label is a word about it. Without that sign the
    address would be somebody else's, and is not taken.
    """
    local = token.rpartition("@")[0]
    folded, address = fold(word), fold(local)
    if not folded or folded in _LABELS or folded in _CIVILITIES or address in _ROLES:
        return False
    if _LOCAL.fullmatch(word) is None or (word != word.lower() and token == token.lower()):
        return False
    return folded not in address.replace(" ", "")


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """The pieces of a cell, each with the word that only a space (or a spaced hyphen) parts it from, when no address nor label is it."""
    before, end = "", 0
    cuts = [*_CUTS.finditer(text), None]
    for cut in cuts:
        token = text[end : cut.start() if cut else len(text)]
        for part in token.split("/") if token.count("@") > 1 else (token,):
            if part:
                yield part, before
        if "@" in token or token.endswith(":") or (cut and not cut[0].isspace()):
            before = ""
        elif fold(token):
            before = token
        end = cut.end() if cut else end


def _fault(address: str) -> str:
    if not address.isascii():
        return ACCENT
    if address.count("@") > 1:
        return TWO_SIGNS
    return MALFORMED if "." in address.rpartition("@")[2] else NO_DOMAIN
