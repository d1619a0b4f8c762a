"""Where a person is found: postal codes, countries, web sites, SIREN and SIRET numbers, as a cell holds them. Called by the cell readers.

Pure, and without a directory of towns: what looks foreign is kept as it is written.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from rgpd_desktop.rules.answers import is_nothing
from rgpd_desktop.rules.cell_text import text_of
from rgpd_desktop.rules.columns import Cell
from rgpd_desktop.rules.emails import is_web
from rgpd_desktop.rules.folding import fold, seen_through, words

DEPARTMENT: Final = "numéro de département à la place du code postal"
INSEE: Final = "code commune à la place du code postal, gardé tel quel"
NOT_A_CODE: Final = "code postal illisible"
COUNTRY_GUESSED: Final = "pays deviné d’après la ville, à vérifier"
ZERO_GUESSED: Final = "zéro rétabli devant le code postal, à vérifier si l’adresse n’est pas en France"
EMAIL_INSTEAD: Final = "adresse e-mail à la place d’un site"
NOT_A_SITE: Final = "ce n’est pas une adresse de site"
SEVERAL_SITES: Final = "plusieurs sites, le premier est repris"
BAD_CHECK: Final = "la clé de contrôle du SIREN ou du SIRET est fausse, numéro gardé"
BAD_LENGTH: Final = "un SIREN a 9 chiffres, un SIRET 14"

_CODE_CITY: Final = re.compile(
    r"(?:f(?:r(?:ance)?)?[\s-]+)?([0-9]{4,5}|[0-9]{2}[ .][0-9]{3})[\s,;-]+(\D.*)", re.I | re.A | re.S
)
_CITY_CODE: Final = re.compile(
    r"(\D*?[^\W\d_])[\s,;-]*\(?([0-9]{4,5}|[0-9]{2} [0-9]{3})\)?(\s+cedex\b.*)?", re.I | re.S
)
_CODE_ALONE: Final = re.compile(
    r"(?:f(?:r(?:ance)?)?[\s-]*)?([0-9]{4,5}|[0-9]{2}[ .\u00a0\u202f][0-9]{3})(?:[.,]0)?", re.I | re.A
)
_FOREIGN_CITY: Final = re.compile(r"([a-z]{1,3}-[0-9]{3,5})\s+(\D+)", re.I | re.A)
# B-1000 Bruxelles, L-1234, CH 1201, D-10115: in capitals, as on an envelope, with as many figures as that country has. Before five
# figures a letter wants its hyphen: `D 75001 Paris` is the entrance of a building.
_PREFIXED: Final = re.compile(
    r"(?:(BE?|CH|LU?|AT?|NL|PT?)(?:\s?[-–]\s?|\s?)([0-9]{4}(?: ?[A-Z]{2}\b)?)"
    r"|([DIE]\s?[-–]|(?:DE|IT|ES|MC)(?:\s?[-–]|))\s?([0-9]{5}))(?:[\s,;-]+(\D.*))?",
    re.A | re.S,
)
_ENTRANCE: Final = re.compile(
    r"[A-EG-Z][\s-]+(?=[0-9]{5}\b)"
)  # the letter of a building or a prefix that cannot be one
_INSEE: Final = re.compile(r"2[ab][0-9]{3}", re.I)
_PLAIN_SITE: Final = re.compile(r"(?:https?://|www\.)[^\s;,|@]+")
_SITES: Final = re.compile(r"[\s;|]+|,(?=\s|http|www)")
_FRENCH: Final = frozenset({"", "fr", "fra", "france", "france metropolitaine", "republique francaise"})
_COUNTRIES: Final = {
    "FR": "France,fra,france metropolitaine,republique francaise",
    "BE": "Belgique,bel,belgium,belgie", "CH": "Suisse,che,switzerland,schweiz,svizzera", "LU": "Luxembourg,lux",
    "MC": "Monaco,mco", "DE": "Allemagne,deu,germany,deutschland", "ES": "Espagne,esp,spain,espana",
    "IT": "Italie,ita,italy,italia", "PT": "Portugal,prt", "GB": "Royaume-Uni,gbr,uk,united kingdom,great britain,angleterre,england",
    "IE": "Irlande,irl,ireland", "NL": "Pays-Bas,nld,netherlands,the netherlands,nederland,hollande", "AT": "Autriche,aut,austria",
    "PL": "Pologne,pol,poland", "SE": "Suède,swe,sweden", "DK": "Danemark,dnk,denmark", "NO": "Norvège,nor,norway",
    "FI": "Finlande,fin,finland", "GR": "Grèce,grc,greece", "RO": "Roumanie,rou,romania", "CZ": "Tchéquie,cze,czech republic",
    "US": "États-Unis,usa,united states,united states of america,etats unis d amerique", "CA": "Canada,can", "MA": "Maroc,mar,morocco",
    "DZ": "Algérie,dza,algeria", "TN": "Tunisie,tun,tunisia", "SN": "Sénégal,sen", "CI": "Côte d’Ivoire,civ,ivory coast",
    "GP": "Guadeloupe,glp", "MQ": "Martinique,mtq", "GF": "Guyane,guf,guyane francaise", "RE": "La Réunion,reu,reunion",
    "YT": "Mayotte,myt", "NC": "Nouvelle-Calédonie,ncl", "PF": "Polynésie française,pyf", "AU": "Australie,aus,australia",
    "BR": "Brésil,bra,brazil", "CN": "Chine,chn,china", "JP": "Japon,jpn,japan", "IN": "Inde,ind,india",
}  # fmt: skip
_OVERSEAS: Final = words("GP MQ GF RE YT NC PF")  # French postal codes; the departments share the French phone plan
_NAMED: Final = {
    fold(word): (code, names.split(",")[0]) for code, names in _COUNTRIES.items() for word in (code, *names.split(","))
}
_PREFIXES: Final = {"B": "BE", "L": "LU", "D": "DE", "A": "AT", "I": "IT", "E": "ES", "P": "PT"}
# The towns whose code of four figures is surely foreign, and those where it surely lost a zero (departments 01 to 09).
_TOWNS: Final = {
    town: _NAMED[fold(code)][1]
    for code, towns in {
        "BE": "bruxelles brussel brussels ixelles uccle schaerbeek anderlecht etterbeek liege namur charleroi mons tournai mouscron anvers"
        " antwerpen gand gent bruges brugge louvain leuven verviers nivelles wavre waterloo arlon hasselt malines mechelen ostende",
        "CH": "geneve lausanne zurich berne bern bale basel fribourg neuchatel sion lugano lucerne luzern winterthour nyon vevey montreux"
        " carouge yverdon bienne biel morges delemont sierre",
        "LU": "luxembourg luxemburg differdange dudelange esch",
        "FR": "nice cannes antibes grasse menton cagnes vallauris oyonnax laon soissons moulins vichy montlucon gap briancon digne manosque"
        " privas annonay aubenas sedan foix pamiers bourg gex belley pontarlier sisteron mougins valbonne mandelieu carros vence",
    }.items()
    for town in towns.split()
}  # fmt: skip
_FRENCH_COMPOSED: Final = (
    "saint quentin",
    "chateau thierry",
    "charleville mezieres",
    "amberieu en bugey",
    "villers cotterets",
)
_DOUBLED: Final = bytes.maketrans(b"0123456789", b"0246813579")  # twice the digit, its own digits added
_LIMIT: Final = 200  # characters looked at: a cell may hold 32 000
_LA_POSTE: Final = "356000000"


def read_country(text: str) -> str:
    """The French name of a country written as a name or an ISO code, in French or English; an unknown one is kept, stripped."""
    known = _NAMED.get(fold(text))
    return known[1] if known else " ".join(text.split())


def country_code(text: str) -> str:
    """The ISO code under which this country's numbers are read: "FR" when it is empty, French or not known here."""
    known = _NAMED.get(fold(text))
    return "FR" if known is None or known[0] in _OVERSEAS - {"NC", "PF"} else known[0]


def is_french(country: str) -> bool:
    """Whether the country is France, one of its territories, or not told."""
    folded = fold(country)
    return folded in _FRENCH or (folded in _NAMED and _NAMED[folded][0] in _OVERSEAS)


class Place(NamedTuple):
    """What a cell says of where somebody is, and why something was not read or is doubtful ("")."""

    code: str
    city: str
    country: str
    reason: str


def read_place(cell: Cell, country: str = "", city: str = "") -> Place:
    """A postal code with what is around it: a city, and the country that its prefix tells (`B-1000`) or that of a known town.

    `country` and `city` are those of the line. Without a country, a code of four figures is French unless its town is known to be
    elsewhere; when the town does not settle it, the zero put back is told.
    """
    code, found, reason = read_postal_code(cell, country)
    if country or cell == code:
        return Place(code, found, "", reason)
    text = " ".join(text_of(cell)[:_LIMIT].split())
    prefixed = _PREFIXED.fullmatch(text)
    if prefixed:
        prefix = prefixed[1] or prefixed[3].rstrip(" -–")
        return Place(code, found, _NAMED[fold(_PREFIXES.get(prefix, prefix))][1], reason)
    if len(code) == 5 and code[0] == "0" and code not in text and code[:2] + " " + code[2:] not in text and not reason:
        known = _country_of_town(found or city)
        if known and known != "France":
            return Place(code[1:], found, known, COUNTRY_GUESSED)
        return Place(code, found, "", reason if known else ZERO_GUESSED)
    return Place(code, found, "", reason)


def _country_of_town(city: str) -> str:
    """The country of a town known here, by its whole name: Mons is in Belgium, Mons-en-Laonnois is not. For France its first word is
    enough, since nothing is then changed."""
    folded = fold(city).rstrip("0123456789 ")
    if folded.startswith(_FRENCH_COMPOSED):
        return "France"
    first = _TOWNS.get(folded.partition(" ")[0], "")
    return _TOWNS.get(folded, first if first == "France" else "")


def read_postal_code(cell: Cell, country: str = "") -> tuple[str, str, str]:
    """The code, the city found in the same cell ("75001 Paris"), and why it was not read or is doubtful ("").

    In France (or when `country` is empty) a code of four digits gets its lost zero back; foreign codes are kept as they are, without
    the letters of their country.
    """
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        cell = text_of(cell)
    if not isinstance(cell, str):
        return "", "", "" if cell is None else NOT_A_CODE
    if len(cell) == 5 and cell.isdecimal() and cell.isascii() and cell != "00000":
        return cell, "", ""
    text = seen_through(" ".join(cell[:_LIMIT].split()))
    if not text or is_nothing(text):
        return "", "", ""
    prefixed = _PREFIXED.fullmatch(text)
    if prefixed:
        return prefixed[2] or prefixed[4], prefixed[5] or "", ""
    return _french_code(text) if is_french(country) else _foreign_code(text)


def _french_code(text: str) -> tuple[str, str, str]:
    text = text[at.end() :] if (at := _ENTRANCE.match(text)) else text
    for form, code_at, city_at in ((_CODE_ALONE, 1, 0), (_CODE_CITY, 1, 2), (_CITY_CODE, 2, 1)):
        match = form.fullmatch(text)
        if match:
            code = re.sub(r"\D", "", match[code_at]).zfill(5)
            city = match[city_at].strip(" ,;-") + (match[3] or "" if city_at == 1 else "") if city_at else ""
            return ("", city, NOT_A_CODE) if code == "00000" else (code, city, "")
    if _INSEE.fullmatch(text):
        return text.upper(), "", INSEE
    if text.isdecimal():
        return ("", "", DEPARTMENT if len(text) <= 2 else NOT_A_CODE) if len(text) < 5 else (text, "", "")
    return _foreign_code(text)


def _foreign_code(text: str) -> tuple[str, str, str]:
    """A code kept as it is written; a text without any digit is a city."""
    match = _FOREIGN_CITY.fullmatch(text)
    if match:
        return match[1].upper(), match[2], ""
    if not any(map(str.isdigit, text)):
        return "", text, ""
    return text, "", ""


def read_website(cell: Cell) -> tuple[str, str]:
    """The address of a site as it is written, and why it was not read or what was left out ("")."""
    if not isinstance(cell, str):
        return "", "" if cell is None else NOT_A_SITE
    cell = seen_through(cell)
    if _PLAIN_SITE.fullmatch(cell):
        return cell, ""
    sites = [part for part in _SITES.split(cell) if part]
    if not sites or is_nothing(cell):
        return "", ""
    if is_web(sites[0]):
        return sites[0], SEVERAL_SITES if len(sites) > 1 else ""
    return "", EMAIL_INSTEAD if "@" in cell else NOT_A_SITE


def read_siren(cell: Cell) -> tuple[str, str]:
    """The 9 digits of a SIREN or 14 of a SIRET, and what is wrong with them ("").

    Zeros lost by a spreadsheet come back when the check digit agrees; a number whose check digit fails is doubtful, and kept.
    """
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        cell = text_of(cell)
    if not isinstance(cell, str) or is_nothing(cell):
        return "", "" if cell is None or isinstance(cell, str) else BAD_LENGTH
    digits = cell = seen_through(cell)
    if not (cell.isdecimal() and cell.isascii()):
        digits = "".join(mark for mark in cell if "0" <= mark <= "9")
    if len(digits) == 11 and fold(cell).startswith("fr"):  # a VAT number: FR, two check digits, the SIREN
        digits = digits[2:]
    if len(digits) in (7, 8, 12, 13):
        full = digits.zfill(9 if len(digits) < 9 else 14)
        return (full, "") if is_checked(full) else ("", BAD_LENGTH)
    if len(digits) not in (9, 14):
        return "", BAD_LENGTH
    return digits, "" if is_checked(digits) else BAD_CHECK


def is_checked(digits: str) -> bool:
    """Luhn's sum, or the plain sum that La Poste's establishments follow."""
    if digits.startswith(_LA_POSTE) and len(digits) == 14 and sum(map(int, digits)) % 5 == 0:
        return True
    codes = digits.encode()
    return (sum(codes[-1::-2]) + sum(codes[-2::-2].translate(_DOUBLED)) - ord("0") * len(codes)) % 10 == 0
