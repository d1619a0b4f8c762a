"""The question asked of the contacts, and its answers: first a page at once, then everybody, and the counts of the chips.

contacts_page drives it. A question that changes while another is under way replaces it: what is typed never waits.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact_query import ContactQuery
from rgpd_desktop.rules.person_kind import PersonKind
from rgpd_desktop.services import browse_contacts
from rgpd_desktop.services.browse_contacts import Counts, Line
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.ui.jobs import JobRunner

TYPING_MS = 120
FIRST = 100


@dataclass(frozen=True, slots=True)
class Found:
    """People found: their numbers, the first lines, and whether these are all of them."""

    ids: array[int]
    lines: tuple[Line, ...]
    is_whole: bool


class ContactFinder(QObject):
    """`ask` at once, `ask_soon` while somebody types."""

    found = Signal(object)  # Found
    counted = Signal(object, object)  # Counts, tuple[PersonKind, ...]

    def __init__(self, jobs: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.query = ContactQuery()
        self.is_answered = False  # everybody the question finds is known
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self._ask)

    def ask_soon(self, query: ContactQuery) -> None:
        """Ask once the person pauses."""
        self.query = query
        self.is_answered = False
        self._typing.start()

    def ask(self, query: ContactQuery) -> None:
        """Ask now."""
        self.query = query
        self._ask()

    def count(self) -> None:
        """Count the chips again."""
        query = self.query

        def work(desk: Desk, _ticket: Ticket) -> tuple[Counts, tuple[PersonKind, ...]]:
            return browse_contacts.counts(desk, query), desk.kinds

        self._jobs.read("contacts:counts", work, lambda answer: self.counted.emit(*answer), owner=self)

    def _ask(self) -> None:
        self._typing.stop()
        self.is_answered = False
        query = self.query

        def first(desk: Desk, _ticket: Ticket) -> Found:
            ids = browse_contacts.first_ids(desk, query, FIRST)
            return Found(ids, tuple(browse_contacts.lines(desk, ids)), len(ids) < FIRST)

        def whole(desk: Desk, ticket: Ticket) -> array[int]:
            return browse_contacts.ids(desk, query, ticket)

        self._jobs.read("contacts:first", first, lambda found: self._on_first(query, found), owner=self)
        self._jobs.read("contacts:ids", whole, lambda ids: self._on_whole(query, ids), owner=self)
        self.count()

    def _on_first(self, query: ContactQuery, found: Found) -> None:
        if query is self.query and not self.is_answered:
            self.is_answered = found.is_whole
            self.found.emit(found)

    def _on_whole(self, query: ContactQuery, ids: array[int]) -> None:
        if query is self.query:
            self.is_answered = True
            self.found.emit(Found(ids, (), True))
