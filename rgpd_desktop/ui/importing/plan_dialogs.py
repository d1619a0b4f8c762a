"""What the lines of the plan open: their people, those past retention to choose from, the cells not read, the report of refused lines."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import shiboken6
from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QListWidget, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.services.import_plan import Category, ImportPlan, PlannedPerson
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.importing.import_draft import Expired, ImportDraft
from rgpd_desktop.ui.importing.list_work import ListWork
from rgpd_desktop.ui.importing.people_dialogs import ExpiredDialog, PeopleDialog
from rgpd_desktop.ui.importing.people_model import PAGE, PeopleModel
from rgpd_desktop.ui.theme import Theme

_NAMELESS: Final = (Category.REFUSED,)  # lines that name nobody


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

    def show_people(self, category: Category, title: str, total: int) -> None:
        """The people of a line, page by page."""

        def ask(offset: int) -> None:
            self._work.people(category, offset, PAGE, arrived, failed)

        def arrived(people: list[PlannedPerson]) -> None:
            if shiboken6.isValid(model):
                model.add(people)

        def failed(error: Exception) -> None:
            if shiboken6.isValid(model):
                model.give_up()
            self._on_failed(error)

        model = PeopleModel(total, ask)
        shown = (self._has_sheets, category not in _NAMELESS)
        self._open(PeopleDialog(self._parent, self._theme, title, model, shown))

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
        """Why cells were not read, with how many times."""
        if plan is None:
            return
        box = Box(
            self._parent,
            french.counted(plan.problems, "cellule non lue ou douteuse", "cellules non lues ou douteuses"),
            french.spaced("Les personnes entrent quand même ; le texte de la cellule est gardé sur leur fiche."),
        )
        reasons = QListWidget()
        reasons.setProperty("role", "framed")
        reasons.setAccessibleName("Raisons")
        reasons.setWordWrap(True)
        reasons.setSpacing(4)
        ranked = sorted(plan.cell_reasons.items(), key=lambda each: (-each[1], each[0]))
        reasons.addItems([f"{french.number(count)} × {reason}" for reason, count in ranked])
        reasons.setMinimumHeight(self._theme.px(min(260, 40 + 26 * len(ranked))))
        box.body.addWidget(reasons)
        box.add_button("Fermer", box.accept, "primary").setDefault(True)
        self._open(box)

    def save_refused(self) -> None:
        """Ask where, then write the report of the refused lines."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        suggested = str(Path(folder) / f"{Path(self._file_name).stem}-lignes-rejetees.xlsx")
        chosen, _ = QFileDialog.getSaveFileName(
            self._parent, "Enregistrer le rapport", suggested, "Classeur Excel (*.xlsx)"
        )
        if chosen:
            path = Path(chosen)
            if path.suffix.lower() != ".xlsx":
                path = path.with_name(path.name + ".xlsx")
            self._work.write_refused(path, lambda _: messages.toast("Le rapport des lignes refusées est enregistré."))

    def _on_failed(self, error: Exception) -> None:
        messages.show(self._parent, error)

    def _open(self, dialog: Box) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
