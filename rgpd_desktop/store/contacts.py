"""The people kept: fetched by number, found by question, counted by state, written through `writing()`.

Nouns of rules in and out. The clock and status columns follow each person's facts; the search index follows each row.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules import identity, retention
from rgpd_desktop.rules.contact import Audience, Contact, Hold, State
from rgpd_desktop.rules.contact_query import Calendar, ContactQuery, Order, Selection
from rgpd_desktop.rules.retention import Starts
from rgpd_desktop.store import contact_sql, first_matches
from rgpd_desktop.store.database import Database, translated
from rgpd_desktop.store.searched import SEARCHED

COLUMNS = (
    "last_name", "first_name", "civility", "company", "job_title", "emails", "phones", "street", "postal_code", "city",
    "country", "website", "siren", "kind", "audience", "last_contact_on", "collected_on", "relation_ended_on", "source",
    "notes", "newsletter", "opposed_on", "archived_until", "hold_until", "hold_reason", "batch", "row", "entered_on",
    "edited_on", "sort_key", "company_key", "status", "clock_on",
)  # fmt: skip
_FACTS = (
    "last_contact_on", "collected_on", "relation_ended_on", "hold_until", "hold_reason", "edited_on", "status", "clock_on",
)  # fmt: skip
_READ = ", ".join(("id", *COLUMNS[:-4]))
_INSERT = f"INSERT INTO contacts ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
_INDEX = f"INSERT INTO contacts_fts (rowid, {', '.join(SEARCHED)}) SELECT id, {', '.join(SEARCHED)} FROM contacts"
_PAGE_OF_PARAMETERS = 20_000
_STEP = 5_000
# Below this many matches it is cheaper to look the people up and sort them; above, to walk the order and test each one.
FEW_MATCHES = 1_500

Row = tuple[Any, ...]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


def contact_from(row: Row) -> Contact:
    """A row of the contacts table, columns `_READ`, as a Contact."""
    newsletter = row[21]
    return Contact(
        id=row[0], last_name=row[1], first_name=row[2], civility=row[3], company=row[4], job_title=row[5],
        emails=tuple(row[6].split()), phones=tuple(row[7].split()), street=row[8], postal_code=row[9], city=row[10],
        country=row[11], website=row[12], siren=row[13], kind=row[14], audience=Audience(row[15]),
        last_contact_on=_day(row[16]), collected_on=_day(row[17]), relation_ended_on=_day(row[18]), source=row[19],
        notes=row[20], newsletter=None if newsletter is None else bool(newsletter), opposed_on=_day(row[22]),
        archived_until=_day(row[23]), hold=Hold(row[25], date.fromisoformat(row[24])) if row[24] else None,
        batch=row[26], row=row[27], entered_on=_day(row[28]), edited_on=_day(row[29]),
    )  # fmt: skip


def row_from(contact: Contact, starts: Mapping[str, Starts]) -> Row:
    """The values of COLUMNS for `contact`; `starts` says which clock each kind runs on."""
    clock = retention.clock(contact, starts.get(contact.kind, Starts.LAST_CONTACT))
    newsletter = None if contact.newsletter is None else int(contact.newsletter)
    return (
        contact.last_name, contact.first_name, contact.civility, contact.company, contact.job_title,
        " ".join(contact.emails), " ".join(contact.phones), contact.street, contact.postal_code, contact.city,
        contact.country, contact.website, contact.siren, contact.kind, str(contact.audience),
        _text(contact.last_contact_on), _text(contact.collected_on), _text(contact.relation_ended_on), contact.source,
        contact.notes, newsletter, _text(contact.opposed_on), _text(contact.archived_until),
        _text(contact.hold.until if contact.hold else None), contact.hold.reason if contact.hold else "",
        contact.batch, contact.row, _text(contact.entered_on), _text(contact.edited_on),
        identity.sort_key(contact.last_name, contact.first_name, contact.company, contact.emails),
        identity.company_key(contact.company), contact_sql.status_of(contact, clock),
        contact_sql.NEVER if clock.on is None else clock.on.isoformat(),
    )  # fmt: skip


def add(database: Database, contact: Contact, starts: Mapping[str, Starts]) -> Contact:
    """Stores a new person and returns them with their number."""
    with database.writing("contacts"):
        cursor = database.connection.execute(_INSERT, row_from(contact, starts))
        number = int(cursor.lastrowid)
        database.connection.execute(f"{_INDEX} WHERE id = ?", (number,))
        _write_points(database, number, contact)
    return fetch(database, [number])[0]


def correct(database: Database, contact: Contact, starts: Mapping[str, Starts]) -> None:
    """Replaces the person of that number. Raises Refusal when they are no longer there."""
    assignments = ", ".join(f"{name} = ?" for name in COLUMNS)
    with database.writing("contacts"):
        values = (*row_from(contact, starts), contact.id)
        before = database.rows("SELECT emails, phones FROM contacts WHERE id = ?", (contact.id,))
        if not before:
            raise Refusal("Cette personne n’est plus dans vos contacts.", "Rien n’a été modifié. Actualisez la liste.")
        database.connection.execute(f"UPDATE contacts SET {assignments} WHERE id = ?", values)
        old = [(value, contact.id) for value in (before[0][0] + " " + before[0][1]).split()]
        database.connection.executemany("DELETE FROM points WHERE value = ? AND contact_id = ?", old)
        _write_points(database, contact.id, contact)


def correct_facts(database: Database, people: Iterable[Contact], starts: Mapping[str, Starts]) -> None:
    """Writes the dates and the hold of these people, and the clock that follows; the rest of them is left as it is.

    For many people at once: nothing that is searched changes, so nothing is indexed again.
    """
    places = [COLUMNS.index(name) for name in _FACTS]
    sql = f"UPDATE contacts SET {', '.join(f'{name} = ?' for name in _FACTS)} WHERE id = ?"
    with database.writing("contacts"):
        for contact in people:
            row = row_from(contact, starts)
            database.connection.execute(sql, (*(row[place] for place in places), contact.id))


def _write_points(database: Database, number: int, contact: Contact) -> None:
    database.connection.executemany(
        "INSERT OR IGNORE INTO points (value, contact_id) VALUES (?, ?)",
        [(value, number) for value in (*contact.emails, *contact.phones)],
    )


def fetch(database: Database, ids: Sequence[int]) -> list[Contact]:
    """The people of these numbers, in the order asked; those no longer there are left out."""
    found: dict[int, Contact] = {}
    for start in range(0, len(ids), _PAGE_OF_PARAMETERS):
        part = tuple(ids[start : start + _PAGE_OF_PARAMETERS])
        marks = ", ".join("?" * len(part))
        for row in database.rows(f"SELECT {_READ} FROM contacts WHERE id IN ({marks})", part):
            found[row[0]] = contact_from(row)
    return [found[number] for number in ids if number in found]


def opposed_among(database: Database, ids: Sequence[int]) -> Iterator[Contact]:
    """Those of these people who are opposed."""
    for start in range(0, len(ids), _PAGE_OF_PARAMETERS):
        part = tuple(ids[start : start + _PAGE_OF_PARAMETERS])
        marks = ", ".join("?" * len(part))
        for row in database.rows(f"SELECT {_READ} FROM contacts WHERE opposed_on != '' AND id IN ({marks})", part):
            yield contact_from(row)


def find_ids(
    database: Database,
    query: ContactQuery,
    calendar: Calendar,
    periods: Mapping[str, retention.RetentionRule],
    ticket: Ticket | None = None,
    limit: int = 0,
) -> array[int]:
    """The numbers of the people `query` finds, in its order; at most `limit` of them when it is not 0.

    `periods` are the rules in force by kind, for due days. Raises Cancelled through `ticket`.
    """
    if limit and query == ContactQuery(query.text, descending=query.descending):
        match = contact_sql.match_expression(query.text)
        first = first_matches.by_name(database, match, limit, is_descending=query.descending) if match else None
        if first is not None:
            return first
    sql, values = _select("id", query, calendar, periods, database)
    if limit:
        sql += f" LIMIT {limit}"
    ids = array("q")
    with translated():
        cursor = database.connection.execute(sql, values)
        try:
            while page := cursor.fetchmany(_STEP):
                ids.extend(row[0] for row in page)
                if ticket is not None:
                    ticket.step(len(ids))
        finally:
            cursor.close()
    return ids


def count(
    database: Database, query: ContactQuery, calendar: Calendar, periods: Mapping[str, retention.RetentionRule]
) -> int:
    """How many people `query` finds."""
    condition, values = contact_sql.where(query, calendar, _clock_days(query, periods))
    return int(database.value(f"SELECT count(*) FROM contacts WHERE {condition}", values))


def _select(
    what: str,
    query: ContactQuery,
    calendar: Calendar,
    periods: Mapping[str, retention.RetentionRule],
    database: Database,
) -> tuple[str, list[object]]:
    condition, values = contact_sql.where(query, calendar, _clock_days(query, periods))
    order = contact_sql.order_by(query, {kind: rule.keep.total_months for kind, rule in periods.items()})
    source = "contacts"
    if _has_many_matches(database, query) and query.order is Order.NAME:
        source = "contacts INDEXED BY contacts_by_name"
    return f"SELECT {what} FROM {source} WHERE {condition} {order}", values


def _has_many_matches(database: Database, query: ContactQuery) -> bool:
    match = contact_sql.match_expression(query.text) if query.text else ""
    if not match:
        return False
    sql = "SELECT count(*) FROM (SELECT 1 FROM contacts_fts WHERE contacts_fts MATCH ? LIMIT ?)"
    return int(database.value(sql, (match, FEW_MATCHES))) >= FEW_MATCHES


def _clock_days(
    query: ContactQuery, periods: Mapping[str, retention.RetentionRule]
) -> dict[str, tuple[date, date]] | None:
    if query.due_from is None or query.due_to is None:
        return None
    days: dict[str, tuple[date, date]] = {}
    for kind, rule in periods.items():
        before = date.fromordinal(query.due_from.toordinal() - 1)
        first = date.fromordinal(retention.latest_start(before, rule.keep, rule.bound).toordinal() + 1)
        days[kind] = (first, retention.latest_start(query.due_to, rule.keep, rule.bound))
    return days


def count_by_state(database: Database, calendar: Calendar) -> dict[State, int]:
    """How many people stand in each state; the states share everybody out, so their sum is the number of people."""
    counts = dict.fromkeys(State, 0)
    for kind_counts in count_by_kind_and_state(database, calendar).values():
        for state, many in kind_counts.items():
            counts[state] += many
    return counts


def count_by_kind_and_state(database: Database, calendar: Calendar) -> dict[str, dict[State, int]]:
    """The same, by kind: one pass over the (kind, status, clock) index per kind."""
    result: dict[str, dict[State, int]] = {}
    states = (State.OVERDUE, State.DUE_SOON, State.UP_TO_DATE, State.OPPOSED, State.UNDATED, State.KEPT, State.ARCHIVED)
    for kind in calendar.cutoffs:
        counts: dict[State, int] = {}
        for state in states:
            condition, values = contact_sql.in_state(state, Calendar(calendar.today, {kind: calendar.cutoffs[kind]}))
            if state in (State.KEPT, State.ARCHIVED):
                condition, values = f"kind = ? AND {condition}", [kind, *values]
            counts[state] = int(database.value(f"SELECT count(*) FROM contacts WHERE {condition}", values))
        result[kind] = counts
    return result


def count_matches_by_state(database: Database, query: ContactQuery, calendar: Calendar) -> dict[State, int]:
    """The same for the people `query` finds, whatever state and due days it asks for: one pass over its matches."""
    condition, values = contact_sql.where(replace(query, state=None), calendar)
    # Kind identifiers and days are the program's own, never the user's text.
    ahead = [
        (kind, f"WHEN '{kind}' THEN (clock_on > '{cutoff.due}') + (clock_on > '{cutoff.soon}')")
        for kind, cutoff in calendar.cutoffs.items()
    ]
    sql = (
        f"SELECT status, CASE kind {' '.join(case for _, case in ahead)} END AS ahead, "
        f"hold_until >= '{calendar.today}' AS is_held, count(*) FROM contacts WHERE {condition} GROUP BY 1, 2, 3"
    )
    counts = dict.fromkeys(State, 0)
    for status, steps, is_held, many in database.rows(sql, values):
        if steps is not None:
            counts[contact_sql.state_of(status, steps, bool(is_held))] += many
    return counts


def find_unended(database: Database, kind: str, before: date) -> array[int]:
    """The people of `kind` whose relation has no end and whose last known fact is on `before` or earlier, oldest first."""
    fact = "coalesce(nullif(last_contact_on, ''), nullif(collected_on, ''), entered_on)"
    sql = (
        f"SELECT id FROM contacts WHERE kind = ? AND status = {contact_sql.DATED} AND clock_on = '{contact_sql.NEVER}' "
        f"AND {fact} BETWEEN '0001' AND ? ORDER BY {fact}, id"
    )
    return array("q", (row[0] for row in database.rows(sql, (kind, before.isoformat()))))


def total(database: Database) -> int:
    """How many people are kept in all."""
    return int(database.value("SELECT count(*) FROM contacts"))


def holders(database: Database, values: Iterable[str]) -> dict[str, list[int]]:
    """Who has each of these addresses and numbers: value -> contact numbers."""
    found: dict[str, list[int]] = {}
    for value in values:
        ids = [row[0] for row in database.rows("SELECT contact_id FROM points WHERE value = ?", (value,))]
        if ids:
            found[value] = ids
    return found


def ids_of(
    database: Database,
    selection: Selection,
    calendar: Calendar,
    periods: Mapping[str, retention.RetentionRule],
    ticket: Ticket | None = None,
) -> array[int]:
    """The numbers a Selection stands for."""
    if isinstance(selection, ContactQuery):
        return find_ids(database, selection, calendar, periods, ticket)
    return array("q", selection)
