"""Who answers for the register: the business (responsable du traitement), its officer, its representative. Called by services, papers.

Pure. What is odd is a Problem under its field; nothing here refuses to keep what was typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rgpd_desktop.basics.problems import Problem
from rgpd_desktop.rules import addresses

APE_NOMENCLATURES: Final = ("NAF rév. 2", "NAF 2025")
SOLE_TRADER: Final = "EI"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody named in the register with the fields of CNIL's template: an officer, a representative, a joint controller, a client."""

    name: str = ""
    company: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = ""
    phone: str = ""
    email: str = ""

    @property
    def is_known(self) -> bool:
        """Whether anything at all is said of them."""
        return any((self.name, self.company, self.street, self.city, self.phone, self.email))

    @property
    def label(self) -> str:
        """`Jeanne Roux (Cabinet Roux)`, what is known of the two."""
        if self.name and self.company:
            return f"{self.name} ({self.company})"
        return self.name or self.company

    @property
    def address(self) -> str:
        """`3 rue des Lilas, 75011 Paris, Belgique`: one line."""
        place = " ".join(part for part in (self.postal_code, self.city) if part)
        return ", ".join(part for part in (self.street, place, self.country) if part)


NOBODY: Final = Party()


@dataclass(frozen=True, slots=True)
class Business:
    """The business as its owner describes it, once, for the whole program.

    `name` is the person or the company. `is_sole_trader` prints "EI" after it (Code de commerce, art. R526-27). `siren` and `siret` are
    digits only, as typed otherwise. `trades` are ids of the content's trades.
    """

    name: str = ""
    is_sole_trader: bool = False
    trade_name: str = ""
    legal_form: str = ""
    siren: str = ""
    siret: str = ""
    ape: str = ""
    ape_nomenclature: str = APE_NOMENCLATURES[0]
    street: str = ""
    complement: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    officer: Party = NOBODY
    representative: Party = NOBODY
    trades: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """`Claire Morel EI`: the name as every document of a sole trader must carry it."""
        if self.is_sole_trader and self.name and not self.name.endswith(f" {SOLE_TRADER}"):
            return f"{self.name} {SOLE_TRADER}"
        return self.name

    @property
    def number(self) -> str:
        """`SIRET 732 829 320 00074`, else the SIREN, else ""."""
        if self.siret:
            return f"SIRET {siret_words(self.siret)}"
        return f"SIREN {siren_words(self.siren)}" if self.siren else ""

    @property
    def party(self) -> Party:
        """The business in the fields of CNIL's template."""
        street = ", ".join(part for part in (self.street, self.complement) if part)
        return Party(
            self.heading, self.trade_name, street, self.postal_code, self.city, self.country, self.phone, self.email
        )


def siren_words(siren: str) -> str:
    """`123 456 789`, with no-break spaces; anything else as it is."""
    if len(siren) != 9 or not siren.isdigit():
        return siren
    return "\u00a0".join((siren[:3], siren[3:6], siren[6:]))


def siret_words(siret: str) -> str:
    """`123 456 789 00012`, with no-break spaces; anything else as it is."""
    if len(siret) != 14 or not siret.isdigit():
        return siret
    return f"{siren_words(siret[:9])}\u00a0{siret[9:]}"


def problems_in(business: Business) -> tuple[Problem, ...]:
    """What is missing for an inspector to know who answers (RGPD, art. 30-1 a), or does not check."""
    found = []
    if not business.name.strip():
        found.append(Problem("name", "Indiquez votre nom, ou celui de votre société."))
    if not (business.street.strip() and business.city.strip()):
        found.append(
            Problem("street", "Indiquez l’adresse de votre activité : le registre doit porter vos coordonnées.")
        )
    if not (business.email.strip() or business.phone.strip()):
        found.append(Problem("email", "Indiquez un e-mail ou un téléphone : le registre doit porter vos coordonnées."))
    siren, siret = digits(business.siren), digits(business.siret)
    if business.siren and (len(siren) != 9 or _has_letters(business.siren) or not addresses.is_checked(siren)):
        found.append(Problem("siren", "Ce SIREN ne se vérifie pas : contrôlez ses neuf chiffres."))
    is_siret = len(siret) == 14 and addresses.is_checked(siret) and addresses.is_checked(siret[:9])
    if business.siret and (_has_letters(business.siret) or not is_siret):
        found.append(Problem("siret", "Ce SIRET ne se vérifie pas : contrôlez ses quatorze chiffres."))
    elif siret and siren and siret[:9] != siren:
        found.append(Problem("siret", "Ce SIRET ne commence pas par votre SIREN."))
    if business.email and ("@" not in business.email or " " in business.email.strip()):
        found.append(Problem("email", "Cette adresse e-mail n’est pas lisible."))
    return tuple(found)


def _has_letters(number: str) -> bool:
    return any(mark.isalpha() for mark in number)


def digits(number: str) -> str:
    """The digits of a number written with spaces or dots."""
    return "".join(mark for mark in number if mark.isdecimal() and mark.isascii())
