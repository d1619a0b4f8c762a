"""Where a person came from: the list, its line, and the cells that could not be read. Imports write them; here they are read and moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rgpd_desktop.store.database import Database


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell that was not read: 1-based line of the list, header as the list writes it, French reason, and what the cell held."""

    row: int
    header: str
    reason: str
    raw: str


@dataclass(frozen=True, slots=True)
class SourceList:
    """The list a person came from. `informed_on` is the day its people were told about it (art. 14), when that was noted."""

    file_name: str
    imported_on: date | None
    informed_on: date | None


def problems_of(database: Database, contact_id: int) -> list[CellProblem]:
    """The cells of that person that were not read, in the order of the list."""
    sql = "SELECT row, header, reason, raw FROM cell_problems WHERE contact_id = ? ORDER BY batch, row, id"
    return [CellProblem(*row) for row in database.rows(sql, (contact_id,))]


def move_problems(database: Database, from_id: int, to_id: int) -> None:
    """Gives the unread cells of one person to another, when the two are the same."""
    with database.writing("contacts"):
        database.connection.execute("UPDATE cell_problems SET contact_id = ? WHERE contact_id = ?", (to_id, from_id))


def list_of(database: Database, batch: int) -> SourceList | None:
    """The list of that import; None for people typed by hand (0)."""
    rows = database.rows("SELECT file_name, imported_on, informed_on FROM batches WHERE id = ?", (batch,))
    if not rows:
        return None
    name, imported, informed = rows[0]
    return SourceList(name, _day(imported), _day(informed))


def _day(text: str) -> date | None:
    return date.fromisoformat(text[:10]) if text else None
