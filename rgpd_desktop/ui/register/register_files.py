"""The register to and from files, by dialogs: preview and print, export, an existing register in. The page calls; the services write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from rgpd_desktop.basics import french
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.services import bring_register, export_register, gather_register
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.ui import file_dialogs, messages
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.register.bring_dialog import BringDialog
from rgpd_desktop.ui.register.preview_dialog import PreviewDialog

FORMATS = {
    ".pdf": "Document PDF (*.pdf)",
    ".xlsx": "Classeur Excel, colonnes de la CNIL (*.xlsx)",
    ".ods": "Classeur LibreOffice, modèle de la CNIL (*.ods)",
    ".csv": "Tableau CSV (*.csv)",
    ".json": "Registre complet, à réimporter (*.json)",
}
_BRINGABLE = "Registre (*.ods *.xlsx *.xls *.json);;Tous les fichiers (*)"


def preview(services: Services, ids: Sequence[str] = (), title: str = "Aperçu du registre") -> PreviewDialog:
    """The paper inside the program, from where it is printed or saved; only these sheets when ids are given."""

    def make(desk: Desk, path: Path, ticket: Ticket) -> None:
        export_register.write(desk, path, ticket, gather_register.to_print(desk, ids))

    dialog = PreviewDialog(services, title, make, _name(services, ".pdf"), services.window)
    dialog.open()
    return dialog


def export(services: Services, ending: str) -> None:
    """Ask where, then write in a job."""
    path = file_dialogs.ask_save(services.window, "Exporter le registre", _name(services, ending), FORMATS[ending])
    if path is not None:
        write(services, path)


def write(services: Services, path: Path) -> None:
    """Write the register there, in the format of its ending."""

    def work(desk: Desk, ticket: Ticket) -> None:
        is_paper = path.suffix.lower() == ".pdf"
        export_register.write(
            desk, path, ticket, gather_register.to_print(desk) if is_paper else gather_register.gather(desk)
        )

    services.jobs.read(
        "register:export",
        work,
        lambda _none: messages.toast(f"Registre enregistré dans {path.name}."),
        label="Export du registre",
        owner=services.window,
    )


def bring(services: Services, done: Callable[[], object]) -> None:
    """Ask for an existing register, then show what it would bring."""
    path = file_dialogs.ask_open(services.window, "Importer un registre existant", _BRINGABLE)
    if path is not None:
        show_plan(services, path, done)


def show_plan(services: Services, path: Path, done: Callable[[], object]) -> None:
    """Read that file and show what it would bring; nothing is written before the person agrees."""

    def show(plan: bring_register.BringPlan) -> None:
        dialog = BringDialog(services, plan)
        dialog.brought.connect(done)
        dialog.open()

    services.jobs.read(
        "register:bring",
        lambda desk, ticket: bring_register.read(desk, path, ticket),
        show,
        label="Lecture du registre",
        owner=services.window,
    )


def _name(services: Services, ending: str) -> str:
    return f"registre-rgpd-{services.today().isoformat()}{ending}"


def version_words(number: int, on_words: str) -> str:
    """`version 6 du 14/09/2026`, or that nothing is in the register yet."""
    return french.spaced(f"version {number} du {on_words}" if number else "aucune fiche inscrite")
