"""A kind of person (catégorie de personnes) and the rule that says how long one may keep them. Filled by content, never written here."""

from __future__ import annotations

from dataclasses import dataclass

from rgpd_desktop.rules.retention import RetentionRule


@dataclass(frozen=True, slots=True)
class PersonKind:
    """`id` never changes; `label` and `plural` are the words on screen; `words` are what people write in a column or a sheet name."""

    id: str
    label: str
    plural: str
    description: str
    rule: RetentionRule
    words: tuple[str, ...] = ()
