"""The words of the wizard of a sheet, from resources/legal/register/steps.toml. Read by services; knows no sheet."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rgpd_desktop.basics import french
from rgpd_desktop.content import toml_file
from rgpd_desktop.content.catalogue import legal_folder
from rgpd_desktop.content.toml_file import Table
from rgpd_desktop.rules.sheet_steps import STEP_IDS, StepText


@cache
def load_steps() -> tuple[StepText, ...]:
    """The steps shipped with the program, read once. Raises ValueError when the file is malformed."""
    return read_steps(legal_folder() / "register" / "steps.toml")


def read_steps(path: Path) -> tuple[StepText, ...]:
    """The steps of the file `path`, in their order. Raises ValueError when it is malformed, or when they are not those of the program."""
    table = toml_file.read(path)
    steps = tuple(_step(row) for row in table.tables("steps"))
    table.close()
    if tuple(step.id for step in steps) != STEP_IDS:
        raise ValueError(f"{path.name}: the steps are not {', '.join(STEP_IDS)}")
    return steps


def _step(row: Table) -> StepText:
    step = StepText(
        id=row.plain("id"),
        title=row.text("title"),
        question=row.text("question"),
        help=row.text("help"),
        why=_paragraphs(row, "why"),
        article=row.text("article"),
        source=row.plain("source"),
        why_processor=_paragraphs(row, "why_processor") if row.has("why_processor") else (),
        article_processor=row.text("article_processor") if row.has("article_processor") else "",
    )
    row.close()
    return step


def _paragraphs(row: Table, key: str) -> tuple[str, ...]:
    return tuple(map(french.spaced, row.texts(key)))
