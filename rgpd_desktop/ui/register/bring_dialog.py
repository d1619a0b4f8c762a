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
_LONGEST = 80  # letters of a name on its line


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
            self.business = QCheckBox("Remplacer vos coordonnées" if plan.has_business else "Vos coordonnées")
            self.business.setChecked(not plan.has_business)  # what is here is not replaced unseen
            whose = f"Celles de {french.quoted(plan.business.heading)} : " if plan.business.heading else "Change : "
            said = french.spaced(f"{whose}{french.joined(list(plan.business_changes))}.")
            self.business.setAccessibleDescription(said)
            row = _padded(self.business)
            top = row.layout()
            assert isinstance(top, QVBoxLayout)
            top.addWidget(label(said, "hint", wraps=True))
            rows.add_row(row)
        self.others: QCheckBox | None = None
        if told := _counted(plan.other_processors, plan.other_measures):
            self.others = QCheckBox(french.spaced(f"Remplacer aussi {told} déjà ici, par ce que dit le fichier"))
            rows.add_row(_padded(self.others))
        ground = QWidget()
        ground.setProperty("role", "ground")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(rows)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(ground)
        area.setMinimumHeight(services.theme.px(260))
        self.body.addWidget(area, 1)
        if told := _counted(plan.processors, plan.measures):
            self.body.addWidget(label(f"S’y ajoutent {told}.", "muted", wraps=True))
        self.setMinimumWidth(services.theme.px(_SIZE[0]))
        self.add_button("Annuler", self.reject)
        self.accept_button = self.add_button("Importer", self.bring, "primary")
        self.accept_button.setDefault(True)
        for box in (*self.boxes, self.business, self.others):
            if box is not None:
                box.toggled.connect(self._show_count)
        self._show_count()

    def bring(self) -> None:
        """Write what is ticked, in one transaction."""
        chosen = tuple(index for index, box in enumerate(self.boxes) if box.isChecked())
        plan, with_business = self._plan, self.business is not None and self.business.isChecked()
        with_others = self.others is not None and self.others.isChecked()
        self._services.jobs.write(
            "Import du registre",
            lambda desk, _ticket: bring_register.bring(
                desk, plan, chosen, with_business=with_business, with_others=with_others
            ),
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
        name = sheet.activity.name or sheet.name
        box = QCheckBox(french.spaced(name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"))
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
        plan = self._plan
        is_something = any(box is not None and box.isChecked() for box in (self.business, self.others))
        is_something = is_something or bool(plan.processors or plan.measures)
        self.accept_button.setText(f"Importer {french.counted(count, 'fiche')}" if count else "Importer")
        self.accept_button.setEnabled(bool(count) or is_something)


def _counted(processors: int, measures: int) -> str:
    """`2 sous-traitants et 1 réponse de sécurité`, "" when there is none."""
    parts = [french.counted(processors, "sous-traitant")] if processors else []
    parts += [french.counted(measures, "réponse de sécurité", "réponses de sécurité")] if measures else []
    return french.joined(parts)


def _padded(box: QCheckBox) -> QWidget:
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(16, 10, 16, 10)
    column.setSpacing(4)
    column.addWidget(box)
    return row
