"""The list of what must go: chips, months, rule, table and buttons. The Conservation page shows it first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules.contact import State
from rgpd_desktop.services import watch_retention
from rgpd_desktop.services.date_contacts import DatedFact
from rgpd_desktop.services.watch_retention import DueLine
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.retention import due_filter
from rgpd_desktop.ui.retention.due_acts import DueActs
from rgpd_desktop.ui.retention.due_bar import DueBar
from rgpd_desktop.ui.retention.due_filter import CHIPS, SLEEPING, DueFilter, Found, Numbers
from rgpd_desktop.ui.retention.due_model import DueModel
from rgpd_desktop.ui.retention.due_table import DueTable
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.bar_chart import Bar, BarChart
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.chip import ChipRow
from rgpd_desktop.ui.widgets.empty_state import EmptyState
from rgpd_desktop.ui.widgets.page_header import PageHeader
from rgpd_desktop.ui.widgets.text import button, label

_EVERY_RULE: Final = "Toutes les règles"
_CHART_HEIGHT: Final = 100
_TABLE_HEIGHT: Final = 160
_RULE_LETTERS: Final = 16  # the list it opens is as wide as its words


class DueView(QWidget):
    """Reads nothing before `show_filter` or `refresh`."""

    rules_asked = Signal()
    purges_asked = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._filter = DueFilter()
        self._numbers: Numbers | None = None
        self._acts = DueActs(services, self)
        self._lay_out()
        self._connect()

    # What the page calls

    def show_filter(self, asked: DueFilter) -> None:
        """List other people."""
        self._filter = asked
        self._show_choices()
        self._read_people()

    def show_month(self, first_day: date) -> None:
        """List the people who fall due in the month of `first_day`, once the months are known."""
        for month in self._numbers.months if self._numbers else watch_retention.month_bounds(self._services.today()):
            if (month.first_day.year, month.first_day.month) == (first_day.year, first_day.month):
                self.show_filter(DueFilter(month=month))

    def refresh(self) -> None:
        """Read everything again."""
        self._services.jobs.read("retention:numbers", due_filter.read_numbers, self._on_numbers, owner=self)
        self._read_people()

    # Inside

    def _lay_out(self) -> None:
        self.purges_button = button("Purges passées", self.purges_asked.emit)
        self.rules_button = button("Règles de conservation…", self.rules_asked.emit)
        self.archives = Banner("danger", "", "", button("Voir les archives", lambda: self._services.go("archives", {})))
        self.archives.hide()
        sentence = "Ce qui doit partir, et pourquoi. Vous décidez ; le journal garde la trace sans garder les noms."
        self.chips = ChipRow("Échéances")
        self._chip_by_id = {id: self.chips.add(id, words) for id, words in CHIPS.items()}
        self._chip_by_id[SLEEPING].hide()
        self.rule_box = QComboBox()
        self.rule_box.setAccessibleName("Règle")
        self.rule_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.rule_box.setMinimumContentsLength(_RULE_LETTERS)
        self._month = label("", "strong")
        self.leave_month = button("Revenir aux dépassés", self._on_month_left, "link")
        filters = QHBoxLayout()
        filters.setSpacing(8)
        filters.addWidget(self.chips, 1)
        filters.addWidget(self._month)
        filters.addWidget(self.leave_month)
        filters.addWidget(self.rule_box)
        self.model = DueModel(self._ask, self)
        self.table = DueTable(self.model, self._services.theme)
        self.table.setMinimumHeight(self._services.theme.px(_TABLE_HEIGHT))
        self._empty = EmptyState(*self._filter.empty_words)
        place = QWidget()
        self._place = QStackedLayout(place)
        self._place.addWidget(self.table)
        self._place.addWidget(self._empty)
        self.bar = DueBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(PageHeader("Conservation", french.spaced(sentence), self.purges_button, self.rules_button))
        column.addWidget(self.archives)
        column.addLayout(filters)
        column.addWidget(self._chart_card())
        column.addWidget(place, 1)
        column.addWidget(self.bar)
        self._show_choices()

    def _chart_card(self) -> Card:
        card = Card("Échéances des 12 prochains mois", padding=12)
        self.chart = BarChart(self._services.theme, "Échéances des 12 prochains mois")
        self.chart.setFixedHeight(self._services.theme.px(_CHART_HEIGHT))
        card.body.addWidget(self.chart)
        return card

    def _connect(self) -> None:
        self.chips.chosen.connect(lambda id: self.show_filter(DueFilter(id)))
        self.rule_box.activated.connect(self._on_rule_chosen)
        self.chart.bar_clicked.connect(self._on_bar_clicked)
        self.table.opened.connect(lambda number: self._services.go("contacts", {"contact_id": number}))
        self.model.choice_changed.connect(lambda: self.bar.show_ticked(self.model.ticked, self.model.total))
        self.bar.date_asked.connect(self._on_date_asked)
        self.bar.prolong_asked.connect(lambda: self._acts.prolong(self.model.selection, self.model.ticked))
        self.bar.lift_asked.connect(lambda: self._acts.lift(self.model.selection, self.model.ticked))
        self.bar.export_asked.connect(lambda: self._acts.export(self.model.selection, self.model.ticked))
        self.bar.purge_asked.connect(lambda: self._acts.purge(self.model.selection))

    def _ask(self, ids: Sequence[int], arrived: Callable[[list[DueLine]], None]) -> None:
        def failed(error: Exception) -> None:
            arrived([])  # blank rows, or each painting would ask, fail and say so again
            self._services.jobs.show_failure(error)

        self._services.jobs.read(
            "retention:pages", lambda desk, _ticket: watch_retention.lines_of(desk, ids), arrived, failed, owner=self
        )

    def _read_people(self) -> None:
        asked = self._filter

        def show(found: Found) -> None:
            self.model.show_people(found.ids, found.first, asked.query)
            self._empty.set_texts(*asked.empty_words)
            self._place.setCurrentWidget(self.table if len(found.ids) else self._empty)

        self._services.jobs.read(
            "retention:people", lambda desk, ticket: due_filter.find(desk, asked, ticket), show, owner=self
        )

    def _on_numbers(self, numbers: Numbers) -> None:
        self._numbers = numbers
        for id in CHIPS:
            self.chips.set_count(id, numbers.sleeping if id == SLEEPING else numbers.survey.count(State(id)))
        bars = [
            Bar(due_filter.short_month(month), month.count, due_filter.month_words(month)) for month in numbers.months
        ]
        self.chart.set_bars(bars)
        self.purges_button.setText(
            f"Purges passées ({french.number(numbers.purges)})" if numbers.purges else "Purges passées"
        )
        due = numbers.survey.archives_due
        taken = french.plural(due, "l’emporte", "les emporte")
        words = (
            f"{french.counted(due, 'archive échue', 'archives échues')} : la purge de tous les dépassés {taken} aussi."
        )
        self.archives.show_words("danger", words)
        self.archives.setVisible(due > 0)
        self._show_choices()

    def _show_choices(self) -> None:
        """Make the chips, the month and the rules say what is listed."""
        asked, sleeping = self._filter, self._numbers.sleeping if self._numbers else 0
        self._chip_by_id[SLEEPING].setVisible(sleeping > 0 or asked.shown == SLEEPING)
        self.chips.setVisible(asked.month is None)
        self.chips.choose(asked.shown)
        for part in (self._month, self.leave_month):
            part.setVisible(asked.month is not None)
        if asked.month is not None:
            self._month.setText(f"Échéances de {due_filter.month_words(asked.month)}")
        self.bar.show_kind_of_list("" if asked.month is not None else asked.shown)
        self._show_rules()

    def _show_rules(self) -> None:
        box, asked = self.rule_box, self._filter
        box.clear()
        box.addItem(_EVERY_RULE, "")
        for each in self._numbers.survey.kinds if self._numbers else ():
            many = 0 if asked.month or asked.shown == SLEEPING else each.counts.get(State(asked.shown), 0)
            if many or asked.kind == each.kind.id or ((asked.month or asked.shown == SLEEPING) and each.total):
                words = f"{each.kind.plural} · {each.rule.keep.words}"
                box.addItem(f"{words} ({french.number(many)})" if many else words, each.kind.id)
        box.setCurrentIndex(max(0, box.findData(asked.kind)))
        box.setVisible(box.count() > 1)

    def _on_rule_chosen(self, index: int) -> None:
        kind = str(self.rule_box.itemData(index))
        self.show_filter(DueFilter(self._filter.shown, kind, self._filter.month))

    def _on_bar_clicked(self, index: int) -> None:
        if self._numbers is not None:
            self.show_filter(DueFilter(month=self._numbers.months[index]))

    def _on_month_left(self) -> None:
        self.show_filter(DueFilter())
        self.chips.setFocus()

    def _on_date_asked(self) -> None:
        fact = DatedFact.RELATION_END if self._filter.shown == SLEEPING else DatedFact.COLLECTION
        self._acts.date(self.model.selection, self.model.ticked, fact)
