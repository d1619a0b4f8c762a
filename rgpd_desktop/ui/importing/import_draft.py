"""What the person has decided so far, and what is doubtful in it. Values only: the steps show and change it, the wizard sends it.

Nothing here is kept: the draft goes with the wizard.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.rules.columns import ColumnChoice, ColumnGuess, ListOrigin
from rgpd_desktop.rules.contact import FIELD_LABELS, Audience
from rgpd_desktop.services.import_plan import ImportOrder, ImportPreview, SheetOrder, SheetPreview

IGNORE: Final = "ignore"
_NAMING: Final = frozenset({"last_name", "first_name", "full_name", "email", "phone", "mobile", "company"})
_SEVERAL: Final = frozenset(
    {"email", "phone", "mobile", "street", "notes", "last_contact_on", "opt_out", "newsletter", "full_name"}
)
_TOGETHER: Final = {
    "collected_on": "la date la plus ancienne sera retenue.",
    "relation_ended_on": "la date la plus récente sera retenue.",
    "kind": "sur chaque ligne, la dernière remplie compte.",
    "audience": "sur chaque ligne, la dernière remplie compte.",
    "civility": "sur chaque ligne, la dernière remplie compte.",
    "postal_code": "sur chaque ligne, la dernière remplie compte.",
    "siren": "le numéro le plus complet sera retenu.",
}

Expired = bool | frozenset[tuple[str, int]]  # all or none of the people past retention, or those of these (sheet, line)


@dataclass(slots=True)
class SheetDraft:
    """A sheet with the choices made for its columns, by column number."""

    preview: SheetPreview
    is_chosen: bool
    kind: str
    choices: dict[int, ColumnChoice]
    is_seen: bool = False

    @property
    def guesses(self) -> tuple[ColumnGuess, ...]:
        """The columns, in the order of the file."""
        return self.preview.guesses

    def start(self, index: int) -> ColumnChoice:
        """The choice a column had at first."""
        return next(choice for choice in self.preview.choices if choice.index == index)

    @property
    def names_somebody(self) -> bool:
        """Whether a column says who the people are: without one, every line would be refused."""
        return any(choice.field in _NAMING for choice in self.choices.values())

    @property
    def doubles(self) -> list[str]:
        """One gentle sentence for each field that several columns fill and that usually takes one."""
        found: dict[str, list[str]] = {}
        for choice in self.choices.values():
            if choice.field != IGNORE and choice.field not in _SEVERAL:
                found.setdefault(choice.field, []).append(choice.header)
        return [_double(field, headers) for field, headers in found.items() if len(headers) > 1]

    def fills(self, name: str) -> bool:
        """Whether a column becomes that field."""
        return any(choice.field == name for choice in self.choices.values())

    def order(self) -> SheetOrder:
        """What the service is asked to do with this sheet."""
        return SheetOrder(self.preview.name, tuple(self.choices[guess.index] for guess in self.guesses), self.kind)


@dataclass(slots=True)
class ImportDraft:
    """The whole: the sheets of a file, and where the list comes from. `is_direct` is None until the person has said."""

    preview: ImportPreview
    sheets: list[SheetDraft]
    source: str = ""
    is_direct: bool | None = None
    collected_on: date | None = None
    purpose: str = "Prospection commerciale"
    audience: Audience = Audience.UNKNOWN
    keep_expired: Expired = field(default=False)

    @property
    def chosen(self) -> list[SheetDraft]:
        """The sheets that come in."""
        return [sheet for sheet in self.sheets if sheet.is_chosen]

    @property
    def rows(self) -> int:
        """How many lines come in."""
        return sum(sheet.preview.rows for sheet in self.chosen)

    def fills(self, name: str) -> bool:
        """Whether a column of every chosen sheet becomes that field."""
        return bool(self.chosen) and all(sheet.fills(name) for sheet in self.chosen)

    def spread(self, sheet: SheetDraft) -> None:
        """The sheets with the same headers, not looked at yet, take the choices made for this one."""
        for other in self.chosen:
            if not other.is_seen and other.preview.headers == sheet.preview.headers:
                other.choices = dict(sheet.choices)
                other.is_seen = True

    def order(self) -> ImportOrder:
        """What the service is asked to do."""
        kinds = {sheet.kind for sheet in self.chosen}
        origin = ListOrigin(
            kind=kinds.pop() if len(kinds) == 1 else "",
            audience=self.audience,
            source=self.source.strip(),
            collected_on=self.collected_on,
            is_direct=bool(self.is_direct),
            purpose=self.purpose.strip(),
        )
        return ImportOrder(tuple(sheet.order() for sheet in self.chosen), origin, self.keep_expired)


def draft_of(preview: ImportPreview) -> ImportDraft:
    """Where the person starts: the visible lists, their remembered or guessed choices, and the audience they agree on."""
    sheets = [
        SheetDraft(
            preview=sheet,
            is_chosen=sheet.is_list and sheet.is_visible,
            kind=sheet.kind or "prospect",
            choices={choice.index: choice for choice in sheet.choices},
        )
        for sheet in preview.sheets
    ]
    draft = ImportDraft(preview, sheets)
    audiences = {sheet.preview.audience for sheet in draft.chosen}
    if len(audiences) == 1:
        draft.audience = audiences.pop()
    return draft


def with_field(guess: ColumnGuess, start: ColumnChoice, name: str) -> ColumnChoice:
    """The choice for the field `name`: `start`, the first choice of that column, when it is its field; else the safe answers."""
    if name == start.field:
        return start
    is_guessed = name == guess.field
    return dataclasses.replace(
        start,
        field=name,
        codes=guess.codes if is_guessed else {},
        yes_means_no_contact=guess.yes_means_no_contact if is_guessed else True,
        is_from_person=name != "last_contact_on",
    )


def _double(name: str, headers: list[str]) -> str:
    quoted = french.joined([french.quoted(header) for header in headers])
    becomes = f"{quoted} deviennent toutes {french.quoted(FIELD_LABELS[name])}"
    return f"{becomes}{french.HARD}: {_TOGETHER.get(name, 'leurs textes seront mis bout à bout.')}"
