"""What a file of data is, seen from its first bytes, and the key that a passphrase makes of it. Called by database, recrypt and services.

An encrypted file is SQLCipher 4's own form: its first 16 bytes are the salt, each page is AES-256 with its HMAC. The key is the one
SQLCipher derives itself from a passphrase, so that any program that knows SQLCipher opens the file; it is derived once, here, and
connections get it raw (0.1 ms, against 0.1 s for each opening).
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from urllib.request import url2pathname

from rgpd_desktop.store import driver, keys

SALT_LENGTH: Final = 16
KEY_LENGTH: Final = 32
ROUNDS: Final = 256_000  # SQLCipher 4's own
_PLAIN: Final = b"SQLite format 3\0"
_PAGE: Final = 4096
_ARCHIVE: Final = b"PK\3\4"  # as mixed as an encrypted file
_RANDOM_ENOUGH: Final = (
    240  # different bytes in the first page: 256 in any encrypted one, far fewer in any text or damaged file
)


class Form(StrEnum):
    """What stands at a path."""

    NEW = "new"  # nothing yet
    PLAIN = "plain"
    ENCRYPTED = "encrypted"
    OTHER = "other"  # neither: damaged, or nobody's


def form(path: Path) -> Form:
    """What the file is. Raises OSError when it cannot be read."""
    try:
        with path.open("rb") as file:
            first = file.read(_PAGE)
    except FileNotFoundError:
        return Form.NEW
    if not first:
        return Form.NEW
    if first.startswith(_PLAIN):
        return Form.PLAIN
    is_mixed = len(set(first)) >= _RANDOM_ENOUGH and not first.startswith(_ARCHIVE)
    return Form.ENCRYPTED if is_mixed else Form.OTHER


def salt(path: Path) -> bytes:
    """The salt of an encrypted file. Raises OSError."""
    with path.open("rb") as file:
        return file.read(SALT_LENGTH)


def new_salt() -> bytes:
    """A salt for a file to come."""
    made = os.urandom(SALT_LENGTH)
    return made if not made.startswith(_ARCHIVE) else new_salt()


def derive(passphrase: str, of_salt: bytes) -> bytes:
    """The raw key (then its salt) of a passphrase: takes a tenth of a second on purpose. The same whatever the keyboard typed."""
    text = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return hashlib.pbkdf2_hmac("sha512", text, of_salt, ROUNDS, KEY_LENGTH) + of_salt


def fits(path: Path, raw: bytes) -> bool:
    """Whether this key opens that file: False too when its first page is damaged. Writes nothing. Raises the driver's other errors."""
    mode = "mode=ro" if path.with_name(path.name + "-wal").exists() else "immutable=1"
    connection = driver.connect(f"{path.absolute().as_uri()}?{mode}", timeout=1.0, uri=True, isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(keys.statement_for(raw))
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except driver.DatabaseError as error:
        if driver.is_damage(error):
            return False
        raise
    finally:
        connection.close()
    return True


def path_of(address: str) -> Path:
    """The file of a `file:` address."""
    return Path(url2pathname(urlsplit(address).path))
