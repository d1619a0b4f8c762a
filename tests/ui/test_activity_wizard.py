"""The wizard of a sheet by gestures on a real desk: nothing typed is lost, nothing is asked twice, a rule changes only when one says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QMainWindow, QRadioButton, QWidget

from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.rules.activity import (
    Activity,
    DataCategory,
    Keeping,
    MeasureLine,
    PeopleCategory,
    Progress,
    Purpose,
    Recipient,
    Role,
    Transfer,
)  # fmt: skip
from rgpd_desktop.rules.business import Party
from rgpd_desktop.rules.contact import Contact
from rgpd_desktop.rules.measures import Answer, MeasureAnswer
from rgpd_desktop.rules.retention import Period
from rgpd_desktop.services import keep_measures, keep_processors, keep_register, start_register
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import contacts
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.register.activity_wizard import ActivityWizard

TODAY = date(2026, 11, 23)
TIED = Keeping(period=Period(years=3), kind="prospect")
FULL = Activity(
    id="", name="Prospection", kinds=("prospect",), software="Tableur",
    purposes=(Purpose("Rechercher des clients", "legitimate_interest", "développer mon activité"),),
    people=(PeopleCategory("prospects", "professionnels  seulement"), PeopleCategory("", "riverains")),
    data=(DataCategory("contact", "e-mail", TIED), DataCategory("identity", "nom", TIED)),
    is_direct=True, source="cartes de visite", recipients=(Recipient("institution", "banque"), Recipient("internal")),
    measures=(MeasureLine("backup"), MeasureLine("access", "Mots de passe longs")), rights="Par e-mail.\nSous un mois.",
)  # fmt: skip


@pytest.fixture
def jobs(qapp: QApplication, tmp_path: Path) -> Iterator[JobRunner]:
    runner = JobRunner(lambda: open_desk(tmp_path / "donnees", TODAY))
    runner.in_line = True
    yield runner
    assert runner.close()


@pytest.fixture
def desk(tmp_path: Path) -> Callable[[], Desk]:
    return lambda: open_desk(tmp_path / "donnees", TODAY)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    lines: list[str] = []
    monkeypatch.setattr(messages, "toast", lines.append)
    return lines


@pytest.fixture
def opened(
    services: Services, jobs: JobRunner, desk: Callable[[], Desk], qtbot: Any, said: list[str]
) -> Callable[..., ActivityWizard]:
    def make(template: Activity = FULL, step: str = "", *, kept: bool = False) -> ActivityWizard:
        with desk() as there:
            id = template.id or keep_register.begin(there, template).id
            if kept:
                keep_register.inscribe(there, id)
        made = ActivityWizard(services, id, step)
        qtbot.addWidget(made)
        made.resize(1280, 800)
        with qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        made.setFocus()
        return made

    return make


def stored(desk: Callable[[], Desk], wizard: ActivityWizard) -> Activity:
    with desk() as there:
        return keep_register.sheet(there, wizard.draft.id)


def press(qtbot: Any, widget: QWidget) -> None:
    is_box = isinstance(widget, QCheckBox | QRadioButton)  # pressed on its words, not in the empty end of its line
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(8, widget.height() // 2) if is_box else QPoint())


def strike(widget: QWidget, text: str) -> None:
    """QTest has no key for an accented letter."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def type_in(widget: QWidget, text: str) -> None:
    widget.setFocus()
    strike(widget, text)


def go_to(qtbot: Any, wizard: ActivityWizard, number: int) -> None:
    press(qtbot, wizard.rail.steps[number - 1])


def many_prospects(desk: Callable[[], Desk]) -> None:
    with desk() as there, there.database.writing("contacts"):
        for year in range(2020, 2027):
            contact = Contact(last_name="Aubry", emails=(f"a{year}@example.org",), last_contact_on=date(year, 5, 5))
            contacts.add(there.database, contact, there.starts)


def test_from_an_empty_draft_to_the_register(
    opened: Callable[..., ActivityWizard], desk: Callable[[], Desk], qtbot: Any, said: list[str]
) -> None:
    wizard = opened(Activity(id="", name=""))
    steps = wizard.all
    type_in(steps.activity.name, "Prospection")
    assert wizard.rail._title.text() == "Fiche «\u00a0Prospection\u00a0»"
    press(qtbot, steps.activity.kinds["prospect"])
    press(qtbot, wizard.bar.next)
    fields = steps.purposes.purposes.rows[0]
    type_in(fields.purpose, "Rechercher des clients")
    type_in(fields.basis, "Intérêt l")
    assert fields.detail_field._name.text().startswith("Quel intérêt poursuivez-vous")
    type_in(fields.detail, "développer mon activité")
    press(qtbot, wizard.bar.next)
    press(qtbot, steps.people.people.chips["prospects"])
    cell = steps.people.data.cells["identity"]
    press(qtbot, cell.box)
    type_in(cell.details, "nom, prénom")
    press(qtbot, steps.people.direct)
    press(qtbot, wizard.bar.next)
    card = steps.durations.cards["identity"]
    assert card.kind.value == "prospect"  # the only kind covered: its rule is proposed
    assert card.words.text().startswith("Au registre\u00a0: 3\u00a0ans après le dernier contact")
    press(qtbot, wizard.bar.next)
    press(qtbot, steps.recipients.alone)
    press(qtbot, wizard.bar.next)
    press(qtbot, wizard.bar.next)
    lines = steps.security.groups["access"]
    press(qtbot, lines.add_button)
    type_in(lines.rows[0], "Mots de passe longs")
    press(qtbot, wizard.bar.next)
    assert steps.review.complete.isVisible()
    with qtbot.waitSignal(wizard.finished):
        press(qtbot, wizard.bar.next)
    assert said == ["Fiche inscrite au registre."]
    made = stored(desk, wizard)
    assert made.progress is Progress.KEPT
    assert made.purposes == (Purpose("Rechercher des clients", "legitimate_interest", "développer mon activité"),)
    assert made.people == (PeopleCategory("prospects"),)
    assert made.data == (DataCategory("identity", "nom, prénom", TIED),)
    assert (made.recipients, made.is_direct) == ((Recipient("internal", "Vous seul"),), True)
    assert made.measures == (MeasureLine("access", "Mots de passe longs"),)


def test_visiting_every_step_changes_nothing(
    opened: Callable[..., ActivityWizard], desk: Callable[[], Desk], qtbot: Any
) -> None:
    rich = replace(
        FULL, role=Role.PROCESSOR, client=Party(company="Boulangerie Dupain", city="Lyon"), sensitive_condition="health_care",
        joint_controllers=(Party(name="Jeanne Roux"),), sensitive=(DataCategory("health", "allergies", TIED),),
        uses_nir=DataCategory("nir", "paie", Keeping(starts="jusqu’au départ")),
        uses_offences=DataCategory("offences", "", Keeping(period=Period(years=1, months=6))),
        transfers=(Transfer("Prestataire", "Maroc", "scc", "contrat"),), processors=("gone",), dpia="pas utile",
        dpia_criteria=("sensitive", "scale"), automated_decision="Aucune", kinds=("prospect", "client"),
    )  # fmt: skip
    wizard = opened(rich)
    before = stored(desk, wizard)
    for _ in range(7):
        press(qtbot, wizard.bar.next)
    press(qtbot, wizard.bar.cancel)
    assert wizard.draft == before
    with desk() as there:
        assert len(keep_register.history(there, before.id)) == 1  # its creation


def test_visiting_a_proposed_sheet_changes_nothing(
    services: Services, desk: Callable[[], Desk], qtbot: Any, said: list[str]
) -> None:
    with desk() as there:
        made = start_register.start(there, [each.id for each in start_register.models()])
    for sheet in made:
        wizard = ActivityWizard(services, sheet.id)
        qtbot.addWidget(wizard)
        wizard.show()
        for _ in range(7):
            press(qtbot, wizard.bar.next)
        press(qtbot, wizard.bar.cancel)
        assert wizard.draft == sheet


@pytest.mark.parametrize("way", ["button", "escape", "close"])
def test_leaving_keeps_what_was_typed(
    opened: Callable[..., ActivityWizard], desk: Callable[[], Desk], qtbot: Any, way: str
) -> None:
    wizard = opened(Activity(id="", name=""), "purposes")
    finished: list[bool] = []
    wizard.finished.connect(lambda: finished.append(True))
    type_in(wizard.all.purposes.purposes.rows[0].purpose, "Rechercher des clients")
    if way == "button":
        press(qtbot, wizard.bar.cancel)
    elif way == "escape":
        qtbot.keyClick(wizard.all.purposes.purposes.rows[0].purpose, Qt.Key.Key_Escape)
    else:
        assert wizard.agrees_to_close()
    assert finished == ([] if way == "close" else [True])
    again = opened(wizard.draft, "purposes")
    assert again.all.purposes.purposes.rows[0].purpose.text == "Rechercher des clients"
    assert stored(desk, again).progress is Progress.DRAFT


def test_one_jumps_freely_and_each_jump_saves(
    opened: Callable[..., ActivityWizard], desk: Callable[[], Desk], qtbot: Any
) -> None:
    wizard = opened(Activity(id="", name=""))
    assert "Brouillon · Étape 1 sur 8" in wizard.bar.hint.text()
    type_in(wizard.all.activity.name, "Paie")
    go_to(qtbot, wizard, 7)
    assert wizard.current == 6
    assert stored(desk, wizard).name == "Paie"
    assert wizard.bar.hint.text().startswith("Brouillon enregistré à ")
    go_to(qtbot, wizard, 2)
    assert [step.is_lacking for step in wizard.rail.steps] == [False] * 6 + [True, False]
    assert wizard.rail.steps[0].is_done
    press(qtbot, wizard.bar.back)
    assert (wizard.current, wizard.all.activity.name.text()) == (0, "Paie")


def test_what_is_missing_is_listed_and_leads_to_its_field(opened: Callable[..., ActivityWizard], qtbot: Any) -> None:
    wizard = opened(Activity(id="", name=""), "review")
    review = wizard.all.review
    press(qtbot, wizard.bar.next)
    assert wizard.current == 7  # not inscribed
    names = [jump.accessibleName() for jump in review.missing]
    assert names[0] == "Activité\u00a0: Donnez un nom à cette activité."
    assert len(names) == 7
    assert QApplication.focusWidget() is review.missing[0]
    press(qtbot, review.missing[0])
    assert QApplication.focusWidget() is wizard.all.activity.name
    assert wizard.all.activity.name_field.problem == "Donnez un nom à cette activité."
    strike(wizard.all.activity.name, "P")
    assert wizard.all.activity.name_field.problem == ""
    go_to(qtbot, wizard, 3)
    cards = (wizard.all.people.people_card, wizard.all.people.data_card, wizard.all.people.source_card)
    assert all(card.problem for card in cards)
    press(qtbot, wizard.all.people.data.cells["finance"].box)
    assert not wizard.all.people.data_card.problem
    go_to(qtbot, wizard, 8)
    assert any("Dites combien de temps" in jump.accessibleName() for jump in review.missing)
    press(qtbot, next(jump for jump in review.missing if "combien de temps" in jump.accessibleName()))
    assert wizard.current == 3
    assert QApplication.focusWidget() is wizard.all.durations.cards["finance"].period.number


def test_a_step_not_left_yet_blames_nobody(opened: Callable[..., ActivityWizard], qtbot: Any) -> None:
    wizard = opened(Activity(id="", name=""))
    assert not wizard.all.activity.name_field.problem
    press(qtbot, wizard.bar.next)
    assert not wizard.all.purposes.card.problem


def test_a_tied_duration_says_its_effect_then_changes_the_rule(
    opened: Callable[..., ActivityWizard], desk: Callable[[], Desk], qtbot: Any, said: list[str]
) -> None:
    many_prospects(desk)
    wizard = opened(FULL, "keeping")
    durations = wizard.all.durations
    press(qtbot, durations.is_same)  # they were alike: one card for all; now one each
    card, other = durations.cards.values()
    card.period.number.setFocus()
    card.period.number.selectAll()
    strike(card.period.number, "1")
    assert card.rule_box.banner.accessibleName().endswith("2\u00a0personnes deviendraient échues.")
    assert other.period.period == Period(years=1)  # one rule, one period
    assert not other.rule_box.isVisible()
    finished: list[bool] = []
    wizard.finished.connect(lambda: finished.append(True))
    press(qtbot, wizard.bar.cancel)
    assert not wizard.agrees_to_close()
    assert (finished, QApplication.focusWidget()) == ([], card.rule_box.change)
    with desk() as there:
        assert there.rules["prospect"].keep == Period(years=3)  # not before one says so
    press(qtbot, card.rule_box.change)
    with desk() as there:
        assert there.rules["prospect"].keep == Period(years=1)
        assert {each.keeping.period for each in keep_register.sheet(there, wizard.draft.id).data} == {Period(years=1)}
    assert not card.rule_box.isVisible()
    assert said[-1] == "La règle de conservation a changé : vos contacts la suivent."
    assert "gardés 1\u00a0an" in wizard.panel.shown.text()
    press(qtbot, wizard.bar.cancel)
    assert finished == [True]


def test_a_longer_duration_asks_why_in_place(
    opened: Callable[..., ActivityWizard], desk: Callable[[], Desk], qtbot: Any
) -> None:
    wizard = opened(FULL, "durations")
    (card,) = wizard.all.durations.cards.values()
    card.period.number.setValue(5)
    assert card.rule_box.reason_field.isVisible()
    press(qtbot, card.rule_box.change)
    assert "écrivez pourquoi" in card.rule_box.reason_field.problem
    assert QApplication.focusWidget() is card.rule_box.reason
    strike(card.rule_box.reason, "Marchés pluriannuels")
    press(qtbot, card.rule_box.change)
    with desk() as there:
        assert (there.rules["prospect"].keep, there.rules["prospect"].reason) == (
            Period(years=5),
            "Marchés pluriannuels",
        )


def test_a_duration_may_be_kept_for_the_sheet_alone_or_given_back(
    opened: Callable[..., ActivityWizard], desk: Callable[[], Desk], qtbot: Any
) -> None:
    wizard = opened(FULL, "durations")
    durations = wizard.all.durations
    press(qtbot, durations.is_same)
    card, other = durations.cards.values()
    card.period.number.setValue(2)
    press(qtbot, card.rule_box.back)
    assert (card.period.period, other.period.period, card.rule_box.isVisible()) == (TIED.period, TIED.period, False)
    card.period.number.setValue(2)
    press(qtbot, card.rule_box.untie)
    press(qtbot, wizard.bar.cancel)
    with desk() as there:
        assert there.rules["prospect"].keep == Period(years=3)
    keepings = {each.keeping for each in stored(desk, wizard).data}
    assert keepings == {Keeping(Period(years=2), "après le dernier contact venant de la personne")}


def test_one_duration_for_all(opened: Callable[..., ActivityWizard], desk: Callable[[], Desk], qtbot: Any) -> None:
    mixed = replace(FULL, data=(DataCategory("identity"), DataCategory("finance"), DataCategory("contact")))
    wizard = opened(mixed, "durations")
    durations = wizard.all.durations
    qtbot.waitUntil(lambda: len(durations.cards) == 3)
    durations.cards["identity"].period.number.setValue(10)
    type_in(durations.cards["identity"].starts.lineEdit(), "à compter de la clôture de l’exercice")
    press(qtbot, durations.is_same)
    assert len(durations.cards) == 1
    press(qtbot, durations.cards["identity"].is_archived)
    durations.cards["identity"].archive.number.setValue(5)
    type_in(durations.cards["identity"].reason, "preuve")
    press(qtbot, wizard.bar.next)
    expected = Keeping(
        Period(years=10), "à compter de la clôture de l’exercice", archive=Period(years=5), archive_reason="preuve"
    )
    assert [each.keeping for each in stored(desk, wizard).data] == [expected] * 3


def test_by_the_keyboard_alone(opened: Callable[..., ActivityWizard], desk: Callable[[], Desk], qtbot: Any) -> None:
    wizard = opened(Activity(id="", name=""))

    def key(code: Qt.Key) -> None:
        qtbot.keyClick(QApplication.focusWidget(), code)

    strike(QApplication.focusWidget(), "Paie")
    key(Qt.Key.Key_Return)
    assert wizard.current == 1
    strike(QApplication.focusWidget(), "Payer les salariés")
    key(Qt.Key.Key_Tab)
    strike(QApplication.focusWidget(), "Obl")
    key(Qt.Key.Key_Tab)
    strike(QApplication.focusWidget(), "Code du travail")
    for _ in range(20):
        if QApplication.focusWidget() is wizard.bar.next:
            break
        key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Return)
    assert wizard.current == 2
    key(Qt.Key.Key_Space)
    for _ in range(40):
        if QApplication.focusWidget() is wizard.all.people.data.cells["finance"].box:
            break
        key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Space)
    key(Qt.Key.Key_Tab)
    strike(QApplication.focusWidget(), "salaire")
    key(Qt.Key.Key_Escape)
    made = stored(desk, wizard)
    assert (made.name, made.purposes) == (
        "Paie",
        (Purpose("Payer les salariés", "legal_obligation", "Code du travail"),),
    )
    assert made.people == (PeopleCategory("prospects"),)
    assert made.data == (DataCategory("finance", "salaire"),)


def test_people_of_ones_own_and_from_the_menu(opened: Callable[..., ActivityWizard], qtbot: Any) -> None:
    wizard = opened(Activity(id="", name=""), "people")
    people = wizard.all.people.people
    next(act for act in people.menu.actions() if act.text() == "Salariés").trigger()
    people.menu.actions()[-1].trigger()
    assert QApplication.focusWidget() is people.own
    strike(people.own, "riverains")
    qtbot.keyClick(people.own, Qt.Key.Key_Return)
    assert wizard.current == 2  # Enter added, and did not go on
    assert wizard.draft.people == (PeopleCategory("employees"), PeopleCategory("", "riverains"))
    press(qtbot, people.chips["riverains"])
    assert wizard.draft.people == (PeopleCategory("employees"),)


def test_data_ticked_say_what_contacts_hold(
    opened: Callable[..., ActivityWizard], desk: Callable[[], Desk], qtbot: Any
) -> None:
    many_prospects(desk)
    wizard = opened(replace(FULL, data=()), "people")
    assert wizard.panel.shown.text().startswith("Vos 7\u00a0contacts contiennent\u00a0: nom, e-mail")
    press(qtbot, wizard.all.people.data.cells["contact"].box)
    assert wizard.draft.data == (DataCategory("contact", "e-mail", TIED),)
    press(qtbot, wizard.all.people.data.cells["contact"].box)
    assert wizard.draft.data == ()


def test_sensitive_data_ask_which_exception(opened: Callable[..., ActivityWizard], qtbot: Any) -> None:
    wizard = opened(FULL, "people")
    people = wizard.all.people
    assert not people.sensitive.isVisible()
    press(qtbot, people.sensitive_yes)
    press(qtbot, people.sensitive.cells["health"].box)
    assert people.condition_field.problem == "Dites quelle exception de l’article 9 permet ces données sensibles."
    type_in(people.condition, "Soins")
    assert wizard.draft.sensitive_condition == "health_care"
    press(qtbot, people.apart.cells["nir"].box)
    assert wizard.draft.uses_nir == DataCategory("nir")
    press(qtbot, people.sensitive_no)
    assert (wizard.draft.sensitive, wizard.draft.sensitive_condition) == ((), "")


def test_a_processor_is_added_by_its_name_and_its_transfer_is_shown(
    opened: Callable[..., ActivityWizard], desk: Callable[[], Desk], qtbot: Any
) -> None:
    wizard = opened(FULL, "recipients")
    picker = wizard.all.recipients.picker
    tool = next(each for each in keep_processors.catalogue() if each.transfer)
    type_in(picker.name.lineEdit(), tool.name.lower())
    press(qtbot, picker.add)
    type_in(picker.name.lineEdit(), "Mon infogérant")
    qtbot.keyClick(picker.name, Qt.Key.Key_Return)
    assert wizard.current == 4
    with desk() as there:
        kept = {each.processor.name: each.processor for each in keep_processors.sheets(there)}
    assert wizard.draft.processors == (kept[tool.name].id, kept["Mon infogérant"].id)
    press(qtbot, wizard.bar.next)
    told = wizard.all.transfers._lines_column.itemAt(0).widget().text()
    assert told.startswith(tool.name)
    assert stored(desk, wizard).processors == wizard.draft.processors


def test_a_transfer_wants_its_safeguard(opened: Callable[..., ActivityWizard], qtbot: Any) -> None:
    wizard = opened(replace(FULL, transfers=(Transfer("Prestataire", "Maroc"),)), "transfers")
    (row,) = wizard.all.transfers.transfers.rows
    assert row.safeguard_field.problem == "Dites quelle garantie encadre ce transfert."
    type_in(row.safeguard, "Clauses")
    assert row.safeguard_field.problem == ""
    assert wizard.draft.transfers == (Transfer("Prestataire", "Maroc", "scc"),)
    press(qtbot, wizard.all.transfers.transfers.removes[0])
    assert wizard.draft.transfers == ()
    assert QApplication.focusWidget() is wizard.all.transfers.transfers.add_button


def test_the_security_list_is_taken_once(
    opened: Callable[..., ActivityWizard], desk: Callable[[], Desk], qtbot: Any
) -> None:
    with desk() as there:
        for question in keep_measures.sheet(there).questions[:3]:
            keep_measures.answer(there, MeasureAnswer(question.id, Answer.YES))
        claims = keep_measures.claims(there)
    wizard = opened(FULL, "security")
    press(qtbot, wizard.all.security.take)
    assert {(each.group, each.details) for each in wizard.draft.measures} >= set(claims)
    assert MeasureLine("backup") in wizard.draft.measures
    assert not wizard.all.security.take.isEnabled()


def test_two_criteria_advise_an_assessment(opened: Callable[..., ActivityWizard], qtbot: Any) -> None:
    wizard = opened(FULL, "review")
    review = wizard.all.review
    press(qtbot, review.criteria["scale"])
    assert not review.advice.isVisible()
    press(qtbot, review.criteria["vulnerable"])
    assert review.advice.isVisible()
    assert len(review.missing) == 1
    type_in(review.dpia, "Peu de personnes")
    assert review.missing == []


def test_for_a_client_the_client_is_asked(opened: Callable[..., ActivityWizard], qtbot: Any) -> None:
    wizard = opened(FULL)
    assert not wizard.all.activity.client.isVisible()
    press(qtbot, wizard.all.activity.roles[Role.PROCESSOR])
    company = wizard.all.activity.client.fields["company"]
    assert company.isVisible() and company.problem.startswith("Indiquez pour quel client")
    type_in(company.field, "Boulangerie Dupain")
    assert company.problem == ""
    assert wizard.draft.client == Party(company="Boulangerie Dupain")
    assert wizard.panel.article.text() == "RGPD, art. 30-2 a"


def test_a_sheet_of_the_register_is_saved(
    opened: Callable[..., ActivityWizard], desk: Callable[[], Desk], qtbot: Any, said: list[str]
) -> None:
    wizard = opened(FULL, "review", kept=True)
    assert wizard.bar.next.text() == "Enregistrer"
    assert "Fiche RT-001 · Étape 8 sur 8" in wizard.bar.hint.text()
    type_in(wizard.all.review.decision, "Aucune")
    with qtbot.waitSignal(wizard.finished):
        press(qtbot, wizard.bar.next)
    made = stored(desk, wizard)
    assert (made.automated_decision, made.progress, said) == ("Aucune", Progress.KEPT, ["Fiche enregistrée."])


def test_a_failed_writing_loses_nothing_without_asking(
    opened: Callable[..., ActivityWizard], desk: Callable[[], Desk], qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    wizard = opened(Activity(id="", name=""))
    shown: list[Exception] = []
    asked: list[str] = []
    finished: list[bool] = []
    wizard.finished.connect(lambda: finished.append(True))
    monkeypatch.setattr(messages, "show", lambda _parent, error: shown.append(error))
    monkeypatch.setattr(messages, "confirm", lambda _parent, title, *_a, **_k: bool(asked.append(title)))
    full = Refusal("Le disque est plein.", "Libérez de la place.")

    def fail(*_: object) -> None:
        raise full

    with monkeypatch.context() as broken:
        broken.setattr(keep_register, "save", fail)
        type_in(wizard.all.activity.name, "Paie")
        press(qtbot, wizard.bar.cancel)
        assert (shown, finished) == ([full], [])
        assert wizard.bar.hint.text().startswith("Non enregistré")
        assert not wizard.agrees_to_close()
        assert len(asked) == 1
    strike(wizard.all.activity.name, " des salariés")
    press(qtbot, wizard.bar.cancel)
    assert (finished, stored(desk, wizard).name) == ([True], "Paie des salariés")


def test_the_window_closes_once_all_is_written(
    opened: Callable[..., ActivityWizard], jobs: JobRunner, desk: Callable[[], Desk], qtbot: Any
) -> None:
    class Window(QMainWindow):
        def closeEvent(self, event: QCloseEvent) -> None:
            event.setAccepted(wizard.agrees_to_close())

    wizard = opened(Activity(id="", name=""))
    window = Window()
    window.setCentralWidget(wizard)
    window.show()
    type_in(wizard.all.activity.name, "Paie")
    jobs.in_line = False
    assert not window.close()  # being written
    qtbot.waitUntil(lambda: not window.isVisible())
    assert stored(desk, wizard).name == "Paie"
    wizard.setParent(None)


def test_a_sheet_that_is_gone_is_said(
    services: Services, jobs: JobRunner, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Exception] = []
    monkeypatch.setattr(messages, "show", lambda _parent, error: shown.append(error))
    jobs.in_line = False
    wizard = ActivityWizard(services, "gone")
    qtbot.addWidget(wizard)
    with qtbot.waitSignal(wizard.finished):
        pass
    assert isinstance(shown[0], Refusal)
    assert wizard.agrees_to_close()


def test_two_rows_of_one_category_keep_each_its_words_and_its_duration(
    opened: Callable[..., ActivityWizard], desk: Callable[[], Desk], qtbot: Any
) -> None:
    photos = DataCategory("other", "photos", Keeping(Period(years=1), "à la prise de vue"))
    contracts = DataCategory("other", "contrats signés", Keeping(Period(years=10), "à la signature"))
    wizard = opened(replace(FULL, data=(photos, contracts, *FULL.data)))
    type_in(wizard.all.activity.name, " bis")
    for _ in range(4):
        press(qtbot, wizard.bar.next)
    assert stored(desk, wizard).data == (photos, contracts, *FULL.data)
    cells = wizard.all.people.data.cells
    assert (cells["other"].details.text(), cells["other#2"].details.text()) == ("photos", "contrats signés")
    go_to(qtbot, wizard, 3)
    press(qtbot, cells["other#2"].box)
    press(qtbot, wizard.bar.next)
    assert stored(desk, wizard).data == (photos, *FULL.data)


def test_the_number_given_by_the_desk_stays(
    opened: Callable[..., ActivityWizard], desk: Callable[[], Desk], qtbot: Any
) -> None:
    wizard = opened(FULL)
    assert stored(desk, wizard).reference == "RT-001"
    press(qtbot, wizard.all.activity.roles[Role.PROCESSOR])
    press(qtbot, wizard.bar.next)
    press(qtbot, wizard.bar.back)
    type_in(wizard.all.activity.name, " bis")
    press(qtbot, wizard.bar.next)
    assert (stored(desk, wizard).reference, stored(desk, wizard).role) == ("ST-001", Role.PROCESSOR)


def test_what_nothing_confirms_is_said_beside_the_answers(
    services: Services, desk: Callable[[], Desk], qtbot: Any
) -> None:
    with desk() as there:
        (made,) = start_register.start(there, ["training"])
    wizard = ActivityWizard(services, made.id, "durations")
    qtbot.addWidget(wizard)
    wizard.show()
    assert not wizard.panel.check.isHidden()
    assert "aucun texte ne confirme" in wizard.panel.check.text()
    go_to(qtbot, wizard, 6)
    assert "DPF" in wizard.panel.check.text()


def test_a_measure_is_picked_from_the_security_list(
    opened: Callable[..., ActivityWizard], desk: Callable[[], Desk], qtbot: Any
) -> None:
    wizard = opened(FULL, "measures")
    step = wizard.all.security
    menu = step.picks["access"].menu()
    menu.aboutToShow.emit()
    offered = [act.text() for act in menu.actions()]
    assert "Mots de passe longs" not in offered
    menu.actions()[0].trigger()
    menu.aboutToShow.emit()
    assert offered[0] not in [act.text() for act in menu.actions()]
    press(qtbot, wizard.bar.next)
    assert MeasureLine("access", offered[0]) in stored(desk, wizard).measures
