"""What was answered to the security check-list, by question. Records are JSON of rules.register_record."""

from __future__ import annotations

import json
from collections.abc import Iterable

from rgpd_desktop.rules.measures import MeasureAnswer
from rgpd_desktop.rules.register_record import from_plain, to_plain
from rgpd_desktop.store.database import Database


def answers(database: Database) -> dict[str, MeasureAnswer]:
    """The answers by id of question."""
    found = (from_plain(MeasureAnswer, json.loads(row[0])) for row in database.rows("SELECT record FROM measures"))
    return {answer.question: answer for answer in found}


def keep_answers(database: Database, given: Iterable[MeasureAnswer]) -> None:
    """Keeps these answers in place of the former ones to the same questions."""
    with database.writing("measures"):
        database.connection.executemany(
            "INSERT INTO measures (question, record) VALUES (?, ?) ON CONFLICT (question) DO UPDATE SET record = excluded.record",
            [(answer.question, json.dumps(to_plain(answer), ensure_ascii=False)) for answer in given],
        )


def forget_answer(database: Database, question: str) -> None:
    """The question is unanswered again."""
    with database.writing("measures"):
        database.connection.execute("DELETE FROM measures WHERE question = ?", (question,))
