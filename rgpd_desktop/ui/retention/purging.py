"""A purge from a list to its attestation: dialog, job, what is said of it, paper. Shared by Conservation, Contacts and Archives."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt

from rgpd_desktop.basics import french
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.rules.contact_query import Selection
from rgpd_desktop.rules.purge import PurgePlan, PurgeRequest
from rgpd_desktop.services import archive_contacts, attest_purge, purge_contacts
from rgpd_desktop.services.desk import Desk
from rgpd_desktop.services.purge_contacts import Purged
from rgpd_desktop.ui.box import Box
from rgpd_desktop.ui.page import Services
from rgpd_desktop.ui.register.preview_dialog import PreviewDialog
from rgpd_desktop.ui.retention.purge_dialog import PurgeDialog

_NOT_OVER: Final = (
    "Des traces restent dans les fichiers, parce que quelqu’un les lisait ou que le disque manque de place. "
    "L’effacement se terminera au prochain démarrage, et l’attestation le dira."
)


def ask(services: Services, selection: Selection | None, *, with_archives: bool = False) -> PurgeDialog:
    """Show who would leave; purge them once their number is typed."""
    dialog = PurgeDialog(services, selection, with_archives=with_archives)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.asked.connect(lambda request, plan: run(services, request, plan))
    dialog.open()
    return dialog


def run(services: Services, request: PurgeRequest, shown: PurgePlan) -> None:
    """Purge as shown, then say it."""

    def work(desk: Desk, ticket: Ticket) -> Purged:
        done = purge_contacts.run(desk, request, shown, shown.total, ticket)
        archive_contacts.keep_year_end(desk, request.year_end)
        return done

    services.jobs.write(
        f"Purge de {french.counted(shown.total, 'contact')}",
        work,
        lambda done: tell(services, done),
        owner=services.window,
    )


def tell(services: Services, done: Purged) -> None:
    """What was done, and its proof within reach."""
    plan = done.plan
    counts = (
        (plan.deleted, "personne supprimée", "personnes supprimées"),
        (plan.archived, "archivée", "archivées"),
        (plan.anonymised, "anonymisée", "anonymisées"),
    )
    told = french.joined([french.counted(many, one, several) for many, one, several in counts if many])
    sentences = [f"{told}. L’attestation n°{french.HARD}{done.number} en garde la preuve, sans aucun nom."]
    if not done.finished.is_clean:
        sentences.append(f"{done.finished.problem} {_NOT_OVER}".strip())
    sentences.append(
        "Vos fichiers d’origine et vos autres logiciels ne sont pas touchés : pensez à les y supprimer aussi."
    )
    title = "Purge terminée" if done.finished.is_clean else "Purgés, mais pas encore effacés du disque"
    box = Box(services.window, title, *sentences)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def show() -> None:
        box.accept()
        show_attestation(services, done.number)

    box.add_button("Voir l’attestation…", show)
    box.add_button("Fermer", box.accept, "primary").setDefault(True)
    box.open()


def show_attestation(services: Services, number: str) -> PreviewDialog:
    """The paper of an attestation, from where it is printed or saved."""

    def make(desk: Desk, path: Path, ticket: Ticket) -> None:
        attest_purge.write(desk, number, path, ticket)

    dialog = PreviewDialog(services, f"Attestation n° {number}", make, attest_purge.file_name(number), services.window)
    dialog.open()
    return dialog
