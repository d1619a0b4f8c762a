"""Who else handles the data: the processors at the left, the one chosen at the right, kept as it is typed. The window builds it.

`services.go("processors", {"processor": id})` shows one, `{"tool": id}` opens the catalogue on a tool.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules.processor import Processor
from rgpd_desktop.services import keep_processors
from rgpd_desktop.services.keep_processors import ProcessorSheet
from rgpd_desktop.ui import file_dialogs, messages
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.processors.add_dialog import AddDialog
from rgpd_desktop.ui.processors.processor_view import ProcessorView, pill_of
from rgpd_desktop.ui.widgets.empty_state import EmptyState
from rgpd_desktop.ui.widgets.page_header import PageHeader
from rgpd_desktop.ui.widgets.text import button
from rgpd_desktop.ui.widgets.two_line_list import ListRow, TwoLineList

_EMPTY: Final = (
    "Aucun sous-traitant pour l’instant",
    "Messagerie, hébergeur, outil d’e-mailing, comptable… : dites qui d’autre voit vos données. "
    "Votre registre et vos documents s’en serviront, et vous saurez avec qui un contrat manque (RGPD, art. 28).",
)
_CONTRACTS: Final = "Contrat (*.pdf *.docx *.doc *.odt *.png *.jpg *.jpeg *.txt *.html);;Tous les fichiers (*)"
_LIST_SHARE, _VIEW_SHARE = 36, 64


class ProcessorsPage(QWidget):
    """Shows nothing before its first `refresh`."""

    tables = frozenset({"processors", "activities"})

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._sheets: tuple[ProcessorSheet, ...] | None = None
        self._wanted = ""
        self.dialog: Any = None  # the last one opened
        self._lay_out()

    # What the window calls

    def arrive(self, processor: str = "", tool: str | None = None) -> None:
        """Show this processor, or the catalogue on this tool."""
        self._wanted = processor
        if processor and self._sheets is not None:
            self.list.choose(processor)
        if tool is not None:
            self.ask_add(tool)

    def refresh(self) -> None:
        """Read everything again."""
        self._services.jobs.read(
            "processors", lambda desk, _ticket: keep_processors.sheets(desk), self._show, owner=self
        )

    # Acts

    def ask_add(self, tool: str = "") -> None:
        """The catalogue."""
        there = [each.processor.tool for each in self._sheets or () if each.processor.tool]
        self.dialog = AddDialog(self._services, there, tool)
        self.dialog.added.connect(self._on_added)
        self.dialog.open()

    def _on_added(self, processor: Processor) -> None:
        self._wanted = processor.id
        messages.toast(f"{processor.name} est dans vos sous-traitants.")
        self.refresh()

    def _on_edited(self, processor: Processor) -> None:
        self._services.jobs.write(
            "Sous-traitant", lambda desk, _ticket: keep_processors.save(desk, processor), owner=self
        )

    def _on_remove_asked(self) -> None:
        sheet = self.view.sheet
        if sheet is None:
            return
        processor = sheet.processor
        title = f"Retirer {french.one_way(processor.name)} de vos sous-traitants ?"
        sentence = "Ce que vous avez noté et la copie de son contrat seront supprimés."
        if messages.confirm(self._services.window, title, sentence, "Retirer", danger=True):
            self._services.jobs.write(
                "Retrait d’un sous-traitant",
                lambda desk, _ticket: keep_processors.remove(desk, processor.id),
                lambda _none: messages.toast("Sous-traitant retiré."),
                owner=self,
            )

    def _on_attach_asked(self) -> None:
        path = file_dialogs.ask_open(self._services.window, "Joindre le contrat", _CONTRACTS)
        if path is not None:
            self.attach(path)

    def attach(self, path: Path) -> None:
        """Keep a copy of this file as the contract of the one shown."""
        if (sheet := self.view.sheet) is None:
            return
        id = sheet.processor.id
        self._services.jobs.write(
            "Copie du contrat",
            lambda desk, _ticket: keep_processors.attach(desk, id, path),
            lambda _made: messages.toast("Une copie du contrat est gardée avec vos données."),
            owner=self,
        )

    def _on_detach_asked(self) -> None:
        sheet = self.view.sheet
        if sheet is not None and messages.confirm(
            self._services.window,
            "Retirer le fichier du contrat ?",
            "La copie gardée avec vos données sera supprimée ; votre fichier d’origine n’est pas touché.",
            "Retirer le fichier",
            danger=True,
        ):
            id = sheet.processor.id
            self._services.jobs.write(
                "Retrait du contrat", lambda desk, _ticket: keep_processors.detach(desk, id), owner=self
            )

    def _on_open_asked(self) -> None:
        if (sheet := self.view.sheet) is None:
            return
        id = sheet.processor.id

        def show(path: Path | None) -> None:
            if path is None or not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
                messages.toast("Aucun programme de cet ordinateur n’ouvre ce fichier.")

        self._services.jobs.read(
            "processors:file", lambda desk, _ticket: keep_processors.contract_file(desk, id), show, owner=self
        )

    # What is shown

    def _show(self, sheets: tuple[ProcessorSheet, ...]) -> None:
        self._sheets = sheets
        self._views.setCurrentIndex(1 if sheets else 0)
        to_mend = sum(any(not alert.is_gentle for alert in each.alerts) for each in sheets)
        parts = [french.counted(len(sheets), "sous-traitant ou outil", "sous-traitants ou outils")] if sheets else []
        if sheets:
            parts.append(f"{french.number(to_mend)} à mettre en règle" if to_mend else "tous en règle")
        self.header.set_subtitle(" · ".join(parts))
        rows = [_row(each) for each in sheets]
        wanted, self._wanted = self._wanted, ""
        self.list.show_rows(rows)
        if wanted:
            self.list.choose(wanted)

    def _on_chosen(self, id: str) -> None:
        sheet = next((each for each in self._sheets or () if each.processor.id == id), None)
        if sheet is None:
            return
        self.view.show_sheet(sheet)
        if sheet.processor.document:
            self._services.jobs.read(
                "processors:intact",
                lambda desk, _ticket: keep_processors.contract_is_intact(desk, id),
                lambda is_intact: self.view.show_intact(id, is_intact),
                owner=self,
            )

    def _lay_out(self) -> None:
        self.add_button = button("Ajouter…", self.ask_add, "primary")
        self.header = PageHeader("Sous-traitants", "", self.add_button)
        self.list = TwoLineList(self._services.theme, "Sous-traitants et outils")
        self.list.chosen.connect(self._on_chosen)
        self.view = ProcessorView(self._services.theme)
        self.list.opened.connect(lambda _id: self.view.form.name.setFocus())
        self.view.edited.connect(self._on_edited)
        self.view.remove_asked.connect(self._on_remove_asked)
        self.view.sheet_asked.connect(lambda id: self._services.go("register", {"activity": id}))
        self.view.contract.attach_asked.connect(self._on_attach_asked)
        self.view.contract.detach_asked.connect(self._on_detach_asked)
        self.view.contract.open_asked.connect(self._on_open_asked)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.list, _LIST_SHARE)
        row.addWidget(self.view, _VIEW_SHARE)
        empty = EmptyState(*_EMPTY, button("Choisir dans le catalogue…", self.ask_add, "primary"))
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


def _row(sheet: ProcessorSheet) -> ListRow:
    processor = sheet.processor
    uses = f"{len(sheet.used_by)} {french.plural(len(sheet.used_by), 'fiche')}" if sheet.used_by else "aucune fiche"
    brief = " · ".join(filter(None, (processor.use or processor.country, uses)))
    return ListRow(processor.id, processor.name, brief, *pill_of(sheet))
