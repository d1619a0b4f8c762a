"""The security page by gestures: each answer is kept as it is given, progress is told, what is planned is listed by date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from rgpd_desktop.rules.measures import Answer
from rgpd_desktop.services import keep_measures
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.security.question_card import QuestionCard
from rgpd_desktop.ui.security.security_page import SecurityPage

TODAY = date(2026, 11, 26)


@pytest.fixture
def jobs(qapp: QApplication, tmp_path: Path) -> Iterator[JobRunner]:
    runner = JobRunner(lambda: open_desk(tmp_path / "donnees", TODAY))
    runner.in_line = True
    yield runner
    assert runner.close()


@pytest.fixture
def page(services: Services, jobs: JobRunner, qtbot: Any) -> SecurityPage:
    made = SecurityPage(services)
    qtbot.addWidget(made)
    made.resize(1000, 800)
    jobs.touched.connect(lambda tables: made.refresh() if tables & made.tables else None)
    made.show()
    made.refresh()
    return made


def answers(tmp_path: Path) -> dict[str, Any]:
    with open_desk(tmp_path / "donnees", TODAY) as desk:
        return dict(keep_measures.sheet(desk).answers)


def card(page: SecurityPage, id: str) -> QuestionCard:
    return page.cards[id]


def words(widget: QWidget) -> str:
    QApplication.processEvents()
    shown = (each for each in widget.findChildren(QLabel) if each.isVisible() and each.text())
    return " | ".join(each.text() for each in shown).replace("\u00a0", " ").replace("\u202f", " ")


def rows(page: SecurityPage) -> list[str]:
    return [
        str(page.themes.item(row).data(Qt.ItemDataRole.AccessibleTextRole)).replace("\u00a0", " ")
        for row in range(page.themes.count())
    ]


def choose(page: SecurityPage, id: str, answer: Answer) -> None:
    QTest.mouseClick(
        card(page, id).choices[answer], Qt.MouseButton.LeftButton, pos=card(page, id).choices[answer].rect().center()
    )


def test_the_first_theme_shows_and_every_theme_says_how_far_it_is(page):
    assert rows(page)[0] == "Piloter, 5 questions, 0 en place sur 5"
    assert rows(page)[-1] == "Plan d’action, rien, ce qui reste à faire, par date"
    assert len(page.cards) == 5
    assert "0 réponse donnée sur 44" in words(page)


def test_an_answer_is_kept_at_once_and_can_be_taken_back(page, tmp_path):
    choose(page, "register_review", Answer.YES)
    kept = answers(tmp_path)["register_review"]
    assert (kept.answer, kept.answered_on) == (Answer.YES, TODAY)
    assert rows(page)[0] == "Piloter, 4 questions, 1 en place sur 5"
    assert "répondu le 26/11/2026" in words(card(page, "register_review"))
    QTest.mouseClick(card(page, "register_review").forget, Qt.MouseButton.LeftButton)
    assert answers(tmp_path) == {}
    assert card(page, "register_review").chosen is None


def test_a_precision_is_kept_by_enter_and_when_the_theme_is_left(page, tmp_path):
    choose(page, "inventory", Answer.PARTLY)
    field = card(page, "inventory").precision
    QTest.keyClicks(field, "les ordinateurs")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert answers(tmp_path)["inventory"].precision == "les ordinateurs"
    QTest.keyClicks(field, " seulement")
    page.themes.choose("Accès")
    assert answers(tmp_path)["inventory"].precision == "les ordinateurs seulement"
    assert {each.question.theme for each in page.cards.values()} == {"Accès"}


def test_what_is_planned_is_listed_by_date_and_leads_to_its_question(page, tmp_path):
    choose(page, "phishing", Answer.NO)
    planned = card(page, "phishing").planned
    assert planned.isVisible()
    planned.set_day(date(2027, 1, 15))
    card(page, "phishing").keep()
    assert answers(tmp_path)["phishing"].planned_on == date(2027, 1, 15)
    choose(page, "inventory", Answer.NO)
    page.themes.choose("")
    told = words(page.plan)
    assert told.index("15/01/2027") < told.index("sans date")
    buttons = [each for each in page.plan.findChildren(QPushButton) if each.isVisible()]
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert page.themes.current_id == "Piloter"


def test_a_yes_has_no_planned_day(page, tmp_path):
    choose(page, "phishing", Answer.NO)
    card(page, "phishing").planned.set_day(date(2027, 1, 15))
    card(page, "phishing").keep()
    choose(page, "phishing", Answer.YES)
    assert answers(tmp_path)["phishing"].planned_on is None
    assert not card(page, "phishing").planned_field.isVisible()


def test_only_what_is_left_to_do(page):
    choose(page, "register_review", Answer.YES)
    choose(page, "inventory", Answer.NOT_CONCERNED)
    QTest.mouseClick(page.to_do, Qt.MouseButton.LeftButton)
    assert set(page.cards) == {"action_plan", "written_rules", "phishing"}


def test_by_the_keyboard_only(page, tmp_path):
    first = card(page, "register_review").choices[Answer.YES]
    page.activateWindow()
    QApplication.processEvents()
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert answers(tmp_path)["register_review"].answer is Answer.YES
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert answers(tmp_path)["register_review"].answer is Answer.PARTLY


def test_a_question_is_arrived_at(page):
    page.arrive(question="ai_contract")
    assert page.themes.current_id == "Incident, IA"
    QApplication.processEvents()
    assert card(page, "ai_contract").isVisible()
    page.arrive(plan=True)
    assert page.plan.isVisible()
