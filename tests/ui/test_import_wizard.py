"""The wizard by gestures, over a process that answers at once: five steps, refusals in place, every way out closes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from rgpd_desktop.basics.problems import Cancelled, Refusal, RowProblem
from rgpd_desktop.imports.encodings import ENCODING_LABELS
from rgpd_desktop.rules.columns import ColumnChoice, ColumnGuess
from rgpd_desktop.rules.contact import Audience
from rgpd_desktop.services import undo_import
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.services.import_plan import (
    Category,
    ImportPlan,
    ImportPreview,
    ImportReport,
    PlannedPerson,
    SheetPreview,
)
from rgpd_desktop.services.undo_import import UndoReport
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.importing.drop_area import DEMO
from rgpd_desktop.ui.importing.import_wizard import CHECK, COLUMNS, FILE, ORIGIN, RUN, ImportWizard
from rgpd_desktop.ui.importing.people_dialogs import ExpiredDialog, PeopleDialog
from rgpd_desktop.ui.importing.text_card import ENCODINGS
from rgpd_desktop.ui.jobs import JobRunner

TODAY = date(2026, 11, 23)
HARD, THIN = "\u00a0", "\u202f"

GUESSES = (ColumnGuess(0, "Nom", "last_name", 0.97), ColumnGuess(1, "Courriel", "email", 0.9))
SHEET = SheetPreview(
    name="Liste", is_visible=True, is_list=True, header_row=1, headers=("Nom", "Courriel"), rows=1286, guesses=GUESSES,
    choices=tuple(ColumnChoice(guess.index, guess.header, guess.field) for guess in GUESSES), kind="client",
    audience=Audience.PROFESSIONAL, lines=(("Nom", "Courriel"), ("Aubry", "h@example.org")),
)  # fmt: skip
PREVIEW = ImportPreview("liste.xlsx", "xlsx", None, None, (SHEET,))
PLAN = ImportPlan(
    rows=1286, new=842, merged=231, probable=2, expired=3, opposed=11, opposed_in_list=4, refused=23, undated=12, problems=5,
    reasons={"aucun nom ni e-mail": 9, "e-mail illisible": 14}, cell_reasons={"date illisible": 5}, change_count=1, digest="d",
)  # fmt: skip
EMPTY = replace(
    PLAN, new=0, merged=0, probable=0, expired=0, opposed=0, opposed_in_list=0, refused=0, undated=0, problems=0
)
REPORT = ImportReport(
    batch=7, rows=1286, new=842, merged=231, probable=2, expired=3, opposed=11, opposed_in_list=4, undated=12,
    refused=(RowProblem(9, "", "aucun nom"),), problems=(RowProblem(12, "Tél", "numéro illisible"),),
)  # fmt: skip


@dataclass
class FakeProcess:
    """Answers what it holds; an exception in its place is raised."""

    preview_: ImportPreview | Exception = PREVIEW
    plan: ImportPlan | Exception = PLAN
    report: ImportReport | Exception = REPORT
    expired: int = 3
    made: list[tuple[Path, str | None, str | None]] = field(default_factory=list)
    orders: list[object] = field(default_factory=list)
    asked: list[tuple[Category, int, int]] = field(default_factory=list)
    saved: list[Path] = field(default_factory=list)
    closed: int = 0

    def __call__(self, data, path, today, encoding, delimiter):
        assert today == TODAY
        self.made.append((path, encoding, delimiter))
        return self

    def preview(self, ticket):
        return _given(self.preview_)

    def rehearse(self, order, ticket):
        self.orders.append(order)
        plan = _given(self.plan)
        kept = len(order.keep_expired) if order.keep_expired else 0
        return replace(plan, new=plan.new + kept, expired=plan.expired - kept)

    def people(self, category, offset, limit):
        self.asked.append((category, offset, limit))
        total = self.expired if category is Category.EXPIRED else 450
        return [
            PlannedPerson("Liste", row, f"Personne {row}", "x@example.org", "raison")
            for row in range(offset, min(total, offset + limit))
        ]

    def run(self, ticket):
        return _given(self.report)

    def write_refused(self, path, ticket):
        self.saved.append(path)

    def close(self):
        self.closed += 1


def _given(answer):
    if isinstance(answer, Exception):
        raise answer
    return answer


@pytest.fixture
def real_jobs(qapp, tmp_path):
    runner = JobRunner(lambda: open_desk(tmp_path, TODAY))
    runner.in_line = True
    yield runner
    assert runner.close()


@pytest.fixture
def process():
    return FakeProcess()


@pytest.fixture
def make(services, real_jobs, process, qtbot) -> Callable[..., ImportWizard]:
    def made(path: Path | None = Path("liste.xlsx")) -> ImportWizard:
        wizard = ImportWizard(replace(services, jobs=real_jobs), path, process)
        qtbot.addWidget(wizard)
        wizard.resize(1280, 800)
        wizard.show()
        return wizard

    return made


def answer_origin(wizard):
    wizard.origin.indirect.click()
    wizard.origin.source.setEditText("Annuaire")
    wizard.origin.unknown_day.click()


def at_check(make):
    wizard = make()
    wizard.bar.next.click()
    wizard.bar.next.click()
    answer_origin(wizard)
    wizard.bar.next.click()
    assert wizard.current == CHECK
    return wizard


def dialog(wizard, kind) -> QDialog:
    return next(found for found in wizard.findChildren(kind) if found.isVisible())


def close(found, qtbot):
    found.reject()
    qtbot.waitUntil(lambda: not found.isVisible())


# Fichier


def test_without_a_file_it_asks_which_and_cannot_go_on(make):
    wizard = make(None)
    assert wizard.current == FILE
    assert wizard.file.area.isVisible()
    assert not wizard.bar.next.isEnabled()
    assert not wizard.bar.back.isVisible()


def test_the_demonstration_list_is_one_click_away(make, process):
    wizard = make(None)
    wizard.file.area.demo.click()
    assert DEMO.is_file()
    assert process.made == [(DEMO, None, None)]
    assert wizard.bar.next.isEnabled()


def test_a_file_is_chosen_in_the_dialog_or_dropped(make, process, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "a.xlsx"), ""))
    wizard = make(None)
    wizard.file.area.choose.click()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "b.csv"))])
    drop = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, mime, drop.buttons(), drop.modifiers())
    QApplication.sendEvent(wizard.file, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(wizard.file, drop)
    assert [path for path, _, _ in process.made] == [tmp_path / "a.xlsx", tmp_path / "b.csv"]
    assert process.closed == 1  # the process of the first


def test_a_refused_file_is_told_in_place_with_room_for_another(make, process):
    process.preview_ = Refusal("Ce fichier est protégé par un mot de passe.", "Enlevez-le dans Excel.")
    wizard = make()
    assert wizard.file.refused.isVisible()
    assert wizard.file.refused.accessibleName() == "Ce fichier est protégé par un mot de passe. Enlevez-le dans Excel."
    assert wizard.file.area.isVisible()
    assert not wizard.bar.next.isEnabled()
    assert process.closed == 1
    process.preview_ = PREVIEW
    wizard.read(Path("autre.xlsx"))
    assert not wizard.file.refused.isVisible()
    assert wizard.bar.next.isEnabled()


def test_a_stopped_reading_gives_the_place_back(make, process):
    process.preview_ = Cancelled()
    wizard = make()
    assert wizard.file.area.isVisible()
    assert not wizard.file.refused.isVisible()


def test_sheets_are_offered_lists_ticked_hidden_told_others_greyed(make, process):
    hidden = replace(SHEET, name="Anciens", is_visible=False)
    note = SheetPreview("Notes", True, is_list=False)
    process.preview_ = replace(PREVIEW, sheets=(SHEET, hidden, note))
    wizard = make()
    boxes = wizard.file.sheets.boxes
    assert [(name, box.isChecked(), box.isEnabled()) for name, box in boxes.items()] == [
        ("Liste", True, True), ("Anciens", False, True), ("Notes", False, False),
    ]  # fmt: skip
    assert boxes["Liste"].accessibleDescription() == f"1{THIN}286{HARD}lignes · type{HARD}: client, d’après le nom"
    assert "masquée" in boxes["Anciens"].accessibleDescription()
    boxes["Liste"].click()
    assert not wizard.bar.next.isEnabled()
    boxes["Anciens"].click()
    assert wizard.bar.next.isEnabled()


def test_a_text_is_read_again_as_soon_as_its_encoding_or_separator_changes(make, process):
    process.preview_ = ImportPreview("liste.csv", "csv", "cp1252", ";", (replace(SHEET, name=""),))
    wizard = make(Path("liste.csv"))
    text = wizard.file.text
    assert text.isVisible()
    assert text.table.item(1, 0).text() == "Aubry"
    text.encoding.choose("cp850")
    text.encoding.activated.emit(text.encoding.currentIndex())
    assert process.made[-1] == (Path("liste.csv"), "cp850", ";")
    text.delimiter.choose("\t")
    text.delimiter.activated.emit(text.delimiter.currentIndex())
    assert process.made[-1] == (Path("liste.csv"), "cp1252", "\t")  # the answer said cp1252 again


def test_the_encodings_are_those_of_the_reader():
    assert ENCODINGS == ENCODING_LABELS


def test_a_file_without_any_list_says_so(make, process):
    process.preview_ = replace(PREVIEW, sheets=(SheetPreview("Notes", True, is_list=False),))
    wizard = make()
    assert wizard.file.refused.accessibleName().startswith("Aucune liste de contacts n’a été trouvée")
    assert not wizard.bar.next.isEnabled()


# Origine des données


def test_the_origin_starts_from_the_guesses_and_asks_what_is_missing(make):
    wizard = make()
    wizard.bar.next.click()
    wizard.bar.next.click()
    origin = wizard.origin
    assert origin.people.audience.value == "b2b"
    assert origin.people.kinds["Liste"].value == "client"
    wizard.bar.next.click()
    assert wizard.current == ORIGIN
    assert origin.direct_problem.isVisible()
    assert origin.day_field.problem == f"Écrivez une date, même approximative, ou cochez «{HARD}Je ne sais pas{HARD}»."
    origin.indirect.click()
    wizard.bar.next.click()
    assert origin.source_field.problem.startswith("Écrivez d’où viennent ces données")


def test_a_suggested_origin_says_whether_it_was_direct_but_never_against_an_answer(make):
    wizard = make()
    wizard.origin.source.setEditText("Fichier acheté ou loué")
    assert wizard.origin.indirect.isChecked()
    wizard.origin.direct.click()
    wizard.origin.source.setEditText("Annuaire ou site public")
    assert wizard.origin.direct.isChecked()


def test_a_day_to_come_is_refused(make, qtbot):
    wizard = make()
    wizard.bar.next.click()
    wizard.bar.next.click()
    wizard.origin.direct.click()
    qtbot.keyClicks(wizard.origin.day.focusProxy(), "24/11/2026")
    wizard.bar.next.click()
    assert wizard.current == ORIGIN
    assert wizard.origin.day_field.problem == "Cette date est à venir."


def test_the_order_carries_the_answers(make, process, qtbot):
    wizard = make()
    wizard.bar.next.click()
    wizard.bar.next.click()
    wizard.origin.direct.click()
    wizard.origin.source.setEditText("Salon 2022")
    qtbot.keyClicks(wizard.origin.day.focusProxy(), "08/03/2022")
    wizard.origin.people.kinds["Liste"].choose("prospect")
    wizard.origin.people.audience.setCurrentIndex(1)
    wizard.bar.next.click()
    (order,) = process.orders
    assert (order.origin.source, order.origin.is_direct, order.origin.collected_on) == (
        "Salon 2022",
        True,
        date(2022, 3, 8),
    )
    assert (order.sheets[0].kind, order.origin.kind, order.origin.audience) == (
        "prospect",
        "prospect",
        Audience.INDIVIDUAL,
    )
    assert order.keep_expired is False


# Vérification


def test_the_plan_is_shown_line_by_line_and_the_button_carries_the_number(make):
    wizard = at_check(make)
    assert [row.accessibleName() for row in wizard.check.rows.values()] == [
        "842 nouveaux contacts",
        "231 fusionnés avec un contact existant ou une autre ligne",
        "3 déjà au-delà de leur durée de conservation",
        "11 opposés à la prospection",
        "23 lignes rejetées",
        "12 sans aucune date",
        "2 doublons probables",
        "5 cellules non lues ou douteuses",
    ]
    assert wizard.bar.next.text() == f"Importer 842{HARD}contacts"
    assert wizard.check.rows["opposed"].accessibleDescription() == (
        f"7 figurent dans votre liste d’opposition{HARD}: écartés, ils ne reviennent pas par un import. "
        f"4 disent non dans ce fichier{HARD}: ils entrent comme opposés."
    )
    assert wizard.check.rows["refused"].accessibleDescription() == (
        "E-mail illisible (14), aucun nom ni e-mail (9). Le rapport Excel dit pourquoi, ligne par ligne."
    )
    assert wizard.bar.hint.text() == "Un import s’annule en un clic tant qu’aucun de ses contacts n’a été modifié."


def test_lines_that_count_nothing_are_left_out_and_nothing_can_be_imported(make, process):
    process.plan = EMPTY
    wizard = at_check(make)
    assert list(wizard.check.rows) == ["new"]
    assert (wizard.bar.next.text(), wizard.bar.next.isEnabled()) == ("Rien à importer", False)


def test_a_list_that_only_completes_people_says_so(make, process):
    process.plan = replace(EMPTY, merged=1)
    assert at_check(make).bar.next.text() == f"Fusionner 1{HARD}ligne"


def test_a_line_opens_its_people_two_hundred_at_a_time(make, process, qtbot):
    wizard = at_check(make)
    wizard.check.rows["new"].buttons[0].click()
    people = dialog(wizard, PeopleDialog)
    model = people.table.model()
    qtbot.waitUntil(lambda: model.rowCount() >= 200)
    assert process.asked[0] == (Category.NEW, 0, 200)
    while model.canFetchMore(model.index(-1, -1)):
        model.fetchMore(model.index(-1, -1))
    assert model.rowCount() == 450
    assert model.index(449, 2).data() == "Personne 449"
    close(people, qtbot)


def test_people_past_retention_come_in_only_when_ticked(make, process, qtbot):
    wizard = at_check(make)
    wizard.check.rows["expired"].buttons[0].click()
    choice = dialog(wizard, ExpiredDialog)
    assert choice.keys == frozenset()
    assert choice.accept_button.text() == "N’importer aucune de ces personnes"
    choice.all.click()
    assert choice.accept_button.text() == f"Importer 3{HARD}de ces personnes"
    choice.all.click()
    choice.table.setCurrentIndex(choice.model.index(1, 0))
    qtbot.keyClick(choice.table, Qt.Key.Key_Space)
    choice.accept_button.click()
    assert process.orders[-1].keep_expired == frozenset({("Liste", 1)})
    assert wizard.bar.next.text() == f"Importer 843{HARD}contacts"
    assert wizard.check.rows["new"].accessibleDescription() == (
        "Dont 1 au-delà de sa durée de conservation, à votre demande."
    )
    wizard.check.rows["expired"].buttons[0].click()
    again = dialog(wizard, ExpiredDialog)
    assert (len(again.model.people), again.keys) == (3, frozenset({("Liste", 1)}))
    again.all.click()  # partly ticked: everybody
    again.accept_button.click()
    assert list(wizard.check.rows)[:2] == ["new", "expired"]  # none is left out, the choice can still be changed


def test_the_report_of_refused_lines_is_saved_where_asked(make, process, monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *words: (asked.append(words[2]), (str(tmp_path / "r"), ""))[1]
    )
    wizard = at_check(make)
    wizard.check.rows["refused"].buttons[1].click()
    assert process.saved == [tmp_path / "r.xlsx"]
    assert asked[0].endswith("liste-lignes-rejetees.xlsx")


def test_a_refused_rehearsal_is_told_in_place_and_can_be_tried_again(make, process):
    process.plan = Refusal("Ce fichier a changé.", "Choisissez-le de nouveau.")
    wizard = at_check(make)
    assert wizard.check.refused.isVisible()
    assert not wizard.bar.next.isEnabled()
    process.plan = PLAN
    wizard.check.retry_asked.emit()
    assert wizard.bar.next.isEnabled()


def test_a_stopped_rehearsal_goes_back_to_the_origin(make, process):
    wizard = make()
    process.plan = Cancelled()
    wizard.bar.next.click()
    wizard.bar.next.click()
    answer_origin(wizard)
    wizard.bar.next.click()
    assert wizard.current == ORIGIN


# Import


def test_the_import_ends_on_its_report_and_tells_the_pages(make, process, real_jobs, asked):
    touched = []
    real_jobs.touched.connect(touched.append)
    wizard = at_check(make)
    wizard.bar.next.click()
    assert wizard.current == RUN
    assert [row.accessibleName() for row in wizard.run.card.rows][:2] == [
        "842 contacts ajoutés",
        "231 lignes fusionnées avec un contact",
    ]
    assert wizard.run.problems.model().index(0, 1).data() == "Tél"
    assert any("contacts" in tables for tables in touched)
    assert not wizard.bar.cancel.isVisible()
    assert not wizard.bar.back.isVisible()
    finished = []
    wizard.finished.connect(lambda: finished.append(True))
    wizard.bar.next.click()
    assert finished == [True]
    assert asked.went == [("home", {})]
    assert process.closed == 1


@pytest.mark.parametrize(
    ("button", "went"), [("contacts", ("contacts", {})), ("due", ("retention", {"state": "overdue"}))]
)
def test_the_report_leads_to_the_pages(make, process, asked, button, went):
    wizard = at_check(make)
    wizard.bar.next.click()
    getattr(wizard.run, button).click()
    assert asked.went == [went]
    assert process.closed == 1


def test_a_stopped_import_has_written_nothing_and_one_may_go_back(make, process):
    process.report = Cancelled()
    wizard = at_check(make)
    wizard.bar.next.click()
    assert wizard.run.notice.accessibleName().startswith(f"Import arrêté{HARD}: rien n’a été enregistré.")
    wizard.bar.back.click()
    assert wizard.current == CHECK
    assert len(process.orders) == 2


def test_a_declined_import_says_why(make, process):
    process.report = Refusal("Vos contacts ont changé depuis la vérification.", "Vérifiez de nouveau.")
    wizard = at_check(make)
    wizard.bar.next.click()
    assert wizard.run.notice.accessibleName() == "Vos contacts ont changé depuis la vérification. Vérifiez de nouveau."
    assert wizard.bar.cancel.isVisible()


def test_the_import_is_undone_after_a_question(make, process, monkeypatch):
    undone = []
    answers = [False, True]
    monkeypatch.setattr(messages, "confirm", lambda *_, **__: answers.pop(0))
    monkeypatch.setattr(
        undo_import, "undo", lambda desk, batch, ticket: (undone.append(batch), UndoReport(842, 3, 1, 0, True))[1]
    )
    wizard = at_check(make)
    wizard.bar.next.click()
    wizard.run.undo.click()
    assert undone == []
    wizard.run.undo.click()
    assert undone == [7]
    assert f"842{HARD}personnes effacées" in wizard.run.notice.accessibleName()
    assert not wizard.run.undo.isVisible()
    assert process.closed == 1


# Leaving


def test_leaving_at_the_first_step_asks_nothing(make, process, monkeypatch):
    monkeypatch.setattr(messages, "confirm", lambda *_, **__: pytest.fail("nothing would be lost"))
    wizard = make()
    finished = []
    wizard.finished.connect(lambda: finished.append(True))
    wizard.bar.cancel.click()
    assert finished == [True]
    assert process.closed == 1


def test_escape_asks_once_choices_would_be_lost(make, process, monkeypatch, qtbot):
    answers = [False, True]
    monkeypatch.setattr(messages, "confirm", lambda *_, **__: answers.pop(0))
    wizard = make()
    wizard.bar.next.click()
    wizard.activateWindow()
    qtbot.waitUntil(wizard.isActiveWindow)
    finished = []
    wizard.finished.connect(lambda: finished.append(True))
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert finished == []
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert finished == [True]
    assert process.closed == 1


def test_a_window_that_closes_ends_the_process(services, real_jobs, process, qtbot):
    wizard = ImportWizard(replace(services, jobs=real_jobs), Path("liste.xlsx"), process)
    wizard.deleteLater()
    qtbot.waitUntil(lambda: process.closed == 1)


# Keyboard


def test_enter_goes_on_except_on_a_button_which_it_presses(make, qtbot):
    wizard = make()
    wizard.activateWindow()
    qtbot.waitUntil(wizard.isActiveWindow)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert wizard.current == COLUMNS
    assert QApplication.focusWidget() is wizard.columns.rows[0].combo
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert wizard.current == ORIGIN
    wizard.bar.back.setFocus()
    qtbot.keyClick(wizard.bar.back, Qt.Key.Key_Return)
    assert wizard.current == COLUMNS


def test_the_rail_says_where_one_is_and_goes_back(make):
    wizard = make()
    wizard.bar.next.click()
    wizard.bar.next.click()
    assert [step.accessibleName() for step in wizard.rail.steps] == [
        f"Étape 1 sur 5{HARD}: Fichier, fait",
        f"Étape 2 sur 5{HARD}: Colonnes, fait",
        f"Étape 3 sur 5{HARD}: Origine des données, en cours",
        f"Étape 4 sur 5{HARD}: Vérification, à venir",
        f"Étape 5 sur 5{HARD}: Import, à venir",
    ]
    assert [step.isEnabled() for step in wizard.rail.steps] == [True, True, False, False, False]
    wizard.rail.steps[0].click()
    assert wizard.current == FILE


def test_a_narrow_window_keeps_the_numbers_of_the_rail_only(make, qtbot):
    wizard = make()
    assert not wizard.rail.steps[0].is_compact
    wizard.resize(700, 640)
    assert wizard.rail.steps[0].is_compact
    assert wizard.rail.steps[0].toolTip() == "Fichier"


def test_changing_the_choice_of_sheets_is_seen_by_the_next_steps(make, process):
    other = replace(SHEET, name="Autres", headers=("Société", "Courriel"), kind="")
    process.preview_ = replace(PREVIEW, sheets=(SHEET, other))
    wizard = make()
    wizard.file.sheets.boxes["Liste"].click()
    wizard.bar.next.click()
    assert not wizard.columns.change_sheet.isVisible()
    wizard.bar.next.click()
    assert list(wizard.origin.people.kinds) == ["Autres"]
    answer_origin(wizard)
    wizard.bar.next.click()
    assert [sheet.name for sheet in process.orders[-1].sheets] == ["Autres"]


def test_reading_another_file_forgets_the_answers_but_the_same_file_keeps_them(make, process):
    process.preview_ = ImportPreview("liste.csv", "csv", "cp1252", ";", (replace(SHEET, name=""),))
    wizard = make(Path("liste.csv"))
    wizard.origin.source.setEditText("Annuaire")
    wizard.read(Path("liste.csv"), "utf-8", ";")
    assert wizard.origin.source.currentText() == "Annuaire"
    process.preview_ = PREVIEW
    wizard.read(Path("liste.xlsx"))
    assert wizard.origin.source.currentText() == ""
