"""The page Contacts: search, chips, the list, the card of the person chosen, and the acts. Reads nothing but through jobs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from rgpd_desktop.basics import french, places
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import State
from rgpd_desktop.rules.contact_query import ContactQuery, Order, Selection
from rgpd_desktop.rules.person_kind import PersonKind
from rgpd_desktop.services import browse_contacts
from rgpd_desktop.services.browse_contacts import Card, Counts
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.ui.contacts import contact_menu
from rgpd_desktop.ui.contacts.contact_acts import ContactActs
from rgpd_desktop.ui.contacts.contact_finder import ContactFinder, Found
from rgpd_desktop.ui.contacts.contacts_model import ContactsModel
from rgpd_desktop.ui.contacts.contacts_table import ContactsTable
from rgpd_desktop.ui.contacts.search_bar import SearchBar
from rgpd_desktop.ui.contacts.side_panel import SidePanel
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.empty_state import EmptyState
from rgpd_desktop.ui.widgets.page_header import PageHeader
from rgpd_desktop.ui.widgets.text import button

_WIDE, _NARROW, _TURN = 300, 260, 900  # widths of the side panel, and the width of the page where it changes
_CARD_MS = 60  # a key held down does not ask for every card it passes
_DEMO = "liste-prospects.xlsx"
_PURPOSE = (
    "Déposez un fichier Excel ou CSV n’importe où sur la fenêtre : vos contacts apparaissent ici, "
    "avec ce que vous pouvez garder et jusqu’à quand."
)


class ContactsPage(QWidget):
    """See ui.page for what the window calls."""

    tables = frozenset(("contacts", "exchanges", "proposals", "oppositions", "rule_changes", "batches"))

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._wanted_id = 0  # a person to show once the list is there
        self._question = ContactQuery()  # what the list answers, whatever its order
        self.model = ContactsModel(services.jobs, self)
        self.table = ContactsTable(self.model, services.theme)
        self.panel = SidePanel(services.theme)
        self.search = SearchBar(services.theme)
        self.acts = ContactActs(services, self)
        self._finder = ContactFinder(services.jobs, self)
        self._card_timer = QTimer(self)
        self._card_timer.setSingleShot(True)
        self._card_timer.setInterval(_CARD_MS)
        self._lay_out()
        self._connect()

    # What the window calls

    def arrive(
        self,
        state: State | str | None = None,
        query: ContactQuery | str | None = None,
        contact_id: int = 0,
        duplicates: bool = False,
    ) -> None:
        """Come from elsewhere: with a state, a question, a person, or for the duplicates; with nothing, the page is as it was left."""
        if duplicates:
            self.acts.examine_duplicates()
        elif state is None and query is None and not contact_id:
            return
        asked = query if isinstance(query, ContactQuery) else ContactQuery(query or "")
        if state is not None:
            asked = replace(asked, state=State(state))
        self._wanted_id = contact_id
        self.table.show_order(asked.order, is_descending=asked.descending)
        self.search.show_query(asked)
        self._finder.ask(asked)

    def refresh(self) -> None:
        """Something was written, or it is the first time: ask again, keep the place."""
        self.model.forget()
        self._finder.ask(self._finder.query)
        self._read_card()

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search.box.setFocus()
        self.search.box.selectAll()

    # Building

    def _lay_out(self) -> None:
        acts = self.acts
        self.export_button = button("Exporter…", self._export)
        self.export_button.setEnabled(False)
        self.header = PageHeader(
            "Contacts",
            "",
            self.export_button,
            button("Nouveau contact…", acts.create),
            button("Importer une liste…", lambda: self._services.start_import(None), "primary"),
        )
        self.banner = Banner("accent", "", "", button("Examiner…", acts.examine_duplicates, "link"))
        self.banner.setContentsMargins(0, -9, 0, -9)  # one discreet line
        self.banner.hide()
        self.nobody = EmptyState(
            "Aucun contact pour l’instant",
            _PURPOSE,
            button("Essayer avec la liste d’exemple", self._try_demo),
            button("Importer une liste…", lambda: self._services.start_import(None), "primary"),
        )
        self.not_found = EmptyState("Personne ne correspond", "", button("Voir tous les contacts", self.search.clear))
        people = QWidget()
        middle = QHBoxLayout(people)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(16)
        middle.addWidget(self.table, 1)
        middle.addWidget(self.panel)
        self._stack = QStackedLayout()
        for part in (people, self.not_found):
            self._stack.addWidget(part)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for widget in (self.banner, self.search):
            column.addWidget(widget)
        column.addLayout(self._stack, 1)
        self._whole = QStackedLayout()
        self._whole.addWidget(full)
        self._whole.addWidget(self.nobody)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(16)
        page.addWidget(self.header)
        page.addLayout(self._whole, 1)

    def _connect(self) -> None:
        self.search.typed.connect(self._finder.ask_soon)
        self.search.filtered.connect(self._finder.ask)
        self._finder.found.connect(self._on_found)
        self._finder.counted.connect(self._on_counted)
        self._card_timer.timeout.connect(self._read_card)
        table, panel, acts = self.table, self.panel, self.acts
        table.chosen.connect(lambda _number: self._card_timer.start())
        table.selection_changed.connect(self._on_selection)
        table.opened.connect(self._edit)
        table.copy_asked.connect(lambda: acts.copy(self.selection, table.shown_orders))
        table.delete_asked.connect(self._delete)
        table.menu_asked.connect(self._open_menu)
        table.order_asked.connect(self._on_order)
        panel.edit_asked.connect(self._edit)
        panel.note_asked.connect(self._note)
        panel.objection_asked.connect(self._object)
        panel.delete_asked.connect(self._delete)
        panel.export_asked.connect(self._export_selection)
        panel.merge_asked.connect(lambda: acts.merge(self.selection))
        panel.duplicates_asked.connect(lambda: acts.examine_duplicates(table.current_id))
        panel.exchange_removed.connect(self._remove_exchange)
        acts.saved.connect(self._on_saved)

    # What is selected

    @property
    def selection(self) -> Selection:
        """The people selected in the list, or the whole question."""
        return self.table.selection_in(self._finder.query)

    # Answers

    def _on_found(self, found: Found) -> None:
        kept, row = self.table.current_id, max(0, self.table.currentIndex().row())
        was_reset = self.model.ids[: len(found.ids)] != found.ids
        self.model.show_ids(found.ids, found.lines)
        self.export_button.setEnabled(bool(found.ids))
        question = replace(self._finder.query, order=Order.NAME, descending=False)
        if (
            question != self._question
        ):  # another list: whoever was picked in the former one no longer says what to export
            self._question, self.table.is_picked = question, False
        if self._wanted_id and self.table.choose(self._wanted_id):
            self._wanted_id, self.table.is_picked = 0, True
        is_lost = not self.table.currentIndex().isValid()
        if is_lost and was_reset and kept and not self.table.choose(kept) and found.is_whole:
            self.table.choose_row(row)
        if not self.table.currentIndex().isValid() and not self._wanted_id:
            self.table.choose_row(0)
        self._stack.setCurrentIndex(0 if found.ids or not found.is_whole else 1)
        if found.is_whole and not found.ids:
            self.panel.show_nobody()

    def _on_counted(self, counts: Counts, kinds: Sequence[PersonKind]) -> None:
        self.acts.kinds = kinds
        self.search.show_counts(counts, kinds)
        self._whole.setCurrentIndex(0 if counts.everybody else 1)
        people = french.counted(counts.everybody, "personne")
        self.header.set_subtitle(people if counts.everybody else "")
        if counts.everybody and counts.overdue:
            self.header.set_subtitle(
                f"{people} · {french.number(counts.overdue)} au-delà de leur durée de conservation"
            )
        self.banner.setVisible(bool(counts.duplicates))
        self.banner.show_words(
            "accent",
            f"{french.counted(counts.duplicates, 'doublon possible', 'doublons possibles')}{french.HARD}: rien n’est fusionné sans vous",
        )
        text = self._finder.query.text.strip()
        reason = f"Aucun contact ne contient {french.quoted(text)}." if text else "Aucun contact n’est dans cet état."
        self.not_found.set_texts("Personne ne correspond", reason)

    def _read_card(self) -> None:
        number = self.table.current_id
        if self.table.selected_count() > 1 or not number:
            return

        def work(desk: Desk, _ticket: Ticket) -> Card:
            return browse_contacts.card(desk, number)

        self._services.jobs.read("contacts:card", work, self._on_card, self._on_card_failed, owner=self)

    def _on_card(self, card: Card) -> None:
        if self.table.current_id == card.line.contact.id and self.table.selected_count() <= 1:
            self.panel.show_card(card)

    def _on_card_failed(self, error: Exception) -> None:
        if isinstance(error, Refusal):  # they left while their card was asked: the list is being read again
            self.panel.show_nobody()
        else:
            self._services.jobs.show_failure(error)

    def _on_selection(self) -> None:
        count = self.table.selected_count()
        if count > 1:
            self.panel.show_several(count)
        elif not self.table.current_id:
            self.panel.show_nobody()
        else:
            self._card_timer.start()

    def _on_order(self, order: Order, is_descending: bool) -> None:
        query = replace(self._finder.query, order=order, descending=is_descending)
        self.search.show_query(query)
        self._finder.ask(query)

    def _on_saved(self, number: int) -> None:
        """The list is read again on its own; a new person is shown, even when the search of the moment would hide them."""
        if not self.table.choose(number):
            self.arrive(contact_id=number)

    # Acts

    def _edit(self) -> None:
        if self.table.current_id and self.table.selected_count() <= 1:
            self.acts.edit(self.table.current_id)

    def _note(self) -> None:
        if self.panel.card is not None:
            self.acts.note(self.panel.card.line.contact)

    def _object(self) -> None:
        if self.panel.card is not None:
            self.acts.object_(self.panel.card.line.contact)

    def _delete(self) -> None:
        card = self.panel.card
        self.acts.delete(self.selection, self.table.selected_count(), card.line.contact.name if card else "")

    def _export_selection(self) -> None:
        self.acts.export(self.selection, self.table.selected_count())

    def _export(self) -> None:
        """The button over the list: the people one picked, else all that the list shows; the first row is current without being picked."""
        if self.table.is_picked and self.table.selected_count():
            self._export_selection()
        else:
            self.acts.export(self._finder.query, len(self.model.ids))

    def _remove_exchange(self, exchange_id: int) -> None:
        if self.panel.card is not None:
            self.acts.remove_exchange(self.panel.card.line.contact, exchange_id)

    def _try_demo(self) -> None:
        self._services.start_import(places.resources() / "demo" / _DEMO)

    def _open_menu(self, point: QPoint) -> None:
        contact_menu.make(self.table, self.panel).popup(point)

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The card gives room to the list in a narrow window."""
        super().resizeEvent(event)
        width = _WIDE if self.width() >= self._services.theme.px(_TURN) else _NARROW
        self.panel.setFixedWidth(self._services.theme.px(width))
