"""What the archive keeps of one person, until when and why. Opened once the look is noted."""

from __future__ import annotations

from PySide6.QtCore import Qt

from rgpd_desktop.basics import french
from rgpd_desktop.rules.archive import ArchivedPerson
from rgpd_desktop.services import archive_contacts
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.widgets.text import label
from rgpd_desktop.ui.widgets.value_rows import ValueRows


class ArchivedBox(Box):
    """Shows only."""

    def __init__(self, services: Services, person: ArchivedPerson, kind: str) -> None:
        basis = archive_contacts.basis(person.basis)
        until = f"À garder à l’écart jusqu’au {french.day(person.until)}, puis à purger."
        super().__init__(services.window, person.name, until)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        values = (
            ("Société", person.company),
            ("Civilité", person.civility),
            ("SIREN", person.siren),
            ("Adresse", person.address),
            ("E-mail", person.email),
            ("Type", kind),
            ("Archivé le", french.day(person.archived_on)),
            ("Motif", basis.label),
            ("Source", basis.source_label),
        )
        rows = ValueRows(services.theme)
        rows.show_values([(name, value) for name, value in values if value])
        self.body.addWidget(rows)
        self.body.addWidget(
            label("Cette consultation est notée au journal, avec son motif et sans aucun nom.", "hint", wraps=True)
        )
        self.add_button("Fermer", self.accept, "primary").setDefault(True)
