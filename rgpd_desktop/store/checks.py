"""Integrity of the database, one question each. Reading only."""

from __future__ import annotations

from collections.abc import Mapping

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.retention import Starts
from rgpd_desktop.store import contacts, driver
from rgpd_desktop.store.database import Database, translated

_CHUNK = 2_000
_COMPUTED = 4  # sort_key, company_key, status and clock_on close the row


def is_file_sound(database: Database) -> bool:
    """Whether SQLite finds the file whole and every reference kept."""
    whole = database.rows("PRAGMA quick_check(1)")[0][0] == "ok"
    return whole and not database.rows("PRAGMA foreign_key_check")


def is_index_sound(database: Database) -> bool:
    """Whether the search index says the same as the contacts."""
    with translated():
        try:
            database.connection.execute("INSERT INTO contacts_fts (contacts_fts, rank) VALUES ('integrity-check', 1)")
        except driver.DatabaseError as error:
            if driver.is_damage(error):
                return False
            raise  # a database busy elsewhere says nothing of the index
    return True


def are_points_sound(database: Database) -> bool:
    """Whether every address and number belongs to a contact that still has it, and none is missing."""
    orphans = database.value(
        "SELECT count(*) FROM points LEFT JOIN contacts ON contacts.id = points.contact_id WHERE contacts.id IS NULL"
    )
    kept = int(database.value("SELECT count(*) FROM points"))
    in_rows = "length({0}) - length(replace({0}, ' ', '')) + ({0} != '')"
    expected = database.value(
        f"SELECT coalesce(sum({in_rows.format('emails')} + {in_rows.format('phones')}), 0) FROM contacts"
    )
    return not orphans and kept == int(expected)


def count_wrong_clocks(database: Database, starts: Mapping[str, Starts], ticket: Ticket) -> int:
    """How many people have a computed column that does not follow from their facts."""
    wrong, last, columns = 0, 0, ", ".join(contacts.COLUMNS[-_COMPUTED:])
    while rows := database.rows(f"SELECT id, {columns} FROM contacts WHERE id > ? ORDER BY id LIMIT {_CHUNK}", (last,)):
        kept = {row[0]: row[1:] for row in rows}
        for contact in contacts.fetch(database, list(kept)):
            if contacts.row_from(contact, starts)[-_COMPUTED:] != kept[contact.id]:
                wrong += 1
        last = rows[-1][0]
        ticket.step(last)
    return wrong
