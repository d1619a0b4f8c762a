"""The small file beside the backups: every line of `replays`, so that a copy that comes back is told of them even when the base is lost.

One JSON object a line, each with its own checksum; only appended, on the disk before anything else goes on. A torn or altered line is
passed over. It holds keyed fingerprints, days and numbers, never a person. Two installations may share it: each line says whose it is.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Final

from rgpd_desktop.basics import private_files
from rgpd_desktop.store import copy_file, opposition, replays
from rgpd_desktop.store.database import Database
from rgpd_desktop.store.replays import Replay, Told

NAME: Final = "effacements.jsonl"
NUMBERS: Final = "numbers"  # the last number given in each table: none may be given twice
FOLDERS: Final = "folders"  # where the backups go, for when the base that knew is lost
COPY: Final = "copy"  # a backup made: its name
FLOOR: Final = "floor"  # the lines up to that number were taken out
PRUNED_FROM: Final = 4_000_000  # bytes: below, nothing is taken out
_TAIL: Final = 65_536
_TOLD: Final = frozenset(each.value for each in Told)


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `number` is 0 for what is not in `replays`."""

    house: str
    what: str
    number: int = 0
    mark: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)
    at: str = ""


def house_of(database: Database) -> str:
    """What stands for the installation of this database."""
    return copy_file.house(opposition.key(database))


def sync(database: Database, folder: Path, *, thorough: bool = False) -> bool:
    """Appends what the file in `folder` lacks of this database's lines; `thorough` looks for a line lost in the middle too.

    False when there was nothing to add. Makes no file as long as nobody was erased and nobody said no. Raises OSError.
    """
    path, house, last = folder / NAME, house_of(database), replays.last(database)
    if not last or (not thorough and _last_number(path, house) >= last):
        return False
    known = read(path, house)
    floor = max((line.number for line in known if line.what == FLOOR), default=0)
    there = {(line.number, line.mark, line.what) for line in known}
    missing = [line for line in replays.lines(database, floor) if (line.number, line.mark, line.what) not in there]
    added = [Line(house, line.what.value, line.number, line.mark, line.detail, line.at) for line in missing]
    numbers = sequences(database)
    if numbers != next((dict(line.detail) for line in reversed(known) if line.what == NUMBERS), None):
        added.insert(0, Line(house, NUMBERS, detail=numbers))
    append(path, added)
    return bool(added)


def sequences(database: Database) -> dict[str, int]:
    """The last number given in each table that never gives one twice."""
    return {str(name): int(seq) for name, seq in database.rows("SELECT name, seq FROM sqlite_sequence ORDER BY name")}


def append(path: Path, lines: Iterable[Line]) -> None:
    """Adds whole lines, on the disk when it returns; a torn end is closed first. Raises OSError."""
    text = "".join(_spell(line) + "\n" for line in lines)
    if not text:
        return
    private_files.make_folder(path.parent)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, private_files.FILE_MODE)
    with os.fdopen(handle, "r+b") as file:
        end = file.seek(0, os.SEEK_END)
        file.seek(max(0, end - 1))
        torn = bool(end) and file.read(1) != b"\n"
        file.write(b"\n" * torn + text.encode())
        file.flush()
        os.fsync(file.fileno())
    private_files.sync_folder(path.parent)


def read(path: Path, house: str | None = None) -> list[Line]:
    """The whole lines of that installation (None: of all), in the order written; none when there is no file. Raises OSError."""
    try:
        with path.open("rb") as file:
            return [line for line in map(_parse, file) if line is not None and house in (None, line.house)]
    except FileNotFoundError:
        return []


def told(lines: Iterable[Line]) -> Iterator[Replay]:
    """Those of them that are lines of `replays`."""
    for line in lines:
        if line.what in _TOLD:
            detail = {name: str(value) for name, value in line.detail.items()}
            yield Replay(line.number, Told(line.what), line.mark, detail, line.at)


def numbers(lines: Iterable[Line]) -> dict[str, int]:
    """The highest number known to be given in each table."""
    found: dict[str, int] = {}
    for line in lines:
        if line.what == NUMBERS:
            for name, value in line.detail.items():
                if isinstance(value, int):
                    found[name] = max(value, found.get(name, 0))
        elif line.what in _TOLD or line.what == FLOOR:
            found["replays"] = max(line.number, found.get("replays", 0))
    return found


def prune(path: Path, house: str, before: int, larger_than: int = PRUNED_FROM) -> bool:
    """Takes out the lines that every backup kept already knows (up to number `before`), when the file has grown large. Raises OSError."""
    if not path.exists() or path.stat().st_size <= larger_than:
        return False
    lines = read(path)
    gone = {number for number, line in enumerate(lines) if line.house == house and 0 < line.number <= before}
    gone |= {number for number, line in enumerate(lines) if line.house == house and line.what == FLOOR}
    last = max(
        (number for number, line in enumerate(lines) if line.house == house and line.what == NUMBERS), default=-1
    )
    gone |= {
        number for number, line in enumerate(lines) if line.house == house and line.what == NUMBERS and number != last
    }
    kept = [line for number, line in enumerate(lines) if number not in gone]
    text = "".join(_spell(line) + "\n" for line in [*kept, Line(house, FLOOR, before)])
    private_files.write_whole(path, text)
    private_files.sync_folder(path.parent)
    return True


def _last_number(path: Path, house: str) -> int:
    """The number of the last line of `replays` of that installation near the end of the file, 0 when there is none."""
    try:
        with path.open("rb") as file:
            end = file.seek(0, os.SEEK_END)
            file.seek(max(0, end - _TAIL))
            lines = [_parse(piece) for piece in file.read().split(b"\n")]
    except FileNotFoundError:
        return 0
    return max((line.number for line in lines if line and line.house == house and line.what in _TOLD), default=0)


def _spell(line: Line) -> str:
    at = line.at or datetime.now(UTC).isoformat(timespec="seconds")
    kept = {
        "of": line.house,
        "what": line.what,
        "n": line.number,
        "mark": line.mark,
        "detail": dict(line.detail),
        "at": at,
    }
    return json.dumps({**kept, "sum": _sum(kept)}, ensure_ascii=False)


def _parse(piece: bytes) -> Line | None:
    try:
        kept = json.loads(piece)
        if kept.pop("sum") != _sum(kept):
            return None
        return Line(kept["of"], kept["what"], kept["n"], kept["mark"], kept["detail"], kept["at"])
    except (ValueError, KeyError, AttributeError, TypeError):
        return None


def _sum(kept: Mapping[str, object]) -> str:
    return blake2b(json.dumps(kept, sort_keys=True).encode(), digest_size=8).hexdigest()
