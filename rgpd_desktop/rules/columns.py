"""The words of an import: what a column was taken for, what the user decided, where the list comes from.

Nouns only: mapping guesses them, rows applies them, the window shows them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from rgpd_desktop.rules.contact import Audience

# What a reader may hand over for one cell. An error cell (#N/A) and an empty one are both None.
Cell: TypeAlias = str | int | float | bool | datetime | date | time | timedelta | None
Line: TypeAlias = tuple[int, Sequence[Cell]]  # 1-based line of the file, its cells


@dataclasses.dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What a column was taken for.

    `index` counts the file's columns from 0; `header` is the text of the file ("Colonne C" when it has none; the second
    "Phone" of a file is "Phone#2"). `confidence` goes from 0 to 1. `sensitive` is empty, or a French phrase saying why the
    column must stay out ("numéro de sécurité sociale"); its field is then "ignore". `codes` maps the values of a column of
    codes ({"P": "prospect"}; an unknown meaning is ""). `is_question` is true when the meaning may be the opposite of what
    is guessed (a bare "Newsletter", "Opt-in/out") and the user has one plain question to answer; `yes_means_no_contact`
    says which way an opt_out column was understood. `examples` are a few values as the file writes them.
    """

    index: int
    header: str
    field: str
    confidence: float
    sensitive: str = ""
    codes: Mapping[str, str] = dataclasses.field(default_factory=dict)
    is_question: bool = False
    yes_means_no_contact: bool = True
    examples: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class ColumnChoice:
    """What the user decided for one column: the same words as ColumnGuess, without the doubt.

    For `last_contact_on`, `is_from_person` tells whether that date is a contact made by the person; when it is not, the
    date is kept in the notes' stead as an exchange of ours and never moves the clock.
    """

    index: int
    header: str
    field: str
    codes: Mapping[str, str] = dataclasses.field(default_factory=dict)
    yes_means_no_contact: bool = True
    is_from_person: bool = True


@dataclasses.dataclass(frozen=True, slots=True)
class ListOrigin:
    """Asked once per list; fills in for rows whose own columns are silent.

    `kind` and `audience` may be "" (unknown: prospect, and guessed per row). `collected_on` None means not known.
    `is_direct`: collected from the persons themselves (art. 13) or not (art. 14). `purpose` in the user's words.
    """

    kind: str = ""
    audience: Audience = Audience.UNKNOWN
    source: str = ""
    collected_on: date | None = None
    is_direct: bool = True
    purpose: str = ""
