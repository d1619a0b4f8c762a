"""The register: its sheets at the left, the one chosen at the right, what does not agree first; from here it is written, printed, exported.

The window builds it. `services.go("register", {"activity": id})` shows a sheet, and with `field` opens its wizard; `model` begins one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QStackedWidget, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules.activity import Activity, Progress
from rgpd_desktop.rules.coherence import Finding, Subject
from rgpd_desktop.services import keep_register, register_overview, start_register
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.register_overview import Overview, SheetLine
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.register import register_files
from rgpd_desktop.ui.register.activity_wizard import ActivityWizard
from rgpd_desktop.ui.register.business_dialog import BusinessDialog
from rgpd_desktop.ui.register.findings_view import FindingsView
from rgpd_desktop.ui.register.sheet_list import FINDINGS, SheetList
from rgpd_desktop.ui.register.sheet_view import SheetView
from rgpd_desktop.ui.register.start_dialog import StartDialog
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
        self.dialog: Any = None  # the last one opened, for whoever drives the page
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
        """Show this sheet, open its wizard at `field`, begin a sheet of this model ("" asks which), ask who answers, or show the findings."""
        if findings:
            self._wanted = {"activity": FINDINGS}
            self.sheets.choose(FINDINGS)
            return
        self._wanted = {"activity": activity} if activity else {}
        if activity and self.overview is not None:
            self.sheets.choose(activity)
        if field:
            self.open_wizard(activity, field)
        elif model is not None:
            self._begin(model)
        elif business is not None:
            self.ask_business()

    def refresh(self) -> None:
        """Read everything again."""
        self._services.jobs.read(
            "register", lambda desk, _ticket: register_overview.overview(desk), self._show, owner=self
        )

    # Acts

    def ask_business(self) -> None:
        """Who answers: the form."""

        def show(business: keep_register.Business) -> None:
            self.dialog = BusinessDialog(self._services, business, self._services.window)
            self.dialog.open()

        self._services.jobs.read(
            "register:business", lambda desk, _ticket: keep_register.business(desk), show, owner=self
        )

    def start(self) -> None:
        """Begin from a trade, from the catalogue, or from nothing."""

        def show(business: keep_register.Business) -> None:
            self.dialog = StartDialog(self._services, self._services.window, business.trades)
            self.dialog.started.connect(self._on_started)
            self.dialog.open()

        self._services.jobs.read("register:start", lambda desk, _ticket: keep_register.business(desk), show, owner=self)

    def open_wizard(self, id: str, field: str = "") -> None:
        """The wizard takes the whole window, at the step of `field` when it is given."""
        wizard = ActivityWizard(self._services, id, field)
        window: Any = self._services.window
        wizard.finished.connect(lambda *_: window.release(wizard))
        window.take_over(wizard)

    def act(self, name: str) -> None:
        """Do to the sheet shown what its buttons and menu name."""
        line = self.sheet.line
        if line is None:
            return
        id, activity = line.activity.id, line.activity
        match name:
            case "edit":
                self.open_wizard(id)
            case "preview":
                self.dialog = register_files.preview(self._services, (id,), f"Aperçu de {french.quoted(activity.name)}")
            case "up" | "down":
                self.sheets.move(-1 if name == "up" else 1)
            case "duplicate":
                self._write("Copie de la fiche", lambda desk: keep_register.duplicate(desk, id), self._on_made)
            case "inscribe":
                self._write("Inscription au registre", lambda desk: keep_register.inscribe(desk, id), self._on_kept)
            case "review":
                told = "Fiche relue aujourd’hui."
                self._write("Relecture", lambda desk: keep_register.review(desk, id), lambda _: messages.toast(told))
            case "archive":
                self._archive(activity)
            case "remove":
                self._remove(activity)

    def _archive(self, activity: Activity) -> None:
        sentence = "Elle quitte le registre et reste consultable dans les fiches archivées : son historique est utile en cas de contrôle."
        title = f"Archiver la fiche {french.quoted(activity.name)} ?"
        if messages.confirm(self._services.window, title, french.spaced(sentence), "Archiver la fiche"):
            self._write(
                "Archivage de la fiche",
                lambda desk: keep_register.archive(desk, activity.id),
                lambda _: messages.toast("Fiche archivée."),
            )

    def _remove(self, activity: Activity) -> None:
        title = f"Supprimer le brouillon {french.quoted(activity.name or 'Sans nom')} ?"
        sentence = "Les réponses de cette fiche seront perdues. Elle n’a jamais été dans votre registre."
        if messages.confirm(
            self._services.window, title, french.spaced(sentence), "Supprimer le brouillon", danger=True
        ):
            self._write(
                "Suppression du brouillon",
                lambda desk: keep_register.remove_draft(desk, activity.id),
                lambda _: messages.toast("Brouillon supprimé."),
            )

    def _begin(self, model: str) -> None:
        if not model:
            self.start()
            return
        self._write(
            "Nouvelle fiche", lambda desk: start_register.start(desk, (model,)), lambda made: self._on_started(made)
        )

    # Outcomes

    def _write(self, label: str, work: Callable[[Desk], Any], done: Callable[[Any], object]) -> None:
        self._services.jobs.write(label, lambda desk, _ticket: work(desk), done, owner=self)

    def _on_made(self, activity: Activity) -> None:
        self._wanted = {"activity": activity.id}
        self.refresh()

    def _on_kept(self, activity: Activity) -> None:
        messages.toast(f"{activity.name} est dans votre registre.")
        self._on_made(activity)

    def _on_started(self, made: tuple[Activity, ...]) -> None:
        if not made:
            return
        self._on_made(made[0])
        if len(made) == 1:
            self.open_wizard(made[0].id)

    def _on_moved(self, ids: list[str]) -> None:
        hidden = [each.activity.id for each in self._lines(Progress.ARCHIVED) if each.activity.id not in ids]
        order = [*ids, *hidden]
        self._write("Ordre des fiches", lambda desk: keep_register.reorder(desk, order), lambda _: None)

    def _on_followed(self, finding: Finding) -> None:
        arguments = dict(finding.arguments)
        if finding.page != "register":
            self._services.go(finding.page, arguments)
        elif finding.subject in (Subject.DRAFT, Subject.NOT_REVIEWED):
            self.open_wizard(arguments["activity"])
        else:
            self.arrive(**arguments)

    # What is shown

    def _show(self, overview: Overview) -> None:
        self.overview = overview
        register = overview.register
        who = register.business.heading
        parts = [f"Responsable : {who}" if who else "", register.business.number]
        parts.append(register_files.version_words(register.version, french.day(register.on)))
        is_empty = not overview.lines
        self.header.set_subtitle("" if is_empty and not who else " · ".join(filter(None, parts)))
        archived = self._lines(Progress.ARCHIVED)
        self.archived.setVisible(bool(archived))
        self.archived.set_count(len(archived))
        for each in (self.export_button, self.print_button):
            each.setEnabled(not is_empty)
        findings = len(overview.findings)
        self._views.setCurrentIndex(0 if is_empty and not findings else 1)
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
        self.business_button = button("Qui tient ce registre…", self.ask_business)
        self.bring_button = button("Importer…", lambda: register_files.bring(self._services, self.refresh))
        self.export_button = button("Exporter…")
        menu = QMenu(self.export_button)
        for ending, words in register_files.FORMATS.items():
            menu.addAction(
                words.partition(" (")[0], lambda ending=ending: register_files.export(self._services, ending)
            )
        self.export_button.setMenu(menu)
        self.print_button = button("Imprimer…", self._preview)
        self.add_button = button("Ajouter une activité", self.start, "primary")
        self.header = PageHeader(
            _TITLE, "", self.business_button, self.bring_button, self.export_button, self.print_button, self.add_button
        )
        self.archived = Chip("Fiches archivées", 0)
        self.archived.toggled.connect(lambda _on: self._show_lines())
        self.sheets = SheetList(self._services.theme)
        self.sheets.chosen.connect(self._on_chosen)
        self.sheets.moved.connect(self._on_moved)
        self.sheets.opened.connect(lambda id: self.open_wizard(id) if id != FINDINGS else self.findings.setFocus())
        self.sheet = SheetView(self._services.theme)
        self.sheet.act_asked.connect(self.act)
        self.findings = FindingsView()
        self.findings.followed.connect(self._on_followed)
        self._right = QStackedWidget()
        for each in (self.sheet, self.findings):
            self._right.addWidget(each)
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
        self.start_button = button("Partir de votre métier…", self.start, "primary")
        self.empty_bring = button(
            "Importer un registre existant…", lambda: register_files.bring(self._services, self.refresh)
        )
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

    def _preview(self) -> None:
        self.dialog = register_files.preview(self._services)
