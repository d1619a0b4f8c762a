"""Add a processor: search the catalogue by the first letters of its name or its use, or describe another provider."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules.folding import fold
from rgpd_desktop.rules.processor import ROLE_WORDS, Processor, Tool
from rgpd_desktop.services import keep_processors
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.processors.processor_form import ProcessorForm
from rgpd_desktop.ui.widgets.text import button, label
from rgpd_desktop.ui.widgets.two_line_list import ListRow, TwoLineList

_SIZE = (640, 600)


class _Search(QLineEdit):
    """Up and Down move in the list under it."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows are the list's."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if (step := steps.get(Qt.Key(event.key()))) is not None:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)


class AddDialog(Box):
    """`added` gives the Processor kept. `there` are the ids of the tools already used."""

    added = Signal(object)

    def __init__(self, services: Services, there: Collection[str], tool: str = "") -> None:
        super().__init__(
            services.window,
            "Ajouter un sous-traitant",
            "Un outil en ligne, un prestataire, un hébergeur : tout ce qui voit des données.",
        )
        self._services = services
        self._tools = {each.id: each for each in keep_processors.catalogue()}
        self._there = frozenset(there)
        self.search = _Search()
        self.search.setPlaceholderText("Nom ou usage : Brevo, agenda, paiement…")
        self.search.setAccessibleName("Chercher dans le catalogue")
        self.search.setClearButtonEnabled(True)
        self.list = TwoLineList(services.theme, "Outils du catalogue")
        self._about = label("", "hint", wraps=True)
        self.form = ProcessorForm(keep_processors.transfers(), is_short=True)
        self._parts = QStackedWidget()
        self._parts.addWidget(self._catalogue_part())
        self._parts.addWidget(self._own_part())
        self.body.addWidget(self._parts, 1)
        self.own_button = button("Un autre prestataire…", self._on_own)
        self.add_left(self.own_button)
        self.add_button("Annuler", self.reject)
        self.add = self.add_button("Ajouter", self.keep, "primary")
        self.add.setDefault(True)
        self.search.textChanged.connect(self._show_found)
        self.search.moved.connect(self._move)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(lambda _id: self.keep())
        self._show_found()
        if tool:
            self.list.choose(tool)
        self.setMinimumWidth(services.theme.px(_SIZE[0]))
        self.search.setFocus()

    def keep(self) -> None:
        """Add the tool chosen, or the provider described, in a job."""
        if self._parts.currentIndex() == 1:
            typed = self.form.read()
            problems = keep_processors.problems_in(typed)
            self.form.show_problems(problems)
            if problems:
                self.form.name.setFocus()
                return
            self._write(lambda desk: keep_processors.add_own(desk, typed))
        elif tool := self.list.current_id:
            self._write(lambda desk: keep_processors.add_tool(desk, tool))

    def _write(self, work: object) -> None:
        self.add.setEnabled(False)

        def run(desk: Desk, _ticket: object) -> Processor:
            return work(desk)  # type: ignore[operator,no-any-return]

        self._services.jobs.write("Ajout d’un sous-traitant", run, self._on_added, self._on_failed, owner=self)

    def _on_added(self, processor: Processor) -> None:
        self.added.emit(processor)
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self.add.setEnabled(True)
        self._services.jobs.show_failure(error)

    def _on_own(self) -> None:
        """Describe it; what was searched is its name."""
        self._parts.setCurrentIndex(1)
        self.own_button.hide()
        self.form.show_processor(Processor(id="", name=self.search.text().strip()))
        self.add.setEnabled(True)
        self.form.name.setFocus()

    def _show_found(self) -> None:
        wanted = fold(self.search.text()).split()
        found = [tool for tool in self._tools.values() if all(word in _searched(tool) for word in wanted)]
        self.list.show_rows([self._row(tool) for tool in found])
        self.add.setEnabled(bool(found))
        if not found:
            self._about.setText(
                french.spaced("Rien de ce nom dans le catalogue : choisissez « Un autre prestataire… ».")
            )

    def _row(self, tool: Tool) -> ListRow:
        brief = " · ".join(filter(None, (tool.use, tool.country)))
        is_there = tool.id in self._there
        return ListRow(tool.id, tool.name, brief, "dans votre liste" if is_there else "", "ok")

    def _on_chosen(self, id: str) -> None:
        tool = self._tools[id]
        where = f"{tool.transfer}" if tool.transfer else "aucun transfert connu"
        told = " · ".join((tool.family, ROLE_WORDS[tool.role], tool.country or "pays non connu", where))
        self._about.setText(french.spaced(f"{told}. {keep_processors.origin_words(tool)}"))

    def _move(self, by: int) -> None:
        row = self.list.currentRow() + by
        if 0 <= row < self.list.count():
            self.list.setCurrentRow(row)

    def _catalogue_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.list.setMinimumHeight(self._services.theme.px(280))
        self._about.setMinimumHeight(self._services.theme.px(52))
        self._about.setAlignment(Qt.AlignmentFlag.AlignTop)
        for widget in (self.search, self.list, self._about):
            column.addWidget(widget)
        column.setStretch(1, 1)
        return part

    def _own_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        row = QHBoxLayout()
        row.addWidget(button("Revenir au catalogue", self._on_catalogue, "link"))
        row.addStretch()
        column.addLayout(row)
        column.addStretch()
        return part

    def _on_catalogue(self) -> None:
        self._parts.setCurrentIndex(0)
        self.own_button.show()
        self._show_found()
        self.search.setFocus()


def _searched(tool: Tool) -> str:
    return fold(" ".join((tool.name, *tool.words, tool.use, tool.family, tool.entity)))
