"""The rules page by gestures: the effect is said before saving, a longer period asks why, and there is a way back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel

from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.retention import Period
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.services.keep_rules import RuleEffect
from rgpd_desktop.store import contacts
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.retention.retention_page import RetentionPage
from rgpd_desktop.ui.retention.rule_card import RuleCard, effect_words

TODAY = date(2026, 11, 23)


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
def page(services: Services, jobs: JobRunner, qtbot: Any, tmp_path: Path, said: list[str]) -> RetentionPage:
    with open_desk(tmp_path / "donnees", TODAY) as desk, desk.database.writing("contacts"):
        for year in range(2020, 2027):
            contacts.add(desk.database, Contact(last_contact_on=date(year, 5, 5)), desk.starts)
    made = RetentionPage(services)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    jobs.touched.connect(lambda tables: made.refresh() if tables & made.tables else None)
    made.show()
    made.arrive(rules=True)
    made.refresh()
    return made


def card(page: RetentionPage, rule: str = "P1") -> RuleCard:
    return page.rules.cards[rule]


def words(card: RuleCard) -> str:
    return " | ".join(each.text() for each in card.findChildren(QLabel) if not each.isHidden() and each.text())


def test_every_rule_says_its_clock_its_source_and_how_sure_it_is(page: RetentionPage) -> None:
    assert len(page.rules.cards) == 9
    told = words(card(page))
    assert "À compter du dernier contact venant de la personne, sinon de la collecte." in told
    assert "Valeur recommandée\u00a0: 3\u00a0ans" in told
    assert "cité par des sources secondaires" in told
    assert "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000045538574" in told
    assert "7\u00a0personnes" in told
    assert "indicatif, à vérifier" in words(card(page, "P6"))
    partners = words(card(page, "D7"))  # no source recommends anything
    assert "Durée proposée\u00a0: 5\u00a0ans" in partners
    assert "Valeur recommandée" not in partners
    assert card(page, "D7").restore.text() == "Revenir à la durée proposée"


def test_the_address_can_be_selected_and_opens_nothing(page: RetentionPage) -> None:
    address = next(each for each in card(page).findChildren(QLabel) if each.text().startswith("https://"))
    flags = address.textInteractionFlags()
    assert flags & Qt.TextInteractionFlag.TextSelectableByMouse
    assert not flags & Qt.TextInteractionFlag.LinksAccessibleByMouse
    assert not address.openExternalLinks()


def test_a_shorter_period_says_its_effect_then_is_saved(page: RetentionPage, said: list[str]) -> None:
    shown = card(page)
    assert not shown.save.isVisible()
    shown.years.setValue(1)
    assert shown.effect.text() == "2\u00a0personnes deviendraient échues."
    assert not shown.reason.isVisible()
    shown.save.click()
    assert said == ["Règle enregistrée."]
    assert shown.sheet.rule.keep == Period(years=1)
    assert "modifiée par vous" in words(shown)
    assert page.due.model.total == 6


def test_a_longer_period_asks_why(page: RetentionPage, tmp_path: Path) -> None:
    shown = card(page)
    shown.months.setValue(1)
    assert shown.reason.isVisible()
    assert not shown.save.isEnabled()
    assert "Au-delà de 3\u00a0ans, écrivez pourquoi" in words(shown)
    shown.reason.setText("Marchés pluriannuels")
    assert shown.save.isEnabled()
    shown.save.click()
    with open_desk(tmp_path / "donnees", TODAY) as desk:
        rule = desk.rules["prospect"]
        assert (rule.keep, rule.reason) == (Period(years=3, months=1), "Marchés pluriannuels")
    assert shown.reason.text() == "Marchés pluriannuels"
    assert not shown.save.isEnabled()


def test_a_reason_alone_can_be_corrected(page: RetentionPage, tmp_path: Path) -> None:
    shown = card(page)
    shown.years.setValue(4)
    shown.reason.setText("Devis")
    shown.save.click()
    shown.reason.setText("Devis pluriannuels")
    assert shown.save.isEnabled()
    shown.save.click()
    with open_desk(tmp_path / "donnees", TODAY) as desk:
        assert desk.rules["prospect"].reason == "Devis pluriannuels"


def test_back_to_the_recommended_value(page: RetentionPage, said: list[str]) -> None:
    shown = card(page)
    shown.years.setValue(1)
    shown.restore.click()  # not saved yet: only what was typed is undone
    assert (shown.years.value(), said) == (3, [])
    shown.years.setValue(1)
    shown.save.click()
    shown.years.setValue(2)  # and something else is being typed
    shown.restore.click()
    assert shown.effect.text() == "2\u00a0personnes ne seraient plus échues."
    assert said == ["Règle enregistrée."]  # shown, not yet in force
    shown.save.click()
    assert said == ["Règle enregistrée.", "Règle rétablie à sa valeur recommandée."]
    assert (shown.years.value(), shown.sheet.rule.is_changed) == (3, False)
    assert not shown.restore.isVisible()


def test_no_period_at_all_is_said(page: RetentionPage) -> None:
    shown = card(page)
    shown.years.setValue(0)
    assert shown.effect.text() == "Indiquez une durée d’au moins un mois."
    assert not shown.save.isEnabled()


def test_what_is_typed_survives_the_saving_of_another_rule(page: RetentionPage) -> None:
    typed, other = card(page), card(page, "P3")
    typed.years.setValue(5)
    typed.reason.setText("en cours")
    other.years.setValue(2)
    other.save.click()
    assert (typed.years.value(), typed.reason.text(), typed.save.isEnabled()) == (5, "en cours", True)
    assert other.sheet.rule.keep == Period(years=2)


def test_a_late_effect_of_another_period_is_not_shown(page: RetentionPage) -> None:
    shown = card(page)
    shown.years.setValue(2)
    before = shown.effect.text()
    shown.show_effect(Period(years=9), RuleEffect(99, 0, 0))
    assert shown.effect.text() == before


def test_the_wheel_scrolls_the_page_and_changes_no_period(page: RetentionPage) -> None:
    shown = card(page)
    page.rules.back.setFocus()
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 120), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(shown.years, event)
    assert shown.years.value() == 3


def test_there_and_back(page: RetentionPage) -> None:
    assert page.rules.isVisible()
    page.rules.back.click()
    assert page.due.isVisible()
    page.due.rules_asked.emit()
    assert page.rules.isVisible()


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        (RuleEffect(42, 0, 0), "42\u00a0personnes deviendraient échues."),
        (
            RuleEffect(1, 0, 1),
            "1\u00a0personne deviendrait échue. 1\u00a0personne arriverait à échéance dans les 60 jours.",
        ),
        (RuleEffect(0, 2, 0), "2\u00a0personnes ne seraient plus échues."),
        (RuleEffect(0, 0, 0), "Personne ne changerait d’état aujourd’hui."),
    ],
)
def test_effects_in_words(effect: RuleEffect, expected: str) -> None:
    assert effect_words(effect) == expected
