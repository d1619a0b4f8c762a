"""The sheet chosen in the register: its answers, what it lacks, its history, and what can be done with it.

Shows a SheetLine and says which act is asked; the page acts.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules.activity import Activity, Progress
from rgpd_desktop.rules.register import SheetChange
from rgpd_desktop.services.register_overview import SheetLine
from rgpd_desktop.ui.register.sheet_list import pill_of
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.pill import Pill
from rgpd_desktop.ui.widgets.text import button, label
from rgpd_desktop.ui.widgets.value_rows import ValueRows

_LABELS = 150  # px of the design
_SHORT_HISTORY = 5


class SheetView(Card):
    """`act_asked(name)` names the act: edit, inscribe, duplicate, archive, restore, review, remove, preview."""

    act_asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(padding=0)
        self.setAccessibleName("Fiche choisie")
        self.line: SheetLine | None = None
        self._name = label("", "heading", wraps=True)
        self._pill = Pill("", "plain")
        self._days = label("", "hint", wraps=True)
        self._gaps = Banner("soon", "")
        self._values = ValueRows(theme, _LABELS)
        self._notes_title = label("À vérifier pour cette fiche", "section")
        self._notes = label("", "muted", wraps=True)
        self._history_title = label("Historique de la fiche", "section")
        self._history = label("", "muted", wraps=True)
        self.all_history = button("Tout l’historique", self._on_all_history, "link")
        self.edit = button("Modifier", lambda: self.act_asked.emit("edit"))
        self.inscribe = button("Inscrire au registre", lambda: self.act_asked.emit("inscribe"), "primary")
        self.more = button("Autres actions")
        self.menu = QMenu(self.more)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.more.setMenu(self.menu)
        self._is_whole = False
        self._lay_out()

    def show_line(self, line: SheetLine) -> None:
        """Show this sheet."""
        is_other = self.line is None or self.line.activity.id != line.activity.id
        self.line = line
        activity = line.activity
        self._name.setText(french.spaced(activity.name or "Sans nom"))
        self._pill.show_state(*pill_of(line))
        self._days.setText(french.spaced(_days(activity)))
        missing = [problem.sentence for problem in line.missing]
        self._gaps.setVisible(bool(missing))
        if missing:
            many = french.counted(len(missing), "réponse manque", "réponses manquent")
            self._gaps.show_words("soon", f"{many} à cette fiche", "\n".join(missing))
        self._values.show_values(line.facts)
        for each in (self._notes_title, self._notes):
            each.setVisible(bool(line.notes))
        self._notes.setText("\n".join(f"•{french.HARD}{each}" for each in line.notes))
        self.inscribe.setVisible(activity.progress is Progress.DRAFT and not missing)
        if is_other:
            self._is_whole = False
            self._scroll.verticalScrollBar().setValue(0)
        self._show_history()

    def _lay_out(self) -> None:
        told = QWidget()
        told.setProperty("role", "ground")
        column = QVBoxLayout(told)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._name, 1)
        for each in (self.more, self.edit, self.inscribe):
            top.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        under = QHBoxLayout()
        under.setSpacing(8)
        under.addWidget(self._pill)
        under.addWidget(self._days, 1)
        column.addLayout(top)
        column.addLayout(under)
        column.addWidget(self._gaps)
        column.addSpacing(4)
        column.addWidget(self._values)
        column.addSpacing(12)
        column.addWidget(self._notes_title)
        column.addWidget(self._notes)
        column.addSpacing(12)
        column.addWidget(self._history_title)
        column.addWidget(self._history)
        column.addWidget(self.all_history, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(told)
        self.body.addWidget(self._scroll)
        self._history.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def _fill_menu(self) -> None:
        """What can be done with a sheet in its state."""
        self.menu.clear()
        if self.line is None:
            return
        progress = self.line.activity.progress
        acts = [("Aperçu de cette fiche…", "preview"), ("Dupliquer", "duplicate")]
        if progress is Progress.KEPT:
            acts += [("Relue, rien à changer", "review"), ("Archiver…", "archive")]
        elif progress is Progress.ARCHIVED:
            acts.append(("Remettre au registre", "inscribe"))
        else:
            acts.append(("Supprimer le brouillon…", "remove"))
        acts += [("Monter\tAlt+↑", "up"), ("Descendre\tAlt+↓", "down")]
        for words, act in acts:
            self.menu.addAction(words, lambda act=act: self.act_asked.emit(act))

    def _on_all_history(self) -> None:
        self._is_whole = True
        self._show_history()

    def _show_history(self) -> None:
        changes = self.line.history if self.line is not None else ()
        shown = changes if self._is_whole else changes[:_SHORT_HISTORY]
        self._history.setText(french.spaced("\n".join(map(_change_words, shown))))
        self.all_history.setVisible(len(shown) < len(changes))
        for each in (self._history_title, self._history):
            each.setVisible(bool(changes))


def _days(activity: Activity) -> str:
    parts = [activity.reference]
    if activity.created_on:
        parts.append(f"créée le {french.day(activity.created_on)}")
    if activity.updated_on:
        parts.append(f"mise à jour le {french.day(activity.updated_on)}")
    if activity.reviewed_on:
        parts.append(f"relue le {french.day(activity.reviewed_on)}")
    return " · ".join(filter(None, parts))


def _change_words(change: SheetChange) -> str:
    at = datetime.fromisoformat(change.at)
    return f"{french.day(at.date())} à {at:%H:%M} : {french.joined(list(change.what))}"
