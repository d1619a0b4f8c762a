"""What is known of the person chosen in the list: fields, why they may or may not be kept, history, and the acts on them.

Shows a Card it is given; says which act is asked. With several people selected it says how many, and what can be done with them.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules.contact import State
from rgpd_desktop.services.browse_contacts import Card as PersonCard
from rgpd_desktop.ui.contacts.person_facts import Event, events, facts, problem_lines
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.flow import FlowLayout
from rgpd_desktop.ui.widgets.text import button, label
from rgpd_desktop.ui.widgets.value_rows import ValueRows

_LOW = 430  # px of the design: under this height everything scrolls
_SIDE = 12  # px around the buttons: four of them hold on two rows


class SidePanel(Card):
    """Signals only: the page opens the dialogs."""

    edit_asked = Signal()
    note_asked = Signal()
    objection_asked = Signal()
    delete_asked = Signal()
    export_asked = Signal()
    merge_asked = Signal()
    duplicates_asked = Signal()
    exchange_removed = Signal(int)  # its number

    def __init__(self, theme: Theme) -> None:
        super().__init__(padding=0)
        self.setAccessibleName("Fiche de la personne choisie")
        self._theme = theme
        self._card: PersonCard | None = None
        self._stack = QStackedLayout()
        self.body.addLayout(self._stack)
        self._stack.addWidget(self._make_empty())
        self._stack.addWidget(self._make_person())
        self._stack.addWidget(self._make_several())

    # What is shown

    @property
    def card(self) -> PersonCard | None:
        """The person shown."""
        return self._card if self._stack.currentIndex() == 1 else None

    def show_nobody(self) -> None:
        """Nobody is chosen."""
        self._card = None
        self._stack.setCurrentIndex(0)

    def show_several(self, count: int) -> None:
        """Several people are selected."""
        self._several.setText(f"{french.counted(count, 'personne sélectionnée', 'personnes sélectionnées')}")
        self._merge.setVisible(count == 2)
        self._stack.setCurrentIndex(2)

    def show_card(self, card: PersonCard) -> None:
        """This person is chosen."""
        is_other = self._card is None or self._card.line.contact.id != card.line.contact.id
        self._card = card
        contact = card.line.contact
        self._name.setText(contact.name)
        below = " · ".join(
            filter(None, (contact.job_title, contact.company if contact.company != contact.name else ""))
        )
        self._job.setText(below)
        self._job.setVisible(bool(below))
        self._values.show_values(facts(card))
        told = card.explanation
        self._why.show_words(card.line.state, told.title, told.sentence)
        self._objection.setText("Lever l’opposition…" if contact.opposed_on else "S’oppose…")
        self._duplicate.setVisible(bool(card.duplicates))
        self._show_lines(self._problems, problem_lines(card))
        self._problems_title.setVisible(bool(card.problems))
        self._show_events(events(card))
        self._stack.setCurrentIndex(1)
        if is_other:
            self._scroll.verticalScrollBar().setValue(0)

    # Parts

    def _make_empty(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(16, 16, 16, 16)
        text = label(
            "Choisissez une personne pour voir sa fiche, et pourquoi vous pouvez la conserver.", "muted", wraps=True
        )
        column.addWidget(text)
        column.addStretch()
        return part

    def _make_person(self) -> QWidget:
        self._name = label("", "heading", wraps=True)
        self._job = label("", "hint", wraps=True)
        self._values = ValueRows(self._theme)
        self._why = Banner(State.UP_TO_DATE, "")
        self._duplicate = button("Doublon possible : examiner…", self.duplicates_asked.emit, "link")
        self._problems_title = label("À vérifier dans la liste d’origine", "section", wraps=True)
        self._problems = QVBoxLayout()
        self._history = QVBoxLayout()
        told = QWidget()
        told.setProperty("role", "ground")
        column = QVBoxLayout(told)
        column.setContentsMargins(16, 16, 16, 8)
        column.setSpacing(4)
        for widget in (self._name, self._job):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(self._values)
        column.addSpacing(8)
        column.addWidget(self._why)
        column.addWidget(self._duplicate, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        column.addWidget(self._problems_title)
        column.addLayout(self._problems)
        column.addSpacing(4)
        column.addWidget(label("Historique", "section"))
        column.addLayout(self._history)
        column.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName("Fiche")
        self._scroll.setMinimumHeight(self._theme.px(80))
        self._scroll.setWidget(told)
        part = QWidget()
        self._told, self._whole = column, QVBoxLayout(part)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addWidget(self._scroll, 1)
        self._acts = self._make_acts()
        self._whole.addWidget(self._acts)
        return part

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the buttons scroll with the rest, rather than hiding why the person may be kept."""
        super().resizeEvent(event)
        is_low = self.height() < self._theme.px(_LOW)
        if is_low and self._whole.indexOf(self._acts) >= 0:
            self._told.addWidget(self._acts)
        elif not is_low and self._whole.indexOf(self._acts) < 0:
            self._whole.addWidget(self._acts)
        side, below = (0, 8) if is_low else (_SIDE, _SIDE)
        self._acts.setContentsMargins(side, 8, side, below)

    def _make_acts(self) -> QWidget:
        self._objection = button("S’oppose…", self.objection_asked.emit)
        return _flow(
            button("Noter un échange…", self.note_asked.emit),
            self._objection,
            button("Modifier…", self.edit_asked.emit),
            button("Supprimer…", self.delete_asked.emit, "warning"),
        )

    def _make_several(self) -> QWidget:
        self._several = label("", "heading", wraps=True)
        self._merge = button("Fusionner…", self.merge_asked.emit)
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        told = QVBoxLayout()
        told.setContentsMargins(16, 16, 16, 0)
        column.addLayout(told)
        told.addWidget(self._several)
        told.addWidget(label("Ce que vous ferez concernera toutes ces personnes.", "hint", wraps=True))
        column.addStretch()
        acts = _flow(
            button("Exporter…", self.export_asked.emit),
            self._merge,
            button("Purger…", self.delete_asked.emit, "warning"),
        )
        column.addWidget(acts)
        return part

    # Lines of text

    def _show_events(self, told: list[Event]) -> None:
        _clear(self._history)
        for event in told:
            self._history.addWidget(_EventRow(event, self))

    def _show_lines(self, place: QVBoxLayout, lines: list[str]) -> None:
        _clear(place)
        for line in lines:
            place.addWidget(label(line, "hint", wraps=True))


class _EventRow(QLabel):
    """A line of the history. An exchange can be removed: Delete, or the menu."""

    def __init__(self, event: Event, panel: SidePanel) -> None:
        super().__init__(event.words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "hint")
        self.setWordWrap(True)
        self._exchange, self._panel = event.exchange_id, panel
        if event.exchange_id:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setToolTip("Clic droit ou touche Suppr : retirer cet échange")
            self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
            action = self.addAction("Retirer cet échange…")
            action.triggered.connect(lambda: panel.exchange_removed.emit(self._exchange))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes the exchange."""
        if event.key() == Qt.Key.Key_Delete:
            self._panel.exchange_removed.emit(self._exchange)
        else:
            super().keyPressEvent(event)


def _flow(*buttons: QPushButton) -> QWidget:
    part = QWidget()
    place = QVBoxLayout(part)
    place.setContentsMargins(0, 0, 0, 0)
    part.setContentsMargins(_SIDE, 8, _SIDE, _SIDE)
    flow = FlowLayout(spacing=6)
    place.addLayout(flow)
    for made in buttons:
        flow.addWidget(made)
    return part


def _clear(place: QVBoxLayout) -> None:
    while (item := place.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
