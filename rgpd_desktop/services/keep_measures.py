"""The security check-list as it is answered: one answer at a time, progress by theme, what may be claimed, what is planned.

Called by the Sécurité page and by whatever prints measures. Each answer is one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.content import catalogue
from rgpd_desktop.content import measures as content
from rgpd_desktop.rules import measures as rules
from rgpd_desktop.rules.measures import Answer, CheckList, MeasureAnswer, MeasureQuestion, Score
from rgpd_desktop.rules.retention import Confidence
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.store import measures, register

PRECISION_LENGTH: Final = 500
_UNDONE: Final = (Answer.NO, Answer.PARTLY)


@dataclass(frozen=True, slots=True)
class SecuritySheet:
    """The questions in their order, the answers by id of question, the score of each theme and of the whole."""

    questions: tuple[MeasureQuestion, ...]
    answers: Mapping[str, MeasureAnswer]
    scores: Mapping[str, Score]
    total: Score


def checklist() -> CheckList:
    """The questions as shipped."""
    return content.load_checklist()


def origin_words() -> str:
    """Where the list comes from and how sure that is: one sentence for the screen."""
    listed = checklist()
    source = catalogue.load_catalogue().sources.get(listed.source)
    whose = f"D’après {french.quoted(source.title)}, {source.publisher}" if source is not None else "Liste du programme"
    sure = {Confidence.UNCONFIRMED: ", à confirmer", Confidence.SECOND_HAND: ", cité par d’autres sources"}.get(
        listed.confidence, ""
    )
    return french.spaced(f"{whose}{sure}. Les questions et les conseils sont écrits pour ce programme.")


def sheet(desk: Desk) -> SecuritySheet:
    """Where the list stands."""
    questions, answers = checklist().questions, measures.answers(desk.database)
    themes = checklist().themes
    scores = {theme: rules.score((each for each in questions if each.theme == theme), answers) for theme in themes}
    return SecuritySheet(questions, answers, scores, rules.score(questions, answers))


def answer(desk: Desk, given: MeasureAnswer) -> None:
    """Keeps the answer in place of the former one, dated today unless it says its day.

    Raises Refusal for a question the list does not have, or a precision of more than 500 characters; nothing is kept then.
    """
    if not any(question.id == given.question for question in checklist().questions):
        raise Refusal("Cette question n’est plus dans la liste.", "Rien n’a été modifié.")
    precision = " ".join(given.precision.split())
    if len(precision) > PRECISION_LENGTH:
        raise Refusal(f"Résumez la précision en {PRECISION_LENGTH} caractères au plus.", "Rien n’a été modifié.")
    made = replace(given, precision=precision, answered_on=given.answered_on or desk.today)
    if made.answer not in _UNDONE:
        made = replace(made, planned_on=None)
    before = claims(desk)
    with desk.database.writing("measures"):
        measures.keep_answers(desk.database, (made,))
        _date_register(desk, before)


def forget(desk: Desk, question: str) -> None:
    """The question is unanswered again."""
    before = claims(desk)
    with desk.database.writing("measures"):
        measures.forget_answer(desk.database, question)
        _date_register(desk, before)


def claims(desk: Desk) -> tuple[tuple[str, str], ...]:
    """(group, sentence) of what may be printed: answered yes, or partly with its precision. Nothing else ever is."""
    return rules.printed(checklist().questions, measures.answers(desk.database))


def plan(desk: Desk) -> tuple[tuple[MeasureQuestion, MeasureAnswer], ...]:
    """The plan of action: what was answered no or partly, the dated ones first, earliest first."""
    answers = measures.answers(desk.database)
    undone = [
        (question, found)
        for question in checklist().questions
        if (found := answers.get(question.id)) is not None and found.answer in _UNDONE
    ]
    return tuple(sorted(undone, key=lambda pair: (pair[1].planned_on or date.max, pair[0].number)))


def _date_register(desk: Desk, before: tuple[tuple[str, str], ...]) -> None:
    """The register prints the measures: when what it prints changed, it is another version."""
    if claims(desk) != before and register.version(desk.database) is not None:
        register.new_version(desk.database, desk.today)
