"""`rgpd encrypt` and `rgpd decrypt`: the passphrase of the data, set, changed, removed. Called by cli; the same service as Réglages."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.command_options import print_json, progress, shared_closed
from rgpd_desktop.command_passphrase import Source
from rgpd_desktop.rules import passphrase
from rgpd_desktop.services import print_recovery, protect_data
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.services.protect_data import Form, Recrypted


@click.command(name="encrypt")
@click.option("--remember", is_flag=True, help="Se souvenir de la clé dans le trousseau de cette session.")
@click.option("--sheet", type=click.Path(path_type=Path), metavar="F", help="Écrit la fiche de secours, en PDF.")
@shared_closed
def encrypt(folder: Path, as_json: bool, source: Source, remember: bool, sheet: Path | None) -> None:
    """Protège vos données par une phrase de passe, ou la change."""
    protect_data.sweep(folder)
    was = protect_data.form(folder)
    if was is Form.ENCRYPTED:
        protect_data.unlock(folder, source.take("Phrase de passe actuelle"))
    chosen = source.take("Nouvelle phrase de passe", is_new=True)
    told = passphrase.strength(chosen)
    if not told.is_enough:
        raise Refusal(f"Phrase de passe refusée : {french.lowered(told.word)}.", f"Rien n’a été modifié. {told.advice}")
    copies = Recrypted()
    if was is Form.NEW:
        protect_data.begin(folder, chosen)
        open_desk(folder).close()
    else:
        copies = protect_data.protect(folder, chosen, progress())
    is_remembered = remember and protect_data.remember(folder, True)
    if sheet is not None:
        with open_desk(folder) as desk:
            print_recovery.write(desk, sheet, progress())
    if as_json:
        print_json(_answer(copies) | {"encrypted": True, "remembered": is_remembered})
        return
    words = "La phrase de passe est changée" if was is Form.ENCRYPTED else "Vos données sont protégées"
    click.echo(f"{words}.")
    _tell(copies)
    if remember and not is_remembered:
        click.echo("Cette session n’a pas de trousseau : la phrase de passe sera demandée à chaque fois.")
    if sheet is not None:
        click.echo(french.spaced(f"Fiche de secours : {sheet}"))


@click.command(name="decrypt")
@shared_closed
def decrypt(folder: Path, as_json: bool, source: Source) -> None:
    """Retire la phrase de passe : vos données redeviennent lisibles sans elle."""
    protect_data.sweep(folder)
    if protect_data.form(folder) is Form.ENCRYPTED:
        protect_data.unlock(folder, source.take("Phrase de passe"))
    copies = protect_data.unprotect(folder, progress())
    if as_json:
        print_json(_answer(copies) | {"encrypted": False})
        return
    click.echo("Vos données ne sont plus protégées par une phrase de passe.")
    _tell(copies)


COMMANDS: Final = (encrypt, decrypt)


def _answer(copies: Recrypted) -> dict[str, object]:
    return {"copies": copies.done, "copies_left": copies.left, "folders_away": copies.away}


def _tell(copies: Recrypted) -> None:
    if copies.done:
        click.echo(f"{french.counted(copies.done, 'sauvegarde convertie', 'sauvegardes converties')}.")
    if copies.left:
        kept = french.counted(copies.left, "sauvegarde garde", "sauvegardes gardent")
        click.echo(
            f"{kept} la protection qu’elle avait." if copies.left < 2 else f"{kept} la protection qu’elles avaient."
        )
    if copies.away:
        click.echo("Le dossier des sauvegardes n’est pas là : les siennes changeront de protection à son retour.")
