"""The journal read: what was done, when, on how many, and whether the chain of its lines holds. Called by Réglages and `rgpd journal`.

Reads only; exporting it writes a file where the user said. It names nobody, and neither does what comes out of here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.documents import sheets
from rgpd_desktop.rules.journal import Flaw, JournalLine, Tampering
from rgpd_desktop.services import journal_words
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.journal_words import Group
from rgpd_desktop.store import journal

HEADERS: Final = ("Numéro", "Date et heure", "Nature", "Ce qui a été fait", "Vérifiée", "Empreinte")


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One line as it is shown. `at` is the local time it was written at; `is_verified`: nothing before it, nor itself, was touched."""

    number: int
    at: datetime
    event: str
    group: Group
    sentence: str
    is_verified: bool
    digest: str


@dataclass(frozen=True, slots=True)
class JournalRead:
    """The whole journal, latest first, and the first thing that does not hold in it (None: all of it does)."""

    entries: tuple[JournalEntry, ...]
    flaw: Flaw | None


def read(desk: Desk) -> JournalRead:
    """Everything that was done."""
    lines, flaw = journal.lines(desk.database), journal.flaw(desk.database)
    return JournalRead(tuple(_entry(line, flaw) for line in reversed(lines)), flaw)


def verify(desk: Desk) -> Flaw | None:
    """The first thing that does not hold in the journal; None when all of it does."""
    return journal.flaw(desk.database)


def flaw_words(flaw: Flaw) -> str:
    """What does not hold, in one sentence."""
    if flaw.what is Tampering.SEAL:
        return "Le sceau du journal des opérations manque ou a été modifié en dehors du programme."
    if flaw.what is Tampering.END:
        missing = flaw.sealed - flaw.present
        gone = (
            french.counted(missing, "ligne a été retirée", "lignes ont été retirées")
            if missing > 0
            else "des lignes ont été changées"
        )
        place = f"après la ligne {flaw.line}" if flaw.line else "il est vide"
        return french.spaced(
            f"Le journal des opérations a été modifié en dehors du programme : {gone} à sa fin ({place})."
        )
    return french.spaced(f"Le journal des opérations a été modifié en dehors du programme, à la ligne {flaw.line}.")


def export_csv(desk: Desk, path: Path, group: Group | None = None) -> int:
    """Writes the lines (of one group, or all) to a .csv, oldest first; returns how many. Raises Refusal when it cannot be written."""
    entries = [each for each in reversed(read(desk).entries) if group in (None, each.group)]
    sheets.write_csv(path, HEADERS, [_row(each) for each in entries])
    return len(entries)


def _row(each: JournalEntry) -> Sequence[str | int | datetime | bool]:
    at = each.at.replace(tzinfo=None)
    return (each.number, at, each.group.value, each.sentence, each.is_verified, each.digest)


def _entry(line: JournalLine, flaw: Flaw | None) -> JournalEntry:
    group, sentence = journal_words.told(line.event, _detail(line.detail))
    return JournalEntry(line.id, _time(line.at), line.event, group, sentence, _is_verified(line, flaw), line.digest)


def _is_verified(line: JournalLine, flaw: Flaw | None) -> bool:
    if flaw is None or flaw.what is Tampering.END:
        return True  # what is left follows from the first line; what is gone is told apart
    return flaw.what is Tampering.LINE and line.id < flaw.line


def _detail(text: str) -> dict[str, object]:
    """What the line tells, empty when somebody spoiled it."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _time(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return datetime.min
