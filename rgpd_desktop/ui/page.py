"""The contract between the window and its pages: what a page is given, and how the window knows it.

Every page imports this; the window builds pages from it. Nothing here draws. A page is a QWidget whose constructor takes
`Services` and builds its widgets without reading anything; the window gives it its margins (the page's own are zero) and calls,
when the page has them: `arrive(**arguments)` at each navigation, `refresh()` after the first arrival and whenever a write
touched one of its `tables`, `focus_search()` on Ctrl+F.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rgpd_desktop.basics import places

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from rgpd_desktop.basics.ticket import Ticket
    from rgpd_desktop.services.desk import Desk
    from rgpd_desktop.ui.jobs import JobRunner
    from rgpd_desktop.ui.theme import Theme

CONTACTS_GROUP = "Vos contacts"
DUTIES_GROUP = "Vos obligations"
BOTTOM = ""  # no group: at the bottom of the sidebar


def _nothing() -> None:
    """A window without a lock."""


@dataclass(frozen=True, slots=True)
class Services:
    """What a page receives. `go(page_id, arguments)` navigates, `start_import(path)` opens the import wizard (None: asks the file).

    `window` is the parent for dialogs; `data` the folder where everything is kept; `lock` covers the window and forgets the key.
    """

    jobs: JobRunner
    theme: Theme
    today: Callable[[], date]
    go: Callable[[str, Mapping[str, object]], None]
    start_import: Callable[[Path | None], None]
    window: QWidget
    data: Path = field(default_factory=places.data_folder)
    lock: Callable[[], None] = _nothing


@dataclass(frozen=True, slots=True)
class Badge:
    """A count beside a sidebar entry: its tone ("danger", "soon"…) and the words a screen reader says after the number."""

    count: int
    tone: str
    meaning: str


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page as the sidebar lists it. The factory is called at the first visit; `badge` runs off the UI thread, at start and
    after a write that touched one of `badge_tables`."""

    id: str
    title: str
    group: str
    factory: Callable[[Services], QWidget]
    badge: Callable[[Desk, Ticket], Badge | None] | None = None
    badge_tables: frozenset[str] = frozenset()
