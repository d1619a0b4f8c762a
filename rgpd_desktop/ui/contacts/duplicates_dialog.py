"""Pairs of cards that are perhaps one person: merged, or told apart, one pair after the other. Nothing is merged without a click.

Opened with the proposals waiting, or with two people the user selected.
"""

from __future__ import annotations

from collections.abc import Sequence

from rgpd_desktop.basics import french
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.services import edit_contacts
from rgpd_desktop.services.browse_contacts import Pair
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.edit_contacts import Erased
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.contacts.pair_view import PairView
from rgpd_desktop.ui.contacts.scrub_words import tell_if_traces_remain
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.widgets.text import label

_WIDTH, _TALLEST, _LEAST = 860, 620, 160  # px of the design: the dialog's width, the cards' height
_SIDES, _AROUND = 56, 270  # px beside the cards, and over and under them
_RULE = (
    "Choisissez la fiche à garder : ses blancs sont remplis par l’autre, rien n’est remplacé, "
    "les adresses, les numéros et l’historique des deux sont réunis. L’autre fiche est effacée."
)


class DuplicatesDialog(Box):
    """Goes through `pairs`, then closes."""

    def __init__(self, services: Services, pairs: Sequence[Pair], *, is_asked: bool = False) -> None:
        super().__init__(services.window, "Fusionner deux fiches" if is_asked else "Doublons possibles", _RULE)
        self._services = services
        self._pairs = list(pairs)
        self._at = 0
        self._merged: set[int] = set()
        self._place = label("", "hint", wraps=True)
        self.view = PairView(services.theme)
        self.body.addWidget(self._place)
        self.body.addWidget(self.view, 1)
        self.add_button("Annuler" if is_asked else "Fermer", self.reject)
        if not is_asked:
            self._later = self.add_button("Plus tard", self._next)
            self._apart = self.add_button("Ce sont deux personnes", self.tell_apart)
        self._merge = self.add_button("Fusionner", self.merge, "primary")
        self._is_asked = is_asked
        room = services.window.size()
        self._most = max(_LEAST, min(services.theme.px(_TALLEST), room.height() - _AROUND))
        self.setMinimumWidth(max(460, min(services.theme.px(_WIDTH), room.width() - 64)))
        self._show()

    @property
    def pair(self) -> Pair:
        """The pair shown."""
        return self._pairs[self._at]

    def merge(self) -> None:
        """Make one of the two shown."""
        keep, other = self.view.keep_id, self.view.other_id
        self._set_busy(True)

        def work(desk: Desk, ticket: Ticket) -> Erased:
            return edit_contacts.merge(desk, keep, other, ticket)

        def done(erased: Erased) -> None:
            self._merged.update((keep, other))
            tell_if_traces_remain(self._services.window, erased.is_scrubbed)
            self._next()

        self._services.jobs.write("Fusion de deux fiches", work, done, self._on_failed, owner=self)

    def tell_apart(self) -> None:
        """They are two people."""
        first, second = self.pair.first.contact.id, self.pair.second.contact.id
        self._set_busy(True)

        def work(desk: Desk, _ticket: Ticket) -> None:
            edit_contacts.dismiss(desk, first, second)

        self._services.jobs.write(
            "Deux personnes distinctes", work, lambda _: self._next(), self._on_failed, owner=self
        )

    # Inside

    def _next(self) -> None:
        self._at += 1
        while self._at < len(self._pairs) and self._is_past(self.pair):
            self._at += 1
        if self._at >= len(self._pairs):
            self.accept()
        else:
            self._show()

    def _is_past(self, pair: Pair) -> bool:
        """A card merged meanwhile is no longer what this pair shows: it is proposed again at the next opening."""
        return bool({pair.first.contact.id, pair.second.contact.id} & self._merged)

    def _show(self) -> None:
        self._set_busy(False)
        place = f"{self._at + 1} sur {len(self._pairs)} · " if len(self._pairs) > 1 else ""
        self._place.setText(french.spaced(f"{place}{french.capitalised(self.pair.reason)}"))
        self._place.setVisible(bool(self._place.text()))
        self.view.show_pair(self.pair.first, self.pair.second)
        # As tall as the longest pair so far, within the window; beyond, both cards scroll together.
        needed = self.view.facts_height(self.minimumWidth() - _SIDES)
        self.view.setMinimumHeight(max(self.view.minimumHeight(), min(needed, self._most)))

    def _set_busy(self, is_busy: bool) -> None:
        self._merge.setEnabled(not is_busy)
        if not self._is_asked:
            self._later.setEnabled(not is_busy)
            self._apart.setEnabled(not is_busy)

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(False)
        messages.show(self, error)
