"""The list of an e-mailing tool, checked before it is sent: a copy of that file without the opposed, which never leaves this machine.

The opposition list itself is never given away: its only way out is this check. Called by the Oppositions page and `rgpd opposed --check`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.documents import sheets
from rgpd_desktop.rules import identity
from rgpd_desktop.rules.cell_text import text_of
from rgpd_desktop.rules.columns import Cell
from rgpd_desktop.rules.journal import Detail
from rgpd_desktop.services import value_process
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.list_values import ValueLine
from rgpd_desktop.store import journal, opposition

FORMATS: Final = (".xlsx", ".csv")


@dataclass(frozen=True, slots=True)
class SendingCheck:
    """A file looked at: the columns read, how many lines of people may stay, and the lines (numbers in the file) of the opposed."""

    path: Path
    columns: tuple[str, ...]
    kept: int
    opposed_rows: tuple[int, ...]
    lines: tuple[ValueLine, ...] = field(repr=False)

    @property
    def suggested(self) -> Path:
        """Where the copy is proposed: beside the file."""
        ending = self.path.suffix.lower() if self.path.suffix.lower() in FORMATS else ".xlsx"
        return self.path.with_name(f"{self.path.stem}-sans-opposes{ending}")


def check(desk: Desk, path: Path, ticket: Ticket) -> SendingCheck:
    """Looks for the opposed in the file; writes nothing. Raises Refusal, Cancelled."""
    found = value_process.read(path, ticket, with_cells=True)
    listed, secret = opposition.fingerprints(desk.database), opposition.key(desk.database)
    opposed: list[int] = []
    for done, line in enumerate(found.lines):
        if any(identity.fingerprint(secret, value) in listed for value in line.looked_for):
            opposed.append(line.row)
        if done % 5_000 == 0:
            ticket.step(done, len(found.lines))
    columns = tuple(header for head in found.heads for header in head.columns)
    out = frozenset(opposed)
    kept = sum(line.is_listed and line.row not in out for line in found.lines)
    return SendingCheck(path, columns, kept, tuple(opposed), tuple(found.lines))


def write(desk: Desk, checked: SendingCheck, target: Path, ticket: Ticket) -> None:
    """Writes the copy without the opposed to `target` (.xlsx or .csv by its ending), every other line as it was; no cell a formula.

    Raises Cancelled, or Refusal for another ending, for the file itself, or when it cannot be written.
    """
    ending = target.suffix.lower()
    if ending not in FORMATS:
        raise Refusal("Ce format n’existe pas.", "Rien n’a été écrit. Choisissez un nom en .xlsx ou en .csv.")
    if _is_same(checked.path, target):
        raise Refusal(
            "La copie ne peut pas remplacer le fichier vérifié.", "Rien n’a été écrit. Choisissez un autre nom."
        )
    rows = _rows(checked, ticket)
    headers = [text_of(cell) for cell in next(rows, ())]
    (sheets.write_xlsx if ending == ".xlsx" else sheets.write_csv)(target, headers, rows)
    detail: Detail = {"kept": checked.kept, "set_aside": len(checked.opposed_rows), "format": ending[1:]}
    try:
        journal.record(desk.database, "opposition_check", detail)
    except BaseException:
        with contextlib.suppress(OSError):
            target.unlink()  # no copy without its line
        raise


def _rows(checked: SendingCheck, ticket: Ticket) -> Iterator[Sequence[Cell]]:
    out = frozenset(checked.opposed_rows)
    for done, line in enumerate(checked.lines):
        if line.row not in out:
            yield line.cells
        if done % 1_000 == 0:
            ticket.step(done, len(checked.lines))


def _is_same(source: Path, target: Path) -> bool:
    try:
        return source.samefile(target)
    except OSError:
        return source.absolute() == target.absolute()
