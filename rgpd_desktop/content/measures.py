"""The security check-list, from resources/legal/measures.toml. Read by services; holds no answer."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rgpd_desktop.content import toml_file
from rgpd_desktop.content.catalogue import legal_folder
from rgpd_desktop.content.toml_file import Table
from rgpd_desktop.rules.measures import CheckList, MeasureQuestion
from rgpd_desktop.rules.retention import Confidence


@cache
def load_checklist() -> CheckList:
    """The list shipped with the program, read once. Raises ValueError when the file is malformed."""
    return read_checklist(legal_folder() / "measures.toml")


def read_checklist(path: Path) -> CheckList:
    """The list of the file `path`. Raises ValueError when it is malformed, gives an id twice or skips a number."""
    table = toml_file.read(path)
    questions = tuple(map(_question, table.tables("questions")))
    made = CheckList(questions, table.plain("source"), table.choice("confidence", Confidence))
    table.close()
    if len({each.id for each in questions}) != len(questions):
        raise ValueError(f"{path.name}: an id is there twice")
    if [each.number for each in questions] != list(range(1, len(questions) + 1)):
        raise ValueError(f"{path.name}: the numbers do not follow one another")
    return made


def _question(row: Table) -> MeasureQuestion:
    made = MeasureQuestion(
        id=row.plain("id"),
        number=row.whole("number"),
        theme=row.text("theme"),
        text=row.text("text"),
        advice=row.text("advice"),
        statement=row.text("statement"),
        group=row.plain("group"),
        guide=row.wholes("guide"),
        confidence=row.choice("confidence", Confidence) if row.has("confidence") else Confidence.SECOND_HAND,
    )
    row.close()
    return made
