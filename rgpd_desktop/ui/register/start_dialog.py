"""« Partir de votre métier »: what one does, then the sheets proposed with their reasons; or one sheet of the catalogue, or an empty one.

The register page opens it. Nothing is added that was not seen and ticked; all the sheets come in one write, or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.rules.activity import Activity
from rgpd_desktop.rules.activity_model import ActivityModel
from rgpd_desktop.rules.trades import Proposal, TradeBook
from rgpd_desktop.services import keep_register, start_register
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.register.start_parts import EMPTY, AskPart, ModelPart, ProposalPart
from rgpd_desktop.ui.widgets.text import button, label

ASK, PROPOSE, ONE = range(3)
_LEADS: Final = (
    "Dites ce que vous faites : le programme propose les fiches qui vous concernent, déjà remplies.",
    "Décochez ce qui ne vous concerne pas. Chaque fiche est un brouillon : vous la relirez avant de l’inscrire au registre.",
    "Choisissez une fiche du catalogue, ou partez d’une fiche vide.",
)
_SIZE: Final = QSize(820, 720)
_LEFT: Final = QSize(64, 64)  # of the window, round the dialog


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What the dialog chooses from."""

    book: TradeBook
    models: tuple[ActivityModel, ...]


class StartDialog(Box):
    """`started` gives the drafts made, a tuple of Activity; the dialog is then closed. `trades` are those already chosen."""

    started = Signal(object)  # tuple[Activity, ...]

    def __init__(self, services: Services, parent: QWidget | None, trades: Iterable[str] = ()) -> None:
        super().__init__(parent, "Partir de votre métier")
        self._services, self._trades = services, tuple(trades)
        self._shelf: _Shelf | None = None
        self.ask, self.proposals, self.models = AskPart(), ProposalPart(), ModelPart()
        self._lead = label(_LEADS[ASK], "muted", wraps=True)
        self.steps = QStackedWidget()
        for part in (self.ask, self.proposals, self.models):
            self.steps.addWidget(part)
        self.steps.setMinimumHeight(services.theme.px(200))
        self.body.setSpacing(12)
        self.body.addWidget(self._lead)
        self.body.addWidget(self.steps, 1)
        self.one_button = button("Une activité seulement…", lambda: self._go(ONE), "link")
        self.add_left(self.one_button)
        self.add_button("Annuler", self.reject)
        self.back_button = self.add_button("Retour", lambda: self._go(ASK))
        self.next_button = self.add_button("Voir les fiches proposées", self.go_on, "primary")
        self.next_button.setDefault(True)
        for signal in (self.ask.changed, self.proposals.changed, self.models.changed):
            signal.connect(self._show_button)
        self.finished.connect(self.deleteLater)
        self._go(ASK)
        services.jobs.read("start:shelf", lambda _desk, _ticket: _shelf(), self._show_shelf, owner=self)

    def go_on(self) -> None:
        """The main button of the step: see the proposals, or create."""
        step = self.steps.currentIndex()
        if step == ASK:
            trades, yes = self.ask.trades, self.ask.yes
            self._services.jobs.read(
                "start:proposals",
                lambda desk, _ticket: start_register.proposals(desk, trades, yes),
                self._show_proposals,
                owner=self,
            )
        elif step == PROPOSE:
            self._create(self.proposals.chosen)
        else:
            self._create_one(self.models.chosen)

    def showEvent(self, event: QShowEvent) -> None:
        """As large as it likes, within the window it is over; the rest scrolls."""
        super().showEvent(event)
        px = self._services.theme.px
        parent = self.parentWidget()
        room = (parent.window().size() if parent is not None else self.screen().availableSize()) - _LEFT
        wanted = QSize(px(_SIZE.width()), px(_SIZE.height())).boundedTo(room)
        self.resize(wanted.expandedTo(self.minimumSizeHint()))

    # Outcomes

    def _show_shelf(self, shelf: _Shelf) -> None:
        self._shelf = shelf
        self.ask.show_book(shelf.book, self._trades)
        self._show_button()
        next(iter(self.ask.chips.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_proposals(self, proposals: tuple[Proposal, ...]) -> None:
        if self._shelf is not None:
            self.proposals.show_proposals(proposals, self._shelf.models)
            self._go(PROPOSE)

    def _create(self, models: tuple[str, ...]) -> None:
        trades = self.ask.trades

        def work(desk: Desk) -> tuple[Activity, ...]:
            made = start_register.start(desk, models)
            start_register.keep_trades(desk, trades)
            return made

        self._write(work)

    def _create_one(self, id: str) -> None:
        if (role := EMPTY.get(id)) is not None:
            self._write(lambda desk: (keep_register.begin(desk, Activity("", "", role)),))
        else:
            self._write(lambda desk: start_register.start(desk, (id,)))

    def _write(self, work: Callable[[Desk], tuple[Activity, ...]]) -> None:
        self.next_button.setEnabled(False)
        self._services.jobs.write(
            "Création des fiches", lambda desk, _ticket: work(desk), self._on_started, self._on_failed, owner=self
        )

    def _on_started(self, made: tuple[Activity, ...]) -> None:
        count = french.counted(len(made), "fiche créée", "fiches créées")
        messages.toast(f"{count}, à relire avant de {french.plural(len(made), 'l’', 'les ')}inscrire au registre.")
        self.accept()
        self.started.emit(made)

    def _on_failed(self, error: Exception) -> None:
        self._show_button()
        messages.show(self, error)

    # Steps

    def _go(self, step: int) -> None:
        if step == ONE and self._shelf is not None and not self.models.choices:
            self.models.show_models(self._shelf.models, _search_words(self._shelf.book))
        self.steps.setCurrentIndex(step)
        self._lead.setText(french.spaced(_LEADS[step]))
        self.setAccessibleDescription(self._lead.text())
        self.one_button.setVisible(step == ASK)
        self.back_button.setVisible(step != ASK)
        self._show_button()
        if step == ONE:
            self.models.search.setFocus(Qt.FocusReason.OtherFocusReason)
        elif step == PROPOSE:
            first = next(iter(self.proposals.boxes.values()), self.next_button)
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.ask.chips:
            next(iter(self.ask.chips.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_button(self) -> None:
        step = self.steps.currentIndex()
        count = len(self.proposals.chosen)
        words = ("Voir les fiches proposées", f"Créer {french.counted(count, 'fiche')}", "Créer la fiche")
        self.next_button.setText(words[step])
        self.one_button.setEnabled(self._shelf is not None)
        is_ready = (True, bool(count), bool(self.models.chosen))
        self.next_button.setEnabled(self._shelf is not None and is_ready[step])


def _search_words(book: TradeBook) -> dict[str, str]:
    """The words of the trades each model goes with: « coach » finds what a coach needs."""
    words: dict[str, str] = {}
    for trade in book.trades:
        for model in trade.models:
            words[model] = f"{words.get(model, '')} {trade.label} {' '.join(trade.words)}"
    return words


def _shelf() -> _Shelf:
    return _Shelf(start_register.book(), start_register.models())
