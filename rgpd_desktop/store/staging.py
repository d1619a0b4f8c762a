"""A list on its way in, before anything of it is kept: tables in memory, seen by this connection alone and gone with it.

Filled line by line, then read for who is who and marked with what becomes of each line. Nothing here touches the database file;
what enters it is in store/arrivals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from datetime import date
from enum import IntEnum
from typing import Any

from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.contact_query import Calendar
from rgpd_desktop.rules.matching import Identity
from rgpd_desktop.rules.phones import is_mobile
from rgpd_desktop.rules.retention import Starts
from rgpd_desktop.store import contact_sql, contacts
from rgpd_desktop.store.database import Database, translated

# What a list says of a person, in the order of contacts.COLUMNS.
FIELDS = contacts.COLUMNS[: contacts.COLUMNS.index("opposed_on")]
STAGED = (*FIELDS, "is_opposed", "our_contact_on", "sort_key", "company_key", "address", "place", "content", "cells")
_COLUMNS = ("sheet", "row", *STAGED, "is_undated", "clock_on")
SHARES = 2  # is_opposed of a line that says nothing and shares an address with one that says no (1)
_CHUNK = 500

_TABLES = (
    f"""CREATE TEMP TABLE staged (
        id INTEGER PRIMARY KEY, {", ".join(_COLUMNS)}
    )""",
    "CREATE TEMP TABLE staged_problems (line INTEGER, sheet INTEGER, row INTEGER, header TEXT, reason TEXT, raw TEXT)",
    "CREATE TEMP TABLE staged_refusals (id INTEGER PRIMARY KEY, sheet INTEGER, row INTEGER, reason TEXT, cells BLOB)",
    # What becomes of a line. `place` counts the people who come in (0: none); `contact` is the person kept it was merged into.
    "CREATE TEMP TABLE fates (id INTEGER PRIMARY KEY, fate INTEGER, place INTEGER, contact INTEGER, reason TEXT)",
    # People who come in from several lines, as they will be kept; `id` is their first line.
    f"CREATE TEMP TABLE gathered (id INTEGER PRIMARY KEY, {', '.join(contacts.COLUMNS)})",
    # People already kept whom the list changes: the fields before and after, and the whole row as it will be.
    f"""CREATE TEMP TABLE changed (
        contact INTEGER PRIMARY KEY, before TEXT, after TEXT, is_searched INTEGER, {", ".join(contacts.COLUMNS)}
    )""",
    # Line `id` is probably person `contact`, or (0) the person of line `other`.
    "CREATE TEMP TABLE lookalikes (id INTEGER, other INTEGER, contact INTEGER, reason TEXT)",
)
_NAMES = ("staged", "staged_problems", "staged_refusals", "fates", "gathered", "changed", "lookalikes")


class Fate(IntEnum):
    """What becomes of a line that names somebody."""

    NEW = 1
    MERGED = 2
    EXPIRED = 3
    PUT_ASIDE = 4  # on the opposition list


def clear(database: Database) -> None:
    """Forgets the list."""
    with translated():
        for name in _NAMES:
            database.connection.execute(f"DROP TABLE IF EXISTS temp.{name}")


def begin(database: Database) -> None:
    """Makes the empty tables, dropping those of a list before."""
    clear(database)
    with translated():
        for statement in _TABLES:
            database.connection.execute(statement)


@contextmanager
def staging(database: Database) -> Iterator[None]:
    """One transaction on the tables in memory: faster, and all or nothing. Takes no lock on the database file."""
    connection = database.connection
    if connection.in_transaction:
        yield
        return
    with translated():
        connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def clock_sql(starts: Mapping[str, Starts], today: date) -> tuple[str, str]:
    """`retention.clock` in SQL, over the columns kind, last_contact_on, collected_on and relation_ended_on, for whole lists.

    Returns the expressions of clock_on and of is_undated. The kinds and the day are the program's own, never the user's text.
    """
    # No IN over a list: SQLite would build it anew for every line.
    runs = {
        start: " OR ".join(f"kind = '{kind}'" for kind, its in starts.items() if its is start) or "0"
        for start in Starts
    }
    lasts = f"({runs[Starts.RELATION_END]} OR {runs[Starts.CONTRACT_END]}) AND relation_ended_on = ''"
    ended = f"({runs[Starts.RELATION_END]} OR {runs[Starts.ENDED_RELATION]}) AND relation_ended_on != ''"
    fixed = f"({runs[Starts.FIXED_END]} OR {runs[Starts.CONTRACT_END]}) AND relation_ended_on != ''"
    clock = f"""CASE
        WHEN {lasts} THEN '{contact_sql.NEVER}'
        WHEN {ended} THEN max(last_contact_on, relation_ended_on)
        WHEN {fixed} THEN relation_ended_on
        WHEN last_contact_on != '' THEN last_contact_on
        WHEN collected_on != '' THEN collected_on
        ELSE '{today.isoformat()}' END"""
    return clock, f"NOT ({lasts}) AND NOT ({ended}) AND NOT ({fixed}) AND last_contact_on = '' AND collected_on = ''"


class Writer:
    """Adds the lines of a list to the tables."""

    def __init__(self, database: Database, starts: Mapping[str, Starts], today: date) -> None:
        clock, undated = clock_sql(starts, today)
        given = ", ".join(f"?{number} AS {name}" for number, name in enumerate(("id", *_COLUMNS[:-2]), 1))
        self._insert = f"INSERT INTO staged SELECT *, {undated}, {clock} FROM (SELECT {given})"
        self._connection = database.connection

    def add(self, lines: Sequence[Sequence[Any]]) -> None:
        """Lines that name somebody: number (from 1, in order), number of the sheet, line of the file, then STAGED."""
        self._connection.executemany(self._insert, lines)

    def add_problems(self, problems: Sequence[tuple[int, int, int, str, str, str]]) -> None:
        """Cells not read: number of the line (0: it names nobody), sheet, line of the file, header, reason, text of the cell."""
        self._connection.executemany("INSERT INTO staged_problems VALUES (?, ?, ?, ?, ?, ?)", problems)

    def add_refusals(self, refusals: Sequence[tuple[int, int, str, bytes]]) -> None:
        """Lines that name nobody: sheet, line of the file, reason, their cells (pickled by the caller)."""
        self._connection.executemany(
            "INSERT INTO staged_refusals (sheet, row, reason, cells) VALUES (?, ?, ?, ?)", refusals
        )


_NAME = "CASE WHEN last_name = '' AND first_name = '' THEN '' ELSE sort_key END"
_TITLE = "CASE civility WHEN 'M.' THEN 1 WHEN 'Mme' THEN 2 ELSE 0 END"  # rules.matching.title_key


def identities(database: Database) -> Iterator[tuple[int, Identity]]:
    """The lines not put aside, in order, as the numbers and identities that matching compares."""
    sql = (
        f"SELECT id, {_NAME}, company_key, emails, phones, address, place, content, cells, row, {_TITLE} FROM staged "
        "WHERE id NOT IN (SELECT id FROM fates) ORDER BY id"
    )
    companies: dict[str, str] = {}  # they repeat
    with translated():
        cursor = database.connection.execute(sql)
        for number, name, company, *rest in cursor:
            yield number, Identity(name, companies.setdefault(company, company), *rest)


def reach(database: Database) -> Iterator[tuple[int, str, str, str, str, str]]:
    """What the opposition list is searched for: number of the line, e-mails, phones, last name, first name, place."""
    place = "CASE WHEN postal_code != '' THEN postal_code ELSE city END"
    with translated():
        yield from database.connection.execute(
            f"SELECT id, emails, phones, last_name, first_name, {place} FROM staged ORDER BY id"
        )


def cells_told(database: Database, reason: str) -> list[tuple[int, str]]:
    """The cells left out for that reason on lines that name somebody: number of the line, what the cell held."""
    return [
        (row[0], row[1])
        for row in database.rows("SELECT line, raw FROM staged_problems WHERE reason = ? AND line > 0", (reason,))
    ]


def spread_refusals(database: Database) -> None:
    """A line that gives the e-mail or the mobile of a line that says no says no too, when it brings somebody new: the opposition list
    would put it aside next time. A landline is not spread: many may answer it.
    """
    refusing = database.rows(
        "SELECT emails, phones FROM staged WHERE is_opposed = 1 AND (emails != '' OR phones != '')"
    )
    said = {value for emails, phones in refusing for value in (*emails.split(), *filter(is_mobile, phones.split()))}
    if not said:
        return
    execute = database.connection.execute
    execute("CREATE TEMP TABLE said (value TEXT PRIMARY KEY) WITHOUT ROWID")
    database.connection.executemany("INSERT INTO said VALUES (?)", ((value,) for value in said))
    for name in ("emails", "phones"):
        execute(f"UPDATE staged SET is_opposed = {SHARES} WHERE is_opposed = 0 AND {name} IN (SELECT value FROM said)")
    several = "SELECT id, emails || ' ' || phones FROM staged WHERE is_opposed = 0 AND (instr(emails, ' ') OR instr(phones, ' '))"
    hit = [(line,) for line, values in database.rows(several) if not said.isdisjoint(values.split())]
    database.connection.executemany(f"UPDATE staged SET is_opposed = {SHARES} WHERE id = ?", hit)
    execute("DROP TABLE temp.said")


def overdue(database: Database, calendar: Calendar) -> list[int]:
    """The lines past retention by their own facts."""
    due = " OR ".join("kind = ? AND clock_on <= ?" for _ in calendar.cutoffs)
    values = [value for kind, cut in calendar.cutoffs.items() for value in (kind, cut.due.isoformat())]
    return [row[0] for row in database.rows(f"SELECT id FROM staged WHERE {due or '0'}", values)]


def lines_at(database: Database, places: Set[tuple[int, int]]) -> list[int]:
    """The numbers of the lines at these places: number of the sheet, line of the file."""
    if not places:
        return []
    return [row[0] for row in database.rows("SELECT id, sheet, row FROM staged") if row[1:] in places]


def people(database: Database, lines: Sequence[int], today: date, *, with_spread: bool = False) -> dict[int, Contact]:
    """These lines as contacts that entered today, by number of the line; `id` is 0. `with_spread`: see spread_refusals."""
    found: dict[int, Contact] = {}
    no = f"is_opposed IN (1, {SHARES})" if with_spread else "is_opposed = 1"
    select = (
        f"SELECT id, 0, {', '.join(FIELDS)}, CASE WHEN {no} THEN ? ELSE '' END, '', '', '', 0, row, ?, '' FROM staged"
    )
    for start in range(0, len(lines), _CHUNK):
        part = lines[start : start + _CHUNK]
        marks = ", ".join("?" * len(part))
        for row in database.rows(f"{select} WHERE id IN ({marks})", (today.isoformat(), today.isoformat(), *part)):
            found[row[0]] = contacts.contact_from(row[1:])
    return found
