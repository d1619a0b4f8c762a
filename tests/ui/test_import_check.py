"""The last two steps by gestures: the plan and its people, the import, its report, its undoing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Cancelled, Refusal, RowProblem
from rgpd_desktop.services import undo_import
from rgpd_desktop.services.import_plan import Category, PlannedPerson
from rgpd_desktop.services.undo_import import UndoReport
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.importing.import_wizard import CHECK, ORIGIN, RUN
from rgpd_desktop.ui.importing.opposed_words import opposed_words
from rgpd_desktop.ui.importing.people_dialogs import ExpiredDialog, PeopleDialog
from rgpd_desktop.ui.importing.people_model import Column
from tests.ui.import_fakes import (
    EMPTY,
    HARD,
    PLAN,
    REPORT,
    answer_origin,
    go_to_check,
)


def dialog(wizard, kind) -> QDialog:
    return next(found for found in wizard.findChildren(kind) if found.isVisible())


def close(found, qtbot):
    found.reject()
    qtbot.waitUntil(lambda: not found.isVisible())


# Vérification


def test_the_plan_is_shown_line_by_line_and_the_button_carries_the_number(make):
    wizard = go_to_check(make())
    assert [row.accessibleName() for row in wizard.check.rows.values()] == [
        "842 nouveaux contacts",
        "231 fusionnés avec un contact existant ou une autre ligne",
        "3 déjà au-delà de leur durée de conservation",
        "11 opposés à la prospection",
        "23 lignes rejetées",
        "12 sans aucune date",
        "2 lignes ressemblent à une autre personne",
        "5 cellules non lues ou douteuses",
    ]
    assert wizard.bar.next.text() == f"Importer 842{HARD}contacts"
    assert wizard.check.rows["opposed"].accessibleDescription() == (
        f"7 figurent dans votre liste d’opposition{HARD}: écartés, ils ne reviennent pas par un import. "
        f"4 disent non dans ce fichier{HARD}: ils seront notés comme opposés."
    )
    assert wizard.check.rows["refused"].accessibleDescription() == (
        "E-mail illisible (14), aucun nom ni e-mail (9). Le rapport Excel dit pourquoi, ligne par ligne."
    )
    assert wizard.bar.hint.text() == "Un import s’annule en un clic tant qu’aucun de ses contacts n’a été modifié."


def test_lines_that_count_nothing_are_left_out_and_nothing_can_be_imported(make, process):
    process.plan = EMPTY
    wizard = go_to_check(make())
    assert list(wizard.check.rows) == ["new"]
    assert (wizard.bar.next.text(), wizard.bar.next.isEnabled()) == ("Rien à importer", False)


def test_a_list_that_only_completes_people_says_so(make, process):
    process.plan = replace(EMPTY, merged=1)
    assert go_to_check(make()).bar.next.text() == f"Fusionner 1{HARD}ligne"


def test_a_line_opens_its_people_two_hundred_at_a_time(make, process, qtbot):
    wizard = go_to_check(make())
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


def test_lines_are_copied_as_they_are_without_the_marks_that_let_an_address_break(make, process, qtbot):
    wizard = go_to_check(make())
    wizard.check.rows["new"].buttons[0].click()
    shown = dialog(wizard, PeopleDialog)
    table = shown.table
    qtbot.waitUntil(lambda: table.model().rowCount() >= 200)
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert "\u200b" not in copied
    assert copied.split("\t")[-3:] == [table.model().text(table.model().people[0], column) for column in (2, 3, 4)]
    shown.accept()


def test_people_past_retention_come_in_only_when_ticked(make, process, qtbot):
    wizard = go_to_check(make())
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
    wizard = go_to_check(make())
    wizard.check.rows["refused"].buttons[1].click()
    assert process.saved == [tmp_path / "r.xlsx"]
    assert asked[0].endswith("liste-lignes-rejetees.xlsx")


def test_a_refused_rehearsal_is_told_in_place_and_can_be_tried_again(make, process):
    process.plan = Refusal("Ce fichier a changé.", "Choisissez-le de nouveau.")
    wizard = go_to_check(make())
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
    wizard = go_to_check(make())
    wizard.bar.next.click()
    assert wizard.current == RUN
    assert [row.accessibleName() for row in wizard.run.card.rows][:2] == [
        "842 contacts ajoutés",
        "231 lignes fusionnées avec un contact",
    ]
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
    wizard = go_to_check(make())
    wizard.bar.next.click()
    getattr(wizard.run, button).click()
    assert asked.went == [went]
    assert process.closed == 1


def test_the_cells_not_read_are_shown_with_their_person_on_both_pages(make, process, qtbot):
    wizard = go_to_check(make())
    wizard.check.rows["problems"].buttons[0].click()
    cells = dialog(wizard, PeopleDialog)
    model = cells.table.model()
    qtbot.waitUntil(lambda: model.rowCount() > 0)
    assert model.headerData(Column.DETAIL, Qt.Orientation.Horizontal) == "Ce que contient la cellule"
    assert process.asked[-1] == (Category.PROBLEMS, 0, 200)
    assert "personnes qui entrent" in cells.accessibleDescription()
    close(cells, qtbot)
    wizard.bar.next.click()
    shown = wizard.run.problems
    qtbot.waitUntil(lambda: shown.model().rowCount() > 0)
    assert shown.model().index(0, Column.NAME).data() == "Personne 0"
    assert shown.isColumnHidden(Column.SHEET)  # one sheet


def test_several_sheets_are_told_on_the_last_page(make, process, qtbot):
    process.report = replace(REPORT, problems=(RowProblem(12, "Tél", "numéro illisible", "Liste"),))
    wizard = go_to_check(make())
    wizard.bar.next.click()
    assert not wizard.run.problems.isColumnHidden(Column.SHEET)


def test_no_reason_is_cut_in_a_narrow_window(make, process, qtbot):
    long = "la liste dit qu’elle ne veut plus être sollicitée ; durée dépassée depuis 20 mois : n’entre pas"
    lines = [
        PlannedPerson("Liste", 2, "Luc", "luc@example.org", long),
        PlannedPerson("Liste", 3, "Zoé", "zoe@example.org", "court"),
    ]
    process.people = lambda category, offset, limit: lines[offset:]
    wizard = make()
    wizard.resize(900, 640)
    go_to_check(wizard).check.rows["opposed"].buttons[0].click()
    people = dialog(wizard, PeopleDialog)
    table = people.table
    qtbot.waitUntil(lambda: table.model().rowCount() == 2)
    assert table.rowHeight(0) > table.rowHeight(1)
    needed = table.fontMetrics().boundingRect(
        QRect(0, 0, table.columnWidth(Column.REASON) - 27, 999), Qt.TextFlag.TextWordWrap, long
    )
    assert needed.height() < table.rowHeight(0)
    close(people, qtbot)


@pytest.mark.parametrize(
    ("aside", "in_list", "out", "planned", "done"),
    [
        (0, 0, 0, "", ""),
        (1, 0, 0, "1 figure dans votre liste d’opposition : écarté, il ne revient pas par un import.",
         "1 figure dans votre liste d’opposition : écarté, il n’est pas revenu par un import."),
        (0, 1, 0, "1 dit non dans ce fichier : il sera noté comme opposé.",
         "1 dit non dans ce fichier : il est noté comme opposé."),
        (0, 1, 1, "1 dit non dans ce fichier mais a dépassé sa durée de conservation : il n’entre pas, son refus est retenu.",
         "1 dit non dans ce fichier mais a dépassé sa durée de conservation : il n’est pas entré, son refus est retenu."),
        (0, 2, 2, "2 disent non dans ce fichier mais ont dépassé leur durée de conservation : ils n’entrent pas, leur refus est retenu.",
         "2 disent non dans ce fichier mais ont dépassé leur durée de conservation : ils ne sont pas entrés, leur refus est retenu."),
        (0, 5, 3, "5 disent non dans ce fichier : 2 seront notés comme opposés ; "
         "3, au-delà de leur durée de conservation, n’entrent pas, leur refus est retenu.",
         "5 disent non dans ce fichier : 2 sont notés comme opposés ; "
         "3, au-delà de leur durée de conservation, ne sont pas entrés, leur refus est retenu."),
    ],
)  # fmt: skip
def test_who_says_no_is_told_in_every_number(aside, in_list, out, planned, done):
    counts = {"opposed": aside + in_list, "opposed_in_list": in_list, "opposed_expired": out}
    assert opposed_words(replace(PLAN, **counts)) == french.spaced(planned)
    assert opposed_words(replace(REPORT, **counts)) == french.spaced(done)


def test_a_stopped_import_has_written_nothing_and_one_may_go_back(make, process):
    process.report = Cancelled()
    wizard = go_to_check(make())
    wizard.bar.next.click()
    assert wizard.run.notice.accessibleName().startswith(f"Import arrêté{HARD}: rien n’a été enregistré.")
    wizard.bar.back.click()
    assert wizard.current == CHECK
    assert len(process.orders) == 2


def test_a_declined_import_says_why(make, process):
    process.report = Refusal("Vos contacts ont changé depuis la vérification.", "Vérifiez de nouveau.")
    wizard = go_to_check(make())
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
    wizard = go_to_check(make())
    wizard.bar.next.click()
    wizard.run.undo.click()
    assert undone == []
    wizard.run.undo.click()
    assert undone == [7]
    assert f"842{HARD}personnes effacées" in wizard.run.notice.accessibleName()
    assert not wizard.run.undo.isVisible()
    assert process.closed == 1
