"""Names and civilities as people write them: NOM Prénom, particles, composed names, ALL CAPS. Called by the cell readers.

A best guess, never a refusal: a name in the wrong order is corrected by hand, a lost one is lost.
"""

from __future__ import annotations

import re
from typing import Final

from rgpd_desktop.rules.folding import fold, words

_CIVILITIES: Final = {
    "m": "M.", "mr": "M.", "monsieur": "M.", "mister": "M.", "mrs": "Mme", "h": "M.", "homme": "M.", "masculin": "M.", "male": "M.",
    "mme": "Mme", "madame": "Mme", "mlle": "Mme", "mademoiselle": "Mme", "melle": "Mme", "ms": "Mme", "miss": "Mme",
    "f": "Mme", "femme": "Mme", "feminin": "Mme", "female": "Mme", "dr": "Dr", "docteur": "Dr", "me": "Me", "maitre": "Me",
    "pr": "Pr", "prof": "Pr", "professeur": "Pr", "m et mme": "M. et Mme", "mr et mme": "M. et Mme",
    "monsieur et madame": "M. et Mme", "mme et m": "M. et Mme", "mme et mr": "M. et Mme", "mr mme": "M. et Mme", "m mme": "M. et Mme",
}  # fmt: skip
_TITLE: Final = re.compile(
    r"((?:m\.?|mr\.?|monsieur)\s*(?:et|&|/)\s*(?:mme|madame)|(?:mme|madame)\s*(?:et|&|/)\s*(?:mr?\.?|monsieur)"
    r"|m\.|mr\.?|mrs\.?|mme\.?|mlle\.?|melle|ms\.?|monsieur|madame|mademoiselle|docteur|dr\.?|ma[iî]tre|me\.?|pr\.|professeur|m(?=\s))"
    r"(?:\s+|(?<=\.))(?=\S)",
    re.IGNORECASE,
)
_PARTICLES: Final = words(
    "de du des la le les van von vom vander vanden der den ter ten zu zur di da del della dal dos das do el al ben bin ibn ould aït"
    " ait san st ste saint sainte"
)
_BORN: Final = words("née nee épouse epouse veuve")  # between two last names
_ALWAYS_LOWER: Final = frozenset({"de", "der", "den", "von", "vom", "zu", "zur", "d", "et"})
_FIRST_NAMES: Final = words(
    "adam adele adrien agathe agnes alain albert alex alexandra alexandre alexis alice aline amandine amelie amine anais andre andrea"
    " ange angelique anna anne annick annie anthony antoine arnaud arthur audrey aurelie aurelien axel baptiste barbara bastien"
    " beatrice benjamin benoit bernadette bernard bertrand boris brigitte bruno camille carine carla carole caroline catherine cecile"
    " cedric celia celine chantal charles charlotte chloe christelle christian christiane christine christophe claire clara claude"
    " claudine clemence clement colette corinne cyril damien daniel daniele david delphine denis denise didier dominique edouard elena"
    " eliane elisabeth elise elodie eloise emilie emma emmanuel emmanuelle enzo eric estelle etienne eva evelyne fabien fabienne"
    " fabrice fanny fatima fatou felix fernand florence florent florian france franck francine francis francois francoise frank"
    " frederic frederique gabriel gaelle gaetan genevieve geoffrey georges gerald gerard ghislaine gilbert gilles ginette gregory"
    " guillaume gustave guy gwenaelle hadrien hakim helene henri herve hubert hugo ibrahim ines irene isabelle ismael jacqueline"
    " jacques jad jean jeanne jeannine jennifer jeremy jerome jessica joel johan johanna jonathan jordan joseph josette josiane jules"
    " julia julie julien juliette justine karim karine kevin khadija laetitia laura laure laurence laurent lea leila leo leon lionel"
    " lisa loic lola louis louise luc lucas lucie lucien ludovic lydie lydia maeva magali malika manon marc marcel marguerite maria"
    " marie marine marion marius martine martial mathieu mathilde mathis matthieu maurice maxime mehdi melanie melissa michel michele"
    " michelle mireille mohamed mohammed monique morgane mourad muriel myriam nadege nadia nadine natacha nathalie nathan nicolas"
    " nicole noah noe noemie nora odette odile olivier ophelie oscar pascal pascale patrice patricia patrick paul paule paulette"
    " pauline philippe pierre pierrette quentin rachel rachid raphael raymond regine regis remi remy rene renee richard robert robin"
    " roger roland romain romane rose sabine sabrina said salome samir samuel sandra sandrine sara sarah sebastien serge severine"
    " simon simone solange sonia sophie stephane stephanie suzanne sylvain sylvia sylvie tanguy tatiana theo theodore therese thibault"
    " thibaut thierry thomas tom tristan valentin valentine valerie vanessa veronique victor victoria vincent violette virginie"
    " viviane wafa walid william xavier yacine yann yannick yasmine yoann yohan yolande youssef yves yvette yvonne zoe"
)
_BODIES: Final = words(
    "sarl sas sasu eurl sci scp scm selarl snc scop gie gaec earl eirl ltd llc inc gmbh spa mairie commune association asso assoc"
    " cabinet societe ste ets etablissement etablissements entreprise entreprises garage boulangerie boucherie pharmacie restaurant"
    " brasserie hotel agence atelier ateliers imprimerie menuiserie plomberie transports groupe syndicat lycee college ecole"
    " universite communaute departement prefecture ministere ambassade consulat office federation club comite fondation institut"
    " clinique hopital ehpad banque assurances immobilier holding consulting conseil conseils studio services solutions editions"
    " maison cooperative camping domaine chateau residence copropriete salon librairie company"
)
_BODY_MARKS: Final = re.compile(
    r"\bS\.?A\.?$|^S\.?A\.?\s|\b[Ff]ils\b|&|\b(?:et|ET) (?:[Aa]ssoci|ASSOCI|[Cc]ie|CIE)|[.](?:fr|com|net|org)$"
)
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_MC: Final = re.compile(r"\bMc([a-z])")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.-?)+")


def read_civility(text: str) -> str:
    """`M.`, `Mme`, `Dr`, `Me`, `Pr`, `M. et Mme`, or "" when the text is none of them."""
    return _CIVILITIES.get(fold(text), "")


def split_civility(text: str) -> tuple[str, str]:
    """The civility a name begins with ("" when none) and the rest: `M. Jean Dupont` gives `M.` and `Jean Dupont`."""
    match = _TITLE.match(text) if " " in text or "." in text else None
    return (read_civility(match[1]), text[match.end() :]) if match else ("", text)


def tidy_name(text: str, is_last: bool) -> str:
    """Proper case for a name all in capitals or all in small letters, particles kept; a name in mixed case is left as it is.

    `is_last` tells a last name, whose leading `de` and `d’` stay small. The apostrophe of the file is kept.
    """
    text = " ".join(text.split())
    if text.istitle():
        return text
    if not (text.isupper() or text.islower()):
        words = text.split()
        is_mixed = not all(_is_capitals(word) or word.lower() in _PARTICLES or word in _BORN for word in words)
        if is_mixed or not any(map(_is_capitals, words)):
            return text
    if not is_last and _is_two_initials(text):
        return text
    proper = _LETTERS.sub(lambda match: match.group().capitalize(), text)
    proper = _MC.sub(lambda match: "Mc" + match[1].upper(), proper)
    return " ".join(_with_particle(word, at, is_last) for at, word in enumerate(proper.split()))


def are_initials(text: str) -> bool:
    """`P.`, `J.-P.`: a name that a civility before it may belong to."""
    return _INITIALS.fullmatch(text) is not None


def _is_capitals(word: str) -> bool:
    return word.isupper() and len(word) > 1 and not _INITIALS.fullmatch(word)


def _is_two_initials(text: str) -> bool:
    """`JP`, `JC`: the initials of a composed first name, not a word."""
    return len(text) == 2 and text.isupper() and not set(text) & set("AEIOUYÉÈ")


def _with_particle(word: str, at: int, is_last: bool) -> str:
    if at == 0 and not is_last:
        return word
    if at and word.lower() in _BORN:
        return word.lower()
    if word.lower() in _ALWAYS_LOWER:
        return word.lower()
    return "d" + word[1:] if word[:2] in ("D'", "D’") else word


def split_full_name(text: str) -> tuple[str, str, str]:
    """Civility, first name, last name: the best guess for `DUPONT Jean`, `Jean Dupont`, `Dupont, Jean`, `Mme DE CASTELNAU Anne`.

    Capitals tell the last name, then particles, then the usual French first names; one word alone is a last name.
    """
    civility, rest = split_civility(" ".join(text.split()))
    rest, _ = without_tail(rest)
    before, comma, after = rest.partition(",")
    if comma and not civility and (told := read_civility(after.strip())):  # `Jean Dupont, M.`
        civility, rest, comma = told, before.strip(), ""
    if comma and before.strip() and after.strip():
        inner, first = split_civility(after.strip())
        return civility or inner, tidy_name(first, False), tidy_name(before.strip(), True)
    words = rest.strip(" ,").split()
    if len(words) > 1 and not civility and words[-1].lower() in ("m.", "mr", "mme", "mlle"):
        civility = read_civility(words.pop())
    if len(words) == 1 and not civility and len(words[0]) > 1 and read_civility(words[0]):
        return read_civility(words[0]), "", ""
    firsts, lasts = _parted(words)
    return civility, tidy_name(" ".join(firsts), False), tidy_name(" ".join(lasts), True)


def without_tail(text: str) -> tuple[str, str]:
    """The name and what a comma adds to it that is no name: `Dupont Jean, Paris` gives `Dupont Jean` and `Paris`.

    A whole name before the comma (one of its ends a usual first name) needs none after it.
    """
    before, _, after = text.partition(",")
    words, tail = split_civility(before.strip())[1].split(), after.strip()
    if len(words) < 2 or not tail or split_civility(tail)[0] or read_civility(tail):
        return text, ""
    is_whole = _is_first_name(words[0]) or _is_first_name(words[-1])
    return (before.strip(), tail) if is_whole and not _is_first_name(tail.split()[0]) else (text, "")


def _parted(words: list[str]) -> tuple[list[str], list[str]]:
    """First names and last names among the words of a full name."""
    if len(words) < 2:
        return [], words
    return _parted_by_capitals(words) or _parted_by_particles(words) or _parted_by_first_names(words)


def _parted_by_capitals(words: list[str]) -> tuple[list[str], list[str]] | None:
    """Capitals beside other words name the family: one run of them, with the small particles before it."""
    capitals = [at for at, word in enumerate(words) if _is_capitals(word)]
    if not capitals or len(capitals) == len(words) or capitals[-1] - capitals[0] >= len(words):
        return None
    start, end = capitals[0], capitals[-1] + 1
    while start and words[start - 1].lower() in _PARTICLES:
        start -= 1
    firsts = words[:start] + words[end:]
    return (firsts, words[start:end]) if firsts else None


def _parted_by_particles(words: list[str]) -> tuple[list[str], list[str]] | None:
    """A particle opens the last name; when it comes first, the last name is the particles and one word."""
    at = next((at for at, word in enumerate(words) if _is_particle(word)), None)
    if at is None or (at and at == len(words) - 1 and words[at].lower() in _PARTICLES):
        return None
    if at:
        return words[:at], words[at:]
    end = 0
    while end < len(words) - 1 and words[end].lower() in _PARTICLES:
        end += 1
    return words[end + 1 :], words[: end + 1]


def _is_particle(word: str) -> bool:
    return word.lower() in _PARTICLES or (len(word) > 2 and word[1] in "'’" and word[0] in "dD")


def _parted_by_first_names(words: list[str]) -> tuple[list[str], list[str]]:
    """Usual first names at one end settle the order; else capitals and small letters follow the habits of lists."""
    known = [_is_first_name(word) for word in words]
    leading = next((at for at, is_known in enumerate(known) if not is_known), len(words) - 1)
    trailing = next((at for at, is_known in enumerate(reversed(known)) if not is_known), len(words) - 1)
    if leading and not known[-1]:
        return words[:leading], words[leading:]
    if trailing and not known[0]:
        return words[-trailing:], words[:-trailing]
    if all(map(str.isupper, words)):  # administrative lists: NOM PRÉNOM
        return words[-1:], words[:-1]
    return (words[:-1], words[-1:]) if leading else (words[:1], words[1:])


def _is_first_name(word: str) -> bool:
    return all(part in _FIRST_NAMES for part in fold(word).split()) or _INITIALS.fullmatch(word) is not None


def is_company_name(text: str) -> bool:
    """Whether a full name is obviously that of a body: a legal form or a trade among its words (SARL, Mairie, Cabinet…)."""
    if split_civility(text)[0]:
        return False
    words = fold(text).split()
    if len(words) > 1 and not _BODIES.isdisjoint(words):
        return not (len(words) == 2 and _is_first_name(words[0]))  # Marie Conseil has every right to her name
    return len(words) > 1 and _BODY_MARKS.search(text) is not None
