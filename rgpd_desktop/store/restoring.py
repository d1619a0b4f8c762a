"""A new base from a backup: built whole beside the present one, told of every erasure and refusal since; `replacing` then puts it there.

Nothing here changes the present base. Called by services.restore_backup and keep_backups.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.retention import Starts
from rgpd_desktop.store import (
    backups,
    contracts,
    copy_file,
    copy_replay,
    driver,
    index_words,
    journal,
    keys,
    migrations,
    preferences,
    replays,
    side_file,
)
from rgpd_desktop.store.copy_replay import Replayed
from rgpd_desktop.store.database import SCHEMA_VERSION, Database, connect
from rgpd_desktop.store.replays import Replay

_BUILT: Final = ".restauration"
_PENDING: Final = "scrub_pending"


@dataclass(frozen=True, slots=True)
class Since:
    """What must be told to a copy: the lines, and the last number given in each table."""

    lines: tuple[Replay, ...] = ()
    numbers: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """A new base ready beside the former one. `changes` is the change count of the former (None: there was none that opens), `key` the key
    of the new one."""

    path: Path
    replayed: Replayed
    changes: int | None
    key: bytes | None


def since(house: str, where: Iterable[Path], present: Database | None) -> Since:
    """What the present base and the side files of these folders know of that installation, together."""
    told: list[Replay] = []
    numbers: dict[str, int] = {}
    for folder in where:
        with contextlib.suppress(OSError):
            known = side_file.read(folder / side_file.NAME, house)
            told += side_file.told(known)
            _raise(numbers, side_file.numbers(known))
    if present is not None and side_file.house_of(present) == house:
        from_base = replays.lines(present)
        told += from_base
        _raise(numbers, side_file.sequences(present))
    unique = {(line.number, line.mark, line.what): line for line in told}
    return Since(tuple(unique.values()), numbers)


def damaged_base(path: Path) -> Database | None:
    """What can still be asked of a damaged base, reading only; None when nothing can."""
    try:
        database = Database(path, connect(f"{path.absolute().as_uri()}?mode=ro"))
    except (OSError, driver.Error):
        return None
    try:
        since(side_file.house_of(database), (), database)
    except (Refusal, driver.Error, ValueError, TypeError):
        database.close()
        return None
    return database


def would_replay(path: Path, lines: Sequence[Replay], key: bytes | None) -> Replayed:
    """How many erasures and refusals that backup was not told of: marks, not yet people."""
    with _copy(path, key, "mode=ro&immutable=1") as copy:
        is_former = int(copy.value("PRAGMA user_version")) < SCHEMA_VERSION  # it was told of nobody
        missing = list(lines) if is_former else copy_replay.unknown(copy, lines)
    gone = sum(map(copy_replay.is_gone, missing))
    return Replayed(gone, len({line.mark for line in missing if not copy_replay.is_gone(line)}))


def build(
    source: Path, base: Path, told: Since, present: Database | None, starts: Mapping[str, Starts], key: bytes | None,
    ticket: Ticket,
) -> Built:  # fmt: skip
    """Builds the new base beside `base` from the backup `source`, which `key` (or the key held) opens. Raises Cancelled or Refusal.

    It is encrypted when the present base is, with the same key; else as the backup was.
    """
    made = base.with_name(base.name + _BUILT)
    work, partial = copy_file.partial_of(made, ".copie"), copy_file.partial_of(made)
    raw = key or keys.held()
    is_closed = copy_file.is_encrypted(source)
    final = keys.held() if present is not None and keys.held() else (raw if is_closed else None)
    with copy_file.clean_end(work, ticket), copy_file.clean_end(partial, ticket):
        _copy_bytes(source, work, ticket)
        with _copy(work, raw) as copy:
            if int(copy.value("PRAGMA user_version")) < SCHEMA_VERSION:
                migrations.upgrade(copy)
            missing = copy_replay.unknown(copy, told.lines)
            erased = copy_replay.erase(copy, missing, ticket)
            opposed = copy_replay.oppose(copy, missing, starts, ticket)
            _settle(copy, present, told.numbers or {}, base.parent, Replayed(erased, opposed))
            index_words.clean(copy)
            _write_out(copy, partial, final, is_same=final == (raw if is_closed else None), ticket=ticket)
        copy_file.verify(partial, ticket, final)
        copy_file.put_in_place(partial, made)
    return Built(made, Replayed(erased, opposed), present.change_count if present is not None else None, final)


def put_files_back(database: Database) -> int:
    """The files kept beside the data that came with a backup, written in their place; then they leave the base. Returns how many.

    Called after a restore and at each start: a kill in between loses nothing. Raises Refusal when the disk does not follow.
    """
    if not database.value("SELECT 1 FROM sqlite_master WHERE name = 'kept_files'"):
        return 0
    data, many = database.path.parent, 0
    try:
        for (name,) in database.rows("SELECT name FROM kept_files"):
            content = database.value("SELECT content FROM kept_files WHERE name = ?", (name,))
            many += contracts.put_back(data, str(name), bytes(content))
    except OSError:
        raise Refusal(
            "Les contrats joints n’ont pas pu être remis en place.",
            "Vos données sont restaurées. Libérez de la place, puis ouvrez de nouveau le programme : ils le seront alors.",
        ) from None
    with database.writing("processors"):
        database.connection.execute("DROP TABLE kept_files")
    return many


def sweep(base: Path) -> None:
    """Removes what a restore that was cut short left beside the base."""
    for left in base.parent.glob(f"{base.name}{_BUILT}*"):
        if not copy_file.is_being_made(left):
            with contextlib.suppress(OSError):
                left.unlink()


# Inside


@contextlib.contextmanager
def _copy(path: Path, key: bytes | None, mode: str = "mode=rw") -> Iterator[Database]:
    try:
        copy = Database(path, copy_file.connect(path, mode, key))
    except (OSError, driver.Error):
        raise unreadable() from None
    try:
        yield copy
    finally:
        copy.close()


def _settle(
    copy: Database, present: Database | None, numbers: Mapping[str, int], data: Path, replayed: Replayed
) -> None:
    """What makes a copy the base: numbers that go on, the papers and the journal of the present one, and the line of the restore."""
    with copy.writing("journal"):
        facts_at = _made_at(copy)
        copy_file.forget_facts(copy.connection)
        preferences.write(copy, _PENDING, "")
        _keep_files_that_differ(copy, data)
        highest = dict(numbers)
        if present is not None:
            if side_file.house_of(present) == side_file.house_of(copy):
                _carry(copy, present)
            _raise(highest, {"changes": present.change_count})
        count = highest.pop("changes", 0)
        copy.connection.execute("UPDATE changes SET count = max(count, ?) + 1", (count,))
        for name, seq in highest.items():
            _raise_sequence(copy, name, seq)
        detail: dict[str, str | int] = {"made_at": facts_at, "erased": replayed.erased, "opposed": replayed.opposed}
        journal.record(copy, "restore", {"count": int(copy.value("SELECT count(*) FROM contacts")), **detail})


def _made_at(copy: Database) -> str:
    return made.isoformat() if (made := copy_file.made_at(copy.connection)) else ""


def _raise_sequence(copy: Database, name: str, seq: int) -> None:
    execute = copy.connection.execute
    if not copy.value("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (name,)):
        return
    if execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (seq, name)).rowcount == 0:
        execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, seq))


def _raise(numbers: dict[str, int], known: Mapping[str, int]) -> None:
    for name, value in known.items():
        numbers[name] = max(value, numbers.get(name, 0))


def _carry(copy: Database, present: Database) -> None:
    """What no backup may take back: the journal (when the copy's is its beginning), the attestations, the archive, what is left of
    anonymised people, the choices of this computer."""
    for name in backups.KEPT_ACROSS:
        if kept := preferences.read(present, name):
            preferences.write(copy, name, kept)
    lines = "SELECT id, at, event, detail, digest FROM journal ORDER BY id"
    theirs, ours = copy.rows(lines), present.rows(lines)
    if ours[: len(theirs)] == theirs:
        _insert(copy, "journal", ("id", "at", "event", "detail", "digest"), ours[len(theirs) :])
        journal.take_seal(copy, present)
    for table, key in (("attestations", "number"), ("archived_people", "id")):
        columns = [row[1] for row in present.rows(f"PRAGMA table_info({table})")]
        known = {row[0] for row in copy.rows(f"SELECT {key} FROM {table}")}
        rows = present.rows(f"SELECT {', '.join(columns)} FROM {table}")
        _insert(copy, table, columns, [row for row in rows if row[columns.index(key)] not in known])
    copy.connection.execute("DELETE FROM departures")
    _insert(
        copy, "departures", ("kind", "entered_year", "left_year", "many"),
        present.rows("SELECT kind, entered_year, left_year, many FROM departures"),
    )  # fmt: skip


def _insert(copy: Database, table: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
    marks = ", ".join("?" * len(columns))
    copy.connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


def _keep_files_that_differ(copy: Database, data: Path) -> None:
    """Leaves in the base only the files that must be written: none of them, on the computer the backup comes from."""
    if not copy.value("SELECT 1 FROM sqlite_master WHERE name = 'kept_files'"):
        return
    there = {name: contracts.digest_of(data / contracts.FOLDER / name) for name in contracts.kept_names(data)}
    for name, digest in copy.rows("SELECT name, digest FROM kept_files"):
        if there.get(name) == digest:
            copy.connection.execute("DELETE FROM kept_files WHERE name = ?", (name,))
    if not copy.value("SELECT count(*) FROM kept_files"):
        copy.connection.execute("DROP TABLE kept_files")


def _copy_bytes(source: Path, work: Path, ticket: Ticket) -> None:
    ticket.step(0)
    shutil.copyfile(source, work)
    ticket.step(1)


def _write_out(copy: Database, target: Path, key: bytes | None, *, is_same: bool, ticket: Ticket) -> None:
    if is_same:
        copy_file.vacuum_into(copy.connection, target, ticket, copy_file.size_of(copy.connection))
        return
    execute = copy.connection.execute
    version, application = (execute(f"PRAGMA {each}").fetchone()[0] for each in ("user_version", "application_id"))
    execute("ATTACH DATABASE ? AS beside KEY ?", (str(target.absolute()), f"x'{key.hex()}'" if key else ""))
    execute("SELECT sqlcipher_export('beside')").fetchall()
    execute(f"PRAGMA beside.user_version = {version}")
    execute(f"PRAGMA beside.application_id = {application}")
    execute("DETACH DATABASE beside")


def unreadable() -> Refusal:
    """What is said of a file that is no backup, or that another passphrase closed."""
    return Refusal(
        "Ce fichier n’est pas une sauvegarde lisible : il est abîmé, ou protégé par une autre phrase de passe.",
        "Rien n’a été modifié. Choisissez une autre sauvegarde.",
    )
