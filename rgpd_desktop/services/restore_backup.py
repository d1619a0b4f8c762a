"""Coming back to a backup: looked at first, the present state saved, every erasure and refusal since played again, then one rename.

Two steps, because nobody may have the data open at the second: `prepare` (long, may be cancelled) then `take_place` (an instant). Called
by the window and rgpd, also on a new computer and when the present base is lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rgpd_desktop.basics import french, places
from rgpd_desktop.basics.problems import Damaged, Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.content import people
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import (
    backup_folders,
    backups,
    contacts,
    copy_file,
    keys,
    opposition,
    replacing,
    replays,
    restoring,
    side_file,
)
from rgpd_desktop.store.copy_file import Facts, Why
from rgpd_desktop.store.database import SCHEMA_VERSION, Database
from rgpd_desktop.store.restoring import Built as Built


@dataclass(frozen=True, slots=True)
class Preview:
    """What a backup holds and what will be played on it. `is_same_house` False: it comes from another installation; `is_told` False: no
    trace was found of what happened since, because the present base is lost and no side file is there."""

    path: Path
    made_at: datetime
    contacts: int
    sheets: int
    is_encrypted: bool
    erased_since: int
    opposed_since: int
    is_same_house: bool
    is_told: bool


def is_closed(path: Path) -> bool:
    """Whether the backup is encrypted and the key held does not open it: its passphrase is needed. Raises Refusal when it is not there."""
    return _is_closed(path) and copy_file.read(path) is None


def key_of(path: Path, passphrase: str) -> bytes:
    """The key that this passphrase makes of that backup. Raises Refusal when it does not open it."""
    try:
        raw = copy_file.key_of(path, passphrase)
    except OSError:
        raise restoring.unreadable() from None
    if copy_file.read(path, raw) is None:
        raise Refusal(
            "Cette phrase de passe n’ouvre pas cette sauvegarde.",
            "Rien n’a été modifié. Vérifiez-la, puis recommencez.",
        )
    return raw


def look(data: Path, path: Path, desk: Desk | None = None, key: bytes | None = None) -> Preview:
    """What is in the backup `path`. `desk` is None when the present base does not open. Raises Refusal when it is no backup of ours."""
    facts = _facts(path, key)
    with _Present(data, desk) as present:
        house = side_file.house_of(present) if present is not None else facts.house
        told = restoring.since(facts.house, _where(data, path, desk), present)
    replayed = restoring.would_replay(path, told.lines, key)
    is_same_house = house == facts.house
    is_known = is_same_house and (
        desk is not None or (data / places.DATABASE_NAME).exists()
    )  # else the side file alone speaks
    return Preview(
        path, facts.made_at, facts.contacts, facts.sheets, facts.is_encrypted, replayed.erased, replayed.opposed,
        is_same_house=is_same_house, is_told=is_known or bool(told.lines),
    )  # fmt: skip


def prepare(data: Path, path: Path, ticket: Ticket, desk: Desk | None = None, key: bytes | None = None) -> Built:
    """Saves the present state, then builds the new base beside it. Nothing of the present one changes. Raises Cancelled or Refusal.

    Refuses a backup of another installation when the present data hold an opposition list or people: its refusals could not follow.
    """
    facts = _facts(path, key)
    base = data / places.DATABASE_NAME
    restoring.sweep(base)
    starts = {kind.id: kind.rule.starts for kind in people.load_kinds()}
    if desk is not None:
        _refuse_foreign(desk, facts)
        starts = desk.starts
        backups.sync_side_files(desk.database, thorough=True)
        if contacts.total(desk.database) or desk.database.change_count > 1:
            backups.make(desk.database, Why.RESTORE, ticket)
        told = restoring.since(facts.house, _where(data, path, desk), desk.database)
        return restoring.build(path, base, told, desk.database, starts, key, ticket)
    with _Present(data, None) as lost:
        told = restoring.since(facts.house, _where(data, path, None), lost)
    return restoring.build(path, base, told, None, starts, key, ticket)


def take_place(data: Path, built: Built) -> int:
    """Puts the new base in place of the present one, then the files that came with it; returns how many contacts it holds.

    No desk may be open in this process. Raises Refusal, the present base as it was, when another program has it open or wrote in it.
    """
    replacing.put_in_place(built, data / places.DATABASE_NAME)
    keys.hold(built.key)
    with open_desk(data) as desk:
        restoring.put_files_back(desk.database)
        backups.sync_side_files(desk.database, thorough=True)
        return contacts.total(desk.database)


def last_good(data: Path) -> Preview | None:
    """The newest backup that opens, for a base that does not."""
    found = [
        (facts.made_at, path)
        for path in backups.files(backup_folders.folders_without_base(data))
        if (facts := copy_file.read(path)) is not None and facts.schema <= SCHEMA_VERSION
    ]
    for _, path in sorted(found, reverse=True):
        try:
            copy_file.check(path, Ticket())
            return look(data, path)
        except Refusal:
            continue
    return None


def preview_lines(seen: Preview) -> list[str]:
    """What the person reads before a restore: what is in the backup, and what will be played again."""
    closed = "protégée par une phrase de passe" if seen.is_encrypted else "non chiffrée"
    lines = [f"{moment(seen)} : {counts_words(seen.contacts, seen.sheets)}, {closed}."]
    if not seen.is_same_house:
        lines.append("Elle vient d’une autre installation de RGPD Desktop.")
    told = []
    if seen.erased_since:
        told.append(french.counted(seen.erased_since, "effacement"))
    if seen.opposed_since:
        told.append(french.counted(seen.opposed_since, "changement d’opposition", "changements d’opposition"))
    if told:
        is_one = seen.erased_since + seen.opposed_since == 1
        done = "fait depuis sera rejoué" if is_one else "faits depuis seront rejoués"
        lines.append(f"{french.joined(told)} {done} : personne ne revient.")
    elif seen.is_told:
        lines.append("Personne n’a été effacé ni ne s’est opposé depuis.")
    else:
        lines.append(
            "Aucune trace de ce qui s’est passé depuis : les personnes effacées après cette date seront à effacer de nouveau."
        )
    return lines


def counts_words(contacts: int, sheets: int) -> str:
    """`1 213 contacts, 4 fiches de registre`; nothing is said of the register when it is empty."""
    told = [french.counted(contacts, "contact")]
    return ", ".join([*told, french.counted(sheets, "fiche de registre", "fiches de registre")] if sheets else told)


def moment(seen: Preview) -> str:
    """« Sauvegarde du 26/11/2026 à 08:14 »."""
    return f"Sauvegarde du {french.day(seen.made_at.date())} à {seen.made_at:%H:%M}"


def with_way_back(data: Path, damaged: Damaged) -> Refusal:
    """The refusal of a base that does not open, with the command that brings its last good backup back."""
    found = last_good(data)
    if found is None:
        return damaged
    day = f"{french.day(found.made_at.date())} à {found.made_at:%H:%M}"
    command = f'rgpd restore "{found.path}"'
    return Refusal(damaged.sentence, f"Il n’a pas été touché. Pour revenir à la sauvegarde du {day} : {command}")


def _refuse_foreign(desk: Desk, facts: Facts) -> None:
    if facts.house == side_file.house_of(desk.database):
        return
    if opposition.count(desk.database) or replays.last(desk.database):
        raise Refusal(
            "Cette sauvegarde vient d’une autre installation : votre liste d’opposition ne pourrait pas la suivre.",
            "Rien n’a été modifié. Ouvrez-la dans un dossier de données à elle (rgpd-desktop --data DOSSIER).",
        )


def _facts(path: Path, key: bytes | None) -> Facts:
    facts = copy_file.read(path, key)
    if facts is None:
        raise restoring.unreadable()
    if facts.schema > SCHEMA_VERSION:
        raise Refusal(
            "Cette sauvegarde a été faite par une version plus récente de RGPD Desktop.",
            "Rien n’a été modifié. Installez la dernière version du programme pour la restaurer.",
        )
    return facts


def _is_closed(path: Path) -> bool:
    try:
        return copy_file.is_encrypted(path)
    except OSError:
        raise Refusal("Cette sauvegarde n’est pas là.", "Rien n’a été modifié. Choisissez-en une autre.") from None


def _where(data: Path, path: Path, desk: Desk | None) -> list[Path]:
    """The folders whose side file may know something: those of the backups, and the one the backup is in."""
    known = backup_folders.folders(desk.database) if desk is not None else backup_folders.folders_without_base(data)
    return list(dict.fromkeys((*known, path.absolute().parent)))


class _Present:
    """The present base for reading: the desk's, else what a damaged one still says, closed after."""

    def __init__(self, data: Path, desk: Desk | None) -> None:
        self._base, self._desk = data / places.DATABASE_NAME, desk
        self._lost: Database | None = None

    def __enter__(self) -> Database | None:
        if self._desk is not None:
            return self._desk.database
        if self._base.exists():
            self._lost = restoring.damaged_base(self._base)
        return self._lost

    def __exit__(self, *_: object) -> None:
        if self._lost is not None:
            self._lost.close()
