"""The new base in the place of the former one: alone with it, in one rename. Called by services.restore_backup, once no desk is open.

Killed at any moment, the program finds the former base or the new one, both whole; a base that does not open is kept aside.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from datetime import datetime
from pathlib import Path
from typing import Final

from rgpd_desktop.basics import places, private_files
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.store import driver
from rgpd_desktop.store.database import BUSY_SECONDS, connect, side_files
from rgpd_desktop.store.restoring import Built

_TICK: Final = 0.05


def put_in_place(built: Built, base: Path) -> None:
    """The rename. No desk may be open in this process; raises Refusal, nothing changed, when another program has the base open, or when
    something was written in it since.

    A base that does not open is kept beside the backups, whole, under `donnees-abimees-…`.
    """
    try:
        if built.changes is None:
            _set_aside(base)
            _replace(built.path, base)
        else:
            connection = connect(f"{base.absolute().as_uri()}?mode=rw")
            try:
                _hold_alone(connection)
                if connection.execute("SELECT count FROM changes").fetchone()[0] != built.changes:
                    raise Refusal(
                        "Vos données ont changé pendant la préparation.",
                        "Rien n’a été modifié. Recommencez la restauration.",
                    )
                if os.name == "nt":  # an open file cannot be replaced there: closed an instant before
                    connection.close()
                _replace(built.path, base)
            finally:
                connection.close()
    except (OSError, driver.Error) as error:
        refusal = driver.refusal_for(error) if isinstance(error, driver.Error) else None
        raise refusal or Refusal(
            "La base restaurée n’a pas pu prendre sa place.",
            "Vos données sont comme avant. Vérifiez le disque et vos droits sur ce dossier, puis recommencez.",
        ) from None
    finally:
        with contextlib.suppress(OSError):
            built.path.unlink(missing_ok=True)


def _hold_alone(connection: driver.Connection) -> None:
    """Empties the journal into the file, which only succeeds when nobody else has it open, and keeps everybody out."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
            if connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0] == "delete":
                connection.execute("BEGIN EXCLUSIVE")
                connection.execute("COMMIT")  # the locking mode keeps the lock
                return
        except driver.Error as error:
            if not isinstance(driver.refusal_for(error), Refusal) or time.monotonic() > deadline:
                raise
        if time.monotonic() > deadline:
            raise Refusal(
                "Vos données sont ouvertes dans un autre programme.",
                "Rien n’a été modifié. Fermez-le, puis recommencez.",
            )
        time.sleep(_TICK)


def _set_aside(base: Path) -> None:
    """A base that does not open is not lost: somebody may still read it one day."""
    if not base.exists():
        return
    folder = places.backups_folder(base.parent)
    private_files.make_folder(folder)
    kept = folder / f"donnees-abimees-{datetime.now():%Y-%m-%d-%H%M%S}.sqlite"
    for ending in ("-wal", ""):  # the journal first: a new base may never find it beside
        left = base.with_name(base.name + ending)
        if left.exists():
            shutil.copyfile(left, kept.with_name(kept.name + ending))
            private_files.close_to_others(kept.with_name(kept.name + ending))
    for each in side_files(base):
        each.unlink(missing_ok=True)


def _replace(made: Path, base: Path) -> None:
    made.replace(base)
    private_files.sync_folder(base.parent)
    for each in side_files(base):
        each.unlink(missing_ok=True)
