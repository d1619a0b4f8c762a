"""What becomes of each line of a list on its way in (store/staging): marked, counted and shown page by page. Still in memory only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.contact_query import Calendar
from rgpd_desktop.rules.retention import Starts
from rgpd_desktop.store import contact_sql, contacts
from rgpd_desktop.store.database import Database
from rgpd_desktop.store.searched import SEARCHED
from rgpd_desktop.store.staging import Fate

# Number of the line, fate, place among those who come in (0: none), person kept it is merged into (0: none), reason.
FateRow = tuple[int, int, int, int, str]

# What an import may change in somebody: never the batch, the line or the dates of the record itself.
_CHANGEABLE = (
    "last_name", "first_name", "civility", "company", "job_title", "emails", "phones", "street", "postal_code", "city", "country",
    "website", "siren", "audience", "last_contact_on", "collected_on", "relation_ended_on", "source", "notes", "newsletter",
    "opposed_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counts:
    """How many lines of a list meet each fate; see services.import_plan.ImportPlan for the words."""

    rows: int
    new: int
    merged: int
    probable: int
    expired: int
    opposed: int
    opposed_in_list: int
    refused: int
    undated: int
    problems: int
    opposed_expired: int = 0
    new_expired: int = 0


def forget(database: Database) -> None:
    """Unmarks every line."""
    database.connection.execute("DROP INDEX IF EXISTS temp.fates_by_fate")
    for name in ("fates", "gathered", "changed", "lookalikes"):
        database.connection.execute(f"DELETE FROM temp.{name}")


def mark(database: Database, fates: Iterable[FateRow]) -> None:
    """Says what becomes of these lines."""
    database.connection.executemany("INSERT INTO fates VALUES (?, ?, ?, ?, ?)", fates)


def index(database: Database) -> None:
    """Once every line is marked: how the lines of one fate are found."""
    database.connection.execute("CREATE INDEX temp.fates_by_fate ON fates (fate, id)")


def put_aside(database: Database, lines: Iterable[int]) -> None:
    """Marks the lines that are on the opposition list, before anybody is compared."""
    mark(database, ((number, Fate.PUT_ASIDE, 0, 0, "") for number in lines))


def gather(database: Database, people: Iterable[tuple[int, Contact]], starts: Mapping[str, Starts]) -> None:
    """Keeps ready the people made of several lines, with the number of their first."""
    marks = ", ".join("?" * (1 + len(contacts.COLUMNS)))
    database.connection.executemany(
        f"INSERT INTO gathered VALUES ({marks})",
        ((line, *contacts.row_from(person, starts)) for line, person in people),
    )


def change(database: Database, people: Iterable[tuple[Contact, Contact]], starts: Mapping[str, Starts]) -> None:
    """Keeps ready the people already kept whom the list changes: as they are, as they will be."""
    marks = ", ".join("?" * (4 + len(contacts.COLUMNS)))
    places = [(name, contacts.COLUMNS.index(name)) for name in _CHANGEABLE]
    rows = []
    for old, new in people:
        before, after = contacts.row_from(old, starts), contacts.row_from(new, starts)
        names = [(name, place) for name, place in places if before[place] != after[place]]
        rows.append((
            new.id,
            json.dumps({name: before[place] for name, place in names}, ensure_ascii=False),
            json.dumps({name: after[place] for name, place in names}, ensure_ascii=False),
            int(any(name in SEARCHED for name, _ in names)),
            *after,
        ))  # fmt: skip
    database.connection.executemany(f"INSERT INTO changed VALUES ({marks})", rows)


def look_alike(database: Database, found: Iterable[tuple[int, int, int, str]]) -> None:
    """Keeps ready the proposals: number of the line, of the line it resembles (or 0), of the person kept (or 0), reason."""
    database.connection.executemany("INSERT INTO lookalikes VALUES (?, ?, ?, ?)", found)


def counts(database: Database, chosen: Calendar | None = None) -> Counts:
    """How many lines meet each fate. `chosen` is given when people past retention may have been chosen to come in."""
    by_fate = dict(database.rows("SELECT fate, count(*) FROM fates GROUP BY fate"))
    staged = int(database.value("SELECT count(*) FROM staged"))
    refused = int(database.value("SELECT count(*) FROM staged_refusals"))
    aside = int(by_fate.get(Fate.PUT_ASIDE, 0))
    own, own_expired = database.rows(
        f"SELECT count(*), coalesce(sum(fate = {int(Fate.EXPIRED)}), 0) FROM staged JOIN fates USING (id) "
        f"WHERE is_opposed = 1 AND fate != {int(Fate.PUT_ASIDE)}"
    )[0]
    return Counts(
        rows=staged + refused,
        new=int(by_fate.get(Fate.NEW, 0)),
        merged=int(by_fate.get(Fate.MERGED, 0)),
        probable=int(database.value("SELECT count(DISTINCT id) FROM lookalikes")),
        expired=int(by_fate.get(Fate.EXPIRED, 0)),
        opposed=own + aside,
        opposed_in_list=own,
        refused=refused,
        undated=int(database.value(f"SELECT count(*) {_SOURCES['undated']}")),
        problems=int(database.value("SELECT count(*) FROM staged_problems")),
        opposed_expired=own_expired,
        new_expired=0 if chosen is None else _new_expired(database, chosen),
    )


def _new_expired(database: Database, calendar: Calendar) -> int:
    """How many of those who come in are past retention, each person being whole: a line alone may say less than all of theirs."""
    due = " OR ".join("kind = ? AND clock_on <= ?" for _ in calendar.cutoffs)
    values = [value for kind, cut in calendar.cutoffs.items() for value in (kind, cut.due.isoformat())]
    people = (
        "SELECT coalesce(g.kind, s.kind) AS kind, coalesce(g.clock_on, s.clock_on) AS clock_on "
        f"FROM fates f JOIN staged s USING (id) LEFT JOIN gathered g USING (id) WHERE f.fate = {int(Fate.NEW)}"
    )
    return int(database.value(f"SELECT count(*) FROM ({people}) WHERE {due or '0'}", values))


# A person made of several lines is dated by all of them; one who says no is opposed before being undated, as in rules.contact.State.
_UNDATED = (
    f"CASE WHEN g.id IS NULL THEN s.is_undated = 1 AND s.is_opposed = 0 ELSE g.status = {contact_sql.UNDATED} END"
)
_SOURCES: dict[str, str] = {
    "new": f"FROM fates f JOIN staged s USING (id) WHERE f.fate = {int(Fate.NEW)}",
    "merged": f"FROM fates f JOIN staged s USING (id) WHERE f.fate = {int(Fate.MERGED)}",
    "expired": f"FROM fates f JOIN staged s USING (id) WHERE f.fate = {int(Fate.EXPIRED)}",
    "opposed": f"FROM fates f JOIN staged s USING (id) WHERE (f.fate = {int(Fate.PUT_ASIDE)} OR s.is_opposed = 1)",
    "undated": f"FROM fates f JOIN staged s USING (id) LEFT JOIN gathered g USING (id) WHERE f.fate = {int(Fate.NEW)} AND {_UNDATED}",
    "probable": "FROM fates f JOIN staged s USING (id) WHERE id IN (SELECT id FROM lookalikes)",
}
CATEGORIES = (*_SOURCES, "refused", "problems")


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line with its fate: number, sheet, line of the file, whether its own column says no, reason, person kept or 0."""

    line: int
    sheet: int
    row: int
    fate: Fate
    is_opposed: bool
    reason: str
    contact: int
    place: int


def page(database: Database, category: str, offset: int, limit: int) -> list[MarkedLine]:
    """Some lines of a category (one of CATEGORIES but the last two), in the order of the list."""
    sql = f"SELECT f.id, s.sheet, s.row, f.fate, s.is_opposed, f.reason, f.contact, f.place {_SOURCES[category]}"
    rows = database.rows(f"{sql} ORDER BY f.id LIMIT ? OFFSET ?", (limit, offset))
    return [
        MarkedLine(line, sheet, row, Fate(fate), is_opposed == 1, reason, contact, place)
        for line, sheet, row, fate, is_opposed, reason, contact, place in rows
    ]


def refusals(database: Database, offset: int = 0, limit: int = -1) -> list[tuple[int, int, str]]:
    """The lines that name nobody: sheet, line of the file, reason."""
    sql = "SELECT sheet, row, reason FROM staged_refusals ORDER BY id LIMIT ? OFFSET ?"
    return database.rows(sql, (limit, offset))


def refused_cells(database: Database, offset: int, limit: int) -> list[tuple[int, int, str, bytes]]:
    """The same with their cells, as they were given."""
    sql = "SELECT sheet, row, reason, cells FROM staged_refusals ORDER BY id LIMIT ? OFFSET ?"
    return database.rows(sql, (limit, offset))


def problems(database: Database, offset: int = 0, limit: int = -1) -> list[tuple[int, int, str, str]]:
    """The cells not read: sheet, line of the file, header, reason; what they held stays inside."""
    sql = "SELECT sheet, row, header, reason FROM staged_problems WHERE rowid > ? ORDER BY rowid LIMIT ?"
    return database.rows(sql, (offset, limit))


def unread_cells(database: Database, offset: int, limit: int) -> list[tuple[int, int, int, str, str, str]]:
    """The same with what they held, for the window alone: number of the line (0: it names nobody), sheet, line, header, reason, text."""
    sql = "SELECT line, sheet, row, header, reason, raw FROM staged_problems WHERE rowid > ? ORDER BY rowid LIMIT ?"
    return database.rows(sql, (offset, limit))


def reasons(database: Database) -> tuple[dict[str, int], dict[str, int]]:
    """How many times each reason was met: by refused line, by cell."""
    sql = "SELECT reason, count(*) FROM {table} GROUP BY reason ORDER BY count(*) DESC, reason"
    return (
        dict(database.rows(sql.format(table="staged_refusals"))),
        dict(database.rows(sql.format(table="staged_problems"))),
    )


def lookalike_of(database: Database, lines: Sequence[int]) -> dict[int, tuple[int, int, str]]:
    """For each line that resembles somebody, the first: number of the other line or 0, of the person kept or 0, reason."""
    marks = ", ".join("?" * len(lines))
    rows = database.rows(
        f"SELECT id, other, contact, reason FROM lookalikes WHERE id IN ({marks}) ORDER BY rowid DESC", tuple(lines)
    )
    return {row[0]: row[1:] for row in rows}


def first_lines(database: Database, places: Sequence[int]) -> dict[int, int]:
    """The first line of the people who come in, by their place."""
    marks = ", ".join("?" * len(places))
    sql = f"SELECT place, id FROM fates WHERE fate = {int(Fate.NEW)} AND place IN ({marks})"
    return dict(database.rows(sql, tuple(places)))
