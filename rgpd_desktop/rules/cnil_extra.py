"""What a sheet holds and CNIL's template has no row for: a block of titled lines under it, written and read back. Pure.

Called by rules.cnil_activity. Only lines that were edited are read: the others stand for our record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from rgpd_desktop.rules.activity import Activity, Purpose
from rgpd_desktop.rules.cnil_lines import printable
from rgpd_desktop.rules.cnil_sheet import CnilLine, as_read
from rgpd_desktop.rules.folding import fold
from rgpd_desktop.rules.register_lists import RegisterLists

_BASIS: Final = "Base légale de la finalité"
_CONDITION: Final = "Exception de l’article 9"
_ORIGIN: Final = "Origine des données"
_TEXTS: Final = {
    "Logiciels utilisés": "software", "Droits des personnes": "rights", "Décision automatisée": "automated_decision",
    "Analyse d’impact": "dpia",
}  # fmt: skip
_DIRECT: Final = {True: "auprès des personnes", False: "par un tiers"}


def lines(activity: Activity, lists: RegisterLists) -> tuple[CnilLine, ...]:
    """The lines of the block, those that say something only."""
    labels = lists.words
    made = [
        (f"{_BASIS} {number}", _joined(labels.bases.get(each.basis, each.basis), each.detail))
        for number, each in enumerate(activity.purposes, 1)
    ]
    condition = activity.sensitive_condition
    made.append((_CONDITION, labels.conditions.get(condition, condition)))
    origin = "" if activity.is_direct is None else _DIRECT[activity.is_direct]
    made.append((_ORIGIN, _joined(origin, activity.source)))
    made += [(title, getattr(activity, field)) for title, field in _TEXTS.items()]
    return tuple(CnilLine(title, printable(text)) for title, text in made if text.strip())


def read(
    found: Sequence[CnilLine],
    shown: Sequence[CnilLine],
    activity: Activity,
    purposes: Sequence[Purpose],
    lists: RegisterLists,
) -> dict[str, object]:
    """The fields that the edited lines change. `shown` is what was written for `activity`, `purposes` what its rows say now."""
    now = {fold(line.title): line.text for line in found}
    was = {fold(line.title): as_read(line.text) for line in shown}
    edited = {title for title in now.keys() | was.keys() if now.get(title, "") != was.get(title, "")}
    changes: dict[str, object] = {
        field: now.get(fold(title), "") for title, field in _TEXTS.items() if fold(title) in edited
    }
    if fold(_CONDITION) in edited:
        changes["sensitive_condition"] = _condition(now.get(fold(_CONDITION), ""), lists)
    if fold(_ORIGIN) in edited:
        changes |= _origin(now.get(fold(_ORIGIN), ""))
    if not activity.purposes or len(activity.purposes) == len(
        purposes
    ):  # else their numbers are not those of the lines any more
        based = tuple(
            _with_basis(each, now.get(title, ""), lists) if (title := fold(f"{_BASIS} {number}")) in edited else each
            for number, each in enumerate(purposes, 1)
        )
        changes |= {"purposes": based} if based != tuple(purposes) else {}
    return changes


def unknown(found: Sequence[CnilLine]) -> tuple[str, ...]:
    """The titles of the lines of the block that stand for no field."""
    known = {fold(title) for title in (_CONDITION, _ORIGIN, *_TEXTS)}
    return tuple(
        line.title for line in found if fold(line.title) not in known and not fold(line.title).startswith(fold(_BASIS))
    )


def _condition(text: str, lists: RegisterLists) -> str:
    return (
        _of_label(text, lists.words.conditions)
        or _of_label(text, {each.id: each.label for each in lists.conditions})
        or text
    )


def _origin(text: str) -> dict[str, object]:
    head, colon, rest = text.partition(" : ")
    direct = next((value for value, words in _DIRECT.items() if fold(words) == fold(head)), None)
    return {"is_direct": direct, "source": text if direct is None else rest if colon else ""}


def _with_basis(purpose: Purpose, text: str, lists: RegisterLists) -> Purpose:
    label, _, detail = text.partition(" : ")
    basis = _of_label(label, lists.words.bases) or _of_label(label, {each.id: each.label for each in lists.bases})
    return replace(purpose, basis=basis, detail=detail if basis else text)


def _of_label(text: str, labels: Mapping[str, str]) -> str:
    return next((id for id, label in labels.items() if text and fold(label) == fold(text)), "")


def _joined(first: str, then: str) -> str:
    return " : ".join(part for part in (first, then) if part.strip())
