"""What can go wrong, told apart: a Problem is a value, a Refusal is the program or the world declining, Cancelled is the user's wish.

Everybody raises or returns these; only messages (window) and cli show them. None ever carries a personal datum.
"""

from __future__ import annotations

from dataclasses import dataclass

from rgpd_desktop.basics import french


@dataclass(frozen=True, slots=True)
class Problem:
    """A field that is missing or odd: `field` is its English name, `sentence` the French words shown under it."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A cell (or a row, when `column` is empty) that could not be read.

    `row` is the 1-based line of the user's file, `column` the header as the file writes it, `reason` a French phrase
    that never repeats what the cell held. `sheet` is told only when several sheets are read together.
    """

    row: int
    column: str
    reason: str
    sheet: str = ""


class Refusal(Exception):  # noqa: N818 - the word of the house, see docs/glossary.md
    """The program declines, or the world fails: said in one calm French sentence, with what the person can do."""

    def __init__(self, sentence: str, remedy: str = "") -> None:
        self.sentence = french.spaced(sentence)
        self.remedy = french.spaced(remedy)
        super().__init__(self.sentence)

    def __reduce__(self) -> tuple[type[Refusal], tuple[str, str]]:
        return (type(self), (self.sentence, self.remedy))


class Damaged(Refusal):
    """The file of the data contradicts itself or is not readable: the window and the command line offer the last good backup."""


class Locked(Refusal):
    """The data are encrypted, and nobody has given their passphrase in this process: the window and the command line ask for it."""

    def __init__(
        self,
        sentence: str = "Vos données sont protégées par une phrase de passe.",
        remedy: str = "Rien n’a été modifié. Donnez votre phrase de passe pour les ouvrir.",
    ) -> None:
        super().__init__(sentence, remedy)


class WrongPassphrase(Refusal):
    """What was given does not open the data. The next try is heard in `wait` seconds."""

    def __init__(self, sentence: str, remedy: str = "", wait: int = 0) -> None:
        super().__init__(sentence, remedy)
        self.wait = wait

    def __reduce__(self) -> tuple[type[Refusal], tuple[str, str, int]]:  # type: ignore[override]
        return (type(self), (self.sentence, self.remedy, self.wait))


class Cancelled(Exception):  # noqa: N818
    """The person stopped the work; nothing half done is left."""
