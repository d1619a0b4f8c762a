"""What one line of a list says about a person, before anybody is matched or stored. Made by rows, read by the import service.

One is made per line and filled field by field: a plain object with slots, not a frozen noun, because a list has 100 000 lines.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from rgpd_desktop.rules.cell_text import text_of
from rgpd_desktop.rules.columns import Cell, ColumnChoice

REMEMBERED: Final = 10_000  # texts a reader keeps for the time of a list: cities and first names repeat, streets do not

CellProblem: TypeAlias = tuple[str, str, str]  # header of the column, French reason, what the cell held

DRAFT_FIELDS: Final = (
    "row", "last_name", "first_name", "civility", "company", "job_title", "emails", "phones", "street", "postal_code", "city",
    "country", "website", "siren", "kind", "audience", "last_contact_on", "collected_on", "relation_ended_on", "source", "notes",
    "newsletter", "is_opposed", "our_contact_on", "problems",
)  # fmt: skip


class Draft:
    """The facts of one line. Texts are stripped, never None; days are ISO texts or ""; e-mails lower case, phones E.164.

    `row` is the 1-based line of the file, `audience` an Audience value, `our_contact_on` the latest contact that did not come from
    the person (it moves no clock). `problems` are the cells that could not be read, were doubtful, or were put elsewhere.
    """

    __slots__ = DRAFT_FIELDS

    row: int
    last_name: str
    first_name: str
    civility: str
    company: str
    job_title: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    street: str
    postal_code: str
    city: str
    country: str
    website: str
    siren: str
    kind: str
    audience: str
    last_contact_on: str
    collected_on: str
    relation_ended_on: str
    source: str
    notes: str
    newsletter: bool | None
    is_opposed: bool
    our_contact_on: str
    problems: tuple[CellProblem, ...]

    def __init__(self, row: int = 0, kind: str = "", audience: str = "") -> None:
        self.row = row
        self.last_name = self.first_name = self.civility = self.company = self.job_title = ""
        self.emails = self.phones = ()
        self.street = self.postal_code = self.city = self.country = self.website = self.siren = ""
        self.kind = kind
        self.audience = audience
        self.last_contact_on = self.collected_on = self.relation_ended_on = self.source = self.notes = ""
        self.newsletter = None
        self.is_opposed = False
        self.our_contact_on = ""
        self.problems = ()

    def __repr__(self) -> str:
        return f"<Draft of row {self.row}>"  # never a name: this may end in a log


ReadCell: TypeAlias = Callable[[Draft, Cell], None]  # what reads the cells of one column into a draft


def told(draft: Draft, choice: ColumnChoice, reason: str, cell: Cell) -> None:
    """Adds a problem of this column to the draft, with the text of the cell."""
    draft.problems += ((choice.header, reason, text_of(cell)),)
