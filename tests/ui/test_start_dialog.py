"""« Partir de votre métier » by gestures: what is proposed and why, nothing added unseen, one sheet alone, an empty one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from rgpd_desktop.rules.activity import Activity, Progress, Role
from rgpd_desktop.services import keep_register, start_register
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.register.start_dialog import ASK, ONE, PROPOSE, StartDialog
from tests.ui.conftest import TODAY

Open = Callable[..., StartDialog]


@pytest.fixture
def jobs(qapp: QApplication, tmp_path: Path) -> Iterator[JobRunner]:
    runner = JobRunner(lambda: open_desk(tmp_path / "donnees", TODAY))
    runner.in_line = True
    yield runner
    assert runner.close()


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    lines: list[str] = []
    monkeypatch.setattr(messages, "toast", lines.append)
    return lines


@pytest.fixture
def opened(services: Services, said: list[str]) -> Open:
    services.window.resize(1024, 640)

    def make(*trades: str) -> StartDialog:
        dialog = StartDialog(services, services.window, trades)
        dialog.open()
        assert QTest.qWaitForWindowActive(dialog)
        return dialog

    return make


def sheets(tmp_path: Path) -> tuple[Activity, ...]:
    with open_desk(tmp_path / "donnees", TODAY) as desk:
        return keep_register.sheets(desk)


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def row_words(box: QWidget) -> str:
    row = box.parentWidget()
    assert row is not None
    return " | ".join(each.text() for each in row.findChildren(QLabel)).replace("\u00a0", " ").replace("\u202f", " ")


def listen(dialog: StartDialog) -> list[tuple[Activity, ...]]:
    heard: list[tuple[Activity, ...]] = []
    dialog.started.connect(heard.append)
    return heard


def test_a_trade_and_an_answer_propose_sheets_with_their_reasons(opened: Open, tmp_path: Path) -> None:
    dialog = opened()
    click(dialog.ask.chips["coach"])
    newsletter = dialog.ask.answers["newsletter"]
    assert not newsletter.is_yes
    newsletter.yes.setFocus()
    QTest.keyClick(newsletter.yes, Qt.Key.Key_Space)
    click(dialog.next_button)
    assert dialog.steps.currentIndex() == PROPOSE
    boxes = dialog.proposals.boxes
    assert all(box.isChecked() for box in boxes.values())
    assert "Votre métier : Coaching." in row_words(boxes["appointments"])
    assert "Vous envoyez une lettre d’information." in row_words(boxes["newsletter"])
    assert "payroll" not in boxes
    assert sheets(tmp_path) == (), "nothing is added before it was seen"
    dialog.reject()
    assert sheets(tmp_path) == ()


def test_only_what_is_ticked_is_made_and_it_is_said(opened: Open, tmp_path: Path, said: list[str]) -> None:
    dialog = opened("coach")
    heard = listen(dialog)
    assert dialog.ask.chips["coach"].isChecked()
    click(dialog.ask.chips["trainer"])
    click(dialog.next_button)
    for id, box in dialog.proposals.boxes.items():
        if id not in ("clients", "training"):
            box.setFocus()
            QTest.keyClick(box, Qt.Key.Key_Space)
    assert dialog.next_button.text() == "Créer 2\u00a0fiches"
    click(dialog.next_button)
    assert not dialog.isVisible()
    made = sheets(tmp_path)
    assert [each.model for each in made] == ["clients", "training"]
    assert {each.progress for each in made} == {Progress.DRAFT}
    assert heard == [made]
    assert said == ["2\u00a0fiches créées, à relire avant de les inscrire au registre."]
    with open_desk(tmp_path / "donnees", TODAY) as desk:
        assert keep_register.business(desk).trades == ("coach", "trainer")


def test_nothing_ticked_makes_nothing(opened: Open) -> None:
    dialog = opened("shop")
    click(dialog.next_button)
    for box in dialog.proposals.boxes.values():
        box.setChecked(False)
    assert not dialog.next_button.isEnabled()
    dialog.reject()


def test_what_is_already_there_is_told_and_not_ticked(opened: Open, tmp_path: Path) -> None:
    with open_desk(tmp_path / "donnees", TODAY) as desk:
        start_register.start(desk, ("clients",))
    dialog = opened("coach")
    click(dialog.next_button)
    box = dialog.proposals.boxes["clients"]
    assert not box.isChecked()
    assert "Déjà dans votre registre." in row_words(box)
    dialog.reject()


def test_going_back_keeps_the_answers_and_the_ticks(opened: Open) -> None:
    dialog = opened("coach")
    click(dialog.next_button)
    dialog.proposals.boxes["reviews"].setChecked(False)
    click(dialog.back_button)
    assert dialog.steps.currentIndex() == ASK
    assert dialog.ask.trades == ("coach",)
    dialog.ask.answers["employee"].yes.setChecked(True)
    click(dialog.next_button)
    assert not dialog.proposals.boxes["reviews"].isChecked()
    assert dialog.proposals.boxes["payroll"].isChecked()
    dialog.reject()


def test_one_sheet_is_searched_and_made(opened: Open, tmp_path: Path, said: list[str]) -> None:
    dialog = opened()
    heard = listen(dialog)
    click(dialog.one_button)
    assert dialog.steps.currentIndex() == ONE
    assert dialog.models.search.hasFocus()
    assert not dialog.next_button.isEnabled()
    QTest.keyClicks(dialog.models.search, "SALARIE")
    choices = dialog.models.choices
    assert choices["payroll"].isVisible()
    assert not choices["newsletter"].isVisible()
    assert choices[Role.CONTROLLER.value].isVisible(), "the empty sheet is always there"
    row = choices["payroll"].parentWidget()
    assert row is not None
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.rect().bottomRight() / 2)
    assert choices["payroll"].isChecked()
    click(dialog.next_button)
    assert [each.model for each in sheets(tmp_path)] == ["payroll"]
    assert len(heard) == 1
    assert said == ["1\u00a0fiche créée, à relire avant de l’inscrire au registre."]
    with open_desk(tmp_path / "donnees", TODAY) as desk:
        assert keep_register.business(desk).trades == ()


def test_what_is_not_seen_is_not_chosen(opened: Open) -> None:
    dialog = opened()
    click(dialog.one_button)
    dialog.models.choices["payroll"].setChecked(True)
    QTest.keyClicks(dialog.models.search, "coach")
    assert dialog.models.choices["appointments"].isVisible(), "found by the trade it goes with"
    assert dialog.models.chosen == ""
    assert not dialog.next_button.isEnabled()
    dialog.models.search.clear()
    QTest.keyClicks(dialog.models.search, "zzz")
    assert "partez d’une fiche vide" in " ".join(
        each.text() for each in dialog.models.findChildren(QLabel) if each.isVisible()
    )
    dialog.reject()


@pytest.mark.parametrize(("role", "reference"), [(Role.CONTROLLER, "RT-001"), (Role.PROCESSOR, "ST-001")])
def test_an_empty_sheet_is_made(opened: Open, tmp_path: Path, role: Role, reference: str) -> None:
    dialog = opened()
    click(dialog.one_button)
    dialog.models.choices[role.value].click()
    click(dialog.next_button)
    (made,) = sheets(tmp_path)
    assert (made.model, made.role, made.reference, made.name) == ("", role, reference, "")


def test_it_fits_the_smallest_window_and_the_keyboard_goes_all_along(opened: Open) -> None:
    dialog = opened()
    assert dialog.height() <= 640
    assert dialog.width() <= 1024
    seen: set[QWidget] = set()
    for _ in range(80):
        focused = dialog.focusWidget()
        if focused in seen:
            break
        seen.add(focused)
        assert focused.accessibleName() or focused.text()  # type: ignore[attr-defined]
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        now = dialog.focusWidget()
        if dialog.ask.isAncestorOf(now):
            place = now.mapTo(dialog.ask.viewport(), now.rect().center())
            assert dialog.ask.viewport().rect().contains(place)
    assert set(dialog.ask.chips.values()) <= seen
    assert {answer.no for answer in dialog.ask.answers.values()} <= seen, "one stop a question"
    assert dialog.next_button in seen
    dialog.reject()
