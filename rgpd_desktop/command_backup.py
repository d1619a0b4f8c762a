"""`rgpd backup` and `rgpd restore`: the same services as the card of Réglages. Called by cli; never imports Qt."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Damaged, Refusal
from rgpd_desktop.command_options import print_json, progress, shared
from rgpd_desktop.services import keep_backups, restore_backup
from rgpd_desktop.services.desk import open_desk
from rgpd_desktop.services.import_command import WrongUse
from rgpd_desktop.services.restore_backup import Preview

_FILE: Final = click.Path(path_type=Path, readable=False)


@click.command(name="backup")
@click.argument("file", type=_FILE, required=False)
@shared
def backup(folder: Path, as_json: bool, file: Path | None) -> None:
    """Sauvegarde toutes vos données dans FILE, ou parmi les sauvegardes du programme."""
    with open_desk(folder) as desk:
        ticket = progress()
        made = keep_backups.back_up(desk, ticket) if file is None else keep_backups.copy_to(desk, file, ticket)
    if as_json:
        print_json(
            {
                "path": str(made.path), "contacts": made.contacts, "sheets": made.sheets, "bytes": made.size,
                "encrypted": made.is_encrypted,
            }
        )  # fmt: skip
        return
    held = restore_backup.counts_words(made.contacts, made.sheets)
    click.echo(f"Sauvegarde vérifiée : {made.path} ({held}).")


@click.command(name="restore")
@click.argument("file", type=_FILE)
@click.option("--yes", "is_agreed", is_flag=True, help="Restaurer sans poser de question.")
@click.option("--preview", "is_preview", is_flag=True, help="Montrer ce que la sauvegarde contient, sans rien changer.")
@shared
def restore(folder: Path, as_json: bool, file: Path, is_agreed: bool, is_preview: bool) -> None:
    """Remet vos données comme dans la sauvegarde FILE ; les effacements et les oppositions faits depuis sont rejoués."""
    key = _key(file)
    seen = _look(folder, file, key)
    if not as_json:
        for line in restore_backup.preview_lines(seen):
            click.echo(french.spaced(line), err=not is_preview)
    if is_preview:
        if as_json:
            print_json(_facts(seen))
        return
    if not is_agreed:
        if not sys.stdin.isatty():
            raise WrongUse("Cette commande remplace vos données.", "Rien n’a été modifié. Confirmez avec --yes.")
        click.confirm("Restaurer cette sauvegarde", abort=True, err=True)
    many = _restore(folder, file, key)
    if as_json:
        print_json({**_facts(seen), "contacts": many})
    else:
        click.echo(f"Vos données sont restaurées : {french.counted(many, 'contact')}.")


COMMANDS: Final = (backup, restore)


def _key(file: Path) -> bytes | None:
    if not restore_backup.is_closed(file):
        return None
    if not sys.stdin.isatty():
        raise Refusal(
            "Cette sauvegarde est protégée par une phrase de passe.",
            "Rien n’a été modifié. Restaurez-la dans un terminal.",
        )
    return restore_backup.key_of(file, str(click.prompt("Phrase de passe de la sauvegarde", hide_input=True, err=True)))


def _look(folder: Path, file: Path, key: bytes | None) -> Preview:
    try:
        with open_desk(folder) as desk:
            return restore_backup.look(folder, file, desk, key)
    except Damaged:
        return restore_backup.look(folder, file, None, key)


def _restore(folder: Path, file: Path, key: bytes | None) -> int:
    try:
        desk = open_desk(folder)
    except Damaged:
        built = restore_backup.prepare(folder, file, progress(), None, key)
    else:
        with desk:
            built = restore_backup.prepare(folder, file, progress(), desk, key)
    return restore_backup.take_place(folder, built)


def _facts(seen: Preview) -> dict[str, object]:
    return {
        "made_at": seen.made_at.isoformat(), "contacts": seen.contacts, "sheets": seen.sheets, "encrypted": seen.is_encrypted,
        "erased_since": seen.erased_since, "opposed_since": seen.opposed_since, "same_installation": seen.is_same_house,
    }  # fmt: skip
