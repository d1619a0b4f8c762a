"""What each column of a list is, guessed from its header and from its values, with a confidence and the safe defaults.

Called by the import service, the preview and the window. Never reads a value for good and never decides for the user: a
meaning that may be the opposite of what is guessed is a question, and a sensitive column stays out.

Columns of yes and no. "Désabonné" and its like are opt_out, a yes meaning no contact. "Accepte d’être contacté" and its like
are opt_out read the other way as soon as a no is seen in the sample (an explicit no to being contacted is a refusal), else
newsletter; "Newsletter" is newsletter. Vague words ("RGPD", "Accord") are read like a consent whose no is a refusal, and a
bare tick under "Opt" counts as a refusal. All of them but the plain refusals and an unmixed "Newsletter" are questions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from rgpd_desktop.rules import column_scores, kind_words, sensitive
from rgpd_desktop.rules.audience_signs import guess_audience as guess_audience
from rgpd_desktop.rules.column_roles import Column, settle
from rgpd_desktop.rules.columns import Cell, ColumnChoice, ColumnGuess
from rgpd_desktop.rules.contact import FIELDS
from rgpd_desktop.rules.folding import fold
from rgpd_desktop.rules.header_events import Permission
from rgpd_desktop.rules.header_phrases import Reading, read
from rgpd_desktop.rules.header_words import words
from rgpd_desktop.rules.kind_words import kind_in_name as kind_in_name
from rgpd_desktop.rules.made_up_headers import is_made_up, unnumbered
from rgpd_desktop.rules.value_signs import Signs, signs

_SEVERAL: Final = frozenset({"email", "phone", "mobile", "street", "notes", "last_contact_on", "opt_out"})
_SHAPED: Final = frozenset(
    {"email", "phone", "mobile", "siren", "postal_code", "street", "website"}
    | {"last_contact_on", "collected_on", "relation_ended_on"}
)
_LOWEST: Final = 0.34  # a guess less sure than this is not made
_DOUBTFUL_CONTACT: Final = 0.6  # under this, a date is not taken for a contact made by the person
_SENSITIVE_CONFIDENCE: Final = 0.95
_FEW_STATUSES: Final = 12
_THIS_ERA: Final = 2025  # births are told from other days against the latest year of the list, at least this one


def guess(
    headers: Sequence[str], samples: Sequence[Sequence[Cell]], kinds: Mapping[str, str]
) -> tuple[ColumnGuess, ...]:
    """One ColumnGuess for each of `headers`, in order; its `index` is the position there.

    `samples` are up to 200 lines of the list, cut like `headers`; `kinds` maps folded words to kind ids ("clients": "client").
    """
    width = len(headers)
    cells: list[list[Cell]] = [[] for _ in range(width)]
    for row in samples:
        for index in range(min(width, len(row))):
            cells[index].append(row[index])
    columns, kept_out = [], {}
    every_signs = [signs(column) for column in cells]
    latest = max((year for found in every_signs for year in found.years if year < 2100), default=_THIS_ERA)
    for index, header in enumerate(headers):
        reading = Reading() if is_made_up(header) else read(unnumbered(header))
        column = Column(index, header, reading, every_signs[index])
        why = sensitive.reason(header, column.signs, _certainty(reading), max(latest, _THIS_ERA))
        if why:
            kept_out[index] = why
        column.scores = {} if why else _scores(column, kinds)
        columns.append(column)
    settle(columns, samples)
    fields = _assign(columns)
    return tuple(
        _told(column, *fields.get(column.index, ("ignore", 0.0)), kept_out.get(column.index, ""), kinds)
        for column in columns
    )


def choices(guesses: Sequence[ColumnGuess]) -> tuple[ColumnChoice, ...]:
    """The safe defaults, when nobody answers: sensitive columns stay out, doubtful dates of contact do not move the clock."""
    return tuple(
        ColumnChoice(
            index=one.index,
            header=one.header,
            field="ignore" if one.sensitive else one.field,
            codes=one.codes,
            yes_means_no_contact=one.yes_means_no_contact,
            is_from_person=one.field != "last_contact_on" or one.confidence >= _DOUBTFUL_CONTACT,
        )
        for one in guesses
    )


def header_key(headers: Sequence[str]) -> str:
    """The same text for files with the same headers in the same order, whatever their case, accents and punctuation."""
    return "|".join(fold(header) for header in headers)


def _certainty(reading: Reading) -> float:
    """How surely the header says what its values are; a column of notes or of codes may hold anything."""
    if reading.permission:
        return 0.7
    return max((weight for field, weight in reading.scores if field in _SHAPED), default=0.0)


def _scores(column: Column, kinds: Mapping[str, str]) -> dict[str, float]:
    found = column.signs
    permission = column.reading.permission
    if permission is None and _is_ticked_channel(column):
        permission = Permission.UNCLEAR
    if permission is not None:
        return _scores_of_permission(permission, found)
    share = kind_words.share(found.values, kinds)
    if status := _scores_of_status(column, share):
        return status
    has_header = not is_made_up(column.header)
    scores = column_scores.scores(column.reading, found, share, has_header)
    if found.of("email") > 0.4 and found.count >= 10 and found.distinct <= 0.1 * found.count:
        scores.pop("email", None)  # the same few addresses everywhere are those of whoever looks after the list
    return scores


def _scores_of_status(column: Column, kind_share: float) -> dict[str, float]:
    """Scores of a column of statuses where some say no more ("Désabonné", "Ne plus contacter"); {} for another column.

    Where every value says yes or no in its own words, it is a column of refusals. Where most say something else ("Devis
    envoyé"), reading them as refusals would oppose everybody: as newsletter, only the words of refusal are heard.
    """
    found = column.signs
    is_status = not column.reading.scores or column.reading.scores[0][0] in ("kind", "audience")
    if not (is_status and found.of("refusal") and found.distinct <= _FEW_STATUSES):
        return {}
    if found.of("refusal", "agreement", "yes", "no") >= 0.9:
        return {"opt_out": 0.7}
    return {"newsletter": 0.45} if kind_share < 0.5 else {}


def _is_ticked_channel(column: Column) -> bool:
    """Yes and no under "E-mail" or "SMS" are permissions to use it."""
    best = column.reading.scores[0][0] if column.reading.scores else ""
    return best in ("email", "phone", "mobile") and column.signs.of("yes", "no") >= 0.7


def _scores_of_permission(permission: Permission, found: Signs) -> dict[str, float]:
    dated = found.of("date") > 0.5
    if permission is Permission.REFUSAL:
        is_plain = not found.count or dated or found.of("yes", "no", "refusal", "agreement", "mark") >= 0.5
        return {"opt_out": 0.95 if is_plain else 0.6}
    if found.of("email") > 0.5:
        return {"email": 0.9}
    if found.of("phone") > 0.5:
        return {"mobile": 0.85}
    if dated:
        return {"collected_on": 0.6}
    if permission is Permission.LETTER:
        return {"newsletter": 0.9 if not found.count or found.of("yes", "no", "mark") >= 0.5 else 0.55}
    if found.of("no", "refusal") > 0 or permission is Permission.UNCLEAR:
        return {"opt_out": 0.6}
    return {"newsletter": 0.6}


def _assign(columns: Sequence[Column]) -> dict[int, tuple[str, float]]:
    """Column -> field and confidence: each field to its likeliest column, those that may be several to all of theirs."""
    ranked = sorted(
        ((score, -column.index, field, column) for column in columns for field, score in column.scores.items()),
        key=lambda entry: (-entry[0], -entry[1]),
    )
    taken: set[str] = set()
    found: dict[int, tuple[str, float]] = {}
    for score, _, field, column in ranked:
        if score < _LOWEST or column.index in found or (field in taken and field not in _SEVERAL):
            continue
        if field == "ignore" or field in FIELDS:
            found[column.index] = (field, min(score, 0.99))
            taken.add(field)
    _keep_one_address(columns, found)
    _drop_refusal_days(columns, found)
    return found


def _keep_one_address(columns: Sequence[Column], found: dict[int, tuple[str, float]]) -> None:
    """Streets of a second address (shipping, home) would be mixed with those of the first: only one block is kept."""
    streets = [column for column in columns if found.get(column.index, ("",))[0] == "street"]
    if len({column.reading.block for column in streets}) < 2:
        return
    places = [c.reading.block for c in columns if found.get(c.index, ("",))[0] in ("city", "postal_code")]
    kept = places[0] if places else max(streets, key=lambda column: found[column.index][1]).reading.block
    for column in streets:
        if column.reading.block not in (kept, ""):
            found[column.index] = ("ignore", 0.5)


def _drop_refusal_days(columns: Sequence[Column], found: dict[int, tuple[str, float]]) -> None:
    """Beside "Désinscrit : oui", the "Date de désinscription" says nothing more, unless it is filled more often."""
    refusals = [column for column in columns if found.get(column.index, ("",))[0] == "opt_out"]
    yes = max((round(c.signs.count * c.signs.of("yes", "refusal", "mark")) for c in refusals), default=0)
    for column in refusals:
        is_day = column.signs.of("date") > 0.5 or "date" in words(column.header)
        if is_day and len(refusals) > 1 and column.signs.count <= yes:
            found[column.index] = ("ignore", 0.5)


def _told(column: Column, field: str, confidence: float, why: str, kinds: Mapping[str, str]) -> ColumnGuess:
    if why:
        return ColumnGuess(column.index, column.header, "ignore", _SENSITIVE_CONFIDENCE, sensitive=why)
    if field == "ignore" and not confidence:
        confidence = 0.8 if column.reading.is_other or not column.signs.count else 0.4
    codes: Mapping[str, str] = {}
    if field == "kind":
        codes = kind_words.codes(column.signs.values, kinds)
    elif field == "audience":
        codes = kind_words.audience_codes(column.signs.values)
    is_question, yes_means_no_contact = _question(column, field)
    return ColumnGuess(
        index=column.index,
        header=column.header,
        field=field,
        confidence=round(confidence, 2),
        codes=codes,
        is_question=is_question,
        yes_means_no_contact=yes_means_no_contact,
        examples=column.signs.examples,
    )


def _question(column: Column, field: str) -> tuple[bool, bool]:
    """Whether the user must be asked which way the column goes, and whether a yes means no contact."""
    permission = column.reading.permission
    if field == "newsletter":
        is_mixed = column.signs.of("yes", "mark") > 0 and column.signs.of("no", "refusal") > 0
        return permission is not Permission.LETTER or is_mixed, True
    if field != "opt_out":
        return False, True
    if permission is Permission.REFUSAL:  # plain, but « Désabonné : non » and « Abonné : non » look alike in a hurry
        return True, True
    only_ticks = column.signs.count > 0 and not column.signs.of("no", "refusal")
    return True, bool(only_ticks and fold(column.header) == "opt")
