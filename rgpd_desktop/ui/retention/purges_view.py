"""The past purges, inside Conservation: a line each, whether its attestation verifies, and its paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.attestation_sheet import AttestationSheet
from rgpd_desktop.services import attest_purge
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.retention import purging
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.card import RowsCard
from rgpd_desktop.ui.widgets.empty_state import EmptyState
from rgpd_desktop.ui.widgets.page_header import PageHeader
from rgpd_desktop.ui.widgets.pill import Pill
from rgpd_desktop.ui.widgets.text import button, label


class PurgesView(QWidget):
    """Reads nothing before `refresh`; each reading verifies the whole chain."""

    left = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self.rows = RowsCard()
        self.lost = Banner("danger", "", "")
        ground = QWidget()
        ground.setProperty("role", "ground")
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(self.lost)
        inside.addWidget(self.rows)
        inside.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(ground)
        empty = EmptyState(
            "Aucune purge pour l’instant",
            "Chaque purge laisse ici une attestation numérotée, sans aucun nom : la preuve que vous supprimez à temps.",
        )
        place = QWidget()
        self._place = QStackedLayout(place)
        self._place.addWidget(empty)
        self._place.addWidget(area)
        self.back = button("Retour à la liste", self.left.emit)
        sentence = "Une attestation par purge, liée à la précédente par une empreinte : modifier ou retirer l’une d’elles se voit."
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(PageHeader("Purges passées", french.spaced(sentence), self.back))
        column.addWidget(place, 1)
        self.setFocusProxy(self.back)

    def refresh(self) -> None:
        """Read and verify them again."""
        self._services.jobs.read("retention:purges", _read, lambda found: self._show(*found), owner=self)

    def _show(self, sheets: Sequence[AttestationSheet], lost: Sequence[str]) -> None:
        self.rows.clear()
        for sheet in sheets:
            self.rows.add_row(self._row(sheet))
        numbers = french.joined([f"n° {number}" for number in lost])
        title = french.plural(len(lost), f"L’attestation {numbers} manque", f"Les attestations {numbers} manquent")
        self.lost.show_words(
            "danger",
            title,
            "Le journal en parle, mais elle n’est plus ici."
            if len(lost) < 2
            else "Le journal en parle, mais elles ne sont plus ici.",
        )
        self.lost.setVisible(bool(lost))
        self.rows.setVisible(bool(sheets))
        self._place.setCurrentIndex(1 if sheets or lost else 0)

    def _row(self, sheet: AttestationSheet) -> QWidget:
        said = sheet.attestation
        name = f"n° {said.number} · {french.day(said.at.date())} à {said.at:%H:%M}"
        row = QWidget()
        row.setAccessibleName(f"{name}, {_counts(sheet)}")
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(label(name, "strong", wraps=True))
        texts.addWidget(label(_counts(sheet), "hint", wraps=True))
        act = button("Voir l’attestation…", lambda: purging.show_attestation(self._services, said.number))
        act.setAccessibleName(f"Voir l’attestation {name}")
        inside = QHBoxLayout(row)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(12)
        inside.addLayout(texts, 1)
        inside.addWidget(Pill(*_state(sheet)), 0, Qt.AlignmentFlag.AlignVCenter)
        inside.addWidget(act, 0, Qt.AlignmentFlag.AlignVCenter)
        return row


def _read(desk: Desk, _ticket: Ticket) -> tuple[list[AttestationSheet], list[str]]:
    return attest_purge.past(desk), attest_purge.lost(desk)


def _counts(sheet: AttestationSheet) -> str:
    plan = sheet.attestation.plan
    counts = (plan.deleted, "supprimé"), (plan.archived, "archivé"), (plan.anonymised, "anonymisé")
    return french.joined([french.counted(many, word) for many, word in counts if many])


def _state(sheet: AttestationSheet) -> tuple[str, str]:
    if not sheet.holds:
        return "modifiée en dehors du programme", "danger"
    return ("effacement en cours", "soon") if sheet.reach is None else ("vérifiée", "ok")
