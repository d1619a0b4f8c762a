"""The journal of what was done: when, what and on how many, whether its chain holds, filtered by nature, exported. It names nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTableView

from rgpd_desktop.basics import french
from rgpd_desktop.services import read_journal
from rgpd_desktop.services.journal_words import Group
from rgpd_desktop.services.read_journal import JournalRead
from rgpd_desktop.ui import file_dialogs, messages
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.settings.journal_model import Column, JournalModel
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.form_field import FormField

_SIZE: Final = (980, 620)
_MARGIN: Final = 64
_WIDTHS: Final = {Column.NUMBER: 64, Column.WHEN: 150, Column.GROUP: 190, Column.VERIFIED: 96}  # px of the design
_AROUND: Final = 27  # px around a text in its cell
_ABOVE: Final = 19  # px of the design, above and below
_TALLEST: Final = 10_000
_WHAT: Final = "Ce qui a été fait, quand et sur combien de personnes. Le journal ne nomme personne."
_DOUBT: Final = "Une sauvegarde plus ancienne peut montrer ce qu’il disait."
_EVERYTHING: Final = "Toutes les opérations"


class JournalTable(QTableView):
    """Lines as tall as their sentence."""

    def __init__(self, theme: Theme, model: JournalModel) -> None:
        super().__init__()
        self._theme = theme
        self.setModel(model)
        model.setParent(self)
        self.setProperty("role", "framed")
        self.setAccessibleName("Journal des opérations")
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(36))
        header = self.horizontalHeader()
        header.setSelectionModel(QItemSelectionModel(model, header))
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(Column.WHAT, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, theme.px(width))
        header.sectionResized.connect(lambda *_: self._fit_rows(0))  # another width, other heights
        model.modelReset.connect(lambda: self._fit_rows(0))
        model.rowsInserted.connect(lambda _parent, first, _last: self._fit_rows(first))

    def _fit_rows(self, first: int) -> None:
        """Each row from `first` on as tall as its sentence; Qt alone forgets the padding of the style sheet."""
        model, metrics = self.model(), self.fontMetrics()
        room = QRect(0, 0, max(1, self.columnWidth(Column.WHAT) - _AROUND), _TALLEST)
        for row in range(first, model.rowCount()):
            text = model.index(row, Column.WHAT).data()
            height = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height()
            self.setRowHeight(row, height + self._theme.px(_ABOVE))


class JournalDialog(Box):
    """Reads when it is made; `services` gives the jobs."""

    def __init__(self, services: Services) -> None:
        super().__init__(services.window, "Journal des opérations", _WHAT)
        self._services = services
        self.verdict = Banner("ok", " ")
        self.verdict.hide()
        self.filter = QComboBox()
        self.filter.addItem(_EVERYTHING, None)
        self.model = JournalModel()
        self.table = JournalTable(services.theme, self.model)
        self.filter.currentIndexChanged.connect(lambda _index: self.model.choose(self.group))
        self.body.addWidget(self.verdict)
        self.body.addWidget(FormField("Nature", self.filter))
        self.body.addWidget(self.table, 1)
        self.export_button = self.add_button("Exporter (.csv)…", self.choose_file)
        self.add_button("Fermer", self.accept, "primary").setDefault(True)
        window = services.window.window()
        width = min(services.theme.px(_SIZE[0]), max(460, window.width() - _MARGIN))
        self.setMinimumSize(width, min(services.theme.px(_SIZE[1]), max(360, window.height() - _MARGIN)))
        services.jobs.read("journal", lambda desk, _ticket: read_journal.read(desk), self._show, owner=self)

    @property
    def group(self) -> Group | None:
        """The nature chosen, None for all."""
        chosen = self.filter.currentData()
        return Group(chosen) if chosen else None

    def choose_file(self) -> None:
        """Ask where, then write what is shown."""
        name = f"journal-{self._services.today().isoformat()}.csv"
        path = file_dialogs.ask_save(self, "Exporter le journal", name, "Fichier CSV (*.csv)")
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the lines of the nature chosen."""
        group = self.group
        self._services.jobs.read(
            "journal:export",
            lambda desk, _ticket: read_journal.export_csv(desk, path, group),
            lambda many: messages.toast(f"{french.counted(many, 'ligne')} dans {path.name}."),
            self._on_failed,
            label="Export du journal",
            owner=self,
        )

    def _on_failed(self, error: Exception) -> None:
        messages.show(self, error)

    def _show(self, found: JournalRead) -> None:
        many = len(found.entries)
        if found.flaw is None:
            told = (
                f"{french.counted(many, 'ligne')} : rien n’a été changé ni retiré."
                if many
                else "Aucune opération pour l’instant."
            )
            self.verdict.show_words("ok", "Le journal est intact.", told)
        else:
            told = f"{read_journal.flaw_words(found.flaw)} {_DOUBT}"
            self.verdict.show_words("danger", "Le journal n’est plus intact.", told)
        self.verdict.show()
        present = {each.group for each in found.entries}
        for group in Group:
            if group in present:
                self.filter.addItem(group.value, group.value)
        self.export_button.setEnabled(bool(many))
        self.model.show_entries(found.entries)
