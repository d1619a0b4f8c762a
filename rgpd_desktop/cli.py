"""The command line twin, `rgpd`: the same services without a window, for scripts and scheduled reminders. See docs/cli.md.

Exit codes: 0 done, 1 refused (one sentence on stderr), 2 wrong use. Never imports Qt.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from rgpd_desktop import (
    __version__,
    command_backup,
    command_journal,
    command_opposition,
    command_passphrase,
    command_protect,
    command_purge,
    command_register,
    command_words,
)
from rgpd_desktop.basics import french
from rgpd_desktop.basics.problems import Refusal
from rgpd_desktop.basics.ticket import Ticket
from rgpd_desktop.command_options import NUMBER, Day, print_json, progress, say, shared
from rgpd_desktop.rules.contact import Contact, State
from rgpd_desktop.rules.contact_query import ContactQuery, Order
from rgpd_desktop.rules.contact_record import record
from rgpd_desktop.services import browse_contacts, import_command, keep_safe, undo_import
from rgpd_desktop.services.desk import Desk, open_desk

_PAGE = 500


@click.group(cls=command_words.FrenchGroup)
@click.help_option("-h", "--help", help=command_words.HELP)
@click.version_option(__version__, prog_name="rgpd", message="%(prog)s %(version)s", help=command_words.VERSION)
@click.option("--data", type=click.Path(path_type=Path), help="Dossier des données.")
@click.option("--json", "as_json", is_flag=True, help="Réponse en JSON.")
@click.option("--passphrase-fd", type=click.IntRange(0), metavar="N", help=command_passphrase.HELP)
@click.pass_context
def rgpd(context: click.Context, data: Path | None, as_json: bool, passphrase_fd: int | None) -> None:
    """RGPD Desktop en ligne de commande : importer une liste, voir qui doit partir et pourquoi."""
    context.obj = {"data": data, "as_json": as_json, "passphrase_fd": passphrase_fd}


@rgpd.command()
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option("--sheet", help="Feuille à lire (la première liste visible, sinon).")
@shared
def preview(folder: Path, as_json: bool, file: Path, sheet: str | None) -> None:
    """Montre comment FILE serait lu : feuille, titres, colonnes devinées. N’enregistre rien."""
    answer = import_command.preview(folder, file, sheet, date.today())
    if as_json:
        print_json(answer)
        return
    for line in import_command.preview_summary(file.name, answer):
        click.echo(line)


@rgpd.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option("--sheet", "sheets", multiple=True, help="Feuille à importer (répétable ; toutes les listes, sinon).")
@click.option("--map", "mapping", multiple=True, metavar="TITRE=CHAMP", help="Ce que devient une colonne (répétable).")
@click.option("--kind", default="", help="Type des contacts dont la ligne ne le dit pas.")
@click.option("--audience", type=click.Choice(["b2b", "b2c"]), help="Professionnels ou particuliers.")
@click.option("--source", default="", help="D’où vient la liste.")
@click.option("--collected-on", type=Day(), help="Date de collecte des lignes qui ne la disent pas.")
@click.option("--direct", "is_direct", is_flag=True, help="Les personnes vous ont donné elles-mêmes ces données.")
@click.option("--keep-expired", is_flag=True, help="Importer aussi ceux qui ont dépassé leur durée de conservation.")
@click.option("--dry-run", is_flag=True, help="Tout vérifier sans rien enregistrer.")
@shared
def import_list(folder: Path, as_json: bool, file: Path, **words: Any) -> None:
    """Importe la liste FILE dans vos contacts, d’un bloc ou pas du tout."""
    answer = import_command.run(folder, file, import_command.Wishes(**words), date.today(), progress())
    if as_json:
        print_json(answer)
        return
    if answer["batch"] is None:
        click.echo("Essai : rien n’a été enregistré.")
    for line in import_command.summary(answer):
        click.echo(line)


@rgpd.command()
@click.option("--search", default="", help="Mots cherchés, dans tous les champs.")
@click.option("--state", type=click.Choice([str(state) for state in State]), help="État de conservation.")
@shared
def contacts(folder: Path, as_json: bool, search: str, state: str | None) -> None:
    """Liste les contacts, un par ligne."""
    query = ContactQuery(text=search, state=State(state) if state else None)
    with open_desk(folder) as desk:
        _print_contacts(desk, query, as_json)


@rgpd.command()
@click.argument("contact_id", metavar="ID", type=NUMBER)
@shared
def explain(folder: Path, as_json: bool, contact_id: int) -> None:
    """Dit pourquoi la personne numéro ID peut, ou ne peut plus, être conservée."""
    with open_desk(folder) as desk:
        contact = _one(desk, contact_id)
        told = browse_contacts.explain(desk, contact)
        if as_json:
            rule = desk.rules[contact.kind]
            facts = record(contact, rule, desk.today)
            kept = {name: facts[name] for name in ("id", "state", "due_on")}
            print_json({**kept, "title": told.title, "sentence": told.sentence, "rule": rule.id, "source": told.source})
        else:
            click.echo(f"{told.title}\n{told.sentence}")


@rgpd.command()
@click.option("--on", "on", type=Day(), help="Jour où l’on se place (aujourd’hui, sinon).")
@shared
def due(folder: Path, as_json: bool, on: date | None) -> None:
    """Liste ceux qui ont dépassé leur durée de conservation, les plus anciens d’abord."""
    with open_desk(folder) as desk:
        desk.today = on or desk.today  # only for looking: a desk opened on another day would lift prolongations
        _print_contacts(desk, ContactQuery(state=State.OVERDUE, order=Order.DUE), as_json)


@rgpd.command()
@click.argument("batch", type=NUMBER)
@shared
def undo(folder: Path, as_json: bool, batch: int) -> None:
    """Annule l’import numéro BATCH ; ce qui a été modifié depuis est conservé."""
    with open_desk(folder) as desk:
        report = undo_import.undo(desk, batch, progress())
    if as_json:
        print_json({"batch": batch, "removed": report.removed, "restored": report.restored, "kept": report.kept})
    if not report.is_scrubbed:
        traces = "Des traces restent dans le fichier, qu’un autre programme lit : elles seront effacées au prochain démarrage."
        say(traces, 0)
    if as_json:
        return
    click.echo(f"{french.counted(report.removed, 'contact retiré', 'contacts retirés')}.")
    click.echo(f"{french.counted(report.restored, 'contact rétabli', 'contacts rétablis')} comme avant l’import.")
    changed = french.plural(report.kept, "modifié depuis, ou présent", "modifiés depuis, ou présents")
    kept = french.counted(report.kept, "contact conservé", "contacts conservés")
    click.echo(f"{kept}, car {changed} dans une liste plus récente.")


@rgpd.command()
@shared
def check(folder: Path, as_json: bool) -> None:
    """Vérifie que vos données sont en bon état."""
    with open_desk(folder) as desk:
        findings = keep_safe.check(desk, progress())
    if as_json:
        print_json({"sound": not findings, "findings": findings})
    if findings:
        raise Refusal(" ".join(findings), "Rien n’a été modifié.")
    if not as_json:
        click.echo("Vos données sont en bon état.")


for commands in (
    command_register, command_purge, command_opposition, command_journal, command_backup, command_protect,
):  # fmt: skip
    for command in commands.COMMANDS:
        rgpd.add_command(command)


def _one(desk: Desk, contact_id: int) -> Contact:
    found = browse_contacts.page(desk, [contact_id])
    if not found:
        raise Refusal(f"Aucun contact ne porte le numéro {contact_id}.", "Les numéros sont donnés par : rgpd contacts")
    return found[0]


def _print_contacts(desk: Desk, query: ContactQuery, as_json: bool) -> None:
    ids = browse_contacts.ids(desk, query, Ticket())
    for start in range(0, len(ids), _PAGE):
        for contact in browse_contacts.page(desk, ids[start : start + _PAGE]):
            if as_json:
                print_json(record(contact, desk.rules[contact.kind], desk.today))
            else:
                click.echo(f"{contact.id}\t{contact.sorted_name}\t{browse_contacts.explain(desk, contact).title}")


def main(words: Iterable[str] | None = None) -> None:
    """Runs the command line and exits with its code; no traceback reaches a person."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # Windows consoles and pipes would choke on accents
    try:
        code = rgpd.main(args=list(words) if words is not None else None, prog_name="rgpd", standalone_mode=False)
    except click.exceptions.Abort:
        code = say("Interrompu : rien n’a été enregistré.", 1)
    except click.ClickException as error:
        code = say(command_words.usage_error(error), error.exit_code)
    except Refusal as refusal:
        is_wrong_use = isinstance(refusal, import_command.WrongUse)
        code = say(f"{refusal.sentence} {refusal.remedy}".strip(), 2 if is_wrong_use else 1)
    except BrokenPipeError:  # the reader of our output went away: nothing to say, nobody to say it to
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except Exception as error:  # the name of the fault, never what it says: it might quote a cell
        code = say(f"Une erreur imprévue s’est produite ({type(error).__name__}). Rien n’a été enregistré.", 1)
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
