"""How well each field suits one column: the header's words and the values' signs, weighed together. Called by mapping.

A header alone proposes, the values confirm or contradict it; values that speak for themselves (e-mails, telephones) need no
header. A header that names something else keeps the values from being guessed at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from rgpd_desktop.rules.header_phrases import CUSTOMER, ENGLISH_NAME, NAME, PERSON, PERSON_NAME, Reading
from rgpd_desktop.rules.value_signs import Signs

_EMPTY_COLUMN: Final = 0.85  # an empty column may be given its field: nothing comes in
_LOWEST_FIT: Final = 0.15  # under this the values contradict the header
_TYPED: Final = ("email", "phone", "date", "url", "number", "digits", "money", "json", "ip", "siren", "time")


def scores(reading: Reading, signs: Signs, kind_share: float, has_header: bool) -> dict[str, float]:
    """Field (or role: NAME, PERSON…) -> how sure, from 0 to 1. `kind_share`: how many values name a kind of person."""
    found: dict[str, float] = {}
    for field, weight in reading.scores:
        if not signs.count:
            found[field] = weight * _EMPTY_COLUMN
            continue
        fit = _fit(field, signs, kind_share)
        found[field] = weight * (0.4 + 0.6 * fit) if fit >= _LOWEST_FIT else weight * 0.2
    if reading.is_other or not signs.count:
        return found
    trust = 0.9 if has_header else 1.0
    for field, score in _by_values_alone(signs, kind_share, bool(reading.scores), has_header).items():
        found[field] = max(found.get(field, 0.0), score * trust)
    return found


def _by_values_alone(signs: Signs, kind_share: float, is_named: bool, has_header: bool) -> dict[str, float]:
    """What the values alone say. When the header already names a field, only unmistakable values are heard."""
    found: dict[str, float] = {}
    if (share := signs.of("email")) >= 0.4:
        found["email"] = 0.5 + 0.45 * share
    if (share := signs.of("phone")) >= 0.5 and signs.of("siren") < 0.8:
        found["phone"] = 0.35 + 0.5 * share
    if (share := signs.of("url")) >= 0.6:
        found["website"] = 0.7 * share
    if (share := signs.of("civility")) >= 0.8:
        found["civility"] = 0.85 * share
    if kind_share >= 0.6:
        found["kind"] = 0.75 * kind_share
    if not is_named:
        found |= _by_names_alone(signs)
    if not is_named and not has_header:
        found |= _by_words_alone(signs)
    return found


def _by_names_alone(signs: Signs) -> dict[str, float]:
    """Names and numbers that most values show, for a column whose header says nothing."""
    found: dict[str, float] = {}
    if (share := signs.of("siren")) >= 0.8:
        found["siren"] = 0.7 * share
    if (share := signs.of("first_name")) >= 0.5:
        found["first_name"] = 0.4 + 0.35 * share
    if (share := signs.of("two_names")) >= 0.5 and signs.distinct > 1:
        found["full_name"] = 0.35 + 0.35 * share
    return found


def _by_words_alone(signs: Signs) -> dict[str, float]:
    """Places, firms and trades, for a column that has no header at all."""
    found: dict[str, float] = {}
    if (share := signs.of("postal")) >= 0.8 and signs.distinct > 1:
        found["postal_code"] = 0.65 * share
    if (share := signs.of("postal_city")) >= 0.6:
        found["postal_code"] = 0.6 * share
    if (share := signs.of("company")) >= 0.35:
        found["company"] = 0.4 + 0.3 * share
    if (share := signs.of("street")) >= 0.5 and signs.of("with_digits") >= 0.5:
        found["street"] = 0.35 + 0.35 * share
    if (share := signs.of("job")) >= 0.5:
        found["job_title"] = 0.3 + 0.35 * share
    if (share := signs.of("country")) >= 0.8:
        found["country"] = 0.6 * share
    return found


def _fit(field: str, signs: Signs, kind_share: float) -> float:
    """How well the values suit `field`, from 0 (they contradict it) to 1."""
    if field == "kind":
        return kind_share
    judge = _JUDGES.get(field)
    return judge(signs) if judge else 0.7


def _plain(signs: Signs) -> float:
    """Words, rather than anything with a shape of its own."""
    return max(0.0, 1.0 - signs.of(*_TYPED))


def _short_words(signs: Signs) -> float:
    return _plain(signs) * (1.0 - 0.6 * signs.of("long")) * (0.3 if signs.of("yes", "no") > 0.7 else 1.0)


def _name(signs: Signs) -> float:
    return _short_words(signs) * (0.4 if signs.mean_length > 45 else 1.0) * (1 - 0.8 * signs.of("civility"))


def _first_name(signs: Signs) -> float:
    return _name(signs) * (0.6 if signs.of("with_digits") > 0.6 else 1.0)


def _civility(signs: Signs) -> float:
    share = signs.of("civility")
    return share if share >= 0.7 else share * 0.4


def _job(signs: Signs) -> float:
    if signs.mean_length < 4 and signs.of("job") < 0.3:
        return 0.1
    return _short_words(signs) * (1.0 if signs.of("job") > 0.2 else 0.75) * (1 - 0.9 * signs.of("civility"))


def _company(signs: Signs) -> float:
    return _short_words(signs) * (1.0 if signs.of("company") > 0.2 else 0.85)


def _street(signs: Signs) -> float:
    if signs.of("email", "phone", "date", "url") > 0.5:
        return 0.0
    return max(0.5 * signs.of("digits", "number"), signs.of("text", "postal_city"))


def _postal(signs: Signs) -> float:
    if signs.of("email", "phone", "date", "url") > 0.5:
        return 0.0
    return min(
        1.0, signs.of("postal", "postal_city") + 0.8 * signs.of("with_digits") + 0.4 * signs.of("number", "digits")
    )


def _city(signs: Signs) -> float:
    return min(1.0, _short_words(signs) + 0.7 * signs.of("postal_city"))


def _country(signs: Signs) -> float:
    return max(signs.of("country"), 0.8 * _short_words(signs))


def _website(signs: Signs) -> float:
    return signs.of("url")


def _siren(signs: Signs) -> float:
    return max(signs.of("siren"), 0.6 * signs.of("number", "digits"), 0.5 * signs.of("phone"))


def _date(signs: Signs) -> float:
    return signs.of("date", "serial")


def _notes(signs: Signs) -> float:
    return max(0.05, 1.0 - signs.of("number", "date", "money", "email", "phone"))


def _source(signs: Signs) -> float:
    return max(0.0, 1.0 - signs.of("number", "date", "money", "email", "phone", "yes", "no"))


def _audience(signs: Signs) -> float:
    both = signs.of("professional", "individual")
    return both if both >= 0.6 else 0.0


_JUDGES: Final[Mapping[str, Callable[[Signs], float]]] = {
    "email": lambda signs: signs.of("email", "with_email"),
    "phone": lambda signs: min(1.0, signs.of("phone") + 0.4 * signs.of("number", "digits")),
    "mobile": lambda signs: min(1.0, signs.of("phone") + 0.4 * signs.of("number", "digits")),
    "website": _website,
    "siren": _siren,
    "postal_code": _postal,
    "city": _city,
    "country": _country,
    "street": _street,
    "first_name": _first_name,
    "last_name": _name,
    "full_name": _name,
    "civility": _civility,
    "job_title": _job,
    "company": _company,
    "source": _source,
    "notes": _notes,
    "audience": _audience,
    "last_contact_on": _date,
    "collected_on": _date,
    "relation_ended_on": _date,
    NAME: _name,
    ENGLISH_NAME: _name,
    PERSON: _name,
    PERSON_NAME: _name,
    CUSTOMER: _name,
}
