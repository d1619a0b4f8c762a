"""The lines of a list become people: from the tables in memory (store/staging, store/fates) into the database, a few statements for all.

Everything here runs inside the one writing() of an import, in slices of lines so that it can be told and cancelled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Direction
from rgpd_desktop.store import batches, contact_sql, contacts
from rgpd_desktop.store.database import Database
from rgpd_desktop.store.searched import SEARCHED
from rgpd_desktop.store.staging import FIELDS, Fate

OUR_CONTACT = "date reprise de la liste"  # the note of an exchange that a list tells of
_SLICE = 5_000
_USUAL = {"hashsize": 1 << 20, "automerge": 4}  # FTS5's own
_BULK = {"hashsize": 1 << 26, "automerge": 0}
_STEPS = 4  # passes over the list: people, index, addresses and numbers, the rest

_LIST = ", ".join(contacts.COLUMNS)
_MADE = f"""SELECT f.place + :base, {", ".join(FIELDS)}, CASE WHEN is_opposed THEN :today ELSE '' END, '', '', '', :batch, row,
    :today, '', sort_key, company_key,
    CASE WHEN is_opposed THEN {contact_sql.OPPOSED} WHEN is_undated = 1 THEN {contact_sql.UNDATED} ELSE {contact_sql.DATED} END,
    clock_on FROM fates f JOIN staged USING (id)
    WHERE f.fate = {int(Fate.NEW)} AND f.id BETWEEN :first AND :last AND f.id NOT IN (SELECT id FROM gathered)"""
_GATHERED = f"""SELECT f.place + :base, {", ".join(name if name != "batch" else ":batch" for name in contacts.COLUMNS)}
    FROM fates f JOIN gathered USING (id) WHERE f.fate = {int(Fate.NEW)} AND f.id BETWEEN :first AND :last"""
# Who a line became: the person it made or was merged into.
_BECAME = "CASE WHEN f.place > 0 THEN f.place + :base ELSE f.contact END"
_CAME_IN = f"f.fate IN ({int(Fate.NEW)}, {int(Fate.MERGED)})"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One import entering: its number, the day, and the last number given to a person before it."""

    batch: int
    today: date
    base: int

    @property
    def values(self) -> dict[str, object]:
        """For the statements."""
        return {"batch": self.batch, "today": self.today.isoformat(), "base": self.base}


def last_number(database: Database) -> int:
    """The last number ever given to a person."""
    return int(database.value("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'contacts'") or 0)


def enter(database: Database, arrival: Arrival, ticket: Ticket) -> None:
    """Makes the new people, changes those already kept, and adds what hangs on both."""
    lines = int(database.value("SELECT coalesce(max(id), 0) FROM staged"))
    done = 0
    with database.writing("contacts", "exchanges", "proposals", "batches"):
        for first, last in _slices(lines):
            _insert(database, arrival, first, last)
            done += last - first + 1
            ticket.step(done, lines * _STEPS)
        people = int(database.value(f"SELECT count(*) FROM fates WHERE fate = {int(Fate.NEW)}"))
        with _index_in_bulk(database):
            for first, last in _slices(people):
                database.connection.execute(
                    f"INSERT INTO contacts_fts (rowid, {', '.join(SEARCHED)}) "
                    f"SELECT id, {', '.join(SEARCHED)} FROM contacts WHERE id BETWEEN ? AND ?",
                    (arrival.base + first, arrival.base + last),
                )
                ticket.step(lines + last, lines * _STEPS)
        _insert_points(database, arrival)
        ticket.step(3 * lines, lines * _STEPS)
        _change(database, arrival, ticket)
        _claim(database, arrival)
        _insert_the_rest(database, arrival)
        ticket.step(_STEPS * lines, lines * _STEPS)


def opposed(database: Database, arrival: Arrival) -> list[tuple[str, str, str, str, str]]:
    """Who says no in this list: e-mails, phones, last name, first name and place of each, once entered.

    The whole person for those who came in or were kept already, the line alone for those who stay out.
    """
    place = "CASE WHEN postal_code != '' THEN postal_code ELSE city END"
    columns = f"emails, phones, last_name, first_name, {place}"
    return database.rows(
        f"""SELECT {columns} FROM contacts WHERE batch = :batch AND opposed_on != ''
        UNION SELECT {columns} FROM contacts WHERE opposed_on != '' AND id IN (
            SELECT f.contact FROM fates f JOIN staged USING (id) WHERE is_opposed = 1 AND f.contact > 0)
        UNION SELECT {columns} FROM staged JOIN fates f USING (id) WHERE is_opposed = 1
            AND f.fate IN ({int(Fate.EXPIRED)}, {int(Fate.PUT_ASIDE)})""",
        {"batch": arrival.batch},
    )


def extended(database: Database) -> list[tuple[str, str, str, str, str]]:
    """People who had said no before and whom this list gives a new address or number: the same columns as `opposed`."""
    place = "CASE WHEN postal_code != '' THEN postal_code ELSE city END"
    return database.rows(
        f"""SELECT emails, phones, last_name, first_name, {place} FROM contacts
        WHERE opposed_on != '' AND id IN (SELECT contact FROM changed)"""
    )


def _slices(many: int) -> Iterator[tuple[int, int]]:
    for first in range(1, many + 1, _SLICE):
        yield first, min(first + _SLICE - 1, many)


@contextmanager
def _index_in_bulk(database: Database) -> Iterator[None]:
    """Lets the search index take many people at once: a slice is one piece of it, and pieces are put together later, as it is used."""
    for option, value in _BULK.items():
        database.connection.execute("INSERT INTO contacts_fts (contacts_fts, rank) VALUES (?, ?)", (option, value))
    yield
    for option, value in _USUAL.items():
        database.connection.execute("INSERT INTO contacts_fts (contacts_fts, rank) VALUES (?, ?)", (option, value))


def _insert(database: Database, arrival: Arrival, first: int, last: int) -> None:
    values = arrival.values | {"first": first, "last": last}
    for select in (_MADE, _GATHERED):
        database.connection.execute(f"INSERT INTO contacts (id, {_LIST}) {select}", values)


def _insert_points(database: Database, arrival: Arrival) -> None:
    """In the order of the index, so that it is written once from left to right; those who have several come after."""
    last = {"base": arrival.base}
    database.connection.execute(
        """INSERT INTO points (value, contact_id) SELECT emails, id FROM contacts
        WHERE id > :base AND emails != '' AND instr(emails, ' ') = 0
        UNION ALL SELECT phones, id FROM contacts WHERE id > :base AND phones != '' AND instr(phones, ' ') = 0 ORDER BY 1""",
        last,
    )
    several = database.rows(
        """SELECT emails, id FROM contacts WHERE id > :base AND instr(emails, ' ') > 0
        UNION ALL SELECT phones, id FROM contacts WHERE id > :base AND instr(phones, ' ') > 0""",
        last,
    )
    _add_points(database, several)


def _add_points(database: Database, holders: Iterable[tuple[str, int]]) -> None:
    database.connection.executemany(
        "INSERT OR IGNORE INTO points (value, contact_id) VALUES (?, ?)",
        sorted((value, number) for values, number in holders for value in values.split()),
    )


def _claim(database: Database, arrival: Arrival) -> None:
    """Notes that this list too speaks of people already kept, though it changes nothing in them: undoing the other must leave them."""
    database.connection.execute(
        f"""INSERT OR IGNORE INTO batch_changes (batch, contact_id, before, after)
        SELECT DISTINCT :batch, contact, '{batches.NOTHING}', '{batches.NOTHING}' FROM fates
        WHERE fate = {int(Fate.MERGED)} AND contact > 0""",
        {"batch": arrival.batch},
    )


def _change(database: Database, arrival: Arrival, ticket: Ticket) -> None:
    """Writes the people already kept whom the list changes, and what it takes to give them back."""
    connection = database.connection
    connection.execute(
        "INSERT INTO batch_changes (batch, contact_id, before, after) SELECT ?, contact, before, after FROM changed",
        (arrival.batch,),
    )
    unsearched = [name for name in contacts.COLUMNS if name not in SEARCHED]
    for is_searched, names in ((0, unsearched), (1, list(contacts.COLUMNS))):
        numbers = [row[0] for row in database.rows("SELECT contact FROM changed WHERE is_searched = ?", (is_searched,))]
        update = (
            f"UPDATE contacts SET ({', '.join(names)}) = (SELECT {', '.join(names)} FROM changed WHERE contact = contacts.id) "
            "WHERE id = ?"
        )
        for start in range(0, len(numbers), _SLICE):
            connection.executemany(update, [(number,) for number in numbers[start : start + _SLICE]])
            ticket.step(start, len(numbers))
    rows = database.rows("SELECT contact, emails, phones FROM changed WHERE is_searched = 1")
    _add_points(database, [(values, number) for number, *both in rows for values in both])


def _insert_the_rest(database: Database, arrival: Arrival) -> None:
    """Our own contacts as exchanges, the cells not read, the proposals; what is already known is not added again."""
    connection, values = database.connection, arrival.values
    connection.execute(
        f"""INSERT INTO exchanges (contact_id, happened_on, direction, channel, note, batch)
        SELECT DISTINCT {_BECAME} AS became, our_contact_on, '{Direction.FROM_US}', '', '{OUR_CONTACT}', :batch
        FROM staged JOIN fates f USING (id) WHERE our_contact_on != '' AND {_CAME_IN} AND NOT EXISTS (
            SELECT 1 FROM exchanges e WHERE e.contact_id = {_BECAME} AND e.happened_on = our_contact_on
            AND e.direction = '{Direction.FROM_US}'
        ) ORDER BY became""",
        values,
    )
    connection.execute(
        f"""INSERT INTO cell_problems (contact_id, batch, row, header, reason, raw)
        SELECT {_BECAME} AS became, :batch, p.row, p.header, p.reason, p.raw
        FROM staged_problems p JOIN fates f ON f.id = p.line WHERE {_CAME_IN} AND NOT EXISTS (
            SELECT 1 FROM cell_problems k WHERE k.contact_id = {_BECAME} AND k.header = p.header AND k.reason = p.reason
            AND k.raw = p.raw
        ) ORDER BY became, p.rowid""",
        values,
    )
    connection.execute(
        """INSERT OR IGNORE INTO proposals (first_id, second_id, reason, batch)
        SELECT min(one, other), max(one, other), reason, :batch FROM (
            SELECT f.place + :base AS one, CASE WHEN o.place > 0 THEN o.place + :base ELSE l.contact END AS other, l.reason
            FROM lookalikes l JOIN fates f USING (id) LEFT JOIN fates o ON o.id = l.other AND l.other > 0
        ) WHERE one != other""",
        values,
    )
