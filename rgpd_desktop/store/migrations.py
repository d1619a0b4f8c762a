"""The schema, one small function per version, each in one transaction; a copy of the database is kept before any but the first.

Hand-written SQL: sqlite-utils' transform() would drop triggers and collations.
"""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database as Utils
from sqlite_utils import Migrations

from rgpd_desktop.basics import places
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.store import copy_file, journal
from rgpd_desktop.store.database import APPLICATION_ID, SCHEMA_VERSION, Database
from rgpd_desktop.store.searched import SEARCHED

migrations = Migrations("rgpd_desktop")

_FIRST_SCHEMA = (
    "CREATE TABLE changes (count INTEGER NOT NULL) STRICT",
    "INSERT INTO changes VALUES (0)",
    # AUTOINCREMENT: a number once given to a person is never given to another.
    """CREATE TABLE contacts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        last_name TEXT NOT NULL, first_name TEXT NOT NULL, civility TEXT NOT NULL,
        company TEXT NOT NULL, job_title TEXT NOT NULL,
        emails TEXT NOT NULL, phones TEXT NOT NULL,
        street TEXT NOT NULL, postal_code TEXT NOT NULL, city TEXT NOT NULL, country TEXT NOT NULL,
        website TEXT NOT NULL, siren TEXT NOT NULL,
        kind TEXT NOT NULL, audience TEXT NOT NULL,
        last_contact_on TEXT NOT NULL, collected_on TEXT NOT NULL, relation_ended_on TEXT NOT NULL,
        source TEXT NOT NULL, notes TEXT NOT NULL, newsletter INTEGER,
        opposed_on TEXT NOT NULL, archived_until TEXT NOT NULL, hold_until TEXT NOT NULL, hold_reason TEXT NOT NULL,
        batch INTEGER NOT NULL, row INTEGER NOT NULL, entered_on TEXT NOT NULL, edited_on TEXT NOT NULL,
        sort_key TEXT NOT NULL, company_key TEXT NOT NULL,
        status INTEGER NOT NULL, clock_on TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX contacts_by_name ON contacts (sort_key, id)",
    "CREATE INDEX contacts_by_company ON contacts (company_key, id)",
    "CREATE INDEX contacts_by_contact_day ON contacts (last_contact_on, id)",
    "CREATE INDEX contacts_by_clock ON contacts (kind, status, clock_on, id)",
    "CREATE INDEX contacts_by_batch ON contacts (batch)",
    # Read at each opening, to end the prolongations whose day has passed (status 3 is contact_sql.KEPT).
    "CREATE INDEX contacts_by_hold ON contacts (hold_until) WHERE status = 3",
    # Every address and number of a person, to find who else has it.
    """CREATE TABLE points (
        value TEXT NOT NULL, contact_id INTEGER NOT NULL, PRIMARY KEY (value, contact_id)
    ) STRICT, WITHOUT ROWID""",
    f"""CREATE VIRTUAL TABLE contacts_fts USING fts5(
        {", ".join(SEARCHED)}, content='contacts', content_rowid='id',
        tokenize="unicode61 remove_diacritics 2", prefix='2 3', detail='none', columnsize=0
    )""",
    "INSERT INTO contacts_fts (contacts_fts, rank) VALUES ('secure-delete', 1)",
    # Insertion into the index is explicit in contacts.py and staging.py (a list enters in one statement); these two are not.
    f"""CREATE TRIGGER contacts_fts_delete AFTER DELETE ON contacts BEGIN
        INSERT INTO contacts_fts (contacts_fts, rowid, {", ".join(SEARCHED)})
        VALUES ('delete', old.id, {", ".join("old." + name for name in SEARCHED)});
    END""",
    f"""CREATE TRIGGER contacts_fts_update AFTER UPDATE OF {", ".join(SEARCHED)} ON contacts BEGIN
        INSERT INTO contacts_fts (contacts_fts, rowid, {", ".join(SEARCHED)})
        VALUES ('delete', old.id, {", ".join("old." + name for name in SEARCHED)});
        INSERT INTO contacts_fts (rowid, {", ".join(SEARCHED)})
        VALUES (new.id, {", ".join("new." + name for name in SEARCHED)});
    END""",
    """CREATE TABLE exchanges (
        id INTEGER PRIMARY KEY, contact_id INTEGER NOT NULL REFERENCES contacts ON DELETE CASCADE,
        happened_on TEXT NOT NULL, direction TEXT NOT NULL, channel TEXT NOT NULL, note TEXT NOT NULL, batch INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX exchanges_of_contact ON exchanges (contact_id, happened_on)",
    "CREATE INDEX exchanges_by_batch ON exchanges (batch)",
    # A cell that could not be read, kept with its text so that nothing of the list is lost.
    """CREATE TABLE cell_problems (
        id INTEGER PRIMARY KEY, contact_id INTEGER NOT NULL REFERENCES contacts ON DELETE CASCADE,
        batch INTEGER NOT NULL, row INTEGER NOT NULL, header TEXT NOT NULL, reason TEXT NOT NULL, raw TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX cell_problems_of_contact ON cell_problems (contact_id)",
    # Probably the same person: proposed, never done.
    """CREATE TABLE proposals (
        first_id INTEGER NOT NULL REFERENCES contacts ON DELETE CASCADE,
        second_id INTEGER NOT NULL REFERENCES contacts ON DELETE CASCADE,
        reason TEXT NOT NULL, batch INTEGER NOT NULL, is_dismissed INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (first_id, second_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX proposals_of_second ON proposals (second_id)",
    # The opposition list (liste d'opposition): keyed fingerprints and nothing else; not tied to a contact, so it survives erasure.
    """CREATE TABLE oppositions (
        fingerprint BLOB PRIMARY KEY, recorded_on TEXT NOT NULL, batch INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE batches (
        id INTEGER PRIMARY KEY AUTOINCREMENT, file_name TEXT NOT NULL, digest TEXT NOT NULL, imported_on TEXT NOT NULL,
        kind TEXT NOT NULL, source TEXT NOT NULL, collected_on TEXT NOT NULL, is_direct INTEGER NOT NULL,
        purpose TEXT NOT NULL, counts TEXT NOT NULL, informed_on TEXT NOT NULL DEFAULT '', undone_on TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    # What an import changed in people already there, to give it back: the fields before and after, as JSON.
    """CREATE TABLE batch_changes (
        batch INTEGER NOT NULL REFERENCES batches, contact_id INTEGER NOT NULL REFERENCES contacts ON DELETE CASCADE,
        before TEXT NOT NULL, after TEXT NOT NULL, PRIMARY KEY (batch, contact_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX batch_changes_of_contact ON batch_changes (contact_id)",
    """CREATE TABLE rule_changes (
        rule TEXT PRIMARY KEY, months INTEGER NOT NULL, days INTEGER NOT NULL, reason TEXT NOT NULL, changed_on TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE TABLE preferences (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    # The choices made for a list, found again by its headers.
    "CREATE TABLE column_choices (headers TEXT PRIMARY KEY, choices TEXT NOT NULL) STRICT, WITHOUT ROWID",
    # What was done, without names: each line carries the digest of the one before.
    """CREATE TABLE journal (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, event TEXT NOT NULL, detail TEXT NOT NULL, digest TEXT NOT NULL
    ) STRICT""",
)

_REGISTER_SCHEMA = (
    # One line: who answers for everything else. Records are JSON of rules/register_record.
    "CREATE TABLE business (id INTEGER PRIMARY KEY CHECK (id = 1), record TEXT NOT NULL) STRICT",
    "CREATE TABLE activities (id TEXT PRIMARY KEY, position INTEGER NOT NULL, record TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE activity_changes (
        id INTEGER PRIMARY KEY, activity TEXT NOT NULL REFERENCES activities ON DELETE CASCADE, at TEXT NOT NULL, what TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX activity_changes_of_activity ON activity_changes (activity, id)",
    "CREATE TABLE register_versions (number INTEGER PRIMARY KEY AUTOINCREMENT, made_on TEXT NOT NULL) STRICT",
    "CREATE TABLE processors (id TEXT PRIMARY KEY, position INTEGER NOT NULL, record TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE measures (question TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT, WITHOUT ROWID",
)

_SAFE_SCHEMA = (
    # What a copy made earlier does not know and must be told when it comes back: who was erased, who said no since (store/replays.py).
    """CREATE TABLE replays (
        number INTEGER PRIMARY KEY AUTOINCREMENT, what TEXT NOT NULL, mark TEXT NOT NULL, detail TEXT NOT NULL, at TEXT NOT NULL
    ) STRICT""",
    "ALTER TABLE oppositions ADD COLUMN channel TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE oppositions ADD COLUMN origin TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE oppositions ADD COLUMN reviewed_on TEXT NOT NULL DEFAULT ''",
    # The intermediate archive: apart from contacts, so that no list, search, campaign or export can reach it.
    """CREATE TABLE archived_people (
        id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, reason TEXT NOT NULL, archived_on TEXT NOT NULL, until TEXT NOT NULL,
        sort_key TEXT NOT NULL, record TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX archived_people_by_end ON archived_people (until, id)",
    # What is left of anonymised people: how many of a kind entered one year and left another.
    """CREATE TABLE departures (
        kind TEXT NOT NULL, entered_year TEXT NOT NULL, left_year TEXT NOT NULL, many INTEGER NOT NULL,
        PRIMARY KEY (kind, entered_year, left_year)
    ) STRICT, WITHOUT ROWID""",
    # `reach` and `seal` are filled once the scrub is over. No field can hold a name.
    """CREATE TABLE attestations (
        id INTEGER PRIMARY KEY AUTOINCREMENT, number TEXT NOT NULL UNIQUE, record TEXT NOT NULL, fingerprint TEXT NOT NULL,
        reach TEXT NOT NULL DEFAULT '', seal TEXT NOT NULL DEFAULT ''
    ) STRICT""",
)


@migrations()
def first_schema(utils: Utils) -> None:
    """Version 1."""
    for statement in _FIRST_SCHEMA:
        utils.execute(statement)
    utils.execute(
        "INSERT INTO preferences (name, value) VALUES ('opposition_key', lower(hex(randomblob(32))))",
    )


@migrations()
def register_schema(utils: Utils) -> None:
    """Version 2: the register, the processors, the security measures."""
    for statement in _REGISTER_SCHEMA:
        utils.execute(statement)


@migrations()
def safe_schema(utils: Utils) -> None:
    """Version 3: what outlives an erasure and a restore, the intermediate archive, the attestations; the journal keyed and sealed."""
    for statement in _SAFE_SCHEMA:
        utils.execute(statement)
    journal.begin_chain(utils.conn)


def migrate(database: Database, version: int) -> None:
    """Brings `database` from `version` to SCHEMA_VERSION, all or nothing. Raises Refusal when the disk does not follow."""
    if version > 0:
        copy_before(database, version)
    upgrade(database)


def copy_before(database: Database, version: int) -> Path:
    """A backup of the database as it is, `avant-migration-v<version>.rgpd`. Raises Refusal, leaving no half copy."""
    folder = places.backups_folder(database.path.parent)
    target = folder / f"{copy_file.BEFORE_MIGRATION}{version}{copy_file.ENDING}"
    try:
        copy_file.write(database, target, copy_file.Why.MIGRATION, Ticket())
    except Refusal as refusal:
        raise Refusal(
            "La copie de sécurité qui précède la mise à jour de vos données n’a pas pu être faite.",
            "Rien n’a été modifié. Libérez de la place sur le disque, puis ouvrez de nouveau le programme.",
        ) from refusal
    return target


def upgrade(database: Database) -> None:
    """The same without the copy, for what is one already."""
    connection = database.connection
    with database.utils.atomic():
        # Writing first takes the lock: of two programs that start together, the second waits and finds the work done.
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        migrations.apply(database.utils)
