"""Note an exchange: the day, who made it, how. Says before the click what it does to the due date."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLineEdit, QRadioButton, QWidget

from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact import Contact, Direction, Exchange
from rgpd_desktop.services import record_exchange
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.day_edit import DayEdit
from rgpd_desktop.ui.widgets.form_field import FormField

_MOVES = "La durée de conservation repart de ce jour, s’il est le plus récent."
_STAYS = "Cet échange est gardé dans l’historique ; la durée de conservation ne change pas."
_UNSUBSCRIBED = "Une désinscription ne fait pas repartir la durée. Enregistrez ensuite l’opposition avec « S’oppose… »."


class ExchangeDialog(Box):
    """`noted` gives the person as they are after."""

    noted = Signal(object)  # Contact

    def __init__(self, services: Services, contact: Contact) -> None:
        super().__init__(services.window, "Noter un échange", contact.name)
        self._services = services
        self._contact = contact
        self.day = DayEdit(services.theme, services.today())
        self._day_row = FormField("Le", self.day)
        self.from_person = QRadioButton("La personne m’a contacté")
        self.from_us = QRadioButton("Je l’ai contactée")
        self.channel = QComboBox()
        self.channel.addItems([channel[:1].upper() + channel[1:] for channel in record_exchange.CHANNELS])
        self.note = QLineEdit()
        self.note.setMaxLength(300)
        self._effect = Banner("accent", "")
        self._lay_out()
        self.add_button("Annuler", self.reject)
        self._save = self.add_button("Noter l’échange", self.save, "primary")
        self._save.setDefault(True)
        self.channel.currentIndexChanged.connect(self._tell)
        for choice in (
            self.from_person,
            self.from_us,
        ):  # neither beforehand: a hasty Enter must not start the period again
            choice.toggled.connect(self._tell)
        self._tell()

    def save(self) -> None:
        """Store the exchange."""
        exchange = self._exchange()
        self._side_row.set_problem("" if self._direction is not None else "Dites qui a pris contact.")
        self._day_row.set_problem(self.day.problem() or ("" if self.day.day() else "Indiquez le jour de l’échange."))
        if exchange is None:
            return
        number = self._contact.id
        self._save.setEnabled(False)

        def work(desk: Desk, _ticket: Ticket) -> Contact:
            return record_exchange.note(desk, number, exchange)

        self._services.jobs.write("Échange noté", work, self._on_noted, self._on_failed, owner=self)

    def _lay_out(self) -> None:
        sides = QWidget()
        row = QHBoxLayout(sides)
        row.setContentsMargins(0, 0, 0, 0)
        group = QButtonGroup(self)
        for choice in (self.from_person, self.from_us):
            group.addButton(choice)
            row.addWidget(choice)
        row.addStretch()
        self._side_row = FormField("Qui a pris contact", sides)
        self.body.addWidget(self._side_row)
        self.body.addWidget(self._day_row)
        self.body.addWidget(FormField("Par", self.channel))
        self.body.addWidget(FormField("En deux mots", self.note, is_optional=True))
        self.body.addWidget(self._effect)

    @property
    def _direction(self) -> Direction | None:
        if self.from_person.isChecked():
            return Direction.FROM_PERSON
        return Direction.FROM_US if self.from_us.isChecked() else None

    def _exchange(self) -> Exchange | None:
        day, direction = self.day.day(), self._direction
        if day is None or direction is None:
            return None
        return Exchange(day, direction, record_exchange.CHANNELS[self.channel.currentIndex()], self.note.text())

    def _tell(self) -> None:
        direction = self._direction
        self._effect.setVisible(direction is not None)
        if direction is None:
            return
        channel = record_exchange.CHANNELS[self.channel.currentIndex()]
        moves = record_exchange.moves_clock(Exchange(self._services.today(), direction, channel))
        is_no = direction is Direction.FROM_PERSON and channel == record_exchange.UNSUBSCRIPTION
        self._effect.show_words(
            "opposed" if is_no else "accent", "", _MOVES if moves else _UNSUBSCRIBED if is_no else _STAYS
        )

    def _on_noted(self, contact: Contact) -> None:
        self.noted.emit(contact)
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self._save.setEnabled(True)
        messages.show(self, error)
