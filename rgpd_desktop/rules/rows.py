"""Lines of a list turned into drafts: what the columns were decided to mean, applied cell by cell. Called by the import service.

Never raises on what a cell holds: an unreadable cell is a problem of the draft. Built once per list, then run on every line, so what
depends on the columns is settled beforehand and repeated texts are remembered for the time of the list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rgpd_desktop.basics import french
from rgpd_desktop.rules import emails, phones
from rgpd_desktop.rules.cell_readers import NO_LIMIT, reader_for
from rgpd_desktop.rules.columns import Cell, ColumnChoice, ListOrigin
from rgpd_desktop.rules.draft import DRAFT_FIELDS as DRAFT_FIELDS
from rgpd_desktop.rules.draft import CellProblem as CellProblem
from rgpd_desktop.rules.draft import Draft as Draft
from rgpd_desktop.rules.draft import ReadCell

NOBODY = "ni nom, ni société, ni e-mail, ni téléphone, ni adresse complète, ni site, ni SIREN"
UNKNOWN_KIND = "prospect"

# Read first what others lean on: the country for phones and postal codes, the city before the one found beside a postal code, that code
# before the phones (it may tell the country), and everything before a full name, which only fills what is still empty.
_STAGES = {"country": 0, "city": 1, "company": 1, "website": 1, "postal_code": 2, "full_name": 4}
_OTHERS = 3
_REACH = frozenset({"email", "phone", "mobile"})
_LONGEST_NOTE = 500
_FEWEST_DIGITS = 6  # of a number one tried to write


class RowReader:
    """Reads the lines of one list.

    `kinds` gives the id of a kind for each folded word ("prospect", "prospects", "client"…); `is_1904` says from when this workbook
    counts its days; a contact dated after `today` (ISO) is told and left out. Columns whose field is "ignore" are never looked at.
    """

    def __init__(
        self,
        choices: Sequence[ColumnChoice],
        origin: ListOrigin,
        kinds: Mapping[str, str],
        is_1904: bool = False,
        today: str = NO_LIMIT,
    ) -> None:
        kept = sorted(
            (c for c in choices if c.field != "ignore"), key=lambda c: (_STAGES.get(c.field, _OTHERS), c.index)
        )
        same_field: dict[str, int] = {}
        for choice in kept:
            same_field[choice.field] = same_field.get(choice.field, 0) + 1
        self._readers: list[tuple[int, ReadCell]] = [
            (choice.index, reader_for(choice, kinds, is_1904, today, same_field[choice.field] > 1)) for choice in kept
        ]
        self._reach = {choice.header for choice in kept if choice.field in _REACH}
        self._width = max((choice.index + 1 for choice in kept), default=0)
        self._kind = origin.kind or UNKNOWN_KIND
        self._audience = origin.audience.value
        self._source = origin.source.strip()
        self._collected_on = origin.collected_on.isoformat() if origin.collected_on else ""

    def read(self, row: int, cells: Sequence[Cell]) -> Draft:
        """The draft of line `row` (1-based); a line shorter than the header is filled with nothing."""
        draft = Draft(row, self._kind, self._audience)
        if len(cells) < self._width:
            cells = [*cells, *[None] * (self._width - len(cells))]
        for index, read in self._readers:
            cell = cells[index]
            if cell is not None and cell != "":
                read(draft, cell)
        if not draft.source:
            draft.source = self._source
        if not draft.collected_on:
            draft.collected_on = self._collected_on
        if draft.problems and not _is_reachable_or_named(draft):
            self._note_attempts(draft)
        return draft

    def _note_attempts(self, draft: Draft) -> None:
        """An address or a number that could not be read is all there is of somebody: noted, so that they can be found and mended."""
        for header, reason, raw in draft.problems:
            if header in self._reach and _is_attempt(reason, raw):
                note = f"{header}{french.HARD}: {' '.join(raw.split())[:_LONGEST_NOTE]}"
                draft.notes = f"{draft.notes}\n{note}" if draft.notes else note

    def refusal(self, draft: Draft) -> str:
        """The French reason why this line identifies nobody, or "" when it does."""
        if _is_reachable_or_named(draft) or draft.website or draft.siren:
            return ""
        if draft.street and (draft.postal_code or draft.city):
            return ""
        if any(header in self._reach and _is_attempt(reason, raw) for header, reason, raw in draft.problems):
            return ""
        return NOBODY


def _is_reachable_or_named(draft: Draft) -> bool:
    return bool(draft.last_name or draft.first_name or draft.emails or draft.phones or draft.company)


def _is_attempt(reason: str, raw: str) -> bool:
    """Whether a cell that could not be read is somebody's address or number all the same, ill written."""
    if reason in (emails.UNKNOWN, phones.UNKNOWN):
        return False
    before, sign, after = raw.partition("@")
    if sign:
        return any(map(str.isalnum, before)) and any(map(str.isalnum, after))
    digits = [mark for mark in raw if mark.isdigit()]
    return len(digits) >= _FEWEST_DIGITS and len(set(digits)) > 1
