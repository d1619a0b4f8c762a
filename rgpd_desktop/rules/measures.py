"""The security check-list: its questions (from content) and what was answered. Called by services and papers. Pure nouns and counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rgpd_desktop.rules.retention import Confidence


class Answer(StrEnum):
    """What one may answer; "" is not yet."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_CONCERNED = "not_concerned"


@dataclass(frozen=True, slots=True)
class MeasureQuestion:
    """A question of the list. `group` is the type of CNIL's template it feeds; `statement` what is printed once it is answered yes."""

    id: str
    number: int
    theme: str
    text: str
    advice: str
    statement: str
    group: str
    guide: tuple[int, ...]  # fiches of CNIL's guide
    confidence: Confidence = Confidence.SECOND_HAND


@dataclass(frozen=True, slots=True)
class CheckList:
    """The questions in their order; `source` is an id of the catalogue, `confidence` how sure the list is as a whole."""

    questions: tuple[MeasureQuestion, ...]
    source: str
    confidence: Confidence

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes, each once, in the order of the questions."""
        return tuple(dict.fromkeys(question.theme for question in self.questions))


@dataclass(frozen=True, slots=True)
class MeasureAnswer:
    """An answer, its precision, the day it was given; `planned_on` is the day of the plan of action, for what is not done yet."""

    question: str
    answer: Answer
    precision: str = ""
    answered_on: date | None = None
    planned_on: date | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """How far a theme is: `done` yes, `partly`, out of `concerned` (asked and concerning), and how many questions are `unanswered`."""

    done: int
    partly: int
    concerned: int
    unanswered: int


def score(questions: Iterable[MeasureQuestion], answers: Mapping[str, MeasureAnswer]) -> Score:
    """The score of these questions."""
    done = partly = concerned = unanswered = 0
    for question in questions:
        answer = answers.get(question.id)
        if answer is None:
            unanswered += 1
            concerned += 1
        elif answer.answer is not Answer.NOT_CONCERNED:
            concerned += 1
            done += answer.answer is Answer.YES
            partly += answer.answer is Answer.PARTLY
    return Score(done, partly, concerned, unanswered)


def printed(questions: Iterable[MeasureQuestion], answers: Mapping[str, MeasureAnswer]) -> tuple[tuple[str, str], ...]:
    """(group, sentence) of what may be claimed: answered yes, or partly with its precision. Nothing else is ever printed."""
    lines = []
    for question in questions:
        answer = answers.get(question.id)
        if answer is None:
            continue
        if answer.answer is Answer.YES:
            lines.append(
                (
                    question.group,
                    f"{question.statement} ({answer.precision})" if answer.precision else question.statement,
                )
            )
        elif answer.answer is Answer.PARTLY and answer.precision:
            lines.append((question.group, f"{question.statement}, en partie : {answer.precision}"))
    return tuple(lines)
