"""A sending list that was checked: how many opposed are in it and on which lines, and the copy without them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from rgpd_desktop.basics import french
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.services import check_sending
from rgpd_desktop.services.check_sending import SendingCheck
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.ui import file_dialogs, messages
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.widgets.banner import Banner
from rgpd_desktop.ui.widgets.text import label

_WIDTH: Final = 540
_SHOWN: Final = 40  # line numbers told one by one
_FORMATS: Final = {".xlsx": "Classeur Excel (*.xlsx)", ".csv": "Fichier CSV (*.csv)"}
_UNTOUCHED: Final = (
    "Votre fichier n’est pas modifié : une copie est écrite, sans les lignes des opposés. Envoyez la copie."
)


class SendingDialog(Box):
    """Shows, then writes the copy in a job."""

    def __init__(self, services: Services, checked: SendingCheck) -> None:
        super().__init__(services.window, f"Vérification de {french.quoted(checked.path.name)}")
        self._services, self._checked = services, checked
        opposed = len(checked.opposed_rows)
        self.body.addWidget(Banner("opposed" if opposed else "ok", *check_words(checked)))
        if opposed:
            self.body.addWidget(label(rows_words(checked.opposed_rows), "muted", wraps=True))
            self.body.addWidget(label(_UNTOUCHED, wraps=True))
        read = french.joined([french.quoted(column) for column in checked.columns])
        self.body.addWidget(
            label(
                f"{french.plural(len(checked.columns), 'Colonne lue', 'Colonnes lues')} : {read}.", "hint", wraps=True
            )
        )
        self.setMinimumWidth(services.theme.px(_WIDTH))
        if opposed:
            self.add_button("Fermer", self.reject)
            self.add_button("Écrire la copie sans eux…", self.choose_file, "primary").setDefault(True)
        else:
            self.add_button("Fermer", self.reject, "primary").setDefault(True)

    def choose_file(self) -> None:
        """Ask where: beside the file, unless said otherwise."""
        suggested = self._checked.suggested
        path = file_dialogs.ask_save(
            self, "Copie sans les opposés", suggested.name, _FORMATS[suggested.suffix], suggested.parent
        )
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Start the job and close once it is written."""
        checked = self._checked

        def work(desk: Desk, ticket: Ticket) -> None:
            check_sending.write(desk, checked, path, ticket)

        def done(_none: None) -> None:
            aside = french.counted(len(checked.opposed_rows), "opposé écarté", "opposés écartés")
            messages.toast(f"Copie écrite dans {path.name} : {aside}.")
            self.accept()

        self._services.jobs.write("Copie sans les opposés", work, done, self._on_failed, owner=self)

    def _on_failed(self, error: Exception) -> None:
        messages.show(self, error)


def check_words(checked: SendingCheck) -> tuple[str, str]:
    """What was found: a title and a sentence."""
    opposed = len(checked.opposed_rows)
    kept = french.counted(checked.kept, "ligne peut rester", "lignes peuvent rester")
    if not opposed:
        return "Aucun opposé dans ce fichier.", f"{kept}." if checked.kept else "Il ne contient personne."
    return (
        f"{french.counted(opposed, 'opposé', 'opposés')} : à écarter.",
        f"{kept}." if checked.kept else "Plus personne ne resterait.",
    )


def rows_words(rows: tuple[int, ...]) -> str:
    """The lines of the file, so that the person can look."""
    shown = ", ".join(french.number(row) for row in rows[:_SHOWN])
    more = f" et {french.counted(len(rows) - _SHOWN, 'autre')}" if len(rows) > _SHOWN else ""
    return f"{french.plural(len(rows), 'Ligne', 'Lignes')} {shown}{more} du fichier."
