"""The window: sidebar, pages made at their first visit, job strip, the wizard that takes the whole place, files dropped on it.

app.py makes it; pages only know `Services`. It reads nothing itself and never calls a page's insides: it arrives, refreshes, leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QIcon, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from rgpd_desktop.basics import places
from rgpd_desktop.basics.problems import Locked
from rgpd_desktop.ui import actions, messages, window_boxes
from rgpd_desktop.ui.actions import ActionSpec
from rgpd_desktop.ui.drop_overlay import DropOverlay
from rgpd_desktop.ui.job_strip import JobStrip
from rgpd_desktop.ui.jobs import JobRunner
from rgpd_desktop.ui.lock.keeper import LockKeeper
from rgpd_desktop.ui.page import Badge, PageSpec, Services
from rgpd_desktop.ui.sidebar import Sidebar
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.scrolled_page import ScrolledPage
from rgpd_desktop.ui.window_layers import WindowLayers

MakeWizard = Callable[[Services, Path | None], QWidget]

_BUSY = "Terminez d’abord l’import en cours."
_MINIMUM = (1024, 640)
_FIRST = (1280, 800)
_FRAME = (16, 48)  # what the system draws round a window, about


class MainWindow(QMainWindow):
    """Give it `open_first()` once the data are open; until then it shows an empty ground."""

    def __init__(
        self,
        jobs: JobRunner,
        theme: Theme,
        pages: Sequence[PageSpec],
        make_wizard: MakeWizard,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__()
        self.setWindowIcon(QIcon(str(places.resources() / "look" / "rgpd-desktop.svg")))
        self.setMinimumSize(*_MINIMUM)
        room = self.screen().availableGeometry().size() - QSize(*_FRAME)
        self.resize(QSize(*_FIRST).boundedTo(room))
        self.setAcceptDrops(True)
        self.jobs = jobs
        self._specs = {spec.id: spec for spec in pages}
        self._make_wizard = make_wizard
        self.services = Services(jobs, theme, today, self.go, self.start_import, self, lock=lambda: self.keeper.lock())
        self.keeper = LockKeeper(self, self.services)
        self._pages: dict[str, QWidget] = {}
        self._areas: dict[str, ScrolledPage] = {}
        self._stale: set[str] = set()
        self._current = self._left_at = ""
        self._is_open = False
        self._lay_out(theme)
        self._acts = [*actions.page_actions(pages), *actions.GENERAL]
        self.actions_by_id = actions.build(self, self._acts, self._on_action)
        jobs.show_failure = self._show_failure
        jobs.touched.connect(self._on_touched)
        self._show_readiness()

    # Navigation

    @property
    def current(self) -> str:
        """The id of the page shown, "" before `open_first`."""
        return self._current

    @property
    def is_taken_over(self) -> bool:
        """Whether a wizard holds the whole window."""
        return self.layers.holder is not None

    def open_first(self) -> None:
        """The data are open, or open again: show the page left or the first one, and read the badges."""
        self._is_open = True
        self._show_readiness()
        self.go(self._left_at or next(iter(self._specs)), {})
        for spec in self._specs.values():
            self._read_badge(spec)

    def go(self, page_id: str, arguments: Mapping[str, object] | None = None) -> None:
        """Show a page, made at its first visit; its `arrive` receives the arguments. KeyError for a page that is not built."""
        if self.is_taken_over:
            self.release()
        try:
            page = self._page(self._specs[page_id])
        except Exception:
            if self._current:
                self._sidebar.choose(self._current)  # the page shown is still the former one
            raise
        is_there = self._has_keyboard(page_id)
        self._current = page_id
        self._stack.setCurrentWidget(self._areas[page_id])
        self._sidebar.choose(page_id)
        self.setWindowTitle(self._specs[page_id].title)
        if not is_there:  # it was on something that has left the screen, or on another entry
            self._sidebar.focus(page_id)
        if (arrive := getattr(page, "arrive", None)) is not None:
            arrive(**(arguments or {}))
        self._refresh_if_stale()

    def page(self, page_id: str) -> QWidget | None:
        """The page of that id if it was visited."""
        return self._pages.get(page_id)

    def set_badge(self, page_id: str, badge: Badge | None) -> None:
        """Show a count beside a page of the sidebar, or none."""
        self._sidebar.set_badge(page_id, badge)

    def set_last_backup(self, words: str) -> None:
        """Say at the foot of the sidebar when the last backup was made."""
        self._sidebar.set_last_backup(words)

    # The wizard

    def start_import(self, path: Path | None = None) -> None:
        """Open the import wizard on a file (None: it asks which). Nothing while a wizard is already there."""
        if not self._is_open:
            return
        if self._is_busy:
            self.toast(self._busy_words)
            return
        self.release()
        wizard: Any = self._make_wizard(self.services, path)
        wizard.finished.connect(lambda *_: self.release(wizard))
        self.take_over(wizard)

    def take_over(self, widget: QWidget) -> None:
        """Give the whole window to `widget` until `release`."""
        self.layers.take_over(widget)
        self._show_readiness()
        widget.setFocus()  # it knows where inside

    def release(self, widget: QWidget | None = None) -> None:
        """Take the window back; the widget that held it goes. `widget`, when given, must be the one that holds it."""
        holder = self.layers.holder
        if holder is None or (widget is not None and widget is not holder):
            return
        self.layers.release()
        self._show_readiness()
        if self._current:
            self._sidebar.focus(self._current)
        self._refresh_if_stale()

    @property
    def _busy_words(self) -> str:
        """What the widget that holds the window asks first."""
        return str(getattr(self.layers.holder, "busy_words", _BUSY))

    # The lock

    @property
    def is_covered(self) -> bool:
        """Whether something stands in the place of everything."""
        return self.layers.is_covered

    def cover(self, widget: QWidget) -> None:
        """Show `widget` and nothing else, pages and strip included, until `uncover`."""
        self._is_open = False
        self._show_readiness()
        self.setWindowTitle("")
        self.layers.cover(widget)
        widget.setFocus()

    def uncover(self) -> None:
        """Take what covers the window away; `open_first` comes next."""
        self.layers.uncover()

    def keep_drafts(self) -> None:
        """What was typed in a wizard that keeps drafts is written."""
        if (keep := getattr(self.layers.holder, "keep_draft", None)) is not None:
            keep()

    def forget_pages(self) -> None:
        """Every page and wizard goes, with what it showed; they are made anew at their next visit."""
        if (holder := self.layers.holder) is not None:
            holder.close()  # it may hold a process
            self.layers.release()
        self._left_at, self._current = self._current, ""
        for area in self._areas.values():
            self._stack.removeWidget(area)
            area.deleteLater()
        self._pages.clear()
        self._areas.clear()
        self._stale.clear()
        for id in self._specs:
            self.set_badge(id, None)

    # Messages

    def toast(self, text: str) -> None:
        """One line at the bottom for a few seconds."""
        self.job_strip.toast(text)

    # Events

    def showEvent(self, event: QShowEvent) -> None:
        """Files are welcome from the first moment."""
        super().showEvent(event)
        if (surface := self.windowHandle()) is not None:
            self._overlay.watch(surface)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The veil covers everything."""
        super().resizeEvent(event)
        self._overlay.setGeometry(self.rect())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file enters."""
        if self._is_busy and event.mimeData().hasUrls() and not getattr(self.layers.holder, "takes_files", False):
            self.toast(self._busy_words)
        self._overlay.offer(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """A file falls before the veil took the drag."""
        self._overlay.dropEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask before stopping a write or losing the choices of an import; then everything ends."""
        agrees = getattr(self.layers.holder, "agrees_to_close", None)
        if (self.jobs.is_writing and not window_boxes.asks_to_stop(self, self.jobs)) or (
            agrees is not None and not agrees()
        ):
            event.ignore()
            return
        super().closeEvent(event)
        if event.isAccepted() and (holder := self.layers.holder) is not None:
            holder.close()  # whoever holds the whole window may hold a process too

    # Inside

    def _show_failure(self, error: Exception) -> None:
        """Data encrypted meanwhile by another program are asked for; the rest is told."""
        if isinstance(error, Locked):
            self.keeper.lock()
        else:
            messages.show(self, error)

    @property
    def _is_busy(self) -> bool:
        """Whether a wizard holds the window and is not done with it."""
        return self.is_taken_over and not getattr(self.layers.holder, "is_free", False)

    def _has_keyboard(self, page_id: str) -> bool:
        focused, area = self.focusWidget(), self._areas[page_id]
        return focused is not None and area.isAncestorOf(focused)

    def _lay_out(self, theme: Theme) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self._sidebar = Sidebar(list(self._specs.values()), theme)
        self._sidebar.chosen.connect(self.go)
        self.job_strip = JobStrip(self.jobs)
        self.layers = WindowLayers(self._sidebar, self._stack, self.job_strip)
        self.setCentralWidget(self.layers)
        self._overlay = DropOverlay(self, lambda: not self._is_busy and not self.is_covered)
        self._overlay.dropped.connect(self.start_import)
        self._overlay.refused.connect(self.toast)

    def _page(self, spec: PageSpec) -> QWidget:
        page = self._pages.get(spec.id)
        if page is None:
            page = spec.factory(self.services)
            self._pages[spec.id] = page
            self._stale.add(spec.id)
            self._areas[spec.id] = ScrolledPage(page)
            self._stack.addWidget(self._areas[spec.id])
        return page

    def _show_readiness(self) -> None:
        """Nothing before the data are open; while a wizard holds the window, what still makes sense."""
        self._sidebar.setEnabled(self._is_open)
        for spec in self._acts:
            is_usable = self._is_open and (spec.in_takeover or not self.is_taken_over)
            self.actions_by_id[spec.id].setEnabled(is_usable or spec in actions.ALWAYS)

    def _on_action(self, spec: ActionSpec) -> None:
        if spec.page:
            if self._is_busy:
                self.toast(self._busy_words)
            else:
                self.go(spec.page, {})
            return
        acts = {
            actions.IMPORT.id: self.start_import,
            actions.FIND.id: lambda: self._call("focus_search"),
            actions.REFRESH.id: lambda: self._call("refresh"),
            actions.LOCK.id: self.keeper.lock,
            actions.SHORTCUTS.id: lambda: window_boxes.show_shortcuts(self, self.actions_by_id.values()),
            actions.QUIT.id: self.close,
        }
        acts[spec.id]()

    def _call(self, name: str) -> None:
        method = getattr(self._pages.get(self._current), name, None)
        if method is not None:
            method()

    def _on_touched(self, tables: frozenset[str]) -> None:
        for id, page in self._pages.items():
            if tables & getattr(page, "tables", frozenset()):
                self._stale.add(id)
        if not self.is_taken_over:
            self._refresh_if_stale()
        for spec in self._specs.values():
            if tables & spec.badge_tables:
                self._read_badge(spec)

    def _refresh_if_stale(self) -> None:
        if self._current in self._stale:
            self._stale.discard(self._current)
            self._call("refresh")

    def _read_badge(self, spec: PageSpec) -> None:
        if spec.badge is not None:
            self.jobs.read(f"badge:{spec.id}", spec.badge, partial(self.set_badge, spec.id), owner=self)
