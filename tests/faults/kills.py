"""Acts killed at a random moment, and what the next start then finds: all of before, or all of after."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rgpd_desktop.basics import places
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.services import edit_contacts, keep_backups, keep_register, keep_safe
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import contacts
from rgpd_desktop.store.database import SCHEMA_VERSION
from tests.faults import victim

ROOT = Path(__file__).resolve().parents[2]
OLD = ROOT / "tests" / "old_databases"
PATIENCE = 120.0  # seconds


@dataclass(frozen=True, slots=True)
class Scene:
    """An act on a data folder: how the folder is before, which act of `victim`, and what is wrong after it was killed ("" when nothing is).

    `judge` is given the open desk, the words the victim said, and whether it was done.
    """

    act: str
    prepare: Callable[[Path], None]
    judge: Callable[[Desk, list[str]], str]


@dataclass
class Tally:
    """How many kills of each act fell while it was under way, and once it was confirmed; what went wrong."""

    fell: Counter[tuple[str, str]] = field(default_factory=Counter)
    bad: list[str] = field(default_factory=list)


def people_stay(folder: Path) -> None:
    """A base with people who stay."""
    victim.import_file(folder, victim.write_list(folder.parent / "restent.csv", "Durand", victim.STAY))
    victim.write_list(folder.parent / "liste.csv", "Arrivant", victim.COME)


def people_leave(folder: Path) -> None:
    """The same, with those who will be deleted."""
    people_stay(folder)
    victim.import_file(folder, victim.write_list(folder.parent / "partent.csv", victim.MARK, victim.LEAVE))


def half_erased(folder: Path) -> None:
    """People deleted, whose traces were not cleaned yet."""
    people_leave(folder)
    with open_desk(folder, victim.TODAY) as desk, desk.database.writing("contacts"):
        from rgpd_desktop.rules.contact_query import ContactQuery  # noqa: PLC0415
        from rgpd_desktop.store import erasure  # noqa: PLC0415

        ids = contacts.ids_of(desk.database, ContactQuery(victim.MARK), desk.calendar, desk.rules, Ticket())
        erasure.erase(desk.database, ids, Ticket())


def of_version(version: int) -> Callable[[Path], None]:
    """A base that a former version wrote."""

    def prepare(folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(OLD / f"version-{version}.sqlite", folder / places.DATABASE_NAME)

    return prepare


def whole_import(desk: Desk, said: list[str]) -> str:
    """All of the list, or none of it."""
    many = contacts.total(desk.database)
    allowed = [victim.STAY + victim.COME] if "done" in said else [victim.STAY, victim.STAY + victim.COME]
    return "" if many in allowed else f"{many} people after an import cut short"


def gone_without_trace(desk: Desk, said: list[str]) -> str:
    """All who leave, and then no byte of them; or none."""
    many = contacts.total(desk.database)
    is_done = any(line.startswith("done") for line in said)
    if many == victim.STAY + victim.LEAVE and not is_done:
        return ""
    if many != victim.STAY:
        return f"{many} people after a deletion cut short"
    edit_contacts.finish_erasure(desk)
    return traces(desk.data)


def traces(folder: Path) -> str:
    """The files of the program that still hold the mark."""
    mark = victim.MARK.encode()
    holding = [path.name for path in folder.rglob("*") if path.is_file() and mark in path.read_bytes().lower()]
    return f"the mark is left in {', '.join(sorted(holding))}" if holding else ""


def migrated(desk: Desk, _said: list[str]) -> str:
    """The person of the former version is there."""
    version = desk.database.value("PRAGMA user_version")
    return "" if version == SCHEMA_VERSION and contacts.total(desk.database) == 1 else f"version {version}"


def sheets_kept(desk: Desk, said: list[str]) -> str:
    """What was said to be kept is."""
    there = {sheet.id for sheet in keep_register.sheets(desk)}
    lost = [line for line in said if line.startswith("kept ") and line.removeprefix("kept ") not in there]
    return f"{len(lost)} sheets lost" if lost else ""


SCENES: Mapping[str, Scene] = {
    "import": Scene("import", people_stay, whole_import),
    "delete": Scene("delete", people_leave, gone_without_trace),
    "scrub": Scene("opening", half_erased, gone_without_trace),
    "migration from 1": Scene("opening", of_version(1), migrated),
    "migration from 2": Scene("opening", of_version(2), migrated),
    "register": Scene("sheets", people_stay, sheets_kept),
}


def run(folder: Path, names: list[str], kills: int, seed: int, tell: Callable[[str], None] = lambda _: None) -> Tally:
    """Kills each act of `names` `kills` times, at moments spread over its whole length and a little beyond."""
    dice, tally = random.Random(seed), Tally()
    for name in names:
        scene, base = SCENES[name], folder / name.replace(" ", "-")
        base.mkdir(parents=True)
        scene.prepare(base / "data")
        length = _length(scene, base)
        for number in range(kills):
            delay = dice.random() * length * 1.05
            said = _kill(scene, base, delay)
            moment = "confirmed" if any(line.startswith("done") for line in said) else "under way"
            tally.fell[name, moment] += 1
            if wrong := _judge(scene, base / "killed", said):
                tally.bad.append(f"{name}, kill {number} after {delay:.3f} s: {wrong}")
        tell(f"{name}: {kills} kills over {length:.2f} s, " + _moments(tally, name))
        shutil.rmtree(base)
    return tally


def run_full(folder: Path, names: list[str], steps: int, tell: Callable[[str], None] = lambda _: None) -> Tally:
    """Each act of `names` on a disk that fills after some bytes (no file may grow beyond `n` kB, `steps` values of n): all, or nothing and
    a sentence."""
    tally = Tally()
    for name in names:
        scene, base = SCENES[name], folder / name.replace(" ", "-")
        base.mkdir(parents=True)
        scene.prepare(base / "data")
        largest = max(path.stat().st_size for path in (base / "data").rglob("*") if path.is_file())
        for step in range(steps):
            limit = int(largest * 2.2 * step / steps)
            said = _under_limit(scene, base, limit)
            end = next((each for each in ("done", "refused") if any(line.startswith(each) for line in said)), "died")
            tally.fell[name, end] += 1
            wrong = _judge(scene, base / "killed", said)
            if wrong or end == "died" or "refused without a remedy" in said:
                tally.bad.append(f"{name}, {limit} bytes: {end} {wrong}")
        tell(
            f"{name}, disk full: " + ", ".join(f"{tally.fell[name, end]} {end}" for end in ("done", "refused", "died"))
        )
        shutil.rmtree(base)
    return tally


def _under_limit(scene: Scene, base: Path, limit: int) -> list[str]:
    def settle() -> None:
        import resource  # noqa: PLC0415 - Unix only, in the child

        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    copy = base / "killed"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(base / "data", copy)
    command = [sys.executable, "-m", "tests.faults.victim", scene.act, str(copy)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, preexec_fn=settle, timeout=PATIENCE, check=False)
    return done.stdout.decode().split("\n")


def _moments(tally: Tally, name: str) -> str:
    return ", ".join(f"{tally.fell[name, moment]} {moment}" for moment in ("under way", "confirmed"))


def _length(scene: Scene, base: Path) -> float:
    """How long the act lasts when nobody kills it, from "ready" on."""
    victim_, start = _start(scene, base)
    assert victim_.stdout is not None
    said = []
    while not (said and said[-1].startswith("done")):
        line = victim_.stdout.readline().decode().strip()
        if not line:
            raise RuntimeError(f"{scene.act} fails by itself")
        said.append(line)
    length = time.monotonic() - start
    victim_.communicate(timeout=PATIENCE)
    if wrong := _judge(scene, base / "killed", said):
        raise RuntimeError(wrong)
    return length


def _kill(scene: Scene, base: Path, delay: float) -> list[str]:
    """Starts the act on a fresh copy, kills it `delay` seconds after it said "ready"; gives what it said after that."""
    victim_, _ = _start(scene, base)
    time.sleep(delay)
    victim_.send_signal(signal.SIGKILL)
    out, _ = victim_.communicate()
    return [line for line in out.decode().split("\n") if line]


def _start(scene: Scene, base: Path) -> tuple[subprocess.Popen[bytes], float]:
    copy = base / "killed"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(base / "data", copy)
    command = [sys.executable, "-m", "tests.faults.victim", scene.act, str(copy)]
    started = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, bufsize=0)
    assert started.stdout is not None
    if started.stdout.readline().strip() != b"ready":
        raise RuntimeError(f"{scene.act} does not begin")
    return started, time.monotonic()


def _judge(scene: Scene, folder: Path, said: list[str]) -> str:
    """What the next start finds wrong."""
    with open_desk(folder, victim.TODAY) as desk:
        wrong = scene.judge(desk, said) or "; ".join(keep_safe.check(desk, Ticket()))
        keep_backups.tidy(desk)  # as the window does after its start
    left = [path.name for path in folder.rglob("*.partial")]
    return wrong or (f"half written: {', '.join(left)}" if left else "")
