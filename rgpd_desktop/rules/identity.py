"""Normal forms that say when two writings are the same, and the fingerprints of the opposition list.

Called by matching, the import and the opposition services, and the store for its sort key. Never keeps a value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

from rgpd_desktop.rules.folding import fold as fold
from rgpd_desktop.rules.folding import words
from rgpd_desktop.rules.names import split_civility
from rgpd_desktop.rules.phones import is_mobile

FINGERPRINT_BYTES: Final = 32
_LEGAL_FORMS: Final = words(
    "sarl sarlu sas sasu eurl ei eirl eirl sa sci scm scp scop snc scs sca selarl selas selasu selurl sel gie gaec earl scea "
    "ste societe ets etablissements etablissement ltd llc inc gmbh spa srl bv nv plc corp sprl asbl cie et and"
)
_DOTTED_LETTERS: Final = re.compile(r"\b(?:[A-Za-z]\.){2,}(?:[A-Za-z]\b)?")


def name_key(last: str, first: str) -> str:
    """`dupont jean paul`: equal for two writings of the same name, whichever part comes first, with or without a civility."""
    parts = (split_civility(" ".join(part.split()))[1] for part in (last, first))
    return " ".join(sorted(fold(" ".join(parts)).split()))


def company_key(company: str) -> str:
    """The company folded, without its legal form (SARL, S.A.S., Ets…) nor `et`; a name made only of these is kept whole."""
    if "." in company:
        company = _DOTTED_LETTERS.sub(lambda match: match.group().replace(".", ""), company)
    folded = fold(company)
    return " ".join(word for word in folded.split() if word not in _LEGAL_FORMS) or folded


def sort_key(last: str, first: str, company: str, emails: Sequence[str]) -> str:
    """What a list is sorted by: folded last then first name, else the first name alone, the company, the first address.

    The two names are held by a tab, which sorts before a space: every `Martin` comes before the first `Martin Dupont`.
    """
    if last:
        return f"{fold(last)}\t{fold(first)}" if first else fold(last)
    return fold(first or company or next(iter(emails), ""))


def fingerprint(key: bytes, value: str) -> bytes:
    """32 bytes that only the holder of `key` (at most 64 bytes) can compute again (BLAKE2b, keyed): a pseudonym, not anonymous."""
    return blake2b(value.encode(), digest_size=FINGERPRINT_BYTES, key=key).digest()


def opposition_values(
    emails: Sequence[str], phones: Sequence[str], last_name: str, first_name: str, place: str = ""
) -> tuple[str, ...]:
    """What is fingerprinted for a person who says no (reference, P7): as little as recognises them.

    A mobile number stands alone; a landline may be a switchboard, so it is tied to the name when one is known. With neither
    address nor number, the name and `place` (postal code, else city) are used. Empty when nothing recognises the person: a name alone
    would put namesakes aside.
    """
    key = name_key(last_name, first_name) if last_name or first_name else ""
    values = [f"email:{email}" for email in emails]
    values += [f"phone:{phone}|{key}" if key and not is_mobile(phone) else f"phone:{phone}" for phone in phones]
    if not values and key and place:
        values.append(f"name:{key}|{fold(place)}")
    return tuple(values)


def looked_for_values(
    emails: Sequence[str], phones: Sequence[str], last_name: str, first_name: str, place: str = ""
) -> tuple[str, ...]:
    """What is looked for on the opposition list before a person is solicited or let in: what they would be recorded by, and each of
    their numbers alone, which somebody may have closed without saying whose it is.
    """
    values = opposition_values(emails, phones, last_name, first_name, place)
    return tuple(dict.fromkeys((*values, *(f"phone:{phone}" for phone in phones))))
