"""The attestations of purges: numbered by year, each tied to the one before by a keyed fingerprint, sealed once the file was cleaned.

They are kept when the people are gone: nothing in them is about anybody.
"""

from __future__ import annotations

import json

from rgpd_desktop.rules import attestation_record
from rgpd_desktop.rules.attestation_record import KeptAttestation
from rgpd_desktop.rules.purge import PurgeAttestation, PurgeReach
from rgpd_desktop.store import opposition
from rgpd_desktop.store.database import Database

EVENT = "purge"  # of the journal line that names an attestation

_COLUMNS = """number, record, fingerprint, reach, seal,
    coalesce(lag(number) OVER (ORDER BY id), '') AS previous, coalesce(lag(fingerprint) OVER (ORDER BY id), '')"""
_ALL = f"SELECT id, {_COLUMNS} FROM attestations"


def next_number(database: Database, year: int) -> str:
    """`2026-0009`: the number the next attestation of that year takes."""
    sql = "SELECT max(CAST(substr(number, 6) AS INTEGER)) FROM attestations WHERE number LIKE ?"
    return f"{year:04d}-{int(database.value(sql, (f'{year:04d}-%',)) or 0) + 1:04d}"


def add(database: Database, attestation: PurgeAttestation) -> KeptAttestation:
    """Keeps an attestation after all others. Call it inside the writing() of the purge."""
    with database.writing("attestations"):
        record = attestation_record.spelled(attestation_record.record_of(attestation))
        previous = database.value("SELECT fingerprint FROM attestations ORDER BY id DESC LIMIT 1") or ""
        mark = attestation_record.fingerprint(opposition.key(database), record, previous)
        database.connection.execute(
            "INSERT INTO attestations (number, record, fingerprint) VALUES (?, ?, ?)",
            (attestation.number, record, mark),
        )
    return find(database, attestation.number)


def seal(database: Database, reach: PurgeReach) -> list[str]:
    """Says of every attestation not sealed yet how far the erasure went; returns their numbers."""
    waiting = unsealed(database)
    if waiting:
        text = attestation_record.spelled(attestation_record.record_of_reach(reach))
        key = opposition.key(database)
        with database.writing("attestations"):
            database.connection.executemany(
                "UPDATE attestations SET reach = ?, seal = ? WHERE number = ?",
                [(text, attestation_record.seal(key, mark, text), number) for number, mark in waiting.items()],
            )
    return list(waiting)


def unsealed(database: Database) -> dict[str, str]:
    """The attestations whose erasure is not over: number and fingerprint."""
    return dict(database.rows("SELECT number, fingerprint FROM attestations WHERE seal = '' ORDER BY id"))


def kept(database: Database) -> list[KeptAttestation]:
    """All of them, the oldest first."""
    return [KeptAttestation(*row[1:]) for row in database.rows(f"{_ALL} ORDER BY id")]


def find(database: Database, number: str) -> KeptAttestation:
    """The one of that number. Raises KeyError when there is none."""
    found = database.rows(f"SELECT * FROM ({_ALL}) WHERE number = ?", (number,))
    if not found:
        raise KeyError(number)
    return KeptAttestation(*found[0][1:])


def count(database: Database) -> int:
    """How many there are."""
    return int(database.value("SELECT count(*) FROM attestations"))


def broken(database: Database) -> list[str]:
    """The numbers that do not hold, see rules.attestation_record.broken; those the journal names must all be there."""
    rows = database.rows("SELECT detail FROM journal WHERE event = ? ORDER BY id", (EVENT,))
    told = [str(json.loads(row[0]).get("attestation", "")) for row in rows]
    return attestation_record.broken(opposition.key(database), kept(database), filter(None, told))
