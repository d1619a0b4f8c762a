"""The lists that were imported, with the people of them who are still there; and the day these people were told of it.

Read by the dashboard. The import and its undoing write the batches; here only `informed_on` is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rgpd_desktop.store.database import Database

_READ = (
    "id, file_name, imported_on, source, is_direct, informed_on, undone_on, "
    "(SELECT count(*) FROM contacts WHERE contacts.batch = batches.id)"
)


@dataclass(frozen=True, slots=True)
class ImportedList:
    """An import. `people` are those who came with it and are still there; `undone_on` and `informed_on` are None until it happens.

    `is_direct` says whether the people gave their data themselves (RGPD, art. 13) or somebody else did (art. 14).
    """

    batch: int
    file_name: str
    imported_on: date
    source: str
    is_direct: bool
    informed_on: date | None
    undone_on: date | None
    people: int


def recent(database: Database, limit: int) -> list[ImportedList]:
    """The last imports, latest first, the undone ones included."""
    rows = database.rows(f"SELECT {_READ} FROM batches ORDER BY id DESC LIMIT ?", (limit,))
    return [_from(row) for row in rows]


def to_inform(database: Database) -> list[ImportedList]:
    """The imports of data that people did not give themselves, who were not told and are still there; oldest first."""
    sql = f"SELECT {_READ} FROM batches WHERE is_direct = 0 AND informed_on = '' AND undone_on = '' ORDER BY imported_on, id"
    return [found for row in database.rows(sql) if (found := _from(row)).people]


def mark_informed(database: Database, batch: int, on: date) -> bool:
    """Notes the day the people of that import were told; False when there is no such import that waits for it."""
    with database.writing("batches"):
        cursor = database.connection.execute(
            "UPDATE batches SET informed_on = ? WHERE id = ? AND informed_on = '' AND undone_on = ''",
            (on.isoformat(), batch),
        )
    return bool(cursor.rowcount)


def _from(row: tuple[int, str, str, str, int, str, str, int]) -> ImportedList:
    number, name, imported, source, direct, informed, undone, people = row
    day = date.fromisoformat(imported[:10])
    return ImportedList(number, name, day, source, bool(direct), _day(informed), _day(undone), people)


def _day(text: str) -> date | None:
    return date.fromisoformat(text[:10]) if text else None
