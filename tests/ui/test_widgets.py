"""The small parts, by gestures: what is shown, what is clicked, what a screen reader is told."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QCalendarWidget, QLabel, QLineEdit, QPushButton, QWidget

from rgpd_desktop.rules.contact import State
from rgpd_desktop.ui.tokens import LIGHT
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.bar_chart import Bar, BarChart
from rgpd_desktop.ui.widgets.card import RowsCard
from rgpd_desktop.ui.widgets.chip import ChipRow
from rgpd_desktop.ui.widgets.day_edit import NO_SUCH_DAY, SHAPE, DayEdit, read_day
from rgpd_desktop.ui.widgets.empty_state import EmptyState
from rgpd_desktop.ui.widgets.form_field import FormField
from rgpd_desktop.ui.widgets.number_row import NumberCard, NumberRow
from rgpd_desktop.ui.widgets.page_header import PageHeader
from rgpd_desktop.ui.widgets.pill import Pill, paint_pill, pill_size
from rgpd_desktop.ui.widgets.text import button, label


def shown(qtbot, widget, width=600, height=300):
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


def said(widget):
    return [each.text() for each in widget.findChildren(QLabel) if each.text() and each.isVisible()]


def test_a_name_is_shown_as_it_is_written(qtbot):
    widget = label("<b>Dupont</b> & Fils")
    qtbot.addWidget(widget)
    assert widget.textFormat() is Qt.TextFormat.PlainText


def test_a_pill_takes_the_tone_of_its_state(qtbot):
    pill = shown(qtbot, Pill("dépassée depuis 20 mois", State.OVERDUE))
    assert pill.palette().color(pill.foregroundRole()).name().upper() == LIGHT.danger
    pill.show_state("à jour", "ok")
    assert pill.text() == "à jour"
    assert pill.palette().color(pill.foregroundRole()).name().upper() == LIGHT.ok


def painted(text, tone, rect):
    image = QImage(300, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    paint_pill(painter, rect, text, tone, LIGHT)
    painter.end()
    return image


def test_a_painted_pill_stays_in_its_cell(qapp):
    image = painted("opposé à la prospection", State.OPPOSED, QRect(10, 0, 90, 40))
    row = [image.pixelColor(x, 13).name().upper() for x in range(300)]
    tinted = [x for x, colour in enumerate(row) if colour == LIGHT.opposed_tint]
    assert tinted
    assert min(tinted) >= 10
    assert max(tinted) < 100


def test_a_painted_pill_is_as_wide_as_it_says(qapp):
    image = painted("à jour", "ok", QRect(0, 0, 300, 40))
    wide = pill_size("à jour", qapp.font()).width()
    row = [image.pixelColor(x, 20).name().upper() for x in range(300)]
    assert max(x for x, colour in enumerate(row) if colour != "#FFFFFF") <= wide


def chips(qtbot):
    row = ChipRow("États")
    for id, text, count in (("all", "Tous", 1072), ("overdue", "Dépassés", 214), ("soon", "Bientôt", None)):
        row.add(id, text, count)
    return shown(qtbot, row)


def test_exactly_one_chip_is_chosen_by_mouse_or_arrows(qtbot):
    row = chips(qtbot)
    heard = []
    row.chosen.connect(heard.append)
    assert row.current == "all"
    overdue = row.findChildren(QPushButton)[1]
    qtbot.mouseClick(overdue, Qt.MouseButton.LeftButton)
    qtbot.keyClick(overdue, Qt.Key.Key_Right)
    assert heard == ["overdue", "soon"]
    assert row.current == "soon"
    row.choose("all")
    assert heard == ["overdue", "soon"]


def test_a_chip_tells_its_count_and_can_change_it(qtbot):
    row = chips(qtbot)
    names = [each.accessibleName() for each in row.findChildren(QPushButton)]
    assert names == ["Tous 1\u202f072", "Dépassés 214", "Bientôt"]
    before = row.findChildren(QPushButton)[2].sizeHint().width()
    row.set_count("soon", 38)
    assert row.findChildren(QPushButton)[2].accessibleName() == "Bientôt 38"
    assert row.findChildren(QPushButton)[2].sizeHint().width() > before


def test_chips_go_to_the_next_line_rather_than_being_cut(qtbot):
    row = chips(qtbot)
    assert row.heightForWidth(600) < row.heightForWidth(150)
    row.resize(150, 200)
    for chip in row.findChildren(QPushButton):
        assert chip.geometry().right() < 150
        assert chip.width() == chip.sizeHint().width()


def test_a_chart_is_told_in_words_clicked_and_walked_through(qtbot, theme):
    chart = shown(qtbot, BarChart(theme, "Échéances de conservation"))
    chart.set_bars([Bar("nov.", 3, "novembre 2026"), Bar("déc.", 1008, "décembre 2026"), Bar("janv.", 0)])
    assert chart.accessibleDescription() == "novembre 2026 : 3, décembre 2026 : 1\u202f008, janv. : 0"
    heard = []
    chart.bar_clicked.connect(heard.append)
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.bar_rect(1).center())
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    qtbot.keyClick(chart, Qt.Key.Key_Space)
    assert heard == [1, 2, 0]


def test_the_bars_have_the_height_of_their_values(qtbot, theme):
    chart = shown(qtbot, BarChart(theme, "Échéances"))
    chart.set_bars([Bar("a", 10), Bar("b", 5), Bar("c", 0)])
    heights = [chart.bar_rect(index).height() for index in range(3)]
    assert heights[1] == pytest.approx(heights[0] / 2, abs=1)
    assert heights[2] == 0
    image = chart.grab().toImage()
    assert image.pixelColor(chart.bar_rect(0).center()).name().upper() == LIGHT.accent


def test_a_chart_without_bars_does_nothing(qtbot, theme):
    chart = shown(qtbot, BarChart(theme, "Échéances"))
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    chart.grab()


def test_a_number_row_does_what_its_button_does(qtbot):
    clicks = []
    examine = button("Examiner", lambda: clicks.append("examine"))
    row = shown(qtbot, NumberRow(214, "danger", "prospects ont dépassé leur durée", "Depuis plus de 3 ans.", examine))
    assert said(row) == ["214", "prospects ont dépassé leur durée", "Depuis plus de 3 ans."]
    assert examine.accessibleName() == "Examiner : 214 prospects ont dépassé leur durée"
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(40, 30))
    qtbot.mouseClick(examine, Qt.MouseButton.LeftButton)
    assert clicks == ["examine", "examine"]


def test_the_numbers_of_a_card_end_on_the_same_line(qtbot):
    card = NumberCard()
    for number in (7, 1_234_567, 42):
        card.add_row(NumberRow(number, "plain", "personnes"))
    shown(qtbot, card)
    ends = {row.number.mapTo(card, row.number.rect().topRight()).x() for row in card.rows}
    assert len(ends) == 1
    assert all(row.number.width() >= row.number.sizeHint().width() for row in card.rows)


def test_a_card_of_rows_can_be_emptied(qtbot):
    card = RowsCard()
    for text in ("a", "b"):
        card.add_row(label(text))
    shown(qtbot, card)
    card.clear()
    card.add_row(label("c"))
    qtbot.waitUntil(lambda: said(card) == ["c"])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12/03/2024", date(2024, 3, 12)),
        (" 1/2/24 ", date(2024, 2, 1)),
        ("01-02-1999", date(1999, 2, 1)),
        ("1.2.87", date(1987, 2, 1)),
        ("29022024", date(2024, 2, 29)),
        ("", None),
    ],
)
def test_a_day_is_read_as_french_people_write_it(text, day):
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("text", "problem"),
    [("31/02/2024", NO_SUCH_DAY), ("29/02/2023", NO_SUCH_DAY), ("2024-03-12", SHAPE), ("mars", SHAPE), ("1/2", SHAPE)],
)
def test_what_is_no_day_says_why(text, problem):
    with pytest.raises(ValueError, match=problem.replace(".", "[.]")):
        read_day(text)


def test_typing_a_day(qtbot, theme):
    edit = shown(qtbot, DayEdit(theme))
    line = edit.findChild(QLineEdit)
    heard = []
    edit.changed.connect(heard.append)
    qtbot.keyClicks(line, "1/2/24")
    assert heard == [None, None, None, None, date(2024, 2, 1)] or heard == [date(2024, 2, 1)]
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == "01/02/2024"
    qtbot.keyClick(line, Qt.Key.Key_Up)
    assert edit.day() == date(2024, 2, 2)
    line.clear()
    qtbot.keyClicks(line, "31/02/2024")
    assert edit.day() is None
    assert edit.problem() == NO_SUCH_DAY
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == "31/02/2024"
    assert line.property("wrong") is True


def test_choosing_a_day_in_the_calendar(qtbot, theme):
    edit = shown(qtbot, DayEdit(theme, date(2024, 3, 12)))
    heard = []
    edit.changed.connect(heard.append)
    qtbot.keyClick(edit.findChild(QLineEdit), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = edit.findChild(QCalendarWidget)
    assert calendar.isVisible()
    assert calendar.selectedDate().toPython() == date(2024, 3, 12)
    qtbot.keyClick(calendar.focusWidget() or calendar, Qt.Key.Key_Right)
    qtbot.keyClick(calendar.focusWidget() or calendar, Qt.Key.Key_Return)
    assert not calendar.isVisible()
    assert heard == [date(2024, 3, 13)]


def test_a_field_shows_its_problem_where_a_screen_reader_finds_it(qtbot):
    line = QLineEdit()
    field = shown(qtbot, FormField("E-mail", line, hint="Celui des échanges", is_optional=True))
    assert said(field) == ["E-mail", "facultatif", "Celui des échanges"]
    assert line.accessibleName() == "E-mail"
    field.set_problem("Cette adresse n’est pas complète.")
    assert field.problem == "Cette adresse n’est pas complète."
    assert line.accessibleDescription() == "Cette adresse n’est pas complète."
    field.set_problem("")
    assert field.problem == ""
    assert said(field)[-1] == "Celui des échanges"


def test_a_header_an_empty_state_and_a_banner_say_what_they_are_given(qtbot):
    clicks = []
    header = PageHeader("Contacts", "", button("Importer une liste…", lambda: clicks.append(1), "primary"))
    empty = EmptyState("Aucun contact", "Déposez votre liste.", button("Importer…"))
    banner = Banner("danger", "Durée dépassée.", "Depuis le 12/03/2025.")
    for widget in (header, empty, banner):
        shown(qtbot, widget)
    assert said(header) == ["Contacts"]
    header.set_subtitle("1 072 personnes")
    assert said(header) == ["Contacts", "1 072 personnes"]
    qtbot.mouseClick(header.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert clicks == [1]
    empty.set_texts("Personne", "Votre recherche ne trouve personne.")
    assert said(empty) == ["Personne", "Votre recherche ne trouve personne."]
    assert banner.accessibleName() == "Durée dépassée. Depuis le 12/03/2025."
    banner.show_words("ok", "Tout est à jour.")
    assert said(banner) == ["Tout est à jour."]


def test_texts_that_wrap_are_never_cut(qtbot):
    sentence = "Une colonne dont vous ne vous servez pas pour prospecter n’a pas à être importée. " * 3
    ground = QWidget()
    banner = Banner("accent", "Pensez au minimum nécessaire.", sentence)
    banner.setParent(ground)
    shown(qtbot, ground)
    banner.resize(320, banner.heightForWidth(320))
    banner.show()
    for each in banner.findChildren(QLabel):
        assert each.height() >= each.heightForWidth(each.width())
