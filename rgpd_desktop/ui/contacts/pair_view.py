"""Two people side by side, the one to keep chosen by a radio button; what differs is in bold. Used by the merge and duplicates dialogs."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.services.browse_contacts import Line
from rgpd_desktop.ui.contacts.person_facts import contact_facts
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.text import label


class PairView(QWidget):
    """`show_pair(first, second)`; `keep_id` and `other_id` follow the choice."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()
        self._radios = (QRadioButton(), QRadioButton())
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._grids = (QGridLayout(), QGridLayout())
        for radio, grid in zip(self._radios, self._grids, strict=True):
            group.addButton(radio)
            row.addWidget(_side(radio, grid), 1)

    @property
    def keep_id(self) -> int:
        """The number of the person whose card stays."""
        return self._lines[0 if self._radios[0].isChecked() else 1].contact.id

    @property
    def other_id(self) -> int:
        """The number of the other."""
        return self._lines[1 if self._radios[0].isChecked() else 0].contact.id

    def show_pair(self, first: Line, second: Line) -> None:
        """Show two people; the card that says more is the one kept, until the person chooses."""
        self._lines = (first, second)
        told = [_told(line) for line in self._lines]
        titles = list(dict.fromkeys(title for side in told for title in side))
        richer = 0 if len(told[0]) >= len(told[1]) else 1
        self._radios[richer].setChecked(True)
        for side, (line, radio, grid) in enumerate(zip(self._lines, self._radios, self._grids, strict=True)):
            radio.setText(line.contact.name)
            radio.setAccessibleDescription("Fiche à garder")
            _clear(grid)
            for row, title in enumerate(titles):
                value, other = told[side].get(title, ""), told[1 - side].get(title, "")
                grid.addWidget(label(title, "muted"), row, 0)
                grid.addWidget(label(value or "—", "strong" if value != other else "body", wraps=True), row, 1)


def _told(line: Line) -> dict[str, str]:
    contact = line.contact
    facts: dict[str, str] = {"Nom": contact.last_name, "Prénom": contact.first_name, "Société": contact.company}
    facts["Fonction"] = contact.job_title
    for title, value in contact_facts(contact, line.kind):
        facts[title] = f"{facts[title]}, {value}" if title in facts else value
    facts["Conservation"] = line.pill
    facts["Entrée le"] = french.day(contact.entered_on) if contact.entered_on else ""
    return {title: value for title, value in facts.items() if value}


def _side(radio: QRadioButton, grid: QGridLayout) -> Card:
    card = Card(padding=12)
    card.body.addWidget(radio)
    inner = QWidget()
    inner.setProperty("role", "ground")
    grid.setColumnStretch(1, 1)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 8, 0)
    column.addLayout(grid)
    column.addStretch()
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inner)
    card.body.addWidget(area, 1)
    return card


def _clear(grid: QGridLayout) -> None:
    while (item := grid.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
