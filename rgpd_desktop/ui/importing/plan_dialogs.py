"""What the lines of the plan open: their people, those past retention to choose from, the cells not read, the report of refused lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.services.import_plan import Category, ImportPlan, PlannedPerson
from rgpd_desktop.ui import file_dialogs, messages
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.importing.import_draft import Expired, ImportDraft
from rgpd_desktop.ui.importing.list_work import ListWork
from rgpd_desktop.ui.importing.people_dialogs import ExpiredDialog, PeopleDialog
from rgpd_desktop.ui.importing.people_model import CELL_HEADERS, HEADERS, PAGE, PeopleModel
from rgpd_desktop.ui.theme import Theme

_NAMELESS: Final = (Category.REFUSED,)  # lines that name nobody
KEPT_CELLS: Final = "Le texte de ces cellules est gardé sur la fiche des personnes qui entrent."


class PlanDialogs(QObject):
    """Opens them over `parent`; each is let go when it closes."""

    expired_chosen = Signal(object)  # frozenset of (sheet, line of the file)

    def __init__(self, parent: QWidget, theme: Theme, work: ListWork) -> None:
        super().__init__(parent)
        self._parent, self._theme, self._work = parent, theme, work
        self._has_sheets = False
        self._file_name = ""
        self._expired: list[PlannedPerson] | None = None

    def begin(self, draft: ImportDraft) -> None:
        """Another plan will be made: what was read of the last one no longer holds."""
        self._has_sheets = len(draft.chosen) > 1
        self._file_name = draft.preview.file_name
        self._expired = None

    def show_people(self, category: Category, title: str, total: int, sentences: Sequence[str] = ()) -> None:
        """The people of a line (or its cells), page by page; `sentences` stand in for those that are usually said."""

        def ask(offset: int) -> None:
            self._work.people(category, offset, PAGE, arrived, failed)

        def arrived(people: list[PlannedPerson]) -> None:
            if shiboken6.isValid(model):
                model.add(people)

        def failed(error: Exception) -> None:
            if shiboken6.isValid(model):
                model.give_up()
            self._on_failed(error)

        model = PeopleModel(total, ask, headers=CELL_HEADERS if category is Category.PROBLEMS else HEADERS)
        shown = (self._has_sheets, category not in _NAMELESS)
        words = {"sentences": sentences} if sentences else {}
        self._open(PeopleDialog(self._parent, self._theme, title, model, shown, **words))

    def choose_expired(self, keep_expired: Expired) -> None:
        """Those past retention, those already chosen ticked. All are fetched once: a plan that keeps some lists only the others."""

        def show(people: list[PlannedPerson]) -> None:
            self._expired = people
            chosen = keep_expired if isinstance(keep_expired, frozenset) else frozenset()
            dialog = ExpiredDialog(self._parent, self._theme, people, chosen, self._has_sheets)
            dialog.accepted.connect(lambda: self.expired_chosen.emit(dialog.keys))
            self._open(dialog)

        if self._expired is not None:
            show(self._expired)
        else:
            self._work.everybody(Category.EXPIRED, show, self._on_failed)

    def show_problems(self, plan: ImportPlan | None) -> None:
        """The cells that were not read, with what they hold, and how many times for each reason."""
        if plan is None:
            return
        title = french.counted(plan.problems, "cellule non lue ou douteuse", "cellules non lues ou douteuses")
        ranked = sorted(plan.cell_reasons.items(), key=lambda each: (-each[1], each[0]))
        reasons = ", ".join(f"{reason} ({french.number(count)})" for reason, count in ranked)
        self.show_people(Category.PROBLEMS, title, plan.problems, (KEPT_CELLS, french.capitalised(reasons) + "."))

    def fetch_cells(self, offset: int, cells: PeopleModel) -> None:
        """Some of the cells that were not read, for the table of the last page; none once the list was let go."""

        def arrived(found: list[PlannedPerson]) -> None:
            if shiboken6.isValid(cells):
                cells.add(found)

        def failed(error: Exception) -> None:
            arrived([])
            self._on_failed(error)  # or the list would end without a word

        if self._work.has_list:
            self._work.people(Category.PROBLEMS, offset, PAGE, arrived, failed)
        else:
            arrived([])

    def save_refused(self) -> None:
        """Ask where, then write the report of the refused lines."""
        name = f"{Path(self._file_name).stem}-lignes-rejetees.xlsx"
        path = file_dialogs.ask_save(self._parent, "Enregistrer le rapport", name, "Classeur Excel (*.xlsx)")
        if path is not None:
            self._work.write_refused(path, lambda _: messages.toast("Le rapport des lignes rejetées est enregistré."))

    def _on_failed(self, error: Exception) -> None:
        messages.show(self._parent, error)

    def _open(self, dialog: Box) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
