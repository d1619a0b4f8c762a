"""What undoing an import is said to do, and what it did. Words only."""

from __future__ import annotations

from rgpd_desktop.basics import french
from rgpd_desktop.services.follow_lists import ImportedList
from rgpd_desktop.services.undo_import import UndoReport


def question(list_: ImportedList) -> tuple[str, str]:
    """The title and the sentence of the confirmation."""
    name, day = french.quoted(list_.file_name), french.day(list_.imported_on)
    sentence = (
        f"La liste {name} a été importée le {day}. Les personnes qu’elle a apportées sont effacées, "
        "celles qu’elle a complétées retrouvent leurs valeurs d’avant, "
        "et les refus connus par elle seule quittent votre liste d’opposition. "
        "Ce que vous avez modifié depuis est gardé, et vous est dit. "
        "Votre fichier d’origine n’est pas touché."
    )
    return french.spaced("Annuler cet import ?"), sentence


def report_lines(report: UndoReport) -> list[str]:
    """What was done, one sentence each."""
    removed = french.counted(report.removed, "personne effacée", "personnes effacées")
    lines = [f"{removed} de vos contacts."]
    if report.restored:
        restored = french.plural(report.restored, "a retrouvé ses valeurs", "ont retrouvé leurs valeurs")
        lines.append(f"{french.counted(report.restored, 'personne')} {restored} d’avant l’import.")
    if report.kept:
        kept = french.plural(report.kept, "a été gardée telle quelle", "ont été gardées telles quelles")
        lines.append(
            f"{french.counted(report.kept, 'personne')} {kept}, car modifiée depuis.".replace(
                "modifiée", french.plural(report.kept, "modifiée", "modifiées")
            )
        )
    if report.oppositions:
        # Counted in addresses and numbers, not in people: how many of them does not help anybody.
        lines.append("Les refus connus par cette liste seulement ont quitté votre liste d’opposition.")
    if not report.is_scrubbed:
        lines.append(
            "Des traces restent encore dans le fichier de données : elles seront effacées au prochain démarrage du programme."
        )
    return [french.spaced(line) for line in lines]
