"""Lines of one sheet read and judged, by parts: the work of an import that needs nothing but the line itself.

Pure and picklable, so that a second process may do a share of it (services.second_reader); what tells people apart within one process
(hashes) is left to services.read_list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from rgpd_desktop.rules import identity
from rgpd_desktop.rules.columns import ColumnChoice, Line, ListOrigin
from rgpd_desktop.rules.draft import Draft
from rgpd_desktop.rules.rows import RowReader

LineRead = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """How the lines of a sheet are read: the arguments of rules.rows.RowReader."""

    choices: tuple[ColumnChoice, ...]
    origin: ListOrigin
    kinds: Mapping[str, str]
    today: str  # ISO
    is_1904: bool = False


class LinesRead(NamedTuple):
    """What some lines came to, in their order.

    `lines` name somebody: line of the file, then the fields of store.staging.STAGED up to company_key. `refused` do not: line of the
    file, reason. `problems` are cells: rank of their line in `lines` (from 1; 0: refused), line of the file, header, reason, text.
    """

    lines: list[LineRead]
    refused: list[tuple[int, str]]
    problems: list[tuple[int, int, str, str, str]]


class LineReader:
    """Reads the lines of one sheet; repeated texts are remembered for the time of the sheet."""

    def __init__(self, setting: Setting) -> None:
        self._rows = RowReader(setting.choices, setting.origin, setting.kinds, setting.is_1904, setting.today)
        self._company_keys: dict[str, str] = {}

    def read(self, part: Sequence[Line]) -> LinesRead:
        """These lines, as rules.sheet_shape.body gives them."""
        found = LinesRead([], [], [])
        for row, cells in part:
            draft = self._rows.read(row, cells)
            reason = self._rows.refusal(draft)
            if reason:
                found.refused.append((row, reason))
            else:
                found.lines.append(self._line(draft))
            if draft.problems:
                rank = 0 if reason else len(found.lines)
                found.problems.extend((rank, row, header, why, raw) for header, why, raw in draft.problems)
        return found

    def _line(self, draft: Draft) -> LineRead:
        company = draft.company
        company_key = self._company_keys.get(company)
        if company_key is None:
            company_key = self._company_keys[company] = identity.company_key(company)
        last, first = draft.last_name, draft.first_name
        return (
            draft.row, last, first, draft.civility, company, draft.job_title, " ".join(draft.emails), " ".join(draft.phones),
            draft.street, draft.postal_code, draft.city, draft.country, draft.website, draft.siren, draft.kind, draft.audience,
            draft.last_contact_on, draft.collected_on, draft.relation_ended_on, draft.source, draft.notes, draft.newsletter,
            int(draft.is_opposed), draft.our_contact_on, identity.sort_key(last, first, company, draft.emails), company_key,
        )  # fmt: skip
