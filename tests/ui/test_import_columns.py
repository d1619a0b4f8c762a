"""The mapping page by gestures: pills, codes, questions with opposite meanings, sensitive columns, several sheets."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel

from rgpd_desktop.rules.columns import ColumnChoice, ColumnGuess
from rgpd_desktop.services.import_plan import ImportPreview, SheetPreview
from rgpd_desktop.ui.importing.columns_step import ColumnsStep
from rgpd_desktop.ui.importing.import_draft import draft_of

KINDS = {"prospect": "Prospect", "client": "Client"}
HARD, THIN = "\u00a0", "\u202f"


def sheet_of(*guesses, name="Liste", is_remembered=False, choices=None):
    return SheetPreview(
        name=name, is_visible=True, is_list=True, header_row=3, headers=tuple(guess.header for guess in guesses), rows=1286,
        guesses=guesses, is_remembered=is_remembered,
        choices=choices or tuple(
            ColumnChoice(guess.index, guess.header, guess.field, guess.codes, guess.yes_means_no_contact) for guess in guesses
        ),
    )  # fmt: skip


@pytest.fixture
def step(theme, qtbot):
    made = ColumnsStep(theme)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    return made


def show(step, *sheets):
    draft = draft_of(ImportPreview("prospects-2022.xlsx", "xlsx", None, None, sheets))
    step.show_draft(draft, KINDS)
    step.enter()
    step.show()
    return draft


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel)]


def choose(row, field):
    row.combo.setCurrentIndex(row.combo.findData(field))


NAME = ColumnGuess(0, "Nom", "last_name", 0.97, examples=("AUBRY", "Bensaïd", "de Castelnau", "quatre"))


def test_each_column_shows_its_examples_its_field_and_how_sure_that_is(step):
    company, rdv = ColumnGuess(1, "Sté", "company", 0.7), ColumnGuess(2, "Dern. RDV", "last_contact_on", 0.5)
    turnover = ColumnGuess(3, "Chiffre d’affaires", "ignore", 0.8)
    show(step, sheet_of(NAME, company, rdv, turnover))
    assert [row.pill.text() for row in step.rows] == ["sûr", "probable", "à vérifier", step.rows[3].pill.text()]
    assert step.rows[3].pill.isHidden()
    assert [row.combo.currentText() for row in step.rows] == [
        "Nom",
        "Société",
        "Dernier contact reçu",
        "Ne pas importer",
    ]
    assert "AUBRY · Bensaïd · de Castelnau" in texts(step.rows[0])
    assert texts(step.header)[1] == (
        f"prospects-2022.xlsx · feuille «{HARD}Liste{HARD}» · titres à la ligne 3 · 1{THIN}286{HARD}lignes"
    )


def test_another_field_is_kept_in_the_draft_and_marked_as_chosen(step, qtbot):
    draft = show(step, sheet_of(NAME, ColumnGuess(1, "Ville", "city", 0.9)))
    with qtbot.waitSignal(step.changed):
        choose(step.rows[1], "ignore")
    assert draft.sheets[0].choices[1] == ColumnChoice(1, "Ville", "ignore")
    assert step.rows[1].pill.text() == "choisi"


def test_codes_are_said_in_the_combo_and_each_can_be_changed(step):
    status = ColumnGuess(1, "Statut", "kind", 0.7, codes={"P": "prospect", "C": ""})
    draft = show(step, sheet_of(NAME, status))
    panel = step.rows[1].panels[0]
    panel.combos["C"].setCurrentIndex(panel.combos["C"].findData("client"))
    assert draft.sheets[0].choices[1].codes == {"P": "prospect", "C": "client"}
    assert step.rows[1].combo.toolTip() == f"Type{HARD}: P = Prospect, C = Client"


def test_a_sensitive_column_stays_out_and_says_why(step):
    nir = ColumnGuess(1, "N° sécu", "ignore", 0.95, sensitive="numéro de sécurité sociale")
    draft = show(step, sheet_of(NAME, nir))
    row = step.rows[1]
    assert row.pill.text() == "à ne pas importer"
    assert draft.sheets[0].choices[1].field == "ignore"
    assert row.panels[0].text().startswith(f"Numéro de sécurité sociale{HARD}: cette donnée")


@pytest.mark.parametrize(
    ("field", "yes_means_no", "first_checked"),
    [("opt_out", False, True), ("opt_out", True, False), ("newsletter", True, True)],
)
def test_the_question_starts_from_the_safe_guess(step, field, yes_means_no, first_checked):
    guess = ColumnGuess(1, "Opt", field, 0.6, is_question=True, yes_means_no_contact=yes_means_no)
    show(step, sheet_of(NAME, guess))
    panel = step.rows[1].panels[0]
    assert panel.accessibleName() == f"Dans la colonne «{HARD}Opt{HARD}», que veut dire «{HARD}oui{HARD}»{THIN}?"
    assert panel.first.isChecked() is first_checked


def test_the_answer_turns_a_newsletter_into_refusals_and_back(step):
    guess = ColumnGuess(1, "Newsletter", "newsletter", 0.9, is_question=True)
    draft = show(step, sheet_of(NAME, guess))
    panel = step.rows[1].panels[0]
    panel.second.click()
    assert draft.sheets[0].choices[1] == ColumnChoice(1, "Newsletter", "opt_out", yes_means_no_contact=True)
    assert step.rows[1].combo.currentText() == "Ne veut plus être sollicité"
    panel.first.click()
    assert draft.sheets[0].choices[1] == ColumnChoice(1, "Newsletter", "newsletter", yes_means_no_contact=True)


def test_an_answer_that_agrees_makes_a_no_the_refusal(step):
    guess = ColumnGuess(1, "Opt-in", "opt_out", 0.6, is_question=True, yes_means_no_contact=True)
    draft = show(step, sheet_of(NAME, guess))
    step.rows[1].panels[0].first.click()
    assert draft.sheets[0].choices[1] == ColumnChoice(1, "Opt-in", "opt_out", yes_means_no_contact=False)


def test_a_column_already_answered_asks_nothing_but_an_unforeseen_refusal_does(step):
    show(step, sheet_of(NAME, ColumnGuess(1, "Désabonné", "opt_out", 1.0), ColumnGuess(2, "Divers", "notes", 0.4)))
    assert step.rows[1].panels == []
    choose(step.rows[2], "opt_out")
    assert step.rows[2].panels[0].second.isChecked()  # the safe side: a yes is a refusal


def test_who_made_the_contact_is_asked_and_kept(step):
    guess = ColumnGuess(1, "Dern. RDV", "last_contact_on", 0.9)
    draft = show(step, sheet_of(NAME, guess))
    step.rows[1].panels[0].second.click()
    assert draft.sheets[0].choices[1].is_from_person is False


def test_two_columns_for_the_company_are_told_until_one_is_left_out(step):
    show(step, sheet_of(NAME, ColumnGuess(1, "Sté", "company", 0.9), ColumnGuess(2, "Groupe", "ignore", 0.5)))
    assert step.doubles.isHidden()
    choose(step.rows[2], "company")
    assert not step.doubles.isHidden()
    assert "mis bout à bout" in step.doubles.accessibleName()
    choose(step.rows[2], "ignore")
    assert step.doubles.isHidden()


def test_a_list_that_names_nobody_goes_no_further(step):
    show(step, sheet_of(ColumnGuess(0, "Ville", "city", 0.9)))
    assert step.missing.isHidden()
    assert not step.leave()
    assert not step.missing.isHidden()
    choose(step.rows[0], "company")
    assert step.missing.isHidden()
    assert step.leave()


def test_remembered_choices_are_said(step):
    show(step, sheet_of(NAME, is_remembered=True))
    assert not step.remembered.isHidden()


def test_sheets_are_looked_at_one_after_the_other_unless_they_are_alike(step):
    other = ColumnGuess(0, "Raison sociale", "company", 0.9)
    draft = show(step, sheet_of(NAME, name="Janvier"), sheet_of(NAME, name="Février"), sheet_of(other, name="Clients"))
    assert step.next_words == "Feuille suivante"
    assert not step.leave()
    assert step.rows[0].accessibleName() == f"Colonne «{HARD}Raison sociale{HARD}»"
    assert step.next_words == "Suivant"
    assert step.leave()
    assert [action.text() for action in step.change_sheet.menu().actions()] == ["Janvier", "Février", "Clients"]
    step.change_sheet.menu().actions()[0].trigger()
    assert step.rows[0].accessibleName() == f"Colonne «{HARD}Nom{HARD}»"
    assert all(sheet.is_seen for sheet in draft.sheets)


def test_the_wheel_scrolls_the_page_and_changes_no_choice(step):
    show(step, sheet_of(NAME))
    combo = step.rows[0].combo
    combo.setFocus()
    down = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(combo, down)
    assert combo.currentText() == "Nom"
    assert not down.isAccepted()


def test_a_hundred_columns_come_a_few_at_a_time_and_all_of_them(step, qtbot):
    guesses = [NAME, *(ColumnGuess(number, f"Divers {number}", "notes", 0.5) for number in range(1, 100))]
    draft = show(step, sheet_of(*guesses))
    assert 0 < len(step.rows) < 100
    assert len(draft.order().sheets[0].choices) == 100
    qtbot.waitUntil(lambda: len(step.rows) == 100)


def test_a_narrow_page_puts_each_column_on_two_lines(step, qtbot):
    show(step, sheet_of(NAME))
    row = step.rows[0]
    wide = row.combo.y()
    step.resize(560, 700)
    qtbot.waitUntil(lambda: row.combo.y() > wide and row.combo.width() > 400)
