"""A paper inside the program before it leaves it: made with progress, looked at, searched, printed, saved. Opened by any page that prints.

The file lives in a private folder that goes with the dialog. Pages are drawn, searched and printed by read jobs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Cancelled
from rgpd_desktop.services import show_paper
from rgpd_desktop.services.show_paper import Found, Make, ShownPaper
from rgpd_desktop.ui import file_dialogs, messages, printing
from rgpd_desktop.ui.job import Job
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.register.pages_view import KEYS, PagesView
from rgpd_desktop.ui.register.preview_bar import PreviewBar, WorkStrip
from rgpd_desktop.ui.widgets.text import button, label

_SIZE: Final = QSize(1040, 860)
_MARGIN: Final = QSize(32, 48)
_STOP: Final = ("Arrêter l’impression ?", "Les pages déjà envoyées peuvent être imprimées.", "Arrêter l’impression")
_FILTER: Final = "Document PDF (*.pdf)"


class PreviewDialog(QDialog):
    """`open()` makes the paper and shows it. `make(desk, path, ticket)` writes the PDF; `suggested_name` is the one offered to save it."""

    def __init__(self, services: Services, title: str, make: Make, suggested_name: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(french.spaced(title))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self._services, self._make = services, make
        self._name = f"{Path(suggested_name).stem}.pdf"
        self.paper: ShownPaper | None = None
        self._making: Job | None = None
        self._printing: Job | None = None
        self._is_closing = False
        self._found: tuple[Found, ...] = ()
        self._at = -1
        self._file = ""
        self._lay_out()
        self._connect()
        room = self.screen().availableGeometry().size() - _MARGIN
        self.resize(QSize(services.theme.px(_SIZE.width()), services.theme.px(_SIZE.height())).boundedTo(room))
        self.finished.connect(self.deleteLater)

    def open(self) -> None:
        """Show the dialog and begin."""
        super().open()
        work, name = self._make, self._name
        self.strip.begin("Préparation de l’aperçu…")
        self._making = self._services.jobs.read(
            f"preview:make:{id(self)}",
            lambda desk, ticket: show_paper.make(desk, ticket, work, name),
            self._on_made,
            self._on_not_made,
            owner=self,
        )

    def print_paper(self) -> None:
        """The dialog of the system, then one page at a time."""
        paper = self.paper
        if paper is None or self._printing is not None:
            return
        printer = printing.new_printer(Path(self._name).stem)
        if not printing.ask(self, printer, paper.count):
            return
        self._file = Path(printer.outputFileName()).name  # "" when it goes to paper
        pages = printing.order(printer, paper.count, self.view.page)
        self.strip.begin("Impression…")
        self._say("")
        self.print_button.setEnabled(False)
        job = self._services.jobs.read(
            f"preview:print:{id(self)}",
            lambda _desk, ticket: printing.print_pages(paper, printer, pages, ticket),
            self._on_printed,
            self._on_not_printed,
            owner=self,
        )
        self._printing = job if job.outcome is None else None

    def save_paper(self) -> None:
        """Ask where, then copy the file there."""
        paper = self.paper
        if paper is None:
            return
        path = file_dialogs.ask_save(self, "Enregistrer en PDF", self._name, _FILTER)
        if path is not None:
            told = f"Enregistré dans {french.quoted(path.name)}."
            self._services.jobs.read(
                f"preview:save:{id(self)}",
                lambda _desk, _ticket: paper.save_as(path),
                lambda _none: self._say(told),
                self._on_failed,
                owner=self,
            )

    def reject(self) -> None:
        """A printing under way is not stopped by a slip on Escape."""
        if self._printing is not None:
            if not messages.confirm(self, *_STOP, danger=True, refusal_label="Continuer"):
                return
            if self._printing is not None:  # it may have ended meanwhile
                self._is_closing = True
                self._printing.cancel()
                return
        super().reject()

    def done(self, result: int) -> None:
        """Nothing of the paper stays on the disk."""
        if self._making is not None:
            self._making.cancel()
        self.view.clear()
        if self.paper is not None:
            self.paper.close()
            self.paper = None
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of pages are the view's, wherever the keyboard is."""
        if event.key() in KEYS:
            self.view.keyPressEvent(event)
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    # Outcomes

    def _on_made(self, paper: ShownPaper) -> None:
        self._making = None
        if not self.isVisible():
            paper.close()
            return
        self.paper = paper
        self.strip.hide()
        self._views.setCurrentIndex(1)
        for each in (self.print_button, self.save_button):
            each.setEnabled(True)
        self.bar.show_count(paper.count)
        self.view.show_pages(paper.sizes)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_not_made(self, error: Exception) -> None:
        self._making = None
        self.reject()
        if not isinstance(error, Cancelled):
            messages.show(self._services.window, error)

    def _on_printed(self, count: int) -> None:
        if self._file:
            self._end_printing(
                f"{french.counted(count, 'page écrite', 'pages écrites')} dans {french.quoted(self._file)}."
            )
        else:
            self._end_printing(f"{french.counted(count, 'page envoyée', 'pages envoyées')} à l’imprimante.")

    def _on_not_printed(self, error: Exception) -> None:
        is_stopped = isinstance(error, Cancelled)
        self._end_printing("Impression arrêtée." if is_stopped else "")
        if not is_stopped:
            messages.show(self if self.isVisible() else self._services.window, error)

    def _end_printing(self, told: str) -> None:
        self._printing = None
        self.strip.hide()
        self.print_button.setEnabled(True)
        self._say(told)
        if self._is_closing:
            self.reject()

    def _on_progress(self, job: Job) -> None:
        if job not in (self._making, self._printing):
            return
        done, total = job.step
        words = f"Impression : page {min(done + 1, total)} sur {total}" if job is self._printing and total else ""
        self.strip.show_step(done, total, words)

    # Pages and words

    def _draw(self, page: int, scale: float) -> None:
        paper = self.paper
        if paper is not None:
            self._services.jobs.read(
                f"preview:page:{id(self)}",
                lambda _desk, _ticket: printing.as_image(paper.picture(page, scale)),
                lambda image: self.view.show_picture(page, scale, image),
                self._on_failed,
                owner=self,
            )

    def _on_failed(self, error: Exception) -> None:
        if self.paper is not None and not isinstance(error, Cancelled):
            messages.show(self, error)

    def _search(self, text: str) -> None:
        paper = self.paper
        if paper is None or not text.strip():
            self._show_found(())
            return
        self._services.jobs.read(
            f"preview:find:{id(self)}",
            lambda _desk, ticket: paper.find(text, ticket),
            self._show_found,
            self._on_failed,
            owner=self,
        )

    def _show_found(self, found: tuple[Found, ...]) -> None:
        wanted = self.bar.search.text().strip()
        self._found = found if wanted else ()
        after = next((at for at, each in enumerate(self._found) if each.page >= self.view.page), 0)
        self._at = after if self._found else -1
        self._tell_found()

    def _step_found(self, step: int) -> None:
        if self._found:
            self._at = (self._at + step) % len(self._found)
            self._tell_found()

    def _tell_found(self) -> None:
        count = len(self._found)
        told = f"{self._at + 1} sur {french.number(count)}" if count else "Introuvable"
        self.bar.show_found(told if self.bar.search.text().strip() else "", count)
        self.view.show_found(self._found, self._at)

    # Inside

    def _cancel(self) -> None:
        if self._printing is not None:
            self._printing.cancel()
        else:
            self.reject()

    def _say(self, words: str) -> None:
        self.told.setText(french.spaced(words))
        self.told.setVisible(bool(words))

    def _connect(self) -> None:
        self.strip.cancelled.connect(self._cancel)
        self._services.jobs.progressed.connect(self._on_progress)
        self.view.picture_wanted.connect(self._draw)
        self.view.page_changed.connect(self.bar.show_page)
        self.view.zoom_changed.connect(self.bar.show_zoom)
        self.bar.zoom_wanted.connect(self.view.set_zoom)
        self.bar.zoom_stepped.connect(self.view.zoom_by)
        self.bar.page_wanted.connect(self.view.go_to)
        self.bar.searched.connect(self._search)
        self.bar.found_stepped.connect(self._step_found)
        key = QKeySequence.StandardKey
        for keys, act in (
            (QKeySequence.keyBindings(key.ZoomIn), lambda: self.view.zoom_by(1)),
            (QKeySequence.keyBindings(key.ZoomOut), lambda: self.view.zoom_by(-1)),
            ([QKeySequence("Ctrl+0")], lambda: self.view.set_zoom("1.0")),
            ([QKeySequence("Ctrl+F")], self._focus_search),
            ([QKeySequence("F3")], lambda: self._step_found(1)),
            ([QKeySequence("Shift+F3")], lambda: self._step_found(-1)),
            ([QKeySequence("Ctrl+P")], self.print_paper),
            ([QKeySequence("Ctrl+S")], self.save_paper),
        ):
            shortcut = QShortcut(self)
            shortcut.setKeys(keys)
            shortcut.activated.connect(act)

    def _focus_search(self) -> None:
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.search.selectAll()

    def _lay_out(self) -> None:
        theme = self._services.theme
        self.bar, self.view, self.strip = PreviewBar(theme), PagesView(theme), WorkStrip()
        paper = QWidget()
        pages = QVBoxLayout(paper)
        pages.setContentsMargins(0, 0, 0, 0)
        pages.setSpacing(12)
        pages.addWidget(self.bar)
        pages.addWidget(self.view, 1)
        views = QWidget()
        self._views = QStackedLayout(views)
        self._views.addWidget(QWidget())
        self._views.addWidget(paper)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(views, 1)
        column.addWidget(self.strip)
        column.addLayout(self._make_buttons())

    def _make_buttons(self) -> QHBoxLayout:
        self.told = label("", "muted", wraps=True)
        self.close_button = button("Fermer", self.reject)
        self.save_button = button("Enregistrer en PDF…", self.save_paper)
        self.print_button = button("Imprimer…", self.print_paper, "primary")
        for each in (self.save_button, self.print_button):
            each.setEnabled(False)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.told, 1)
        row.addStretch()
        for each in (self.close_button, self.save_button, self.print_button):
            row.addWidget(each)
        return row
