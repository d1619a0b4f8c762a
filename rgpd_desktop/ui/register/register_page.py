"""The register: its sheets at the left, the one chosen at the right, what does not agree first; from here it is written, printed, exported.

The window builds it. `services.go("register", {"activity": id})` shows a sheet, and with `field` opens its wizard; `model` begins one.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QStackedWidget, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules.activity import Progress
from rgpd_desktop.rules.coherence import Finding, Subject
from rgpd_desktop.services import keep_register, register_overview
from rgpd_desktop.services.register_overview import Overview, SheetLine
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.register import register_files
from rgpd_desktop.ui.register.findings_view import FindingsView
from rgpd_desktop.ui.register.register_acts import RegisterActs
from rgpd_desktop.ui.register.sheet_list import FINDINGS, SheetList
from rgpd_desktop.ui.register.sheet_view import SheetView
from rgpd_desktop.ui.widgets.chip import Chip
from rgpd_desktop.ui.widgets.empty_state import EmptyState
from rgpd_desktop.ui.widgets.page_header import PageHeader
from rgpd_desktop.ui.widgets.text import button

_TITLE: Final = "Registre des activités de traitement"
_EMPTY: Final = (
    "Votre registre est encore vide",
    "Le registre dit pourquoi vous utilisez des données personnelles, lesquelles, et combien de temps (RGPD, art. 30). "
    "Dites ce que vous faites : le programme propose les fiches qui vous concernent, déjà remplies.",
)
_LIST_SHARE, _VIEW_SHARE = 36, 64


class RegisterPage(QWidget):
    """Shows nothing before its first `refresh`."""

    tables = frozenset(
        {
            "business",
            "activities",
            "activity_changes",
            "register_versions",
            "processors",
            "measures",
            "contacts",
            "rule_changes",
        }
    )

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self.overview: Overview | None = None
        self._wanted: dict[str, str] = {}
        self.findings = FindingsView()
        self.acts = RegisterActs(services, self)
        self.acts.made.connect(self._on_made)
        self._lay_out()

    # What the window calls

    def arrive(
        self,
        activity: str = "",
        field: str = "",
        model: str | None = None,
        business: str | None = None,
        findings: bool = False,
    ) -> None:
        """Show this sheet, open its wizard at `field`, begin one of this model ("" asks which), ask who answers, show the findings."""
        if findings:
            self._wanted = {"activity": FINDINGS}
            self.sheets.choose(FINDINGS)
            return
        self._wanted = {"activity": activity} if activity else {}
        if activity and self.overview is not None:
            self.sheets.choose(activity)
        if field:
            self.acts.open_wizard(activity, field)
        elif model is not None:
            self.acts.begin(model)
        elif business is not None:
            self.acts.ask_business()

    def refresh(self) -> None:
        """Read everything again."""
        self._services.jobs.read(
            "register", lambda desk, _ticket: register_overview.overview(desk), self._show, owner=self
        )

    # Outcomes

    def _on_act(self, name: str) -> None:
        if self.sheet.line is not None:
            self.acts.act(name, self.sheet.line.activity)

    def _bring(self) -> None:
        register_files.bring(self._services, self.refresh)

    def _on_made(self, id: str) -> None:
        self._wanted = {"activity": id}
        self.refresh()

    def _on_moved(self, ids: list[str]) -> None:
        archived = [each.activity.id for each in self._lines(Progress.ARCHIVED)]
        others = [each.activity.id for each in self.overview.lines] if self.overview is not None else []
        live = [id for id in others if id not in archived]
        order = [*live, *ids] if self.archived.isChecked() else [*ids, *archived]
        self.acts.write("Ordre des fiches", lambda desk: keep_register.reorder(desk, order), lambda _: None)

    def _on_followed(self, finding: Finding) -> None:
        arguments = dict(finding.arguments)
        if finding.page != "register":
            self._services.go(finding.page, arguments)
        elif finding.subject in (Subject.DRAFT, Subject.NOT_REVIEWED):
            self.acts.open_wizard(arguments["activity"])
        else:
            self.arrive(
                arguments.get("activity", ""),
                arguments.get("field", ""),
                arguments.get("model"),
                arguments.get("business"),
            )

    # What is shown

    def _show(self, overview: Overview) -> None:
        self.overview = overview
        register = overview.register
        who = register.business.heading
        parts = [who, register.business.number]
        parts.append(register_files.version_words(register.version, french.day(register.on)))
        is_empty = not overview.lines
        self.header.set_subtitle("" if is_empty and not who else " · ".join(filter(None, parts)))
        archived = self._lines(Progress.ARCHIVED)
        self.archived.setVisible(bool(archived))
        self.archived.set_count(len(archived))
        for each in (self.export_button, self.print_button):
            each.setEnabled(not is_empty)
        self._views.setCurrentIndex(0 if is_empty else 1)
        self._show_lines()
        self.findings.show_findings(overview.findings)

    def _show_lines(self) -> None:
        if self.overview is None:
            return
        wanted = self._wanted.pop("activity", None)
        if wanted and any(each.activity.id == wanted for each in self._lines(Progress.ARCHIVED)):
            self.archived.setChecked(True)
        shown = [
            line
            for line in self.overview.lines
            if (line.activity.progress is Progress.ARCHIVED) == self.archived.isChecked()
        ]
        self.sheets.show_lines(shown, 0 if self.archived.isChecked() else len(self.overview.findings))
        if wanted is not None:
            self.sheets.choose(wanted)

    def _on_chosen(self, id: str) -> None:
        if id == FINDINGS:
            self._right.setCurrentWidget(self.findings)
            return
        line = next((each for each in self.overview.lines if each.activity.id == id), None) if self.overview else None
        if line is not None:
            self.sheet.show_line(line)
            self._right.setCurrentWidget(self.sheet)

    def _lines(self, progress: Progress) -> list[SheetLine]:
        lines = self.overview.lines if self.overview is not None else ()
        return [line for line in lines if line.activity.progress is progress]

    def _lay_out(self) -> None:
        self.more_button = button("Plus")
        more = QMenu(self.more_button)
        more.addAction("Qui tient ce registre…", self.acts.ask_business)
        more.addAction("Importer un registre existant…", self._bring)
        self.more_button.setMenu(more)
        self.export_button = button("Exporter")
        menu = QMenu(self.export_button)
        for ending, words in register_files.FORMATS.items():
            menu.addAction(
                f"{words.partition(' (')[0]}…", lambda ending=ending: register_files.export(self._services, ending)
            )
        self.export_button.setMenu(menu)
        self.print_button = button("Imprimer…", self.acts.preview)
        self.add_button = button("Ajouter une activité", self.acts.start, "primary")
        self.header = PageHeader(_TITLE, "", self.more_button, self.export_button, self.print_button, self.add_button)
        self.archived = Chip("Fiches archivées", 0)
        self.archived.toggled.connect(lambda _on: self._show_lines())
        self.sheets = SheetList(self._services.theme)
        self.sheets.chosen.connect(self._on_chosen)
        self.sheets.moved.connect(self._on_moved)
        self.sheets.opened.connect(lambda id: self.acts.open_wizard(id) if id != FINDINGS else self.findings.setFocus())
        self.sheet = SheetView(self._services.theme)
        self.sheet.act_asked.connect(self._on_act)
        self.acts.step_asked.connect(self.sheets.shift)
        self.findings.followed.connect(self._on_followed)
        self._right = QStackedWidget()
        self._right.addWidget(self.sheet)
        self._right.addWidget(self.findings)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.sheets, 1)
        left.addWidget(self.archived)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(left, _LIST_SHARE)
        row.addWidget(self._right, _VIEW_SHARE)
        self.start_button = button("Partir de votre métier…", self.acts.start, "primary")
        self.empty_bring = button("Importer un registre existant…", self._bring)
        empty = EmptyState(*_EMPTY, self.empty_bring, self.start_button)
        views = QWidget()
        self._views = QStackedLayout(views)
        self._views.setContentsMargins(0, 0, 0, 0)
        for each in (empty, whole):
            self._views.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.header)
        column.addWidget(views, 1)
