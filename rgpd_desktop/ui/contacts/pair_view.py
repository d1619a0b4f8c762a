"""Two people side by side, the one to keep chosen by a radio button; what differs is in bold. Used by the merge and duplicates dialogs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.services.browse_contacts import Line
from rgpd_desktop.ui.contacts.person_facts import contact_facts
from rgpd_desktop.ui.theme import Theme
from rgpd_desktop.ui.widgets.card import Card
from rgpd_desktop.ui.widgets.text import label
from rgpd_desktop.ui.widgets.value_rows import breakable

_TITLES = 104  # px of the design
_TOP = Qt.AlignmentFlag.AlignTop


class PairView(Card):
    """`show_pair(first, second)`; `keep_id` and `other_id` follow the choice. One area scrolls both, so that lines stay side by side."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(padding=12)
        self._lines: tuple[Line, ...] = ()
        self._radios = (QRadioButton(), QRadioButton())
        group = QButtonGroup(self)
        heads = QWidget()
        self._heads = _grid(heads, theme)
        self._heads.addWidget(label(""), 0, 0)  # an empty column would have no spacing
        for column, radio in enumerate(self._radios, 1):
            group.addButton(radio)
            radio.setMinimumWidth(1)  # a long name gives way rather than widening its column
            self._heads.addWidget(radio, 0, column)
        self._inner = QWidget()
        self._inner.setProperty("role", "ground")
        whole = QVBoxLayout(self._inner)
        whole.setContentsMargins(0, 0, 0, 0)
        facts = QWidget()
        self._grid = _grid(facts, theme)
        whole.addWidget(facts)
        whole.addStretch()
        self._area = _Area(self._heads)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName("Les deux fiches")
        self._area.setWidget(self._inner)
        self.body.addWidget(heads)
        self.body.addWidget(self._area, 1)

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
        _clear(self._grid)
        for column, (line, radio) in enumerate(zip(self._lines, self._radios, strict=True), 1):
            radio.setText(line.contact.name.replace("&", "&&"))
            radio.setAccessibleDescription("Fiche à garder")
            for row, title in enumerate(titles):
                value, other = told[column - 1].get(title, ""), told[2 - column].get(title, "")
                if column == 1:
                    self._grid.addWidget(label(title, "muted"), row, 0, _TOP)
                text = label(breakable(value) or "—", "strong" if value != other else "body", wraps=True)
                text.setAccessibleName(f"{title}, {line.contact.name} : {value}")
                self._grid.addWidget(text, row, column, _TOP)
        self._area.verticalScrollBar().setValue(0)

    def facts_height(self, width: int) -> int:
        """The height at which nothing has to scroll, in a view of that width."""
        margins = self.body.contentsMargins()
        inner = width - margins.left() - margins.right()
        around = margins.top() + margins.bottom() + self.body.spacing() + self._radios[0].sizeHint().height() + 4
        return around + self._grid.totalHeightForWidth(inner)


class _Area(QScrollArea):
    """The names over it stay over their columns, whether or not a scroll bar takes room."""

    def __init__(self, heads: QGridLayout) -> None:
        super().__init__()
        self._heads = heads

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Also called when the scroll bar comes or goes."""
        super().resizeEvent(event)
        self._heads.setContentsMargins(0, 0, self.width() - self.viewport().width(), 0)


def _told(line: Line) -> dict[str, str]:
    contact = line.contact
    facts: dict[str, str] = {"Nom": contact.last_name, "Prénom": contact.first_name, "Société": contact.company}
    facts["Fonction"] = contact.job_title
    for title, value in contact_facts(contact, line.kind):
        facts[title] = f"{facts[title]}, {value}" if title in facts else value
    facts["Conservation"] = line.pill
    facts["Entrée le"] = french.day(contact.entered_on) if contact.entered_on else ""
    return {title: value for title, value in facts.items() if value}


def _grid(place: QWidget, theme: Theme) -> QGridLayout:
    """Titles, then the two people, each half of the rest."""
    grid = QGridLayout(place)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnMinimumWidth(0, theme.px(_TITLES))
    for column in (1, 2):
        grid.setColumnStretch(column, 1)
    return grid


def _clear(grid: QGridLayout) -> None:
    while (item := grid.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
