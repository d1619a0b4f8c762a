"""Telling a copy what happened since: who was erased goes from it, who said no is opposed in it. Called by backups and restoring.

A line is played when the copy does not have it yet, whatever its number: the copy then has it. Somebody who came back under a new number
after their erasure is not touched, for a number is never given twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules import identity
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.retention import Starts
from rgpd_desktop.store import contacts, opposition, removal, replays
from rgpd_desktop.store.database import Database
from rgpd_desktop.store.replays import Replay, Told

_GONE: Final = frozenset({Told.ERASED, Told.ARCHIVE_ERASED})
_PAGE: Final = 2_000


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many people of the copy were erased from it, and how many are now opposed in it who were not."""

    erased: int = 0
    opposed: int = 0


def unknown(copy: Database, lines: Iterable[Replay]) -> list[Replay]:
    """Those of the lines that the copy does not have, in order: under their number, or under another when that one was taken."""
    rows = copy.rows("SELECT number, mark, what, at FROM replays")
    known, taken, elsewhere = {row[:3] for row in rows}, {row[0] for row in rows}, {row[1:] for row in rows}
    found = {
        (line.number, line.mark, line.what.value): line
        for line in lines
        if line.number not in taken or (line.mark, line.what.value, line.at) not in elsewhere
    }
    return sorted((line for name, line in found.items() if name not in known), key=lambda line: (line.number, line.at))


def is_gone(line: Replay) -> bool:
    """Whether the line says that somebody was erased."""
    return line.what in _GONE


def erase(copy: Database, lines: Sequence[Replay], ticket: Ticket) -> int:
    """Takes out of the copy the people that these lines (`unknown` to it) say erased; returns how many were there."""
    with copy.writing("contacts"):
        _note(copy, [line for line in lines if is_gone(line)])
        people = _numbers(copy, lines, Told.ERASED, "contacts", "entered_on", ticket)
        archived = _numbers(copy, lines, Told.ARCHIVE_ERASED, "archived_people", "archived_on", ticket)
        with removal.index_spared(copy, len(people)):
            for start in range(0, len(people), removal.CHUNK):
                removal.remove(copy, people[start : start + removal.CHUNK])
                ticket.step(start, len(people))
        copy.connection.executemany("DELETE FROM archived_people WHERE id = ?", [(number,) for number in archived])
    return len(people) + len(archived)


def oppose(copy: Database, lines: Sequence[Replay], starts: Mapping[str, Starts], ticket: Ticket) -> int:
    """Puts on the copy's opposition list, and on its people's cards, what these lines (`unknown` to it) say; or takes it off.

    Returns how many people are now opposed who were not. The last word of each fingerprint counts.
    """
    last = {line.mark: line for line in lines if not is_gone(line)}
    if not last:
        return 0
    refused = {bytes.fromhex(mark): line for mark, line in last.items() if line.what is Told.OPPOSED}
    willing = {bytes.fromhex(mark) for mark, line in last.items() if line.what is Told.WILLING}
    sql = "INSERT OR IGNORE INTO oppositions (fingerprint, recorded_on, batch, channel, origin) VALUES (?, ?, 0, ?, ?)"
    told = [
        (mark, each.detail["on"], each.detail.get("channel", ""), each.detail.get("origin", ""))
        for mark, each in refused.items()
    ]
    with copy.writing("oppositions", "contacts"):
        _note(copy, [line for line in lines if not is_gone(line)])
        copy.connection.executemany(sql, told)
        copy.connection.executemany("DELETE FROM oppositions WHERE fingerprint = ?", [(mark,) for mark in willing])
        return _mark_cards(copy, refused, willing, starts, ticket)


def _note(copy: Database, lines: Sequence[Replay]) -> None:
    """The copy has these lines from now on; one whose number another line has comes under a new number."""
    sql = "INSERT INTO replays (number, what, mark, detail, at) VALUES (?, ?, ?, ?, ?)"
    taken = {row[0] for row in copy.rows("SELECT number FROM replays")}
    for line in lines:
        number = None if line.number in taken or line.number < 1 else line.number
        taken.add(line.number)
        copy.connection.execute(sql, (number, line.what.value, line.mark, replays.spelled(line.detail), line.at))


def _numbers(copy: Database, lines: Iterable[Replay], what: Told, table: str, day: str, ticket: Ticket) -> list[int]:
    """The people of the copy that these lines name: a mark cannot be turned back, so everybody's is computed (2 us each)."""
    marks = {line.mark for line in lines if line.what is what}
    if not marks:
        return []
    key, found, last = opposition.key(copy), [], 0
    make = replays.contact_mark if what is Told.ERASED else replays.archive_mark
    page = f"SELECT id, {day} FROM {table} WHERE id > ? ORDER BY id LIMIT {_PAGE}"
    while rows := copy.rows(page, (last,)):
        found += [number for number, on in rows if make(key, number, on) in marks]
        last = rows[-1][0]
        ticket.step(len(found))
    return found


def _mark_cards(
    copy: Database, refused: Mapping[bytes, Replay], willing: set[bytes], starts: Mapping[str, Starts], ticket: Ticket
) -> int:
    key, listed = opposition.key(copy), opposition.fingerprints(copy)
    opposed, last = 0, 0
    while rows := copy.rows(f"SELECT id FROM contacts WHERE id > ? ORDER BY id LIMIT {_PAGE}", (last,)):
        for person in contacts.fetch(copy, [row[0] for row in rows]):
            marks = [identity.fingerprint(key, value) for value in opposition.values_of(person)]
            on = min(
                (date.fromisoformat(refused[mark].detail["on"]) for mark in marks if mark in refused), default=None
            )
            is_willing = any(mark in willing for mark in marks) and not any(mark in listed for mark in marks)
            changed = _told(person, on, is_willing=is_willing)
            if changed != person:
                contacts.correct(copy, changed, starts)
                opposed += person.opposed_on is None
        last = rows[-1][0]
        ticket.step(last)
    return opposed


def _told(person: Contact, on: date | None, *, is_willing: bool) -> Contact:
    if on is not None and person.opposed_on is None:
        return replace(person, opposed_on=on, newsletter=False)
    return replace(person, opposed_on=None) if is_willing and on is None else person
