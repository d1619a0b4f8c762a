"""The line over the list: the search box, the chips of states with their counts, and the filter another page asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules.contact import STATE_LABELS, State
from rgpd_desktop.rules.contact_query import ContactQuery
from rgpd_desktop.rules.person_kind import PersonKind
from rgpd_desktop.services.browse_contacts import Counts
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.chip import ChipRow
from rgpd_desktop.ui.widgets.text import button, label

_EVERYBODY = "all"
_ALWAYS = (State.OVERDUE, State.DUE_SOON, State.UNDATED, State.OPPOSED)
_WHEN_ANY = (State.ARCHIVED, State.KEPT)
_OPPOSED = (
    "Toutes les personnes opposées à la prospection, même au-delà de leur durée, conservées avec un motif ou archivées"
)
_BOX = 250  # px of the design, the narrowest the search box gets


class SearchBar(QWidget):
    """`typed` while somebody types, `filtered` when a chip is chosen or the filter removed; both with the whole question."""

    typed = Signal(object)  # ContactQuery
    filtered = Signal(object)  # ContactQuery

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._query = ContactQuery()
        self._kinds: Sequence[PersonKind] = ()
        self.box = QLineEdit()
        self.box.setPlaceholderText("Rechercher un nom, une société…")
        self.box.setAccessibleName("Rechercher dans vos contacts")
        self.box.setToolTip("Nom, société, e-mail, numéro, ville, notes… dans n’importe quel ordre (Ctrl+F)")
        self.box.setClearButtonEnabled(True)
        self.box.setMinimumWidth(theme.px(_BOX))
        self.box.setMaximumWidth(theme.px(330))
        self._glass = QAction(self)
        self.box.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.chips = ChipRow("Filtrer par état de conservation")
        self.chips.add(_EVERYBODY, "Tous")
        self._added = {state: self.chips.add(state.value, STATE_LABELS[state]) for state in (*_ALWAYS, *_WHEN_ANY)}
        for state in _WHEN_ANY:
            self._added[state].hide()
        self._added[State.OPPOSED].setToolTip(_OPPOSED)
        self._added[State.OPPOSED].setAccessibleDescription(_OPPOSED)
        self._filter = label("", "muted", wraps=True)
        self._filter_line = QWidget()
        line = QHBoxLayout(self._filter_line)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._filter, 1)
        line.addWidget(button("Retirer le filtre", self._drop_filter, "link"))
        self._filter_line.hide()
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.box, 1, Qt.AlignmentFlag.AlignTop)
        beside = QVBoxLayout()  # the first line of chips is centred on the box
        beside.setContentsMargins(
            0, (self.box.sizeHint().height() - self._added[State.OPPOSED].sizeHint().height()) // 2, 0, 0
        )
        beside.addWidget(self.chips)
        row.addLayout(beside, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._filter_line)
        self.box.textEdited.connect(self._on_typed)
        self.box.textChanged.connect(self._on_cleared)
        self.chips.chosen.connect(self._on_chosen)
        theme.changed.connect(self._show_icon)
        self._show_icon()

    def show_query(self, query: ContactQuery) -> None:
        """Show what is asked, without asking it."""
        self._query = query
        if self.box.text() != query.text:
            was_blocked = self.box.blockSignals(True)
            self.box.setText(query.text)
            self.box.blockSignals(was_blocked)
        if query.state is not None and query.state not in self._added:
            self._added[query.state] = self.chips.add(query.state.value, STATE_LABELS[query.state])
        self.chips.choose(query.state.value if query.state is not None else _EVERYBODY)
        self._show_filter()

    def show_counts(self, counts: Counts, kinds: Sequence[PersonKind]) -> None:
        """Put the counts on the chips; a state that is seldom met only shows when it is met or asked for."""
        self._kinds = kinds
        self.chips.set_count(_EVERYBODY, counts.total)
        for state, chip in self._added.items():
            chip.set_count(counts.opposed if state is State.OPPOSED else counts.by_state[state])
            if state in _WHEN_ANY:
                chip.setVisible(bool(counts.by_state[state]) or self._query.state is state)
        self._show_filter()

    def clear(self) -> None:
        """Ask for everybody."""
        query = ContactQuery(order=self._query.order, descending=self._query.descending)
        self.show_query(query)
        self.filtered.emit(query)

    # Inside

    def _on_typed(self, text: str) -> None:
        self._query = replace(self._query, text=text)
        self.typed.emit(self._query)

    def _on_cleared(self, text: str) -> None:
        if not text and self._query.text:  # by the cross of the box, which is no editing for Qt
            self._on_typed("")

    def _on_chosen(self, id: str) -> None:
        self._query = replace(self._query, state=None if id == _EVERYBODY else State(id))
        self.filtered.emit(self._query)

    def _drop_filter(self) -> None:
        self._query = replace(self._query, kind="", batch=0, due_from=None, due_to=None)
        self._show_filter()
        self.filtered.emit(self._query)

    def _show_filter(self) -> None:
        query = self._query
        parts = []
        if query.kind:
            parts.append(next((kind.plural for kind in self._kinds if kind.id == query.kind), "un type de contact"))
        if query.batch:
            parts.append(f"import n°{french.HARD}{query.batch}")
        if query.due_from and query.due_to:
            parts.append(f"échéance du {french.day(query.due_from)} au {french.day(query.due_to)}")
        self._filter.setText(f"Seulement{french.HARD}: {', '.join(parts)}")
        self._filter_line.setVisible(bool(parts))

    def _show_icon(self) -> None:
        self._glass.setIcon(self._theme.icon("search"))
