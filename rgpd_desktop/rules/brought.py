"""A register that comes in, before it is kept: its sheets matched with those there, the business it names. Pure.

Called by services.bring_register, which reads and writes. Nothing is decided for the person: what would change is said in French.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Final

from rgpd_desktop.rules.activity import Activity, DataCategory
from rgpd_desktop.rules.business import SOLE_TRADER, Business, Party
from rgpd_desktop.rules.cnil_head import CnilHead, head_of
from rgpd_desktop.rules.cnil_sheet import as_read
from rgpd_desktop.rules.folding import fold
from rgpd_desktop.rules.keeping import CLOCK_WORDS
from rgpd_desktop.rules.retention import RetentionRule

_FIELD_WORDS: Final = {
    "name": "nom", "is_sole_trader": "entreprise individuelle", "trade_name": "nom commercial", "legal_form": "forme juridique",
    "siren": "SIREN", "siret": "SIRET", "ape": "code APE", "ape_nomenclature": "code APE", "street": "adresse", "complement": "adresse",
    "postal_code": "code postal", "city": "ville", "country": "pays", "phone": "téléphone", "email": "e-mail", "website": "site web",
    "officer": "délégué à la protection des données", "representative": "représentant", "trades": "métiers",
}  # fmt: skip
_ID: Final = re.compile(r"[0-9A-Za-z_-]{1,64}", re.ASCII)


def matches(incoming: Sequence[tuple[str, str, str]], there: Sequence[Activity]) -> tuple[Activity | None, ...]:
    """The sheet that each incoming one (id, reference, name) is: of the same id, else of the same reference and name, else of the same
    name. A sheet is matched once, the surest first."""
    found: list[Activity | None] = [None] * len(incoming)
    left = {each.id: each for each in there}
    for same in (_same_id, _same_both, _same_name):
        for at, said in enumerate(incoming):
            if found[at] is None:
                found[at] = next((each for each in left.values() if same(said, each)), None)
                if (match := found[at]) is not None:
                    del left[match.id]
    return tuple(found)


def _same_id(said: tuple[str, str, str], each: Activity) -> bool:
    return said[0] == each.id


def _same_both(said: tuple[str, str, str], each: Activity) -> bool:
    return bool(said[1]) and fold(said[1]) == fold(each.reference) and _same_name(said, each)


def _same_name(said: tuple[str, str, str], each: Activity) -> bool:
    return bool(fold(said[2])) and fold(said[2]) == fold(each.name)


def is_id(text: str) -> bool:
    """Whether a record's id may be ours: a file may say anything."""
    return _ID.fullmatch(text) is not None


def with_rules(activity: Activity, rules: Mapping[str, RetentionRule]) -> Activity:
    """The sheet with each category that follows a rule tied to the one in force here, when it says the same duration.

    One that says another keeps its own duration, in words, and no longer follows a rule: a register brought in loses nothing.
    """

    def ruled(each: DataCategory) -> DataCategory:
        rule, said = rules.get(each.keeping.kind), each.keeping
        if rule is None or said.period == rule.keep:
            return each
        if said.period is None or (said.period.total_months, said.period.days) == (
            rule.keep.total_months,
            rule.keep.days,
        ):
            return replace(each, keeping=replace(said, period=rule.keep))
        return replace(each, keeping=replace(said, kind="", starts=said.starts or CLOCK_WORDS[rule.starts]))

    return replace(
        activity,
        data=tuple(map(ruled, activity.data)),
        sensitive=tuple(map(ruled, activity.sensitive)),
        uses_nir=ruled(activity.uses_nir) if activity.uses_nir else None,
        uses_offences=ruled(activity.uses_offences) if activity.uses_offences else None,
    )


def business_of(head: CnilHead, base: Business) -> Business:
    """`base` with what the head of the register says otherwise; what it does not say stays."""
    written = head_of(base)
    return replace(
        _with_controller(base, _edits(head.controller, written.controller)),
        officer=replace(base.officer, **_edits(head.officer, written.officer)),
        representative=replace(base.representative, **_edits(head.representative, written.representative)),
    )


def is_another(head: CnilHead, base: Business) -> bool:
    """Whether the head of the register names somebody else than `base`."""
    name = fold(head.controller.name)
    return bool(name) and name not in (fold(base.name), fold(base.heading))


def business_changes(before: Business, after: Business) -> tuple[str, ...]:
    """The French names of what differs, each once."""
    names = (
        _FIELD_WORDS[each.name] for each in fields(Business) if getattr(before, each.name) != getattr(after, each.name)
    )
    return tuple(dict.fromkeys(names))


def _edits(found: Party, written: Party) -> dict[str, str]:
    """What is said and is not what was written."""
    said = {each.name: getattr(found, each.name) for each in fields(Party)}
    return {name: text for name, text in said.items() if text and text != as_read(getattr(written, name))}


def _with_controller(base: Business, edits: Mapping[str, str]) -> Business:
    made = replace(
        base,
        postal_code=edits.get("postal_code", base.postal_code),
        city=edits.get("city", base.city),
        country=edits.get("country", base.country),
        phone=edits.get("phone", base.phone),
        email=edits.get("email", base.email),
    )
    if "street" in edits:
        made = replace(made, street=edits["street"], complement="")
    name = edits.get("name", "").removesuffix(f" ({base.trade_name})")
    if name and fold(name) not in (fold(base.name), fold(base.heading)):
        plain = name.removesuffix(f" {SOLE_TRADER}")
        made = replace(made, name=plain, is_sole_trader=plain != name)
    return made
