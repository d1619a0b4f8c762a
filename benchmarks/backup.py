"""A backup of a million made-up contacts, verified, beside SQLite's own online backup of the same base, in the same run.

`python benchmarks/backup.py [--people N] [--encrypted]`. The base is the one of million.py. Prints seconds and ratios; exit 1 when a backup
verified takes more than ten times the bare copy.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

import million  # noqa: E402

from rgpd_desktop.basics.ticket import Ticket  # noqa: E402
from rgpd_desktop.rules.contact_query import ContactQuery  # noqa: E402
from rgpd_desktop.services import browse_contacts  # noqa: E402
from rgpd_desktop.services.desk import Desk, open_desk  # noqa: E402
from rgpd_desktop.store import backups, copy_file, driver, erasure, keys, restoring, side_file  # noqa: E402
from rgpd_desktop.store.copy_file import Why  # noqa: E402

MOST = 10.0


def seconds(work: object) -> float:
    start = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - start


def online(desk: Desk, target: Path) -> None:
    """What one would do otherwise: the copy, on the disk, nothing read again."""
    target.unlink(missing_ok=True)
    other = driver.connect(str(target))
    if (key := keys.statement()) is not None:
        other.execute(key)
    desk.database.connection.backup(other)
    other.close()
    with target.open("rb") as file:
        os.fsync(file.fileno())


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--encrypted", action="store_true")
    words = parser.parse_args()
    if words.encrypted:
        keys.hold(bytes(range(48)))
    folder = Path(tempfile.gettempdir()) / f"rgpd-desktop-backup-{words.people}{'-closed' * words.encrypted}"
    if not (folder / "built").exists():
        million.build(folder, words.people)
    million.warm(folder)
    with open_desk(folder, million.TODAY) as desk:
        bare = folder / "bare.sqlite"
        target = folder / "sauvegardes" / "banc.rgpd"
        pairs = [
            (
                seconds(lambda: online(desk, bare)),
                seconds(lambda: copy_file.write(desk.database, target, Why.ASKED, Ticket())),
            )
            for _ in range(3)
        ]
        bare.unlink()
        copied, made = (sorted(each)[1] for each in zip(*pairs, strict=True))
        checked = seconds(lambda: copy_file.verify(target, Ticket()))
        size = target.stat().st_size / 1e6
        print(f"{words.people} people, {size:.0f} MB, {'encrypted' if words.encrypted else 'plain'}")
        print(f"online backup, not read again   {copied:6.2f} s   1.0")
        print(f"backup, verified                {made:6.2f} s   {made / copied:.1f}")
        print(f"  of which verification         {checked:6.2f} s   {checked / copied:.1f}")
        ids = list(browse_contacts.ids(desk, ContactQuery(), Ticket())[:1_000])
        erasure.erase(desk.database, ids, Ticket())
        forgotten = seconds(lambda: print("                               ", backups.forget_erased(desk.database)))
        print(f"rewritten without 1 000 people  {forgotten:6.2f} s   {forgotten / copied:.1f}")
        told = restoring.since(side_file.house_of(desk.database), [folder / "sauvegardes"], desk.database)
        built = seconds(
            lambda: restoring.build(target, desk.database.path, told, desk.database, desk.starts, None, Ticket())
        )
        print(f"restored (built, verified)      {built:6.2f} s   {built / copied:.1f}")
        restoring.sweep(desk.database.path)
        target.unlink(missing_ok=True)
    return 0 if made / copied <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
