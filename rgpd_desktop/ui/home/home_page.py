"""The dashboard: what to do today, the months to come, the last lists. The window shows it first."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rgpd_desktop.basics import french, places
from rgpd_desktop.rules.contact_query import ContactQuery
from rgpd_desktop.services import follow_lists, undo_import
from rgpd_desktop.services.follow_lists import ImportedList
from rgpd_desktop.services.undo_import import UndoReport
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.home import dashboard, undo_words
from rgpd_desktop.ui.home.dashboard import Dashboard, Todo
from rgpd_desktop.ui.home.inform_dialog import InformDialog
from rgpd_desktop.ui.home.lists_card import ListsCard
from rgpd_desktop.ui.home.welcome import Welcome
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.bar_chart import Bar, BarChart
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.number_row import NumberCard, NumberRow
from rgpd_desktop.ui.widgets.page_header import PageHeader
from rgpd_desktop.ui.widgets.text import button

EXAMPLE: Final = "liste-prospects.xlsx"
_CHART_HEIGHT: Final = 280


class HomePage(QWidget):
    """Shows nothing until its first `refresh`: a number that is not known yet is not shown as zero."""

    tables = frozenset(
        {"contacts", "batches", "rule_changes", "proposals", "activities", "business", "processors", "oppositions"}
    )

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._known: Dashboard | None = None
        self._to_check = 0
        self._lay_out()

    def refresh(self) -> None:
        """Read everything again."""
        self._services.jobs.read("home", dashboard.read, self._show, owner=self)
        self._services.jobs.read("home:register", dashboard.read_register, self._show_register, owner=self)

    def _lay_out(self) -> None:
        self._header = PageHeader("Bonjour")
        self.import_button = button("Importer une liste…", lambda: self._services.start_import(None), "primary")
        self._header.add_action(self.import_button)
        self.welcome = Welcome()
        self.welcome.import_asked.connect(lambda: self._services.start_import(None))
        self.welcome.example_asked.connect(self._on_example_asked)
        self.calm = Banner("ok", "")
        self.todos = NumberCard()
        self.todos.setAccessibleName("À faire")
        self.lists = ListsCard()
        self.lists.opened.connect(lambda batch: self._services.go("contacts", {"query": ContactQuery(batch=batch)}))
        self.lists.undo_asked.connect(self._on_undo_asked)
        self._below = QWidget()
        below = QHBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(16)
        below.addWidget(self._chart_card(), 2)
        below.addWidget(self.lists, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for part in (self._header, self.welcome, self.calm, self.todos):
            column.addWidget(part)
        column.addWidget(self._below, 1)  # the room left is the chart's: a card of lines is as tall as its lines
        column.addStretch()
        for hidden in (self.import_button, self.welcome, self.calm, self.todos, self._below):
            hidden.hide()

    def _chart_card(self) -> Card:
        card = Card("Échéances de conservation, 12 prochains mois")
        self.chart = BarChart(self._services.theme, "Échéances de conservation, 12 prochains mois")
        self.chart.setMinimumHeight(self._services.theme.px(_CHART_HEIGHT))
        self.chart.bar_clicked.connect(self._on_bar_clicked)
        card.body.addWidget(self.chart, 1)
        return card

    def _show_register(self, to_check: int) -> None:
        is_same, self._to_check = to_check == self._to_check, to_check
        if self._known is not None and not is_same:  # else nothing is drawn again under the pointer
            self._show(self._known)

    def _show(self, found: Dashboard) -> None:
        found = replace(found, to_check=self._to_check)
        self._known = found
        todos = dashboard.todos(found)
        self.todos.clear()
        for todo in todos:
            self.todos.add_row(self._row(todo))
        self._header.set_subtitle("" if found.is_new else dashboard.subtitle(len(todos)))
        self.welcome.setVisible(found.is_new)
        self.calm.show_words("ok", *dashboard.calm_words(found))
        self.calm.setVisible(not todos and not found.is_new)
        self.todos.setVisible(bool(todos))
        self._below.setVisible(not found.is_new)
        self.import_button.setVisible(not found.is_new)
        self.lists.show_lists(found.recent)
        self.chart.set_bars(
            [
                Bar(french.SHORT_MONTHS[number], month.count, f"{french.MONTHS[number]} {month.first_day.year}")
                for month in found.months
                for number in (month.first_day.month - 1,)
            ]
        )

    def _row(self, todo: Todo) -> NumberRow:
        buttons = [button(todo.button, lambda: self._services.go(todo.page, todo.arguments))]
        if (waiting := todo.to_inform) is not None:
            buttons.append(button("C’est fait…", lambda: self._on_inform_asked(waiting.list_)))
        return NumberRow(todo.number, todo.tone, todo.sentence, todo.reason, *buttons)

    def _on_bar_clicked(self, index: int) -> None:
        if self._known is not None:
            self._services.go("retention", {"month": self._known.months[index].first_day})

    def _on_example_asked(self) -> None:
        self._services.start_import(places.resources() / "demo" / EXAMPLE)

    def _on_inform_asked(self, list_: ImportedList) -> None:
        dialog = InformDialog(self._services.window, self._services.theme, list_, self._services.today())

        def write() -> None:
            on = dialog.on
            self._services.jobs.write(
                "Information notée",
                lambda desk, _ticket: follow_lists.mark_informed(desk, list_.batch, on),
                lambda _none: messages.toast(f"Information du {french.day(on)} notée."),
                owner=self,
            )

        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(write)
        dialog.open()

    def _on_undo_asked(self, list_: ImportedList) -> None:
        if messages.confirm(
            self._services.window,
            *undo_words.question(list_),
            "Annuler l’import",
            danger=True,
            refusal_label="Garder l’import",
        ):
            self._services.jobs.write(
                "Annulation de l’import",
                lambda desk, ticket: undo_import.undo(desk, list_.batch, ticket),
                self._on_undone,
                owner=self,
            )

    def _on_undone(self, report: UndoReport) -> None:
        messages.tell(self._services.window, "Import annulé", *undo_words.report_lines(report))
