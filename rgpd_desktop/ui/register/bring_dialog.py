"""An existing register about to come in: each sheet, what it matches, what would change; chosen one by one before anything is written."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QScrollArea, QVBoxLayout, QWidget

from rgpd_desktop.basics import french
from rgpd_desktop.services import bring_register
from rgpd_desktop.services.bring_register import BringPlan, BringReport, BroughtSheet
from rgpd_desktop.ui import messages
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.widgets.card import RowsCard
from rgpd_desktop.ui.widgets.pill import Pill
from rgpd_desktop.ui.widgets.text import label

_WORDS = {"new": ("nouvelle", "ok"), "changed": ("remplacerait la vôtre", "soon"), "same": ("identique", "archived")}
_SIZE = (760, 560)


class BringDialog(Box):
    """`brought` when it is written."""

    brought = Signal()

    def __init__(self, services: Services, plan: BringPlan) -> None:
        count = french.counted(len(plan.sheets), "fiche")
        super().__init__(
            services.window,
            f"{count} dans {french.quoted(plan.path.name)}",
            "Rien n’est encore enregistré. Choisissez ce qui entre dans votre registre.",
        )
        self._services, self._plan = services, plan
        self.boxes: list[QCheckBox] = []
        rows = RowsCard()
        for sheet in plan.sheets:
            rows.add_row(self._row(sheet))
        self.business: QCheckBox | None = None
        if plan.business is not None:
            self.business = QCheckBox(french.spaced("Vos coordonnées : " + french.joined(list(plan.business_changes))))
            self.business.setChecked(True)
            rows.add_row(_padded(self.business))
        ground = QWidget()
        ground.setProperty("role", "ground")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(rows)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(ground)
        area.setMinimumHeight(services.theme.px(260))
        self.body.addWidget(area, 1)
        if told := _others(plan):
            self.body.addWidget(label(told, "muted", wraps=True))
        self.setMinimumWidth(services.theme.px(_SIZE[0]))
        self.add_button("Annuler", self.reject)
        self.accept_button = self.add_button("Importer", self.bring, "primary")
        self.accept_button.setDefault(True)
        for box in self.boxes:
            box.toggled.connect(self._show_count)
        self._show_count()

    def bring(self) -> None:
        """Write what is ticked, in one transaction."""
        chosen = tuple(index for index, box in enumerate(self.boxes) if box.isChecked())
        plan, with_business = self._plan, self.business is not None and self.business.isChecked()
        self._services.jobs.write(
            "Import du registre",
            lambda desk, _ticket: bring_register.bring(desk, plan, chosen, with_business),
            self._on_brought,
            owner=self,
        )

    def _on_brought(self, report: BringReport) -> None:
        added = french.counted(report.added, "fiche ajoutée", "fiches ajoutées")
        replaced = french.counted(report.replaced, "fiche remplacée", "fiches remplacées")
        messages.toast(f"{added}, {replaced}.")
        self.brought.emit()
        self.accept()

    def _row(self, sheet: BroughtSheet) -> QWidget:
        box = QCheckBox(french.spaced(sheet.activity.name or sheet.name))
        box.setChecked(sheet.how != "same")
        self.boxes.append(box)
        word, tone = _WORDS[sheet.how]
        lines = []
        if sheet.how == "changed" and sheet.match is not None:
            lines.append(f"Change dans {french.quoted(sheet.match.name)} : {french.joined(list(sheet.changes))}.")
        lines += sheet.remarks
        box.setAccessibleDescription(" ".join([word, *lines]))
        row = _padded(box)
        top = row.layout()
        assert isinstance(top, QVBoxLayout)
        top.addWidget(Pill(word, tone))
        for line in lines:
            top.addWidget(label(line, "hint", wraps=True))
        return row

    def _show_count(self) -> None:
        count = sum(box.isChecked() for box in self.boxes)
        self.accept_button.setText(f"Importer {french.counted(count, 'fiche')}")
        self.accept_button.setEnabled(bool(count) or self.business is not None)


def _others(plan: BringPlan) -> str:
    parts = []
    if plan.processors:
        parts.append(french.counted(plan.processors, "sous-traitant"))
    if plan.measures:
        parts.append(french.counted(plan.measures, "réponse de sécurité", "réponses de sécurité"))
    return f"S’y ajoutent {french.joined(parts)}." if parts else ""


def _padded(box: QCheckBox) -> QWidget:
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(16, 10, 16, 10)
    column.setSpacing(4)
    column.addWidget(box)
    return row
