"""`rgpd purge`: who would leave, or their leaving, without a window. Called by cli; the same services as the purge dialog."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from rgpd_desktop.basics import french
from rgpd_desktop.command_options import Day, print_json, progress, shared
from rgpd_desktop.rules import attestation_record
from rgpd_desktop.rules.purge import How, PurgePlan, PurgeRequest
from rgpd_desktop.services import archive_contacts, attest_purge, purge_contacts
from rgpd_desktop.services.desk import Desk, open_desk
from rgpd_desktop.services.import_command import WrongUse
from rgpd_desktop.services.purge_contacts import Finished, Purged

_FILE: Final = click.Path(path_type=Path, readable=False)
_NOBODY: Final = "none"


@click.command(name="purge")
@click.option("--plan", "is_plan", is_flag=True, help="Montre qui partirait, sans rien modifier.")
@click.option("--yes", "is_sure", is_flag=True, help="Purge pour de bon.")
@click.option("--on", type=Day(), help="Le jour où juger (aujourd’hui, sinon).")
@click.option("--archive", "basis", metavar="BASE", help="Base d’archivage des clients : D3, D1, D2 ou none.")
@click.option("--anonymise", is_flag=True, help="Garde un chiffre par catégorie au lieu de tout supprimer.")
@click.option("--attestation", type=_FILE, metavar="F", help="Écrit l’attestation en PDF.")
@shared
def purge(
    folder: Path, as_json: bool, is_plan: bool, is_sure: bool, on: date | None, basis: str | None, anonymise: bool,
    attestation: Path | None,
) -> None:  # fmt: skip
    """Purge les personnes échues : d’abord --plan, puis --yes."""
    if is_plan is is_sure:
        raise WrongUse("Choisissez --plan ou --yes.", "Rien n’a été modifié.")
    if attestation is not None and (is_plan or attestation.suffix.lower() != ".pdf"):
        raise WrongUse("--attestation va avec --yes, et son fichier finit par .pdf.", "Rien n’a été modifié.")
    known = [each.id for each in archive_contacts.bases()]
    if basis not in (None, _NOBODY, *known):
        raise WrongUse(
            f"Base d’archivage inconnue. Choisissez parmi : {', '.join([*known, _NOBODY])}.", "Rien n’a été modifié."
        )
    with open_desk(folder) as desk:
        chosen = known[0] if basis is None else "" if basis == _NOBODY else basis
        how = How.ANONYMISE if anonymise else How.DELETE
        request = PurgeRequest(None, True, how, chosen, archive_contacts.year_end(desk), on)
        if is_plan:
            _tell_plan(desk, purge_contacts.plan(desk, request, progress()), as_json)
        else:
            _purge(desk, request, attestation, as_json)


COMMANDS: Final = (purge,)


def _purge(desk: Desk, request: PurgeRequest, path: Path | None, as_json: bool) -> None:
    earlier = purge_contacts.finish(desk)
    shown = purge_contacts.plan(desk, request, progress())
    done = purge_contacts.run(desk, request, shown, shown.total, progress())
    if path is not None:
        attest_purge.write(desk, done.number, path, progress())
    if as_json:
        print_json(_answer(desk, done, path))
        return
    if earlier.was_pending and earlier.is_clean:
        click.echo("Un effacement commencé plus tôt est maintenant terminé.")
    _tell_plan(desk, done.plan, False)
    click.echo(french.spaced(f"Attestation n° {done.number}."))
    if not done.finished.is_clean:
        click.echo(french.spaced(_not_over(done.finished)))
    if path is not None:
        click.echo(french.spaced(f"Écrit : {path}"))


def _not_over(finished: Finished) -> str:
    told = "Des traces restent dans les fichiers : l’effacement se terminera au prochain démarrage du programme."
    return f"{finished.problem} {told}".strip()


def _answer(desk: Desk, done: Purged, path: Path | None) -> dict[str, Any]:
    sheet = attest_purge.sheet(desk, done.number)
    answer: dict[str, Any] = {
        "attestation": done.number,
        **_plan_answer(done.plan),
        "is_clean": done.finished.is_clean,
        "fingerprint": sheet.kept.fingerprint,
        "previous": sheet.kept.previous or None,
        "reach": json.loads(sheet.kept.reach) if sheet.kept.reach else None,
        "written": str(path) if path else None,
    }
    return answer


def _plan_answer(plan: PurgePlan) -> dict[str, Any]:
    return {
        **attestation_record.record_of_plan(plan),
        "total": plan.total, "deleted": plan.deleted, "archived": plan.archived, "anonymised": plan.anonymised,
    }  # fmt: skip


def _tell_plan(desk: Desk, plan: PurgePlan, as_json: bool) -> None:
    if as_json:
        print_json(_plan_answer(plan))
        return
    for line in plan.lines:
        day = f"jusqu’au {french.day(line.before)}" if line.before else "avant échéance"
        counts = (line.deleted, "supprimé"), (line.archived, "archivé"), (line.anonymised, "anonymisé")
        told = ", ".join(french.counted(many, word) for many, word in counts if many)
        click.echo(french.spaced(f"{attest_purge.line_words(desk, line)}\t{day}\t{told}"))
    if not plan.total:
        click.echo("Personne à purger.")
    if plan.held:
        click.echo(
            french.counted(plan.held, "personne conservée", "personnes conservées")
            + " avec un motif, hors de la purge."
        )
    if plan.floors:
        click.echo(french.counted(plan.floors, "personne", "personnes") + " à garder encore, la loi l’impose.")
