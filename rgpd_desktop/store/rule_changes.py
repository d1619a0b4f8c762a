"""The retention rules the user changed: the period in force and the reason; the recommended one stays in content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from rgpd_desktop.rules.retention import Period, RetentionRule
from rgpd_desktop.store.database import Database


def apply(database: Database, rules: Iterable[RetentionRule]) -> dict[str, RetentionRule]:
    """The rules in force, by kind: those of content with the user's changes."""
    changed = {
        row[0]: (Period(row[1] // 12, row[1] % 12, row[2]), row[3])
        for row in database.rows("SELECT rule, months, days, reason FROM rule_changes")
    }
    in_force: dict[str, RetentionRule] = {}
    for rule in rules:
        keep, reason = changed.get(rule.id, (rule.recommended, ""))
        in_force[rule.kind] = replace(rule, keep=keep, reason=reason)
    return in_force


def change(database: Database, rule: str, keep: Period, reason: str, on: date) -> None:
    """Puts another period in force for the rule of that id."""
    with database.writing("rule_changes"):
        database.connection.execute(
            "INSERT INTO rule_changes (rule, months, days, reason, changed_on) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (rule) DO UPDATE SET months = excluded.months, days = excluded.days, "
            "reason = excluded.reason, changed_on = excluded.changed_on",
            (rule, keep.total_months, keep.days, reason, on.isoformat()),
        )


def restore(database: Database, rule: str) -> None:
    """Goes back to the recommended period."""
    with database.writing("rule_changes"):
        database.connection.execute("DELETE FROM rule_changes WHERE rule = ?", (rule,))
