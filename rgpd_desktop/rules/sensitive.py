"""Columns that must not come in: health, social security number, birth, bank, opinions… told by their header or by their values.

Called by mapping. A list of contacts has no use for them (RGPD, art. 5(1)(c), 9, 10 and 87): they are pointed out and left out,
and only the user may say otherwise. Nationality, children and income are on the list too, though not of article 9.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from rgpd_desktop.rules.header_words import Words, phrases, runs, words
from rgpd_desktop.rules.value_signs import Signs, is_luhn

_NIR: Final = "numéro de sécurité sociale"
_BIRTH: Final = "date de naissance"
_BANK: Final = "coordonnées bancaires"
_IP: Final = "adresse IP"
_HEALTH: Final = "santé"

# phrase shown, headers. A header is sensitive when one of these runs of words stands anywhere in it.
_BY_HEADER: Final = tuple(
    (why, phrases(text))
    for why, text in (
        (_NIR, "nir|numéro sécu|numéro ss|sécu|sécurité sociale|secu sociale|nss|ssn|social security|numéro insee|"
         "sozialversicherungsnummer|insee numéro|codice fiscale|carte vitale|immatriculation sociale|social security number|"
         "national insurance"),
        (_BIRTH, "naissance|date naiss|naiss|née|birth|birthday|birthdate|dateofbirth|date of birth|dob|ddn|anniversaire|annif|bday|"
         "geburtstag|geburtsdatum|cumpleaños|nacimiento|nascita|année naiss"),
        ("âge", "âge|tranche âge|age range|edad"),
        (_HEALTH, "santé|health|maladie|handicap|handicapé|handicapée|rqth|allergie|allergy|allergies|médical|médicale|"
         "medical|médecin traitant|pathologie|mutuelle|groupe sanguin|blood|blood type|grossesse|enceinte|diagnostic|"
         "symptôme|antécédent|ordonnance|vaccin|vaccination|covid|aah|invalidité|imc|disability|contre indication|"
         "régime alimentaire|intolérance|motif consultation|fauteuil|mobilité réduite|pmr|traitement médical|médicament|"
         "blessure|intolérance alimentaire|dossier médical|arrêt maladie|régime"),
        (_IP, "ip|adresse ip|ip adresse|ip address|remote addr|ipv4|ipv6"),
        (_BANK, "iban|rib|bic|swift|compte bancaire|carte bancaire|carte bleue|carte crédit|credit card|card number|cvv|cvc|cb|cvx|"
         "bank|bank account|banque|domiciliation bancaire|mandat sepa|sepa|rum|numéro compte|kontonummer|bankverbindung|"
         "bank account number|cryptogramme"),
        ("religion", "religion|confession|religieux|religieuse|culte|croyance"),
        ("opinions politiques", "politique|parti politique|opinion|opinion politique|tendance politique|political|vote|sympathisant"),
        ("appartenance syndicale", "syndicat|syndical|syndicale|union member|trade union|syndiqué"),
        ("origine ethnique", "ethnie|ethnique|ethnic|ethnicity|race|origine ethnique|couleur peau|racial"),
        ("vie sexuelle", "orientation sexuelle|sexuel|sexuelle|sexual|sexual orientation|sexualité"),
        ("casier judiciaire ou infractions", "casier|casier judiciaire|condamnation|infraction|criminal|criminal record|judiciaire"),
        ("mot de passe", "mot passe|mdp|password|passwd|pwd|code secret|code pin|passwort|pass word|code accès|digicode|"
                         "api key|user pass"),
        ("pièce d’identité", "carte identité|cni|passeport|passport|pièce identité|titre séjour|permis conduire|permis|"
         "driver license|id card|national id|identity card|government id|government id number|numéro permis|driving licence|"
         "numéro étranger"),
        ("situation sociale", "rsa|allocataire|numéro allocataire|caf|quotient familial|revenu fiscal|situation sociale|"
         "demandeur emploi|pôle emploi|france travail|numéro fiscal|apl|aide sociale|assistante sociale|protection juridique|"
         "tutelle|curatelle|bénéficiaire rsa"),
        ("revenus", "revenu|salaire|salary|income|rémunération|patrimoine|revenu mensuel"),
        ("vie de famille", "enfant|enfants|children|situation familiale|situation matrimoniale|état civil|marital|"
         "marital status|conjoint|spouse|époux|épouse|personne à charge|grossesse|nombre enfants"),
        ("nationalité", "nationalité|nationality|citizenship|pays naissance|staatsangehörigkeit"),
        ("empreinte ou donnée biométrique", "biométrie|biométrique|empreinte digitale|génétique|adn"),
    )
)  # fmt: skip
# A firm has an age, a contract its anniversary, a nom de famille its birth: words that make the header harmless again.
_HARMLESS: Final = (
    (phrases("âge|anniversaire"), phrases("société|contrat|mariage|site|compte|véhicule|adhésion")),
    (phrases("naissance"), phrases("nom")),
    (phrases("régime"), phrases("tva|fiscal|juridique|micro|social|imposition")),
    (phrases("politique|opinion|vote"), phrases("confidentialité|client|satisfaction|rgpd|commerciale|prix")),
    (phrases("race"), phrases("chien|chat|cheval|animal")),
    (phrases("permis"), phrases("construire|aménager")),
    (
        phrases("santé|médical|medical"),
        phrases("professionnel|société|structure|maison|métier|domaine|secteur|activité"),
    ),
    (phrases("judiciaire"), phrases("redressement|liquidation|expert")),
    (phrases("code accès"), phrases("postal")),
    (phrases("numéro insee|insee numéro"), phrases("ville|commune|code")),
    (phrases("ip"), phrases("pi")),
)
_BIRTH_ALONE: Final = phrases("né le|date né|né en")
# A header that says plainly what else it is: its dates are not birth dates, its numbers no bank card.
_STRONG: Final = 0.6
_ENOUGH: Final = 0.5

_NIR_SHAPE: Final = re.compile(r"([1-478]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[AB])\d{6})(\d{2})?", re.IGNORECASE)
_NIR_STRICT: Final = re.compile(
    r"[12]\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[1-8]\d|9[0-57-9]|2[AB])\d{6}(?:0[1-9]|[1-8]\d|9[0-7])?", re.IGNORECASE
)
_IBAN_SHAPE: Final = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_BLOOD: Final = re.compile(r"(?:AB|A|B|O) ?[+-]|(?:AB|A|B|O) (?:pos|neg)\w*", re.IGNORECASE)
_SPACES: Final = re.compile(r"[\s.\-]")
_ADULT_YEARS: Final = 16


def reason(header: str, signs: Signs, weight: float, latest_year: int) -> str:
    """Why this column must stay out, as a short French phrase, or "" when nothing says so.

    `weight` is how surely the header names another field (0 to 1); `latest_year` the latest year seen in the whole sample,
    against which days of long ago look like births.
    """
    found = words(header)
    return by_header(found) or _by_values(signs, weight, latest_year)


def by_header(found: Words) -> str:
    """The French phrase for a header that announces a sensitive column, else ""."""
    if found in _BIRTH_ALONE:
        return _BIRTH
    every = runs(found)
    for why, table in _BY_HEADER:
        hit = next((run for run in every if run in table), None)
        if hit is None:
            continue
        if any(hit in risky and any(run in excuse for run in every) for risky, excuse in _HARMLESS):
            continue
        return why
    return ""


def _by_values(signs: Signs, weight: float, latest_year: int) -> str:
    if not signs.count:
        return ""
    if signs.of("ip") >= _ENOUGH:
        return _IP
    texts = [_SPACES.sub("", text).upper() for text in list(signs.values)[:60]]
    if _share(texts, _is_nir) >= _ENOUGH or (weight < _STRONG and _share(texts, _is_short_nir) > 0.9):
        return _NIR
    if _share(texts, _is_iban) >= _ENOUGH or (weight < _STRONG and _share(texts, _is_card) > 0.7):
        return _BANK
    if weight < _STRONG and _share(list(signs.values)[:60], lambda text: bool(_BLOOD.fullmatch(text))) >= 0.8:
        return _HEALTH
    if weight < _STRONG and _looks_like_births(signs, latest_year):
        return _BIRTH
    return ""


def _share(texts: list[str], is_one: Callable[[str], bool]) -> float:
    if not texts:
        return 0.0
    return sum(1 for text in texts if is_one(text)) / len(texts)


def _looks_like_births(signs: Signs, latest_year: int) -> bool:
    """Most days are older than an adult's youth, and spread over at least ten years, beside the latest day of the list."""
    if signs.of("date") < 0.8 or len(signs.years) < 3:
        return False
    old = sum(year <= latest_year - _ADULT_YEARS for year in signs.years)
    return old >= 0.8 * len(signs.years) and max(signs.years) - min(signs.years) >= 10


def _is_nir(text: str) -> bool:
    match = _NIR_SHAPE.fullmatch(text)
    if match is None or match.group(2) is None:
        return False
    body = match.group(1).replace("2A", "19").replace("2B", "18")
    return 97 - int(body) % 97 == int(match.group(2))


def _is_short_nir(text: str) -> bool:
    return bool(_NIR_STRICT.fullmatch(text))


def _is_iban(text: str) -> bool:
    if not _IBAN_SHAPE.fullmatch(text):
        return False
    turned = text[4:] + text[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == 1


def _is_card(text: str) -> bool:
    return len(text) in (15, 16) and text.isdigit() and text[0] in "23456" and is_luhn(text)
