"""The passphrase of the data: set, changed, removed, given; and the key that this process holds. Called by the window and rgpd.

The key never leaves the memory of the process, but for the system's keychain when the person asked for it and the recovery sheet when
they print it. Nothing here opens a Desk but `finish`: a conversion must be alone with the file.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeAlias

from rgpd_desktop.basics import french, places, private_files
from rgpd_desktop.basics.problems import Locked, Refusal, WrongPassphrase
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules import recovery_code
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import attempts, backup_folders, backups, cipher, journal, keychain, keys, preferences, recrypt
from rgpd_desktop.store.database import Database, translated

Form: TypeAlias = cipher.Form  # what a folder holds
LOCK_MINUTES: Final = "lock_minutes"  # the name under which Réglages keeps the delay; 0: never
LOCK_CHOICES: Final = (5, 15, 30, 0)
DEFAULT_MINUTES: Final = 15
# The keys that copies may still have, until all have changed: hexadecimal, or "plain", one a line. A folder may be away for long.
_FORMER: Final = "former_key"
_PLAIN: Final = "plain"
_TOUCH: Final = "Vos données n’ont pas été touchées."


@dataclass(frozen=True, slots=True)
class Recrypted:
    """What became of the copies of the data: how many changed key, how many could not, how many of their folders are not there."""

    done: int = 0
    left: int = 0
    away: int = 0


# What the data are


def form(data: Path) -> Form:
    """What the folder `data` holds: nothing yet, plain data, encrypted data, or a file that is neither. Raises Refusal."""
    try:
        return cipher.form(_path(data))
    except OSError:
        raise _unreadable() from None


def is_locked(data: Path) -> bool:
    """Whether the data are encrypted and this process does not hold their key."""
    return form(data) is Form.ENCRYPTED and not _is_held(data)


def sweep(data: Path) -> None:
    """Once, before the data are opened: what was left half done is overwritten and removed, what others could read is closed."""
    recrypt.sweep(_path(data))
    for copy in _copies(data):
        recrypt.sweep(copy)
    with suppress(OSError):
        for left in sorted(places.temporary_folder(data).rglob("*"), reverse=True):
            if left.is_dir() and not left.is_symlink():
                left.rmdir()
            else:
                private_files.wipe(left)
    for folder in (places.backups_folder(data), places.logs_folder(data), places.temporary_folder(data)):
        for each in (folder, *folder.glob("*")):
            private_files.close_to_others(each)


# Opening


def unlock(data: Path, passphrase: str) -> None:
    """Holds the key that this passphrase makes. Raises WrongPassphrase, told how long to wait; Refusal when the file cannot be read."""
    keys.hold(_tried(data, lambda salt: cipher.derive(passphrase, salt)))


def unlock_with_code(data: Path, code: str) -> None:
    """Holds the key of a recovery sheet. Raises WrongPassphrase, which says which group is not well copied."""
    try:
        key = recovery_code.key_of(code)
    except recovery_code.BadCode as bad:
        if bad.group:
            sentence = f"Le groupe {bad.group} n’est pas bien recopié."
        else:
            sentence = f"Ce code n’est pas complet : {recovery_code.GROUPS} groupes de {recovery_code.GROUP} signes."
        raise WrongPassphrase(sentence, "Comparez-le avec votre fiche de secours.") from None
    keys.hold(_tried(data, lambda salt: key + salt, is_code=True))


def unlock_from_keychain(data: Path) -> bool:
    """Holds the key remembered on this computer; False when none opens the file. May wait for the system to ask the person."""
    if form(data) is not Form.ENCRYPTED:
        return False
    raw = keychain.recall(_salt(data))
    if raw is None or not _fits(data, raw):
        return False
    keys.hold(raw)
    return True


def lock() -> None:
    """Forgets the key: nothing opens any more in this process until it is given again."""
    keys.hold(None)


def check(data: Path, passphrase: str) -> None:
    """Whether it is really the owner who asks to change or print something. Raises WrongPassphrase."""
    raw = _tried(data, lambda salt: cipher.derive(passphrase, salt))
    if not hmac.compare_digest(raw, keys.held() or b""):
        raise Locked


# Setting, changing, removing


def begin(data: Path, passphrase: str) -> None:
    """Before data exist: they will be created encrypted, and never be plain."""
    if form(data) is not Form.NEW:
        raise Refusal("Il y a déjà des données dans ce dossier.", "Rien n’a été modifié.")
    keys.hold(cipher.derive(passphrase, cipher.new_salt()))


def protect(data: Path, passphrase: str, ticket: Ticket) -> Recrypted:
    """Encrypts plain data, or gives encrypted ones another passphrase; then their copies. Raises Refusal, everything as before.

    No desk may be open. The recovery sheet printed before no longer works.
    """
    former = _former(data)
    new = cipher.derive(passphrase, cipher.new_salt())
    return _convert(data, former, new, "encrypted" if former is None else "passphrase_changed", ticket)


def unprotect(data: Path, ticket: Ticket) -> Recrypted:
    """Makes encrypted data plain again, and their copies. No desk may be open. Raises Refusal, everything as before."""
    former = _former(data)
    if former is None:
        raise Refusal("Vos données ne sont pas protégées par une phrase de passe.", "Rien n’a été modifié.")
    return _convert(data, former, None, "decrypted", ticket)


def recrypt_copies(
    copies: Iterable[Path], former: Sequence[bytes | None], new: bytes | None, ticket: Ticket
) -> Recrypted:
    """Gives the copies that one of `former` opens the key `new` (None: plain). A copy that cannot stays as it is, and is counted."""
    done = left = 0
    for copy in copies:
        ticket.step(done + left)
        try:
            if cipher.form(copy) not in (Form.PLAIN, Form.ENCRYPTED) or _is_of(copy, new):
                continue
            its_own = [raw for raw in former if _is_of(copy, raw)]
            if not its_own:
                left += 1
                continue
            recrypt.recrypt(copy, its_own[0], new)
            done += 1
        except (Refusal, OSError):
            left += 1
    return Recrypted(done, left)


def finish(desk: Desk, ticket: Ticket) -> Recrypted:
    """What conversions left to do on the copies: cut short, or in a folder that was away. Nothing when nothing is left."""
    kept = preferences.read(desk.database, _FORMER).split()
    if not kept:
        return Recrypted()
    former = [None if each == _PLAIN else bytes.fromhex(each) for each in kept]
    found = recrypt_copies(backups.own_files(desk.database), former, keys.held(), ticket)
    away = backup_folders.absent_folders(desk.database)
    if not away:
        preferences.write(desk.database, _FORMER, "")
    return replace(found, away=away)


# Remembering, and the sheet


def has_keychain() -> bool:
    """Whether the key can be remembered on this computer. May take a moment."""
    return keychain.is_there()


def is_remembered(data: Path) -> bool:
    """Whether this computer remembers the key of the data."""
    return form(data) is Form.ENCRYPTED and keychain.recall(_salt(data)) is not None


def remember(data: Path, is_wanted: bool) -> bool:
    """Remembers the key held, or forgets it. False when the keychain would not."""
    raw = keys.held()
    if is_wanted and raw is not None:
        return keychain.remember(raw, raw[cipher.KEY_LENGTH :])
    if form(data) is Form.ENCRYPTED:
        keychain.forget(_salt(data))
    return True


def recovery_groups() -> tuple[str, ...]:
    """The code of the recovery sheet of the key held. Raises Locked."""
    raw = keys.held()
    if raw is None:
        raise Locked
    return recovery_code.groups_of(raw[: cipher.KEY_LENGTH])


def lock_minutes(desk: Desk) -> int:
    """After how many minutes without a gesture the program locks itself; 0 never."""
    kept = preferences.read(desk.database, LOCK_MINUTES)
    return int(kept) if kept in {str(choice) for choice in LOCK_CHOICES} else DEFAULT_MINUTES


def set_lock_minutes(desk: Desk, minutes: int) -> None:
    """Keeps that choice."""
    preferences.write(desk.database, LOCK_MINUTES, str(minutes))


# Inside


def _convert(data: Path, former: bytes | None, new: bytes | None, event: str, ticket: Ticket) -> Recrypted:
    was_remembered = former is not None and keychain.recall(former[cipher.KEY_LENGTH :]) is not None

    def note(database: Database) -> None:
        with database.writing("journal", "preferences"):
            journal.record(database, event, {})
            spelled = _PLAIN if former is None else former.hex()
            still = [each for each in preferences.read(database, _FORMER).split() if each != spelled]
            preferences.write(database, _FORMER, "\n".join((spelled, *still)))

    ticket.step(0)
    recrypt.recrypt(_path(data), former, new, note)
    keys.hold(new)
    attempts.succeeded(data)
    if former is not None:
        keychain.forget(former[cipher.KEY_LENGTH :])
    if was_remembered and new is not None:
        keychain.remember(new, new[cipher.KEY_LENGTH :])
    with open_desk(data) as desk:
        return finish(desk, ticket)


def _tried(data: Path, make: Callable[[bytes], bytes], *, is_code: bool = False) -> bytes:
    """The raw key, when it opens the file; the tries are counted."""
    if form(data) is not Form.ENCRYPTED:
        raise Refusal("Vos données ne sont pas protégées par une phrase de passe.", _TOUCH)
    wait = attempts.wait_left(data)
    if wait:
        seconds = french.counted(wait, "seconde")
        raise WrongPassphrase(f"Attendez encore {seconds} avant un nouvel essai.", _TOUCH, wait)
    raw = make(_salt(data))
    if not _fits(data, raw):
        what = "Ce code n’ouvre pas vos données" if is_code else "Ce n’est pas la bonne phrase de passe"
        why = (
            "la phrase de passe a peut-être changé depuis" if is_code else "vérifiez la touche Majuscule et le clavier"
        )
        raise WrongPassphrase(
            f"{what} : {why}.",
            f"{_TOUCH} Si vous êtes certain de vous, le fichier est peut-être abîmé : rétablissez une sauvegarde.",
            attempts.failed(data),
        )
    attempts.succeeded(data)
    return raw


def _fits(data: Path, raw: bytes) -> bool:
    try:
        with translated():
            return cipher.fits(_path(data), raw)
    except OSError:
        raise _unreadable() from None


def _former(data: Path) -> bytes | None:
    """The key of the data as they are. Raises Locked when it is not held."""
    if form(data) is Form.PLAIN:
        return None
    if not _is_held(data):
        raise Locked
    return keys.held()


def _is_held(data: Path) -> bool:
    raw = keys.held()
    return raw is not None and raw[cipher.KEY_LENGTH :] == _salt(data)


def _is_of(copy: Path, raw: bytes | None) -> bool:
    """Whether that key (None: no key) is the one of this copy."""
    is_plain = cipher.form(copy) is Form.PLAIN
    return is_plain if raw is None else not is_plain and cipher.fits(copy, raw)


def _copies(data: Path) -> Iterator[Path]:
    """The copies that can be seen while the base is closed, in whatever folder they went."""
    for path in backups.files(backup_folders.folders_without_base(data)):
        with suppress(OSError):
            if cipher.form(path) in (Form.PLAIN, Form.ENCRYPTED):
                yield path


def _salt(data: Path) -> bytes:
    try:
        return cipher.salt(_path(data))
    except OSError:
        raise _unreadable() from None


def _path(data: Path) -> Path:
    return data / places.DATABASE_NAME


def _unreadable() -> Refusal:
    return Refusal(
        "Le fichier de vos données n’est pas lisible.",
        "Il n’a pas été touché. Vérifiez que son dossier existe et que vous avez le droit de le lire.",
    )
