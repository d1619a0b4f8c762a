"""What the program can be told from the keyboard and the menus, as one table; the window turns it into QActions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from rgpd_desktop.ui.page import PageSpec


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """An act: its id, its words, its shortcuts (portable text), and the page it goes to, if that is what it does.

    `in_takeover` says whether it still answers while a wizard holds the whole window (it may then only say why it cannot).
    """

    id: str
    text: str
    shortcuts: tuple[str, ...]
    icon: str = ""
    page: str = ""
    in_takeover: bool = False


IMPORT = ActionSpec("import", "Importer une liste…", ("Ctrl+O",), in_takeover=True)  # it says why it cannot, then
FIND = ActionSpec("find", "Rechercher", ("Ctrl+F",), icon="search")
REFRESH = ActionSpec("refresh", "Actualiser", ("F5",))
LOCK = ActionSpec("lock", "Verrouiller maintenant", ("Ctrl+L",), in_takeover=True)
SHORTCUTS = ActionSpec("shortcuts", "Raccourcis clavier", ("F1",), in_takeover=True)
QUIT = ActionSpec("quit", "Quitter", ("Ctrl+Q",), in_takeover=True)
ALWAYS = (SHORTCUTS, QUIT)  # even before the data are open
GENERAL = (IMPORT, FIND, REFRESH, LOCK, SHORTCUTS, QUIT)


def page_actions(pages: Sequence[PageSpec]) -> list[ActionSpec]:
    """Ctrl+1 to Ctrl+9 for the pages of the sidebar, in its order; Ctrl+, for those at its bottom."""
    grouped = [page for page in pages if page.group]
    specs = [
        ActionSpec(f"go-{page.id}", page.title, (f"Ctrl+{number}",) if number < 10 else (), "", page.id, True)
        for number, page in enumerate(grouped, start=1)
    ]
    specs += [
        ActionSpec(f"go-{page.id}", page.title, ("Ctrl+,",), "", page.id, True) for page in pages if not page.group
    ]
    return specs


def build(parent: QWidget, specs: Iterable[ActionSpec], on_trigger: Callable[[ActionSpec], None]) -> dict[str, QAction]:
    """The QActions by id, living on `parent`, each calling `on_trigger` with its spec."""
    actions = {}
    for spec in specs:
        action = QAction(spec.text, parent)
        action.setObjectName(spec.id)
        action.setShortcuts([QKeySequence(shortcut) for shortcut in spec.shortcuts])
        action.triggered.connect(lambda _checked=False, spec=spec: on_trigger(spec))
        parent.addAction(action)
        actions[spec.id] = action
    return actions


def shortcut_lines(actions: Iterable[QAction]) -> list[str]:
    """`Ctrl+O : Importer une liste…` for each act that has a shortcut, as this platform writes it."""
    native = QKeySequence.SequenceFormat.NativeText
    return [
        f"{action.shortcut().toString(native)}\u00a0: {action.text()}"
        for action in actions
        if not action.shortcut().isEmpty()
    ]
