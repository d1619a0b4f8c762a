"""The register: the business, its sheets in order, their history, the versions of the whole. Records: JSON of rules.register_record."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.rules.activity import Activity
from rgpd_desktop.rules.business import Business
from rgpd_desktop.rules.register import RegisterVersion, SheetChange
from rgpd_desktop.rules.register_record import from_plain, to_plain
from rgpd_desktop.store import journal
from rgpd_desktop.store.database import Database

Noun = TypeVar("Noun")


def business(database: Database) -> Business:
    """Who answers; nobody yet is Business()."""
    record = database.value("SELECT record FROM business")
    return Business() if record is None else _read(Business, record)


def keep_business(database: Database, who: Business) -> None:
    """Keeps it in place of the former one."""
    with database.writing("business"):
        database.connection.execute(
            "INSERT INTO business (id, record) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET record = excluded.record",
            (_text(who),),
        )


def activities(database: Database) -> tuple[Activity, ...]:
    """Every sheet, drafts and archived ones too, in the order of the register."""
    return tuple(
        _read(Activity, row[0]) for row in database.rows("SELECT record FROM activities ORDER BY position, id")
    )


def activity(database: Database, id: str) -> Activity | None:
    """The sheet of that id."""
    record = database.value("SELECT record FROM activities WHERE id = ?", (id,))
    return None if record is None else _read(Activity, record)


def keep_activity(database: Database, sheet: Activity) -> None:
    """Adds the sheet at the end, or keeps it in place of the one of the same id."""
    with database.writing("activities"):
        database.connection.execute(
            "INSERT INTO activities (id, position, record) VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM activities), ?) "
            "ON CONFLICT (id) DO UPDATE SET record = excluded.record",
            (sheet.id, _text(sheet)),
        )


def remove_activity(database: Database, id: str) -> None:
    """Removes the sheet and its history."""
    with database.writing("activities", "activity_changes"):
        database.connection.execute("DELETE FROM activities WHERE id = ?", (id,))


def reorder(database: Database, ids: Sequence[str]) -> None:
    """Puts the sheets in that order; one that is not named keeps its place after them."""
    with database.writing("activities"):
        database.connection.execute("UPDATE activities SET position = position + ?", (len(ids),))
        database.connection.executemany(
            "UPDATE activities SET position = ? WHERE id = ?", [(place, id) for place, id in enumerate(ids, start=1)]
        )


def add_change(database: Database, change: SheetChange) -> None:
    """Adds a line to the history of a sheet. Call it inside the writing() of what it tells."""
    with database.writing("activity_changes"):
        database.connection.execute(
            "INSERT INTO activity_changes (activity, at, what) VALUES (?, ?, ?)",
            (change.activity, change.at, json.dumps(change.what, ensure_ascii=False)),
        )


def changes(database: Database, activity: str | None = None) -> list[SheetChange]:
    """The history of a sheet, or of all, latest first."""
    rows = database.rows(
        "SELECT activity, at, what FROM activity_changes WHERE ?1 IS NULL OR activity = ?1 ORDER BY id DESC",
        (activity,),
    )
    return [SheetChange(sheet, at, tuple(json.loads(what))) for sheet, at, what in rows]


def version(database: Database) -> RegisterVersion | None:
    """The latest version, None before the first sheet is in the register."""
    rows = database.rows("SELECT number, made_on FROM register_versions ORDER BY number DESC LIMIT 1")
    return RegisterVersion(rows[0][0], date.fromisoformat(rows[0][1])) if rows else None


def versions(database: Database) -> list[RegisterVersion]:
    """Every version, the first one first."""
    rows = database.rows("SELECT number, made_on FROM register_versions ORDER BY number")
    return [RegisterVersion(number, date.fromisoformat(made_on)) for number, made_on in rows]


def new_version(database: Database, made_on: date) -> None:
    """The register changed that day: another version, one a day at most. Call it inside the writing() of the change."""
    with database.writing("register_versions"):
        added = database.connection.execute(
            "INSERT INTO register_versions (made_on) SELECT ?1 WHERE ?1 IS NOT (SELECT made_on FROM register_versions "
            "ORDER BY number DESC LIMIT 1)",
            (made_on.isoformat(),),
        )
        if added.rowcount == 1:
            journal.record(database, "register_version", {"number": int(added.lastrowid)})


def _text(noun: object) -> str:
    return json.dumps(to_plain(noun), ensure_ascii=False)


def _read(kind: type[Noun], record: str) -> Noun:
    try:
        return from_plain(kind, json.loads(record))
    except ValueError:
        raise Refusal(
            "Une fiche de votre registre n’est pas lisible.",
            "Rien n’a été modifié. Revenez à une sauvegarde de vos données.",
        ) from None
