"""One database: opening it without touching what it cannot read, one `writing()` door, one way to read.

Called by services only, through a Desk; every thread and every child process opens its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rgpd_desktop.basics import private_files
from rgpd_desktop.basics.problems import Damaged, Locked, Refusal
from rgpd_desktop.store import cipher, driver, keys, raw_file

if TYPE_CHECKING:
    import sqlite_utils

APPLICATION_ID = 0x52475044  # "RGPD" in the file's header, so that no other SQLite file is taken for ours
SCHEMA_VERSION = 3  # the number of migrations; a file that says more comes from a newer program
QUICK_CHECK_LIMIT = 32 * 1024 * 1024  # bytes: below, the whole file is checked at opening (about 0.1 s at most)
BUSY_SECONDS = 10.0
_SIDE_FILES = ("-wal", "-shm", "-journal")


class Database:
    """An open database. `touched` collects the names of the tables that its writings changed."""

    def __init__(self, path: Path, connection: driver.Connection) -> None:
        self.path = path
        self.connection = connection
        self.touched: frozenset[str] = frozenset()
        self._utils: sqlite_utils.Database | None = None
        self._is_open = True
        raw_file.enter(path)

    @property
    def utils(self) -> sqlite_utils.Database:
        """The sqlite-utils view of the same connection, made when first needed."""
        if self._utils is None:
            import sqlite_utils  # noqa: PLC0415 - 0.1 s of imports that reading and showing the window do not need

            self._utils = sqlite_utils.Database(self.connection)
        return self._utils

    @contextmanager
    def writing(self, *tables: str) -> Iterator[None]:
        """The only way to write: one transaction, all or nothing; nested calls join it. Raises Refusal for the world's faults.

        `tables` names what is changed, for the screens that show it.
        """
        with translated(), self.utils.atomic():
            # Taking the write lock first, with a counter that also tells an import plan whether it is stale.
            self.connection.execute("UPDATE changes SET count = count + 1")
            yield
        self.touched |= frozenset(tables)

    def rows(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a reading statement, the cursor closed: a snapshot left open would block erasure."""
        with translated():
            found: list[tuple[Any, ...]] = self.connection.execute(sql, values).fetchall()
        return found

    def stream(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The same one at a time, for what would fill the memory; the cursor is closed with the iterator."""
        with translated():
            cursor = self.connection.execute(sql, values)
            try:
                yield from cursor
            finally:
                cursor.close()

    def value(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """The first column of the first row, or None."""
        found = self.rows(sql, values)
        return found[0][0] if found else None

    @property
    def change_count(self) -> int:
        """Grows with every writing, whoever made it."""
        return int(self.value("SELECT count FROM changes"))

    def close(self) -> None:
        """Closes the connection; the last one to close also empties and removes the journal files."""
        self._utils = None
        self.connection.close()
        if self._is_open:
            self._is_open = False
            raw_file.leave(self.path)


@contextmanager
def translated() -> Iterator[None]:
    """Turns the world's faults, told by SQLite's own codes, into Refusal; lets ours through."""
    try:
        yield
    except driver.Error as error:
        refusal = driver.refusal_for(error)
        if refusal is None:
            raise
        raise refusal from None


def open_database(path: Path) -> Database:
    """Opens the database at `path`, creating it (and its folder) when it does not exist and migrating an older one.

    A new one is encrypted when a key is held. Raises Locked when it is encrypted and the key held is not its own; Refusal, with the
    file left as it was, when it is damaged, not ours, from a newer version, in use or read-only.
    """
    try:
        private_files.make_folder(path.parent)
        exists = path.exists() and path.stat().st_size > 0
        if exists and not path.is_file():  # SQLite would say that the disk fails
            raise _cannot_open()
        if not exists:
            with suppress(OSError):  # SQLite says better why it cannot be made
                private_files.make_file(path)  # the journals take its rights
        for each in (path, *side_files(path)):
            private_files.close_to_others(each)
        _require_key(path)
    except OSError:
        raise _cannot_open() from None
    version = _inspect(path) if exists else 0
    with translated():
        database = Database(path, _connect(f"{path.absolute().as_uri()}?mode=rwc"))
        try:
            if version < SCHEMA_VERSION:
                from rgpd_desktop.store import migrations  # noqa: PLC0415 - brings sqlite_utils, seldom needed

                migrations.migrate(database, version)
        except BaseException:
            database.close()
            raise
    return database


def connect(address: str) -> driver.Connection:
    """A bare connection to that `file:` address, with the key held when there is one: for the database and for its copies.

    A file that is plain is opened as such: a copy made before the data were encrypted is still readable.
    """
    connection = driver.connect(address, timeout=BUSY_SECONDS, uri=True, isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        if (key := keys.statement()) is not None and not _is_plain(address):
            connection.execute(key)
    except BaseException:
        connection.close()
        raise
    return connection


def _is_plain(address: str) -> bool:
    try:
        return cipher.form(cipher.path_of(address)) is cipher.Form.PLAIN
    except OSError:  # the opening itself says what is wrong
        return False


def _require_key(path: Path) -> None:
    if cipher.form(path) is cipher.Form.ENCRYPTED:
        raw = keys.held()
        if raw is None or raw[cipher.KEY_LENGTH :] != cipher.salt(path):
            raise Locked


def _connect(address: str) -> driver.Connection:
    connection = connect(address)
    try:
        connection.execute("PRAGMA secure_delete = ON")  # per connection: erased means erased
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
        connection.execute("PRAGMA synchronous = FULL")  # confirmed means on the disk, also after a power cut
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA cache_size = -64000")
        connection.execute("PRAGMA mmap_size = 0")
    except BaseException:
        connection.close()
        raise
    return connection


def _inspect(path: Path) -> int:
    """The schema version of an existing file, read without writing. Raises Refusal when it must not be opened."""
    if side_files(path)[0].exists():
        return _read_version(path, "mode=ro")
    # Nobody has it open: read as immutable, or SQLite would leave journal files beside a file that is then refused.
    before = path.stat()
    try:
        return _read_version(path, "immutable=1")
    except Refusal:
        after = path.stat()
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
            raise
    return _read_version(path, "mode=ro")  # another job wrote meanwhile: judged again, under SQLite's locks


def _read_version(path: Path, mode: str) -> int:
    with translated():
        connection = connect(f"{path.absolute().as_uri()}?{mode}")
        try:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            is_empty = not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if is_empty and (application, version) == (0, 0):
                return 0  # a first start that was cut short, before the first transaction
            if application != APPLICATION_ID:
                raise Refusal(
                    "Ce fichier de données n’a pas été créé par RGPD Desktop.",
                    "Il n’a pas été touché. Choisissez un autre dossier de données.",
                )
            if version > SCHEMA_VERSION:
                raise Refusal(
                    "Vos données ont été enregistrées par une version plus récente de RGPD Desktop.",
                    "Rien n’a été modifié. Installez la dernière version du programme pour les ouvrir.",
                )
            if path.stat().st_size <= QUICK_CHECK_LIMIT:
                _refuse_damage(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
        finally:
            connection.close()
    return version


def _refuse_damage(finding: str) -> None:
    if finding != "ok":
        raise Damaged(
            "Le fichier de vos données est abîmé.",
            "Il n’a pas été touché. Rétablissez une sauvegarde à sa place.",
        )


def _cannot_open() -> Refusal:
    return Refusal(
        "Le dossier de vos données ne peut pas être ouvert.",
        "Vérifiez qu’il existe et que vous avez le droit d’y écrire, ou choisissez-en un autre.",
    )


def side_files(path: Path) -> list[Path]:
    """The journal files that may stand beside a database."""
    return [path.with_name(path.name + suffix) for suffix in _SIDE_FILES]
