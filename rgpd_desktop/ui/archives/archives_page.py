"""The Archives page: how many are kept for a duty and until when; names only once somebody looks for one, for a reason, and it is noted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from rgpd_desktop.basics import french
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.archive import ArchivedPerson
from rgpd_desktop.rules.person_kind import PersonKind
from rgpd_desktop.services import archive_contacts
from rgpd_desktop.services.archive_contacts import LOOK_WORDS, ArchiveCount, ArchiveSurvey, LookFor
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.ui.archives.archived_box import ArchivedBox
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.retention import purging
from rgpd_desktop.ui.widgets.card import RowsCard
from rgpd_desktop.ui.widgets.empty_state import EmptyState
from rgpd_desktop.ui.widgets.form_field import FormField
from rgpd_desktop.ui.widgets.number_row import NumberCard, NumberRow
from rgpd_desktop.ui.widgets.page_header import PageHeader
from rgpd_desktop.ui.widgets.text import button, label

Kinds = dict[str, PersonKind]
_EMPTY: Final = (
    "Aucune archive",
    "À l’échéance d’un ancien client, la purge peut garder ici ce que la comptabilité ou la preuve demande, à l’écart de vos listes, "
    "jusqu’à une date de fin. Chaque consultation est notée au journal.",
)


class ArchivesPage(QWidget):
    """`services.go("archives", {})`. What was found is forgotten when one comes back."""

    tables = frozenset({"archived_people"})

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._kinds: Kinds = {}
        self.box: ArchivedBox | None = None
        self._lay_out()

    def arrive(self) -> None:
        """Names shown earlier are not shown again without a new look."""
        self._forget()

    def refresh(self) -> None:
        """Count again; names are not read."""
        self._services.jobs.read("archives:survey", _read, lambda found: self._show(*found), owner=self)

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.text.setFocus()
        self.text.selectAll()

    # Inside

    def _lay_out(self) -> None:
        self.purge_button = button("Purger les archives échues…", self._purge, "danger")
        self.purge_button.hide()
        sentence = "À l’écart de vos listes, de vos envois et de vos exports. Chaque consultation est notée au journal."
        self.counts = NumberCard()
        self.counts.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.why = QComboBox()
        for reason, words in LOOK_WORDS.items():
            self.why.addItem(words, reason.value)
        self.text = QLineEdit()
        self.text.setPlaceholderText("Nom ou société ; vide : tout le monde")
        self.find_button = button("Chercher", self._find, "primary")
        self.text.returnPressed.connect(self._find)
        search = QHBoxLayout()
        search.setSpacing(12)
        search.addWidget(FormField("Pourquoi consulter", self.why), 1)
        search.addWidget(FormField("Qui", self.text), 2)
        search.addWidget(self.find_button, 0, Qt.AlignmentFlag.AlignBottom)
        self.told = label("", "muted", wraps=True)
        self.people = RowsCard()
        ground = QWidget()
        ground.setProperty("role", "ground")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.counts)
        column.addLayout(search)
        column.addWidget(self.told)
        column.addWidget(self.people)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(ground)
        place = QWidget()
        self._place = QStackedLayout(place)
        self._place.addWidget(EmptyState(*_EMPTY))
        self._place.addWidget(area)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(16)
        page.addWidget(PageHeader("Archives", sentence, self.purge_button))
        page.addWidget(place, 1)
        self._forget()

    def _show(self, survey: ArchiveSurvey, kinds: Kinds) -> None:
        self._kinds = kinds
        self.counts.clear()
        for each in survey.counts:
            self.counts.add_row(self._count_row(each))
        self.purge_button.setVisible(survey.due > 0)
        self.purge_button.setText(
            french.spaced(f"Purger {french.counted(survey.due, 'archive échue', 'archives échues')}…")
        )
        self._place.setCurrentIndex(1 if survey.total else 0)
        self._forget()

    def _count_row(self, each: ArchiveCount) -> NumberRow:
        is_over = each.first <= self._services.today()
        first, last = french.day(each.first), french.day(each.last)
        days = f"Fin le {first}" if each.first == each.last else f"Fin entre le {first} et le {last}"
        hint = f"{days}. {french.capitalised(each.basis.source_label)}, {each.basis.keep.words}."
        sentence = f"{self._kinds[each.kind].plural} · {each.basis.label}"
        return NumberRow(each.many, "danger" if is_over else "archived", sentence, hint)

    def _find(self) -> None:
        text, why = self.text.text(), LookFor(self.why.currentData())
        self._services.jobs.write(
            "Consultation des archives",
            lambda desk, _ticket: archive_contacts.look(desk, text, why),
            self._on_found,
            owner=self,
        )

    def _on_found(self, found: Sequence[ArchivedPerson]) -> None:
        self.people.clear()
        for each in found:
            self.people.add_row(self._person_row(each))
        self.people.setVisible(bool(found))
        many = french.counted(len(found), "personne")
        more = (
            f" Seules les {archive_contacts.SHOWN} premières sont montrées."
            if len(found) == archive_contacts.SHOWN
            else ""
        )
        self.told.setText(
            french.spaced(
                f"{many}. Cette consultation est notée au journal, sans aucun nom.{more}"
                if found
                else "Personne ne correspond dans les archives."
            )
        )

    def _person_row(self, each: ArchivedPerson) -> QWidget:
        basis = archive_contacts.basis(each.basis)
        row = QWidget()
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(label(each.name, wraps=True))
        hint = f"{self._kinds[each.kind].label} · {basis.brief}, jusqu’au {french.day(each.until)}"
        texts.addWidget(label(hint, "hint", wraps=True))
        act = button("Consulter…", lambda: self._open(each.id))
        act.setAccessibleName(f"Consulter {each.name}")
        inside = QHBoxLayout(row)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(12)
        inside.addLayout(texts, 1)
        inside.addWidget(act, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _open(self, number: int) -> None:
        why = LookFor(self.why.currentData())
        self._services.jobs.write(
            "Consultation d’une archive",
            lambda desk, _ticket: archive_contacts.look_at(desk, number, why),
            self._on_looked,
            owner=self,
        )

    def _on_looked(self, person: ArchivedPerson) -> None:
        self.box = ArchivedBox(self._services, person, self._kinds[person.kind].label)
        self.box.open()

    def _purge(self) -> None:
        purging.ask(self._services, (), with_archives=True)

    def _forget(self) -> None:
        self.people.clear()
        self.people.hide()
        self.told.setText("Aucun nom n’est affiché avant que vous en cherchiez un.")


def _read(desk: Desk, _ticket: Ticket) -> tuple[ArchiveSurvey, Kinds]:
    return archive_contacts.survey(desk), {kind.id: kind for kind in desk.kinds}
