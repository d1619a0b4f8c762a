"""Export a selection: why, in which format, to which file. The journal keeps the reason and the number, no name.

An export for prospecting leaves the opposed out, and says how many and who.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QRadioButton

from rgpd_desktop.basics import french
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact_query import Selection
from rgpd_desktop.services import export_contacts
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.export_contacts import Prospecting
from rgpd_desktop.ui import file_dialogs, messages
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.contacts.set_aside_dialog import SetAsideDialog
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.widgets.form_field import FormField
from rgpd_desktop.ui.widgets.text import label

_CAMPAIGN = "Envoi d’une campagne"
_REASONS = (_CAMPAIGN, "Demande d’accès d’une personne", "Transmission à mon comptable", "Copie de travail")
_SOLICITS = "C’est pour prospecter : sans les opposés"
_MEANT = "E-mails, appels, courriers commerciaux. À décocher pour une demande d’accès ou une copie de travail."
_COPY = "Ce fichier sera une copie de vos contacts : supprimez-le quand il ne sert plus. Le journal garde la date, le nombre et le motif."
_FORMATS = {".xlsx": "Classeur Excel (*.xlsx)", ".csv": "Fichier CSV (*.csv)"}


class ExportDialog(Box):
    """Asks, then writes in a job; the job strip shows the progress and cancels."""

    def __init__(self, services: Services, selection: Selection, count: int) -> None:
        super().__init__(services.window, f"Exporter {french.counted(count, 'personne')}", _COPY)
        self._services, self._selection, self._count = services, selection, count
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.addItems(_REASONS)
        self.reason.setCurrentText("")
        self._row = FormField("Pourquoi", self.reason, hint="Choisissez ou écrivez un motif, sans nom de personne.")
        self.solicits = QCheckBox(french.spaced(_SOLICITS))
        self.solicits.setChecked(True)  # the safe side
        self.reason.currentTextChanged.connect(self._on_reason)
        self.as_workbook = QRadioButton("Excel (.xlsx), conseillé")
        self.as_csv = QRadioButton("CSV (.csv), pour un autre logiciel")
        self.as_workbook.setChecked(True)
        group = QButtonGroup(self)
        self.body.addWidget(self._row)
        self.body.addWidget(self.solicits)
        self.body.addWidget(label(_MEANT, "hint", wraps=True))
        self.solicits.setAccessibleDescription(_MEANT)
        for choice in (self.as_workbook, self.as_csv):
            group.addButton(choice)
            self.body.addWidget(choice)
        self.add_button("Annuler", self.reject)
        self.add_button("Choisir le fichier…", self.choose_file, "primary").setDefault(True)

    def choose_file(self) -> None:
        """Ask where, once there is a reason."""
        reason = self.reason.currentText().strip()
        self._row.set_problem("" if reason else "Indiquez pourquoi vous exportez ces contacts.")
        if not reason:
            return
        ending = ".xlsx" if self.as_workbook.isChecked() else ".csv"
        name = f"contacts-{self._services.today().isoformat()}{ending}"
        if (path := file_dialogs.ask_save(self, "Exporter vers", name, _FORMATS[ending])) is not None:
            self.write(path, reason)

    def write(self, path: Path, reason: str) -> None:
        """Start the job and close: it needs nobody."""
        selection, solicits = self._selection, self.solicits.isChecked()

        def work(desk: Desk, ticket: Ticket) -> Prospecting:
            if solicits:
                return export_contacts.export_for_prospecting(desk, selection, path, reason, ticket)
            return Prospecting(export_contacts.export(desk, selection, path, reason, ticket), ())

        def done(report: Prospecting) -> None:
            if report.opposed:
                dialog = SetAsideDialog(services, path.name, report.written, report.opposed)
                dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
                dialog.open()
                return
            written = french.counted(report.written, "personne exportée", "personnes exportées")
            messages.toast(f"{written} dans {path.name}.")

        services = self._services
        title = f"Export de {french.counted(self._count, 'personne')}"
        services.jobs.write(title, work, done, owner=services.window)
        self.accept()

    def _on_reason(self, reason: str) -> None:
        """A reason of the list says whether it is prospecting; one's own leaves the box as it is."""
        if reason in _REASONS:
            self.solicits.setChecked(reason == _CAMPAIGN)
