"""A header as plain notions: "N°\\nTéléphones", "Tél. *" and "contact_phone" all become words one can look up.

Called by header_phrases, header_events and sensitive. Knows spellings and abbreviations, never what a field is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from rgpd_desktop.rules.folding import fold

Words = tuple[str, ...]

# One spelling for each notion: abbreviations and the commonest foreign words.
_SPELLINGS: Final[dict[str, str]] = {
    "telephone": "tel tph teleph telephonique phone phonenumber telefon telefono telefone rufnummer telefonnummer telfixe tele",
    "mobile": "mob portable port gsm cell cellphone cellulaire handy mobiltelefon movil cellulare mobilephone telmobile "
    "telportable",
    "email": "mail mel courriel emailadresse mailadresse mailaddress emailaddress adressemail adresseemail adressemel",
    "adresse": "address adr addr addresse adrs direccion indirizzo anschrift streetaddress",
    "rue": "street strasse calle",
    "societe": "ste soc entreprise company organisation organization org firma firme empresa azienda societa companyname ets "
    "etablissement entr compagnie",
    "prenom": "firstname vorname forename fname pnom prnom givenname",
    "lastname": "surname nachname familienname apellido cognome lname familyname patronyme",
    "fullname": "displayname nomcomplet nomprenom prenomnom",
    "code": "cod codigo codice",
    "postal": "post zip zipcode postcode plz postleitzahl codepostal postalcode",
    "ville": "city commune localite town ort stadt wohnort ciudad citta locality municipalite addresslocality",
    "pays": "country land pais paese countrycode",
    "dernier": "derniere dern der last latest letzter letzte ultimo ultima",
    "premier": "premiere 1er 1ere first",
    "date": "dt datum fecha data",
    "numero": "num no nr nro n number nummer",
    "fonction": "fonct fct jobtitle",
    "commentaire": "comm coment notizen bemerkung bemerkungen",
    "note": "nota memo",
    "remarque": "rem remark",
    "observation": "obs observ",
    "site": "website webpage homepage siteweb",
    "civilite": "civ civil anrede tratamiento salutation",
    "professionnel": "pro work bureau business prof geschaftlich",
    "personnel": "perso private prive home domicile privat personal personnelle",
    "principal": "main primary principale default",
    "newsletter": "infolettre newslet",
    "categorie": "category cat",
    "statut": "status stat",
    "client": "cliente customer kunde",
    "creation": "creat",
    "quantite": "nb nbre qte",
    "modification": "modif",
    "message": "msg",
}
_SAME_WORD: Final = {word: notion for notion, words in _SPELLINGS.items() for word in (notion, *words.split())}

# Little words that carry nothing in a header.
_SILENT_TEXT: Final = """
    de du des la le les l d et and the of a au aux un une en pour for your votre vos mes mon ma notre nos to value
    valeur del der die das von or ou if si any svp obligatoire required facultatif optional est etre
"""
_SILENT: Final = frozenset(_SILENT_TEXT.split())
# Two words that are one; looked for in the folded text.
_JOINED: Final = tuple(
    (f" {two} ", f" {one} ")
    for two, one in {
        "e mail": "email", "e mails": "email", "last name": "lastname", "first name": "firstname", "given name": "firstname",
        "family name": "lastname", "full name": "fullname", "display name": "displayname", "rendez vous": "rdv",
        "opt in": "optin", "opt out": "optout", "opted in": "optin", "opted out": "optout", "web site": "site",
        "post code": "postal", "zip code": "postal", "cell phone": "mobile", "mobile phone": "mobile",
        "phone mobile": "mobile", "linked in": "linkedin", "e mailing": "emailing",
        "news letter": "newsletter", "n s s": "nss", "first last": "prenom lastname",
    }.items()
)  # fmt: skip
_LONGEST: Final = 200  # characters of a header that are read
_CAMEL: Final = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|(?<=[A-Z])(?=[A-Z][a-zà-ÿ]{2})")
_INCLUSIVE: Final = re.compile(r"[(·.\-](?:e|es|ne|rice|le|trice)(?:[·.]?s)?\)?(?![a-zà-ÿ])", re.IGNORECASE)
_TRAILING_DIGITS: Final = re.compile(r"(?<=[a-z]{2})\d+$")


def words(header: str) -> Words:
    """The notions of a header, in order: `words("Dern. RDV")` is `("dernier", "rdv")`.

    camelCase and snake_case are cut, accents, case, stars, counters ("Phone 2") and little words are gone, abbreviations and
    foreign words take one spelling, plurals lose their s. A header without letters gives ().
    """
    text = _CAMEL.sub(" ", _INCLUSIVE.sub("", header[:_LONGEST]))
    text = f" {fold(text)} "
    for two, one in _JOINED:
        if two in text:
            text = text.replace(two, one)
    if text in (" last ", " first "):
        return ("lastname",) if text == " last " else ("prenom",)
    if text.endswith(" le "):
        text += "date"  # "modifié le", "né le"
    found = []
    for word in text.split():
        if word in _SILENT or word.isdigit():
            continue
        word = _TRAILING_DIGITS.sub("", word)
        notion = _SAME_WORD.get(word)
        if notion is None and word[-1] == "s" and len(word) > 3:
            word = word[:-1]
            notion = _SAME_WORD.get(word)
        found.append(notion or word)
    return tuple(found)


def phrases(texts: str | Iterable[str]) -> frozenset[Words]:
    """The phrases of a table, each as `words` reads it; a single text is cut at "|"."""
    parts = texts.split("|") if isinstance(texts, str) else texts
    return frozenset(words(part) for part in parts)


def runs(found: Words, longest: int = 4) -> list[Words]:
    """Every run of neighbouring words in `found`, the longest first."""
    count = len(found)
    return [
        found[start : start + length]
        for length in range(min(longest, count), 0, -1)
        for start in range(count - length + 1)
    ]
