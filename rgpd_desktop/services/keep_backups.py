"""The backups: made each day when something changed, on demand, listed, removed; where they go. Called by the window and rgpd."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from rgpd_desktop.basics import french, private_files
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.store import backup_folders, backups, copy_file, preferences, restoring
from rgpd_desktop.store.backups import Backup
from rgpd_desktop.store.copy_file import Why

ENDING: Final = copy_file.ENDING
_WHY: Final = {
    Why.DAILY: "automatique",
    Why.ASKED: "à votre demande",
    Why.MIGRATION: "avant une mise à jour",
    Why.RESTORE: "avant une restauration",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """One backup as it is shown. `is_readable` False: it does not open (damaged, or another passphrase)."""

    path: Path
    made_at: datetime | None
    why: str
    contacts: int
    sheets: int
    size: int
    is_encrypted: bool
    is_readable: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """What the card shows: the folder and whether it is there, the backups (the newest first), what happens to them at an erasure."""

    folder: Path
    is_default: bool
    is_absent: bool
    kept: tuple[Kept, ...]
    is_rewriting: bool


def overview(desk: Desk) -> Overview:
    """Where the backups are and what they hold."""
    folder = backup_folders.chosen_folder(desk.database)
    return Overview(
        folder=folder,
        is_default=folder == backup_folders.default_folder(desk.database),
        is_absent=not folder.is_dir() and folder != backup_folders.default_folder(desk.database),
        kept=tuple(_kept(each) for each in backups.find(desk.database)),
        is_rewriting=preferences.read(desk.database, backups.WHEN_ERASING, backups.REWRITE) == backups.REWRITE,
    )


def last_words(desk: Desk) -> str:
    """« Dernière sauvegarde : aujourd’hui 08:14 », or that there is none yet."""
    made = [each.facts.made_at for each in backups.find(desk.database) if each.facts is not None]
    if not made:
        return french.spaced("Pas encore de sauvegarde")
    return french.spaced(f"Dernière sauvegarde : {moment(max(made), desk)}")


def moment(at: datetime, desk: Desk) -> str:
    """`aujourd’hui 08:14`, `hier 17:02`, `le 23/11/2026 08:14`."""
    days = (desk.today - at.date()).days
    day = {0: "aujourd’hui", 1: "hier"}.get(days, f"le {french.day(at.date())}")
    return f"{day}{french.HARD}{at:%H:%M}"


def back_up(desk: Desk, ticket: Ticket) -> Kept:
    """Makes one now, in the chosen folder (beside the data when that one is gone). Raises Cancelled or Refusal."""
    return _kept(backups.make(desk.database, Why.ASKED, ticket))


def back_up_if_due(desk: Desk, ticket: Ticket) -> Kept | None:
    """The backup of the day, when something changed since the last one; None when none is due. Raises Cancelled or Refusal."""
    if not backups.is_due(desk.database, desk.today.isoformat()):
        return None
    return _kept(backups.make(desk.database, Why.DAILY, ticket))


def tidy(desk: Desk) -> None:
    """Once after the start: what was cut short goes, the files of a restored backup come back, and what waited for a folder to be there is
    done: people erased since leave the backups it holds. Raises Refusal when a file cannot be removed or written."""
    backups.sweep(desk.database)
    restoring.sweep(desk.database.path)
    restoring.put_files_back(desk.database)
    backups.forget_erased(desk.database)


def copy_to(desk: Desk, path: Path, ticket: Ticket) -> Kept:
    """Makes a backup where the person said: to take away, or to move to another computer. It is not among those looked after.

    Raises Cancelled or Refusal, with what was there left as it was.
    """
    if path.resolve() == desk.database.path.resolve():
        raise Refusal("Ce fichier est celui de vos données.", "Rien n’a été écrit. Choisissez un autre nom.")
    backups.sync_side_files(desk.database, thorough=True)
    facts = copy_file.write(desk.database, path, Why.ASKED, ticket)
    backups.note_taken_away(desk.database, facts)
    return _kept(Backup(path, facts))


def remove(desk: Desk, path: Path) -> None:
    """Removes one of the backups. Raises Refusal when it is none, or when the system keeps it."""
    backups.remove(desk.database, path)


def choose_folder(desk: Desk, folder: Path) -> None:
    """Backups go there from now on; those made elsewhere stay where they are. Raises Refusal when nothing can be written there."""
    try:
        private_files.make_folder(folder)
        probe = folder / f".rgpd{copy_file.PARTIAL}"
        private_files.make_file(probe)
        probe.unlink()
    except OSError:
        raise Refusal(
            "Ce dossier ne peut pas recevoir de sauvegardes.", "Rien n’a été modifié. Choisissez-en un autre."
        ) from None
    backup_folders.choose_folder(desk.database, folder)


def set_rewriting(desk: Desk, is_rewriting: bool) -> None:
    """Whether backups are rewritten without the people erased, or dropped."""
    preferences.write(desk.database, backups.WHEN_ERASING, backups.REWRITE if is_rewriting else backups.DROP)


def _kept(backup: Backup) -> Kept:
    facts = backup.facts
    size = backup.path.stat().st_size if backup.path.exists() else 0
    if facts is None:
        return Kept(backup.path, None, "illisible", 0, 0, size, is_encrypted=False, is_readable=False)
    return Kept(
        backup.path, facts.made_at, _WHY[facts.why], facts.contacts, facts.sheets, size,
        is_encrypted=facts.is_encrypted, is_readable=True,
    )  # fmt: skip
