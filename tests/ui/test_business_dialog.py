"""« Qui tient ce registre ? » by gestures: numbers judged as they are typed, nothing refused, nothing lost by a slip."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from rgpd_desktop.rules.business import Business, Party
from rgpd_desktop.services import keep_register
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.register.business_dialog import BusinessDialog
from tests.ui.conftest import TODAY

SIRET, SIREN = "73282932000074", "732829320"
WHOLE = Business(
    name="Claire Morel",
    is_sole_trader=True,
    legal_form="Micro-entreprise",
    siren=SIREN,
    siret=SIRET,
    ape="70.22Z",
    ape_nomenclature="NAF 2025",
    street="3 rue des Lilas",
    postal_code="75011",
    city="Paris",
    email="claire@exemple.fr",
    officer=Party(name="Jeanne Roux", company="Cabinet Roux"),
    trades=("coach",),
)
Open = Callable[..., BusinessDialog]


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

    def make(business: Business = Business()) -> BusinessDialog:  # noqa: B008 - frozen
        dialog = BusinessDialog(services, business, services.window)
        dialog.open()
        assert QTest.qWaitForWindowActive(dialog)
        return dialog

    return make


def kept(tmp_path: Path) -> Business:
    with open_desk(tmp_path / "donnees", TODAY) as desk:
        return keep_register.business(desk)


def type_in(dialog: BusinessDialog, name: str, text: str) -> None:
    line = dialog.line(name)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def press_save(dialog: BusinessDialog) -> None:
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def hint(dialog: BusinessDialog, name: str) -> str:
    return plain(" ".join(each.text() for each in dialog.fields[name].findChildren(QLabel) if each.isVisible()))


def test_what_is_typed_is_kept(opened: Open, tmp_path: Path, said: list[str]) -> None:
    dialog = opened()
    assert dialog.line("name").hasFocus()
    assert not any(field.problem for field in dialog.fields.values()), "nothing is wrong before one began"
    type_in(dialog, "name", "Claire Morel")
    dialog.form.setFocus()
    QTest.keyClick(dialog.form, Qt.Key.Key_Down)
    type_in(dialog, "siret", "732 829 320 00074")
    type_in(dialog, "street", "3 rue des Lilas")
    type_in(dialog, "city", "Paris")
    type_in(dialog, "email", "claire@exemple.fr")
    QTest.keyClick(dialog.line("email"), Qt.Key.Key_Return)
    assert not dialog.isVisible()
    found = kept(tmp_path)
    assert (found.name, found.siret, found.siren) == ("Claire Morel", SIRET, SIREN)
    assert (found.street, found.city, found.email) == ("3 rue des Lilas", "Paris", "claire@exemple.fr")
    assert said == ["Vos coordonnées sont enregistrées."]


def test_a_whole_business_is_shown_and_kept_as_it_was(opened: Open, tmp_path: Path) -> None:
    dialog = opened(WHOLE)
    assert dialog.read() == WHOLE
    assert plain(dialog.line("siret").text()) == "732 829 320 00074"
    assert "Sur vos documents : Claire Morel EI" in hint(dialog, "name")
    press_save(dialog)
    assert kept(tmp_path) == WHOLE


def test_a_siret_is_judged_where_it_is_typed(opened: Open) -> None:
    dialog = opened()
    type_in(dialog, "siret", "7328293200007")
    assert dialog.fields["siret"].problem == "", "it is not whole yet"
    QTest.keyClicks(dialog.line("siret"), "5")
    assert "ne se vérifie pas" in plain(dialog.fields["siret"].problem)
    QTest.keyClick(dialog.line("siret"), Qt.Key.Key_Backspace)
    assert dialog.fields["siret"].problem == ""
    QTest.keyClicks(dialog.line("siret"), "4")
    assert "SIRET vérifié" in hint(dialog, "siret")
    assert plain(dialog.line("siren").text()) == "732 829 320"
    QTest.keyClick(dialog.line("siret"), Qt.Key.Key_Tab)
    assert plain(dialog.line("siret").text()) == "732 829 320 00074"
    dialog._before = dialog.read()
    dialog.reject()


def test_a_short_number_is_told_when_it_is_left(opened: Open) -> None:
    dialog = opened()
    type_in(dialog, "siren", "12345")
    assert dialog.fields["siren"].problem == ""
    QTest.keyClick(dialog.line("siren"), Qt.Key.Key_Tab)
    assert "neuf chiffres" in dialog.fields["siren"].problem
    dialog._before = dialog.read()
    dialog.reject()


def test_another_good_siren_is_not_replaced_but_told(opened: Open) -> None:
    dialog = opened()
    type_in(dialog, "siren", "552100554")
    type_in(dialog, "siret", SIRET)
    QTest.keyClick(dialog.line("siret"), Qt.Key.Key_Tab)
    assert plain(dialog.line("siren").text()) == "552 100 554"
    assert "ne commence pas par votre SIREN" in plain(dialog.fields["siret"].problem)
    dialog._before = dialog.read()
    dialog.reject()


def test_problems_are_told_as_one_goes_and_refuse_nothing(opened: Open, tmp_path: Path, said: list[str]) -> None:
    dialog = opened()
    QTest.keyClick(dialog.line("name"), Qt.Key.Key_Tab)
    assert "Indiquez votre nom" in dialog.fields["name"].problem
    type_in(dialog, "siret", "123")
    press_save(dialog)
    assert not dialog.isVisible()
    assert kept(tmp_path).siret == "123"
    assert plain(said[0]) == "Vos coordonnées sont enregistrées. Il reste 4 points à compléter."


def test_an_incomplete_one_opened_again_says_what_is_missing(opened: Open) -> None:
    dialog = opened(Business(name="Claire Morel"))
    assert "l’adresse de votre activité" in dialog.fields["street"].problem
    assert "un e-mail ou un téléphone" in dialog.fields["email"].problem
    type_in(dialog, "phone", "0612345678")
    QTest.keyClick(dialog.line("phone"), Qt.Key.Key_Tab)
    assert dialog.fields["email"].problem == ""
    dialog._before = dialog.read()
    dialog.reject()


def test_a_sole_trader_form_ticks_the_box_and_another_is_typed(opened: Open, tmp_path: Path) -> None:
    dialog = opened()
    dialog.form.setFocus()
    QTest.keyClicks(dialog.form, "Micro-entreprise")
    dialog.form.textActivated.emit("Micro-entreprise")
    assert dialog.is_sole.isChecked()
    dialog.form.setCurrentText("GAEC")
    press_save(dialog)
    assert (kept(tmp_path).legal_form, kept(tmp_path).is_sole_trader) == ("GAEC", True)


def test_an_officer_is_unfolded_and_folded_away(opened: Open, tmp_path: Path) -> None:
    dialog = opened()
    assert not dialog.officer.party.isVisible()
    dialog.area.ensureWidgetVisible(dialog.officer.box)
    dialog.officer.box.setFocus()
    QTest.keyClick(dialog.officer.box, Qt.Key.Key_Space)
    assert dialog.officer.party.isVisible()
    QTest.keyClicks(dialog.focusWidget(), "Cabinet Roux")
    assert dialog.read().officer == Party(company="Cabinet Roux")
    QTest.keyClick(dialog.officer.box, Qt.Key.Key_Space)
    assert not dialog.officer.party.isVisible()
    assert not dialog.read().officer.is_known
    dialog.representative.box.click()
    dialog.representative.party.fields["name"].field.setText("Ana")  # type: ignore[attr-defined]
    press_save(dialog)
    assert kept(tmp_path).representative == Party(name="Ana")
    assert not kept(tmp_path).officer.is_known


def test_escape_does_not_lose_what_was_typed(opened: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answers = [False, True]
    monkeypatch.setattr(messages, "confirm", lambda *_, **__: answers.pop(0))
    dialog = opened()
    type_in(dialog, "name", "Claire")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert kept(tmp_path) == Business()


def test_it_fits_the_smallest_window_and_every_field_is_reached_by_tab(opened: Open) -> None:
    dialog = opened(WHOLE)
    assert dialog.height() <= 640
    assert dialog.width() <= 1024
    assert dialog.area.verticalScrollBar().maximum() > 0
    seen: set[QWidget] = set()
    for _ in range(60):
        focused = dialog.focusWidget()
        if focused in seen:
            break
        seen.add(focused)
        assert focused.accessibleName() or focused.text()  # type: ignore[attr-defined]
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        now = dialog.focusWidget()
        if dialog.area.isAncestorOf(now):
            place = now.mapTo(dialog.area.viewport(), now.rect().center())
            assert dialog.area.viewport().rect().contains(place), "what has the keyboard is in view"
    wanted = {dialog.line("name"), dialog.is_sole, dialog.line("siret"), dialog.line("website"), dialog.save_button}
    assert wanted <= seen
    dialog.reject()
