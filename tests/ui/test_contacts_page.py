"""The contacts page by gestures, on a real base with jobs in line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QMenu, QPushButton, QScrollArea

from rgpd_desktop.rules.contact import Contact, Direction, Exchange, State
from rgpd_desktop.rules.contact_query import ContactQuery, Order
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.store import attestations, contacts, exchanges, opposition, proposals
from rgpd_desktop.store.proposals import Proposal
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.contacts.contact_form import ContactForm
from rgpd_desktop.ui.contacts.contacts_page import ContactsPage
from rgpd_desktop.ui.contacts.duplicates_dialog import DuplicatesDialog
from rgpd_desktop.ui.contacts.exchange_dialog import ExchangeDialog
from rgpd_desktop.ui.contacts.export_dialog import ExportDialog
from rgpd_desktop.ui.contacts.objection_dialog import ObjectionDialog, WithdrawalDialog
from rgpd_desktop.ui.contacts.person_facts import events
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.retention.purge_dialog import PurgeDialog

TODAY = date(2026, 11, 23)
HARD = "\u00a0"
PEOPLE = (
    Contact(last_name="Aubry", first_name="Hélène", company="Atelier Aubry", job_title="Gérante", city="Lyon",
            emails=("h@example.org",), phones=("+33639980612",), last_contact_on=date(2022, 3, 12)),
    Contact(last_name="Bensaïd", first_name="Karim", company="BKS Conseil", kind="client", city="Pau"),
    Contact(last_name="Ibarra", first_name="Léo", city="Albi"),
    Contact(last_name="Kervella", first_name="Yann", last_contact_on=date(2026, 5, 11), notes="=1+1"),
)  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "données"
    with open_desk(folder, TODAY) as desk:
        for person in PEOPLE:
            contacts.add(desk.database, replace(person, entered_on=TODAY), desk.starts)
    return folder


@pytest.fixture
def real_jobs(qapp: QApplication, data: Path) -> Iterator[JobRunner]:
    runner = JobRunner(lambda: open_desk(data, TODAY))
    runner.in_line = True
    yield runner
    assert runner.close()


@pytest.fixture
def page(services: Services, real_jobs: JobRunner, qtbot: Any) -> ContactsPage:
    made = ContactsPage(replace(services, jobs=real_jobs))
    qtbot.addWidget(made)
    real_jobs.touched.connect(lambda tables: made.refresh() if tables & made.tables else None)
    made.resize(1000, 640)
    made.show()
    made.refresh()
    settle(made, qtbot)
    return made


@pytest.fixture
def desk(data: Path) -> Iterator[Desk]:
    with open_desk(data, TODAY) as opened:
        yield opened


@pytest.fixture
def agreed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []

    def confirm(_parent: object, title: str, sentence: str, action: str, danger: bool = False) -> bool:
        asked.append(f"{title} [{action}]")
        return True

    monkeypatch.setattr(messages, "confirm", confirm)
    return asked


def settle(page: ContactsPage, qtbot: Any) -> None:
    """Until the card of the current person is there."""
    qtbot.waitUntil(lambda: page.panel.card is not None and page.panel.card.line.contact.id == page.table.current_id)


def shown(page: ContactsPage) -> list[object]:
    return [page.model.data(page.model.index(row, 0)) for row in range(page.model.rowCount())]


def dialog(kind: type) -> Any:
    return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible())


def press(parent: Any, text: str) -> None:
    next(made for made in parent.findChildren(QPushButton) if made.text() == text and made.isVisible()).click()


def test_what_the_page_says_first(page: ContactsPage) -> None:
    assert shown(page) == ["Aubry, Hélène", "Bensaïd, Karim", "Ibarra, Léo", "Kervella, Yann"]
    words = [part.text() for part in page.header.findChildren(type(page.header._subtitle))]
    assert f"4{HARD}personnes · 1 au-delà de leur durée de conservation" in words
    assert page.search.chips._chips["all"].accessibleName() == "Tous 4"
    assert page.search.chips._chips["overdue"].accessibleName() == "Dépassés 1"
    assert page.search.chips._chips["kept"].isHidden()
    assert page.panel.card is not None
    assert page.panel._name.text() == "Hélène Aubry"
    assert page.panel._job.text() == "Gérante · Atelier Aubry"
    assert page.panel._why.accessibleName().startswith("Durée dépassée depuis le 12/03/2025")


def test_typing_finds_once_the_person_pauses(page: ContactsPage, qtbot: Any) -> None:
    page.focus_search()
    qtbot.keyClicks(page.search.box, "ben kar")
    qtbot.waitUntil(lambda: shown(page) == ["Bensaïd, Karim"])
    assert page.search.chips._chips["all"].accessibleName() == "Tous 1"
    settle(page, qtbot)
    page.search.box.clear()
    qtbot.waitUntil(lambda: len(shown(page)) == 4)


def test_a_chip_filters_and_keeps_what_is_typed(page: ContactsPage) -> None:
    page.search.chips._chips["overdue"].click()
    assert shown(page) == ["Aubry, Hélène"]
    page.search.chips._chips["archived"].click()
    assert shown(page) == []
    assert page.not_found.isVisible()
    press(page.not_found, "Voir tous les contacts")
    assert len(shown(page)) == 4
    assert page.search.chips.current == "all"


def test_sorting_by_a_header_keeps_the_person(page: ContactsPage, qtbot: Any) -> None:
    page.table.choose(2)
    header = page.table.horizontalHeader()
    header.setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    assert shown(page)[0] == "Bensaïd, Karim"
    assert page.table.current_id == 2
    header.setSortIndicator(4, Qt.SortOrder.AscendingOrder)
    assert page._finder.query.order is Order.DUE
    assert shown(page)[0] == "Aubry, Hélène"
    settle(page, qtbot)


def test_selecting_all_is_the_question(page: ContactsPage) -> None:
    page.table.setFocus()
    page.table.selectAll()
    assert page.selection == ContactQuery()
    assert page.table.selected_count() == 4
    assert page.panel._several.text() == f"4{HARD}personnes sélectionnées"
    page.table.choose_row(1)
    assert page.selection == (2,)


def test_copying_is_safe_to_paste(page: ContactsPage, qtbot: Any, desk: Desk) -> None:
    contacts.correct(desk.database, replace(contacts.fetch(desk.database, [4])[0], last_name="=Kervella"), desk.starts)
    page.refresh()
    page.table.selectAll()
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 4
    assert "Aubry, Hélène\t" in "\n".join(lines)
    assert any(each.startswith("'=Kervella") for each in lines)


def test_delete_asks_then_shows_who_is_next(page: ContactsPage, qtbot: Any, agreed: list[str], desk: Desk) -> None:
    page.table.choose(2)
    settle(page, qtbot)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert agreed == [f"Supprimer Karim Bensaïd\u202f? [Supprimer 1{HARD}contact]"]
    assert shown(page) == ["Aubry, Hélène", "Ibarra, Léo", "Kervella, Yann"]
    assert page.table.current_id == 3
    assert contacts.total(desk.database) == 3
    settle(page, qtbot)


def purge_all(page: ContactsPage) -> None:
    """Type the number in the dialog that is open, press the button, close what is told."""
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, PurgeDialog) and each.isVisible())
    dialog.number.setText(str(dialog.plan.total))
    dialog.purge_button.click()
    told = next(each for each in QApplication.topLevelWidgets() if isinstance(each, Box) and each.isVisible())
    assert told.windowTitle() == "Purge terminée"
    told.accept()


def test_purging_all_shows_what_the_page_is_for(page: ContactsPage, qtbot: Any, desk: Desk) -> None:
    page.table.selectAll()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    purge_all(page)
    assert contacts.total(desk.database) == 0
    assert attestations.count(desk.database) == 1
    assert page.nobody.isVisible()


def test_a_card_that_is_due_leaves_an_attestation(
    page: ContactsPage, qtbot: Any, agreed: list[str], desk: Desk
) -> None:
    late = contacts.add(
        desk.database,
        Contact(last_name="Vieux", last_contact_on=date(2019, 1, 1), entered_on=date(2019, 1, 1)),
        desk.starts,
    )
    for number, many in ((2, 0), (late.id, 1)):
        page.refresh()
        page.table.choose(number)
        settle(page, qtbot)
        qtbot.keyClick(page.table, Qt.Key.Key_Delete)
        assert attestations.count(desk.database) == many
    assert contacts.total(desk.database) == 3


def test_an_empty_page_teaches(page: ContactsPage, asked: Any) -> None:
    page.acts.delete(ContactQuery(), 4)
    purge_all(page)
    press(page.nobody, "Importer une liste…")
    press(page.nobody, "Essayer avec la liste d’exemple")
    assert asked.imports[0] is None
    assert asked.imports[1].name == "liste-prospects.xlsx"
    assert asked.imports[1].is_file()


def test_enter_opens_the_form_and_a_correction_is_shown(page: ContactsPage, qtbot: Any) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    form = dialog(ContactForm)
    form.field("last_name").setText("")
    form.field("first_name").setText("")
    form.field("company").setText("")
    form.field("emails").setText("pas une adresse")
    form.save()
    assert "pas une adresse" in form._fields["emails"].row.problem
    form.field("emails").setText("Nouvelle@Example.org")
    form.field("last_name").setText("Zola")
    form.save()
    assert not form.isVisible()
    assert shown(page)[-1] == "Zola"
    qtbot.waitUntil(lambda: page.panel._name.text() == "Zola")
    assert page.panel.card.line.contact.emails == ("nouvelle@example.org",)


def test_an_abandoned_form_asks(page: ContactsPage, agreed: list[str], qtbot: Any) -> None:
    page.acts.edit(1)
    form = dialog(ContactForm)
    form.reject()
    assert agreed == []
    page.acts.edit(1)
    form = dialog(ContactForm)
    form.field("city").setText("Ailleurs")
    form.reject()
    assert agreed == ["Abandonner vos modifications ? [Abandonner]"]


def test_somebody_who_said_no_is_asked_about(page: ContactsPage, qtbot: Any, agreed: list[str], desk: Desk) -> None:
    opposition.record(desk.database, opposition.values_of(Contact(emails=("non@example.org",))), date(2024, 5, 6))
    press(page.header, "Nouveau contact…")
    form = dialog(ContactForm)
    assert form.field("collected_on").day() == TODAY
    form.field("last_name").setText("Zadig")
    form.field("emails").setText("non@example.org")
    form.save()
    assert agreed == ["Cette personne s’est opposée [Enregistrer opposée]"]
    assert shown(page)[-1] == "Zadig"
    qtbot.waitUntil(lambda: page.panel.card is not None and page.panel.card.line.state is State.OPPOSED)


def test_noting_an_exchange_moves_the_due_day(page: ContactsPage, qtbot: Any) -> None:
    press(page.panel, "Noter un échange…")
    noting = dialog(ExchangeDialog)
    noting.save()  # a hasty Enter: nothing says yet who made the contact
    assert noting.isVisible()
    assert "Dites qui a pris contact." in [text.text() for text in noting.findChildren(QLabel) if text.isVisible()]
    noting.from_us.click()
    assert "ne change pas" in noting._effect.accessibleName()
    noting.from_person.click()
    assert "repart de ce jour" in noting._effect.accessibleName()
    noting.day.set_day(date(2026, 11, 20))
    noting.note.setText("demande de devis")
    noting.save()
    qtbot.waitUntil(lambda: page.panel.card.line.state is State.UP_TO_DATE)
    words = [event.words for event in events_of(page)]
    assert words[1] == f"20/11/2026 · elle{HARD}: e-mail, demande de devis"


def events_of(page: ContactsPage) -> list[Any]:
    return events(page.panel.card)


def test_an_exchange_can_be_taken_back(page: ContactsPage, qtbot: Any, agreed: list[str], desk: Desk) -> None:
    exchanges.add(desk.database, 1, Exchange(date(2022, 3, 12), Direction.FROM_PERSON, "appel"))
    page.refresh()
    qtbot.waitUntil(lambda: len(page.panel.card.exchanges) == 1)
    page.panel.exchange_removed.emit(page.panel.card.exchanges[0].id)
    assert agreed == ["Retirer cet échange ? [Retirer]"]
    qtbot.waitUntil(lambda: page.panel.card.line.state is State.UNDATED)


def test_a_no_and_a_change_of_mind(page: ContactsPage, qtbot: Any) -> None:
    press(page.panel, "S’oppose…")
    dialog(ObjectionDialog).save()
    qtbot.waitUntil(lambda: page.panel.card.line.contact.opposed_on == TODAY)
    press(page.panel, "Lever l’opposition…")
    lifting = dialog(WithdrawalDialog)
    lifting.save()
    assert lifting.isVisible()  # a reason is needed
    lifting.reason.setText("erreur de saisie")
    lifting.save()
    qtbot.waitUntil(lambda: page.panel.card.line.contact.opposed_on is None)


def test_duplicates_are_told_apart_or_merged(page: ContactsPage, qtbot: Any, desk: Desk) -> None:
    proposals.add(desk.database, [Proposal(1, 2, "même adresse"), Proposal(3, 4, "noms voisins")])
    page.refresh()
    assert page.banner.isVisible()
    press(page.banner, "Examiner…")
    examining = dialog(DuplicatesDialog)
    assert examining._place.text() == "1 sur 2 · Même adresse"
    press(examining, "Ce sont deux personnes")
    assert examining._place.text() == "2 sur 2 · Noms voisins"
    examining.view._radios[0].setChecked(True)
    press(examining, "Fusionner")
    assert not examining.isVisible()
    assert shown(page) == ["Aubry, Hélène", "Bensaïd, Karim", "Ibarra, Léo"]
    assert page.banner.isHidden()
    settle(page, qtbot)


def test_the_dashboard_leads_to_the_duplicates_themselves(page: ContactsPage, qtbot: Any, desk: Desk) -> None:
    proposals.add(desk.database, [Proposal(1, 2, "même adresse")])
    page.arrive(query="kervella")
    assert shown(page) == ["Kervella, Yann"]
    page.arrive(duplicates=True)
    examining = dialog(DuplicatesDialog)
    assert (page.search.box.text(), len(shown(page))) == ("", 4)
    assert len(examining.view.findChildren(QScrollArea)) == 1  # both cards move together
    examining.reject()
    settle(page, qtbot)


def test_long_addresses_of_a_pair_are_not_cut(page: ContactsPage, qtbot: Any, desk: Desk) -> None:
    long = "prenom.nomdefamilleinterminable@uneentrepriseaunomvraimenttreslong.example.org"
    person = contacts.fetch(desk.database, [1])[0]
    contacts.correct(desk.database, replace(person, emails=(long, f"x.{long}")), desk.starts)
    proposals.add(desk.database, [Proposal(1, 2, "même adresse")])
    page.acts.examine_duplicates()
    examining = dialog(DuplicatesDialog)
    area = examining.view.findChild(QScrollArea)
    qtbot.waitUntil(lambda: area.viewport().width() > 300)
    assert area.widget().width() == area.viewport().width()  # nothing to scroll sideways
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()
    examining.reject()
    settle(page, qtbot)


def test_the_opposed_chip_lists_everybody_who_said_no(page: ContactsPage, qtbot: Any, desk: Desk) -> None:
    for number in (1, 4):  # one is past retention
        person = contacts.fetch(desk.database, [number])[0]
        contacts.correct(desk.database, replace(person, opposed_on=TODAY), desk.starts)
    page.refresh()
    chip = page.search._added[State.OPPOSED]
    assert chip.accessibleName() == "Opposés 2"
    assert "même au-delà de leur durée" in chip.accessibleDescription()
    page.arrive(state=State.OPPOSED)
    assert shown(page) == ["Aubry, Hélène", "Kervella, Yann"]
    settle(page, qtbot)


def test_in_a_low_window_the_buttons_scroll_with_the_card(page: ContactsPage, qtbot: Any) -> None:
    panel = page.panel
    area = panel.findChild(QScrollArea)
    page.resize(1200, 900)
    qtbot.waitUntil(lambda: panel.height() > 600)
    assert not area.isAncestorOf(panel._acts)
    page.resize(1200, 420)
    qtbot.waitUntil(lambda: area.isAncestorOf(panel._acts))
    page.resize(1200, 900)
    qtbot.waitUntil(lambda: not area.isAncestorOf(panel._acts))
    rows = {each.y() for each in panel._acts.findChildren(QPushButton)}
    assert len(rows) == 2
    settle(page, qtbot)


def test_two_selected_people_can_be_merged(page: ContactsPage, qtbot: Any) -> None:
    page.table.choose_row(0)
    page.table.selectionModel().select(
        page.model.index(2, 0),
        page.table.selectionModel().SelectionFlag.Select | page.table.selectionModel().SelectionFlag.Rows,
    )
    assert page.selection == (1, 3)
    press(page.panel, "Fusionner…")
    merging = dialog(DuplicatesDialog)
    assert merging.view.keep_id == 1  # the card that says more
    press(merging, "Fusionner")
    assert len(shown(page)) == 3
    settle(page, qtbot)


def test_exporting_what_is_shown(page: ContactsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "copie"
    asked = lambda *_: (str(target), "")  # noqa: E731
    monkeypatch.setattr(QFileDialog, "getSaveFileName", asked)
    press(page.header, "Exporter…")
    exporting = dialog(ExportDialog)
    exporting.choose_file()
    assert exporting.isVisible()  # a reason is needed
    exporting.reason.setCurrentText("Copie de travail")
    exporting.choose_file()
    assert not exporting.isVisible()
    assert openpyxl.load_workbook(tmp_path / "copie.xlsx").active.max_row == 5


def test_arriving_with_a_state_a_question_or_a_person(page: ContactsPage, qtbot: Any) -> None:
    page.arrive(state="undated")
    assert shown(page) == ["Ibarra, Léo"]
    assert page.search.chips.current == "undated"
    page.arrive(query="kervella")
    assert (shown(page), page.search.box.text()) == (["Kervella, Yann"], "kervella")
    page.arrive(contact_id=3)
    assert (len(shown(page)), page.table.current_id) == (4, 3)
    page.arrive(query=ContactQuery(kind="client"))
    assert shown(page) == ["Bensaïd, Karim"]
    assert page.search._filter.text() == f"Seulement{HARD}: Clients"
    page.arrive()
    assert shown(page) == ["Bensaïd, Karim"]  # as it was left
    press(page.search, "Retirer le filtre")
    assert len(shown(page)) == 4
    settle(page, qtbot)


def test_columns_can_be_chosen(page: ContactsPage) -> None:
    page.table.choose_column(5, is_chosen=True)
    assert Order.EMAIL in page.table.shown_orders
    page.table.choose_column(1, is_chosen=False)
    assert Order.COMPANY not in page.table.shown_orders


def test_the_menu_offers_what_fits_the_selection(page: ContactsPage) -> None:
    page._open_menu(QPoint(0, 0))
    menu = next(each for each in page.findChildren(QMenu) if each.isVisible())
    words = [action.text() for action in menu.actions() if action.text()]
    assert words[:3] == ["Modifier…", "Noter un échange…", "S’oppose…"]
    assert words[3:] == ["Copier", "Exporter…", "Tout sélectionner", f"Supprimer 1{HARD}contact…"]
    menu.close()


def test_everything_has_a_name_for_screen_readers(page: ContactsPage) -> None:
    assert page.table.accessibleName() == "Liste de vos contacts"
    for field in page.findChildren(QLineEdit):
        assert field.accessibleName()
