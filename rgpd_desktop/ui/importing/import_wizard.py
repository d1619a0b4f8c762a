"""The import wizard: five steps over one draft. The window gives it the whole place until `finished`.

It asks ListWork and hands the answers to the steps; what is on screen is theirs. Nothing is kept before the last click, and the
process that reads the list ends in every way out.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Cancelled, Refusal
from rgpd_desktop.rules.contact import State
from rgpd_desktop.services.import_plan import ImportPlan, ImportPreview, ImportReport
from rgpd_desktop.services.undo_import import UndoReport
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.importing.action_bar import ActionBar
from rgpd_desktop.ui.importing.check_step import CheckStep
from rgpd_desktop.ui.importing.columns_step import ColumnsStep
from rgpd_desktop.ui.importing.file_step import FileStep
from rgpd_desktop.ui.importing.import_draft import ImportDraft, draft_of
from rgpd_desktop.ui.importing.list_session import MakeProcess, start_process
from rgpd_desktop.ui.importing.list_work import Kinds, ListWork
from rgpd_desktop.ui.importing.origin_step import OriginStep
from rgpd_desktop.ui.importing.plan_dialogs import PlanDialogs
from rgpd_desktop.ui.importing.rail import Rail
from rgpd_desktop.ui.importing.run_step import RunStep
from rgpd_desktop.ui.importing.wizard_frame import WizardFrame

if TYPE_CHECKING:
    from rgpd_desktop.ui.page import Services

FILE, COLUMNS, ORIGIN, CHECK, RUN = range(5)
TITLES: Final = ("Fichier", "Colonnes", "Origine des données", "Vérification", "Import")


class ImportWizard(WizardFrame):
    """Starts reading `path` at once when it is given; otherwise asks which file."""

    finished = Signal()

    def __init__(self, services: Services, path: Path | None, make_process: MakeProcess = start_process) -> None:
        theme = services.theme
        self.file, self.columns = FileStep(theme), ColumnsStep(theme)
        self.origin, self.check, self.run = OriginStep(theme, services.today()), CheckStep(), RunStep(theme)
        steps = (self.file, self.columns, self.origin, self.check, self.run)
        super().__init__(theme, Rail(theme, "Importer une liste", TITLES), ActionBar(theme), steps)
        self._services = services
        self._draft: ImportDraft | None = None
        self._path: Path | None = None
        self._is_finished = False
        self.work = ListWork(services.jobs, make_process, self)
        self.dialogs = PlanDialogs(self, theme, self.work)
        self._connect()
        self.show_step(FILE)
        if path is not None:
            self.read(path)

    @property
    def is_locked(self) -> bool:
        """While the import is written, and once it is."""
        return self.current == RUN and (self.run.is_running or self.run.is_over)

    @property
    def is_over(self) -> bool:
        """Whether something was written."""
        return self.current == RUN and self.run.is_over

    @property
    def enter_goes_on(self) -> bool:
        """Not once the main button writes: it must be meant."""
        return self.current in (FILE, COLUMNS, ORIGIN)

    # What the window asks

    @property
    def is_free(self) -> bool:
        """Whether one may go anywhere else: all is done."""
        return self.is_over and not self.run.is_running

    @property
    def takes_files(self) -> bool:
        """Whether a file dropped on the step shown is read."""
        return self.current == FILE

    def agrees_to_close(self) -> bool:
        """Asked before the program ends; writing is the window's own question."""
        if self.current == FILE or self.is_over or self.run.is_running:
            return True
        return self._asks_to_abandon("Abandonner et quitter")

    # Reading

    def read(self, path: Path, encoding: str | None = None, delimiter: str | None = None) -> None:
        """Look at a file; the one before is forgotten."""
        if path != self._path:
            self._draft = None
            self.file.show_empty()
        self._path = path
        self.file.show_reading(path)
        self.work.read(path, (encoding, delimiter), self._on_read, self._on_unread)

    def _on_read(self, answer: tuple[ImportPreview, Kinds]) -> None:
        preview, kinds = answer
        draft = self._draft = draft_of(preview)
        self.file.show_draft(draft, kinds)
        self.columns.show_draft(draft, kinds)
        self.origin.show_draft(draft, kinds)
        if self.file.is_ready:
            self.bar.next.setFocus()

    def _on_unread(self, error: Exception) -> None:
        self._draft = self._path = None
        self.work.close()
        self.file.show_empty()
        if isinstance(error, Refusal):
            self.file.show_refusal(error)
        elif not isinstance(error, Cancelled):
            messages.show(self, error)

    # Rehearsing

    def _rehearse(self) -> None:
        if self._draft is not None:
            self.check.show_working()
            self.work.rehearse(self._draft.order(), self._on_rehearsed, self._on_unrehearsed)

    def _on_rehearsed(self, plan: ImportPlan) -> None:
        if self._draft is not None:
            kept = self._draft.keep_expired
            self.check.show_plan(plan, len(kept) if isinstance(kept, frozenset) else 0)
            self.bar.next.setFocus()

    def _on_unrehearsed(self, error: Exception) -> None:
        if isinstance(error, Refusal):
            self.check.show_refusal(error)
            return
        self.show_step(ORIGIN)
        if not isinstance(error, Cancelled):
            messages.show(self, error)

    def _on_expired_chosen(self, keys: frozenset[tuple[str, int]]) -> None:
        if self._draft is not None and keys != (self._draft.keep_expired or frozenset()):
            self._draft.keep_expired = keys or False
            self._rehearse()

    # Importing

    def _import(self) -> None:
        self.show_step(RUN)
        self.run.show_running()
        self.work.run(self._on_imported, self._on_not_imported)

    def _on_imported(self, report: ImportReport) -> None:
        self.run.show_report(report)
        self.run.contacts.setFocus()

    def _on_not_imported(self, error: Exception) -> None:
        if isinstance(error, Refusal):
            self.run.show_refusal(error)
            return
        self.run.show_stopped()
        if not isinstance(error, Cancelled):
            messages.show(self, error)

    def _undo(self) -> None:
        report = self.run.report
        if report is None or not messages.confirm(
            self,
            french.spaced("Annuler cet import ?"),
            "Les contacts ajoutés sont retirés, ceux qui ont été complétés redeviennent comme avant. "
            "Ce que vous avez modifié depuis est conservé.",
            "Annuler l’import",
            danger=True,
            refusal_label="Garder l’import",
        ):
            return

        def failed(error: Exception) -> None:
            if isinstance(error, Refusal):
                self.run.show_undo_stopped(report, error.sentence, error.remedy)
            else:
                self.run.show_undo_stopped(report, "L’import n’a pas été annulé.", "Rien n’a été modifié.")
                if not isinstance(error, Cancelled):
                    messages.show(self, error)
            self.run.save.setEnabled(False)  # the list was let go

        self.run.show_undoing()
        self.work.undo(report.batch, self._on_undone, failed)

    def _on_undone(self, undone: UndoReport) -> None:
        self.run.show_undone(undone)
        self.bar.next.setFocus()

    # Moving

    def go_on(self) -> None:
        """The next step; the last two act."""
        if self.current == RUN:
            self._go("home")
        elif self.current == CHECK:
            self._import()
        elif self.current == ORIGIN:
            if self._draft is not None:
                self._draft.keep_expired = False
                self.dialogs.begin(self._draft)
            self.show_step(CHECK)
            self._rehearse()
        else:
            self.show_step(self.current + 1)

    def go_back(self, index: int) -> None:
        """An earlier step; what was being checked no longer matters."""
        if self.is_locked or not 0 <= index < self.current:
            return
        self.work.stop()
        self.show_step(index)
        if index == CHECK:
            self._rehearse()

    # Leaving

    def cancel(self) -> None:
        """Leave without importing, asking first when choices would be lost; an import under way is stopped instead."""
        if self.run.is_running:
            self._on_stop()
        elif self.is_over:
            self._go("home")
        elif self.current == FILE or self._asks_to_abandon("Abandonner l’import"):
            self._finish()

    def _asks_to_abandon(self, words: str) -> bool:
        return messages.confirm(
            self,
            french.spaced("Abandonner cet import ?"),
            "Rien n’est encore enregistré. Les choix faits pour cette liste seront perdus.",
            words,
            danger=True,
            refusal_label="Continuer",
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window is closed on us: the process that reads the list ends."""
        self.work.drop()
        super().closeEvent(event)

    def _finish(self) -> None:
        if not self._is_finished:
            self._is_finished = True
            self.work.drop()
            self.finished.emit()

    def _go(self, page: str, **arguments: object) -> None:
        self._finish()
        self._services.go(page, arguments)

    def _on_stop(self) -> None:
        for progress in (self.file.reading, self.check.progress, self.run.progress):
            if not progress.isHidden():
                progress.show_stopping()
        self.work.stop()

    def _on_progressed(self, done: int, total: int | None) -> None:
        for progress in (self.file.reading, self.check.progress, self.run.progress):
            progress.show_progress(done, total)

    def _on_read_again(self, encoding: str, delimiter: str) -> None:
        if self._path is not None:
            self.read(self._path, encoding or None, delimiter or None)

    def _on_expired_asked(self) -> None:
        if self._draft is not None:
            self.dialogs.choose_expired(self._draft.keep_expired)

    def _connect(self) -> None:
        work = self.work
        work.progressed.connect(self._on_progressed)
        self.destroyed.connect(lambda: work.drop())  # for whoever deletes it without closing it
        self.file.file_chosen.connect(self.read)
        self.file.read_asked.connect(self._on_read_again)
        for stopping in (self.file.stop_asked, self.check.stop_asked, self.run.stop_asked):
            stopping.connect(self._on_stop)
        self.check.people_asked.connect(self.dialogs.show_people)
        self.check.problems_asked.connect(lambda: self.dialogs.show_problems(self.check.plan))
        self.check.expired_asked.connect(self._on_expired_asked)
        self.check.retry_asked.connect(self._rehearse)
        self.check.report_asked.connect(self.dialogs.save_refused)
        self.run.report_asked.connect(self.dialogs.save_refused)
        self.run.undo_asked.connect(self._undo)
        self.run.cells_asked.connect(lambda offset: self.dialogs.fetch_cells(offset, self.run.problems.cells))
        self.run.contacts_asked.connect(lambda: self._go("contacts"))
        self.run.due_asked.connect(lambda: self._go("retention", state=State.OVERDUE.value))
        self.dialogs.expired_chosen.connect(self._on_expired_chosen)
